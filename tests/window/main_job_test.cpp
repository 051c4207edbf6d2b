// The main job through the real window with the real parts behind it: what a person clicks, and nothing pretended but
// what the practice factory itself says it pretends.
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "app/assembly/assembly.h"
#include "app/assembly/translations.h"
#include "core/base/local_files.h"
#include "ui/window/main_window.h"
#include "window_fixture.h"

using namespace werkbank;

namespace {

constexpr int patience_ms = 120'000;
constexpr double longest_hold_ms = 50;

QString lab_fact(const QString& name) {
  QFile file(qEnvironmentVariable("WERKBANK_LAB") + "/lab.env");
  if (!file.open(QFile::ReadOnly)) return {};
  for (const auto& line : QString::fromUtf8(file.readAll()).split('\n')) {
    if (line.section('=', 0, 0) == name) return line.section('=', 1).remove('\'');
  }
  return {};
}

std::shared_ptr<Workbench> workbench_of(const Assembly& assembly) {
  auto workbench = std::make_shared<Workbench>();
  workbench->catalogue = assembly.catalogue;
  workbench->store = assembly.store;
  workbench->runner = assembly.runner;
  workbench->factories = assembly.factories;
  workbench->problems = assembly.problems;
  workbench->results_folder = assembly.places.results;
  workbench->save_profile = [places = assembly.places](const Profile& profile) {
    return save_profile(places, profile);
  };
  workbench->example_template = "tabular-boost";
  workbench->example_data = assembly.places.resources / "catalogue/tabular-boost/example/wine.csv";
  return workbench;
}

}  // namespace

class MainJobTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void the_first_job_runs_on_the_practice_factory();
  void the_first_job_runs_on_a_real_factory();

 private:
  bool shows(const QString& name) const;
  bool click(const QString& name) const;
  /// Waits until it can be clicked, and clicks it once.
  bool press(const QString& name) const;
  void sign_in_with_the_password();
  void run_the_first_job();

  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<Translations> translations_;
  std::unique_ptr<MainWindow> window_;
};

void MainJobTest::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  qputenv("HOME", folder_->path().toUtf8());
  std::vector<std::string> profiles;
  if (!lab_fact("LAB_PROFILES").isEmpty()) profiles.push_back(lab_fact("LAB_PROFILES").toStdString());
  auto assembly = assemble(places_with(folder_->filePath("werkbank").toStdString(), {}, profiles));
  QVERIFY(assembly.ok());
  translations_ = std::make_unique<Translations>();
  WindowCallbacks callbacks;
  callbacks.set_language = [this](Language language) { translations_->use(language); };
  callbacks.set_shade = [](ShadeChoice) {};
  const auto settings = std::make_shared<QSettings>(folder_->filePath("window.ini"), QSettings::IniFormat);
  settings->setValue("language", "nl");
  window_ = std::make_unique<MainWindow>(workbench_of(*assembly), settings, std::move(callbacks));
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void MainJobTest::cleanup() {
  // What a person would have seen, for whoever looks into a failure.
  const auto pictures = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
  if (window_ && QTest::currentTestFailed() && !pictures.isEmpty())
    window_->grab().save(pictures + "/" + QTest::currentTestFunction() + ".png");
  if (window_) window_->close();
  window_.reset();
  translations_.reset();
  folder_.reset();
}

bool MainJobTest::shows(const QString& name) const {
  const auto widgets = window_->findChildren<QWidget*>(name);
  return std::any_of(widgets.begin(), widgets.end(), [](const QWidget* widget) { return widget->isVisible(); });
}

bool MainJobTest::click(const QString& name) const {
  for (auto* widget : window_->findChildren<QWidget*>(name)) {
    if (!widget->isVisible() || !widget->isEnabled()) continue;
    QTest::mouseClick(widget, Qt::LeftButton);
    return true;
  }
  return false;
}

bool MainJobTest::press(const QString& name) const {
  QElapsedTimer waited;
  waited.start();
  while (!click(name)) {
    if (waited.hasExpired(patience_ms)) return false;
    QTest::qWait(20);
  }
  return true;
}

void MainJobTest::sign_in_with_the_password() {
  QFile file(lab_fact("LAB_PASSWORD_FILE"));
  QVERIFY(file.open(QFile::ReadOnly));
  const auto password = QString::fromUtf8(file.readAll()).remove('\n');
  QVERIFY(click("window.rail_factory"));
  QVERIFY(press("factories.open.lab"));
  QVERIFY(press("factory.sign_in"));
  QLineEdit* answer = nullptr;
  const auto asked = [&] {
    answer = window_->findChild<QLineEdit*>("factory.answer");
    return answer != nullptr && answer->isVisible();
  };
  QTRY_VERIFY_WITH_TIMEOUT(asked(), patience_ms);
  QTest::keyClicks(answer, password);
  QTest::keyClick(answer, Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(shows("factory.sign_out"), patience_ms);
  // A factory of one's own already comes before the practice factory: nothing to choose.
  QVERIFY(!shows("factory.use"));
}

void MainJobTest::run_the_first_job() {
  LoopWatch watch;
  watch.start();
  QVERIFY(click("window.rail_start"));
  QVERIFY(press("start.first_job"));
  QVERIFY(press("new_job.start"));
  const auto& live = window_->live();
  QTRY_VERIFY_WITH_TIMEOUT(!live.jobs().empty() && is_over(live.jobs().front().phase), patience_ms);
  QCOMPARE(phase_code(live.jobs().front().phase), std::string("done"));
  QVERIFY(press("bring_home"));
  QTRY_VERIFY_WITH_TIMEOUT(!live.jobs().front().fetched_to.empty(), patience_ms);
  watch.stop();
  const auto& job = live.jobs().front();
  QVERIFY(job.primary_value.has_value() && job.baseline_value.has_value());
  QVERIFY(*job.primary_value > *job.baseline_value);
  QVERIFY(std::filesystem::exists(path_from_text(job.fetched_to) / "out/model/model.joblib"));
  qInfo("score %.3f, baseline %.3f; the event loop was held for %.1f ms at worst", *job.primary_value,
        *job.baseline_value, watch.worst_ms());
  QVERIFY2(watch.worst_ms() <= longest_hold_ms, qPrintable(QString::number(watch.worst_ms())));
}

void MainJobTest::the_first_job_runs_on_the_practice_factory() { run_the_first_job(); }

void MainJobTest::the_first_job_runs_on_a_real_factory() {
  if (lab_fact("LAB_PROFILES").isEmpty()) QSKIP("no lab: run through tests/factory/with_lab");
  sign_in_with_the_password();
  if (QTest::currentTestFailed()) return;
  run_the_first_job();
}

QTEST_MAIN(MainJobTest)
#include "main_job_test.moc"
