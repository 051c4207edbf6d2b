// The Factory pages: signing in by clicks, what one may use there, and what is wrong with profiles.
#include <QApplication>
#include <QLabel>

#include "tests/runner/test_program.h"
#include "window_fixture.h"

namespace werkbank::factories_page_test {

class FactoriesPageTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void signs_in_and_out_by_clicks();
  void shows_the_fingerprint_in_the_page_and_stops_when_it_differs();
  void stops_asking_when_the_person_wants_to();
  void sends_new_jobs_where_the_person_says();
  void tells_of_profiles_that_were_left_out();
  void shows_what_the_server_says_as_plain_text();

 private:
  QString text_on_page() const;
  std::unique_ptr<WindowFixture> bench_;
};

void FactoriesPageTest::init() {
  bench_ = std::make_unique<WindowFixture>();
  bench_->workbench->problems = {{ErrorCode::profile_invalid, Message(LocalText{"Het profiel zuid.json klopt niet.",
                                                                                "The profile zuid.json is wrong."})}};
  bench_->open();
  QVERIFY(bench_->click("window.rail_factory"));
}

void FactoriesPageTest::cleanup() { bench_.reset(); }

QString FactoriesPageTest::text_on_page() const {
  QStringList all;
  for (const auto* label : bench_->window->findChildren<QLabel*>()) {
    if (label->isVisible()) all << label->text();
  }
  return all.join('\n');
}

void FactoriesPageTest::signs_in_and_out_by_clicks() {
  QVERIFY(bench_->click("factories.open.noord"));
  QVERIFY(bench_->click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.answer"); }));
  QVERIFY(!bench_->is_there("factory.refused"));
  QTest::keyClicks(bench_->find<QLineEdit>("factory.answer"), "geheim");
  QVERIFY(bench_->click("factory.continue"));
  QVERIFY(wait_for([&] { return text_on_page().contains("bedrijf-42"); }));
  QVERIFY(text_on_page().contains("H100"));
  QVERIFY(bench_->click("factory.sign_out"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.sign_in"); }));
  QVERIFY(!text_on_page().contains("bedrijf-42"));
  QCOMPARE(bench_->find<QLineEdit>("factory.answer"), nullptr);
}

void FactoriesPageTest::shows_the_fingerprint_in_the_page_and_stops_when_it_differs() {
  bench_->real->asks_host = true;
  QVERIFY(bench_->click("factories.open.noord"));
  QVERIFY(bench_->click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.fingerprint"); }));
  QCOMPARE(bench_->find<QLabel>("factory.fingerprint")->text(), QString("SHA256:abcDEF123+/xyz"));
  QVERIFY(QApplication::activeModalWidget() == nullptr);
  QVERIFY(bench_->click("factory.host_no"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.problem"); }));
  QVERIFY(bench_->is_there("factory.sign_in"));
}

void FactoriesPageTest::stops_asking_when_the_person_wants_to() {
  QVERIFY(bench_->click("factories.open.noord"));
  QVERIFY(bench_->click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.answer"); }));
  QTest::keyClicks(bench_->find<QLineEdit>("factory.answer"), "half");
  QVERIFY(bench_->click("factory.cancel_sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.sign_in"); }));
  QVERIFY(bench_->real->passwords().empty());
  QVERIFY(bench_->click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.answer"); }));
  QCOMPARE(bench_->find<QLineEdit>("factory.answer")->text(), QString());
}

void FactoriesPageTest::sends_new_jobs_where_the_person_says() {
  QVERIFY(bench_->click("factories.open.noord"));
  QVERIFY(bench_->click("factory.use"));
  QCOMPARE(bench_->window->live().current()->profile().id, std::string("noord"));
  QCOMPARE(bench_->find<QPushButton>("window.factory")->text(), QString("AI Factory North"));
  QVERIFY(!bench_->is_there("factory.use"));
}

void FactoriesPageTest::tells_of_profiles_that_were_left_out() {
  QVERIFY(text_on_page().contains("The profile zuid.json is wrong."));
  QVERIFY(bench_->click("window.language_nl"));
  QVERIFY(wait_for([&] { return text_on_page().contains("Het profiel zuid.json klopt niet."); }));
}

void FactoriesPageTest::shows_what_the_server_says_as_plain_text() {
  auto& live = *bench_->window->live().factory("noord");
  QVERIFY(bench_->click("factories.open.noord"));
  live.sign_in();
  QVERIFY(wait_for([&] { return live.person().question().has_value(); }));
  live.person().banner("<b>hallo</b>\x1b[31m\x07" + std::string(9000, 'x'));
  QVERIFY(wait_for([&] { return text_on_page().contains("<b>hallo</b>"); }));
  for (const auto* label : bench_->window->findChildren<QLabel*>()) {
    if (!label->text().contains("hallo")) continue;
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(label->text().size() < 4100);  // what it said, and who said it
    QVERIFY(!label->text().contains(QChar(27)));
  }
  live.cancel_sign_in();
}

}  // namespace werkbank::factories_page_test

WERKBANK_TEST(werkbank::factories_page_test::FactoriesPageTest);
#include "factories_page_test.moc"
