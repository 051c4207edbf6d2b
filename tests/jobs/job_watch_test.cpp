#include <QTemporaryDir>

#include "core/jobs/job_runner.h"
#include "core/jobs/job_view.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace job_watch_test {

std::string learning(int attempt) { return metric_line(attempt, 1, 0.25) + metric_line(attempt, 2, 0.5); }

struct Case {
  const char* name;
  std::vector<Moment> script;
  JobPhase expected;
  const char* cause;
};

// Every last moment stays as it is for ever.
std::vector<Case> cases() {
  const auto some = learning(0);
  const auto whole = some + end_line(0);
  const auto second = whole + learning(1);
  return {
      {"ends as it should", {{JobState::running, some}, {JobState::completed, whole}}, JobPhase::done, "none"},
      {"completed is no proof",
       {{JobState::running, some}, {JobState::completed, some}},
       JobPhase::failed,
       "stopped-without-end"},
      {"completed with an end that says failed",
       {{JobState::completed, some + end_line(0, "failed")}},
       JobPhase::failed,
       "stopped-without-end"},
      {"the end shows up late on a shared disk",
       {{JobState::completed, some},
        {JobState::completed, some},
        {JobState::completed, some},
        {JobState::completed, whole}},
       JobPhase::done,
       "none"},
      {"failed after its end record", {{JobState::running, some}, {JobState::failed, whole}}, JobPhase::done, "none"},
      {"timed out after its end record",
       {{JobState::running, some}, {JobState::timed_out, whole}},
       JobPhase::done,
       "none"},
      {"cancelled after its end record",
       {{JobState::running, some}, {JobState::cancelled, whole}},
       JobPhase::done,
       "none"},
      {"an end of an earlier attempt is no end",
       {{JobState::running, second, {}, 1}, {JobState::failed, second, {}, 1}},
       JobPhase::failed,
       "unknown"},
      {"an end of an earlier attempt, the later one wrote nothing",
       {{JobState::running, whole, {}, 1}, {JobState::failed, whole, {}, 1}},
       JobPhase::failed,
       "unknown"},
      {"requeued and then done",
       {{JobState::running, some},
        {JobState::pending, some, {}, 1, "BeginTime"},
        {JobState::running, some, {}, 1},
        {JobState::completed, some + learning(1) + end_line(1), {}, 1}},
       JobPhase::done,
       "none"},
      {"a lost node, queued again",
       {{JobState::running, some},
        {JobState::node_failed, some},
        {JobState::node_failed, some},
        {JobState::pending, some, {}, 1},
        {JobState::completed, some + end_line(1), {}, 1}},
       JobPhase::done,
       "none"},
      {"a lost node for good",
       {{JobState::running, some}, {JobState::node_failed, some}},
       JobPhase::failed,
       "node-failure"},
      {"out of time", {{JobState::running, some}, {JobState::timed_out, some}}, JobPhase::failed, "timeout"},
      {"out of memory", {{JobState::running, some}, {JobState::out_of_memory, some}}, JobPhase::failed, "oom-host"},
      {"cancelled by the staff",
       {{JobState::running, some}, {JobState::cancelled, some}},
       JobPhase::cancelled,
       "cancelled"},
      {"cancelled while it waited", {{JobState::pending}, {JobState::cancelled}}, JobPhase::cancelled, "cancelled"},
      {"forgotten for a while",
       {{JobState::running, some}, {JobState::unknown}, {JobState::unknown}, {JobState::completed, whole}},
       JobPhase::done,
       "none"},
      {"forgotten for good", {{JobState::running, some}, {JobState::unknown, some}}, JobPhase::failed, "lost"},
      {"forgotten, but its end record is there",
       {{JobState::running, some}, {JobState::unknown, whole}},
       JobPhase::done,
       "none"},
      {"forgotten after it failed",
       {{JobState::running, some}, {JobState::failed, some}, {JobState::unknown, some}},
       JobPhase::failed,
       "unknown"},
      {"completing for a while",
       {{JobState::completing, some}, {JobState::completing, some}, {JobState::completed, whole}},
       JobPhase::done,
       "none"},
      {"the last lines show up just after the state",
       {{JobState::running, some}, {JobState::failed, some}, {JobState::failed, some, "FileNotFoundError: a\n"}},
       JobPhase::failed,
       "missing-file"},
      {"the log proves it",
       {{JobState::running, some}, {JobState::failed, some, "x\nModuleNotFoundError: No module named 'a'\n"}},
       JobPhase::failed,
       "missing-module"},
  };
}

class JobWatchTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { catalogue_ = real_catalogue(); }
  void init();
  void a_job_ends_as_what_it_is_data();
  void a_job_ends_as_what_it_is();
  void the_end_is_read_to_its_last_byte_before_it_is_judged();
  void a_long_log_is_caught_up_with_and_the_scheduler_asked_once();
  void a_log_that_never_ends_does_not_keep_the_poll_for_ever();
  void a_file_begun_anew_is_read_from_its_start();
  void a_factory_that_says_more_than_it_gives_does_not_keep_us_for_ever();
  void pieces_of_files_that_were_not_asked_for_are_left();
  void an_outage_changes_nothing_and_is_waited_out_data();
  void an_outage_changes_nothing_and_is_waited_out();
  void a_poll_during_an_outage_changes_no_record();
  void an_error_that_waiting_does_not_mend_ends_the_watch();
  void asks_seldom_when_nothing_changes();
  void stops_when_asked();
  void what_is_over_is_not_asked_about();
  void jobs_of_another_factory_are_not_asked_about();
  void a_job_that_never_arrived_can_be_sent_again();
  void a_job_that_arrived_unseen_is_taken_up();
  void a_job_that_turns_up_later_is_not_lost();
  void what_is_over_stays_over();
  void a_changed_job_is_told();

 private:
  std::string sent(std::vector<Moment> script);
  std::unique_ptr<QTemporaryDir> home_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<World> world_;
  std::shared_ptr<FakeClock> clock_;
  std::shared_ptr<JobStore> store_;
  std::unique_ptr<FakeFactory> factory_;
  std::unique_ptr<JobRunner> runner_;
};

void JobWatchTest::init() {
  home_ = std::make_unique<QTemporaryDir>(quick_folder());
  world_ = std::make_shared<World>();
  clock_ = std::make_shared<FakeClock>();
  store_ = JobStore::open(std::filesystem::path(home_->path().toStdString()) / "state").value();
  factory_ = std::make_unique<FakeFactory>(world_);
  runner_ = std::make_unique<JobRunner>(store_, catalogue_, clock_);
}

std::string JobWatchTest::sent(std::vector<Moment> script) {
  world_->script = std::move(script);
  const auto uuid = runner_->prepare(small_request(*catalogue_, home_->path().toStdString()), *factory_)->uuid;
  const auto started = runner_->start(uuid, *factory_, {}, {}, {});
  if (!started.ok() || started->phase != JobPhase::waiting) qFatal("the job was not sent");
  return uuid;
}

void JobWatchTest::a_job_ends_as_what_it_is_data() {
  QTest::addColumn<int>("number");
  const auto all = cases();
  for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
}

void JobWatchTest::a_job_ends_as_what_it_is() {
  QFETCH(int, number);
  const auto played = cases()[static_cast<std::size_t>(number)];
  const auto uuid = sent(played.script);
  const auto record = runner_->watch(uuid, *factory_, {}, {}, {});
  QVERIFY(record.ok());
  QCOMPARE(phase_code(record->phase), phase_code(played.expected));
  const auto view = view_of(*store_, uuid).value();
  QCOMPARE(view.why ? view.why->cause : std::string("none"), std::string(played.cause));
  QVERIFY(!view.headline.empty());
  QVERIFY(!view.next_step.empty());
  if (played.expected == JobPhase::done) {
    QCOMPARE(record->primary_name, std::string("accuracy"));
    QCOMPARE(record->primary_value.value(), 0.9);
    QCOMPARE(record->baseline_value.value(), 0.4);
    QCOMPARE(record->progress.value(), 1.0);
  } else {
    QVERIFY(!record->problem.empty());
  }
}

void JobWatchTest::the_end_is_read_to_its_last_byte_before_it_is_judged() {
  world_->piece = 100;
  std::string metrics;
  for (int i = 0; i < 40; ++i) metrics += metric_line(0, i, 0.5);
  const std::string log = std::string(3000, 'l') + '\n';
  const std::string gpu = std::string(2000, 'g') + '\n';
  const auto uuid = sent({{JobState::completed, metrics + end_line(0), log, 0, {}, gpu}});
  QCOMPARE(phase_code(runner_->watch(uuid, *factory_, {}, {}, {})->phase), std::string("done"));
  QCOMPARE(world_->scheduler_polls, 1);
  QCOMPARE(store_->bytes(uuid, "logs/job.log", 0, 1U << 20U).value(), log);
  QCOMPARE(store_->bytes(uuid, "out/gpu/n1.csv", 0, 1U << 20U).value(), gpu);
}

void JobWatchTest::a_long_log_is_caught_up_with_and_the_scheduler_asked_once() {
  world_->piece = 100;
  const std::string log = std::string(2950, 'l') + '\n';
  const auto uuid = sent({{JobState::running, learning(0), log}});
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  QCOMPARE(store_->bytes(uuid, "logs/job.log", 0, 1U << 20U).value(), log);
  QCOMPARE(world_->polls, 30);
  QCOMPARE(world_->scheduler_polls, 1);
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QCOMPARE(world_->polls, 31);  // nothing is left to catch up with
}

void JobWatchTest::a_log_that_never_ends_does_not_keep_the_poll_for_ever() {
  world_->piece = 1;
  sent({{JobState::running, {}, std::string(100'000, 'l')}});
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QVERIFY(world_->polls < 100);
}

void JobWatchTest::a_file_begun_anew_is_read_from_its_start() {
  const auto uuid = sent({{JobState::running, learning(0) + learning(0), "a long old log\n"},
                          {JobState::running, learning(0), "new\n"},
                          {JobState::completed, learning(0) + end_line(0), "new\nmore\n"}});
  QCOMPARE(phase_code(runner_->watch(uuid, *factory_, {}, {}, {})->phase), std::string("done"));
  QCOMPARE(store_->bytes(uuid, "logs/job.log", 0, 1000).value(), std::string("new\nmore\n"));
  QCOMPARE(view_of(*store_, uuid)->training.curves.begin()->second.size(), 2U);
}

void JobWatchTest::a_factory_that_says_more_than_it_gives_does_not_keep_us_for_ever() {
  world_->piece = 0;  // names a size, and gives nothing
  const auto uuid = sent({{JobState::completed, learning(0) + end_line(0), "log\n"}});
  const double begin = clock_->now();
  const auto record = runner_->watch(uuid, *factory_, {}, {}, {}).value();
  QCOMPARE(phase_code(record.phase), std::string("failed"));  // nobody read an end record
  QVERIFY(clock_->now() - begin >= 600 && clock_->now() - begin < 900);
}

void JobWatchTest::pieces_of_files_that_were_not_asked_for_are_left() {
  class Liar : public FakeFactory {
   public:
    using FakeFactory::FakeFactory;
    Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions,
                                        const std::stop_token& stop) override {
      auto answers = FakeFactory::poll(questions, stop);
      if (!answers.ok()) return answers;
      auto& files = answers->front().files;
      files.push_back({"../../../escaped", 0, "x", 1});
      files.push_back({"out/gpu/../../../escaped.csv", 0, "x", 1});
      files.push_back({"out/metrics.jsonl", 99'999, end_line(0), 999'999});  // beyond what we have
      JobAnswer other;
      other.uuid = "not a job of ours";
      other.state = JobState::failed;
      answers->push_back(other);
      return answers;
    }
  };
  const auto uuid = sent({{JobState::running, learning(0)}, {JobState::failed, learning(0)}});
  Liar liar(world_);
  QCOMPARE(phase_code(runner_->watch(uuid, liar, {}, {}, {})->phase), std::string("failed"));
  QCOMPARE(store_->bytes(uuid, "out/metrics.jsonl", 0, 1U << 20U).value(), learning(0));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home_->path().toStdString())) {
    QVERIFY(entry.path().filename().string().find("escaped") == std::string::npos);
  }
}

void JobWatchTest::an_outage_changes_nothing_and_is_waited_out_data() {
  QTest::addColumn<int>("code");
  QTest::newRow("scheduler") << static_cast<int>(ErrorCode::scheduler_unavailable);
  QTest::newRow("connection") << static_cast<int>(ErrorCode::connection_lost);
  QTest::newRow("no answer") << static_cast<int>(ErrorCode::timed_out);
  QTest::newRow("no network") << static_cast<int>(ErrorCode::host_unreachable);
}

void JobWatchTest::an_outage_changes_nothing_and_is_waited_out() {
  QFETCH(int, code);
  const auto uuid = sent({{JobState::running, learning(0)}, {JobState::completed, learning(0) + end_line(0)}});
  const auto calls = static_cast<int>(world_->calls.size());
  for (int i = 2; i < 102; ++i) world_->answers[calls + i] = static_cast<ErrorCode>(code);  // hours of it
  int outages = 0;
  std::vector<JobPhase> phases;
  const auto record = runner_->watch(
      uuid, *factory_, [&phases](const JobRecord& news) { phases.push_back(news.phase); },
      [&](const Error& error) {
        ++outages;
        QCOMPARE(static_cast<int>(error.code), code);
        QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("running"));
      },
      {});
  QCOMPARE(outages, 100);
  QCOMPARE(phase_code(record->phase), std::string("done"));
  QCOMPARE(phases.size(), 2U);
}

void JobWatchTest::a_poll_during_an_outage_changes_no_record() {
  const auto uuid = sent({{JobState::running, learning(0)}});
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  const auto before = record_to_json(store_->load(uuid).value());
  world_->answers[static_cast<int>(world_->calls.size()) + 1] = ErrorCode::scheduler_unavailable;
  const auto polled = runner_->poll(*factory_, {});
  QVERIFY(polled.failed() && polled.error().code == ErrorCode::scheduler_unavailable);
  QCOMPARE(record_to_json(store_->load(uuid).value()), before);
}

void JobWatchTest::an_error_that_waiting_does_not_mend_ends_the_watch() {
  const auto uuid = sent({{JobState::running}});
  world_->answers[static_cast<int>(world_->calls.size()) + 1] = ErrorCode::sign_in_refused;
  const auto record = runner_->watch(uuid, *factory_, {}, {}, {});
  QVERIFY(record.failed() && record.error().code == ErrorCode::sign_in_refused);
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("waiting"));
}

void JobWatchTest::asks_seldom_when_nothing_changes() {
  QCOMPARE(next_poll_delay(0, false, false), 15.0);
  QCOMPARE(next_poll_delay(15, false, false), 30.0);
  QCOMPARE(next_poll_delay(60, false, false), 120.0);
  QCOMPARE(next_poll_delay(120, false, false), 120.0);
  QCOMPARE(next_poll_delay(120, true, false), 15.0);
  QCOMPARE(next_poll_delay(120, false, true), 1.0);
  // In an hour in which nothing happens a loop of squeue every five seconds asks 720 times.
  int asked = 0;
  double delay = 0;
  for (double t = 0; t < 3600; t += delay = next_poll_delay(delay, false, false)) ++asked;
  QVERIFY2(asked <= 720 / 20, qPrintable(QString::number(asked)));
  std::vector<Moment> quiet(20, {JobState::pending, {}, {}, 0, "Priority"});
  quiet.push_back({JobState::completed, end_line(0)});
  const auto uuid = sent(quiet);
  QVERIFY(runner_->watch(uuid, *factory_, {}, {}, {}).ok());
  const auto slept = clock_->slept();
  QCOMPARE(slept[0], 15.0);  // the first poll told something new
  QCOMPARE(slept[1], 30.0);
  QCOMPARE(slept[4], 120.0);
  for (const double seconds : slept) QVERIFY(seconds >= 15 && seconds <= 120);
}

void JobWatchTest::stops_when_asked() {
  const auto uuid = sent({{JobState::pending}});
  std::stop_source source;
  int polls = 0;
  world_->before_call = [&](const std::string&) {
    if (++polls == 3) source.request_stop();
  };
  QVERIFY(runner_->watch(uuid, *factory_, {}, {}, source.get_token()).cancelled());
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("waiting"));
}

void JobWatchTest::what_is_over_is_not_asked_about() {
  const auto uuid = sent({{JobState::completed, end_line(0)}});
  QVERIFY(runner_->watch(uuid, *factory_, {}, {}, {}).ok());
  const auto calls = world_->calls.size();
  QVERIFY(runner_->poll(*factory_, {})->empty());
  QVERIFY(runner_->watch(uuid, *factory_, {}, {}, {}).ok());
  QCOMPARE(world_->calls.size(), calls);
}

void JobWatchTest::jobs_of_another_factory_are_not_asked_about() {
  sent({{JobState::running}});
  FakeFactory other(world_, "elsewhere");
  QVERIFY(runner_->poll(other, {})->empty());
  QCOMPARE(world_->polls, 0);
}

void JobWatchTest::a_job_that_never_arrived_can_be_sent_again() {
  const auto uuid = runner_->prepare(small_request(*catalogue_, home_->path().toStdString()), *factory_)->uuid;
  world_->troubles[2] = Trouble::cut_before;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("submitting"));
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("prepared"));
  QVERIFY(headline_of(store_->load(uuid).value(), {}).english().find("did not arrive") != std::string::npos);
  QCOMPARE(phase_code(runner_->watch(uuid, *factory_, {}, {}, {})->phase), std::string("prepared"));
  QCOMPARE(phase_code(runner_->start(uuid, *factory_, {}, {}, {})->phase), std::string("waiting"));
  QCOMPARE(world_->accepted[uuid], 1);
}

void JobWatchTest::a_job_that_arrived_unseen_is_taken_up() {
  world_->script = {{JobState::running, learning(0)}};
  const auto uuid = runner_->prepare(small_request(*catalogue_, home_->path().toStdString()), *factory_)->uuid;
  world_->troubles[2] = Trouble::cut_after;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  const auto record = store_->load(uuid).value();
  QCOMPARE(phase_code(record.phase), std::string("running"));
  QVERIFY(!record.scheduler_id.empty());
}

void JobWatchTest::a_job_that_turns_up_later_is_not_lost() {
  world_->script = {{JobState::running, learning(0)}};
  const auto uuid = runner_->prepare(small_request(*catalogue_, home_->path().toStdString()), *factory_)->uuid;
  world_->troubles[2] = Trouble::cut_before;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QVERIFY(runner_->poll(*factory_, {}).ok());
  // A scheduler that was busy took it after all, when we had already been told that it was not there.
  world_->jobs[uuid] = {"88", 0, false, {}};
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("running"));
  QCOMPARE(store_->load(uuid)->scheduler_id, std::string("88"));
}

void JobWatchTest::what_is_over_stays_over() {
  const auto uuid = sent({{JobState::completed, end_line(0)}});
  // While this program waits for its answer, another one has seen the end.
  world_->before_call = [&](const std::string& what) {
    if (what != "poll") return;
    QVERIFY(store_
                ->change(uuid,
                         [](JobRecord& record) {
                           record.phase = JobPhase::cancelled;
                           return true;
                         })
                .ok());
  };
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QCOMPARE(phase_code(store_->load(uuid)->phase), std::string("cancelled"));
}

void JobWatchTest::a_changed_job_is_told() {
  const auto uuid = sent({{JobState::pending, {}, {}, 0, "Priority"},
                          {JobState::running, learning(0)},
                          {JobState::running, learning(0), "only the log grew\n"},
                          {JobState::completed, learning(0) + end_line(0), "only the log grew\n"}});
  std::vector<std::string> phases;
  QVERIFY(
      runner_->watch(uuid, *factory_, [&](const JobRecord& news) { phases.push_back(phase_code(news.phase)); }, {}, {})
          .ok());
  QCOMPARE(phases, (std::vector<std::string>{"waiting", "running", "running", "done"}));
}

}  // namespace job_watch_test

WERKBANK_TEST(job_watch_test::JobWatchTest);
#include "job_watch_test.moc"
