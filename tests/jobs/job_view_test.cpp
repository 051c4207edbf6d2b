#include "core/jobs/job_view.h"

#include <QTemporaryDir>

#include "core/base/uuid.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace job_view_test {

JobRecord record_in(JobPhase phase, JobState state = JobState::failed) {
  JobRecord record;
  record.uuid = new_uuid();
  record.phase = phase;
  record.state = state;
  return record;
}

TrainingRecord with_note(TrainingNote::Kind kind, const std::string& code, const std::string& message) {
  TrainingNote note;
  note.kind = kind;
  note.code = code;
  note.message = message;
  TrainingRecord training;
  training.notes.push_back(note);
  return training;
}

Explanation explained(JobState state, const std::string& log, const TrainingRecord& training = {}) {
  return explain(record_in(JobPhase::failed, state), training, failure_in(log, {std::nullopt, true}));
}

const std::string traceback =
    "Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\n"
    "    raise ModuleNotFoundError: never mind\n";

class JobViewTest : public QObject {
  Q_OBJECT

 private slots:
  void every_phase_has_a_sentence();
  void a_running_job_says_how_far_it_is();
  void a_done_job_says_its_score_beside_a_guess();
  void a_continued_job_says_that_it_goes_on_by_itself();
  void a_continued_job_that_is_held_says_why_and_what_is_safe();
  void a_job_on_this_computer_is_not_said_to_run_without_it();
  void every_reason_to_wait_has_plain_words_data();
  void every_reason_to_wait_has_plain_words();
  void what_starts_sooner_is_said_where_something_does();
  void an_unknown_reason_is_quoted();
  void a_failure_is_explained_by_the_line_that_proves_it_data();
  void a_failure_is_explained_by_the_line_that_proves_it();
  void the_first_cause_counts_and_not_the_last();
  void only_the_last_attempt_counts();
  void what_a_traceback_quotes_proves_nothing();
  void an_exception_in_an_exception_is_the_first_one();
  void bad_data_is_named_with_its_line();
  void the_scripts_own_code_is_believed();
  void rather_unknown_than_guessed();
  void who_stopped_it_is_said();
  void what_has_not_failed_is_not_explained();
  void an_evidence_line_is_short();
  void a_view_holds_all_that_was_read();
  void coarse_samples_stand_in_for_missing_fine_ones();
};

void JobViewTest::every_phase_has_a_sentence() {
  for (const auto phase :
       {JobPhase::prepared, JobPhase::uploading, JobPhase::submitting, JobPhase::waiting, JobPhase::running,
        JobPhase::finishing, JobPhase::done, JobPhase::failed, JobPhase::cancelled}) {
    QVERIFY(!headline_of(record_in(phase), {}).empty());
    QVERIFY(phase == JobPhase::finishing || !next_step_of(record_in(phase), {}).empty());
    QVERIFY(!phase_code(phase).empty());
  }
  auto record = record_in(JobPhase::running);
  const auto running = headline_of(record, {}).english();
  record.missing_since = 5;
  const auto missing = headline_of(record, {}).english();
  record.cancel_requested = true;
  const auto stopping = headline_of(record, {}).english();
  QVERIFY(running != missing && missing != stopping && stopping == "This job is being stopped.");
}

void JobViewTest::a_running_job_says_how_far_it_is() {
  TrainingRecord training;
  training.started_at = 1;
  QCOMPARE(headline_of(record_in(JobPhase::running), training).english(), std::string("Training is running."));
  training.progress = 0.999;
  QCOMPARE(headline_of(record_in(JobPhase::running), training).english(),
           std::string("Training is running: 99 % is done."));
  training.seconds_left = 125;
  QCOMPARE(headline_of(record_in(JobPhase::running), training).english(),
           std::string("Training is running: 99 % is done, about 2 min 5 s to go."));
}

void JobViewTest::a_done_job_says_its_score_beside_a_guess() {
  auto record = record_in(JobPhase::done);
  record.primary_name = "accuracy";
  record.primary_value = 0.91;
  record.baseline_value = 0.4;
  QCOMPARE(headline_of(record, {}).english(),
           std::string("Your model is ready. 91 % of its answers are right; a trivial guess gets 40 %."));
  record.fetched_to = "/home/x/Wine";
  QVERIFY(next_step_of(record, {}).english().find("/home/x/Wine") != std::string::npos);
}

void JobViewTest::a_continued_job_says_that_it_goes_on_by_itself() {
  auto record = record_in(JobPhase::waiting);
  record.restarts = 1;
  TrainingRecord training;
  training.started_at = 5;
  training.last_checkpoint_step = 1200;
  for (const char* reason : {"", "BeginTime", "(Priority)", "Resources", "None"}) {
    record.reason = reason;
    QCOMPARE(headline_of(record, training).english(),
             std::string("Your job has saved its work up to step 1,200 and waits for its next turn."));
    QVERIFY(next_step_of(record, training).english().starts_with("It goes on from there by itself"));
  }
  training.last_checkpoint_step = -1;
  QVERIFY(headline_of(record, training).english().find("before it had saved anything") != std::string::npos);
  QVERIFY(next_step_of(record, training).english().starts_with("It begins by itself"));
}

void JobViewTest::a_continued_job_that_is_held_says_why_and_what_is_safe() {
  auto record = record_in(JobPhase::waiting);
  record.restarts = 1;
  TrainingRecord training;
  training.last_checkpoint_step = 1200;
  for (const char* reason : {"JobHeldAdmin", "launch failed requeued held", "QOSMaxJobsPerUserLimit", "Dependency"}) {
    record.reason = reason;
    QCOMPARE(headline_of(record, training).english(), waiting_sentence(reason).english());
    QVERIFY(next_step_of(record, training).english().ends_with("it is saved up to step 1,200."));
  }
}

void JobViewTest::a_job_on_this_computer_is_not_said_to_run_without_it() {
  auto record = record_in(JobPhase::running);
  QVERIFY(next_step_of(record, {}).english().find("switch off") != std::string::npos);
  record.reality.runs_here = true;
  QVERIFY(next_step_of(record, {}).english().find("leave this computer on") != std::string::npos);
}

void JobViewTest::every_reason_to_wait_has_plain_words_data() {
  QTest::addColumn<QString>("reason");
  // squeue(1), and the reasons that stand in Slurm 22.05 to 24.11.
  for (const char* reason : {"",
                             "None",
                             "Priority",
                             "(Resources)",
                             "BeginTime",
                             "Cleaning",
                             "Prolog",
                             "Dependency",
                             "DependencyNeverSatisfied",
                             "DeadLine",
                             "JobHeldUser",
                             "JobHeldAdmin",
                             "JobHoldMaxRequeue",
                             "RequeueExit",
                             "RequeueExitHold",
                             "JobLaunchFailure",
                             "JobArrayTaskLimit",
                             "FedJobLock",
                             "SchedDefer",
                             "WaitingForScheduling",
                             "NonZeroExitCode",
                             "TimeLimit",
                             "OutOfMemory",
                             "InactiveLimit",
                             "SystemFailure",
                             "PartitionTimeLimit",
                             "PartitionNodeLimit",
                             "PartitionConfig",
                             "PartitionDown",
                             "PartitionInactive",
                             "FrontEndDown",
                             "NodeDown",
                             "Reservation",
                             "ReservationDeleted",
                             "RequiresReservation",
                             "PowerNotAvail",
                             "PowerReserved",
                             "Licenses",
                             "BurstBufferResources",
                             "BurstBufferStageIn",
                             "BurstBufferOperation",
                             "InvalidAccount",
                             "InvalidQOS",
                             "QOSNotAllowed",
                             "AccountNotAllowed",
                             "AccountingPolicy",
                             "QOSUsageThreshold",
                             "QOSJobLimit",
                             "QOSResourceLimit",
                             "QOSTimeLimit",
                             "AssociationJobLimit",
                             "AssociationResourceLimit",
                             "AssociationTimeLimit",
                             "QOSMinCpuNotSatisfied",
                             "QOSMinGRES",
                             "QOSMinMemory",
                             "QOSMinNode",
                             "BadConstraints",
                             "MaxMemPerLimit",
                             "MaxGRESPerAccount",
                             "MaxJobsPerAccount",
                             "AssocMaxJobsLimit",
                             "AssocMaxSubmitJobLimit",
                             "AssocMaxGRESPerJob",
                             "AssocMaxCpuPerNode",
                             "AssocMaxCpuMinutesPerJobLimit",
                             "AssocMaxWallDurationPerJobLimit",
                             "AssocGrpGRES",
                             "AssocGrpCpuLimit",
                             "AssocGrpGRESMinutes",
                             "AssocGrpGRESRunMinutes",
                             "AssocGrpBillingMinutes",
                             "AssocGrpCPUMinutesLimit",
                             "AssocGrpWallLimit",
                             "AssocGrpJobsLimit",
                             "QOSGrpGRES",
                             "QOSGrpWallLimit",
                             "QOSMaxJobsPerUserLimit",
                             "QOSMaxGRESPerUser",
                             "QOSMaxGRESPerJob",
                             "QOSMaxGRESMinutesPerJob",
                             "QOSMaxWallDurationPerJobLimit",
                             "QOSMaxSubmitJobPerUserLimit",
                             "ReqNodeNotAvail, May be reserved for other job",
                             "ReqNodeNotAvail, UnavailableNodes:gpu[01-03]",
                             "launch failed requeued held"}) {
    QTest::newRow(reason) << QString(reason);
  }
}

void JobViewTest::every_reason_to_wait_has_plain_words() {
  QFETCH(QString, reason);
  const auto sentence = waiting_sentence(reason.toStdString()).english();
  QVERIFY(sentence.find("gives as its reason") == std::string::npos);
  QVERIFY(sentence.ends_with('.'));
}

void JobViewTest::what_starts_sooner_is_said_where_something_does() {
  const auto smaller = waiting_advice("Priority").english();
  QVERIFY(smaller.find("less time or fewer GPUs") != std::string::npos);
  QCOMPARE(waiting_advice("(Resources)").english(), smaller);
  QVERIFY(waiting_advice("QOSMaxJobsPerUserLimit").english().find("stop another job") != std::string::npos);
  QVERIFY(waiting_advice("ReqNodeNotAvail, Reserved for maintenance").english().find("maintenance") !=
          std::string::npos);
  for (const char* reason : {"BeginTime", "Prolog", "JobHeldAdmin", ""}) QVERIFY(waiting_advice(reason).empty());
}

void JobViewTest::an_unknown_reason_is_quoted() {
  QVERIFY(waiting_sentence("(SomethingNew)").english().find("\"SomethingNew\"") != std::string::npos);
  QVERIFY(waiting_sentence("QOSMaxWallDurationPerJobLimit") == waiting_sentence("PartitionTimeLimit"));
  QVERIFY(!(waiting_sentence("AssocGrpBillingMinutes") == waiting_sentence("AssocMaxJobsLimit")));
  QVERIFY(waiting_advice("(SomethingNew)").empty());
}

void JobViewTest::a_failure_is_explained_by_the_line_that_proves_it_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<QString>("log");
  QTest::addColumn<QString>("cause");
  QTest::addColumn<QString>("evidence");
  const auto row = [](const char* name, JobState state, const char* line, const char* cause, bool proves = true) {
    QTest::newRow(name) << static_cast<int>(state) << QString("epoch 1\n%1\nlater\n").arg(line) << cause
                        << (proves ? QString(line).trimmed() : QString());
  };
  row("GPU memory", JobState::failed, "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate", "cuda-oom");
  row("AMD GPU memory", JobState::failed, "RuntimeError: HIP out of memory", "cuda-oom");
  row("module", JobState::failed, "ModuleNotFoundError: No module named 'sklearn'", "missing-module");
  row("Lmod", JobState::failed, "Lmod has detected the following error: unknown module", "env-module");
  row("file", JobState::failed, "FileNotFoundError: [Errno 2] No such file or directory: 'a'", "missing-file");
  row("quota", JobState::failed, "OSError: [Errno 122] Disk quota exceeded", "disk-quota");
  row("disk", JobState::failed, "tee: x: No space left on device", "disk-full");
  row("memory", JobState::failed, "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 9 GiB", "oom-host");
  row("memory, by the kernel", JobState::failed, "slurmstepd: error: Detected 1 oom_kill event in StepId=5.batch.",
      "oom-host");
  row("loader", JobState::failed, "RuntimeError: DataLoader worker (pid 5) is killed by signal: Killed.", "oom-host");
  row("memory, by the scheduler", JobState::out_of_memory, "nothing to see", "oom-host", false);
  row("time", JobState::timed_out, "slurmstepd: error: *** JOB 5 ON n1 CANCELLED AT 2026 DUE TO TIME LIMIT ***",
      "timeout");
  row("time, before that an exception", JobState::timed_out, "ValueError: x", "timeout", false);
  row("node", JobState::node_failed, "", "node-failure", false);
  row("GPU broke", JobState::failed, "NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus.", "gpu-hardware");
  row("silent", JobState::completed, "", "stopped-without-end", false);
  row("forgotten", JobState::unknown, "", "lost", false);
  row("no idea", JobState::failed, "something odd", "unknown", false);
}

void JobViewTest::a_failure_is_explained_by_the_line_that_proves_it() {
  QFETCH(int, state);
  QFETCH(QString, log);
  QFETCH(QString, cause);
  QFETCH(QString, evidence);
  const auto why = explained(static_cast<JobState>(state), log.toStdString());
  QCOMPARE(QString::fromStdString(why.cause), cause);
  QCOMPARE(QString::fromStdString(why.evidence), evidence);
  QVERIFY(!why.sentence.empty() && !why.advice.empty());
}

void JobViewTest::the_first_cause_counts_and_not_the_last() {
  const auto why = explained(JobState::failed, "OSError: [Errno 28] No space left on device\n" + traceback +
                                                   "FileNotFoundError: checkpoint\nMemoryError\n");
  QCOMPARE(why.cause, std::string("disk-full"));
}

void JobViewTest::only_the_last_attempt_counts() {
  const std::string log =
      "[werkbank] attempt 0 starts\nMemoryError\n[werkbank] attempt 1 starts\nFileNotFoundError: a\n";
  QCOMPARE(explained(JobState::failed, log).cause, std::string("missing-file"));
  // A log that only speaks of such a line has not begun anew.
  QCOMPARE(explained(JobState::failed, "MemoryError\nx [werkbank] attempt 1 starts\n").cause, std::string("oom-host"));
}

void JobViewTest::what_a_traceback_quotes_proves_nothing() {
  const auto why = explained(JobState::failed, traceback + "ValueError: bad number\n");
  QCOMPARE(why.cause, std::string("python-exception"));
  QCOMPARE(why.evidence, std::string("ValueError: bad number"));
}

void JobViewTest::an_exception_in_an_exception_is_the_first_one() {
  const auto why =
      explained(JobState::failed, traceback +
                                      "KeyError: 'first'\n\nDuring handling of the above exception, another "
                                      "exception occurred:\n\n" +
                                      traceback + "RuntimeError: second\n");
  QCOMPARE(why.evidence, std::string("KeyError: 'first'"));
}

void JobViewTest::bad_data_is_named_with_its_line() {
  auto training = with_note(TrainingNote::Kind::data_error, "bad_number", "\"x\" is no number");
  training.notes.front().file = "wine.csv";
  training.notes.front().line = 17;
  const auto why = explained(JobState::failed, "MemoryError\n", training);
  QCOMPARE(why.cause, std::string("data-format"));
  QCOMPARE(why.sentence.english(), std::string("Line 17 of wine.csv cannot be used: \"x\" is no number"));
  QCOMPARE(why.evidence, std::string("\"x\" is no number"));
}

void JobViewTest::the_scripts_own_code_is_believed() {
  const auto error = TrainingNote::Kind::error;
  QCOMPARE(explained(JobState::failed, "", with_note(error, "gpu_memory", "Het paste niet")).cause,
           std::string("cuda-oom"));
  QCOMPARE(explained(JobState::failed, "", with_note(error, "module", "x")).cause, std::string("env-module"));
  QCOMPARE(explained(JobState::failed, "", with_note(TrainingNote::Kind::warning, "no_progress", "x")).cause,
           std::string("timeout"));
  QCOMPARE(explained(JobState::failed, "", with_note(error, "no_end", "x")).cause, std::string("stopped-without-end"));
  QCOMPARE(explained(JobState::failed, "", with_note(error, "exception", "broke off: FileNotFoundError: a")).cause,
           std::string("missing-file"));
  QCOMPARE(explained(JobState::failed, "", with_note(error, "exception", "broke off: ValueError: a")).cause,
           std::string("python-exception"));
  auto old = with_note(error, "gpu_memory", "of an earlier attempt");
  old.attempt = 1;
  QCOMPARE(explained(JobState::failed, "", old).cause, std::string("unknown"));
}

void JobViewTest::rather_unknown_than_guessed() {
  QCOMPARE(explained(JobState::failed, "", with_note(TrainingNote::Kind::error, "crash", "exit code 3")).cause,
           std::string("unknown"));
  QCOMPARE(explained(JobState::failed, "warning: out of range\nno such thing\nkilled time\n").cause,
           std::string("unknown"));
}

void JobViewTest::who_stopped_it_is_said() {
  auto record = record_in(JobPhase::cancelled, JobState::cancelled);
  const auto other = explain(record, {}, {}).sentence.english();
  record.cancel_requested = true;
  QCOMPARE(explain(record, {}, {}).sentence.english(), std::string("You stopped this job."));
  QVERIFY(other.find("someone else") != std::string::npos);
}

void JobViewTest::what_has_not_failed_is_not_explained() {
  for (const auto phase : {JobPhase::running, JobPhase::done}) {
    const auto why = explain(record_in(phase), {}, failure_in("MemoryError\n", {std::nullopt, true}));
    QCOMPARE(why.cause, std::string("none"));
    QVERIFY(why.sentence.empty() && why.advice.empty());
  }
}

void JobViewTest::an_evidence_line_is_short() {
  const auto why = explained(JobState::failed,
                             "MemoryError: " + std::string(299 - 13, 'x') + "\xe2\x82\xac" + std::string(100'000, 'x'));
  QVERIFY(why.evidence.size() <= 303);
  QVERIFY(why.evidence.ends_with("x\xe2\x80\xa6"));
}

void JobViewTest::a_view_holds_all_that_was_read() {
  const QTemporaryDir folder;
  const auto store = JobStore::open(folder.path().toStdString()).value();
  auto record = record_in(JobPhase::failed, JobState::failed);
  QVERIFY(store->save(record).ok());
  const std::string gpu = "t,gpu,uuid,host,util_pct\n1000,0,GPU-a,n1,50\n";
  QVERIFY(store->append(record.uuid, "out/gpu/n1.csv", 0, gpu + "1010,0,GP").ok());  // torn: may not spill into n2's
  QVERIFY(store->append(record.uuid, "out/gpu/n2.csv", 0, "t,gpu,uuid,host,util_pct\n1000,0,GPU-b,n2,60\n").ok());
  QVERIFY(store->append(record.uuid, "out/gpu/n2.1min.csv", 0, gpu).ok());
  QVERIFY(store
              ->append(record.uuid, "out/metrics.jsonl", 0,
                       R"({"type":"metric","split":"train","step":4,"values":{"loss":1}})"
                       "\n")
              .ok());
  const std::string log = std::string(100'000, 'x') + "\nMemoryError\n";
  QVERIFY(store->append(record.uuid, "logs/job.log", 0, log).ok());
  const auto view = view_of(*store, record.uuid).value();
  QCOMPARE(view.gpus.size(), 2U);
  QCOMPARE(view.gpus[0].samples.size(), 1U);
  QCOMPARE(view.gpus[1].uuid, std::string("GPU-b"));
  QCOMPARE(view.training.last_step, 4);
  QCOMPARE(view.log_tail, std::string("MemoryError\n"));
  QCOMPARE(view.headline.english(), std::string("The job needed more main memory than it had."));
  QVERIFY(view_of(*store, new_uuid()).error().code == ErrorCode::job_unknown);
}

void JobViewTest::coarse_samples_stand_in_for_missing_fine_ones() {
  const QTemporaryDir folder;
  const auto store = JobStore::open(folder.path().toStdString()).value();
  const auto record = record_in(JobPhase::running, JobState::running);
  QVERIFY(store->save(record).ok());
  QVERIFY(store->append(record.uuid, "out/gpu/n1.1min.csv", 0, "t,gpu,uuid,host,util_pct\n1000,0,GPU-a,n1,50\n").ok());
  QCOMPARE(view_of(*store, record.uuid)->gpus.size(), 1U);
}

}  // namespace job_view_test

WERKBANK_TEST(job_view_test::JobViewTest);
#include "job_view_test.moc"
