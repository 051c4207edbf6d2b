#include "core/practice/practice_factory.h"

#include <atomic>
#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace practice_factory_test {

constexpr double begin = 1'700'000'000;
constexpr int patience_ms = 60'000;

/// Time that passes when it is told to.
class SetClock : public Clock {
 public:
  double now() const override { return now_; }
  bool sleep(double seconds, const std::stop_token& stop) override {
    pass(seconds);
    return !stop.stop_requested();
  }
  void pass(double seconds) { now_ = now_ + seconds; }

 private:
  std::atomic<double> now_ = begin;
};

JobTemplate test_template(const std::string& id) {
  return read_template(fs::path(WERKBANK_SOURCE_DIR) / "tests/factory/templates" / id).value();
}

JobOrder order_of(const JobTemplate& job_template) {
  JobOrder order;
  order.uuid = new_uuid();
  order.title = "a 'job' $(touch owned)\n";
  order.job_template = job_template;
  order.values = default_values(job_template);
  order.dataset = "tiny@0123456789abcdef";
  order.resources.gpus = 2;
  return order;
}

class PracticeFactoryTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void says_what_is_not_real();
  void a_job_waits_its_turn_and_then_plays();
  void a_job_is_submitted_once();
  void a_program_that_is_started_again_finds_its_jobs();
  void a_job_that_nobody_knows_is_unknown();
  void a_waiting_job_is_cancelled();
  void a_playing_job_is_cancelled_and_stays_so();
  void what_has_ended_is_not_cancelled_any_more();
  void without_a_recording_nothing_is_submitted();
  void a_poll_gives_what_is_new_and_nothing_when_not_wanted();
  void the_coarse_gpu_samples_come_beside_the_fine_ones();
  void a_job_that_died_with_the_computer_gets_no_more_samples();
  void a_poll_and_a_fetch_stop_when_asked();
  void results_come_home_verified();
  void a_job_without_results_says_so();
  void data_is_kept_once_and_put_right_when_it_was_damaged();
  void packed_data_reaches_the_job_as_the_files_that_it_was();
  void says_what_it_keeps_and_checks_it();
  void removes_what_nobody_needs_and_nothing_else();
  void a_real_job_runs_to_its_end();
  void a_real_job_that_runs_is_cancelled();
  void a_real_job_that_stopped_at_a_checkpoint_goes_on();
  void a_notebook_opens_while_its_job_runs();
  void what_is_no_notebook_is_not_opened();

 private:
  void make_factory(std::shared_ptr<Clock> clock);
  /// Of a template that no Python here can run: a recorded run is shown.
  JobOrder played_order();
  Receipt upload_tiny();
  /// A real job that writes this down as its notebook, and then waits.
  std::string serving(const std::string& notebook);
  JobAnswer asked(const std::string& uuid, const std::map<std::string, std::uint64_t>& offsets = {});
  fs::path job_folder(const std::string& uuid) const { return settings_.folder / "jobs" / uuid; }

  std::unique_ptr<QTemporaryDir> home_;
  std::shared_ptr<SetClock> clock_;
  PracticeSettings settings_;
  std::unique_ptr<Factory> factory_;
  std::vector<std::string> submitted_;
};

void PracticeFactoryTest::init() {
  home_ = std::make_unique<QTemporaryDir>();
  clock_ = std::make_shared<SetClock>();
  settings_ = {};
  settings_.folder = path_from_text(home_->path().toStdString()) / "practice it's";
  settings_.remote_resources = fs::path(WERKBANK_SOURCE_DIR) / "resources" / "remote";
  settings_.packages = {"json"};  // what the templates of these tests need
  settings_.queue_seconds = 3;
  make_factory(clock_);
}

void PracticeFactoryTest::cleanup() {
  // No job outlives its test.
  for (const auto& uuid : submitted_) {
    static_cast<void>(factory_->cancel(uuid, {}));
    QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(uuid).state), patience_ms);
  }
  submitted_.clear();
}

void PracticeFactoryTest::make_factory(std::shared_ptr<Clock> clock) {
  Profile profile;
  profile.id = "practice";
  profile.kind = FactoryKind::practice;
  factory_ = make_practice_factory(profile, settings_, std::move(clock));
}

Receipt PracticeFactoryTest::upload_tiny() {
  const auto root = path_from_text(home_->path().toStdString()) / "data";
  fs::create_directories(root / "sub");
  std::ofstream(root / "tiny.csv") << "a,b\n1,2\n";
  std::ofstream(root / "sub" / "it's \"q\" $(x)") << "1";
  return factory_->upload({scan_files(root, {}, {}).value(), root}, "tiny 'q' $(x)", {}, {}).value();
}

JobOrder PracticeFactoryTest::played_order() {
  auto order = order_of(test_template("test-ok"));
  order.job_template.environments.front().needs = {"a_package_that_nobody_has"};
  order.job_template.folder = path_from_text(home_->path().toStdString()) / "template";
  const auto recorded = order.job_template.folder / "recorded";
  fs::create_directories(recorded / "out" / "model");
  std::ofstream(recorded / "metrics.jsonl") << R"({"v":1,"t":0,"type":"start","attempt":0})"
                                               "\n"
                                               R"({"v":1,"t":100,"type":"end","attempt":0,"status":"completed"})"
                                               "\n";
  std::ofstream(recorded / "out" / "model" / "model.txt") << "a model";
  return order;
}

JobAnswer PracticeFactoryTest::asked(const std::string& uuid, const std::map<std::string, std::uint64_t>& offsets) {
  JobQuestion question;
  question.uuid = uuid;
  question.offsets = offsets;
  const auto answers = factory_->poll({question}, {});
  return answers.ok() && answers->size() == 1 ? answers->front() : JobAnswer();
}

void PracticeFactoryTest::says_what_is_not_real() {
  const auto order = played_order();
  const auto played = factory_->reality(&order.job_template);
  QVERIFY(played.is_played_back && !played.runs_here && played.queue_is_pretended && played.gpu_is_simulated);
  const auto real = test_template("test-ok");
  const auto runs = factory_->reality(&real);
  QVERIFY(runs.runs_here && !runs.is_played_back && runs.queue_is_pretended);
}

void PracticeFactoryTest::a_job_waits_its_turn_and_then_plays() {
  const auto order = played_order();
  QCOMPARE(factory_->rehearse(order, {})->starts_at.value(), begin + 3);
  const auto submission = factory_->submit(order, {});
  QVERIFY(submission.ok() && !submission->was_there);
  clock_->pass(2.9);
  auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::pending);
  QCOMPARE(answer.scheduler_id, submission->scheduler_id);
  QCOMPARE(answer.submitted_at.value(), begin);
  QCOMPARE(answer.starts_at.value(), begin + 3);
  QVERIFY(!answer.started_at && answer.files.empty());
  clock_->pass(50);
  answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::running);
  QCOMPARE(answer.started_at.value(), begin + 3);
  QVERIFY(!answer.starts_at && !answer.exit_code && !answer.ended_at);
  clock_->pass(5000);
  answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::completed);
  QCOMPARE(answer.exit_code.value(), 0);
  QCOMPARE(answer.ended_at.value(), begin + 103);
}

void PracticeFactoryTest::a_job_is_submitted_once() {
  const auto order = played_order();
  const auto first = factory_->submit(order, {});
  clock_->pass(1000);
  const auto again = factory_->submit(order, {});
  QVERIFY(again.ok() && again->was_there && again->scheduler_id == first->scheduler_id);
  QCOMPARE(asked(order.uuid).submitted_at.value(), begin);
}

void PracticeFactoryTest::a_program_that_is_started_again_finds_its_jobs() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(50);
  make_factory(clock_);
  QVERIFY(factory_->find(order.uuid, {})->was_there);
  QVERIFY(asked(order.uuid).state == JobState::running);
}

void PracticeFactoryTest::a_job_that_nobody_knows_is_unknown() {
  fs::create_directories(settings_.folder / "practice");
  std::ofstream(settings_.folder / "practice" / "submitted") << "1";  // what "jobs/.." would find
  for (const std::string& uuid :
       {new_uuid(), std::string(".."), std::string("../.."), std::string(), std::string("$(x)")}) {
    QVERIFY(asked(uuid).state == JobState::unknown);
    QVERIFY(factory_->find(uuid, {}).error().code == ErrorCode::job_unknown);
    QVERIFY(factory_->cancel(uuid, {}).error().code == ErrorCode::job_unknown);
    QVERIFY(factory_->fetch(uuid, {"out"}, home_->path().toStdString(), {}, {}).error().code == ErrorCode::job_unknown);
  }
}

void PracticeFactoryTest::a_waiting_job_is_cancelled() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(1);
  QVERIFY(factory_->cancel(order.uuid, {}).ok());
  clock_->pass(1000);
  const auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::cancelled && !answer.started_at);
  QCOMPARE(answer.ended_at.value(), begin + 1);
}

void PracticeFactoryTest::a_playing_job_is_cancelled_and_stays_so() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(50);
  QVERIFY(asked(order.uuid).state == JobState::running);
  QVERIFY(factory_->cancel(order.uuid, {}).ok());
  clock_->pass(1000);
  const auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::cancelled);
  QVERIFY(!fs::exists(job_folder(order.uuid) / "out" / "model" / "model.txt"));
  const auto metrics = read_file(job_folder(order.uuid) / "out" / "metrics.jsonl").value();
  QVERIFY(metrics.find("completed") == std::string::npos);
}

void PracticeFactoryTest::what_has_ended_is_not_cancelled_any_more() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(500);
  QVERIFY(asked(order.uuid).state == JobState::completed);
  QVERIFY(factory_->cancel(order.uuid, {}).ok());
  QVERIFY(asked(order.uuid).state == JobState::completed);
}

void PracticeFactoryTest::without_a_recording_nothing_is_submitted() {
  const auto order = played_order();
  fs::remove_all(order.job_template.folder / "recorded");
  QVERIFY(factory_->rehearse(order, {}).error().code == ErrorCode::catalogue_invalid);
  QVERIFY(factory_->submit(order, {}).error().code == ErrorCode::catalogue_invalid);
  QVERIFY(factory_->find(order.uuid, {}).error().code == ErrorCode::job_unknown);
}

void PracticeFactoryTest::a_poll_gives_what_is_new_and_nothing_when_not_wanted() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(50);
  const auto first = asked(order.uuid);
  std::map<std::string, std::uint64_t> offsets;
  for (const auto& piece : first.files) offsets[piece.path] = piece.offset + piece.bytes.size();
  QVERIFY(offsets.contains("out/metrics.jsonl") && offsets.contains("out/gpu/simulated.csv"));
  QVERIFY(asked(order.uuid, offsets).files.empty());
  clock_->pass(1);
  const auto later = asked(order.uuid, offsets);
  QCOMPARE(later.files.size(), 1U);
  QCOMPARE(later.files.front().offset, offsets["out/gpu/simulated.csv"]);
  JobQuestion question;
  question.uuid = order.uuid;
  question.wants_files = false;
  QVERIFY(factory_->poll({question}, {})->front().files.empty());
}

void PracticeFactoryTest::the_coarse_gpu_samples_come_beside_the_fine_ones() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(90);
  std::map<std::string, std::string> first;
  for (const auto& piece : asked(order.uuid).files) first[piece.path] = piece.bytes;
  QVERIFY(first.contains("out/gpu/simulated.1min.csv"));
  clock_->pass(100);
  std::map<std::string, std::string> last;
  for (const auto& piece : asked(order.uuid).files) last[piece.path] = piece.bytes;
  for (const auto* path : {"out/gpu/simulated.csv", "out/gpu/simulated.1min.csv"}) {
    QVERIFY(last[path].starts_with(first[path]) && last[path].size() > first[path].size());
  }
  // It ran from ..:03 to ..:43 two minutes on: 100 s touch three minutes, of two GPUs, below a header.
  QCOMPARE(std::ranges::count(last["out/gpu/simulated.1min.csv"], '\n'), 1 + 2 * 3);
  QCOMPARE(std::ranges::count(last["out/gpu/simulated.csv"], '\n'), 1 + 2 * 101);
}

void PracticeFactoryTest::a_job_that_died_with_the_computer_gets_no_more_samples() {
  const auto order = order_of(test_template("test-ok"));
  const auto folder = job_folder(order.uuid);
  fs::create_directories(folder / "practice");
  std::ofstream(folder / "practice" / "submitted") << std::to_string(begin - 100);
  std::ofstream(folder / "practice" / "started") << std::to_string(begin - 90);
  clock_->pass(30 * 86'400.0);  // the program is opened a month later
  const auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::node_failed);
  QVERIFY(answer.files.empty());
}

void PracticeFactoryTest::a_poll_and_a_fetch_stop_when_asked() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(500);
  QVERIFY(asked(order.uuid).state == JobState::completed);
  std::stop_source source;
  source.request_stop();
  JobQuestion question;
  question.uuid = order.uuid;
  QVERIFY(factory_->poll({question}, source.get_token()).cancelled());
  const auto into = path_from_text(home_->path().toStdString()) / "results";
  QVERIFY(factory_->fetch(order.uuid, {"out"}, into, {}, source.get_token()).cancelled());
  QVERIFY(!fs::exists(into) || fs::is_empty(into));
}

void PracticeFactoryTest::results_come_home_verified() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  clock_->pass(500);
  QVERIFY(asked(order.uuid).state == JobState::completed);
  const auto into = path_from_text(home_->path().toStdString()) / "my results";
  const auto receipt = factory_->fetch(order.uuid, {"out/model/", "out/gone", "../practice/submitted"}, into, {}, {});
  QVERIFY(receipt.ok());
  QCOMPARE(receipt->files, 1U);
  QCOMPARE(receipt->bytes, std::uint64_t(7));
  QCOMPARE(read_file(into / "out" / "model" / "model.txt").value(), std::string("a model"));
  QCOMPARE(std::distance(fs::directory_iterator(into), {}), 1);  // no draft is left
  const auto so_far = path_from_text(home_->path().toStdString()) / "so far";
  QVERIFY(factory_->fetch_so_far(order.uuid, {"out/model/", "out/gone", "../practice"}, so_far, {}, {}).ok());
  QCOMPARE(read_file(so_far / "out" / "model" / "model.txt").value(), std::string("a model"));
  QCOMPARE(std::distance(fs::directory_iterator(so_far), {}), 1);
}

void PracticeFactoryTest::a_job_without_results_says_so() {
  const auto order = played_order();
  QVERIFY(factory_->submit(order, {}).ok());
  const auto into = path_from_text(home_->path().toStdString()) / "results";
  QVERIFY(factory_->fetch(order.uuid, {"out/model/"}, into, {}, {}).error().code == ErrorCode::remote_file);
  QVERIFY(!fs::exists(into));
}

void PracticeFactoryTest::data_is_kept_once_and_put_right_when_it_was_damaged() {
  const auto root = path_from_text(home_->path().toStdString()) / "data";
  fs::create_directories(root);
  std::ofstream(root / "tiny.csv") << "a,b\n1,2\n";
  const auto manifest = scan_files(root, {}, {}).value();
  const auto first = factory_->upload({manifest, root}, "tiny", {}, {});
  QVERIFY(first.ok() && !first->was_there);
  QCOMPARE(first->name, "tiny@" + manifest.hash().substr(0, 16));
  QVERIFY(factory_->upload({manifest, root}, "tiny", {}, {})->was_there);
  const auto kept = settings_.folder / "datasets" / first->name / "tiny.csv";
  std::ofstream(kept) << "damaged";
  QVERIFY(!factory_->upload({manifest, root}, "tiny", {}, {})->was_there);
  QCOMPARE(read_file(kept).value(), std::string("a,b\n1,2\n"));
}

void PracticeFactoryTest::packed_data_reaches_the_job_as_the_files_that_it_was() {
  settings_.queue_seconds = 0;
  make_factory(std::make_shared<SystemClock>());
  const auto root = path_from_text(home_->path().toStdString()) / "data";
  fs::create_directories(root);
  std::ofstream(root / "tiny.csv") << "a,b\n1,2\n";
  for (int i = 0; i < 9; ++i) std::ofstream(root / ("note " + std::to_string(i) + ".txt")) << i;
  auto files = FilesToSend::look(root, nullptr, {}, {}).value();
  files.wish(Keeping::packed);
  const auto receipt = factory_->upload(std::move(files), "tiny", {}, {}).value();
  QCOMPARE(receipt.packed->files, std::uint64_t(2));
  QCOMPARE(receipt.files, std::uint64_t(10));
  auto order = order_of(test_template("test-ok"));
  order.dataset = receipt.name;
  order.values["seconds"] = std::int64_t(1);
  QVERIFY(factory_->submit(order, {}).ok());
  submitted_.push_back(order.uuid);
  QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(order.uuid).state), patience_ms);
  const auto log = read_file(job_folder(order.uuid) / "logs" / "job.log").value();
  QVERIFY2(asked(order.uuid).state == JobState::completed, log.c_str());
  QVERIFY2(log.find("unpacked 10 files from 1 packed ones") != std::string::npos, log.c_str());
}

void PracticeFactoryTest::says_what_it_keeps_and_checks_it() {
  QVERIFY(factory_->stored({})->things.empty());
  const auto receipt = upload_tiny();
  const auto stored = factory_->stored({});
  QVERIFY(stored.ok());
  QCOMPARE(stored->things.size(), std::size_t{1});
  const auto& thing = stored->things.front();
  QCOMPARE(thing.name, receipt.name);
  QCOMPARE(thing.bytes, receipt.bytes);
  QCOMPARE(thing.files, std::uint64_t{2});
  QVERIFY(thing.has_receipt && thing.verified_at == receipt.at);
  QVERIFY(std::abs(thing.used_at - begin) < 60);
  QVERIFY(stored->room.bytes && stored->room.bytes->free > 0);
  const auto place = settings_.folder / "datasets" / path_from_text(receipt.name);
  std::ofstream(place / "tiny.csv") << "damaged";
  const auto damaged = factory_->verify_dataset(receipt.name, nullptr, {}, {});
  QVERIFY(damaged.ok() && !damaged->whole && !damaged->knows_which);
  std::ofstream(place / "tiny.csv") << "a,b\n1,2\n";
  clock_->pass(1000);
  QVERIFY(factory_->verify_dataset(receipt.name, nullptr, {}, {})->whole);
  QVERIFY(*factory_->stored({})->things.front().verified_at > receipt.at + 900);
  fs::remove(place / "tiny.csv");
  const auto missing = factory_->verify_dataset(receipt.name, nullptr, {}, {});
  QVERIFY(missing.ok() && !missing->whole);
  QCOMPARE(missing->missing, std::vector<std::string>{"tiny.csv"});
  const auto gone = factory_->verify_dataset("gone@0123456789abcdef", nullptr, {}, {});
  QVERIFY(gone.failed() && gone.error().code == ErrorCode::remote_file);
  const auto other = factory_->verify_dataset("../x", nullptr, {}, {});
  QVERIFY(other.failed() && other.error().code == ErrorCode::usage);
}

void PracticeFactoryTest::removes_what_nobody_needs_and_nothing_else() {
  const auto receipt = upload_tiny();
  auto order = played_order();
  order.dataset = receipt.name;
  order.values["seconds"] = std::int64_t(1);
  QVERIFY(factory_->submit(order, {}).ok());
  submitted_.push_back(order.uuid);
  const auto refused = [this](const Removal& removal) {
    const auto result = factory_->remove_stored(removal, {});
    return result.failed() && result.error().code == ErrorCode::usage;
  };
  // It waits: the factory itself knows that, whatever the caller says.
  QVERIFY(refused({StoredKind::dataset, receipt.name, {}, true}));
  QVERIFY(refused({StoredKind::job, order.uuid}));
  QCOMPARE(factory_->stored({})->things.size(), std::size_t{2});
  clock_->pass(1e6);
  QVERIFY(is_over(asked(order.uuid).state));
  QVERIFY(refused({StoredKind::dataset, receipt.name}));
  QVERIFY(refused({StoredKind::dataset, receipt.name, {order.uuid}, true}));
  QVERIFY(refused({StoredKind::dataset, "..", {}, true}) && refused({StoredKind::job, "../datasets"}));
  const auto part = settings_.folder / "datasets" / ".part-young";
  fs::create_directories(part);
  QVERIFY(refused({StoredKind::broken_upload, ".part-young"}));
  fs::last_write_time(part, fs::file_time_type::clock::now() - std::chrono::hours(2));
  QVERIFY(factory_->remove_stored({StoredKind::broken_upload, ".part-young"}, {}).ok());
  fs::permissions(settings_.folder / "datasets" / path_from_text(receipt.name), fs::perms::owner_read);
  QVERIFY(factory_->remove_stored({StoredKind::dataset, receipt.name, {}, true}, {}).ok());
  QVERIFY(factory_->remove_stored({StoredKind::dataset, receipt.name, {}, true}, {}).ok());
  QVERIFY(fs::is_empty(settings_.folder / "datasets"));
  QVERIFY(factory_->remove_stored({StoredKind::job, order.uuid}, {}).ok());
  QVERIFY(factory_->stored({})->things.empty());
  submitted_.clear();
}

void PracticeFactoryTest::a_real_job_runs_to_its_end() {
  settings_.queue_seconds = 0;
  make_factory(std::make_shared<SystemClock>());
  auto order = order_of(test_template("test-ok"));
  order.values["seconds"] = std::int64_t(1);
  QVERIFY(factory_->submit(order, {}).ok());
  submitted_.push_back(order.uuid);
  QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(order.uuid).state), patience_ms);
  const auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::completed);
  QCOMPARE(answer.exit_code.value(), 0);
  QVERIFY(*answer.submitted_at <= *answer.started_at + 0.1 && *answer.started_at < *answer.ended_at);
  const auto metrics = read_file(job_folder(order.uuid) / "out" / "metrics.jsonl").value();
  QVERIFY(metrics.find("\"completed\"") != std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator(home_->path().toStdString())) {
    QVERIFY(entry.path().filename() != "owned");
  }
}

void PracticeFactoryTest::a_real_job_that_runs_is_cancelled() {
  settings_.queue_seconds = 0;
  make_factory(std::make_shared<SystemClock>());
  const auto order = order_of(test_template("test-sleep"));
  QVERIFY(factory_->submit(order, {}).ok());
  submitted_.push_back(order.uuid);
  QTRY_VERIFY_WITH_TIMEOUT(asked(order.uuid).state == JobState::running, patience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(fs::exists(job_folder(order.uuid) / "out" / "metrics.jsonl"), patience_ms);
  QVERIFY(factory_->cancel(order.uuid, {}).ok());
  QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(order.uuid).state), patience_ms);
  QVERIFY(asked(order.uuid).state == JobState::cancelled);
  QVERIFY(factory_->cancel(order.uuid, {}).ok());
}

void PracticeFactoryTest::a_real_job_that_stopped_at_a_checkpoint_goes_on() {
  settings_.queue_seconds = 0;
  make_factory(std::make_shared<SystemClock>());
  auto order = order_of(test_template("test-ok"));
  const auto script = path_from_text(home_->path().toStdString()) / "train.py";
  std::ofstream(script) << "import json, os, sys\n"
                           "attempt = int(os.environ['WERKBANK_ATTEMPT'])\n"
                           "out = open(os.environ['WERKBANK_OUT'] + '/metrics.jsonl', 'a')\n"
                           "kind = {'type': 'checkpoint', 'step': attempt + 1} if attempt < 2 else "
                           "{'type': 'end', 'status': 'completed'}\n"
                           "out.write(json.dumps({'v': 1, 't': 1, 'attempt': attempt, **kind}) + '\\n')\n"
                           "out.close()\n"
                           "sys.exit(85 if attempt < 2 else 0)\n";
  for (auto& file : order.job_template.files) {
    if (file.name == "train.py") file.local = script;
  }
  order.job_template.resources.resumable = true;
  order.job_template.resources.max_requeues = 5;
  QVERIFY(factory_->submit(order, {}).ok());
  submitted_.push_back(order.uuid);
  QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(order.uuid).state), patience_ms);
  const auto answer = asked(order.uuid);
  QVERIFY(answer.state == JobState::completed);
  QCOMPARE(answer.restarts, 2);
}

std::string PracticeFactoryTest::serving(const std::string& notebook) {
  settings_.queue_seconds = 0;
  make_factory(std::make_shared<SystemClock>());
  auto order = order_of(test_template("test-ok"));
  const auto script = path_from_text(home_->path().toStdString()) / "train.py";
  std::ofstream(script.parent_path() / "notebook.txt") << notebook;
  std::ofstream(script) << "import os, shutil, time\n"
                           "shutil.copy('"
                        << (home_->path() + "/notebook.txt").toStdString()
                        << "', 'notebook.json.new')\nos.rename('notebook.json.new', 'notebook.json')\ntime.sleep(60)\n";
  for (auto& file : order.job_template.files) {
    if (file.name == "train.py") file.local = script;
  }
  if (factory_->submit(order, {}).failed()) return {};
  submitted_.push_back(order.uuid);
  const auto is_there = [&] { return fs::exists(job_folder(order.uuid) / "notebook.json"); };
  return QTest::qWaitFor(is_there, patience_ms) ? order.uuid : std::string();
}

void PracticeFactoryTest::a_notebook_opens_while_its_job_runs() {
  const std::string token(64, '7');
  const auto uuid = serving(R"({"v":1,"token":")" + token + R"(","job":"","port":45454})");
  const auto notebook = factory_->open_notebook(uuid, {});
  QVERIFY2(notebook.ok(), notebook.failed() ? notebook.error().detail.c_str() : "");
  QCOMPARE((*notebook)->address(), "http://127.0.0.1:45454/?token=" + token);
  QVERIFY((*notebook)->is_open());
  QVERIFY(factory_->cancel(uuid, {}).ok());
  QTRY_VERIFY_WITH_TIMEOUT(is_over(asked(uuid).state), patience_ms);
  // The file of a job that was killed stays behind.
  QVERIFY(fs::exists(job_folder(uuid) / "notebook.json"));
  QVERIFY(!(*notebook)->is_open());
  QVERIFY(factory_->open_notebook(uuid, {}).error().code == ErrorCode::job_unknown);
}

void PracticeFactoryTest::what_is_no_notebook_is_not_opened() {
  QVERIFY(factory_->open_notebook(new_uuid(), {}).error().code == ErrorCode::job_unknown);
  QVERIFY(factory_->open_notebook("../../etc", {}).error().code == ErrorCode::job_unknown);
  const auto garbled = serving(R"({"v":1,"token":"short","port":1})");
  QVERIFY(factory_->open_notebook(garbled, {}).error().code == ErrorCode::answer_garbled);
  const auto of_a_node = serving(R"({"v":1,"token":")" + std::string(64, '7') + R"(","job":"1","socket":"x"})");
  QVERIFY(factory_->open_notebook(of_a_node, {}).error().code == ErrorCode::job_unknown);
}

}  // namespace practice_factory_test

WERKBANK_TEST(practice_factory_test::PracticeFactoryTest);
#include "practice_factory_test.moc"
