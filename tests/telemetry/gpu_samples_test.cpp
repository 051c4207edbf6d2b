#include "core/telemetry/gpu_samples.h"
#include "tests/runner/test_program.h"

#include <chrono>
#include <cmath>
#include <string>

using namespace werkbank;

namespace gpu_samples_test {

const std::string header = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n";

std::string row(double time, const std::string& uuid, double utilisation, int index = 0) {
  return std::to_string(time) + ",n1," + std::to_string(index) + ',' + uuid + ",H100," + std::to_string(utilisation) +
         ",1000,80000,300,55,1500,\n";
}

GpuCsvReader reader_of(const std::string& text) {
  GpuCsvReader reader;
  reader.add(text);
  return reader;
}

GpuSeries series_of(const std::vector<double>& utilisation, double step_seconds) {
  GpuSeries series{"n1", "GPU-a", 0, "H100", {}};
  for (std::size_t i = 0; i < utilisation.size(); ++i) {
    GpuSample sample;
    sample.time = 1000 + step_seconds * static_cast<double>(i);
    sample.utilisation_percent = utilisation[i];
    series.samples.add(sample);
  }
  return series;
}

class GpuSamplesTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_the_sampler_writes();
  void gives_the_same_in_whatever_pieces_the_bytes_come();
  void a_torn_last_line_waits_for_its_end();
  void columns_are_found_by_the_header_and_may_change_place();
  void a_header_repeated_after_a_requeue_is_no_sample();
  void without_a_header_nothing_is_guessed();
  void what_is_not_available_is_empty_and_never_zero_data();
  void what_is_not_available_is_empty_and_never_zero();
  void ragged_lines_are_counted_and_skipped();
  void a_line_of_ten_megabytes_is_dropped_and_the_next_one_read();
  void binary_junk_does_no_harm();
  void a_gpu_is_known_by_its_uuid_when_it_is_renumbered();
  void without_uuid_the_number_on_the_host_tells_gpus_apart();
  void time_that_goes_back_is_put_in_order();
  void of_two_samples_of_one_moment_the_later_line_counts();
  void a_file_with_ever_new_gpus_cannot_fill_the_memory();
  void sums_up_by_the_trapezium_rule();
  void a_gap_in_time_uses_no_energy();
  void nothing_measured_is_unknown_and_not_zero();
  void the_export_reads_back_as_the_same_samples();
  void the_export_cannot_be_run_by_a_spreadsheet();
  void a_million_rows_are_read_in_seconds();
};

void GpuSamplesTest::reads_what_the_sampler_writes() {
  const auto reader =
      reader_of(header + "1700000000.5,gh01,3,GPU-aa,NVIDIA H100 80GB,97,1234,81559,612.5,61,1980,0x0\n");
  QCOMPARE(reader.series().size(), 1U);
  const auto& gpu = reader.series().front();
  QCOMPARE(gpu.host, std::string("gh01"));
  QCOMPARE(gpu.uuid, std::string("GPU-aa"));
  QCOMPARE(gpu.index, 3);
  QCOMPARE(gpu.name, std::string("NVIDIA H100 80GB"));
  const auto sample = gpu.samples.front();
  QCOMPARE(sample.time, 1700000000.5);
  QCOMPARE(value_of(sample, GpuMetric::utilisation).value(), 97.0);
  QCOMPARE(value_of(sample, GpuMetric::memory).value(), 1234.0);
  QCOMPARE(value_of(sample, GpuMetric::power).value(), 612.5);
  QCOMPARE(value_of(sample, GpuMetric::temperature).value(), 61.0);
  QCOMPARE(sample.memory_total_mib.value(), 81559.0);
  QCOMPARE(sample.clock_mhz.value(), 1980.0);
  QCOMPARE(reader.skipped_lines(), 0U);
}

void GpuSamplesTest::gives_the_same_in_whatever_pieces_the_bytes_come() {
  std::string text = header;
  for (int i = 0; i < 20; ++i) text += row(1000 + i, i % 2 == 0 ? "GPU-a" : "GPU-b", i);
  text += "torn,line\r\n" + row(1100, "GPU-a", 5);
  const auto whole = to_csv(reader_of(text).series());
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 255U}) {
    GpuCsvReader reader;
    for (std::size_t at = 0; at < text.size(); at += piece) reader.add(std::string_view(text).substr(at, piece));
    QCOMPARE(to_csv(reader.series()), whole);
    QCOMPARE(reader.skipped_lines(), 1U);
  }
}

void GpuSamplesTest::a_torn_last_line_waits_for_its_end() {
  GpuCsvReader reader;
  reader.add(header + row(1000, "GPU-a", 10) + "1010,n1,0,GPU-a,H100,2");
  QCOMPARE(reader.series().front().samples.size(), 1U);
  reader.add("5,1,2,3,4,5,\n");
  QCOMPARE(reader.series().front().samples.back().utilisation_percent.value(), 25.0);
  QCOMPARE(reader.skipped_lines(), 0U);
}

void GpuSamplesTest::columns_are_found_by_the_header_and_may_change_place() {
  const auto reader = reader_of("util_pct,fan,uuid,t,gpu\n50,9,GPU-a,1000,1\nt,gpu,uuid,util_pct\n1010,1,GPU-a,60\n");
  QCOMPARE(reader.series().size(), 1U);
  const auto& samples = reader.series().front().samples;
  QCOMPARE(samples.size(), 2U);
  QCOMPARE(samples[0].utilisation_percent.value(), 50.0);
  QCOMPARE(samples[1].utilisation_percent.value(), 60.0);
  QVERIFY(!samples[0].power_watt);
}

void GpuSamplesTest::a_header_repeated_after_a_requeue_is_no_sample() {
  const auto reader = reader_of(header + row(1000, "GPU-a", 10) + header + row(1300, "GPU-a", 20));
  QCOMPARE(reader.series().front().samples.size(), 2U);
  QCOMPARE(reader.skipped_lines(), 0U);
}

void GpuSamplesTest::without_a_header_nothing_is_guessed() {
  const auto reader = reader_of(row(1000, "GPU-a", 10));
  QVERIFY(reader.series().empty());
  QCOMPARE(reader.skipped_lines(), 1U);
}

void GpuSamplesTest::what_is_not_available_is_empty_and_never_zero_data() {
  QTest::addColumn<QString>("field");
  for (const char* field : {"", "[N/A]", "[Not Supported]", "nan", "-nan", "inf", "-inf", "1e999", "-3", "0x10", "12 W",
                            "101", "1;5", "--", "+5"}) {
    QTest::newRow(field) << QString(field);
  }
}

void GpuSamplesTest::what_is_not_available_is_empty_and_never_zero() {
  QFETCH(QString, field);
  const auto reader = reader_of("t,gpu,uuid,util_pct,temp_c\n1000,0,GPU-a," + field.toStdString() + ",-5\n");
  QVERIFY(!reader.series().front().samples.front().utilisation_percent);
  QCOMPARE(reader.series().front().samples.front().temperature_celsius.value(), -5.0);
}

void GpuSamplesTest::ragged_lines_are_counted_and_skipped() {
  const auto reader = reader_of(header + "1000,n1,0,GPU-a\n" + row(1010, "GPU-a", 10) + ",,,,,,,,,,,\n" +
                                "yesterday,n1,0,GPU-a,H100,1,2,3,4,5,6,\n" + std::string(200, ',') + "\n\n" +
                                "1020,n1,,,H100,1,2,3,4,5,6,\n" + "1020,n1,0,GPU-a,H100,1,2" + header);
  QCOMPARE(reader.series().front().samples.size(), 1U);
  QCOMPARE(reader.skipped_lines(), 6U);
}

void GpuSamplesTest::a_line_of_ten_megabytes_is_dropped_and_the_next_one_read() {
  GpuCsvReader reader;
  reader.add(header);
  const std::string megabyte(1U << 20U, '7');
  for (int i = 0; i < 10; ++i) reader.add(megabyte);
  reader.add("\n" + row(1000, "GPU-a", 10));
  QCOMPARE(reader.skipped_lines(), 1U);
  QCOMPARE(reader.series().front().samples.size(), 1U);
}

void GpuSamplesTest::binary_junk_does_no_harm() {
  std::string junk = header;
  unsigned state = 1;
  for (int i = 0; i < 200'000; ++i) {
    state = state * 1664525U + 1013904223U;
    junk += static_cast<char>(state >> 24U);
  }
  auto reader = reader_of(junk + "\n" + row(1000, "GPU-a", 10));
  QVERIFY(reader.skipped_lines() > 100);
  QCOMPARE(reader.series().size(), 1U);
}

void GpuSamplesTest::a_gpu_is_known_by_its_uuid_when_it_is_renumbered() {
  const auto reader = reader_of(header + row(1000, "GPU-a", 1, 0) + row(1000, "GPU-b", 2, 1) +
                                row(1300, "GPU-b", 3, 0) + row(1300, "GPU-a", 4, 1));
  QCOMPARE(reader.series().size(), 2U);
  QCOMPARE(reader.series()[0].uuid, std::string("GPU-a"));
  QCOMPARE(reader.series()[0].index, 1);
  QCOMPARE(reader.series()[0].samples[1].utilisation_percent.value(), 4.0);
  QCOMPARE(reader.series()[1].index, 0);
}

void GpuSamplesTest::without_uuid_the_number_on_the_host_tells_gpus_apart() {
  const auto reader = reader_of("t,host,gpu,util_pct\n1,a,0,5\n1,a,1,6\n1,b,0,7\n2,a,0,8\n");
  QCOMPARE(reader.series().size(), 3U);
  QCOMPARE(reader.series()[0].samples.size(), 2U);
}

void GpuSamplesTest::time_that_goes_back_is_put_in_order() {
  GpuCsvReader reader;
  reader.add(header + row(1000, "GPU-a", 1) + row(1010, "GPU-a", 2) + row(990, "GPU-a", 3) + row(1005, "GPU-a", 4));
  reader.add(row(995, "GPU-a", 5) + row(1020, "GPU-a", 6));
  std::vector<double> times;
  for (const auto& sample : reader.series().front().samples) times.push_back(sample.time);
  QCOMPARE(times, (std::vector<double>{990, 995, 1000, 1005, 1010, 1020}));
}

void GpuSamplesTest::of_two_samples_of_one_moment_the_later_line_counts() {
  const auto reader =
      reader_of(header + row(1000, "GPU-a", 1) + row(1000, "GPU-a", 2) + row(1010, "GPU-a", 3) + row(1000, "GPU-a", 4));
  const auto& samples = reader.series().front().samples;
  QCOMPARE(samples.size(), 2U);
  QCOMPARE(samples[0].utilisation_percent.value(), 4.0);
  QCOMPARE(samples[1].utilisation_percent.value(), 3.0);
}

void GpuSamplesTest::a_file_with_ever_new_gpus_cannot_fill_the_memory() {
  std::string text = header;
  for (int i = 0; i < 6000; ++i) text += row(1000, "GPU-" + std::to_string(i), 1);
  const auto reader = reader_of(text);
  QCOMPARE(reader.series().size(), 4096U);
  QCOMPARE(reader.skipped_lines(), 6000U - 4096U);
}

void GpuSamplesTest::sums_up_by_the_trapezium_rule() {
  const auto reader = reader_of(
      "t,gpu,uuid,util_pct,power_w,mem_used_mib\n1000,0,GPU-a,10,100,7\n1060,0,GPU-a,30,300,9\n"
      "1000,1,GPU-b,50,200,8\n1060,1,GPU-b,70,200,\n");
  const auto summary = summarise(reader.series());
  QCOMPARE(summary.gpus, 2U);
  QCOMPARE(summary.mean_utilisation_percent.value(), 40.0);
  QCOMPARE(summary.mean_power_watt.value(), 200.0);
  QCOMPARE(summary.peak_memory_mib.value(), 9.0);
  QVERIFY(std::abs(summary.energy_kilowatt_hours.value() - (60 * 200 + 60 * 200) / 3.6e6) < 1e-12);
}

void GpuSamplesTest::a_gap_in_time_uses_no_energy() {
  const auto reader = reader_of("t,gpu,power_w\n1000,0,100\n1010,0,100\n5000,0,100\n5010,0,100\n");
  QVERIFY(std::abs(summarise(reader.series()).energy_kilowatt_hours.value() - 2000 / 3.6e6) < 1e-12);
}

void GpuSamplesTest::nothing_measured_is_unknown_and_not_zero() {
  const auto summary = summarise(reader_of("t,gpu,power_w\n1000,0,\n").series());
  QCOMPARE(summary.gpus, 1U);
  QVERIFY(!summary.mean_utilisation_percent && !summary.mean_power_watt && !summary.peak_memory_mib);
  QVERIFY(!summary.energy_kilowatt_hours);
  // One sample tells a power, but no time over which it was used.
  QVERIFY(!summarise(reader_of("t,gpu,power_w\n1000,0,100\n").series()).energy_kilowatt_hours);
}

void GpuSamplesTest::the_export_reads_back_as_the_same_samples() {
  const auto reader = reader_of(header + row(1700000000.125, "GPU-a", 12.5) + "1700000010,n2,1,GPU-b,A100,,,,,,,\n");
  const auto text = to_csv(reader.series());
  QCOMPARE(to_csv(reader_of(text).series()), text);
  QVERIFY(text.find("1700000000.125,n1,0,GPU-a,H100,12.5,1000,80000,300,55,1500\n") != std::string::npos);
  QVERIFY(text.find("1700000010,n2,1,GPU-b,A100,,,,,,\n") != std::string::npos);
}

void GpuSamplesTest::the_export_cannot_be_run_by_a_spreadsheet() {
  GpuSeries series = series_of({1}, 10);
  series.name = "=cmd|' /C calc'!A0,\"x\"\n";
  const auto text = to_csv({series});
  QVERIFY(text.find(",'=cmd") != std::string::npos);
  QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2);
  QCOMPARE(std::count(text.begin(), text.end(), '"'), 0);
}

void GpuSamplesTest::a_million_rows_are_read_in_seconds() {
  std::string text = header;
  for (int i = 0; i < 1'000'000; ++i) {
    text += std::to_string(1'700'000'000 + i / 8 * 10) + ",gh01," + std::to_string(i % 8) + ",GPU-5bc39c21-" +
            std::to_string(i % 8) + ",NVIDIA H100 80GB HBM3," + std::to_string(i % 101) +
            ",40211,81559,512.37,61,1980,\n";
  }
  const auto begin = std::chrono::steady_clock::now();
  GpuCsvReader reader;
  constexpr std::size_t piece = 256U << 10U;
  for (std::size_t at = 0; at < text.size(); at += piece) reader.add(std::string_view(text).substr(at, piece));
  const auto read = std::chrono::steady_clock::now();
  std::size_t points = 0;
  for (const auto& gpu : reader.series()) {
    points += gpu.samples.bands(GpuMetric::power, 0, 4e9, 2000).size();
  }
  const auto end = std::chrono::steady_clock::now();
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  qInfo("1,000,000 rows, %.0f MB: read in %.2f s, bands in %.3f s", static_cast<double>(text.size()) / 1e6,
        seconds(begin, read), seconds(read, end));
  QCOMPARE(reader.series().size(), 8U);
  QCOMPARE(reader.series()[0].samples.size(), 125'000U);
  QVERIFY(points > 0 && points <= 16'100);
  QVERIFY(seconds(begin, end) < 30);  // generous: also unoptimised and under sanitizers
}

}  // namespace gpu_samples_test

WERKBANK_TEST(gpu_samples_test::GpuSamplesTest);
#include "gpu_samples_test.moc"
