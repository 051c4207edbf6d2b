// News of jobs for a person who looks elsewhere: what is told, once, and what is not.
#include <QComboBox>
#include <QSignalSpy>
#include <QStringList>

#include "core/base/uuid.h"
#include "tests/runner/test_program.h"
#include "ui/live/job_news.h"
#include "ui/window/notifier.h"
#include "window_fixture.h"

using namespace werkbank;

namespace job_news_test {

class JobNewsTest : public QObject {
  Q_OBJECT

  static JobRecord job(JobPhase phase) {
    JobRecord record;
    record.uuid = new_uuid();
    record.title = "Sorting\nweld photos";
    record.factory = "noord";
    record.phase = phase;
    return record;
  }

  /// What is told of a job that a window that knows it sees in `now` after `before`.
  static QStringList told(JobPhase before, JobPhase now, bool cancel_requested = false) {
    WindowFixture home;
    auto record = job(before);
    if (!home.workbench->store->save(record).ok()) return {QStringLiteral("no store")};
    LiveWorkbench live(home.workbench);
    JobNews news(live);
    QSignalSpy came(&news, &JobNews::came);
    QSignalSpy read(&live, &LiveWorkbench::jobs_changed);
    live.read_jobs();
    if (!wait_for([&] { return read.count() == 1; })) return {QStringLiteral("not read")};
    record.phase = now;
    record.cancel_requested = cancel_requested;
    for (int i = 2; i <= 3; ++i) {  // and a second look tells nothing more
      static_cast<void>(home.workbench->store->save(record));
      live.read_jobs();
      if (!wait_for([&] { return read.count() == i; })) return {QStringLiteral("not read")};
    }
    QStringList all;
    for (const auto& one : came) {
      all << words_of(one[2].value<JobNewsKind>(), one[1].toString()).head;
    }
    return all;
  }

 private slots:
  void tells_what_happened_once() {
    QCOMPARE(told(JobPhase::waiting, JobPhase::running), QStringList{"Started: Sorting weld photos"});
    QCOMPARE(told(JobPhase::running, JobPhase::done), QStringList{"Ready: Sorting weld photos"});
    QCOMPARE(told(JobPhase::waiting, JobPhase::failed), QStringList{"Failed: Sorting weld photos"});
    QCOMPARE(told(JobPhase::running, JobPhase::cancelled), QStringList{"Stopped: Sorting weld photos"});
  }

  void does_not_tell_what_the_person_did_or_what_is_no_news() {
    QCOMPARE(told(JobPhase::running, JobPhase::cancelled, true), QStringList());
    QCOMPARE(told(JobPhase::prepared, JobPhase::uploading), QStringList());
    QCOMPARE(told(JobPhase::running, JobPhase::finishing), QStringList());
    QCOMPARE(told(JobPhase::finishing, JobPhase::running), QStringList());
    QCOMPARE(told(JobPhase::done, JobPhase::done), QStringList());
  }

  void tells_that_a_job_does_nothing() {
    WindowFixture home;
    const auto record = job(JobPhase::running);
    QVERIFY(home.workbench->store->save(record).ok());
    LiveWorkbench live(home.workbench);
    JobNews news(live);
    QSignalSpy came(&news, &JobNews::came);
    QSignalSpy seen(&live, &LiveWorkbench::view_changed);
    const auto uuid = QString::fromStdString(record.uuid);
    std::string rows = "t,gpu,util_pct\n";
    for (int t = 0; t < 3000; t += 10)
      rows += std::to_string(1'700'000'000 + t) + ",0," + (t < 900 ? "90" : "0") + "\n";
    const auto half = rows.find("\n17000012") + 1;  // still at work
    QVERIFY(home.workbench->store->append(record.uuid, "out/gpu/n.csv", 0, rows.substr(0, half)).ok());
    live.read_view(uuid);
    QVERIFY(wait_for([&] { return seen.count() == 1; }));
    QCOMPARE(came.count(), 0);
    QVERIFY(home.workbench->store->append(record.uuid, "out/gpu/n.csv", half, rows.substr(half)).ok());
    for (int i = 2; i <= 3; ++i) {
      live.read_view(uuid);
      QVERIFY(wait_for([&] { return seen.count() == i; }));
    }
    QCOMPARE(came.count(), 1);
    QCOMPARE(came[0][2].value<JobNewsKind>(), JobNewsKind::idle);
  }

  void the_window_tells_only_who_looks_elsewhere_and_wants_it() {
    WindowFixture home;
    home.open();
    auto* notifier = home.window->findChild<Notifier*>();
    QSignalSpy told(notifier, &Notifier::told);
    home.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(home.window.get()));
    notifier->tell(QStringLiteral("x"), QStringLiteral("weld"), JobNewsKind::done);
    QCOMPARE(told.count(), 0);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    notifier->tell(QStringLiteral("x"), QStringLiteral("weld"), JobNewsKind::done);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toString(), QStringLiteral("Ready: weld"));
    home.window->findChild<QComboBox*>(QStringLiteral("settings.news"))->setCurrentIndex(2);
    notifier->tell(QStringLiteral("x"), QStringLiteral("weld"), JobNewsKind::done);
    QCOMPARE(told.count(), 1);
    home.close();
    home.open();  // and the next day as well
    QCOMPARE(home.window->findChild<QComboBox*>(QStringLiteral("settings.news"))->currentIndex(), 2);
    home.close();
  }
};

}  // namespace job_news_test

WERKBANK_TEST(job_news_test::JobNewsTest);
#include "job_news_test.moc"
