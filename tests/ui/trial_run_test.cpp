// A trial run from New job to the whole run, by real clicks. With $WERKBANK_SCREENSHOTS also pictures of it, in the
// language, shade and size of $WERKBANK_LANGUAGE, $WERKBANK_SHADE and $WERKBANK_SIZE.
#include <QTabWidget>

#include "pictures.h"
#include "tests/ui/themed_test.h"
#include "ui/jobs/job_details.h"
#include "ui/new_job/new_job_page.h"
#include "window_test_case.h"

namespace werkbank::trial_run_test {

class TrialRunTest : public WindowTestCase {
  Q_OBJECT

 private slots:
  void goes_from_a_trial_run_to_the_whole_run_without_a_second_upload();
  void what_was_measured_holds_until_an_answer_changes();
  void says_nothing_of_it_where_nothing_can_be_measured();
  void a_trial_run_that_failed_loses_nothing();
  void can_be_started_with_the_keyboard();

 private:
  void prepare() override;
  NewJobPage& page() const { return *bench_->window->findChild<NewJobPage*>(); }
  const JobRecord& newest() const { return bench_->window->live().jobs().front(); }
  bool walk_to_start() const;
  bool try_out(JobState state, JobPhase phase) const;
  bool reach(JobPhase phase) const;
  QString words_of(const char* name) const;
  void take(const QString& name) const { example::save_settled(*bench_->window, name); }
};

void TrialRunTest::prepare() {
  bench_->take_language_of_pictures();
  const QStringList size = qEnvironmentVariable("WERKBANK_SIZE", "1280x800").split('x');
  bench_->size = {size[0].toInt(), size[1].toInt()};
}

bool TrialRunTest::walk_to_start() const {
  return bench_->walk_to_check() && wait_for([this] {
           bench_->click("new_job.next");
           auto* start = bench_->find<QPushButton>("new_job.start");
           return start != nullptr && start->isEnabled();
         });
}

bool TrialRunTest::reach(JobPhase phase) const {
  return wait_for([&] {
    const auto& jobs = bench_->window->live().jobs();
    return !jobs.empty() && jobs.front().phase == phase;
  });
}

bool TrialRunTest::try_out(JobState state, JobPhase phase) const {
  if (!walk_to_start() || !bench_->click("new_job.trial")) return false;
  if (!wait_for([this] { return bench_->practice->submissions == 1 && bench_->is_there("job_sentence"); }))
    return false;
  bench_->practice->state = JobState::running;
  if (!reach(JobPhase::running)) return false;
  take("31-trial-running");
  bench_->practice->state = state;
  return reach(phase);
}

QString TrialRunTest::words_of(const char* name) const {
  const auto* label = bench_->find<QLabel>(QLatin1String(name));
  return label == nullptr ? QString() : label->text();
}

void TrialRunTest::goes_from_a_trial_run_to_the_whole_run_without_a_second_upload() {
  QVERIFY(walk_to_start());
  take("30-start-step");
  QVERIFY(bench_->click("new_job.back"));
  QVERIFY(bench_->click("new_job.next"));
  QVERIFY(wait_for([&] { return bench_->click("new_job.trial"); }));
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1 && bench_->is_there("job_sentence"); }));
  bench_->practice->state = JobState::running;
  QVERIFY(reach(JobPhase::running));
  take("31-trial-running");
  QVERIFY2(!bench_->is_there("bring_home_again"), "a trial run makes nothing to bring home");
  bench_->practice->state = JobState::completed;
  QVERIFY(reach(JobPhase::done));
  const JobRecord trial = newest();
  QVERIFY(trial.is_trial && trial.expected_low);
  QCOMPARE(trial.walltime_minutes, 10);
  QVERIFY(wait_for([&] { return bench_->is_there("start_whole_run"); }));
  take("32-trial-done");
  for (const char* name : {"bring_home", "bring_home_again", "use_model"}) QVERIFY2(!bench_->is_there(name), name);
  if (bench_->language == Language::english) {
    QCOMPARE(words_of("job_sentence"), QString("The whole run will take about 2 h 10 min (1 h 50 min to 2 h 40 min)."));
  }
  bench_->practice->state = JobState::pending;
  bench_->practice->upload_begun = false;
  QVERIFY(bench_->click("start_whole_run"));
  QCOMPARE(page().step(), 4);
  QVERIFY(page().draft().is_measured());
  QCOMPARE(bench_->find<QLineEdit>("new_job.title")->text().toStdString(), trial.title);
  QVERIFY2(!bench_->is_there("new_job.trial"), "what was measured need not be measured again");
  QVERIFY(wait_for([&] { return bench_->find<QPushButton>("new_job.start")->isEnabled(); }));
  take("33-whole-run");
  QVERIFY(bench_->click("new_job.step_3"));
  take("34-questions-measured");
  QVERIFY(bench_->click("new_job.step_5"));
  QVERIFY(wait_for([&] { return bench_->click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 2; }));
  QVERIFY(wait_for([&] { return bench_->window->live().jobs().size() == 2 && reach(JobPhase::waiting); }));
  const auto orders = bench_->practice->orders();
  QVERIFY(orders[0].is_trial && !orders[1].is_trial);
  QCOMPARE(orders[1].dataset, orders[0].dataset);
  QCOMPARE(orders[1].walltime_minutes, 210);
  QVERIFY(orders[1].values == orders[0].values);
  QCOMPARE(newest().tried_by, trial.uuid);
  QCOMPARE(newest().title, trial.title);
  QCOMPARE(newest().expected_likely, std::optional(7800.0));
  QVERIFY(wait_for([&] { return bench_->is_there("job_tabs"); }));
  bench_->find<QTabWidget>("job_tabs")->setCurrentIndex(3);
  take("35-whole-run-details");
  QVERIFY(bench_->click("window.rail_start"));
  take("36-start-page");
}

void TrialRunTest::what_was_measured_holds_until_an_answer_changes() {
  QVERIFY(try_out(JobState::completed, JobPhase::done));
  QVERIFY(wait_for([&] { return bench_->click("start_whole_run"); }));
  QVERIFY(wait_for([&] { return page().draft().cost().has_value(); }));
  QVERIFY(page().draft().is_measured());
  QCOMPARE(page().draft().cost()->value().seconds.likely, 7800.0);
  page().draft().set_value("effort", ParameterValue(std::string("quick")));
  QVERIFY(!page().draft().is_measured());
  QVERIFY(page().draft().cost()->value().seconds.likely < 7800);
  QVERIFY(page().draft().request(Language::english).tried_by.empty());
  QVERIFY2(bench_->is_there("new_job.trial"), "it can be measured again");
  page().draft().set_value("effort", ParameterValue(std::string("normal")));
  QVERIFY2(page().draft().is_measured(), "back as it was, it holds again");
}

void TrialRunTest::says_nothing_of_it_where_nothing_can_be_measured() {
  QVERIFY(walk_to_start());
  QVERIFY(bench_->is_there("new_job.trial"));
  page().draft().choose(bench_->workbench->catalogue->find("batch-infer"));
  QVERIFY(!bench_->is_there("new_job.trial"));
}

void TrialRunTest::a_trial_run_that_failed_loses_nothing() {
  QVERIFY(try_out(JobState::failed, JobPhase::failed));
  QVERIFY(wait_for([&] { return bench_->is_there("try_again"); }));
  take("37-trial-failed");
  QVERIFY(!bench_->is_there("start_whole_run"));
  const auto values = bench_->practice->orders().front().values;
  QVERIFY(bench_->click("try_again"));
  QVERIFY(wait_for([&] { return page().draft().data().is_usable(); }));
  QVERIFY(page().draft().values() == values);
  QVERIFY(!page().draft().is_measured());
}

void TrialRunTest::can_be_started_with_the_keyboard() {
  QVERIFY(walk_to_start());
  QApplication::setActiveWindow(bench_->window.get());
  bench_->find<QPushButton>("new_job.start")->setFocus();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  QCOMPARE(QApplication::focusWidget()->objectName(), QString("new_job.trial"));
  QVERIFY(!QApplication::focusWidget()->accessibleDescription().isEmpty());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
  QVERIFY(bench_->practice->orders().front().is_trial);
}

}  // namespace werkbank::trial_run_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::trial_run_test::TrialRunTest>);
#include "trial_run_test.moc"
