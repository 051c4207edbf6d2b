// What goes wrong around a job, seen through the window: the scheduler is away, the line breaks, the program is killed.
// Afterwards there is one job, with its right end.
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>

#include "live_site.h"
#include "window_person.h"

namespace werkbank {
namespace {

const std::string templates = WERKBANK_SOURCE_DIR "/tests/factory/templates";
const QString until_killed = "--until-killed";

/// A table that nobody sent before, so that its upload is a real one.
void write_table(const QString& path, int rows) {
  QFile file(path);
  if (!file.open(QFile::WriteOnly)) return;
  file.write("length,width,label\n");
  auto* numbers = QRandomGenerator::global();
  for (int row = 0; row < rows; ++row) {
    file.write(QStringLiteral("%1,%2,%3\n")
                   .arg(numbers->generateDouble(), 0, 'f', 12)
                   .arg(numbers->generateDouble(), 0, 'f', 12)
                   .arg(QLatin1String(row % 2 == 0 ? "a" : "b"))
                   .toUtf8());
  }
}

}  // namespace

class LabOutagesTest : public QObject {
  Q_OBJECT
 public:
  explicit LabOutagesTest(std::unique_ptr<LiveLab> lab) : lab_(std::move(lab)) {}

 private slots:
  void init();
  void cleanup();
  void a_stopped_scheduler_is_waited_for();
  void a_line_cut_during_the_upload_loses_nothing();
  void a_line_cut_in_the_middle_of_sbatch_makes_one_job_data();
  void a_line_cut_in_the_middle_of_sbatch_makes_one_job();
  void a_killed_program_finds_its_job_back();

 private:
  bool sit_down(const QString& profiles);
  QString profiles_by_line() const;
  std::unique_ptr<QProcess> watch_for_sbatch() const;
  void sign_in_again_and_send(const QString& uuid);
  void ends_well_and_once(const QString& uuid);
  QStringList in_slurm(const QString& uuid) const;

  std::unique_ptr<LiveLab> lab_;
  std::unique_ptr<CutProxy> line_;
  std::unique_ptr<WindowPerson> person_;
  QString table_;
};

void LabOutagesTest::init() {
  person_ = std::make_unique<WindowPerson>();
  person_->knows(password_of(*lab_));
  table_ = person_->home() + "/tabel.csv";
  write_table(table_, 40);
}

void LabOutagesTest::cleanup() {
  if (QTest::currentTestFailed()) person_->picture(QString("failed_") + QTest::currentTestFunction());
  const double worst = person_->unwatch();
  const bool went = person_->close();
  person_.reset();
  line_.reset();
  // Judged by the tests of the main job and of the jobs: here whole servers stop and start on the same processors.
  qInfo("the event loop was held for %.1f ms at worst", worst);
  QVERIFY(went);
}

bool LabOutagesTest::sit_down(const QString& profiles) {
  if (!person_->open({profiles.toStdString()}, {templates})) return false;
  person_->watch();
  return person_->sign_in();
}

/// The lab's profile, reached over a line that can be cut.
QString LabOutagesTest::profiles_by_line() const {
  QFile given(QString::fromStdString(lab_->fact("LAB_PROFILE")));
  if (!given.open(QFile::ReadOnly)) return {};
  auto profile = QJsonDocument::fromJson(given.readAll()).object();
  profile["port"] = line_->port();
  const auto folder = person_->home() + "/profiles";
  QDir().mkpath(folder);
  QFile own(folder + "/lab.json");
  if (own.open(QFile::WriteOnly)) own.write(QJsonDocument(profile).toJson());
  return folder;
}

QStringList LabOutagesTest::in_slurm(const QString& uuid) const {
  return person_->aside([&] { return lab_->jobs_of(uuid.toStdString()); });
}

/// Waits, on the factory, for the moment in which a further job is about to be given to sbatch, and holds everything
/// that works on it. Ends with the number of its session.
std::unique_ptr<QProcess> LabOutagesTest::watch_for_sbatch() const {
  const auto attempts = QString::fromStdString(lab_->profile().work_folder) + "/werkbank/jobs/*/.submit/attempt";
  return lab_->start_user_command(
      "old=\" $(echo " + attempts +
      ") \"; echo ready; found=; SECONDS=0; until [ -n \"$found\" ] || [ $SECONDS -gt 60 ];" + " do for one in " +
      attempts + "; do [ -e \"$one\" ] || continue; case $old in *\" $one \"*) ;;" +
      " *) found=$one ;; esac; done; done; read -r host pid rest <${found%attempt}lock/owner &&" +
      " pkill -STOP -s $pid; pkill -STOP -s $pid; echo $pid");
}

/// From the Start step that says that the line broke, as it leads: to the checks, there sign in, and back.
void LabOutagesTest::sign_in_again_and_send(const QString& uuid) {
  QVERIFY(until([&] { return person_->lab().state() == LiveFactory::State::offline; }));
  QVERIFY(until([&] { return person_->has_banner(person_->lab().problem()->message.in(Language::dutch)); }));
  person_->picture(QString("line_cut_") + QTest::currentTestFunction());
  QVERIFY(!person_->find("new_job.start")->isEnabled());
  QVERIFY(person_->press_text(dutch("werkbank::StartStep", "See the checks")));
  person_->picture(QString("checks_") + QTest::currentTestFunction());
  QVERIFY(person_->press("new_job.sign_in"));
  QVERIFY(person_->give_password("new_job"));
  QVERIFY(until([&] { return person_->shown_job() == uuid; }));  // it goes on by itself
}

void LabOutagesTest::ends_well_and_once(const QString& uuid) {
  QVERIFY(person_->reaches(uuid, JobPhase::done));
  QVERIFY(until([&] { return person_->shown_job() == uuid && person_->names_state_of(person_->job(uuid)); }));
  QCOMPARE(person_->live().jobs().size(), 1U);
  QCOMPARE(in_slurm(uuid), QStringList(QString::fromStdString(person_->job(uuid).scheduler_id)));
}

void LabOutagesTest::a_stopped_scheduler_is_waited_for() {
  QVERIFY(sit_down(QString::fromStdString(lab_->fact("LAB_PROFILES"))));
  const auto uuid = person_->start("test-ok", table_, {{"seconds", "20"}});
  QVERIFY(person_->reaches(uuid, JobPhase::running));
  auto begin_again = qScopeGuard([this] { lab_->tool({"start", "slurmctld"}); });
  person_->aside([this] { lab_->tool({"stop", "slurmctld"}); });
  QVERIFY(until([&] { return person_->lab().has_outage(); }));
  const auto trouble = person_->lab().problem()->message.in(Language::dutch);
  QVERIFY(until([&] { return person_->has_banner(trouble); }));
  QVERIFY(person_->job(uuid).phase == JobPhase::running);  // nothing is made up of what is not known
  QVERIFY(person_->names_state_of(person_->job(uuid)));
  person_->picture("scheduler_away");
  person_->aside([this] { lab_->tool({"start", "slurmctld"}); });
  begin_again.dismiss();
  QVERIFY(until([&] { return !person_->lab().has_outage(); }));
  QVERIFY(!person_->has_banner(trouble));
  ends_well_and_once(uuid);
  person_->picture("scheduler_back");
}

void LabOutagesTest::a_line_cut_during_the_upload_loses_nothing() {
  line_ = std::make_unique<CutProxy>(lab_->profile().port);
  write_table(table_, 40'000);
  QVERIFY(sit_down(profiles_by_line()));
  QVERIFY(person_->fill_in("test-ok", table_, {{"seconds", "1"}}));
  person_->unwatched([this] { line_->tell("cut-after-up 400000"); });
  const auto uuid = person_->send();
  QVERIFY(!uuid.isEmpty());
  QVERIFY(until([&] { return person_->lab().state() == LiveFactory::State::offline; }));
  QVERIFY(until([&] { return person_->job(uuid).phase == JobPhase::uploading; }));
  QCOMPARE(in_slurm(uuid), QStringList());
  sign_in_again_and_send(uuid);
  if (QTest::currentTestFailed()) return;
  ends_well_and_once(uuid);
}

void LabOutagesTest::a_line_cut_in_the_middle_of_sbatch_makes_one_job_data() {
  QTest::addColumn<QString>("fate");
  QTest::newRow("what was begun there goes on") << "CONT";
  QTest::newRow("what was begun there is killed too") << "KILL";
}

void LabOutagesTest::a_line_cut_in_the_middle_of_sbatch_makes_one_job() {
  QFETCH(QString, fate);
  line_ = std::make_unique<CutProxy>(lab_->profile().port);
  QVERIFY(sit_down(profiles_by_line()));
  QVERIFY(person_->fill_in("test-ok", table_, {{"seconds", "1"}}));
  std::unique_ptr<QProcess> watcher;
  person_->unwatched([&] { watcher = watch_for_sbatch(); });
  const auto uuid = person_->send();
  QVERIFY(!uuid.isEmpty());
  QVERIFY(until([&] { return watcher->state() == QProcess::NotRunning; }));
  const auto worker = QString::fromUtf8(watcher->readAllStandardOutput()).trimmed();
  QVERIFY(worker.toInt() > 1);
  QVERIFY(until([&] { return person_->job(uuid).phase == JobPhase::submitting; }));
  person_->unwatched([this] { line_->tell("cut"); });
  QVERIFY(until([&] { return person_->lab().state() == LiveFactory::State::offline; }));
  person_->aside([&] { lab_->user_command("pkill -" + fate + " -s " + worker); });
  sign_in_again_and_send(uuid);
  if (QTest::currentTestFailed()) return;
  ends_well_and_once(uuid);
}

void LabOutagesTest::a_killed_program_finds_its_job_back() {
  const auto profiles = QString::fromStdString(lab_->fact("LAB_PROFILES"));
  QProcess program;
  program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  program.start(QCoreApplication::applicationFilePath(), {until_killed, person_->home(), profiles});
  QVERIFY(until([&] { return program.canReadLine() || program.state() == QProcess::NotRunning; }));
  const auto uuid = QString::fromUtf8(program.readLine()).trimmed();
  program.kill();
  QVERIFY(program.waitForFinished());
  QVERIFY(program.exitStatus() == QProcess::CrashExit);
  QCOMPARE(uuid.size(), 36);

  QVERIFY(person_->open({profiles.toStdString()}, {templates}));
  person_->watch();
  QVERIFY(person_->shows("start.first_job"));
  person_->picture("after_kill_start");
  QVERIFY(person_->open_job(uuid));
  QVERIFY(person_->job(uuid).phase == JobPhase::running);
  person_->picture("after_kill_job");
  QVERIFY(person_->press_text(dutch("werkbank::JobPage", "Sign in")));
  QVERIFY(person_->give_password("factory"));
  person_->picture("after_kill_signed_in");
  QVERIFY(person_->open_job(uuid));
  ends_well_and_once(uuid);
  person_->picture("after_kill_done");
}

namespace {

/// The program that is killed: sends a job, and says its uuid when the window shows that it runs.
int run_until_killed(const QString& home, const std::string& profiles) {
  QString why;
  const auto lab = LiveLab::open(why);
  WindowPerson person(home);
  person.knows(password_of(*lab));
  if (!person.open({profiles}, {templates}) || !person.sign_in()) return 1;
  const auto uuid = person.start("test-ok", home + "/tabel.csv", {{"seconds", "20"}});
  if (uuid.isEmpty() || !person.reaches(uuid, JobPhase::running)) return 1;
  std::printf("%s\n", qPrintable(uuid));
  std::fflush(stdout);
  return until([] { return false; }) ? 0 : 1;
}

}  // namespace
}  // namespace werkbank

int main(int argc, char** argv) {
  const QApplication application(argc, argv);
  const auto words = QCoreApplication::arguments();
  if (words.size() == 4 && words[1] == werkbank::until_killed)
    return werkbank::run_until_killed(words[2], words[3].toStdString());
  return werkbank::live_main<werkbank::LabOutagesTest>(argc, argv);
}

#include "lab_outages_test.moc"
