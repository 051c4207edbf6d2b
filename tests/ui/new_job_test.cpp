// A new job from an empty window to a job that runs, by real clicks and keys.
#include <QComboBox>
#include <QSpinBox>

#include "core/base/local_files.h"
#include "tests/ui/themed_test.h"
#include "ui/new_job/new_job_page.h"
#include "window_test_case.h"

namespace werkbank::new_job_test {

class NewJobTest : public WindowTestCase {
  Q_OBJECT

 private slots:
  void goes_from_choosing_to_a_running_job_by_clicks_and_never_holds_the_window();
  void starts_the_first_job_with_two_clicks();
  void loses_nothing_on_the_way_back_or_when_the_language_changes();
  void shows_where_bad_data_is_wrong_and_does_not_go_on();
  void says_in_the_row_what_is_wrong_with_an_answer();
  void signs_in_right_on_the_check_step();
  void does_not_start_what_the_factory_would_refuse();
  void says_whether_the_job_runs_on_the_gpus_of_the_course();
  void the_data_of_the_course_is_fetched_and_used();
  void can_be_walked_with_the_keyboard_alone();
  void goes_on_by_itself_after_the_connection_broke_without_a_second_job();
  void says_before_the_upload_that_many_files_are_kept_packed();
  void more_settings_come_into_view_when_they_are_asked_for();

 private:
  NewJobPage& page() const { return *bench_->window->findChild<NewJobPage*>(); }
  bool walk_to_start() const;
  bool is_startable() const;
};

bool NewJobTest::is_startable() const {
  auto* start = bench_->find<QPushButton>("new_job.start");
  return start != nullptr && start->isEnabled();
}

void NewJobTest::says_before_the_upload_that_many_files_are_kept_packed() {
  bench_ = std::make_unique<WindowFixture>();
  bench_->practice->set_pack_from(5);
  bench_->open();
  const auto data = path_from_text(bench_->folder.filePath("notes").toStdString());
  std::filesystem::create_directories(data);
  QVERIFY(write_file(data / "main.py", "print(1)\n").ok());
  for (int i = 0; i < 8; ++i) QVERIFY(write_file(data / (std::to_string(i) + ".txt"), "a note").ok());
  auto& live = bench_->window->live();
  live.set_current(live.factory("practice"));
  QVERIFY(bench_->click("window.new_job") && bench_->click("new_job.choose.own-script"));
  page().draft().data().set_path(data);
  const auto is_said = [&] { return bench_->is_there("new_job.packing"); };
  QVERIFY(wait_for(is_said));
  const QString said = bench_->find<Banner>("new_job.packing")->sentence();
  QVERIFY2(said.contains("9 files are packed together as 2 files") && said.contains("from 5 files on"),
           qPrintable(said));
  live.set_current(live.factory("noord"));  // keeps them as they are
  QVERIFY(!is_said());
  live.set_current(live.factory("practice"));
  QVERIFY(wait_for(is_said));
  for (int i = 0; i < 5; ++i) std::filesystem::remove(data / (std::to_string(i) + ".txt"));
  page().draft().data().check_again();
  QVERIFY(!is_said());
  QVERIFY(wait_for([&] { return page().draft().data().is_usable(); }));
  QVERIFY(wait_for([&] { return !live.background().is_busy(); }));
  QVERIFY(!is_said());
}

void NewJobTest::more_settings_come_into_view_when_they_are_asked_for() {
  QVERIFY(bench_->walk_to_check());
  QVERIFY(bench_->click("new_job.back"));
  auto* more = bench_->find<QPushButton>("new_job.more_settings");
  QVERIFY(more != nullptr);
  more->click();
  const auto in_view = [&] {
    const auto* field = bench_->find<QWidget>("new_job.question.rounds");
    return field != nullptr && !field->visibleRegion().isEmpty() && !more->visibleRegion().isEmpty();
  };
  QVERIFY(wait_for(in_view));
}

bool NewJobTest::walk_to_start() const {
  if (!bench_->walk_to_check()) return false;
  return wait_for([this] {
    bench_->click("new_job.next");
    return is_startable();
  });
}

void NewJobTest::goes_from_choosing_to_a_running_job_by_clicks_and_never_holds_the_window() {
  LoopWatch watch;
  watch.start();
  QVERIFY(walk_to_start());
  QVERIFY(bench_->click("new_job.start"));
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
  QVERIFY(wait_for([&] { return page().step() == 0 && !bench_->is_there("new_job.next"); }));  // on to the job's page
  bench_->practice->state = JobState::running;
  QVERIFY(wait_for([&] {
    const auto& jobs = bench_->window->live().jobs();
    return !jobs.empty() && jobs.front().phase == JobPhase::running;
  }));
  bench_->practice->state = JobState::completed;
  QVERIFY(wait_for([&] { return bench_->window->live().jobs().front().phase == JobPhase::done; }));
  watch.stop();
  qInfo("the event loop was held for %.1f ms at worst", watch.worst_ms());
  QVERIFY2(watch.worst_ms() <= longest_hold_ms, qPrintable(QString::number(watch.worst_ms())));
}

void NewJobTest::starts_the_first_job_with_two_clicks() {
  QVERIFY(wait_for([&] { return bench_->is_there("start.first_job"); }));
  QVERIFY(bench_->click("start.first_job"));
  QCOMPARE(page().step(), 4);
  QVERIFY(wait_for([&] { return is_startable(); }));
  QVERIFY(bench_->click("new_job.start"));
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
}

void NewJobTest::loses_nothing_on_the_way_back_or_when_the_language_changes() {
  QVERIFY(bench_->walk_to_check());
  QVERIFY(bench_->click("new_job.back"));
  auto* effort = bench_->find<QComboBox>("new_job.question.effort");
  QVERIFY(effort != nullptr);
  effort->setFocus();
  QTest::keyClick(effort, Qt::Key_End);
  auto* ignored = bench_->find<QLineEdit>("new_job.question.ignore_columns");
  QTest::keyClicks(ignored, "eiland");
  QVERIFY(bench_->click("window.language_nl"));
  QVERIFY(wait_for([&] {
    return bench_->find<QLineEdit>("new_job.question.ignore_columns")->accessibleName() == "Kolommen overslaan";
  }));
  QCOMPARE(ignored->text(), QString("eiland"));
  QVERIFY(bench_->click("new_job.back"));
  QVERIFY(bench_->click("new_job.back"));
  QCOMPARE(page().step(), 0);
  const auto& values = page().draft().values();
  QCOMPARE(std::get<std::string>(values.at("effort")), std::string("thorough"));
  QCOMPARE(std::get<std::string>(values.at("target")), std::string("soort"));
  QCOMPARE(page().draft().data().path(), std::filesystem::path(bench_->good_table().toStdString()));
  QVERIFY(bench_->click("new_job.step_3"));
  QCOMPARE(bench_->find<QLineEdit>("new_job.question.ignore_columns")->text(), QString("eiland"));
  QCOMPARE(bench_->find<QComboBox>("new_job.question.effort")->currentData().toString(), QString("thorough"));
}

void NewJobTest::shows_where_bad_data_is_wrong_and_does_not_go_on() {
  QVERIFY(bench_->click("window.new_job"));
  QVERIFY(bench_->click("new_job.choose.tabular-boost"));
  auto* path = bench_->find<QLineEdit>("new_job.data_path");
  QTest::keyClicks(path, bench_->bad_table());
  QTest::keyClick(path, Qt::Key_Return);
  QVERIFY(wait_for([&] { return bench_->is_there("data.finding"); }));
  QVERIFY(wait_for([&] { return !page().draft().data().is_checking(); }));
  // The list is made anew when the check is over.
  QVERIFY(wait_for([&] {
    const auto* finding = bench_->find<QLabel>("data.finding");
    return finding != nullptr && finding->text().contains("18");
  }));
  QVERIFY(bench_->click("new_job.next"));
  QCOMPARE(page().step(), 1);
  QVERIFY(bench_->is_there("new_job.obstacle"));
}

void NewJobTest::says_in_the_row_what_is_wrong_with_an_answer() {
  QVERIFY(bench_->walk_to_check());
  QVERIFY(bench_->click("new_job.back"));
  Error wrong{ErrorCode::parameter_invalid, Message(LocalText{"Dat kan niet.", "That cannot be."})};
  page().draft().set_wrong_answer("ignore_columns", wrong);
  QVERIFY(bench_->click("new_job.next"));
  QCOMPARE(page().step(), 2);
  QCOMPARE(bench_->find<Banner>("new_job.obstacle")->sentence(), QString("That cannot be."));
  QTest::keyClicks(bench_->find<QLineEdit>("new_job.question.ignore_columns"), "a");
  QVERIFY(bench_->click("new_job.next"));
  QCOMPARE(page().step(), 3);
}

void NewJobTest::signs_in_right_on_the_check_step() {
  bench_->window->live().set_current(bench_->window->live().factory("noord"));
  QVERIFY(bench_->walk_to_check());
  QVERIFY(bench_->click("new_job.next"));
  QCOMPARE(page().step(), 3);
  QVERIFY(bench_->click("new_job.sign_in"));
  QVERIFY(wait_for([&] { return bench_->is_there("new_job.answer"); }));
  auto* answer = bench_->find<QLineEdit>("new_job.answer");
  QCOMPARE(answer->echoMode(), QLineEdit::Password);
  QTest::keyClicks(answer, "fout");
  QTest::keyClick(answer, Qt::Key_Return);
  QVERIFY(wait_for([&] { return bench_->is_there("new_job.refused"); }));
  QCOMPARE(answer->text(), QString());
  QCOMPARE(bench_->real->passwords().size(), 1U);
  QTest::keyClicks(answer, "geheim");
  QTest::keyClick(answer, Qt::Key_Return);
  QVERIFY(wait_for([&] {
    bench_->click("new_job.next");
    return is_startable();
  }));
  QCOMPARE(bench_->real->passwords(), (std::vector<std::string>{"fout", "geheim"}));
}

void NewJobTest::does_not_start_what_the_factory_would_refuse() {
  bench_->practice->is_refused = true;
  QVERIFY(bench_->walk_to_check());
  QVERIFY(wait_for([&] { return bench_->is_there("new_job.repair.accepted"); }));
  QVERIFY(bench_->click("new_job.next"));
  QCOMPARE(page().step(), 3);
  bench_->practice->is_refused = false;
  QVERIFY(bench_->click("new_job.repair.accepted"));
  QVERIFY(wait_for([&] {
    bench_->click("new_job.next");
    return is_startable();
  }));
}

void NewJobTest::says_whether_the_job_runs_on_the_gpus_of_the_course() {
  bench_->practice->course = CourseUse::too_long;
  QVERIFY(bench_->walk_to_check());
  const auto says = [&](const char* words) {
    const auto labels = page().findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
      return label->isVisible() && label->text().contains(QLatin1String(words));
    });
  };
  QVERIFY(wait_for([&] { return says("waits in the ordinary queue"); }));
  QVERIFY(is_startable() || bench_->click("new_job.next"));  // it is a hint, not an obstacle
}

void NewJobTest::the_data_of_the_course_is_fetched_and_used() {
  const std::filesystem::path table = path_from_text(bench_->good_table().toStdString());
  std::atomic<bool> works = false;
  bench_->workbench->course_data = [](const std::string& factory) {
    return factory == "practice" ? std::vector<CourseData>{{"wine.csv", "https://example.org/wine.csv", {}, {}, 84'000},
                                                           {"big", {}, "/data/big", {}, 1}}
                                 : std::vector<CourseData>();
  };
  bench_->workbench->fetch_course_data = [&](const CourseData& data, const ProgressSink& progress,
                                             const std::stop_token&) -> Result<std::filesystem::path> {
    progress({Message(LocalText{"Bezig", "Busy"}), 42'000, data.bytes});
    if (!works) return Error{ErrorCode::host_unreachable, Message(LocalText{"Niet bereikt.", "Not reached."})};
    return table;
  };
  auto& live = bench_->window->live();
  live.set_current(live.factory("noord"));
  QVERIFY(bench_->click("window.new_job") && bench_->click("new_job.choose.tabular-boost"));
  QVERIFY(!bench_->is_there("course_data.fetch.wine.csv"));
  live.set_current(live.factory("practice"));
  QVERIFY(wait_for([&] { return bench_->is_there("course_data.fetch.wine.csv"); }));
  QVERIFY(!bench_->is_there("course_data.fetch.big"));  // it is at the factory already
  QVERIFY(bench_->click("course_data.fetch.wine.csv"));
  QVERIFY(wait_for([&] { return bench_->is_there("course_data.problem"); }));
  works = true;
  QVERIFY(bench_->click("course_data.fetch.wine.csv"));
  QVERIFY(wait_for([&] { return page().draft().data().path() == table && !bench_->is_there("course_data.problem"); }));
}

void NewJobTest::can_be_walked_with_the_keyboard_alone() {
  const auto press = [&](int key) {
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : bench_->window.get(), static_cast<Qt::Key>(key));
  };
  const auto tab_to = [&](const QString& name) {
    for (int i = 0; i < 80; ++i) {
      if (QApplication::focusWidget() != nullptr && QApplication::focusWidget()->objectName() == name) return true;
      press(Qt::Key_Tab);
    }
    return false;
  };
  QApplication::setActiveWindow(bench_->window.get());
  QTest::keyClick(bench_->window.get(), Qt::Key_N, Qt::ControlModifier);
  QVERIFY(tab_to("new_job.choose.tabular-boost"));
  press(Qt::Key_Space);
  QVERIFY(tab_to("new_job.data_path"));
  QTest::keyClicks(QApplication::focusWidget(), bench_->good_table());
  press(Qt::Key_Return);
  QVERIFY(wait_for([&] { return page().draft().data().is_usable(); }));
  for (int step = 2; step <= 3; ++step) {
    QVERIFY(tab_to("new_job.next"));
    press(Qt::Key_Return);
    QCOMPARE(page().step(), step);
  }
  QVERIFY(tab_to("new_job.next"));
  QVERIFY(wait_for([&] {
    if (page().step() == 3) press(Qt::Key_Return);
    return page().step() == 4;
  }));
  QVERIFY(wait_for([&] { return is_startable(); }));
  QVERIFY(tab_to("new_job.start"));
  press(Qt::Key_Space);
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
}

void NewJobTest::goes_on_by_itself_after_the_connection_broke_without_a_second_job() {
  bench_->practice->upload_ms = 400;
  QVERIFY(walk_to_start());
  QVERIFY(bench_->click("new_job.start"));
  QVERIFY(wait_for([&] { return !bench_->window->live().moving().empty(); }));
  bench_->practice->is_cut = true;
  QVERIFY(wait_for([&] { return bench_->is_there("new_job.start"); }));
  bench_->practice->is_cut = false;
  bench_->window->live().factory("practice")->sign_in();
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
  QVERIFY(wait_for([&] { return bench_->window->live().moving().empty(); }));
  QCOMPARE(bench_->window->live().jobs().size(), 1U);
}

}  // namespace werkbank::new_job_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::new_job_test::NewJobTest>);
#include "new_job_test.moc"
