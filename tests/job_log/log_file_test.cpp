// A log of any size, read by blocks: the same lines as when it is read as a whole, wherever one begins and however it
// grew.
#include "core/job_log/log_file.h"

#include <filesystem>
#include <fstream>
#include <random>

#include <QTemporaryDir>

#include "core/job_log/failure_log.h"
#include "core/job_log/log_search.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace log_file_test {

namespace fs = std::filesystem;

/// A log with lines of all lengths; `longest` bytes at most.
std::string made_log(std::size_t size, std::size_t longest, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) {
    const auto kind = random() % 20;
    if (kind == 0) {
      text += "\n";
    } else if (kind == 1) {
      text += std::string(random() % longest, 'x') + "\n";
    } else if (kind == 2) {
      for (int i = 0; i < 30; ++i) text += std::to_string(i) + "%|#  | 3it/s\r";
      text += "\n";
    } else {
      text += "line at " + std::to_string(text.size()) + " of the log\n";
    }
  }
  return text;
}

class LogFileTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  fs::path path_;

  void write(std::string_view bytes, bool append = false) {
    std::ofstream file(path_, std::ios::binary | (append ? std::ios::app : std::ios::trunc));
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  /// The log's lines as the blocks have them: offset and words.
  std::vector<std::pair<std::uint64_t, std::string>> lines_of(const LogFile& log, std::uint64_t size) {
    std::vector<std::pair<std::uint64_t, std::string>> lines;
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < LogFile::blocks_in(size); ++i) {
      const auto block = log.block(i, size).value();
      if (block.begin != end) qFatal("a gap before block %zu", i);
      end = block.end;
      for (const auto& line : block.lines) lines.emplace_back(line.offset, block.text_of(line));
    }
    if (end != size) qFatal("the blocks end at %llu", static_cast<unsigned long long>(end));
    return lines;
  }

 private slots:
  void init() { path_ = fs::path(folder_.filePath(QStringLiteral("job.log")).toStdString()); }
  void cleanup() { fs::remove_all(path_); }

  void blocks_are_the_whole_log_data();
  void blocks_are_the_whole_log();
  void a_line_that_does_not_end_is_cut();
  void a_log_that_grows_is_the_same_as_one_read_at_once_data();
  void a_log_that_grows_is_the_same_as_one_read_at_once();
  void only_what_is_new_is_read();
  void a_log_begun_anew_is_noticed();
  void no_log_is_an_empty_one();
  void what_is_no_file_is_an_error();
  void a_log_cut_while_it_is_read_is_an_error();
  void lines_are_numbered_as_the_clue_is();
  void a_log_of_line_ends_takes_bounded_memory();
};

void LogFileTest::blocks_are_the_whole_log_data() {
  QTest::addColumn<QByteArray>("bytes");
  const auto row = [](const char* name, const std::string& bytes) {
    QTest::newRow(name) << QByteArray::fromStdString(bytes);
  };
  row("one line", "x");
  row("one block", std::string(LogFile::block_size - 1, 'x') + "\n");
  row("a line ends with the block", std::string(LogFile::block_size - 1, 'x') + "\nnext\n");
  row("a line ends one byte later", std::string(LogFile::block_size, 'x') + "\nnext\n");
  row("made", made_log(900'000, 3'000, 1));
  row("made, open", made_log(900'000, 60'000, 2) + "open");
}

void LogFileTest::blocks_are_the_whole_log() {
  QFETCH(QByteArray, bytes);
  write(bytes.toStdString());
  LogBlock whole;
  add_lines(whole, bytes.toStdString());
  const auto lines = lines_of(LogFile(path_), static_cast<std::uint64_t>(bytes.size()));
  QCOMPARE(lines.size(), whole.lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    QCOMPARE(lines[i].first, whole.lines[i].offset);
    QCOMPARE(lines[i].second, std::string(whole.text_of(whole.lines[i])));
  }
}

void LogFileTest::a_line_that_does_not_end_is_cut() {
  const std::string bytes(3 * LogFile::block_size, 'x');
  write(bytes);
  const LogFile log(path_);
  const auto lines = lines_of(log, bytes.size());
  QCOMPARE(lines.size(), 3U);
  QVERIFY(!log.block(0, bytes.size())->lines.at(0).continues);
  QVERIFY(log.block(1, bytes.size())->lines.at(0).continues);
  QCOMPARE(lines[2].first, 2 * LogFile::block_size);
}

void LogFileTest::a_log_that_grows_is_the_same_as_one_read_at_once_data() {
  QTest::addColumn<int>("longest");
  QTest::newRow("short lines") << 200;
  QTest::newRow("long lines") << 100'000;
  QTest::newRow("lines longer than a block") << 900'000;
}

void LogFileTest::a_log_that_grows_is_the_same_as_one_read_at_once() {
  QFETCH(int, longest);
  const auto bytes = made_log(700'000, static_cast<std::size_t>(longest), 7);
  write(bytes);
  const LogFile log(path_);
  std::mt19937 random(3);
  std::map<std::size_t, LogBlock> kept;
  std::uint64_t size = 0;
  while (size < bytes.size()) {
    size = std::min<std::uint64_t>(bytes.size(), size + 1 + random() % 60'000);
    for (std::size_t i = 0; i < LogFile::blocks_in(size); ++i) {
      const auto before = kept.find(i);
      if (before != kept.end() && before->second.is_whole) continue;
      kept[i] = log.block(i, size, before == kept.end() ? nullptr : &before->second).value();
    }
  }
  for (std::size_t i = 0; i < LogFile::blocks_in(size); ++i) {
    const auto fresh = log.block(i, size).value();
    QCOMPARE(kept[i].begin, fresh.begin);
    QCOMPARE(kept[i].end, fresh.end);
    QCOMPARE(kept[i].text, fresh.text);
    QCOMPARE(kept[i].lines.size(), fresh.lines.size());
    QCOMPARE(kept[i].folds.size(), fresh.folds.size());
    QCOMPARE(kept[i].is_open, fresh.is_open);
    for (std::size_t line = 0; line < fresh.lines.size(); ++line) {
      QCOMPARE(kept[i].lines[line].offset, fresh.lines[line].offset);
      QCOMPARE(kept[i].lines[line].continues, fresh.lines[line].continues);
    }
  }
}

void LogFileTest::only_what_is_new_is_read() {
  write("first line\nsecond line\n");
  const LogFile log(path_);
  const auto before = log.block(0, log.mark()->size).value();
  // What was read is not looked at again: here it has changed behind our back, and that does not show.
  write("FIRST line\nsecond line\nthird\n");
  const auto after = log.block(0, log.mark()->size, &before).value();
  QCOMPARE(after.text, std::string("first linesecond linethird"));
}

void LogFileTest::a_log_begun_anew_is_noticed() {
  write(made_log(5'000, 100, 1));
  const LogFile log(path_);
  const auto before = log.mark().value();
  QVERIFY(log.goes_on_from(before).value());
  write("more\n", true);
  QVERIFY(log.goes_on_from(before).value());
  write("short\n");
  QVERIFY(!log.goes_on_from(before).value());
  write(made_log(9'000, 100, 2));
  QVERIFY(!log.goes_on_from(before).value());
  fs::remove(path_);
  QVERIFY(!log.goes_on_from(before).value());
  QVERIFY(log.goes_on_from(LogMark{}).value());
}

void LogFileTest::no_log_is_an_empty_one() {
  const LogFile log(path_);
  QCOMPARE(log.mark()->size, 0U);
  QCOMPARE(LogFile::blocks_in(0), 0U);
}

void LogFileTest::what_is_no_file_is_an_error() {
  fs::create_directory(path_);
  QVERIFY(LogFile(path_).mark().failed());
}

void LogFileTest::a_log_cut_while_it_is_read_is_an_error() {
  write("short\n");
  const auto block = LogFile(path_).block(0, 100);
  QVERIFY(block.failed());
  QVERIFY(!block.error().message.empty());
}

void LogFileTest::lines_are_numbered_as_the_clue_is() {
  auto bytes = made_log(1'000'000, 400'000, 5);
  bytes += "Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\nValueError: could not convert\n";
  write(bytes);
  const auto clue = failure_in(bytes, {std::nullopt, true});
  QCOMPARE(clue.line, std::string("ValueError: could not convert"));
  const LogFile log(path_);
  const auto numbers = count_lines(log, bytes.size(), {}, 1'000, {}).value();
  QVERIFY(numbers.blocks() + 1 >= LogFile::blocks_in(bytes.size()));
  const auto index = numbers.block_of(clue.line_number);
  const auto block = log.block(index, bytes.size()).value();
  const auto line = block.lines.at(static_cast<std::size_t>(clue.line_number - *numbers.first_of(index)));
  QCOMPARE(std::string(block.text_of(line)), clue.line);
}

void LogFileTest::a_log_of_line_ends_takes_bounded_memory() {
  write(std::string(LogFile::block_size, '\n'));
  const auto block = LogFile(path_).block(0, LogFile::block_size).value();
  QCOMPARE(block.lines.size(), LogFile::block_size);
  QVERIFY2(block.cost() < 24U << 20U, qPrintable(QString::number(block.cost())));
}

}  // namespace log_file_test

WERKBANK_TEST(log_file_test::LogFileTest);
#include "log_file_test.moc"
