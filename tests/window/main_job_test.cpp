// The main job through the real window with the real parts behind it: what a person clicks, and nothing pretended but
// what the practice factory itself says it pretends.
#include "core/base/local_files.h"
#include "window_person.h"

namespace werkbank {

class MainJobTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void the_first_job_runs_on_the_practice_factory();
  void the_first_job_runs_on_a_real_factory();

 private:
  void run_the_first_job();

  std::unique_ptr<LiveLab> lab_;
  std::unique_ptr<WindowPerson> person_;
};

void MainJobTest::init() {
  QString why;
  lab_ = LiveLab::open(why);
  person_ = std::make_unique<WindowPerson>();
  std::vector<std::string> profiles;
  if (lab_) profiles.push_back(lab_->fact("LAB_PROFILES"));
  QVERIFY(person_->open(profiles));
}

void MainJobTest::cleanup() {
  if (QTest::currentTestFailed()) person_->picture(QTest::currentTestFunction());
  QVERIFY(person_->close());
  person_.reset();
}

void MainJobTest::run_the_first_job() {
  person_->watch();
  QVERIFY(person_->press("window.rail_start"));
  QVERIFY(person_->press("start.first_job"));
  const auto uuid = person_->send();
  QVERIFY(person_->reaches(uuid, JobPhase::done));
  QVERIFY(person_->press("bring_home"));
  QVERIFY(until([&] { return !person_->job(uuid).fetched_to.empty(); }));
  const double worst = person_->unwatch();
  const auto& job = person_->job(uuid);
  QVERIFY(job.primary_value.has_value() && job.baseline_value.has_value());
  QVERIFY(*job.primary_value > *job.baseline_value);
  QVERIFY(std::filesystem::exists(path_from_text(job.fetched_to) / "out/model/model.joblib"));
  qInfo("score %.3f, baseline %.3f; the event loop was held for %.1f ms at worst", *job.primary_value,
        *job.baseline_value, worst);
  QVERIFY2(worst <= longest_hold_ms, qPrintable(QString::number(worst)));
}

void MainJobTest::the_first_job_runs_on_the_practice_factory() { run_the_first_job(); }

void MainJobTest::the_first_job_runs_on_a_real_factory() {
  if (!lab_) QSKIP("no lab: run through tests/factory/with_lab");
  person_->knows(password_of(*lab_));
  QVERIFY(person_->sign_in());
  // A factory of one's own already comes before the practice factory: nothing to choose.
  QVERIFY(!person_->shows("factory.use"));
  run_the_first_job();
}

}  // namespace werkbank

QTEST_MAIN(werkbank::MainJobTest)
#include "main_job_test.moc"
