#include "core/telemetry/host_samples.h"
#include "tests/runner/test_program.h"

#include <string>

using namespace werkbank;

namespace host_samples_test {

const std::string header = "t,host,cpu_pct,mem_used_mib,mem_total_mib,scope\n";

HostCsvReader reader_of(const std::string& text) {
  HostCsvReader reader;
  reader.add(text);
  return reader;
}

class HostSamplesTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_the_sampler_writes();
  void gives_the_same_in_whatever_pieces_the_bytes_come();
  void what_is_not_available_or_cannot_be_is_empty();
  void ragged_lines_and_junk_are_counted_and_skipped();
  void time_that_goes_back_is_put_in_order();
  void ever_new_hosts_cannot_fill_the_memory();
  void the_fullest_memory_is_told_of_what_may_be_used();
  void the_table_for_export_reads_back();
};

void HostSamplesTest::reads_what_the_sampler_writes() {
  const auto reader = reader_of(header +
                                "1700000000,gh01,37.5,48000,65536,job\n1700000010,gh02,3.0,9000,515000,machine\n"
                                "1700000010,gh01,40.0,50000,65536,job\r\n");
  QCOMPARE(reader.series().size(), 2U);
  const auto& first = reader.series().front();
  QCOMPARE(first.readings.host, std::string("gh01"));
  QVERIFY(first.is_of_job);
  QVERIFY(!reader.series().back().is_of_job);
  QCOMPARE(first.readings.samples.size(), 2U);
  QCOMPARE(first.readings.samples.back().utilisation_percent.value(), 40.0);
  QCOMPARE(first.readings.samples.back().memory_used_mib.value(), 50000.0);
  QCOMPARE(first.readings.samples.memory_total_mib().value(), 65536.0);
  QCOMPARE(reader.skipped_lines(), 0U);
}

void HostSamplesTest::gives_the_same_in_whatever_pieces_the_bytes_come() {
  std::string text = header;
  for (int i = 0; i < 50; ++i) text += std::to_string(1700000000 + 10 * i) + ",n1,5,100,200,job\n";
  // Of one moment: the second takes the place of the first, and yet the first told how much there is.
  text += "1700000000,n1,5,100,900,job\n1700000000,n1,6,100,200,job\n";
  const auto whole = to_csv(reader_of(text).series());
  for (const std::size_t piece : {1U, 7U, 64U}) {
    HostCsvReader reader;
    for (std::size_t at = 0; at < text.size(); at += piece) reader.add(std::string_view(text).substr(at, piece));
    QCOMPARE(to_csv(reader.series()), whole);
  }
}

void HostSamplesTest::what_is_not_available_or_cannot_be_is_empty() {
  const auto reader = reader_of(header + "1700000000,n1,,nan,-5,job\n1700000010,n1,101,inf,1e30,job\n");
  const auto& samples = reader.series().front().readings.samples;
  QCOMPARE(samples.size(), 2U);
  for (const auto& sample : samples) {
    QVERIFY(!sample.utilisation_percent && !sample.memory_used_mib && !sample.memory_total_mib);
  }
  QVERIFY(!fullest_memory(reader.series()));
}

void HostSamplesTest::ragged_lines_and_junk_are_counted_and_skipped() {
  QCOMPARE(reader_of("1700000000,n1,1,2,3,job\n").skipped_lines(), 1U);  // without a header nothing is guessed
  const auto reader =
      reader_of(header + "1700000000,n1,1\n,n1,1,2,3,job\n1700000000,,1,2,3,job\nx\x01\xff,a,b,c,d,e\n" +
                std::string(100'000, ',') + "\n1700000020,n1,1,2,3,job\n");
  QCOMPARE(reader.skipped_lines(), 5U);
  QCOMPARE(reader.series().size(), 1U);
  QCOMPARE(reader.series().front().readings.samples.size(), 1U);
}

void HostSamplesTest::time_that_goes_back_is_put_in_order() {
  const auto reader = reader_of(header + "1700000020,n1,2,2,3,job\n1700000000,n1,1,2,3,job\n1700000020,n1,9,2,3,job\n");
  const auto& samples = reader.series().front().readings.samples;
  QCOMPARE(samples.size(), 2U);
  QCOMPARE(samples.front().utilisation_percent.value(), 1.0);
  QCOMPARE(samples.back().utilisation_percent.value(), 9.0);
}

void HostSamplesTest::ever_new_hosts_cannot_fill_the_memory() {
  std::string text = header;
  for (int i = 0; i < 5000; ++i) text += "1700000000,n" + std::to_string(i) + ",1,2,3,job\n";
  const auto reader = reader_of(text);
  QCOMPARE(reader.series().size(), 4096U);
  QCOMPARE(reader.skipped_lines(), 5000U - 4096U);
}

void HostSamplesTest::the_fullest_memory_is_told_of_what_may_be_used() {
  const auto reader = reader_of(header +
                                "1700000000,n1,1,30000,65536,job\n1700000010,n1,1,62464,65536,job\n"
                                "1700000020,n1,1,10000,65536,job\n1700000000,n2,1,100000,515000,machine\n");
  const auto memory = fullest_memory(reader.series());
  QVERIFY(memory.has_value());
  QCOMPARE(memory->host, std::string("n1"));
  QCOMPARE(memory->used_mib, 62464.0);
  QVERIFY(memory->is_of_job && memory->is_nearly_full());
  QVERIFY(!fullest_memory({reader.series().back()})->is_nearly_full());
}

void HostSamplesTest::the_table_for_export_reads_back() {
  const auto reader = reader_of(header + "1700000000,n1,37.5,,65536,job\n1700000010,n1,1,2,65536,job\n");
  const auto text = to_csv(reader.series());
  QCOMPARE(text, header + "1700000000,n1,37.5,,65536,job\n1700000010,n1,1,2,65536,job\n");
}

}  // namespace host_samples_test

WERKBANK_TEST(host_samples_test::HostSamplesTest);
#include "host_samples_test.moc"
