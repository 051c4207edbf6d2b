// Bottlenecks that are planted in made samples, and what is said of them.
#include "core/telemetry/gpu_verdict.h"
#include "tests/runner/test_program.h"

#include <cmath>
#include <functional>
#include <random>

using namespace werkbank;

namespace gpu_verdict_test {

constexpr double start = 1'700'000'000;

struct Plan {
  std::size_t gpus = 1;
  double minutes = 60;
  double step = 10;
  std::string name = "NVIDIA H100 80GB HBM3";
  /// Of GPU number and seconds since the start: percent, W, share of 80 GB.
  std::function<std::optional<double>(std::size_t, double)> use;
  std::function<std::optional<double>(std::size_t, double)> power = [](std::size_t, double) { return 560.0; };
  double memory = 0.6;
};

std::vector<GpuSeries> made(const Plan& plan) {
  std::vector<GpuSeries> all;
  for (std::size_t gpu = 0; gpu < plan.gpus; ++gpu) {
    GpuSeries one{"n1", "GPU-" + std::to_string(gpu), static_cast<int>(gpu), plan.name, {}};
    for (double t = 0; t < plan.minutes * 60; t += plan.step) {
      GpuSample sample;
      sample.time = start + t;
      sample.utilisation_percent = plan.use(gpu, t);
      sample.power_watt = plan.power(gpu, t);
      sample.memory_used_mib = plan.memory * 81'559;
      sample.memory_total_mib = 81'559;
      one.samples.add(sample);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::optional<double> busy(std::size_t, double t) { return 92 + 5 * std::sin(t); }

TrainingRecord at_pace(const std::function<double(double)>& steps_a_second, double minutes) {
  TrainingRecord training;
  double step = 0;
  for (double t = 0; t < minutes * 60; t += 30) {
    step += 30 * steps_a_second(t);
    training.curves[{"train", "loss"}].push_back({0, start + t, static_cast<std::int64_t>(step), 0, 1.0});
  }
  return training;
}

class GpuVerdictTest : public QObject {
  Q_OBJECT

 private slots:
  void works_well();
  void knows_when_it_is_too_early();
  void says_nothing_without_readings();
  void sees_that_nothing_happens();
  void a_pause_is_no_idleness();
  void sees_gpus_that_have_no_part_in_it();
  void counts_no_gpu_of_computers_that_the_job_has_left();
  void counts_the_gpus_of_the_last_attempt_when_it_is_over();
  void a_last_attempt_that_was_too_short_does_not_count();
  void one_that_went_on_with_the_same_gpus_is_judged_as_a_whole();
  void sees_waiting_for_data();
  void sees_short_pauses_in_a_long_run();
  void sees_work_that_draws_no_power();
  void does_not_judge_power_of_an_unknown_gpu();
  void sees_that_the_training_slowed_down();
  void sees_that_a_quarter_would_do();
  void sees_that_the_memory_is_all_but_full();
  void judges_a_week_in_milliseconds();
  void a_gpu_is_found_by_its_name_data();
  void a_gpu_is_found_by_its_name();
  void every_finding_has_words_data();
  void every_finding_has_words();
};

void GpuVerdictTest::works_well() {
  for (const bool over : {false, true}) {
    const auto verdict = judge(made({.gpus = 4, .use = busy}), {}, over);
    QCOMPARE(verdict.finding, GpuFinding::works_well);
    QVERIFY(verdict.work.value() > 0.85 && verdict.work.value() <= 1);
    QCOMPARE(verdict.gpus, 4U);
    QVERIFY(next_step_of(verdict, over).empty());
  }
}

void GpuVerdictTest::knows_when_it_is_too_early() {
  QCOMPARE(judge(made({.minutes = 2, .use = [](auto, auto) { return 0.0; }}), {}, false).finding,
           GpuFinding::too_early);
  QCOMPARE(judge(made({.minutes = 5, .step = 90, .use = busy}), {}, false).finding, GpuFinding::too_early);
}

void GpuVerdictTest::says_nothing_without_readings() {
  QCOMPARE(judge({}, {}, false).finding, GpuFinding::unknown);
  const auto verdict = judge(made({.use = [](auto, auto) { return std::nullopt; }}), {}, true);
  QCOMPARE(verdict.finding, GpuFinding::unknown);
  QVERIFY(!verdict.work);
  QVERIFY(sentence_of(verdict, true).empty());
}

void GpuVerdictTest::sees_that_nothing_happens() {
  const auto stops = [](std::size_t, double t) { return t < 1200 ? 95.0 : 0.0; };
  const auto verdict = judge(made({.gpus = 2, .use = stops}), {}, false);
  QCOMPARE(verdict.finding, GpuFinding::idle);
  QVERIFY(std::abs(verdict.seconds - 2400) < 30);
  QCOMPARE(verdict.work.value(), 0.0);
  QCOMPARE(sentence_of(verdict, false).english(), std::string("Nothing has happened on the GPU for 40 min."));
  // Of a whole run that worked for a third of its time that is not to be said.
  QVERIFY(judge(made({.gpus = 2, .use = stops}), {}, true).finding != GpuFinding::idle);
  QCOMPARE(judge(made({.use = [](auto, auto) { return 0.0; }}), {}, true).finding, GpuFinding::idle);
}

void GpuVerdictTest::a_pause_is_no_idleness() {
  // Eight minutes of saving: not yet.
  const auto verdict = judge(made({.use = [](std::size_t, double t) { return t < 3120 ? 95.0 : 0.0; }}), {}, false);
  QVERIFY(verdict.finding != GpuFinding::idle);
  // One of two still works.
  const auto half =
      judge(made({.gpus = 2, .use = [](std::size_t gpu, double) { return gpu == 0 ? 90.0 : 0.0; }}), {}, false);
  QVERIFY(half.finding != GpuFinding::idle);
}

void GpuVerdictTest::sees_gpus_that_have_no_part_in_it() {
  const Plan plan{.gpus = 4, .use = [](std::size_t gpu, double t) { return gpu == 2 ? busy(0, t) : 0.0; }};
  for (const bool over : {false, true}) {
    const auto verdict = judge(made(plan), {}, over);
    QCOMPARE(verdict.finding, GpuFinding::some_idle);
    QCOMPARE(verdict.idle_gpus, 3U);
    QVERIFY(next_step_of(verdict, over).english().find("Ask for 1 next time") != std::string::npos);
  }
}

void GpuVerdictTest::counts_no_gpu_of_computers_that_the_job_has_left() {
  // The first attempt, on another computer, ended half an hour ago.
  auto all = made({.gpus = 4, .minutes = 30, .use = busy});
  for (auto& gpu : all) gpu.host = "n0";
  const auto later = made({.gpus = 4, .use = [](std::size_t gpu, double t) { return gpu < 2 ? busy(0, t) : 0.0; }});
  all.insert(all.end(), later.begin(), later.end());
  const auto verdict = judge(all, {}, false);
  QCOMPARE(verdict.finding, GpuFinding::some_idle);
  QCOMPARE(sentence_of(verdict, false).english(), std::string("GPUs that do nothing: 2 of 4."));
  QVERIFY(next_step_of(verdict, false).english().find("Ask for 2 next time") != std::string::npos);
}

// Each attempt by its minutes, with what the wrapper and the script write at its start; after each a minute of waiting.
TrainingRecord of_attempts(const std::vector<double>& minutes) {
  TrainingRecord training;
  double time = start;
  for (const double length : minutes) {
    const int number = training.attempts.empty() ? 0 : training.attempts.back().number + 1;
    training.attempts.push_back({number, time, time + 20, 0, 0});
    training.attempts.push_back({number, time + 20, time + length * 60, 0, 0});
    training.attempt = number;
    time += (length + 1) * 60;
  }
  return training;
}

std::vector<GpuSeries> on(const std::string& host, double from_minute, Plan plan) {
  plan.minutes += from_minute;
  auto made_there = made(plan);
  for (auto& gpu : made_there) {
    gpu.host = host;
    GpuHistory later;
    for (const auto& sample : gpu.samples) {
      if (sample.time >= start + from_minute * 60) later.add(sample);
    }
    gpu.samples = later;
  }
  return made_there;
}

std::vector<GpuSeries> together(std::vector<GpuSeries> first, const std::vector<GpuSeries>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::optional<double> half_of_them(std::size_t gpu, double t) { return gpu < 2 ? busy(0, t) : 0.0; }

void GpuVerdictTest::counts_the_gpus_of_the_last_attempt_when_it_is_over() {
  const auto all = together(on("n0", 0, {.gpus = 4, .minutes = 30, .use = busy}),
                            on("n1", 31, {.gpus = 4, .minutes = 20, .use = half_of_them}));
  const auto verdict = judge(all, of_attempts({30, 20}), true);
  QCOMPARE(verdict.finding, GpuFinding::some_idle);
  QCOMPARE(sentence_of(verdict, true).english(), std::string("GPUs that did nothing: 2 of 4."));
  QVERIFY(next_step_of(verdict, true).english().find("Ask for 2 next time") != std::string::npos);
}

void GpuVerdictTest::a_last_attempt_that_was_too_short_does_not_count() {
  const auto all = together(on("n0", 0, {.gpus = 4, .minutes = 30, .use = half_of_them}),
                            on("n1", 31, {.gpus = 4, .minutes = 1, .use = busy}));
  const auto verdict = judge(all, of_attempts({30, 1}), true);
  QCOMPARE(verdict.finding, GpuFinding::some_idle);
  QCOMPARE(verdict.gpus, 4U);
  QCOMPARE(verdict.idle_gpus, 2U);
  // Where none was long enough, it is the last.
  const auto brief = together(on("n0", 0, {.gpus = 4, .minutes = 1, .use = busy}),
                              on("n1", 2, {.gpus = 2, .minutes = 1, .use = busy}));
  const auto unsaid = judge(brief, of_attempts({1, 1}), true);
  QCOMPARE(unsaid.finding, GpuFinding::too_early);
  QCOMPARE(unsaid.gpus, 2U);
}

void GpuVerdictTest::one_that_went_on_with_the_same_gpus_is_judged_as_a_whole() {
  const auto at_first = [](std::size_t, double t) { return t < 40 * 60.0 ? 95.0 : 0.0; };
  const auto verdict = judge(made({.gpus = 2, .minutes = 60, .use = at_first}), of_attempts({40, 19}), true);
  QVERIFY(verdict.finding != GpuFinding::idle);
  QCOMPARE(verdict.gpus, 2U);
  QVERIFY(std::abs(verdict.seconds - 3590) < 1);
}

void GpuVerdictTest::sees_waiting_for_data() {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> share(0, 1);
  const Plan plan{.gpus = 2, .use = [&](auto, auto) { return share(random) < 0.6 ? 3.0 : 95.0; }};
  const auto verdict = judge(made(plan), {}, true);
  QCOMPARE(verdict.finding, GpuFinding::waits_for_data);
  QVERIFY2(std::abs(verdict.waiting - 0.6) < 0.06, qPrintable(QString::number(verdict.waiting)));
}

void GpuVerdictTest::sees_short_pauses_in_a_long_run() {
  // Twenty seconds of every minute, for five days: the mean of no minute tells it.
  const auto by_turns = [](std::size_t, double t) { return std::fmod(t, 60) < 20 ? 2.0 : 98.0; };
  const auto verdict = judge(made({.minutes = 5 * 24 * 60, .use = by_turns}), {}, true);
  QCOMPARE(verdict.finding, GpuFinding::waits_for_data);
  QVERIFY2(std::abs(verdict.waiting - 1.0 / 3) < 0.01, qPrintable(QString::number(verdict.waiting)));
}

void GpuVerdictTest::sees_work_that_draws_no_power() {
  const Plan plan{.use = [](auto, auto) { return 100.0; }, .power = [](auto, auto) { return 180.0; }};
  const auto verdict = judge(made(plan), {}, false);
  QCOMPARE(verdict.finding, GpuFinding::little_power);
  QVERIFY(verdict.work.value() < 0.5);
}

void GpuVerdictTest::does_not_judge_power_of_an_unknown_gpu() {
  const Plan plan{
      .name = "Somebody's own GPU", .use = [](auto, auto) { return 100.0; }, .power = [](auto, auto) { return 20.0; }};
  QCOMPARE(judge(made(plan), {}, false).finding, GpuFinding::works_well);
}

void GpuVerdictTest::sees_that_the_training_slowed_down() {
  const auto series = made({.use = busy});
  const auto slow = at_pace([](double t) { return t < 2700 ? 4.0 : 1.0; }, 60);
  const auto verdict = judge(series, slow, false);
  QCOMPARE(verdict.finding, GpuFinding::slowed_down);
  QVERIFY(std::abs(verdict.pace - 0.25) < 0.03);
  QCOMPARE(judge(series, at_pace([](double) { return 4.0; }, 60), false).finding, GpuFinding::works_well);
  QCOMPARE(judge(series, at_pace([](double) { return 4.0; }, 5), false).finding, GpuFinding::works_well);
}

void GpuVerdictTest::sees_that_a_quarter_would_do() {
  const Plan plan{.use = [](auto, auto) { return 35.0; }, .memory = 0.08};
  QCOMPARE(judge(made(plan), {}, true).finding, GpuFinding::oversized);
  // Much memory needs a whole one, however little it is used.
  QCOMPARE(judge(made({.use = [](auto, auto) { return 35.0; }, .memory = 0.7}), {}, true).finding,
           GpuFinding::waits_for_data);
}

void GpuVerdictTest::sees_that_the_memory_is_all_but_full() {
  QCOMPARE(judge(made({.use = busy, .memory = 0.985}), {}, true).finding, GpuFinding::nearly_full);
}

void GpuVerdictTest::judges_a_week_in_milliseconds() {
  const auto week = made({.gpus = 32, .minutes = 7 * 24 * 60, .use = busy});
  QElapsedTimer timer;
  timer.start();
  QCOMPARE(judge(week, {}, true).finding, GpuFinding::works_well);
  qInfo("32 GPUs x 7 days judged in %lld ms", static_cast<long long>(timer.elapsed()));
  QVERIFY(timer.elapsed() < 1000);  // generous: also unoptimised and under sanitizers
}

void GpuVerdictTest::a_gpu_is_found_by_its_name_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("watt");
  QTest::newRow("sxm") << "NVIDIA H100 80GB HBM3" << 700.0;
  QTest::newRow("pcie") << "NVIDIA H100 PCIe" << 350.0;
  QTest::newRow("a100") << "NVIDIA A100-SXM4-40GB" << 400.0;
  QTest::newRow("gh200") << "NVIDIA GH200 120GB" << 900.0;
  QTest::newRow("l4 is not l40s") << "NVIDIA L40S" << 350.0;
  QTest::newRow("l4") << "NVIDIA L4" << 72.0;
  QTest::newRow("amd") << "AMD Instinct MI250X" << 560.0;
  QTest::newRow("t4 is not t400") << "NVIDIA T400" << 0.0;
  QTest::newRow("unknown") << "=cmd|x" << 0.0;
  QTest::newRow("empty") << "" << 0.0;
}

void GpuVerdictTest::a_gpu_is_found_by_its_name() {
  QFETCH(QString, name);
  QFETCH(double, watt);
  QCOMPARE(rated_power(name.toStdString()).value_or(0), watt);
}

void GpuVerdictTest::every_finding_has_words_data() {
  QTest::addColumn<int>("finding");
  for (int i = 0; i <= static_cast<int>(GpuFinding::nearly_full); ++i) {
    QTest::newRow(finding_code(static_cast<GpuFinding>(i)).c_str()) << i;
  }
}

void GpuVerdictTest::every_finding_has_words() {
  QFETCH(int, finding);
  GpuVerdict verdict;
  verdict.finding = static_cast<GpuFinding>(finding);
  verdict.gpus = 4;
  verdict.idle_gpus = 1;
  for (const bool over : {false, true}) {
    QCOMPARE(sentence_of(verdict, over).empty(), verdict.finding == GpuFinding::unknown);
    QVERIFY(sentence_of(verdict, over).english().find('%' + std::string("1")) == std::string::npos);
  }
}

}  // namespace gpu_verdict_test

WERKBANK_TEST(gpu_verdict_test::GpuVerdictTest);
#include "gpu_verdict_test.moc"
