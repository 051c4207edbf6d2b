#include "core/jobs/job_runner.h"

#include <atomic>
#include <fstream>

#include <QRegularExpression>
#include <QTemporaryDir>

#include "core/base/hash_cache.h"
#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/catalogue/parameters.h"
#include "core/jobs/names.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace job_runner_test {

class JobRunnerTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { catalogue_ = real_catalogue(); }
  void init();
  void prepare_writes_a_record_that_can_be_started_anywhere();
  void prepare_refuses_answers_that_the_template_does_not_take();
  void start_tells_every_phase_before_its_step();
  void the_order_is_what_was_asked();
  void a_trial_run_is_short_and_has_nothing_to_go_on_with();
  void there_is_no_trial_run_where_nothing_can_be_measured();
  void a_whole_run_keeps_its_trial_run_only_with_the_same_data();
  void data_is_kept_as_the_person_wants_also_after_a_break_and_by_the_jobs_that_follow();
  void a_job_begins_with_the_saved_work_of_one_like_it_data();
  void a_job_begins_with_the_saved_work_of_one_like_it();
  void a_job_that_is_with_the_factory_is_not_sent_again();
  void another_factorys_job_is_refused();
  void data_that_is_gone_brings_the_job_back_to_prepared();
  void an_empty_folder_is_no_data();
  void data_that_was_not_as_known_is_forgotten_data();
  void data_that_was_not_as_known_is_forgotten();
  void a_refusal_brings_the_job_back_to_prepared();
  void an_answer_that_never_came_leaves_the_job_submitting_data();
  void an_answer_that_never_came_leaves_the_job_submitting();
  void a_template_that_is_gone_is_said_before_anything_is_sent();
  void a_job_that_someone_else_sends_is_left_alone();
  void cancelled_before_it_was_sent_it_never_is();
  void cancelled_while_data_goes_up_the_upload_stops();
  void cancelled_while_it_is_handed_over_it_is_cancelled_there();
  void cancelling_a_running_job_asks_the_factory_and_waits_for_its_word();
  void a_wish_to_cancel_survives_an_outage();
  void a_wish_to_cancel_a_job_that_never_arrived_is_granted();
  void cancelling_what_is_over_does_nothing();
  void cancelled_too_late_it_is_done();
  void fetch_brings_what_the_template_promises();
  void fetch_never_mixes_two_jobs_in_one_folder();
  void of_a_job_that_runs_comes_what_there_is_so_far();
  void fetch_that_fails_leaves_no_empty_folder();
  void fetch_of_a_job_that_was_never_sent_is_refused();
  void data_sets_get_plain_names_data();
  void data_sets_get_plain_names();
  void folders_get_names_that_every_system_can_have_data();
  void folders_get_names_that_every_system_can_have();

 private:
  JobRequest request() { return small_request(*catalogue_, home() / "data"); }
  std::string prepared() { return runner_->prepare(request(), *factory_)->uuid; }
  std::string started() {
    const auto uuid = prepared();
    if (!runner_->start(uuid, *factory_, {}, {}, {}).ok()) qFatal("not started");
    return uuid;
  }
  std::string finished() {
    world_->script = {{JobState::completed, end_line(0)}};
    const auto uuid = started();
    if (!runner_->watch(uuid, *factory_, {}, {}, {}).ok()) qFatal("not finished");
    return uuid;
  }
  std::string phase(const std::string& uuid) { return phase_code(store_->load(uuid)->phase); }
  fs::path home() const { return home_->path().toStdString(); }

  std::unique_ptr<QTemporaryDir> home_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<World> world_;
  std::shared_ptr<FakeClock> clock_;
  std::shared_ptr<JobStore> store_;
  std::unique_ptr<FakeFactory> factory_;
  std::unique_ptr<JobRunner> runner_;
};

void JobRunnerTest::init() {
  home_ = std::make_unique<QTemporaryDir>(quick_folder());
  world_ = std::make_shared<World>();
  world_->script = {{JobState::running}};
  clock_ = std::make_shared<FakeClock>();
  store_ = JobStore::open(home() / "state").value();
  factory_ = std::make_unique<FakeFactory>(world_);
  runner_ = std::make_unique<JobRunner>(store_, catalogue_, clock_);
}

void JobRunnerTest::prepare_writes_a_record_that_can_be_started_anywhere() {
  auto asked = request();
  asked.title = "A\ntitle \x1b[31m";
  const auto record = runner_->prepare(asked, *factory_).value();
  QVERIFY(is_uuid(record.uuid));
  QCOMPARE(record.title, std::string("A title  [31m"));
  QCOMPARE(record.factory, std::string("lab"));
  QCOMPARE(record.template_id, std::string("tabular-boost"));
  QVERIFY(fs::path(record.data_path).is_absolute());
  QCOMPARE(record.created_at, clock_->now());
  QCOMPARE(phase(record.uuid), std::string("prepared"));
  asked.title.clear();
  QVERIFY(!runner_->prepare(asked, *factory_)->title.empty());
}

void JobRunnerTest::prepare_refuses_answers_that_the_template_does_not_take() {
  auto asked = request();
  asked.values["no such question"] = std::string("x");
  QVERIFY(runner_->prepare(asked, *factory_).error().code == ErrorCode::parameter_invalid);
  asked = request();
  asked.job_template = nullptr;
  QVERIFY(runner_->prepare(asked, *factory_).error().code == ErrorCode::usage);
  QVERIFY(store_->all()->empty());
}

void JobRunnerTest::start_tells_every_phase_before_its_step() {
  const auto uuid = prepared();
  std::vector<std::string> seen;
  world_->before_call = [&](const std::string& what) { seen.push_back(what + " in " + phase(uuid)); };
  std::vector<std::string> told;
  int progress = 0;
  const auto record = runner_->start(
      uuid, *factory_, [&](const Progress&) { ++progress; },
      [&](const JobRecord& news) { told.push_back(phase_code(news.phase)); }, {});
  QVERIFY(record.ok());
  QCOMPARE(seen, (std::vector<std::string>{"upload in uploading", "submit in submitting"}));
  QCOMPARE(told, (std::vector<std::string>{"uploading", "uploading", "submitting", "waiting"}));
  QVERIFY(progress > 0);
  QVERIFY(record->dataset.starts_with("my-wine@"));
  QVERIFY(!record->upload_receipt.empty());
  QCOMPARE(record->scheduler_id, std::string("1000"));
}

void JobRunnerTest::the_order_is_what_was_asked() {
  auto asked = request();
  asked.walltime_minutes = 77;
  asked.resources.gpus = 3;
  asked.language = Language::english;
  const auto uuid = runner_->prepare(asked, *factory_)->uuid;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  const auto& order = world_->jobs[uuid].order;
  QCOMPARE(order.uuid, uuid);
  QVERIFY(order.values == asked.values);
  QCOMPARE(order.walltime_minutes, 77);
  QCOMPARE(order.resources.gpus, 3);
  QVERIFY(order.language == Language::english);
  QCOMPARE(order.dataset, store_->load(uuid)->dataset);
  QCOMPARE(order.job_template.id, std::string("tabular-boost"));
}

void JobRunnerTest::a_trial_run_is_short_and_has_nothing_to_go_on_with() {
  auto trial = request();
  trial.is_trial = true;
  trial.expected = Range{60, 100, 200};
  const auto uuid = runner_->prepare(trial, *factory_)->uuid;
  const auto kept = store_->load(uuid);
  QVERIFY(kept->is_trial);
  QCOMPARE(kept->can_go_on, std::optional(false));
  QCOMPARE(kept->expected_low, std::optional(60.0));
  QCOMPARE(kept->expected_likely, std::optional(100.0));
  QCOMPARE(kept->expected_high, std::optional(200.0));
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  const auto& order = world_->jobs.at(uuid).order;
  QVERIFY(order.is_trial);
  QVERIFY(!order.job_template.resources.resumable);
  QCOMPARE(order.job_template.resources.max_requeues, 0);
  const auto whole = prepared();
  QVERIFY(runner_->start(whole, *factory_, {}, {}, {}).ok());
  QVERIFY(!world_->jobs.at(whole).order.is_trial);
  QVERIFY(world_->jobs.at(whole).order.job_template.resources.resumable);
}

void JobRunnerTest::there_is_no_trial_run_where_nothing_can_be_measured() {
  auto trial = request();
  trial.job_template = catalogue_->find("notebook");
  trial.values = default_values(*trial.job_template);
  trial.is_trial = true;
  const auto refused = runner_->prepare(trial, *factory_);
  QVERIFY(refused.failed());
  QCOMPARE(refused.error().code, ErrorCode::usage);
  QVERIFY(store_->all()->empty());
}

void JobRunnerTest::a_whole_run_keeps_its_trial_run_only_with_the_same_data() {
  auto trial = request();
  trial.is_trial = true;
  const auto uuid = runner_->prepare(trial, *factory_)->uuid;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  auto whole = request();
  whole.tried_by = uuid;
  const auto same = runner_->start(runner_->prepare(whole, *factory_)->uuid, *factory_, {}, {}, {});
  QCOMPARE(same->tried_by, uuid);
  QCOMPARE(same->dataset, store_->load(uuid)->dataset);
  std::ofstream(whole.data, std::ios::app) << "3,4,y\n";
  const auto other = runner_->start(runner_->prepare(whole, *factory_)->uuid, *factory_, {}, {}, {});
  QCOMPARE(other->tried_by, std::string());
}

void JobRunnerTest::data_is_kept_as_the_person_wants_also_after_a_break_and_by_the_jobs_that_follow() {
  auto first = request();
  first.is_trial = true;
  first.keeping = Keeping::packed;
  const auto trial = runner_->prepare(first, *factory_)->uuid;
  world_->answers[1] = ErrorCode::connection_lost;
  QVERIFY(runner_->start(trial, *factory_, {}, {}, {}).failed());
  QVERIFY(runner_->start(trial, *factory_, {}, {}, {}).ok());
  auto whole = request();
  whole.tried_by = trial;
  QVERIFY(runner_->start(runner_->prepare(whole, *factory_)->uuid, *factory_, {}, {}, {}).ok());
  whole.keeping = Keeping::as_files;
  QVERIFY(runner_->start(runner_->prepare(whole, *factory_)->uuid, *factory_, {}, {}, {}).ok());
  QVERIFY(runner_->start(prepared(), *factory_, {}, {}, {}).ok());
  // The trial run, once more after the break, the whole run that follows it, one with a wish of its own, and a new job.
  QCOMPARE(world_->wishes, (std::vector<Keeping>{Keeping::packed, Keeping::packed, Keeping::packed, Keeping::as_files,
                                                 Keeping::as_factory_wants}));
}

void JobRunnerTest::a_job_begins_with_the_saved_work_of_one_like_it_data() {
  QTest::addColumn<QString>("difference");
  QTest::addColumn<bool>("continues");
  QTest::newRow("the same") << "" << true;
  QTest::newRow("more time") << "time" << true;
  QTest::newRow("another answer") << "answer" << false;
  QTest::newRow("other data") << "data" << false;
  QTest::newRow("another version of the template") << "version" << false;
  QTest::newRow("at another factory") << "factory" << false;
  QTest::newRow("a job that nobody knows") << "unknown" << false;
}

void JobRunnerTest::a_job_begins_with_the_saved_work_of_one_like_it() {
  QFETCH(QString, difference);
  QFETCH(bool, continues);
  const auto earlier = finished();
  auto asked = request();
  asked.continues = difference == "unknown" ? new_uuid() : earlier;
  if (difference == "time") asked.walltime_minutes *= 2;
  if (difference == "answer") asked.values["effort"] = std::string("thorough");
  if (difference == "data") std::ofstream(asked.data, std::ios::app) << "3,4,y\n";
  const auto edit = [&](JobRecord& record) {
    if (difference == "version") record.template_version = "0.0.1";
    if (difference == "factory") record.factory = "elsewhere";
    return true;
  };
  QVERIFY(store_->change(earlier, edit).ok());
  const auto uuid = runner_->prepare(asked, *factory_)->uuid;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  QCOMPARE(world_->jobs.at(uuid).order.continues, continues ? earlier : std::string());
  QCOMPARE(store_->load(uuid)->continues, continues ? earlier : std::string());
}

void JobRunnerTest::a_job_that_is_with_the_factory_is_not_sent_again() {
  const auto uuid = started();
  const auto calls = world_->calls.size();
  QCOMPARE(phase_code(runner_->start(uuid, *factory_, {}, {}, {})->phase), std::string("waiting"));
  QCOMPARE(world_->calls.size(), calls);
}

void JobRunnerTest::another_factorys_job_is_refused() {
  const auto uuid = prepared();
  FakeFactory other(world_, "elsewhere");
  QVERIFY(runner_->start(uuid, other, {}, {}, {}).error().code == ErrorCode::usage);
  QVERIFY(world_->calls.empty());
}

void JobRunnerTest::data_that_is_gone_brings_the_job_back_to_prepared() {
  const auto uuid = prepared();
  fs::remove_all(home() / "data");
  const auto record = runner_->start(uuid, *factory_, {}, {}, {});
  QVERIFY(record.failed() && record.error().code == ErrorCode::local_file);
  QCOMPARE(phase(uuid), std::string("prepared"));
  QVERIFY(!store_->load(uuid)->problem.empty());
  QVERIFY(world_->calls.empty());
}

void JobRunnerTest::an_empty_folder_is_no_data() {
  auto asked = request();
  asked.data = home() / "nothing";
  fs::create_directories(asked.data);
  const auto uuid = runner_->prepare(asked, *factory_)->uuid;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).error().code == ErrorCode::data_rejected);
}

void JobRunnerTest::data_that_was_not_as_known_is_forgotten_data() {
  QTest::addColumn<int>("code");
  QTest::addColumn<bool>("is_forgotten");
  QTest::newRow("rejected") << static_cast<int>(ErrorCode::data_rejected) << true;
  QTest::newRow("not verified") << static_cast<int>(ErrorCode::verification_failed) << true;
  QTest::newRow("cut") << static_cast<int>(ErrorCode::connection_lost) << false;
}

void JobRunnerTest::data_that_was_not_as_known_is_forgotten() {
  QFETCH(int, code);
  QFETCH(bool, is_forgotten);
  class Listener : public HashCache {
   public:
    void find(std::vector<CachedHash>& files) override { asked += files.size(); }
    void keep(const std::vector<CachedHash>&) override {}
    void forget(const fs::path& root) override { forgotten.push_back(root); }
    std::atomic<std::size_t> asked = 0;
    std::vector<fs::path> forgotten;
  };
  const auto hashes = std::make_shared<Listener>();
  runner_ = std::make_unique<JobRunner>(store_, catalogue_, clock_, hashes);
  const auto uuid = prepared();
  world_->answers[1] = static_cast<ErrorCode>(code);
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QVERIFY(hashes->asked > 0);
  const std::vector<fs::path> data = {store_->load(uuid)->data_path};
  QCOMPARE(hashes->forgotten, is_forgotten ? data : std::vector<fs::path>());
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
}

void JobRunnerTest::a_refusal_brings_the_job_back_to_prepared() {
  const auto uuid = prepared();
  world_->answers[2] = ErrorCode::scheduler_refused;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).error().code == ErrorCode::scheduler_refused);
  QCOMPARE(phase(uuid), std::string("prepared"));
  QCOMPARE(store_->load(uuid)->problem, std::string("said by the test"));
}

void JobRunnerTest::an_answer_that_never_came_leaves_the_job_submitting_data() {
  QTest::addColumn<int>("code");
  for (const auto code : {ErrorCode::connection_lost, ErrorCode::timed_out, ErrorCode::scheduler_unavailable,
                          ErrorCode::answer_garbled, ErrorCode::internal}) {
    QTest::newRow(std::to_string(static_cast<int>(code)).c_str()) << static_cast<int>(code);
  }
}

void JobRunnerTest::an_answer_that_never_came_leaves_the_job_submitting() {
  QFETCH(int, code);
  const auto uuid = prepared();
  world_->answers[2] = static_cast<ErrorCode>(code);
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QCOMPARE(phase(uuid), std::string("submitting"));
  QCOMPARE(phase_code(runner_->start(uuid, *factory_, {}, {}, {})->phase), std::string("waiting"));
  QCOMPARE(std::count(world_->calls.begin(), world_->calls.end(), "upload"), 1);
}

void JobRunnerTest::a_template_that_is_gone_is_said_before_anything_is_sent() {
  const auto uuid = prepared();
  JobRunner other(store_, std::make_shared<const Catalogue>(), clock_);
  QVERIFY(other.start(uuid, *factory_, {}, {}, {}).error().code == ErrorCode::catalogue_invalid);
  QCOMPARE(phase(uuid), std::string("prepared"));
  QVERIFY(world_->calls.empty());
}

void JobRunnerTest::a_job_that_someone_else_sends_is_left_alone() {
  const auto uuid = prepared();
  const auto claim = store_->claim(uuid);
  const auto record = runner_->start(uuid, *factory_, {}, {}, {});
  QVERIFY(record.failed() && record.error().code == ErrorCode::usage);
  QVERIFY(world_->calls.empty());
}

void JobRunnerTest::cancelled_before_it_was_sent_it_never_is() {
  const auto uuid = prepared();
  QCOMPARE(phase_code(runner_->cancel(uuid, *factory_, {})->phase), std::string("cancelled"));
  QCOMPARE(phase_code(runner_->start(uuid, *factory_, {}, {}, {})->phase), std::string("cancelled"));
  QVERIFY(world_->calls.empty());
}

void JobRunnerTest::cancelled_while_data_goes_up_the_upload_stops() {
  const auto uuid = prepared();
  const auto record = runner_->start(uuid, *factory_,
                                     [&](const Progress&) {
                                       clock_->pass(2);
                                       static_cast<void>(runner_->cancel(uuid, *factory_, {}));
                                     },
                                     {}, {});
  QCOMPARE(phase_code(record->phase), std::string("cancelled"));
  QVERIFY(world_->accepted.empty());
}

void JobRunnerTest::cancelled_while_it_is_handed_over_it_is_cancelled_there() {
  const auto uuid = prepared();
  world_->before_call = [&](const std::string& what) {
    if (what == "submit") static_cast<void>(runner_->cancel(uuid, *factory_, {}));
  };
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  QCOMPARE(world_->cancels[uuid], 1);
  QCOMPARE(phase(uuid), std::string("cancelled"));
}

void JobRunnerTest::cancelling_a_running_job_asks_the_factory_and_waits_for_its_word() {
  const auto uuid = started();
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QCOMPARE(phase(uuid), std::string("running"));
  const auto record = runner_->cancel(uuid, *factory_, {});
  QCOMPARE(world_->cancels[uuid], 1);
  QCOMPARE(phase_code(record->phase), std::string("cancelled"));
  QVERIFY(record->cancel_requested);
}

void JobRunnerTest::a_wish_to_cancel_survives_an_outage() {
  const auto uuid = started();
  world_->answers[3] = ErrorCode::connection_lost;
  QVERIFY(runner_->cancel(uuid, *factory_, {}).failed());
  JobRunner restarted(store_, catalogue_, clock_);
  QCOMPARE(phase_code(restarted.watch(uuid, *factory_, {}, {}, {})->phase), std::string("cancelled"));
  QVERIFY(world_->cancels[uuid] >= 1);
}

void JobRunnerTest::a_wish_to_cancel_a_job_that_never_arrived_is_granted() {
  const auto uuid = prepared();
  world_->troubles[2] = Trouble::cut_before;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).failed());
  QVERIFY(runner_->cancel(uuid, *factory_, {}).ok());
  QCOMPARE(phase(uuid), std::string("submitting"));  // it may still turn up
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  QVERIFY(world_->accepted.empty());
  QCOMPARE(phase_code(runner_->watch(uuid, *factory_, {}, {}, {})->phase), std::string("cancelled"));
  QVERIFY(world_->accepted.empty());
}

void JobRunnerTest::cancelling_what_is_over_does_nothing() {
  world_->script = {{JobState::completed, end_line(0)}};
  const auto uuid = started();
  QVERIFY(runner_->watch(uuid, *factory_, {}, {}, {}).ok());
  QCOMPARE(phase_code(runner_->cancel(uuid, *factory_, {})->phase), std::string("done"));
  QVERIFY(world_->cancels.empty());
}

void JobRunnerTest::cancelled_too_late_it_is_done() {
  world_->script = {{JobState::running, end_line(0)}};
  const auto uuid = started();
  QVERIFY(runner_->cancel(uuid, *factory_, {}).ok());
  QCOMPARE(phase_code(runner_->watch(uuid, *factory_, {}, {}, {})->phase), std::string("done"));
}

void JobRunnerTest::fetch_brings_what_the_template_promises() {
  const auto uuid = finished();
  const auto receipt = runner_->fetch(uuid, *factory_, home() / "results", {}, {});
  QVERIFY(receipt.ok());
  QVERIFY(fs::exists(home() / "results" / "Wine" / "summary.json"));
  QCOMPARE(store_->load(uuid)->fetched_to, (home() / "results" / "Wine").string());
  for (const char* path : {"out/summary.json", "out/report.html", "logs/job.log", "out/metrics.jsonl", "out/gpu"}) {
    QVERIFY2(world_->fetched_paths.contains(path), path);
  }
  for (const auto& output : request().job_template->outputs) {
    auto path = output.path;
    if (path.ends_with('/')) path.pop_back();
    if (output.download == "always") QVERIFY2(world_->fetched_paths.contains(path), path.c_str());
  }
}

void JobRunnerTest::fetch_never_mixes_two_jobs_in_one_folder() {
  const auto one = finished();
  const auto two = finished();
  QVERIFY(runner_->fetch(one, *factory_, home() / "results", {}, {}).ok());
  QVERIFY(runner_->fetch(two, *factory_, home() / "results", {}, {}).ok());
  QVERIFY(runner_->fetch(one, *factory_, home() / "results", {}, {}).ok());
  QCOMPARE(store_->load(two)->fetched_to, (home() / "results" / "Wine (2)").string());
  QVERIFY(!fs::exists(home() / "results" / "Wine (3)"));
}

void JobRunnerTest::of_a_job_that_runs_comes_what_there_is_so_far() {
  const auto uuid = started();
  const auto first = runner_->fetch(uuid, *factory_, home() / "results", {}, {});
  QVERIFY(first.ok());
  const auto folder = path_from_text(first->place).filename().string();
  QVERIFY2(QRegularExpression("^Wine \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d$")
               .match(QString::fromStdString(folder))
               .hasMatch(),
           folder.c_str());
  QCOMPARE(store_->load(uuid)->so_far_in, first->place);
  QVERIFY(store_->load(uuid)->fetched_to.empty());
  const auto second = runner_->fetch(uuid, *factory_, home() / "results", {}, {});
  QCOMPARE(second->place, first->place + " (2)");
  QCOMPARE(std::count(world_->calls.begin(), world_->calls.end(), "fetch_so_far"), 2);
}

void JobRunnerTest::fetch_that_fails_leaves_no_empty_folder() {
  const auto uuid = finished();
  world_->answers[static_cast<int>(world_->calls.size()) + 1] = ErrorCode::connection_lost;
  QVERIFY(runner_->fetch(uuid, *factory_, home() / "results", {}, {}).failed());
  QVERIFY(!fs::exists(home() / "results" / "Wine"));
  QVERIFY(store_->load(uuid)->fetched_to.empty());
}

void JobRunnerTest::fetch_of_a_job_that_was_never_sent_is_refused() {
  QVERIFY(runner_->fetch(prepared(), *factory_, home() / "results", {}, {}).error().code == ErrorCode::usage);
}

void JobRunnerTest::data_sets_get_plain_names_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("name");
  QTest::newRow("file") << "/x/My Wine.csv"
                        << "my-wine";
  QTest::newRow("folder with slash") << "/x/Photos 2024/"
                                     << "photos-2024";
  QTest::newRow("hostile") << "/x/$(rm -rf ~)'\";\n.csv"
                           << "rm-rf";
  QTest::newRow("nothing left") << "/x/\u00e9\u00e8.csv"
                                << "data";
  QTest::newRow("dots") << "/x/..."
                        << "data";
  QTest::newRow("long") << "/x/" + QString(100, u'a') << QString(40, u'a');
}

void JobRunnerTest::data_sets_get_plain_names() {
  QFETCH(QString, path);
  QFETCH(QString, name);
  QCOMPARE(QString::fromStdString(dataset_name_of(path.toStdString())), name);
}

void JobRunnerTest::folders_get_names_that_every_system_can_have_data() {
  QTest::addColumn<QByteArray>("title");
  QTest::addColumn<QByteArray>("name");
  QTest::newRow("plain") << QByteArray("Wijn 2024") << QByteArray("Wijn 2024");
  QTest::newRow("separators") << QByteArray("a/b\\c:d*e?f\"g<h>i|j") << QByteArray("a b c d e f g h i j");
  QTest::newRow("up") << QByteArray("../../etc") << QByteArray("etc");
  QTest::newRow("dots") << QByteArray("...") << QByteArray("");
  QTest::newRow("dot at the end") << QByteArray("test. ") << QByteArray("test");
  QTest::newRow("device") << QByteArray("con") << QByteArray("_con");
  QTest::newRow("device with ending") << QByteArray("COM1.txt") << QByteArray("_COM1.txt");
  QTest::newRow("no device") << QByteArray("COMMON") << QByteArray("COMMON");
  QTest::newRow("accents") << QByteArray("Caf\xc3\xa9 \xe2\x82\xac") << QByteArray("Caf\xc3\xa9 \xe2\x82\xac");
  QTest::newRow("not UTF-8") << QByteArray("a\xff\xfe") << QByteArray("a");
  QTest::newRow("text that runs backwards") << QByteArray(
                                                   "a\xe2\x80\xae"
                                                   "fdp.exe")
                                            << QByteArray("a fdp.exe");
  QTest::newRow("long") << QByteArray(300, 'x') << QByteArray(60, 'x');
  QTest::newRow("newline") << QByteArray("a\nb\tc") << QByteArray("a b c");
}

void JobRunnerTest::folders_get_names_that_every_system_can_have() {
  QFETCH(QByteArray, title);
  QFETCH(QByteArray, name);
  QCOMPARE(QByteArray::fromStdString(folder_name_of(title.toStdString())), name);
}

}  // namespace job_runner_test

WERKBANK_TEST(job_runner_test::JobRunnerTest);
#include "job_runner_test.moc"
