// What is stored at a factory, in its page: counted when somebody looks, checked and removed in the line itself.
#include <QLabel>
#include <QTabBar>

#include "stored_examples.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/factories/stored_panel.h"
#include "window_fixture.h"

namespace werkbank::stored_panel_test {

namespace {

const QString wine = QStringLiteral("wijn@0123456789abcdef");
const QString photos = QStringLiteral("lasnaden@1123456789abcdef");

}  // namespace

class StoredPanelTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void says_when_one_has_to_sign_in_first();
  void shows_the_largest_first_with_what_may_go();
  void waits_in_words_and_says_what_went_wrong();
  void says_so_when_nothing_is_stored();
  void removes_only_after_a_yes_that_names_what_is_lost();
  void a_refusal_stands_in_the_line();
  void data_of_a_job_that_is_not_over_cannot_be_removed();
  void a_check_says_what_it_found_and_never_more();
  void a_check_can_be_stopped();
  void a_lost_line_is_said_to_the_factory();
  void many_things_come_a_part_at_a_time_and_the_window_stays_alive();
  void hostile_names_are_plain_text();
  void every_control_has_a_name_in_both_languages();

 private:
  bool open_tab();
  bool open_list();
  /// A click on what is there, as soon as it has its place.
  bool press(const QString& name) const;
  QString text_on_page() const;
  std::unique_ptr<WindowFixture> bench_;
};

void StoredPanelTest::init() {
  bench_ = std::make_unique<WindowFixture>();
  bench_->practice->set_stored(example::stored_things());
  bench_->open();
}

void StoredPanelTest::cleanup() { bench_.reset(); }

bool StoredPanelTest::open_tab() {
  if (!bench_->is_there("factory.tabs") &&
      !(bench_->click("window.rail_factory") && bench_->click("factories.open.practice")))
    return false;
  const auto* factory = bench_->window->live().factory("practice");
  if (!wait_for([&] { return factory->state() == LiveFactory::State::signed_in; })) return false;
  auto* tabs = bench_->find<QTabBar>("factory.tabs");
  QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
  return tabs->tabText(1) == "What is stored here";
}

bool StoredPanelTest::open_list() {
  return open_tab() && wait_for([this] { return bench_->is_there("stored.remove." + wine); });
}

bool StoredPanelTest::press(const QString& name) const {
  const auto is_ready = [&] {
    const auto* widget = bench_->find<QWidget>(name);
    return widget != nullptr && widget->isEnabled() && !widget->rect().isEmpty();
  };
  return wait_for(is_ready) && bench_->click(name);
}

QString StoredPanelTest::text_on_page() const {
  QStringList all;
  for (const auto* label : bench_->window->findChildren<QLabel*>()) {
    if (label->isVisible()) all << label->text();
  }
  return all.join('\n');
}

void StoredPanelTest::says_when_one_has_to_sign_in_first() {
  QVERIFY(bench_->click("window.rail_factory"));
  QVERIFY(bench_->click("factories.open.noord"));
  bench_->find<QTabBar>("factory.tabs")->setCurrentIndex(1);
  QVERIFY(text_on_page().contains("You see this when you are signed in."));
  QVERIFY(!bench_->is_there("stored.refresh"));
}

void StoredPanelTest::shows_the_largest_first_with_what_may_go() {
  QVERIFY(open_list());
  const auto rows = bench_->window->findChildren<StoredRow*>();
  QCOMPARE(rows.size(), 5);
  for (int i = 1; i < rows.size(); ++i) QVERIFY(rows[i - 1]->y() < rows[i]->y());
  const QString text = text_on_page();
  for (const char* words :
       {"84.0 GB", "212,430", "61.2 GB in 48,210 files", "Can go", "Think first", "In use", "An upload that broke off",
        "76.1 GB in 5 folders.", "14.2 GB of it can go without harm.", "No job uses this data. Removing it is safe."})
    QVERIFY2(text.contains(QLatin1String(words)), qPrintable(words + text));
  QVERIFY(!bench_->find<QPushButton>("stored.remove..part-77")->isEnabled());
  QVERIFY(bench_->find<QPushButton>("stored.remove." + photos)->isEnabled());
}

void StoredPanelTest::waits_in_words_and_says_what_went_wrong() {
  bench_->practice->storage_hangs = true;
  QVERIFY(open_tab());
  QVERIFY(wait_for([this] { return text_on_page().contains("The factory counts what is stored there."); }));
  bench_->practice->set_stored(
      Error{ErrorCode::remote_file, Message(LocalText{"Dat lukt niet.", "That cannot be read."}), "exit 103"});
  bench_->practice->storage_hangs = false;
  QVERIFY(wait_for([this] { return bench_->is_there("stored.problem"); }));
  QVERIFY(text_on_page().contains("That cannot be read."));
  bench_->practice->set_stored(example::stored_things());
  QTest::mouseClick(&bench_->find<Banner>("stored.problem")->action(), Qt::LeftButton);
  QVERIFY(wait_for([this] { return bench_->is_there("stored.remove." + wine); }));
  QVERIFY(!bench_->is_there("stored.problem"));
}

void StoredPanelTest::says_so_when_nothing_is_stored() {
  bench_->practice->set_stored(Stored{});
  QVERIFY(open_tab());
  QVERIFY(wait_for([this] { return bench_->is_there("stored.empty"); }));
  QVERIFY(text_on_page().contains("How much room is left is not known"));
}

void StoredPanelTest::removes_only_after_a_yes_that_names_what_is_lost() {
  QVERIFY(open_list());
  QVERIFY(press("stored.remove." + wine));
  QVERIFY(bench_->is_there("stored.sure." + wine));
  QVERIFY(bench_->find<QPushButton>("stored.keep." + wine)->hasFocus());
  const QString text = text_on_page();
  for (const char* words : {"Remove “wijn” from the factory for good?", "Lost: The copy of this data on the factory.",
                            "Kept: Your own files on this computer stay as they are."})
    QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(text));
  QTest::keyClick(bench_->find<QPushButton>("stored.keep." + wine), Qt::Key_Space);
  QVERIFY(!bench_->is_there("stored.sure." + wine));
  QVERIFY(bench_->practice->removals().empty());
  QVERIFY(press("stored.remove." + wine));
  QVERIFY(press("stored.sure." + wine));
  QVERIFY(wait_for([this] { return bench_->is_there("stored.done"); }));
  QVERIFY(!bench_->is_there("stored.remove." + wine));
  QCOMPARE(bench_->practice->removals().size(), std::size_t{1});
  QCOMPARE(bench_->practice->removals()[0].name, wine.toStdString());
  QVERIFY(text_on_page().contains("Removed. 1.8 GB is free again."));
}

void StoredPanelTest::a_refusal_stands_in_the_line() {
  bench_->practice->set_refusal(used_by_unfinished("wijn", "x"));
  QVERIFY(open_list());
  QVERIFY(press("stored.remove." + wine));
  QVERIFY(press("stored.sure." + wine));
  QVERIFY(wait_for([this] { return bench_->is_there("stored.result." + wine); }));
  QVERIFY(bench_->find<Banner>("stored.result." + wine)->sentence().contains("A job that is not over yet needs this."));
  QVERIFY(bench_->find<QPushButton>("stored.remove." + wine)->isEnabled());
}

void StoredPanelTest::data_of_a_job_that_is_not_over_cannot_be_removed() {
  JobRecord job;
  job.uuid = "22222222-2222-4333-8444-555555555555";
  job.title = "Wijn leren";
  job.factory = "practice";
  job.template_id = "tabular-boost";
  job.dataset = wine.toStdString();
  job.phase = JobPhase::prepared;
  QVERIFY(bench_->workbench->store->save(job).ok());
  bench_->window->live().read_jobs();
  QVERIFY(open_list());
  QVERIFY(wait_for([this] { return !bench_->find<QPushButton>("stored.remove." + wine)->isEnabled(); }));
  QVERIFY(text_on_page().contains(QString::fromUtf8("The job “Wijn leren” needs this data, and is not over yet.")));
}

void StoredPanelTest::a_check_says_what_it_found_and_never_more() {
  DatasetCheck check;
  check.knows_which = true;
  check.differences = 1;
  check.changed = {"rijen.csv"};
  bench_->practice->set_check(check);
  QVERIFY(open_list());
  QVERIFY(press("stored.check." + wine));
  QVERIFY(wait_for([this] { return bench_->is_there("stored.result." + wine); }));
  auto* result = bench_->find<Banner>("stored.result." + wine);
  QVERIFY2(result->sentence().contains("the file rijen.csv is not what was sent"), qPrintable(result->sentence()));
  QVERIFY(!result->sentence().contains("Verified"));
  check.whole = true;
  check.files = 3;
  check.at = 1'795'870'000;
  bench_->practice->set_check(check);
  QVERIFY(press("stored.check." + wine));
  QVERIFY(wait_for([this] {
    auto* now = bench_->find<Banner>("stored.result." + wine);
    return now != nullptr && now->sentence().startsWith("Verified on ");
  }));
  bench_->practice->set_check(Error{ErrorCode::remote_file, Message(LocalText{"Weg.", "It is gone."})});
  QVERIFY(press("stored.check." + wine));
  QVERIFY(wait_for([this] {
    auto* now = bench_->find<Banner>("stored.result." + wine);
    return now != nullptr && now->sentence() == "It is gone.";
  }));
}

void StoredPanelTest::a_check_can_be_stopped() {
  QVERIFY(open_list());
  bench_->practice->storage_hangs = true;
  bench_->find<QPushButton>("stored.check." + wine)->setFocus();
  QTest::keyClick(bench_->find<QPushButton>("stored.check." + wine), Qt::Key_Space);
  QVERIFY(wait_for([this] { return bench_->is_there("stored.stop." + wine); }));
  QVERIFY(bench_->find<QPushButton>("stored.stop." + wine)->hasFocus());
  QVERIFY(!bench_->find<QPushButton>("stored.remove." + photos)->isEnabled());
  QVERIFY(press("stored.stop." + wine));
  QVERIFY(wait_for([this] { return bench_->is_there("stored.check." + wine); }));
  QVERIFY(!bench_->is_there("stored.result." + wine));
  QVERIFY(bench_->find<QPushButton>("stored.remove." + photos)->isEnabled());
  bench_->practice->storage_hangs = false;
}

void StoredPanelTest::a_lost_line_is_said_to_the_factory() {
  QVERIFY(open_list());
  bench_->practice->is_cut = true;
  QVERIFY(press("stored.check." + wine));
  QVERIFY(wait_for(
      [this] { return bench_->window->live().factory("practice")->state() != LiveFactory::State::signed_in; }));
  QVERIFY(wait_for([this] { return !bench_->is_there("stored.check." + wine); }));
}

void StoredPanelTest::many_things_come_a_part_at_a_time_and_the_window_stays_alive() {
  Stored many;
  for (int i = 0; i < 3000; ++i) {
    StoredThing thing;
    thing.name = "set" + std::to_string(i) + "@0123456789abcdef";
    thing.bytes = static_cast<std::uint64_t>(100'000 - i);
    many.things.push_back(thing);
  }
  bench_->practice->set_stored(many);
  QVERIFY(open_tab());
  QVERIFY(wait_for([this] { return bench_->is_there("stored.more"); }));
  QCOMPARE(bench_->window->findChildren<StoredRow*>().size(), 20);
  QVERIFY(press("stored.more"));
  QCOMPARE(bench_->window->findChildren<StoredRow*>().size(), 40);
}

void StoredPanelTest::hostile_names_are_plain_text() {
  Stored hostile;
  StoredThing thing;
  thing.name = "<b>x</b>\n\x1b[31m\xff" + std::string(3000, 'x') + "@0123456789abcdef";
  hostile.things.push_back(thing);
  bench_->practice->set_stored(hostile);
  QVERIFY(open_tab());
  QVERIFY(wait_for([this] { return text_on_page().contains("<b>x</b>"); }));
  for (const auto* label : bench_->window->findChildren<QLabel*>()) {
    if (!label->text().contains("<b>x")) continue;
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(!label->text().contains(QChar(27)) && label->text().size() < 400);
  }
}

void StoredPanelTest::every_control_has_a_name_in_both_languages() {
  WarningWatch watch;
  QVERIFY(open_list());
  QVERIFY(press("stored.remove." + wine));
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench_->click(language));
    QCOMPARE(example::nameless_controls(*bench_->window), QStringList());
  }
  QCOMPARE(WarningWatch::seen(), QStringList());
}

}  // namespace werkbank::stored_panel_test

WERKBANK_TEST(werkbank::stored_panel_test::StoredPanelTest);
#include "stored_panel_test.moc"
