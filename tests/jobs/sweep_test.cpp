// A sweep through its life: what is sent, what decides that it is done, and what people see of it.
#include "core/jobs/sweep.h"

#include <QTemporaryDir>

#include "core/catalogue/parameters.h"
#include "core/catalogue/sweep.h"
#include "core/jobs/answers.h"
#include "core/jobs/job_runner.h"
#include "core/jobs/model_use.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace sweep_test {

std::string variant_line(int number, const std::string& state, const std::string& more = {}) {
  return R"({"v":1,"t":1700000100,"type":"variant","attempt":0,"number":)" + std::to_string(number) +
         R"(,"of":4,"state":")" + state + R"(","begun":1)" + more + "}\n";
}

std::string ready(int number, double score, bool kept) {
  return variant_line(number, "completed",
                      std::string(kept ? R"(,"kept":true)" : "") +
                          R"(,"told":{"type":"end","status":"completed","primary":{"name":"accuracy","value":0.8,)"
                          R"("goal":"max"},"baseline":{"name":"most_frequent","value":0.4},"choice":{"name":"loss",)"
                          R"("value":)" +
                          std::to_string(score) + R"(,"goal":"min"}})");
}

QString english(const Message& message) { return message.in(Language::english); }

}  // namespace sweep_test

// Once more, because moc counts the braces in raw strings.
namespace sweep_test {

std::vector<int> numbers_shown(const std::vector<VariantReading>& readings) {
  std::vector<int> numbers;
  for (const auto& one : readings) numbers.push_back(one.number);
  return numbers;
}

class JobSweepTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { catalogue_ = real_catalogue(); }
  void init();
  void the_order_has_the_answers_of_every_variant();
  void a_record_keeps_the_list_exactly();
  void a_list_that_cannot_be_read_sends_nothing();
  void where_there_is_nothing_to_try_it_says_so();
  void a_trial_run_is_no_sweep();
  void the_factory_s_limit_goes_into_the_record();
  void what_becomes_of_it_data();
  void what_becomes_of_it();
  void restarts_of_a_variant_are_none_of_the_job();
  void people_see_each_variant_and_the_best_one();
  void while_it_runs_the_curve_of_the_best_or_of_one_that_runs_is_there();
  void of_many_variants_eight_are_asked_for_at_most();
  void the_curves_of_all_are_there_the_best_first();
  void when_it_has_ended_its_own_records_have_the_curve();
  void one_killed_while_results_changed_places_has_none();
  void before_anything_ran_all_wait();
  void of_a_job_that_is_over_none_runs();
  void the_model_of_a_sweep_can_be_used();
  void settings_are_in_the_words_of_the_questions();

 private:
  JobRequest request(int variants = 4) {
    auto one = small_request(*catalogue_, folder_->path().toStdString());
    one.variants = variants;
    return one;
  }
  JobRecord watched(const std::vector<Moment>& script, bool cancel = false) {
    world_->script = script;
    const auto uuid = runner_->prepare(request(), *factory_)->uuid;
    if (!runner_->start(uuid, *factory_, {}, {}, {}).ok()) qFatal("not started");
    if (cancel) static_cast<void>(runner_->cancel(uuid, *factory_, {}));
    const auto record = runner_->watch(uuid, *factory_, {}, {}, {});
    if (!record.ok()) qFatal("not watched");
    return *record;
  }
  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<World> world_;
  std::shared_ptr<FakeClock> clock_;
  std::shared_ptr<JobStore> store_;
  std::unique_ptr<FakeFactory> factory_;
  std::unique_ptr<JobRunner> runner_;
};

void JobSweepTest::init() {
  folder_ = std::make_unique<QTemporaryDir>(quick_folder());
  world_ = std::make_shared<World>();
  clock_ = std::make_shared<FakeClock>();
  store_ = JobStore::open(folder_->filePath("state").toStdString()).value();
  factory_ = std::make_unique<FakeFactory>(world_);
  runner_ = std::make_unique<JobRunner>(store_, catalogue_, clock_);
}

void JobSweepTest::the_order_has_the_answers_of_every_variant() {
  const auto asked = request();
  const auto record = runner_->prepare(asked, *factory_).value();
  QVERIFY(is_sweep(record));
  QVERIFY(runner_->start(record.uuid, *factory_, {}, {}, {}).ok());
  QCOMPARE(world_->accepted[record.uuid], 1);
  const auto& order = world_->jobs[record.uuid].order;
  QCOMPARE(order.variants.size(), 4U);
  QCOMPARE(order.variants_at_once, 2);
  QCOMPARE(order.variants, choose_variants(*asked.job_template, order.values, 4, 42));
  QCOMPARE(values_text(order.variants.front()), values_text(asked.values));
}

void JobSweepTest::a_record_keeps_the_list_exactly() {
  const auto record = runner_->prepare(request(12), *factory_).value();
  const auto again = record_from_json(record_to_json(record)).value();
  QCOMPARE(again.variants_json, record.variants_json);
  QCOMPARE(kept_variants(again), kept_variants(record));
  QCOMPARE(kept_variants(record).size(), 12U);
  QCOMPARE(variants_text(kept_variants(record)), record.variants_json);
}

void JobSweepTest::a_list_that_cannot_be_read_sends_nothing() {
  for (const auto* text : {"[", "7", "[1,2]", "[{},{\"learning_rate\":\"$(id)\"}]", "[{},{\"nothing\":1}]"}) {
    const auto uuid = runner_->prepare(request(), *factory_)->uuid;
    QVERIFY(store_
                ->change(uuid,
                         [&](JobRecord& now) {
                           now.variants_json = text;
                           return true;
                         })
                .ok());
    QVERIFY2(runner_->start(uuid, *factory_, {}, {}, {}).failed(), text);
    QCOMPARE(world_->accepted[uuid], 0);
  }
}

void JobSweepTest::where_there_is_nothing_to_try_it_says_so() {
  auto one = request();
  one.job_template = catalogue_->find("own-script");
  one.values = default_values(*one.job_template);
  QCOMPARE(runner_->prepare(one, *factory_).error().code, ErrorCode::usage);
}

void JobSweepTest::a_trial_run_is_no_sweep() {
  auto one = request();
  one.is_trial = true;
  QCOMPARE(runner_->prepare(one, *factory_).error().code, ErrorCode::usage);
}

void JobSweepTest::the_factory_s_limit_goes_into_the_record() {
  QCOMPARE(runner_->prepare(request(), *factory_)->variants_at_once, 2);
  const_cast<Profile&>(factory_->profile()).sweep_at_once = 1;
  QCOMPARE(runner_->prepare(request(), *factory_)->variants_at_once, 1);
}

void JobSweepTest::what_becomes_of_it_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<QString>("metrics");
  QTest::addColumn<bool>("cancel");
  QTest::addColumn<int>("phase");
  const auto row = [](const char* name, JobState state, const std::string& metrics, JobPhase phase,
                      bool cancel = false) {
    QTest::newRow(name) << static_cast<int>(state) << QString::fromStdString(metrics) << cancel
                        << static_cast<int>(phase);
  };
  const auto best = ready(0, 0.4, true) + ready(1, 0.2, true);
  row("the last one wrote the end", JobState::completed, best + end_line(2), JobPhase::done);
  row("the last one failed after it wrote the end", JobState::failed, best + end_line(0), JobPhase::done);
  row("the last one was taken away", JobState::completed, best + variant_line(2, "runs"), JobPhase::done);
  row("its machine broke down", JobState::node_failed, best + variant_line(2, "runs"), JobPhase::done);
  row("it is not known any more", JobState::unknown, best, JobPhase::done);
  row("all failed", JobState::failed, variant_line(0, "failed") + variant_line(1, "failed"), JobPhase::failed);
  row("none said a word", JobState::completed, variant_line(0, "runs"), JobPhase::failed);
  row("what is kept was never told", JobState::completed, variant_line(0, "completed", R"(,"kept":true)"),
      JobPhase::failed);
  row("the person cancelled", JobState::cancelled, best, JobPhase::cancelled, true);
}

void JobSweepTest::what_becomes_of_it() {
  QFETCH(int, state);
  QFETCH(QString, metrics);
  QFETCH(bool, cancel);
  QFETCH(int, phase);
  const auto record = watched({{JobState::running, {}}, {static_cast<JobState>(state), metrics.toStdString()}}, cancel);
  QCOMPARE(phase_code(record.phase), phase_code(static_cast<JobPhase>(phase)));
  if (record.phase != JobPhase::done) return;
  QVERIFY(record.primary_value);
  const auto view = view_of(*store_, record.uuid).value();
  QVERIFY(view.training.end && view.training.end->completed);
}

void JobSweepTest::restarts_of_a_variant_are_none_of_the_job() {
  const auto record = watched({{JobState::running, variant_line(0, "runs"), {}, 3},
                               {JobState::completed, ready(0, 0.4, true) + end_line(0), {}, 3}});
  QCOMPARE(record.restarts, 0);
  QCOMPARE(phase_code(record.phase), std::string("done"));
}

void JobSweepTest::people_see_each_variant_and_the_best_one() {
  const auto uuid = runner_->prepare(request(), *factory_)->uuid;
  world_->script = {
      {JobState::running, ready(0, 0.4, true) + ready(1, 0.2, true) +
                              variant_line(2, "failed", R"(,"told":{"type":"error","message":"no room"})") +
                              variant_line(3, "runs")}};
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  QVERIFY(runner_->poll(*factory_, {}).ok());
  const auto view = view_of(*store_, uuid).value();
  const auto story = sweep_of(view);
  QCOMPARE(story.variants.size(), 4U);
  QCOMPARE(story.variants[0].number, 1);
  QVERIFY(story.variants[0].differing.empty());
  QVERIFY(!story.variants[1].differing.empty());
  QVERIFY(!story.variants[0].is_best && story.variants[1].is_best);
  QCOMPARE(story.variants[1].score, std::optional(0.2));
  QCOMPARE(variant_code(story.variants[2].state), std::string("failed"));
  QCOMPARE(story.variants[2].why, std::string("no room"));
  QCOMPARE(variant_code(story.variants[3].state), std::string("runs"));
  QCOMPARE(story.score_name, std::string("loss"));
  QVERIFY(!story.higher_is_better);
  QCOMPARE(english(story.summary), QString("Werkbank tries 4 settings: 2 ready. The best so far is number 2."));
  QCOMPARE(english(view.headline), QString("Several settings are being tried: 3 of 4 are ready."));
}

void JobSweepTest::while_it_runs_the_curve_of_the_best_or_of_one_that_runs_is_there() {
  const auto uuid = runner_->prepare(request(), *factory_)->uuid;
  const auto both = variant_line(0, "runs") + variant_line(1, "runs");
  const std::map<int, std::string> learning = {{0, metric_line(0, 5, 0.2)}, {1, metric_line(0, 7, 0.5)}};
  world_->script = {{JobState::running, both, {}, 0, {}, {}, learning},
                    {JobState::running, both, {}, 0, {}, {}, learning},
                    {JobState::running, both + ready(1, 0.2, true), {}, 0, {}, {}, learning}};
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QVERIFY(shown_variant(view_of(*store_, uuid).value()) == nullptr);
  // None has ended: the first of those that run, and the readings of its computer.
  QCOMPARE(runner_->poll(*factory_, {})->size(), 1U);
  auto view = view_of(*store_, uuid).value();
  QVERIFY(view.running && !view.leading);
  QCOMPARE(shown_variant(view)->number, 0);
  QCOMPARE(shown_variant(view)->training.last_step, 5);
  QCOMPARE(view.samples_of, std::optional(0));
  QCOMPARE(view.gpus.size(), 1U);
  QCOMPARE(view.gpus[0].host, std::string("n0"));
  // One has: the next poll but one brings its records, and no samples of it.
  QVERIFY(runner_->poll(*factory_, {}).ok());
  QVERIFY(runner_->poll(*factory_, {}).ok());
  view = view_of(*store_, uuid).value();
  QCOMPARE(shown_variant(view)->number, 1);
  QCOMPARE(shown_variant(view)->training.last_step, 7);
  QCOMPARE(view.running->number, 0);
  QCOMPARE(view.gpus.size(), 1U);
  QVERIFY(!store_->offsets(uuid)->contains("variants/1/out/gpu/n1.csv"));
}

void JobSweepTest::of_many_variants_eight_are_asked_for_at_most() {
  std::string told;
  std::map<int, std::string> records;
  for (int number = 0; number < 24; ++number) records[number] = metric_line(0, number + 1, 0.5);
  for (int number = 0; number < 24; ++number) {
    told += variant_line(number, "runs");
    world_->script.push_back({JobState::running, told, {}, 0, {}, {}, records});
    world_->script.push_back({JobState::running, told, {}, 0, {}, {}, records});
    told += ready(number, 1.0 / (number + 1), true);
  }
  const auto uuid = runner_->prepare(request(24), *factory_)->uuid;
  QVERIFY(runner_->start(uuid, *factory_, {}, {}, {}).ok());
  for (int poll = 0; poll < 48; ++poll) QVERIFY(runner_->poll(*factory_, {}).ok());
  QCOMPARE(world_->followed.back(), (FollowedVariants{22, 23, {21, 20, 19, 18, 17, 16}}));
  QVERIFY2(world_->most_offsets <= 11, qPrintable(QString::number(world_->most_offsets)));
  const auto view = view_of(*store_, uuid).value();
  QCOMPARE(view.leading->training.last_step, 23);
  QCOMPARE(view.running->training.last_step, 24);
  QCOMPARE(numbers_shown(view.variants), (std::vector<int>{22, 21, 20, 19, 18, 17, 16, 23}));
  QCOMPARE(view.variants_left_out, 16U);
  QCOMPARE(view.gpus.size(), 1U);
}

void JobSweepTest::the_curves_of_all_are_there_the_best_first() {
  const std::map<int, std::string> learning = {
      {0, metric_line(0, 5, 0.2)}, {1, metric_line(0, 7, 0.5)}, {2, metric_line(0, 3, 0.1)}, {3, "no record\n"}};
  const auto all = variant_line(3, "runs") + ready(0, 0.4, false) + ready(1, 0.2, true) + variant_line(2, "failed");
  const auto ended = all + ready(3, 0.9, false) + metric_line(0, 9, 1) + end_line(0);
  const auto record = watched({{JobState::running, all, {}, 0, {}, {}, learning},
                               {JobState::running, all, {}, 0, {}, {}, learning},
                               {JobState::completed, ended, {}, 0, {}, {}, learning}});
  QCOMPARE(phase_code(record.phase), std::string("done"));
  auto view = view_of(*store_, record.uuid).value();
  // The records of the best are the job's own now; one that wrote none has no curve.
  QCOMPARE(numbers_shown(view.variants), (std::vector<int>{1, 0, 2}));
  QCOMPARE(view.variants_left_out, 0U);
  QCOMPARE(view.variants[0].training.last_step, 9);
  QCOMPARE(view.variants[1].training.last_step, 5);
  QVERIFY(!view.leading && !view.running);
  QCOMPARE(store_->offsets(record.uuid)->count("variants/2/out/metrics.jsonl"), 1U);
}

void JobSweepTest::when_it_has_ended_its_own_records_have_the_curve() {
  const std::map<int, std::string> records = {{0, metric_line(0, 5, 0.2)}};
  const auto runs = variant_line(0, "runs");
  const auto ended = runs + ready(0, 0.4, true) + metric_line(0, 9, 1) + end_line(0);
  const auto record = watched({{JobState::running, runs, {}, 0, {}, {}, records},
                               {JobState::running, runs, {}, 0, {}, {}, records},
                               {JobState::completed, ended, {}, 0, {}, "of the job", records}});
  QCOMPARE(phase_code(record.phase), std::string("done"));
  QVERIFY(store_->offsets(record.uuid)->contains("variants/0/out/metrics.jsonl"));
  const auto view = view_of(*store_, record.uuid).value();
  QVERIFY(!view.leading && !view.running && !view.samples_of && shown_variant(view) == nullptr);
  QCOMPARE(view.training.last_step, 9);
  QVERIFY(view.gpus.empty());
}

void JobSweepTest::one_killed_while_results_changed_places_has_none() {
  const auto begun = ready(0, 0.4, true) + variant_line(1, "runs", R"(,"keeping":true)");
  const auto record = watched({{JobState::running, {}}, {JobState::node_failed, begun}});
  QCOMPARE(phase_code(record.phase), std::string("failed"));
}

void JobSweepTest::before_anything_ran_all_wait() {
  const auto record = runner_->prepare(request(), *factory_).value();
  JobView view;
  view.record = record;
  const auto story = sweep_of(view);
  for (const auto& variant : story.variants) QCOMPARE(variant_code(variant.state), std::string("waits"));
  QVERIFY(story.score_name.empty());
  view.record.variants_json.clear();
  QVERIFY(sweep_of(view).variants.empty());
}

void JobSweepTest::of_a_job_that_is_over_none_runs() {
  const auto record =
      watched({{JobState::running, {}}, {JobState::completed, ready(1, 0.2, true) + variant_line(2, "runs")}});
  const auto story = sweep_of(view_of(*store_, record.uuid).value());
  QCOMPARE(variant_code(story.variants[2].state), std::string("not_told"));
  QCOMPARE(english(story.variants[2].words), QString("Broken off"));
  QCOMPARE(english(story.variants[3].words), QString("Not begun"));
  QVERIFY(english(story.summary).contains("Number 2 was the best"));
}

void JobSweepTest::the_model_of_a_sweep_can_be_used() {
  const auto record = watched({{JobState::running, {}}, {JobState::completed, ready(0, 0.4, true) + end_line(0)}});
  QVERIFY(has_usable_model(record, catalogue_->find("tabular-boost")));
}

void JobSweepTest::settings_are_in_the_words_of_the_questions() {
  const auto* rate = catalogue_->find("tabular-boost")->parameter("learning_rate");
  QCOMPARE(english(words_of_setting("learning_rate", rate, 0.06)), QString("Learning rate 0.06"));
  QCOMPARE(english(words_of_setting("gone", nullptr, std::string("x"))), QString("gone x"));
  const auto* augment = catalogue_->find("image-classify")->parameter("augment");
  QVERIFY(!english(words_of_setting("augment", augment, std::string("med"))).endsWith("med"));
}

}  // namespace sweep_test

WERKBANK_TEST(sweep_test::JobSweepTest);
#include "sweep_test.moc"
