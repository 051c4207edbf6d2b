// The profile of a factory as text: what cannot be so is not saved, what is doubtful is said, and what was edited
// stays.
#include <QLabel>
#include <QTabBar>

#include "getting_in_test_case.h"
#include "style_marks.h"
#include "tests/ui/themed_test.h"
#include "ui/factories/numbered_edit.h"

namespace werkbank::profile_editor_test {

class ProfileEditorTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void says_what_is_wrong_while_one_types_and_does_not_save_it();
  void saves_what_can_be_so_and_says_what_is_doubtful();
  void lets_nobody_make_another_factory_of_it();
  void shows_it_as_it_was_shipped();
  void a_host_key_that_is_accepted_later_does_not_undo_the_edit();
  void says_what_was_checked_and_what_was_not();
  void is_not_offered_for_a_practice_factory();
  void names_its_controls_in_both_languages();

 private:
  void prepare() override;
  bool open_editor();
  bool open_help();
  void replace(const QString& before, const QString& after);
  NumberedEdit* text() { return bench_->find<NumberedEdit>("profile.text"); }
  bool can_save() { return bench_->find<QWidget>("profile.save")->isEnabled(); }
};

void ProfileEditorTest::prepare() {
  bench().workbench->shipped_profile = [](const std::string&) -> Result<Profile> { return north(); };
}

bool ProfileEditorTest::open_help() {
  auto* tabs = bench().find<QTabBar>("factory.tabs");
  if (tabs == nullptr) return false;
  tabs->setCurrentIndex(tabs->count() - 1);
  return true;
}

bool ProfileEditorTest::open_editor() {
  return bench().open_factory() && open_help() && bench().click("factory.edit") && text() != nullptr;
}

void ProfileEditorTest::replace(const QString& before, const QString& after) {
  const QString whole = text()->toPlainText();
  QVERIFY2(whole.contains(before), qPrintable(whole));
  text()->setPlainText(QString(whole).replace(before, after));
}

void ProfileEditorTest::says_what_is_wrong_while_one_types_and_does_not_save_it() {
  QVERIFY(open_editor());
  QVERIFY(can_save());
  QVERIFY(text()->hasFocus());
  replace("\"port\": 22", "\"port\": 99999");
  QVERIFY(!can_save());  // not even for a moment
  QVERIFY(wait_for([&] { return bench().is_there("profile.problem"); }));
  QVERIFY2(bench().text_on_page().contains("port"), qPrintable(bench().text_on_page()));
  QVERIFY(!can_save());
  replace("99999", "22");
  QVERIFY(wait_for([&] { return can_save(); }));
  QVERIFY(!bench().is_there("profile.problem"));
  text()->setPlainText("{ this is no profile");
  QVERIFY(wait_for([&] { return bench().is_there("profile.problem"); }));
  text()->setPlainText(QString(300'000, 'x'));
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("much too long"); }));
  QVERIFY(!can_save());
  QVERIFY(bench().locked(bench().saved).empty());
}

void ProfileEditorTest::saves_what_can_be_so_and_says_what_is_doubtful() {
  QVERIFY(open_editor());
  QVERIFY(bench().is_there("profile.finding.0"));
  QVERIFY(bench().text_on_page().contains("host_keys"));
  replace("https://www.noord.example/help", "http://www.noord.example/help");
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("begins with http://"); }));
  QVERIFY(bench().text_on_page().contains("help.url"));
  replace("login.noord.example", "login2.noord.example");
  QVERIFY(wait_for([&] { return can_save(); }));
  QVERIFY(bench().click("profile.save"));
  QVERIFY(wait_for([&] { return bench().is_there("profile.saved"); }));
  QVERIFY(bench().text_on_page().contains("the next time you start Werkbank"));
  QCOMPARE(bench().locked(bench().saved).size(), std::size_t(1));
  QCOMPARE(bench().locked(bench().saved).front().host, std::string("login2.noord.example"));
  QVERIFY(bench().click("profile.close"));
  QVERIFY(bench().click("factory.edit"));
  QVERIFY(text()->toPlainText().contains("login2.noord.example"));
}

void ProfileEditorTest::lets_nobody_make_another_factory_of_it() {
  QVERIFY(open_editor());
  replace("\"id\": \"noord\"", "\"id\": \"zuid\"");
  QVERIFY(wait_for([&] { return bench().is_there("profile.problem"); }));
  QVERIFY(bench().text_on_page().contains("must stay as they are"));
  QVERIFY(!can_save());
}

void ProfileEditorTest::shows_it_as_it_was_shipped() {
  QVERIFY(open_editor());
  const QString before = text()->toPlainText();
  replace("login.noord.example", "elsewhere.example");
  QVERIFY(bench().click("profile.undo"));
  QVERIFY(wait_for([&] { return text()->toPlainText() == before; }));
  QVERIFY(can_save());
  QVERIFY(bench().locked(bench().saved).empty());  // the person decides
}

void ProfileEditorTest::a_host_key_that_is_accepted_later_does_not_undo_the_edit() {
  bench().talking->script = [](TalkingFactory& factory, Conversation&, const std::stop_token&) -> Result<Done> {
    factory.own_.user = "jansen2";  // what was typed in the sign-in
    return Done{};
  };
  QVERIFY(open_editor());
  replace("\"port\": 22", "\"port\": 2222");
  QVERIFY(wait_for([&] { return can_save(); }));
  QVERIFY(bench().click("profile.save"));
  QVERIFY(wait_for([&] { return bench().locked(bench().saved).size() == 1; }));
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().locked(bench().saved).size() == 2; }));
  const auto last = bench().locked(bench().saved).back();
  QCOMPARE(last.port, 2222);
  QCOMPARE(last.user, std::string("jansen2"));
}

void ProfileEditorTest::says_what_was_checked_and_what_was_not() {
  Profile profile = north();
  profile.verified = {"host", "sign_in.key.page"};
  bench_ = std::make_unique<GettingInFixture>(profile);
  QVERIFY(bench().open_factory());
  QVERIFY(open_help());
  const QString checked = bench().find<QLabel>("factory.checked")->text();
  const QString unchecked = bench().find<QLabel>("factory.unchecked")->text();
  QVERIFY2(checked.contains("its address") && checked.contains("how you sign in (in part)"), qPrintable(checked));
  QVERIFY2(unchecked.contains("what a GPU-hour costs") && !unchecked.contains("its address"), qPrintable(unchecked));
}

void ProfileEditorTest::is_not_offered_for_a_practice_factory() {
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(bench().click("factories.open.practice"));
  QVERIFY(open_help());
  QVERIFY(!bench().is_there("factory.edit"));
  QVERIFY(!bench().is_there("factory.checked") && !bench().is_there("factory.unchecked"));
}

void ProfileEditorTest::names_its_controls_in_both_languages() {
  QVERIFY(open_editor());
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench().click(language));
    QCOMPARE(example::nameless_controls(*bench().window), QStringList());
  }
}

}  // namespace werkbank::profile_editor_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::profile_editor_test::ProfileEditorTest>);
#include "profile_editor_test.moc"
