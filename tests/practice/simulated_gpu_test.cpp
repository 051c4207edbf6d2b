#include "core/practice/simulated_gpu.h"
#include "tests/runner/test_program.h"

#include <sstream>
#include <vector>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace werkbank;

namespace simulated_gpu_test {

const std::string uuid = "11111111-2222-4333-8444-555555555555";
const std::string header = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle";

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields;
    std::size_t begin = 0;
    for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', begin)) {
      fields.push_back(line.substr(begin, comma - begin));
      begin = comma + 1;
    }
    fields.push_back(line.substr(begin));
    rows.push_back(fields);
  }
  return rows;
}

QByteArray sampler() {
  QFile script(QStringLiteral(WERKBANK_SOURCE_DIR "/resources/remote/gpu_sampler.sh"));
  return script.open(QIODevice::ReadOnly) ? script.readAll() : QByteArray();
}

/// What the sampler's own awk program makes of these rows.
QByteArray summed_up_by_the_sampler(const QByteArray& rows) {
  const QRegularExpression quoted(QStringLiteral("\nmeans='\n(.*?)'\n"),
                                  QRegularExpression::DotMatchesEverythingOption);
  const auto program = quoted.match(QString::fromUtf8(sampler())).captured(1);
  if (program.isEmpty()) return "no such program in the sampler";
  QProcess awk;
  awk.start(QStringLiteral("awk"), {QStringLiteral("-F,"), QStringLiteral("-v"), QStringLiteral("host=simulated"),
                                    QStringLiteral("-v"), QStringLiteral("seconds=60"), program});
  awk.write(rows);
  awk.closeWriteChannel();
  if (!awk.waitForFinished()) return "no awk";
  return awk.readAllStandardOutput();
}

/// The rows of `fine` that fall into the minute that begins at `start`.
QByteArray minute_of(const std::string& fine, long start) {
  QByteArray rows;
  std::istringstream lines(fine);
  for (std::string line; std::getline(lines, line);) {
    const double time = std::atof(line.c_str());
    if (time >= static_cast<double>(start) && time < static_cast<double>(start + 60)) rows += line + '\n';
  }
  return rows;
}

class SimulatedGpuTest : public QObject {
  Q_OBJECT

 private slots:
  void both_files_have_the_columns_of_the_sampler();
  void every_row_says_that_it_is_simulated();
  void values_are_such_as_a_gpu_can_have();
  void a_later_call_begins_with_what_an_earlier_one_gave();
  void another_job_shows_another_picture();
  void a_minute_is_what_the_sampler_would_make_of_its_rows();
  void a_minute_that_goes_on_has_no_row_yet();
  void times_that_make_no_sense_fill_no_disk();
};

void SimulatedGpuTest::both_files_have_the_columns_of_the_sampler() {
  QVERIFY(sampler().contains(("\nheader=" + header + "\n").c_str()));
  const auto files = simulated_gpu_files(uuid, 2, 1'700'000'000, 1'700'000'200, 1, true);
  for (const auto& csv : {files.fine, files.coarse}) {
    QVERIFY(csv.starts_with(header + '\n') && csv.ends_with('\n'));
    for (const auto& row : rows_of(csv)) QCOMPARE(row.size(), 12U);
  }
  QCOMPARE(rows_of(files.fine).size(), 1U + 201 * 2);
}

void SimulatedGpuTest::every_row_says_that_it_is_simulated() {
  const auto files = simulated_gpu_files(uuid, 3, 1'700'000'000, 1'700'000'100, 5, true);
  for (const auto& csv : {files.fine, files.coarse}) {
    auto rows = rows_of(csv);
    QVERIFY(rows.size() > 3);
    rows.erase(rows.begin());
    for (const auto& row : rows) {
      QCOMPARE(row[1], std::string(simulated_host));
      QCOMPARE(row[3], "SIMULATED-" + row[2]);
      QCOMPARE(row[4], std::string(simulated_gpu_name));
    }
  }
}

void SimulatedGpuTest::values_are_such_as_a_gpu_can_have() {
  const auto files = simulated_gpu_files(uuid, 2, 1'700'000'000, 1'700'001'000, 1, true);
  double busiest = 0;
  for (const auto& csv : {files.fine, files.coarse}) {
    auto rows = rows_of(csv);
    rows.erase(rows.begin());
    for (const auto& row : rows) {
      const auto value = [&row](std::size_t column) { return std::stod(row[column]); };
      QVERIFY(value(5) >= 0 && value(5) <= 100);
      QVERIFY(value(6) > 0 && value(6) < value(7));
      QVERIFY(value(8) > 50 && value(8) < 700);
      QVERIFY(value(9) > 20 && value(9) < 90);
      busiest = std::max(busiest, value(5));
    }
  }
  QVERIFY(busiest > 80);
}

void SimulatedGpuTest::a_later_call_begins_with_what_an_earlier_one_gave() {
  // Whoever reads by offset would else be told that the file was begun anew.
  const double started = 1'700'000'017.3;
  SimulatedGpuFiles before;
  for (double now = started; now < started + 400; now += 7.7) {
    const auto files = simulated_gpu_files(uuid, 2, started, now, 1, false);
    QVERIFY(files.fine.starts_with(before.fine));
    QVERIFY(files.coarse.starts_with(before.coarse));
    before = files;
  }
  QVERIFY(!before.coarse.empty());
  const auto end = simulated_gpu_files(uuid, 2, started, started + 400, 1, true);
  QVERIFY(end.fine.starts_with(before.fine) && end.coarse.starts_with(before.coarse));
  QVERIFY(end.coarse.size() > before.coarse.size());
}

void SimulatedGpuTest::another_job_shows_another_picture() {
  const auto one = simulated_gpu_files(uuid, 1, 1'700'000'000, 1'700'000'050, 1, true).fine;
  QVERIFY(simulated_gpu_files("another", 1, 1'700'000'000, 1'700'000'050, 1, true).fine != one);
  QCOMPARE(simulated_gpu_files(uuid, 1, 1'700'000'000, 1'700'000'050, 1, true).fine, one);
}

void SimulatedGpuTest::a_minute_is_what_the_sampler_would_make_of_its_rows() {
  const double started = 1'700'000'017.3;
  const auto files = simulated_gpu_files(uuid, 2, started, started + 250, 1, true);
  QByteArray expected = QByteArray::fromStdString(header) + '\n';
  const long first = 1'700'000'017 / 60 * 60;
  for (long start = first; start <= first + 300; start += 60) {
    const auto rows = minute_of(files.fine, start);
    if (!rows.isEmpty()) expected += summed_up_by_the_sampler(rows);
  }
  QCOMPARE(QByteArray::fromStdString(files.coarse), expected);
  QCOMPARE(rows_of(files.coarse).size(), 1U + 5 * 2);
}

void SimulatedGpuTest::a_minute_that_goes_on_has_no_row_yet() {
  const double minute = 28'333'333 * 60.0;
  QCOMPARE(simulated_gpu_files(uuid, 1, minute, minute + 59.5, 1, false).coarse, std::string());
  QCOMPARE(rows_of(simulated_gpu_files(uuid, 1, minute, minute + 60, 1, false).coarse).size(), 2U);
  QCOMPARE(rows_of(simulated_gpu_files(uuid, 1, minute, minute + 60, 1, true).coarse).size(), 3U);
}

void SimulatedGpuTest::times_that_make_no_sense_fill_no_disk() {
  const double now = 1'700'000'000;
  for (const double started : {now + 50, 1e300, -1e300}) {
    const auto files = simulated_gpu_files(uuid, 1, started, now, 1, true);
    QCOMPARE(files.fine, header + '\n');
    QCOMPARE(files.coarse, std::string());
  }
  QVERIFY(simulated_gpu_files(uuid, 1, 0, now, 1000, false).fine.size() < (30U << 20U));
  QCOMPARE(simulated_gpu_files(uuid, 0, now, now + 100, 1, true).fine, header + '\n');
  // No interval at all is the shortest one.
  QCOMPARE(rows_of(simulated_gpu_files(uuid, 1, now, now + 1, 0, true).fine).size(), 1U + 11);
}

}  // namespace simulated_gpu_test

WERKBANK_TEST(simulated_gpu_test::SimulatedGpuTest);
#include "simulated_gpu_test.moc"
