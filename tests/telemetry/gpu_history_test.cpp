#include "core/telemetry/gpu_history.h"

#include <chrono>
#include <cmath>
#include <random>

#include <QTemporaryDir>

#include "core/telemetry/gpu_history_file.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace gpu_history_test {

GpuSample sample(double time, double use, std::optional<double> power = 300) {
  GpuSample one;
  one.time = time;
  one.utilisation_percent = use;
  one.memory_used_mib = 1000;
  one.memory_total_mib = 80'000;
  one.power_watt = power;
  return one;
}

GpuHistory history_of(std::size_t count, double step, double begin = 1'700'000'000) {
  GpuHistory history;
  for (std::size_t i = 0; i < count; ++i) {
    history.add(sample(begin + step * static_cast<double>(i), static_cast<double>(i % 101)));
  }
  return history;
}

bool same(const GpuHistory& a, const GpuHistory& b) {
  if (a.size() != b.size() || a.joules() != b.joules()) return false;
  if (a.pauses() != b.pauses() || a.last_busy() != b.last_busy()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a.time(i) != b.time(i) || a.value(i, GpuMetric::utilisation) != b.value(i, GpuMetric::utilisation))
      return false;
  }
  for (const std::size_t most : {5U, 50U, 500U}) {
    const auto one = a.bands(GpuMetric::utilisation, 0, 4e9, most);
    const auto other = b.bands(GpuMetric::utilisation, 0, 4e9, most);
    if (one.size() != other.size()) return false;
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (one[i].time != other[i].time || std::abs(one[i].mean - other[i].mean) > 1e-3) return false;
      if (one[i].lowest != other[i].lowest || one[i].highest != other[i].highest) return false;
    }
  }
  const auto& x = a.total(GpuMetric::utilisation);
  const auto& y = b.total(GpuMetric::utilisation);
  return x.count == y.count && std::abs(x.sum - y.sum) < 1e-6 && x.lowest == y.lowest && x.highest == y.highest;
}

class GpuHistoryTest : public QObject {
  Q_OBJECT

 private slots:
  void keeps_every_sample();
  void refuses_what_is_not_later();
  void a_stretch_knows_its_mean_lowest_and_highest();
  void is_as_fine_as_fits_and_never_more();
  void shows_a_little_more_than_what_is_asked();
  void a_metric_that_is_missing_for_a_while_is_left_out();
  void late_samples_come_to_their_places_whatever_the_order();
  void counts_pauses_and_knows_when_it_was_busy_last();
  void a_copy_does_not_change_with_the_first();
  void a_copy_of_a_week_costs_next_to_nothing();
  void a_sample_costs_the_same_after_a_week_as_after_a_minute();
  void comes_back_from_the_disk_as_it_was();
  void a_file_begun_anew_leaves_nothing_of_the_one_before();
  void two_programs_may_keep_the_same_file();
  void a_cut_or_foreign_file_is_empty();
};

void GpuHistoryTest::keeps_every_sample() {
  const auto history = history_of(2000, 10);
  QCOMPARE(history.size(), 2000U);
  QCOMPARE(history[1234].time, 1'700'012'340.0);
  QCOMPARE(history[1234].utilisation_percent.value(), 1234 % 101);
  QCOMPARE(history[1234].memory_total_mib.value(), 80'000.0);
  QVERIFY(!history[1234].temperature_celsius);
  QCOMPARE(history.usual_step(), 10.0);
  QCOMPARE(history.index_at(1'700'000'015), 2U);
  QCOMPARE(history.index_at(1'800'000'000), 2000U);
  QVERIFY(std::abs(history.joules().value() - 300.0 * 10 * 1999) < 1e-3);
}

void GpuHistoryTest::refuses_what_is_not_later() {
  auto history = history_of(3, 10);
  QVERIFY(!history.add(sample(1'700'000'020, 1)));
  QVERIFY(!history.add(sample(1'700'000'005, 1)));
  QVERIFY(!history.add(sample(-1, 1)));
  QVERIFY(!history.add(sample(5e9, 1)));
  QVERIFY(!history.add(sample(std::nan(""), 1)));
  QCOMPARE(history.size(), 3U);
}

void GpuHistoryTest::a_stretch_knows_its_mean_lowest_and_highest() {
  GpuHistory history;
  for (int i = 0; i < 12; ++i) history.add(sample(1200 + i * 10, i < 6 ? 10.0 * i : 100));
  const auto bands = history.bands(GpuMetric::utilisation, 0, 4e9, 3);
  QCOMPARE(bands.size(), 2U);
  QCOMPARE(bands[0].time, 1230.0);
  QCOMPARE(bands[0].seconds, 60.0);
  QCOMPARE(bands[0].mean, 25.0);
  QCOMPARE(bands[0].lowest, 0.0);
  QCOMPARE(bands[0].highest, 50.0);
  QCOMPARE(bands[1].mean, 100.0);
}

void GpuHistoryTest::is_as_fine_as_fits_and_never_more() {
  const auto week = history_of(60'480, 10);
  const double end = week.back().time;
  double longest = 0;
  for (const std::size_t most : {1U, 2U, 100U, 200U, 1100U, 1500U, 11'000U, 60'480U}) {
    const auto bands = week.bands(GpuMetric::utilisation, week.front().time, end, most);
    QVERIFY2(!bands.empty() && bands.size() <= most + 3, qPrintable(QString::number(bands.size())));
    QVERIFY(longest == 0 || bands.front().seconds <= longest);
    longest = bands.front().seconds;
    for (std::size_t i = 1; i < bands.size(); ++i) QVERIFY(bands[i].time > bands[i - 1].time);
    double highest = 0;
    for (const auto& band : bands) highest = std::max(highest, band.highest);
    QCOMPARE(highest, 100.0);
  }
  QCOMPARE(longest, 0.0);
  // An hour of that week, with the same number of points: each sample.
  QCOMPARE(week.bands(GpuMetric::power, end - 3600, end, 1500).size(), 362U);
}

void GpuHistoryTest::shows_a_little_more_than_what_is_asked() {
  const auto history = history_of(1000, 10, 1000);
  const auto bands = history.bands(GpuMetric::utilisation, 2005, 2095, 100);
  QCOMPARE(bands.front().time, 2000.0);
  QCOMPARE(bands.back().time, 2100.0);
  QVERIFY(history.bands(GpuMetric::utilisation, 10, 5, 100).empty());
}

void GpuHistoryTest::a_metric_that_is_missing_for_a_while_is_left_out() {
  GpuHistory history;
  for (int i = 0; i < 1000; ++i) {
    history.add(sample(6000 + i * 10, 50, i >= 300 && i < 600 ? std::nullopt : std::optional<double>(100)));
  }
  QCOMPARE(history.bands(GpuMetric::power, 0, 4e9, 2000).size(), 700U);
  for (const auto& band : history.bands(GpuMetric::power, 0, 4e9, 200)) {
    QVERIFY(band.time < 9060 || band.time > 11'940);
    QCOMPARE(band.mean, 100.0);
  }
  QCOMPARE(history.total(GpuMetric::power).count, 700U);
}

void GpuHistoryTest::late_samples_come_to_their_places_whatever_the_order() {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<GpuSample> all;
    for (int i = 0; i < 3000; ++i) all.push_back(sample(1'000'000 + i * 7, static_cast<double>(random() % 100)));
    GpuHistory whole;
    for (const auto& one : all) QVERIFY(whole.add(one));
    // Two halves of any size, the later one first, and some that come twice.
    const auto cut = static_cast<std::ptrdiff_t>(random() % all.size());
    GpuHistory history;
    for (auto one = all.begin() + cut; one != all.end(); ++one) history.add(*one);
    std::vector<GpuSample> rest(all.begin(), all.begin() + cut);
    rest.insert(rest.end(), all.begin() + cut, all.begin() + std::min<std::ptrdiff_t>(cut + 40, 3000));
    std::shuffle(rest.begin(), rest.end(), random);
    history.merge(rest);
    QVERIFY(same(history, whole));
    history.merge({all[1500]});
    QVERIFY(same(history, whole));
  }
}

void GpuHistoryTest::counts_pauses_and_knows_when_it_was_busy_last() {
  GpuHistory history;
  QVERIFY(!history.last_busy());
  history.add(sample(1000, 0));
  history.add(sample(1010, 0.9));
  QVERIFY(!history.last_busy());
  history.add(sample(1020, 19.9));
  history.add(sample(1030, 20));
  history.add(sample(1040, 0.5));
  QCOMPARE(history.last_busy().value(), 1030.0);
  QCOMPARE(history.pauses(), 4U);
  history.merge({sample(1030, 0), sample(1025, 90)});
  QCOMPARE(history.last_busy().value(), 1025.0);
  QCOMPARE(history.pauses(), 5U);
}

void GpuHistoryTest::a_copy_does_not_change_with_the_first() {
  auto history = history_of(700, 10);
  const auto copy = history;
  const auto before = copy.bands(GpuMetric::utilisation, 0, 4e9, 100);
  history.add(sample(1'700'007'000, 99));
  history.merge({sample(1'700'000'005, 77)});
  QCOMPARE(copy.size(), 700U);
  QCOMPARE(history.size(), 702U);
  QVERIFY(same(copy, history_of(700, 10)));
  QCOMPARE(copy.bands(GpuMetric::utilisation, 0, 4e9, 100).back().highest, before.back().highest);
}

void GpuHistoryTest::a_copy_of_a_week_costs_next_to_nothing() {
  const auto week = history_of(60'480, 10);
  std::vector<GpuHistory> copies;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) copies.push_back(week);
  const double each =
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() / 1000;
  qInfo("a copy of 60480 samples: %.0f us", each);
  QVERIFY(each < 1000);  // generous; 60480 samples by value are some 2 MB
}

void GpuHistoryTest::a_sample_costs_the_same_after_a_week_as_after_a_minute() {
  const auto cost = [](GpuHistory history) {
    // As the window has it: a copy is on the screen while the next samples come.
    const double last = history.back().time;
    std::vector<double> times;
    for (int round = 0; round < 7; ++round) {
      auto grown = history;
      const auto begin = std::chrono::steady_clock::now();
      for (int i = 1; i <= 200; ++i) grown.add(sample(last + 10 * i, 5));
      times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return times[3];
  };
  const double minute = cost(history_of(6, 10));
  const double week = cost(history_of(60'480, 10));
  qInfo("200 samples: %.0f us after a minute, %.0f us after a week", minute * 1e6, week * 1e6);
  QVERIFY(week < 5 * minute);
}

void GpuHistoryTest::comes_back_from_the_disk_as_it_was() {
  QTemporaryDir folder;
  const std::filesystem::path place = (folder.path() + "/samples.sqlite").toStdU16String();
  GpuCsvReader reader;
  std::string text = "t,host,gpu,uuid,name,util_pct,power_w\n";
  for (int i = 0; i < 5000; ++i) {
    text += std::to_string(1'700'000'000 + i * 10) + ",n\"1';--,0,GPU-a,H100," + std::to_string(i % 100) + ",300\n";
    text += std::to_string(1'700'000'000 + i * 10) + ",n\"1';--,1,,H100," + std::to_string(i % 50) + ",\n";
  }
  const std::string half_line = "1700050000,n\"1';--,0,GPU-a,H1";
  const std::string rest = "00,7,300\n1700050010,n\"1';--,1,,H100,8,\n";
  reader.add(text + half_line);
  GpuHistoryFile first(place);
  QVERIFY(first.load().empty());
  QVERIFY(first.keep({{"out/gpu/n1.csv", {42, "last\n", reader.state()}}}));
  reader.mark_kept();
  const auto check = [&](std::uint64_t offset) {
    auto files = GpuHistoryFile(place).load();
    QCOMPARE(files.size(), 1U);
    auto& read = files["out/gpu/n1.csv"];
    QCOMPARE(read.offset, offset);
    QCOMPARE(read.last_bytes, std::string("last\n"));
    GpuCsvReader again(read.state);
    GpuCsvReader copy(reader.state());
    again.add(rest);
    copy.add(rest);
    QCOMPARE(again.series().size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) QVERIFY(same(again.series()[i].samples, copy.series()[i].samples));
    QCOMPARE(to_csv(again.series()), to_csv(copy.series()));
  };
  check(42);
  reader.add(rest);
  QVERIFY(first.keep({{"out/gpu/n1.csv", {43, "last\n", reader.state()}}}));
  check(43);
  // Other files take the place of this one.
  QVERIFY(first.keep({{"out/gpu/n1.1min.csv", {1, "", GpuCsvReader().state()}}}));
  const auto files = GpuHistoryFile(place).load();
  QCOMPARE(files.size(), 1U);
  QVERIFY(files.contains("out/gpu/n1.1min.csv"));
}

void GpuHistoryTest::a_file_begun_anew_leaves_nothing_of_the_one_before() {
  QTemporaryDir folder;
  const std::filesystem::path place = (folder.path() + "/samples.sqlite").toStdU16String();
  GpuHistoryFile file(place);
  GpuCsvReader before;
  before.add("t,gpu,util_pct\n");
  for (int i = 0; i < 2000; ++i) before.add(std::to_string(1000 + i) + "," + std::to_string(i % 3) + ",50\n");
  QVERIFY(file.keep({{"a.csv", {7, "", before.state()}}}));
  GpuCsvReader after;
  after.add("t,gpu,util_pct\n5000,0,10\n5001,0,20\n");
  QVERIFY(file.keep({{"a.csv", {8, "", after.state()}}}));
  const auto files = GpuHistoryFile(place).load();
  QCOMPARE(files.size(), 1U);
  QCOMPARE(files.at("a.csv").state.series.size(), 1U);
  QVERIFY(same(files.at("a.csv").state.series[0].samples, after.series()[0].samples));
}

void GpuHistoryTest::two_programs_may_keep_the_same_file() {
  QTemporaryDir folder;
  const std::filesystem::path place = (folder.path() + "/samples.sqlite").toStdU16String();
  const auto reader_of = [](int count) {
    GpuCsvReader reader;
    reader.add("t,gpu,util_pct\n");
    for (int i = 0; i < count; ++i) reader.add(std::to_string(1000 + i) + ",0," + std::to_string(i % 100) + "\n");
    return reader;
  };
  GpuHistoryFile one(place);
  GpuHistoryFile other(place);
  auto small = reader_of(600);
  QVERIFY(one.keep({{"a.csv", {600, "", small.state()}}}));
  small.mark_kept();
  QVERIFY(other.keep({{"a.csv", {5000, "", reader_of(5000).state()}}}));
  // The first knows nothing of that, and has only a little more to say.
  small.add("1600,0,5\n");
  QVERIFY(one.keep({{"a.csv", {601, "", small.state()}}}));
  auto files = GpuHistoryFile(place).load();
  QCOMPARE(files["a.csv"].offset, 601U);
  QCOMPARE(files["a.csv"].state.series.front().samples.size(), 601U);
  QVERIFY(same(files["a.csv"].state.series.front().samples, small.series().front().samples));
}

void GpuHistoryTest::a_cut_or_foreign_file_is_empty() {
  QTemporaryDir folder;
  const std::filesystem::path place = (folder.path() + "/samples.sqlite").toStdU16String();
  GpuCsvReader reader;
  reader.add("t,gpu,util_pct\n");
  for (int i = 0; i < 20'000; ++i) reader.add(std::to_string(1000 + i) + ",0," + std::to_string(i % 100) + "\n");
  QVERIFY(GpuHistoryFile(place).keep({{"a.csv", {7, "", reader.state()}}}));
  const auto size = std::filesystem::file_size(place);
  for (const auto part : {size - 1, size / 2, size / 3, std::uintmax_t{100}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(place, part);
    for (const auto& [path, read] : GpuHistoryFile(place).load()) {
      // What SQLite still gives must be whole.
      QCOMPARE(read.state.series.front().samples.size(), 20'000U);
    }
  }
  QVERIFY(GpuHistoryFile(place).keep({{"a.csv", {7, "", reader.state()}}}));
  QCOMPARE(GpuHistoryFile(place).load().size(), 1U);
}

}  // namespace gpu_history_test

WERKBANK_TEST(gpu_history_test::GpuHistoryTest);
#include "gpu_history_test.moc"
