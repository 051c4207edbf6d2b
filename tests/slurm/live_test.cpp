// A factory against a real sshd and a real Slurm.
#include <cstdio>
#include <thread>

#include <QElapsedTimer>
#include <QStringList>
#include <QTemporaryDir>

#include "core/base/clock.h"
#include "live_site.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace live_test {

class LiveTest : public QObject, private LiveSite {
  Q_OBJECT
 public:
  using LiveSite::LiveSite;

 private slots:
  void signs_in_and_learns_what_may_be_used() {
    factory_ = signed_out();
    QVERIFY(!factory_->is_signed_in());
    MUST_FAIL(connection_lost, factory_->offer({}));
    Nobody nobody;
    MUST(factory_->sign_in(nobody, {}));
    QVERIFY(factory_->is_signed_in());
    QVERIFY(factory_->accepted_host_key().empty());
    const auto offer = factory_->offer({});
    MUST(offer);
    QCOMPARE(offer->user, lab_->fact("LAB_USER"));
    QCOMPARE(offer->account, std::string("proj"));
    QCOMPARE(offer->accounts.size(), std::size_t(2));
    QVERIFY(offer->has_gpu());
    QCOMPARE(offer->partitions.front().name, std::string("gpu_h100"));
    QCOMPARE(offer->scheduler_version, lab_->fact("LAB_SLURM_VERSION"));
    QVERIFY(QString::fromStdString(offer->work_folder).endsWith("/werkbank"));
    QVERIFY(offer->free_bytes.value_or(0) > 0);
  }

  void uploads_a_data_set() {
    const auto receipt = upload();
    MUST(receipt);
    QVERIFY(QString::fromStdString(dataset_).startsWith("tiny@"));
  }

  void keeps_the_host_key_that_the_person_accepted() {
    auto profile = lab_->profile();
    const auto pinned = profile.host_keys;
    profile.host_keys.clear();
    const auto factory = factory_of(profile);
    Nobody doubting;
    MUST_FAIL(host_key_unknown, factory->sign_in(doubting, {}));
    Nobody trusting(true);
    MUST(factory->sign_in(trusting, {}));
    QVERIFY(std::find(pinned.begin(), pinned.end(), factory->accepted_host_key()) != pinned.end());
    factory->sign_out();
    MUST(factory->sign_in(doubting, {}));  // not asked again
  }

  void says_when_the_work_folder_cannot_be() {
    for (const auto* place : {"/proc/nothing", "$NOT_SET_ANYWHERE/x", "/root/{user}"}) {
      auto profile = lab_->profile();
      profile.work_folder = place;
      const auto factory = factory_of(profile);
      Nobody nobody;
      MUST(factory->sign_in(nobody, {}));
      MUST_FAIL(remote_file, factory->offer({}));
      MUST_FAIL(remote_file, factory->poll({watched(live_order("x", "x", 1).uuid).question}, {}));
    }
  }

  void finds_the_work_folder_that_the_account_names() {
    auto profile = lab_->profile();
    profile.work_folder = "/tmp/werkbank-test-{user}-{account}";
    const auto factory = factory_of(profile);
    Nobody nobody;
    MUST(factory->sign_in(nobody, {}));
    const auto offer = factory->offer({});
    MUST(offer);
    QCOMPARE(offer->work_folder, "/tmp/werkbank-test-" + offer->user + "-proj/werkbank");
    lab_->user_command("rm -rf /tmp/werkbank-test-$USER-proj");
  }

  void noise_of_start_up_files_does_no_harm() {
    auto profile = lab_->profile();
    profile.user = lab_->fact("LAB_NOISY_USER");
    const auto factory = factory_of(profile);
    Nobody nobody;
    MUST(factory->sign_in(nobody, {}));
    const auto offer = factory->offer({});
    MUST(offer);
    QCOMPARE(offer->user, profile.user);
    const auto order = live_order("test-ok", dataset_, 1);
    MUST_FAIL(remote_file, factory->submit(order, {}));  // that account has no such data
    MUST(factory->rehearse(order, {}));
    MUST_FAIL(job_unknown, factory->find(order.uuid, {}));
  }

  void rehearses_without_submitting() {
    auto order = live_order("test-ok", dataset_, 1);
    const auto forecast = factory_->rehearse(order, {});
    MUST(forecast);
    QCOMPARE(forecast->partition, std::string("cpu"));
    QVERIFY(forecast->starts_at.has_value());
    order.resources.gpus = 2;
    const auto with_gpu = factory_->rehearse(order, {});
    MUST(with_gpu);
    QCOMPARE(with_gpu->partition, std::string("gpu_h100"));
    order.walltime_minutes = 200 * 60;
    MUST_FAIL(scheduler_refused, factory_->rehearse(order, {}));
    order.walltime_minutes = 5;
    order.resources.gpus = 64;
    MUST_FAIL(scheduler_refused, factory_->rehearse(order, {}));
    QCOMPARE(lab_->jobs_of(order.uuid), QStringList());
  }

  void says_what_slurm_refuses() {
    // The profile promises more GPUs than a node has; the scheduler is the one to say no.
    auto profile = lab_->profile();
    for (auto& partition : profile.partitions) partition.gpus_per_node = 8;
    const auto factory = factory_of(profile);
    Nobody nobody;
    MUST(factory->sign_in(nobody, {}));
    auto order = live_order("test-ok", dataset_, 1);
    order.resources.gpus = 6;
    MUST_FAIL(scheduler_refused, factory->rehearse(order, {}));
    const auto refused = factory->submit(order, {});
    MUST_FAIL(scheduler_refused, refused);
    QVERIFY(QString::fromStdString(refused.error().detail).contains("sbatch"));
    MUST_FAIL(job_unknown, factory->find(order.uuid, {}));
    order.resources.gpus = 1;
    MUST(factory->submit(order, {}));  // Slurm keeps a FAILED record of the refusal, which is not this job
    MUST(factory->cancel(order.uuid, {}));
  }

  void runs_a_job_to_its_end_and_brings_it_home() {
    const auto order = live_order("test-ok", dataset_, 3);
    MUST_FAIL(job_unknown, factory_->find(order.uuid, {}));
    const auto first = factory_->submit(order, {});
    MUST(first);
    QVERIFY(!first->was_there);
    const auto second = factory_->submit(order, {});
    MUST(second);
    QCOMPARE(second->scheduler_id, first->scheduler_id);
    QVERIFY(second->was_there);
    auto job = watched(order.uuid, first->scheduler_id);
    QVERIFY2(poll_until(job, JobState::completed), job.files["logs/job.log"].c_str());
    QCOMPARE(job.last.exit_code, std::optional<int>(0));
    QVERIFY(job.last.started_at && job.last.ended_at && *job.last.ended_at >= *job.last.started_at);
    QVERIFY(job.files["out/metrics.jsonl"].find("\"end\"") != std::string::npos);
    QVERIFY(job.files["logs/job.log"].find("step 3 of 3") != std::string::npos);
    QCOMPARE(factory_->find(order.uuid, {})->scheduler_id, first->scheduler_id);
    QCOMPARE(lab_->jobs_of(order.uuid), QStringList(QString::fromStdString(first->scheduler_id)));
    QTemporaryDir home;
    const auto receipt = factory_->fetch(order.uuid, {"out/model", "out/metrics.jsonl", "out/not-there"},
                                         home.path().toStdString(), {}, {});
    MUST(receipt);
    QVERIFY(receipt->files >= 2);
  }

  void brings_home_what_a_running_job_has_made_so_far() {
    const auto order = live_order("test-ok", dataset_, 200);
    const auto sent = factory_->submit(order, {});
    MUST(sent);
    auto job = watched(order.uuid, sent->scheduler_id);
    QVERIFY(poll_until(job, JobState::running));
    QTemporaryDir home;
    Result<Receipt> receipt = Cancelled{};
    // At first there is nothing yet.
    QTRY_VERIFY_WITH_TIMEOUT((receipt = factory_->fetch_so_far(order.uuid, {"out/metrics.jsonl", "logs/job.log"},
                                                               home.path().toStdString(), {}, {}))
                                     .ok() &&
                                 receipt->files == 2,
                             60'000);
    QCOMPARE(receipt->name, order.uuid);
    MUST(factory_->cancel(order.uuid, {}));
    QVERIFY(poll_until(job, JobState::cancelled));
  }

  void a_job_within_the_time_of_a_reservation_lands_in_it() {
    const auto user = lab_->fact("LAB_USER");
    lab_->tool({"run", "--", "scontrol", "create", "reservation", "ReservationName=werkbank_course", "StartTime=now",
                "Duration=60", QString::fromStdString("Users=" + user), "Nodes=cpu01", "Flags=IGNORE_JOBS"});
    auto profile = lab_->profile();
    const auto now = static_cast<std::int64_t>(SystemClock().now());
    profile.reservation = CourseReservation{"werkbank_course", now - 60, now + 3000};
    const auto within = factory_of(profile);
    profile.reservation = CourseReservation{"werkbank_course", now + 600, now + 3000};
    const auto before = factory_of(profile);
    Nobody nobody;
    MUST(within->sign_in(nobody, {}));
    MUST(before->sign_in(nobody, {}));
    const auto order = live_order("test-sleep", dataset_, 600);
    MUST(within->rehearse(order, {}));
    const auto in = within->submit(order, {});
    MUST(in);
    QCOMPARE(reservation_of(in->scheduler_id), QString("werkbank_course"));
    const auto early = live_order("test-sleep", dataset_, 600);
    const auto out = before->submit(early, {});
    MUST(out);
    QVERIFY(reservation_of(out->scheduler_id) != "werkbank_course");
    MUST(within->cancel(order.uuid, {}));
    MUST(before->cancel(early.uuid, {}));
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::cancelled));
    lab_->tool({"run", "--", "scontrol", "delete", "ReservationName=werkbank_course"});
    // The coach ended it early: the scheduler says no, and the sentence is about the reservation.
    const auto gone = within->submit(live_order("test-sleep", dataset_, 600), {});
    MUST_FAIL(scheduler_refused, gone);
    QVERIFY2(gone.error().message.english().find("reserved") != std::string::npos, told(gone).constData());
  }

  void brings_gpu_samples_while_a_gpu_job_runs() {
    auto order = live_order("test-ok", dataset_, 6);
    order.resources.gpus = 2;
    const auto submitted = factory_->submit(order, {});
    MUST(submitted);
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::completed));
    QVERIFY(QString::fromStdString(job.last.place).startsWith("gh"));
    bool sampled = false;
    for (const auto& [path, bytes] : job.files)
      sampled = sampled || (path.starts_with("out/gpu/") && bytes.starts_with("t,host,gpu"));
    QVERIFY(sampled);
  }

  void cancels_a_running_job() {
    const auto order = live_order("test-sleep", dataset_, 600);
    MUST(factory_->submit(order, {}));
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::running));
    QVERIFY(job.last.ends_by.has_value());
    MUST(factory_->cancel(order.uuid, {}));
    QVERIFY(poll_until(job, JobState::cancelled));
    MUST(factory_->cancel(order.uuid, {}));  // one that is over is as good as cancelled
    MUST_FAIL(job_unknown, factory_->cancel(live_order("test-ok", dataset_, 1).uuid, {}));
  }

  void failing_job_has_failed() {
    const auto order = live_order("test-fail", dataset_, 1);
    MUST(factory_->submit(order, {}));
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::failed));
    QVERIFY(job.last.exit_code.value_or(0) != 0);
    QVERIFY(job.files["logs/job.log"].find("KeyError") != std::string::npos);
  }

  void many_jobs_are_one_question() {
    const auto one = live_order("test-ok", dataset_, 2), two = live_order("test-fail", dataset_, 1);
    MUST(factory_->submit(one, {}));
    MUST(factory_->submit(two, {}));
    const auto answers = factory_->poll({watched(one.uuid).question, watched(two.uuid).question,
                                         watched(live_order("x", dataset_, 1).uuid, "999999").question},
                                        {});
    MUST(answers);
    QCOMPARE(answers->size(), std::size_t(3));
    QVERIFY((*answers)[0].state != JobState::unknown && (*answers)[1].state != JobState::unknown);
    QCOMPARE((*answers)[2].state, JobState::unknown);
    MUST(factory_->cancel(one.uuid, {}));
  }

  void several_threads_may_ask_at_once() {
    const auto order = live_order("test-ok", dataset_, 2);
    MUST(factory_->submit(order, {}));
    std::vector<std::jthread> threads;
    std::atomic<int> fine = 0;
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&, i] {
        const bool ok =
            i % 2 == 0 ? factory_->poll({watched(order.uuid).question}, {}).ok() : factory_->find(order.uuid, {}).ok();
        fine += ok ? 1 : 0;
      });
    }
    for (auto& thread : threads) thread.join();
    QCOMPARE(fine.load(), 6);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 10; ++i) MUST(factory_->poll({watched(order.uuid).question}, {}));
    qInfo("a poll takes %lld ms", static_cast<long long>(clock.elapsed() / 10));
    factory_->sign_out();
    QVERIFY(!factory_->is_signed_in());
  }

 private:
  QString reservation_of(const std::string& id) const {
    return lab_->user_command("squeue -h -j " + QString::fromStdString(id) + " -o %v").trimmed();
  }
};

}  // namespace live_test

WERKBANK_TEST_MAIN(&live_test_main<live_test::LiveTest>);

#include "live_test.moc"
