// What a job costs: ranges by the manifest's constants, and a walltime a person would choose.
#include <QTest>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/parameters.h"
#include "sample_template.h"

using namespace werkbank;

class EstimateTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void a_table_costs_by_its_cells();
  void more_effort_costs_more();
  void pictures_cost_by_size_epochs_and_machine();
  void series_texts_and_one_pass_cost_by_what_goes_through();
  void sound_costs_by_its_length();
  void a_fixed_job_costs_what_it_says();
  void a_program_of_ones_own_takes_at_most_what_was_allowed();
  void energy_is_0_97_kilowatt_for_each_gpu();
  void asks_no_gpu_where_there_is_none();
  void asks_more_memory_for_a_larger_table();
  void the_walltime_is_tidy_and_between_one_and_a_half_and_two_times();
  void takes_the_templates_walltime_when_nothing_is_known();
  void refuses_an_estimator_it_does_not_know();

 private:
  JobTemplate images() const;
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

QTEST_APPLESS_MAIN(EstimateTest)
#include "estimate_test.moc"
