// What a job costs: ranges by the manifest's constants, and a walltime a person would choose.
#include <cmath>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/parameters.h"
#include "core/catalogue/tuning_cost.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace estimate_test {
double rounded(double value, double to) { return std::round(value / to) * to; }
class EstimateTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void a_table_costs_by_its_cells();
  void more_effort_costs_more();
  void pictures_cost_by_size_epochs_and_machine();
  void series_texts_and_one_pass_cost_by_what_goes_through();
  void photos_with_boxes_go_as_fast_as_was_published_data();
  void photos_with_boxes_go_as_fast_as_was_published();
  void photos_come_from_the_disk_as_fast_as_was_measured_data();
  void photos_come_from_the_disk_as_fast_as_was_measured();
  void boxes_cost_by_the_answers();
  void what_finding_boxes_costs_by_its_own_manifest();
  void sound_costs_by_its_length();
  void fine_tuning_needs_the_memory_that_was_published_data();
  void fine_tuning_needs_the_memory_that_was_published();
  void fine_tuning_takes_the_time_that_was_published();
  void fine_tuning_reaches_the_tokens_a_second_that_were_measured();
  void fine_tuning_costs_by_the_answers();
  void all_weights_are_divided_among_the_gpus_where_the_template_can();
  void a_small_model_is_not_faster_than_a_gpu_can_be_told_to();
  void a_model_of_unknown_size_has_no_known_memory();
  void which_gpu_holds_it();
  void a_fixed_job_costs_what_it_says();
  void a_program_of_ones_own_takes_at_most_what_was_allowed();
  void more_gpus_are_faster_but_less_than_as_many_times();
  void a_program_of_ones_own_is_started_as_often_as_was_asked();
  void energy_is_0_97_kilowatt_for_each_gpu();
  void asks_no_gpu_where_there_is_none();
  void asks_more_memory_for_a_larger_table();
  void the_walltime_is_tidy_and_between_one_and_a_half_and_two_times();
  void takes_the_templates_walltime_when_nothing_is_known();
  void refuses_an_estimator_it_does_not_know();

 private:
  JobTemplate images() const;
  JobTemplate boxes() const;
  JobTemplate tuning() const;
  SampleCatalogue catalogue_;
  JobTemplate table_;
};

void EstimateTest::initTestCase() {
  auto result = read_template(catalogue_.add("sample"));
  QVERIFY(result.ok());
  table_ = std::move(result).value();
}

JobTemplate EstimateTest::images() const {
  auto one = table_;
  one.resources.estimator = "image_v1";
  one.resources.constants = {
      {"images_per_second_cpu_core", 100}, {"images_per_second_gpu", 10'000}, {"reference_side", 28}};
  one.resources.tiers.at(0).gpus = 1;
  one.resources.tiers.at(0).cpus = 4;
  return one;
}

void EstimateTest::a_table_costs_by_its_cells() {
  auto values = default_values(table_);
  values["rounds"] = std::int64_t{200};
  const auto result = estimate(table_, values, {0, 100'000, 10, 0}, false);
  QVERIFY(result.ok());
  QCOMPARE(result.value().seconds.likely, 5 + 13.0);
  QVERIFY(result.value().seconds.low < 18 && result.value().seconds.high > 18);
  QCOMPARE(result.value().gpu_hours.high, 0.0);
  QCOMPARE(result.value().kilowatt_hours.likely, 18.0 / 3600 * 0.02);
  QCOMPARE(result.value().tier.cpus, 2);
}

void EstimateTest::more_effort_costs_more() {
  auto values = default_values(table_);
  values["rounds"] = std::int64_t{0};
  const DataSize data{0, 1'000'000, 10, 0};
  values["effort"] = std::string("quick");
  const auto quick = estimate(table_, values, data, false);
  values["effort"] = std::string("thorough");
  const auto thorough = estimate(table_, values, data, false);
  QVERIFY(quick.ok() && thorough.ok());
  QVERIFY(thorough.value().seconds.likely > 5 * quick.value().seconds.likely);
}

void EstimateTest::pictures_cost_by_size_epochs_and_machine() {
  const auto one = images();
  ParameterValues values{{"epochs", std::int64_t{10}}, {"image_size", std::string("auto")}};
  const DataSize data{0, 0, 0, 4'000};
  const auto likely = [&](bool gpu) { return estimate(one, values, data, gpu).value().seconds.likely; };
  const double start = likely(true) - 4'000 * 10 / 10'000.0;
  QVERIFY(start > 0 && start < 60);
  QCOMPARE(likely(false), start + 4'000 * 10 / 400.0);
  values["image_size"] = std::string("56");
  QCOMPARE(likely(true), start + 4 * 4'000 * 10 / 10'000.0);
}

void EstimateTest::series_texts_and_one_pass_cost_by_what_goes_through() {
  auto one = images();  // four cores, or one GPU
  const auto likely = [&](const ParameterValues& values, const DataSize& data, bool gpu) {
    return estimate(one, values, data, gpu).value().seconds.likely;
  };
  one.resources.estimator = "series_v1";
  one.resources.constants = {{"seconds_base", 7}, {"rows_per_second_cpu_core", 50}, {"rows_per_second_gpu", 1000}};
  QCOMPARE(likely({{"epochs", std::int64_t{5}}}, {0, 4'000, 3, 0}, false), 7 + 4'000 * 5 / 200.0);
  QCOMPARE(likely({{"epochs", std::int64_t{5}}}, {0, 4'000, 3, 0}, true), 7 + 20.0);
  QCOMPARE(likely({{"epochs", std::int64_t{0}}}, {30'000, 0, 0, 0}, true), 7 + 1.0);  // rows not counted yet
  one.resources.estimator = "encoder_v1";
  one.resources.constants = {
      {"seconds_base", 7}, {"texts_per_second_cpu_core", 10}, {"texts_per_second_gpu", 500}, {"reference_length", 128}};
  QCOMPARE(likely({{"epochs", std::int64_t{4}}}, {0, 1'000, 2, 0}, false), 7 + 100.0);
  QCOMPARE(likely({{"epochs", std::int64_t{4}}, {"max_length", std::int64_t{256}}}, {0, 1'000, 2, 0}, true), 7 + 16.0);
  one.resources.estimator = "patch_memory_v1";
  one.resources.constants = {{"images_per_second_cpu_core", 5}, {"images_per_second_gpu", 200}, {"reference_side", 64}};
  const double start = likely({}, {0, 0, 0, 400}, true) - 2.0;
  QVERIFY(start > 0 && start < 60);
  QCOMPARE(likely({{"epochs", std::int64_t{9}}, {"image_size", std::string("128")}}, {0, 0, 0, 400}, false),
           start + 4 * 20.0);
}

// Seven cores beside a GPU, as LUMI's guide has them; decoding is no limit here.
JobTemplate EstimateTest::boxes() const {
  auto one = images();
  one.resources.estimator = "detect_v1";
  one.resources.constants = {{"images_per_second_cpu_core", 11},
                             {"images_per_second_gpu", 1000},
                             {"reference_side", 224},
                             {"decoded_per_second_core", 1e9},
                             {"auto_side_gpu", 640},
                             {"auto_side_cpu", 256},
                             {"work_medium", 2},
                             {"kept_gib", 1e-6}};
  one.resources.tiers.at(0).cpus = 7;
  return one;
}

namespace {
constexpr double start_of_job = 8;
}  // namespace

// timm's own measurements of training at 224 pixels on an RTX 3090; an A100 is taken for twice that, an H100 for three
// times.
void EstimateTest::photos_with_boxes_go_as_fast_as_was_published_data() {
  QTest::addColumn<double>("images_per_second");
  QTest::newRow("resnet18") << 3482.0;
  QTest::newRow("efficientnet_b0") << 1752.0;
  QTest::newRow("resnet50") << 1218.0;
  QTest::newRow("vit_small") << 1058.0;
  QTest::newRow("convnext_tiny") << 819.0;
  QTest::newRow("vit_base") << 393.0;
}

void EstimateTest::photos_with_boxes_go_as_fast_as_was_published() {
  QFETCH(double, images_per_second);
  auto one = boxes();
  constexpr std::uint64_t photos = 100'000;
  for (const double card : {1.0, 2.0, 3.0}) {
    one.resources.constants["images_per_second_gpu"] = images_per_second * card;
    for (const int side : {224, 448}) {
      const ParameterValues values{{"epochs", std::int64_t{3}}, {"image_size", std::int64_t{side}}};
      const auto seconds = estimate(one, values, {0, 0, 0, photos}, true)->seconds;
      const double published = photos * 3.0 * (side / 224.0) * (side / 224.0) / (images_per_second * card);
      QCOMPARE(rounded(seconds.likely - start_of_job, 0.01), rounded(published, 0.01));
      QCOMPARE(seconds.low, seconds.likely * 0.6);
      QCOMPARE(seconds.high, seconds.likely * 2);
    }
  }
}

// LUMI's guide: whole photos of ImageNet with 7 cores from squashfs and from LMDB, and photos of 64 pixels; and the
// same in round figures, 15 to 20 whole photos a second and 290 small ones for each core.
void EstimateTest::photos_come_from_the_disk_as_fast_as_was_measured_data() {
  QTest::addColumn<double>("a_core");
  QTest::addColumn<int>("photos");
  QTest::addColumn<double>("seconds");
  QTest::addColumn<double>("within");
  QTest::newRow("squashfs, 101 a second") << 101 / 7.0 << 200'000 << 1982.0 << 0.01;
  QTest::newRow("LMDB, 129 a second") << 129 / 7.0 << 200'000 << 1547.0 << 0.01;
  QTest::newRow("64 pixels, 2057 a second") << 2057 / 7.0 << 100'000 << 48.6 << 0.01;
  QTest::newRow("15 whole ones for a core") << 15.0 << 200'000 << 1982.0 << 0.05;
  QTest::newRow("20 whole ones for a core") << 20.0 << 200'000 << 1547.0 << 0.08;
  QTest::newRow("290 small ones for a core") << 290.0 << 100'000 << 48.6 << 0.02;
}

void EstimateTest::photos_come_from_the_disk_as_fast_as_was_measured() {
  QFETCH(double, a_core);
  QFETCH(int, photos);
  QFETCH(double, seconds);
  QFETCH(double, within);
  auto one = boxes();
  one.resources.constants["images_per_second_gpu"] = 1e9;
  one.resources.constants["decoded_per_second_core"] = a_core;
  const auto likely =
      estimate(one, {}, {0, 0, 0, static_cast<std::uint64_t>(photos)}, true)->seconds.likely - start_of_job;
  QVERIFY2(std::abs(likely / seconds - 1) < within, qPrintable(QString::number(likely)));
}

void EstimateTest::boxes_cost_by_the_answers() {
  auto one = boxes();
  one.resources.constants["decoded_per_second_core"] = 10;  // 70 a second
  const DataSize data{0, 0, 0, 7'000};
  const auto likely = [&](ParameterValues values, bool gpu) {
    values["epochs"] = std::int64_t{10};
    return estimate(one, values, data, gpu)->seconds.likely - start_of_job;
  };
  const ParameterValues small{{"image_size", std::string("224")}, {"model", std::string("small")}};
  QCOMPARE(likely(small, true), 1000.0);  // 70 s to learn in: the disk is slower
  one.resources.constants["kept_gib"] = 2;
  QCOMPARE(likely(small, true), 70 + 100.0);  // decoded once
  QCOMPARE(likely({{"image_size", std::string("224")}, {"model", std::string("medium")}}, true), 140 + 100.0);
  QCOMPARE(rounded(likely({{"image_size", std::string("auto")}}, false), 0.01),
           rounded(70'000 / 77.0 * (256 / 224.0) * (256 / 224.0) + 100, 0.01));
  one.resources.constants["kept_gib"] = 1e-6;
  QCOMPARE(rounded(likely({{"image_size", std::string("448")}}, false), 0.01), rounded(70'000 / 77.0 * 4 + 1000, 0.01));
}

// What its constants say lies around what was measured, and it asks the memory that was seen (0.8 GB) and more.
void EstimateTest::what_finding_boxes_costs_by_its_own_manifest() {
  const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/image-detect");
  QVERIFY(read.ok());
  QCOMPARE(read->resources.estimator, std::string("detect_v1"));
  auto values = default_values(*read);
  const auto result = estimate(*read, values, {0, 0, 0, 2'000}, true);
  QVERIFY(result.ok());
  QVERIFY(result->tier.memory_gib >= 2);
  QCOMPARE(result->tier.gpus, 1);
  auto one = *read;  // as LUMI's guide has it: 7 cores, one round
  one.resources.tiers.at(0).cpus = 7;
  one.resources.constants["images_per_second_gpu"] = 1e9;
  values["epochs"] = std::int64_t{1};
  const auto seconds = estimate(one, values, {0, 0, 0, 200'000}, true)->seconds;
  for (const double measured : {1982.0, 1547.0}) QVERIFY(seconds.low < measured && measured < seconds.high);
}

void EstimateTest::sound_costs_by_its_length() {
  auto one = images();
  one.resources.estimator = "sound_v1";
  one.resources.constants = {{"seconds_base", 10}, {"sound_per_second_cpu_core", 100}, {"sound_per_second_gpu", 1000}};
  auto values = default_values(one);
  values["epochs"] = std::int64_t{20};
  DataSize data;
  data.sound_seconds = 3600;
  QCOMPARE(estimate(one, values, data, true)->seconds.likely, 10 + 3600 * 20 / 1000.0);
  QCOMPARE(estimate(one, values, data, false)->seconds.likely, 10 + 3600 * 20 / (100.0 * 4));
  data = {};
  data.bytes = 32'000 * 3600;  // where the length is not known
  QCOMPARE(estimate(one, values, data, true)->seconds.likely, 10 + 3600 * 20 / 1000.0);
}

namespace {
// Llama 3 8B, by its own config.json.
const ModelSize llama{8.03e9, 32, 4096, 128'256};

}  // namespace

JobTemplate EstimateTest::tuning() const {
  auto one = images();  // four cores, or one GPU
  one.resources.estimator = "llm_finetune_v1";
  one.resources.constants = {{"seconds_base", 7},       {"teraflops_gpu", 989},
                             {"share_gpu", 0.3},        {"share_gpu_quantised", 0.2},
                             {"gigaflops_cpu_core", 5}, {"most_tokens_per_second_gpu", 1e5}};
  one.model_sizes = {{"8b", llama}, {"small", {250'000, 4, 64, 260}}};
  return one;
}

void EstimateTest::fine_tuning_needs_the_memory_that_was_published_data() {
  QTest::addColumn<QString>("method");
  QTest::addColumn<double>("at_once");
  QTest::addColumn<double>("gpus");
  QTest::addColumn<double>("gib");
  QTest::newRow("full") << "full" << 1.0 << 1.0 << 152.0;
  QTest::newRow("lora") << "lora" << 1.0 << 1.0 << 21.4;
  QTest::newRow("qlora") << "qlora" << 1.0 << 1.0 << 10.8;
  QTest::newRow("full, four at once") << "full" << 4.0 << 1.0 << 160.0;
  QTest::newRow("lora, four at once") << "lora" << 4.0 << 1.0 << 29.4;
  QTest::newRow("qlora, four at once") << "qlora" << 4.0 << 1.0 << 18.8;
  QTest::newRow("full, among four GPUs") << "full" << 1.0 << 4.0 << 41.0;
}

void EstimateTest::fine_tuning_needs_the_memory_that_was_published() {
  QFETCH(QString, method);
  QFETCH(double, at_once);
  QFETCH(double, gpus);
  QFETCH(double, gib);
  const TuningPlan plan{llama, tuning_method(method.toStdString()), at_once, 2048, 16, gpus};
  // As many digits as were published.
  QCOMPARE(rounded(tuning_memory_gib(plan), gib > 40 ? 1 : 0.1), gib);
  QCOMPARE(rounded(lora_parameters(llama, 16) / 1e6, 0.1), 41.9);
}

// 10,000 examples of 500 tokens, three rounds, LoRA beside 8 billion numbers on one H100: 0.7 hours (0.4 to 1.4).
void EstimateTest::fine_tuning_takes_the_time_that_was_published() {
  const ParameterValues values{
      {"base_model", std::string("8b")}, {"method", std::string("lora")}, {"epochs", std::int64_t{3}}};
  DataSize data;
  data.rows = 10'000;
  data.text_bytes = 10'000 * 500 * 7 / 2;
  const auto result = estimate(tuning(), values, data, true);
  QVERIFY(result.ok());
  QCOMPARE(rounded(result->gpu_hours.likely, 0.1), 0.7);
  QCOMPARE(rounded(result->gpu_hours.low, 0.1), 0.4);
  QCOMPARE(rounded(result->gpu_hours.high, 0.1), 1.4);
  QCOMPARE(rounded(result->gpu_hours.likely * 192, 10), 130.0);       // SBU of Snellius
  QCOMPARE(rounded(result->kilowatt_hours.likely * 1.19, 0.1), 0.8);  // with the cooling of SURF's building
}

// MPT 7B, in full on eight H100: 46.4 % of 989 TFLOP/s, 10,643 tokens a second on each; the rule says 8 % more.
void EstimateTest::fine_tuning_reaches_the_tokens_a_second_that_were_measured() {
  const ModelSize mpt{6.65e9, 32, 4096, 50'432};
  const double without_again = tuning_work_per_token(mpt, TuningMethod::full) - 2 * mpt.parameters;
  const double rate = 989e12 * 0.464 / without_again;
  QVERIFY(std::abs(rate - 11'497) < 50);
  QVERIFY(std::abs(rate / 10'643 - 1.08) < 0.01);
  QCOMPARE(tuning_work_per_token(mpt, TuningMethod::lora), 6 * 6.65e9);
}

void EstimateTest::fine_tuning_costs_by_the_answers() {
  const auto one = tuning();
  ParameterValues values{{"base_model", std::string("8b")}, {"method", std::string("lora")},
                         {"epochs", std::int64_t{1}},       {"max_length", std::int64_t{2048}},
                         {"batch_size", std::int64_t{2}},   {"lora_rank", std::int64_t{16}}};
  DataSize data;
  data.rows = 1000;
  data.text_bytes = 1'750'000;
  const auto base = estimate(one, values, data, true);
  const auto with = [&](const char* key, const ParameterValue& value) {
    auto changed = values;
    changed[key] = value;
    return estimate(one, changed, data, true);
  };
  QVERIFY(with("epochs", std::int64_t{3})->seconds.likely > 2 * base->seconds.likely - 30);
  QVERIFY(with("method", std::string("full"))->seconds.likely > base->seconds.likely);
  QVERIFY(with("method", std::string("full"))->gpu_memory_gib->high > 150);
  QVERIFY(with("method", std::string("qlora"))->gpu_memory_gib->high < base->gpu_memory_gib->high - 8);
  QVERIFY(with("method", std::string("qlora"))->seconds.likely > base->seconds.likely);
  QVERIFY(with("batch_size", std::int64_t{8})->gpu_memory_gib->high > base->gpu_memory_gib->high + 10);
  QVERIFY(with("lora_rank", std::int64_t{64})->gpu_memory_gib->high > base->gpu_memory_gib->high);
  QVERIFY(base->gpu_memory_gib->low < base->gpu_memory_gib->high);  // texts are shorter than they may be
  QVERIFY(base->tier.memory_gib > 17);                              // the weights pass through main memory
  // 8 billion weights that all learn are saved in 16 bytes each, and that lies there twice when it is read again.
  QVERIFY(with("method", std::string("full"))->tier.memory_gib > 2 * 8e9 * 16 / 1073741824.0);
  QCOMPARE(with("method", std::string("qlora"))->tier.memory_gib, base->tier.memory_gib);
  QVERIFY(estimate(one, values, data, false)->tier.memory_gib > base->tier.memory_gib);
  data.text_bytes = 0;  // not counted yet
  data.bytes = 2'187'500;
  QCOMPARE(estimate(one, values, data, true)->seconds.likely, base->seconds.likely);
}

void EstimateTest::all_weights_are_divided_among_the_gpus_where_the_template_can() {
  const auto one = tuning();
  auto four = one.resources.tiers.at(0);
  four.gpus = 4;
  four.launcher = "torchrun";
  four.strategy = "fsdp";
  four.cpu_only = false;
  ParameterValues values{{"base_model", std::string("8b")},
                         {"method", std::string("full")},
                         {"max_length", std::int64_t{2048}},
                         {"batch_size", std::int64_t{1}}};
  const auto alone = estimate(one, values, {}, true);
  const auto divided = estimate(one, values, {}, true, four);
  QCOMPARE(rounded(alone->gpu_memory_gib->high, 1), 152.0);
  QCOMPARE(rounded(divided->gpu_memory_gib->high, 1), 41.0);
  // In main memory the first process saves them for all; each of the others reads them, 4 bytes each.
  constexpr double read_gib = 4 * 8e9 / 1073741824.0;
  QVERIFY(divided->tier.memory_gib > alone->tier.memory_gib + 3 * read_gib);
  QVERIFY(divided->tier.memory_gib < 2 * alone->tier.memory_gib);
  auto eight = four;
  eight.nodes = 2;
  QVERIFY(estimate(one, values, {}, true, eight)->gpu_memory_gib->high < 25);
  four.strategy = "ddp";
  QCOMPARE(rounded(estimate(one, values, {}, true, four)->gpu_memory_gib->high, 1), 152.0);
  four.strategy = "fsdp";  // the frozen weights of LoRA are not divided
  values["method"] = std::string("lora");
  QCOMPARE(estimate(one, values, {}, true, four)->gpu_memory_gib->high,
           estimate(one, values, {}, true)->gpu_memory_gib->high);
}

void EstimateTest::a_small_model_is_not_faster_than_a_gpu_can_be_told_to() {
  const ParameterValues values{{"model", std::string("small")},
                               {"base_model", std::string("8b")},
                               {"method", std::string("full")},
                               {"epochs", std::int64_t{1}}};
  DataSize data;
  data.text_bytes = 3'500'000;  // a million tokens
  QVERIFY(std::abs(estimate(tuning(), values, data, true)->seconds.likely - 17) < 0.01);
  // Eight times 250,000 for each token, on four cores of 5 billion.
  QVERIFY(std::abs(estimate(tuning(), values, data, false)->seconds.likely - (7 + 100)) < 0.01);
}

void EstimateTest::a_model_of_unknown_size_has_no_known_memory() {
  const auto result = estimate(tuning(), {{"base_model", std::string("other")}}, {0, 10, 0, 0}, true);
  QVERIFY(result.ok());
  QVERIFY(!result->gpu_memory_gib);
  QVERIFY(result->seconds.likely > 0);
  QVERIFY(!estimate(images(), {}, {0, 0, 0, 100}, true)->gpu_memory_gib);
}

void EstimateTest::which_gpu_holds_it() {
  QCOMPARE(smallest_gpu_gib(10.8), 16.0);
  QCOMPARE(smallest_gpu_gib(21.4), 24.0);
  QCOMPARE(smallest_gpu_gib(24.0), 40.0);
  QCOMPARE(smallest_gpu_gib(73.6), 80.0);
  QCOMPARE(smallest_gpu_gib(152), 0.0);
}

void EstimateTest::a_fixed_job_costs_what_it_says() {
  auto one = table_;
  one.resources.estimator = "fixed_v1";
  one.resources.constants = {{"seconds", 90}};
  const auto result = estimate(one, {}, {}, false);
  QVERIFY(result.ok());
  QCOMPARE(result.value().seconds.likely, 90.0);
  QCOMPARE(result.value().walltime_minutes, 5);
}

void EstimateTest::a_program_of_ones_own_takes_at_most_what_was_allowed() {
  auto own = images();
  own.resources.estimator = "asked_v1";
  own.resources.constants = {{"seconds_base", 5}};
  ParameterValues values{{"minutes", std::string("240")}, {"gpus", std::string("1")}};
  const auto with_gpu = estimate(own, values, {}, true);
  QVERIFY(with_gpu.ok());
  QCOMPARE(with_gpu->seconds.low, 5.0);
  QCOMPARE(with_gpu->seconds.high, 14'400.0);
  QCOMPARE(with_gpu->walltime_minutes, 240);
  QCOMPARE(with_gpu->tier.gpus, 1);
  QCOMPARE(with_gpu->gpu_hours.high, 4.0);
  values["gpus"] = std::string("0");
  QCOMPARE(estimate(own, values, {}, true)->tier.gpus, 0);
  values.clear();
  QCOMPARE(estimate(own, values, {}, true)->walltime_minutes, own.resources.default_walltime_minutes);
}

void EstimateTest::more_gpus_are_faster_but_less_than_as_many_times() {
  auto one = images();
  auto four = one.resources.tiers.at(0);
  four.gpus = 4;
  four.launcher = "torchrun";
  four.strategy = "ddp";
  four.cpu_only = false;
  four.memory_gib = 4;
  one.resources.tiers.push_back(four);
  const DataSize data{0, 0, 0, 360'000'000};
  const auto alone = estimate(one, {}, data, true);
  const auto together = estimate(one, {}, data, true, four);
  QCOMPARE(alone->tier.gpus, 1);  // what is proposed
  QCOMPARE(together->tier.gpus, 4);
  QVERIFY(together->seconds.likely < alone->seconds.likely / 3);
  QVERIFY(together->seconds.likely > alone->seconds.likely / 4);
  // Nobody knows how much is lost, so the range is wider.
  QVERIFY(together->seconds.high / together->seconds.low > alone->seconds.high / alone->seconds.low);
  QVERIFY(together->gpu_hours.likely > alone->gpu_hours.likely);
  QVERIFY(together->kilowatt_hours.likely > alone->kilowatt_hours.likely);
  QVERIFY(together->tier.memory_gib >= 8);  // four times the photos of one process
  auto elsewhere = four;
  elsewhere.gpus = 2;
  elsewhere.nodes = 2;
  QVERIFY(estimate(one, {}, data, true, elsewhere)->seconds.likely > together->seconds.likely);
  QCOMPARE(estimate(one, {}, data, false, four)->tier.gpus, 0);
}

void EstimateTest::a_program_of_ones_own_is_started_as_often_as_was_asked() {
  auto own = images();
  own.resources.estimator = "asked_v1";
  own.resources.constants = {{"seconds_base", 5}};
  for (const auto* launcher : {"python", "torchrun"}) {
    auto two = own.resources.tiers.at(0);
    two.gpus = 2;
    two.launcher = launcher;
    own.resources.tiers.push_back(two);
  }
  ParameterValues values{{"minutes", std::string("30")}, {"gpus", std::string("2")}};
  const auto once = estimate(own, values, {}, true);
  QCOMPARE(once->tier.gpus, 2);
  QCOMPARE(once->tier.launcher, std::string("python"));
  QCOMPARE(once->walltime_minutes, 30);
  values["start"] = std::string("each_gpu");
  QCOMPARE(estimate(own, values, {}, true)->tier.launcher, std::string("torchrun"));
  QCOMPARE(estimate(own, values, {}, true)->walltime_minutes, 30);
  values["gpus"] = std::string("1");
  QCOMPARE(estimate(own, values, {}, true)->tier.launcher, own.resources.tiers.at(0).launcher);
  values["gpus"] = std::string("64");  // of a catalogue that does not fit its own question
  QCOMPARE(estimate(own, values, {}, true)->tier.gpus, 1);
}

void EstimateTest::energy_is_0_97_kilowatt_for_each_gpu() {
  const auto result = estimate(images(), {}, {0, 0, 0, 36'000'000}, true);
  QVERIFY(result.ok());
  QVERIFY(result.value().gpu_hours.likely > 1.0 && result.value().gpu_hours.likely < 1.01);
  QCOMPARE(result.value().kilowatt_hours.likely, result.value().gpu_hours.likely * 0.97);
}

void EstimateTest::asks_no_gpu_where_there_is_none() {
  const DataSize data{0, 0, 0, 1000};
  QCOMPARE(estimate(images(), {}, data, true).value().tier.gpus, 1);
  const auto without = estimate(images(), {}, data, false);
  QCOMPARE(without.value().tier.gpus, 0);
  QCOMPARE(without.value().gpu_hours.high, 0.0);
}

void EstimateTest::asks_more_memory_for_a_larger_table() {
  QCOMPARE(estimate(table_, {}, {0, 1000, 10, 0}, false).value().tier.memory_gib, 4.0);
  const auto large = estimate(table_, {}, {0, 10'000'000, 50, 0}, false);
  QVERIFY(large.value().tier.memory_gib > 20);
}

void EstimateTest::the_walltime_is_tidy_and_between_one_and_a_half_and_two_times() {
  auto one = table_;
  one.resources.estimator = "fixed_v1";
  for (const double seconds : {1.0, 200.0, 600.0, 3000.0, 20'000.0, 100'000.0, 1e7}) {
    one.resources.constants = {{"seconds", seconds}};
    const auto minutes = estimate(one, {}, {}, false).value().walltime_minutes;
    QVERIFY(minutes >= 5 && minutes % 5 == 0);
    if (seconds < 1e6) QVERIFY2(minutes * 60 >= 1.5 * seconds, qPrintable(QString::number(seconds)));
    QVERIFY(minutes <= 30 * 1440);
  }
}

void EstimateTest::takes_the_templates_walltime_when_nothing_is_known() {
  QCOMPARE(estimate(table_, {}, {}, false).value().walltime_minutes, 30);
}

void EstimateTest::refuses_an_estimator_it_does_not_know() {
  auto one = table_;
  one.resources.estimator = "magic_v9";
  const auto result = estimate(one, {}, {}, false);
  QVERIFY(result.failed());
  QCOMPARE(int(result.error().code), int(ErrorCode::catalogue_invalid));
  one = table_;
  one.resources.tiers.clear();
  QVERIFY(estimate(one, {}, {}, false).failed());
}

}  // namespace estimate_test

WERKBANK_TEST(estimate_test::EstimateTest);
#include "estimate_test.moc"
