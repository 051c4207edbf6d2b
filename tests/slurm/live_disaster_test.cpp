// A factory against a real sshd and a real Slurm, with the disasters that real ones have: whatever happens, there is
// one job of one order.
#include <cstdio>
#include <thread>

#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>

#include "live_site.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace live_disaster_test {

class LiveDisasterTest : public QObject, private LiveSite {
  Q_OBJECT
 public:
  using LiveSite::LiveSite;

 private:
  /// Waits, on the factory, for the moment in which `order` is about to be given to sbatch, and then holds everything
  /// that works on it.
  std::unique_ptr<QProcess> watch_for_sbatch(const JobOrder& order) const {
    const auto folder =
        QString::fromStdString(factory_->profile().work_folder + "/werkbank/jobs/" + order.uuid + "/.submit/");
    return lab_->start_user_command("echo ready; SECONDS=0; until [ -e " + folder +
                                    "attempt ] || [ $SECONDS -gt 60 ]; do :; done; read -r host pid rest <" + folder +
                                    "lock/owner && pkill -STOP -s $pid; pkill -STOP -s $pid; echo $pid");
  }

  /// The session of what it holds.
  static QString worker_held_by(QProcess& watcher) {
    if (!watcher.waitForFinished(90000)) throw std::runtime_error("nothing was submitted");
    return QString::fromUtf8(watcher.readAllStandardOutput()).trimmed();
  }

 private slots:
  void initTestCase() {
    factory_ = signed_in();
    MUST(upload());
    MUST(factory_->offer({}));
  }

  void stopped_controller_is_no_state_and_no_second_job() {
    const auto order = live_order("test-sleep", dataset_, 600), later = live_order("test-ok", dataset_, 1);
    MUST(factory_->submit(order, {}));
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::running));
    lab_->tool({"stop", "slurmctld"});
    MUST_FAIL(scheduler_unavailable, factory_->poll({job.question}, {}));
    MUST_FAIL(scheduler_unavailable, factory_->submit(later, {}));
    QVERIFY(!factory_->cancel(order.uuid, {}).ok());
    lab_->tool({"start", "slurmctld"});
    QTRY_VERIFY_WITH_TIMEOUT(factory_->submit(later, {}).ok(), 60000);
    QCOMPARE(lab_->jobs_of(later.uuid).size(), 1);
    QVERIFY(poll_until(job, JobState::running));
    MUST(factory_->cancel(order.uuid, {}));
  }

  void frozen_controller_leaves_a_doubt_that_ends_in_one_job() {
    const auto order = live_order("test-ok", dataset_, 1);
    Result<Submission> submitted = Cancelled{};
    auto watcher = watch_for_sbatch(order);
    std::jthread client([&] { submitted = factory_->submit(order, {}); });
    const auto worker = worker_held_by(*watcher);
    QVERIFY(worker.toInt() > 1);
    lab_->tool({"freeze", "slurmctld"});
    lab_->user_command("pkill -CONT -s " + worker);
    std::this_thread::sleep_for(std::chrono::seconds(15));  // longer than sbatch waits for an answer
    lab_->tool({"thaw", "slurmctld"});
    client.join();
    for (int tries = 0; !submitted.ok() && tries < 5; ++tries) {
      QVERIFY2(failed_with(submitted, ErrorCode::timed_out) || failed_with(submitted, ErrorCode::scheduler_unavailable),
               told(submitted).constData());
      submitted = factory_->submit(order, {});
    }
    MUST(submitted);
    QCOMPARE(lab_->jobs_of(order.uuid).size(), 1);
  }

  void connection_cut_at_any_moment_of_a_submission_makes_one_job() {
    CutProxy proxy(factory_->profile().port);
    QElapsedTimer clock;
    clock.start();
    const auto calm = live_order("test-ok", dataset_, 1);
    {
      const auto factory = signed_in(proxy.port());
      MUST(factory->offer({}));
      clock.restart();
      MUST(factory->submit(calm, {}));
    }
    const auto whole = clock.elapsed();
    constexpr int moments = 8;
    int lost = 0;
    for (int i = 1; i <= moments; ++i) {
      const auto order = live_order("test-ok", dataset_, 1);
      const auto factory = signed_in(proxy.port());
      MUST(factory->offer({}));
      Result<Submission> submitted = Cancelled{};
      std::jthread client([&] { submitted = factory->submit(order, {}); });
      std::this_thread::sleep_for(std::chrono::milliseconds(whole * i / moments));
      proxy.tell("cut");
      client.join();
      if (!submitted.ok()) {
        ++lost;
        MUST_FAIL(connection_lost, submitted);
        QVERIFY(!factory->is_signed_in());
        MUST_FAIL(connection_lost, factory->submit(order, {}));
        Nobody nobody;
        MUST(factory->sign_in(nobody, {}));
        QVERIFY(factory->is_signed_in());
        submitted = factory->submit(order, {});
      }
      MUST(submitted);
      QCOMPARE(lab_->jobs_of(order.uuid), QStringList(QString::fromStdString(submitted->scheduler_id)));
    }
    qInfo("%d of %d submissions lost their connection; an undisturbed one takes %lld ms", lost, moments,
          static_cast<long long>(whole));
    QVERIFY(lost > 1);
  }

  void session_killed_in_the_middle_of_sbatch_makes_one_job_data() {
    QTest::addColumn<QString>("fate");
    QTest::newRow("what was begun there goes on") << "CONT";
    QTest::newRow("what was begun there is killed too") << "KILL";
  }

  void session_killed_in_the_middle_of_sbatch_makes_one_job() {
    QFETCH(QString, fate);
    const auto order = live_order("test-ok", dataset_, 1);
    const auto factory = signed_in();
    MUST(factory->offer({}));
    Result<Submission> submitted = Cancelled{};
    auto watcher = watch_for_sbatch(order);
    std::jthread client([&] { submitted = factory->submit(order, {}); });
    const auto worker = worker_held_by(*watcher);
    QVERIFY(worker.toInt() > 1);
    // Kills the login server's process for the session that the worker was started from.
    lab_->user_command("up=" + worker +
                       "; until case $(ps -o comm= -p $up) in sshd*) true ;; *) false ;; esac; "
                       "do up=$(($(ps -o ppid= -p $up))); done; kill -KILL $up");
    client.join();
    MUST_FAIL(connection_lost, submitted);
    QVERIFY(!factory->is_signed_in());
    lab_->user_command("pkill -" + fate + " -s " + worker);
    Nobody nobody;
    MUST(factory->sign_in(nobody, {}));
    submitted = factory->submit(order, {});
    MUST(submitted);
    if (fate == "CONT") QVERIFY(submitted->was_there);
    QCOMPARE(lab_->jobs_of(order.uuid), QStringList(QString::fromStdString(submitted->scheduler_id)));
  }

  void two_clients_with_one_order_make_one_job() {
    const auto other = signed_in();
    for (int round = 0; round < 3; ++round) {
      const auto order = live_order("test-ok", dataset_, 1);
      Result<Submission> one = Cancelled{}, two = Cancelled{};
      std::jthread first([&] { one = factory_->submit(order, {}); });
      std::jthread second([&] { two = other->submit(order, {}); });
      first.join();
      second.join();
      MUST(one);
      MUST(two);
      QCOMPARE(one->scheduler_id, two->scheduler_id);
      QVERIFY(!(one->was_there && two->was_there));
      QCOMPARE(lab_->jobs_of(order.uuid).size(), 1);
    }
  }
};

}  // namespace live_disaster_test

WERKBANK_TEST_MAIN(&live_test_main<live_disaster_test::LiveDisasterTest>);

#include "live_disaster_test.moc"
