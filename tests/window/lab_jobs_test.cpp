// Jobs on a real sshd and a real Slurm, from the first click to their end: one that succeeds, and the three other ways
// in which a job ends. One window serves them all, as it serves a person.
#include <QDirIterator>
#include <QProcess>

#include "live_site.h"
#include "window_person.h"

namespace werkbank {

class LabJobsTest : public QObject, private WindowPerson {
  Q_OBJECT
 public:
  explicit LabJobsTest(std::unique_ptr<LiveLab> lab) : lab_(std::move(lab)) {}

 private slots:
  void initTestCase();
  void init() { watch(); }
  void cleanup();
  void cleanupTestCase() { QVERIFY(close()); }

  void photos_become_a_model_that_is_brought_home();
  void a_job_that_is_stopped_from_its_page_stops_in_slurm_too();
  void a_job_that_crashes_shows_its_last_words();
  void a_job_that_used_up_its_time_says_so();

 private:
  QString state_in_slurm(const QString& uuid) const;
  QString sentence_of(const QString& uuid) const;

  std::unique_ptr<LiveLab> lab_;
  QString photos_ = home() + "/foto's";
  QString table_ = home() + "/tabel.csv";
  QString out_of_time_;  ///< runs while the others do: a minute is the least that Slurm gives
};

QString LabJobsTest::state_in_slurm(const QString& uuid) const {
  return aside([&] { return lab_->user_command("squeue --me -h -t all -o %T -n wb-" + uuid); }).trimmed();
}

QString LabJobsTest::sentence_of(const QString& uuid) const {
  const auto* view = live().view(uuid);
  return view == nullptr ? QString() : explain(view->record, view->training, {}).sentence.in(Language::dutch);
}

void LabJobsTest::initTestCase() {
  const QString sources = WERKBANK_SOURCE_DIR;
  QVERIFY(QFile::copy(sources + "/tests/factory/data/tiny.csv", table_));
  QCOMPARE(QProcess::execute("/usr/bin/python3", {sources + "/resources/catalogue/shared/example_data.py",
                                                  "fashion-mnist", photos_, "--per-class", "40"}),
           0);
  knows(password_of(*lab_));
  QVERIFY(open({lab_->fact("LAB_PROFILES")}, {(sources + "/tests/factory/templates").toStdString()}));
  QVERIFY(sign_in());
  QVERIFY(!shows("factory.use"));  // a factory of one's own comes before the practice factory: nothing to choose
  out_of_time_ = start("test-sleep", table_);
  QVERIFY(!out_of_time_.isEmpty());
  QVERIFY(until([&] { return !job(out_of_time_).scheduler_id.empty(); }));
  const auto number = QString::fromStdString(job(out_of_time_).scheduler_id);
  aside([&] { lab_->tool({"run", "--", "scontrol", "update", "JobId=" + number, "TimeLimit=1"}); });
}

void LabJobsTest::cleanup() {
  if (QTest::currentTestFailed()) picture(QString("failed_") + QTest::currentTestFunction());
  const double worst = unwatch();
  qInfo("the event loop was held for %.1f ms at worst", worst);
  QVERIFY2(worst <= longest_hold_ms, "the event loop was held for too long");
}

void LabJobsTest::photos_become_a_model_that_is_brought_home() {
  QVERIFY(fill_in("image-classify", photos_, {{"epochs", "3"}}));
  picture("photos_ready_to_start");
  const auto uuid = send();
  QVERIFY(until([&] { return shown_job() == uuid; }));
  picture("photos_sent");
  QVERIFY(reaches(uuid, JobPhase::done));
  QVERIFY(press("bring_home"));
  QVERIFY(until([&] { return !job(uuid).fetched_to.empty() && shows("open_folder"); }));
  picture("photos_done");
  QVERIFY(job(uuid).values_json.find("\"epochs\":3") != std::string::npos);
  QVERIFY(job(uuid).primary_value.has_value() && job(uuid).baseline_value.has_value());
  QVERIFY(*job(uuid).primary_value > *job(uuid).baseline_value);
  QVERIFY(names_state_of(job(uuid)));
  QVERIFY(!live().view(uuid)->training.curves.empty() && !live().view(uuid)->gpus.empty());
  QVERIFY(QDirIterator(QString::fromStdString(job(uuid).fetched_to) + "/out/model", QDir::Files).hasNext());
  QCOMPARE(aside([&] { return lab_->jobs_of(uuid.toStdString()).size(); }), 1);
}

void LabJobsTest::a_job_that_is_stopped_from_its_page_stops_in_slurm_too() {
  const auto uuid = start("test-sleep", table_, {{"seconds", "300"}});
  QVERIFY(reaches(uuid, JobPhase::running));
  QVERIFY(press("stop_job"));
  QVERIFY(until([&] { return shows("stop_job_sure"); }));
  picture("stop_are_you_sure");
  QCOMPARE(state_in_slurm(uuid), QString("RUNNING"));  // the question alone stops nothing
  QVERIFY(press("stop_job_sure"));
  QVERIFY(reaches(uuid, JobPhase::cancelled));
  QVERIFY(until([&] { return names_state_of(job(uuid)) && sentence() == sentence_of(uuid); }));
  picture("stopped");
  QVERIFY(job(uuid).cancel_requested);
  QVERIFY(!shows("stop_job") && shows("try_again"));
  QCOMPARE(state_in_slurm(uuid), QString("CANCELLED"));
}

void LabJobsTest::a_job_that_crashes_shows_its_last_words() {
  const auto uuid = start("test-fail", table_);
  QVERIFY(reaches(uuid, JobPhase::failed));
  QVERIFY(until([&] { return names_state_of(job(uuid)) && sentence() == sentence_of(uuid); }));
  picture("crashed");
  QVERIFY(shows("try_again") && !shows("bring_home"));
  const auto* view = live().view(uuid);
  QCOMPARE(view->why->cause, std::string("python-exception"));
  QVERIFY(press("window.rail_start"));
  QVERIFY(until([&] { return shows("start.act." + uuid); }));  // it needs the person
  picture("crashed_on_start");
}

void LabJobsTest::a_job_that_used_up_its_time_says_so() {
  QVERIFY(open_job(out_of_time_));
  // A minute of time, half a minute between two looks of Slurm at its limits, and two between two questions of ours.
  QVERIFY(reaches(out_of_time_, JobPhase::failed, 240'000));
  QVERIFY(until([&] { return names_state_of(job(out_of_time_)) && sentence() == sentence_of(out_of_time_); }));
  picture("out_of_time");
  QVERIFY(job(out_of_time_).state == JobState::timed_out);
  const auto* view = live().view(out_of_time_);
  QCOMPARE(view->why->cause, std::string("timeout"));
  QCOMPARE(state_in_slurm(out_of_time_), QString("TIMEOUT"));
}

}  // namespace werkbank

int main(int argc, char** argv) {
  const QApplication application(argc, argv);
  return werkbank::live_main<werkbank::LabJobsTest>(argc, argv);
}

#include "lab_jobs_test.moc"
