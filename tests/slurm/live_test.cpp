// A factory against a real sshd and a real Slurm, with the disasters that real ones have.
#include <cstdio>
#include <thread>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/local_files.h"
#include "core/slurm/slurm_factory.h"
#include "live_lab.h"

using namespace werkbank;

namespace {

/// Nobody is there to be asked: the lab's key needs no passphrase and its host keys are pinned.
class Nobody : public Conversation {
 public:
  explicit Nobody(bool trusting = false) : trusting_(trusting) {}
  Result<Secret> ask(const Question& /*question*/) override { return Cancelled{}; }
  Result<bool> is_right_host(const HostFingerprint& /*fingerprint*/) override { return trusting_; }
  void banner(const std::string& /*text*/) override {}

 private:
  bool trusting_;
};

template <typename T>
QByteArray told(const Result<T>& result) {
  if (result.ok()) return "ok";
  if (result.cancelled()) return "cancelled";
  return QByteArray::fromStdString(result.error().message.english() + " / " + result.error().detail);
}

#define MUST(result) QVERIFY2((result).ok(), told(result).constData())

/// A job and what has been read of its files so far.
struct Watched {
  JobQuestion question;
  JobAnswer last;
  std::map<std::string, std::string> files;
};

}  // namespace

class LiveTest : public QObject {
  Q_OBJECT
 public:
  explicit LiveTest(std::unique_ptr<LiveLab> lab) : lab_(std::move(lab)) {}

 private:
  std::unique_ptr<Factory> factory_of(Profile profile) const {
    SlurmSettings settings;
    settings.remote_resources = WERKBANK_SOURCE_DIR "/resources/remote";
    settings.key_files = {lab_->fact("LAB_KEY")};
    return make_slurm_factory(std::move(profile), settings, std::make_shared<SystemClock>());
  }

  std::unique_ptr<Factory> signed_out(int port = 0) const {
    auto profile = lab_->profile();
    if (port != 0) profile.port = port;
    return factory_of(std::move(profile));
  }

  std::unique_ptr<Factory> signed_in(int port = 0) const {
    auto factory = signed_out(port);
    Nobody nobody;
    const auto done = factory->sign_in(nobody, {});
    if (!done.ok()) throw std::runtime_error(told(done).toStdString());
    return factory;
  }

  Watched watched(const std::string& uuid, const std::string& id = {}) const {
    Watched job;
    job.question.uuid = uuid;
    job.question.scheduler_id = id;
    return job;
  }

  /// Asks once and keeps what is new. The test fails when the factory gives no answer.
  void poll(Watched& job) const {
    auto answers = factory_->poll({job.question}, {});
    if (!answers.ok()) throw std::runtime_error(told(answers).toStdString());
    if (answers->size() != 1) throw std::runtime_error("not one answer");
    job.last = std::move(answers->front());
    for (const auto& piece : job.last.files) {
      auto& offset = job.question.offsets[piece.path];
      if (piece.offset != offset)
        throw std::runtime_error("a piece from " + std::to_string(piece.offset) + ", expected " +
                                 std::to_string(offset));
      job.files[piece.path] += piece.bytes;
      offset += piece.bytes.size();
    }
  }

  bool poll_until(Watched& job, JobState state) const {
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 90000) {
      poll(job);
      if (job.last.state == state) return true;
      if (is_over(job.last.state)) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    return false;
  }

  std::unique_ptr<LiveLab> lab_;
  std::unique_ptr<Factory> factory_;
  std::string dataset_;

 private slots:
  void signs_in_and_learns_what_may_be_used() {
    factory_ = signed_out();
    QVERIFY(!factory_->is_signed_in());
    QCOMPARE(factory_->offer({}).error().code, ErrorCode::connection_lost);
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
    QTemporaryDir data;
    const std::filesystem::path folder = data.path().toStdString();
    MUST(write_file(folder / "tiny.csv", "a,b\n1,2\n"));
    const auto manifest = scan_files(folder, {}, {});
    MUST(manifest);
    const auto receipt = factory_->upload(*manifest, folder, "tiny", {}, {});
    MUST(receipt);
    dataset_ = receipt->name;
    QVERIFY(QString::fromStdString(dataset_).startsWith("tiny@"));
  }

  void keeps_the_host_key_that_the_person_accepted() {
    auto profile = lab_->profile();
    const auto pinned = profile.host_keys;
    profile.host_keys.clear();
    const auto factory = factory_of(profile);
    Nobody doubting;
    QCOMPARE(factory->sign_in(doubting, {}).error().code, ErrorCode::host_key_unknown);
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
      QCOMPARE(factory->offer({}).error().code, ErrorCode::remote_file);
      QCOMPARE(factory->poll({watched(live_order("x", "x", 1).uuid).question}, {}).error().code,
               ErrorCode::remote_file);
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
    QCOMPARE(factory->submit(order, {}).error().code, ErrorCode::remote_file);  // that account has no such data
    MUST(factory->rehearse(order, {}));
    QCOMPARE(factory->find(order.uuid, {}).error().code, ErrorCode::job_unknown);
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
    QCOMPARE(factory_->rehearse(order, {}).error().code, ErrorCode::scheduler_refused);
    order.walltime_minutes = 5;
    order.resources.gpus = 64;
    QCOMPARE(factory_->rehearse(order, {}).error().code, ErrorCode::scheduler_refused);
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
    QCOMPARE(factory->rehearse(order, {}).error().code, ErrorCode::scheduler_refused);
    const auto refused = factory->submit(order, {});
    QCOMPARE(refused.error().code, ErrorCode::scheduler_refused);
    QVERIFY(QString::fromStdString(refused.error().detail).contains("sbatch"));
    QCOMPARE(factory->find(order.uuid, {}).error().code, ErrorCode::job_unknown);
    order.resources.gpus = 1;
    MUST(factory->submit(order, {}));  // Slurm keeps a FAILED record of the refusal, which is not this job
    MUST(factory->cancel(order.uuid, {}));
  }

  void runs_a_job_to_its_end_and_brings_it_home() {
    const auto order = live_order("test-ok", dataset_, 3);
    QCOMPARE(factory_->find(order.uuid, {}).error().code, ErrorCode::job_unknown);
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
    QCOMPARE(factory_->cancel(live_order("test-ok", dataset_, 1).uuid, {}).error().code, ErrorCode::job_unknown);
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

  void stopped_controller_is_no_state_and_no_second_job() {
    const auto order = live_order("test-sleep", dataset_, 600), later = live_order("test-ok", dataset_, 1);
    MUST(factory_->submit(order, {}));
    auto job = watched(order.uuid);
    QVERIFY(poll_until(job, JobState::running));
    lab_->tool({"stop", "slurmctld"});
    QCOMPARE(factory_->poll({job.question}, {}).error().code, ErrorCode::scheduler_unavailable);
    QCOMPARE(factory_->submit(later, {}).error().code, ErrorCode::scheduler_unavailable);
    QCOMPARE(factory_->rehearse(later, {}).error().code, ErrorCode::scheduler_unavailable);
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
    MUST(factory_->offer({}));  // so that the submission begins with the queue
    std::jthread client([&] { submitted = factory_->submit(order, {}); });
    // The attempt file is written in the moment before sbatch is started.
    const auto attempt =
        QString::fromStdString(factory_->profile().work_folder + "/werkbank/jobs/" + order.uuid + "/.submit/attempt");
    lab_->user_command("i=0; until [ -e " + attempt + " ] || [ $i -gt 2000 ]; do i=$((i+1)); sleep 0.01; done");
    lab_->tool({"freeze", "slurmctld"});
    std::this_thread::sleep_for(std::chrono::seconds(15));  // longer than sbatch waits for an answer
    lab_->tool({"thaw", "slurmctld"});
    client.join();
    for (int tries = 0; !submitted.ok() && tries < 5; ++tries) {
      QVERIFY(submitted.error().code == ErrorCode::timed_out ||
              submitted.error().code == ErrorCode::scheduler_unavailable);
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
    constexpr int moments = 12;
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
        QCOMPARE(submitted.error().code, ErrorCode::connection_lost);
        QVERIFY(!factory->is_signed_in());
        QCOMPARE(factory->submit(order, {}).error().code, ErrorCode::connection_lost);
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
    QVERIFY(lost > moments / 3);
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
    std::jthread client([&] { submitted = factory->submit(order, {}); });
    // Holds the worker in the moment in which it starts sbatch, and kills the login server's process for its session.
    const auto folder = QString::fromStdString(factory->profile().work_folder + "/werkbank/jobs/" + order.uuid);
    const auto worker = lab_->user_command("SECONDS=0; until [ -e " + folder +
                                           "/.submit/attempt ] || [ $SECONDS -gt 30 ]; do :; done; "
                                           "read -r host pid rest <" +
                                           folder +
                                           "/.submit/lock/owner && kill -STOP $pid || exit 1; up=$pid; "
                                           "until case $(ps -o comm= -p $up) in sshd*) true ;; *) false ;; esac; do "
                                           "up=$(($(ps -o ppid= -p $up))); done; kill -KILL $up && echo $pid")
                            .trimmed();
    QVERIFY(worker.toInt() > 1);
    client.join();
    QCOMPARE(submitted.error().code, ErrorCode::connection_lost);
    QVERIFY(!factory->is_signed_in());
    lab_->user_command("kill -" + fate + " " + worker);
    Nobody nobody;
    MUST(factory->sign_in(nobody, {}));
    submitted = factory->submit(order, {});
    MUST(submitted);
    QVERIFY(submitted->was_there);
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
};

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  QString why;
  auto lab = LiveLab::open(why);
  if (lab == nullptr) {
    std::printf("SKIP WHOLE TEST: %s\n", qPrintable(why));
    return 0;
  }
  LiveTest test(std::move(lab));
  return QTest::qExec(&test, argc, argv);
}

#include "live_test.moc"
