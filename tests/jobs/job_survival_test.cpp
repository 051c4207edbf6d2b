// Whatever breaks at whatever call or write: one job at the factory, never lost, and never "done" for what is not.
#include <algorithm>
#include <iterator>
#include <random>
#include <thread>
#include <type_traits>

#include <QTemporaryDir>

#include "core/jobs/job_view.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace job_survival_test {

namespace fs = std::filesystem;

/// A store that is "killed" at its n-th write, before or after it was made.
class MortalStore : public JobStore {
 public:
  MortalStore(std::shared_ptr<JobStore> store, int& writes_left, bool after)
      : store_(std::move(store)), writes_left_(writes_left), after_(after) {}

  Result<Done> save(const JobRecord& record) override {
    return mortal([&] { return store_->save(record); });
  }
  Result<JobRecord> change(const std::string& uuid, const std::function<bool(JobRecord&)>& edit) override {
    return mortal([&] { return store_->change(uuid, edit); });
  }
  Result<Done> append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                      const std::string& bytes) override {
    return mortal([&] { return store_->append(uuid, path, offset, bytes); });
  }
  Result<Done> restart(const std::string& uuid, const std::string& path) override {
    return mortal([&] { return store_->restart(uuid, path); });
  }
  Result<Done> remove(const std::string& uuid) override { return store_->remove(uuid); }
  std::shared_ptr<void> claim(const std::string& uuid) override { return store_->claim(uuid); }
  Result<JobRecord> load(const std::string& uuid) const override { return store_->load(uuid); }
  Result<JobRecord> find(const std::string& start) const override { return store_->find(start); }
  Result<std::vector<JobRecord>> all() const override { return store_->all(); }
  Result<std::map<std::string, std::uint64_t>> offsets(const std::string& uuid) const override {
    return store_->offsets(uuid);
  }
  Result<std::string> bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                            std::uint64_t limit) const override {
    return store_->bytes(uuid, path, offset, limit);
  }

 private:
  template <typename Write>
  std::invoke_result_t<Write> mortal(const Write& write) {
    const bool last = --writes_left_ == 0;
    if (last && !after_) throw Killed{};
    auto result = write();
    if (last) throw Killed{};
    return result;
  }
  std::shared_ptr<JobStore> store_;
  int& writes_left_;
  bool after_;
};

std::string learning(int attempt, int lines) {
  std::string text;
  for (int i = 0; i < lines; ++i) text += metric_line(attempt, i, i / 100.0);
  return text;
}

struct Outcome {
  const char* name;
  std::vector<Moment> script;
  JobPhase expected;
};

std::vector<Outcome> outcomes() {
  const auto some = learning(0, 12);
  const auto whole = some + end_line(0);
  const std::string log = std::string(3000, '.') + "\nthe end\n";
  return {
      {"done",
       {{JobState::pending}, {JobState::running, some, log}, {JobState::completed, whole, log}},
       JobPhase::done},
      {"completed without end", {{JobState::running, some}, {JobState::completed, some, log}}, JobPhase::failed},
      {"failed",
       {{JobState::pending}, {JobState::running, some}, {JobState::failed, some + end_line(0, "failed"), log}},
       JobPhase::failed},
      {"requeued after an end",
       {{JobState::running, whole},
        {JobState::pending, whole, {}, 1},
        {JobState::running, whole + learning(1, 3), {}, 1},
        {JobState::timed_out, whole + learning(1, 3), log, 1}},
       JobPhase::failed},
  };
}

/// One life of the program: whatever is needed to get the job to its end, as a person with a window would do it.
/// `request` is used when there is no job yet. False: the program was killed.
class Lives {
 public:
  Lives(std::shared_ptr<World> world, fs::path folder, const std::shared_ptr<const Catalogue>& catalogue)
      : world_(std::move(world)), folder_(std::move(folder)), catalogue_(catalogue) {}

  /// Until the job is over; gives its record.
  JobRecord live() {
    for (int lives = 0; lives < 20; ++lives) {
      try {
        return one_life();
      } catch (const Killed&) {
        ++killed_;
      }
    }
    qFatal("the job did not come to its end in 20 lives");
  }
  void kill_at_write(int number, bool after) {
    writes_left_ = number;
    after_ = after;
  }
  int writes_left() const { return writes_left_; }
  int killed() const { return killed_; }
  fs::path state() const { return folder_ / "state"; }

 private:
  JobRecord one_life() {
    auto opened = JobStore::open(state());
    if (!opened.ok()) qFatal("the store did not open");
    const auto store = std::make_shared<MortalStore>(*opened, writes_left_, after_);
    JobRunner runner(store, catalogue_, clock_);
    FakeFactory factory(world_);
    const auto known = store->all().value();
    if (known.size() > 1) qFatal("one job was asked for");
    const auto uuid = known.empty() ? runner.prepare(small_request(*catalogue_, folder_ / "data"), factory)->uuid
                                    : known.front().uuid;
    static_cast<void>(runner.poll(factory, {}));
    for (int tries = 0; tries < 50; ++tries) {
      if (!runner.start(uuid, factory, {}, {}, {}).ok()) continue;
      const auto record = runner.watch(uuid, factory, {}, {}, {});
      if (record.ok() && is_over(record->phase)) return *record;
    }
    qFatal("the job did not come to its end in 50 tries");
  }

  std::shared_ptr<World> world_;
  fs::path folder_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  int writes_left_ = 0;
  bool after_ = false;
  int killed_ = 0;
};

class JobSurvivalTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { catalogue_ = real_catalogue(); }
  void a_break_at_every_call_harms_nothing_data() { add_outcomes(); }
  void a_break_at_every_call_harms_nothing();
  void two_breaks_at_random_calls_harm_nothing();
  void a_kill_at_every_write_harms_nothing_data() { add_outcomes(); }
  void a_kill_at_every_write_harms_nothing();
  void two_programs_that_watch_one_job_agree();
  void a_second_start_in_the_middle_of_a_submit_makes_no_second_job();
  void four_programs_that_start_one_job_make_one();

 private:
  static void add_outcomes() {
    QTest::addColumn<int>("outcome");
    const auto all = outcomes();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
  }
  std::shared_ptr<World> world_of(const Outcome& outcome) const {
    auto world = std::make_shared<World>();
    world->script = outcome.script;
    world->piece = 700;
    return world;
  }
  void check(const Outcome& outcome, World& world, const Lives& lives, const JobRecord& record) {
    QCOMPARE(phase_code(record.phase), phase_code(outcome.expected));
    QCOMPARE(world.jobs.size(), 1U);
    QCOMPARE(world.accepted.at(record.uuid), 1);
    const auto store = JobStore::open(lives.state()).value();
    QCOMPARE(store->bytes(record.uuid, "out/metrics.jsonl", 0, 1U << 20U).value(), outcome.script.back().metrics);
    QCOMPARE(store->bytes(record.uuid, "logs/job.log", 0, 1U << 20U).value(), outcome.script.back().log);
  }
  std::shared_ptr<const Catalogue> catalogue_;
};

void JobSurvivalTest::a_break_at_every_call_harms_nothing() {
  QFETCH(int, outcome);
  const auto played = outcomes()[static_cast<std::size_t>(outcome)];
  int runs = 0;
  // As many calls as a run without trouble makes, and the few more that trouble brings.
  for (int number = 1; number < 200; ++number) {
    bool reached = false;
    for (const auto trouble : {Trouble::cut_before, Trouble::cut_after, Trouble::kill_before, Trouble::kill_after}) {
      const QTemporaryDir folder(quick_folder());
      const auto world = world_of(played);
      world->troubles[number] = trouble;
      Lives lives(world, folder.path().toStdString(), catalogue_);
      const auto record = lives.live();
      check(played, *world, lives, record);
      if (QTest::currentTestFailed()) {
        qWarning("in call %d (%s), trouble %d", number, world->calls[static_cast<std::size_t>(number - 1)].c_str(),
                 static_cast<int>(trouble));
        return;
      }
      reached = reached || static_cast<int>(world->calls.size()) >= number;
      ++runs;
    }
    if (!reached) break;
  }
  qInfo("%d runs, each with one break", runs);
  QVERIFY(runs > 4 * 5);
}

void JobSurvivalTest::two_breaks_at_random_calls_harm_nothing() {
  std::mt19937 random(20261124);
  const auto all = outcomes();
  for (int run = 0; run < 60; ++run) {
    const auto& played = all[random() % all.size()];
    const QTemporaryDir folder(quick_folder());
    const auto world = world_of(played);
    for (int i = 0; i < 3; ++i) {
      const auto number = static_cast<int>(random() % 14) + 1;
      world->troubles[number] = static_cast<Trouble>(random() % 4);
    }
    Lives lives(world, folder.path().toStdString(), catalogue_);
    check(played, *world, lives, lives.live());
    if (QTest::currentTestFailed()) return;
  }
}

void JobSurvivalTest::a_kill_at_every_write_harms_nothing() {
  QFETCH(int, outcome);
  const auto played = outcomes()[static_cast<std::size_t>(outcome)];
  int kills = 0;
  for (int number = 1; number < 500; ++number) {
    bool reached = false;
    for (const bool after : {false, true}) {
      const QTemporaryDir folder(quick_folder());
      const auto world = world_of(played);
      Lives lives(world, folder.path().toStdString(), catalogue_);
      lives.kill_at_write(number, after);
      const auto record = lives.live();
      check(played, *world, lives, record);
      if (QTest::currentTestFailed()) {
        qWarning("at write %d, after it: %d", number, after);
        return;
      }
      reached = reached || lives.killed() > 0;
      kills += lives.killed();
    }
    if (!reached) break;
  }
  qInfo("%d kills", kills);
  QVERIFY(kills > 2 * 10);
}

void JobSurvivalTest::two_programs_that_watch_one_job_agree() {
  for (const auto& played : outcomes()) {
    const QTemporaryDir folder(quick_folder());
    const auto world = world_of(played);
    const fs::path state = fs::path(folder.path().toStdString()) / "state";
    const auto clock = std::make_shared<FakeClock>();
    FakeFactory first(world);
    JobRunner starter(JobStore::open(state).value(), catalogue_, clock);
    const auto uuid = starter.prepare(small_request(*catalogue_, state.parent_path() / "data"), first)->uuid;
    QVERIFY(starter.start(uuid, first, {}, {}, {}).ok());
    std::vector<JobPhase> ends(4, JobPhase::prepared);
    std::vector<std::thread> watchers;
    const auto shared = JobStore::open(state).value();
    for (std::size_t i = 0; i < ends.size(); ++i) {
      watchers.emplace_back([&, i] {
        // Two of them are threads of one program, the others have a store of their own.
        JobRunner runner(i < 2 ? shared : JobStore::open(state).value(), catalogue_, clock);
        FakeFactory factory(world);
        const auto record = runner.watch(uuid, factory, {}, {}, {});
        if (record.ok()) ends[i] = record->phase;
      });
    }
    for (auto& watcher : watchers) watcher.join();
    for (const auto end : ends) QCOMPARE(phase_code(end), phase_code(played.expected));
    QCOMPARE(shared->bytes(uuid, "out/metrics.jsonl", 0, 1U << 20U).value(), played.script.back().metrics);
    QCOMPARE(shared->bytes(uuid, "logs/job.log", 0, 1U << 20U).value(), played.script.back().log);
  }
}

void JobSurvivalTest::a_second_start_in_the_middle_of_a_submit_makes_no_second_job() {
  const QTemporaryDir folder(quick_folder());
  const auto world = std::make_shared<World>();
  world->script = {{JobState::pending}};
  const fs::path state = fs::path(folder.path().toStdString()) / "state";
  const auto clock = std::make_shared<FakeClock>();
  FakeFactory factory(world);
  JobRunner runner(JobStore::open(state).value(), catalogue_, clock);
  const auto uuid = runner.prepare(small_request(*catalogue_, state.parent_path() / "data"), factory)->uuid;
  bool refused = false;
  world->between_look_and_act = [&] {
    JobRunner other(JobStore::open(state).value(), catalogue_, clock);
    const auto second = other.start(uuid, factory, {}, {}, {});
    refused = second.failed() && second.error().code == ErrorCode::usage;
    // Nor may a poll in that moment say that the job is not there.
    QVERIFY(other.poll(factory, {})->empty());
    QCOMPARE(phase_code(JobStore::open(state).value()->load(uuid)->phase), std::string("submitting"));
  };
  QVERIFY(runner.start(uuid, factory, {}, {}, {}).ok());
  QVERIFY(refused);
  QCOMPARE(world->accepted.at(uuid), 1);
}

void JobSurvivalTest::four_programs_that_start_one_job_make_one() {
  for (int round = 0; round < 10; ++round) {
    const QTemporaryDir folder(quick_folder());
    const auto world = std::make_shared<World>();
    world->script = {{JobState::pending}};
    const fs::path state = fs::path(folder.path().toStdString()) / "state";
    const auto clock = std::make_shared<FakeClock>();
    FakeFactory first(world);
    JobRunner preparer(JobStore::open(state).value(), catalogue_, clock);
    const auto uuid = preparer.prepare(small_request(*catalogue_, state.parent_path() / "data"), first)->uuid;
    std::vector<std::thread> starters;
    for (int i = 0; i < 4; ++i) {
      starters.emplace_back([&] {
        JobRunner runner(JobStore::open(state).value(), catalogue_, clock);
        FakeFactory factory(world);
        for (int tries = 0; tries < 3; ++tries) {
          static_cast<void>(runner.start(uuid, factory, {}, {}, {}));
          static_cast<void>(runner.poll(factory, {}));
        }
      });
    }
    for (auto& starter : starters) starter.join();
    QCOMPARE(world->accepted.at(uuid), 1);
    QCOMPARE(std::count(world->calls.begin(), world->calls.end(), "submit"), 1);
    QCOMPARE(phase_code(JobStore::open(state).value()->load(uuid)->phase), std::string("waiting"));
  }
}

}  // namespace job_survival_test

WERKBANK_TEST(job_survival_test::JobSurvivalTest);
#include "job_survival_test.moc"
