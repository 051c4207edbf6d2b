// Words, errors and warnings are found in the whole of a log, from its end.
#include "core/job_log/log_search.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace log_search_test {

class LogSearchTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  fs::path path_;

  LogFile written(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return LogFile(path_);
  }
  /// The lines found, as they stand in `bytes`.
  QStringList found(const std::string& bytes, std::string_view words, std::size_t limit = 100) {
    QStringList lines;
    const auto log = written(bytes);
    const auto result = find_text(log, {bytes.size()}, Needle(words), limit, {}, {}).value();
    for (const auto& line : result.lines) {
      const auto begin = static_cast<std::size_t>(line.offset);
      lines << QString::fromStdString(shown_text(bytes.substr(begin, bytes.find('\n', begin) - begin)));
    }
    if (result.more) lines << QStringLiteral("...");
    return lines;
  }

 private slots:
  void init() { path_ = fs::path(folder_.filePath(QStringLiteral("job.log")).toStdString()); }

  void finds_whatever_the_capitals();
  void finds_letters_of_other_scripts();
  void finds_what_is_shown_and_not_what_was_overwritten();
  void finds_across_the_borders_of_blocks();
  void tells_that_there_is_more();
  void knows_where_the_line_stands();
  void goes_on_to_the_next_and_to_the_one_before();
  void finds_errors_and_warnings();
  void what_is_new_is_looked_through_alone();
  void can_be_stopped();
  void saves_the_whole_log();
};

void LogSearchTest::finds_whatever_the_capitals() {
  QCOMPARE(found("Loss: 3\nno\nLOSS: 2\nloss: 1", "loss"), QStringList({"Loss: 3", "LOSS: 2", "loss: 1"}));
  QCOMPARE(found("a [b] c\naabaab\n", "[b]"), QStringList({"a [b] c"}));
  QCOMPARE(found("aabaab\nabaa\n", "baab"), QStringList({"aabaab"}));
  QCOMPARE(found("x\n", ""), QStringList());
  QCOMPARE(found("", "x"), QStringList());
  QCOMPARE(found("loss loss loss\n", "loss"), QStringList({"loss loss loss"}));
}

void LogSearchTest::finds_letters_of_other_scripts() {
  QCOMPARE(found("CAFÉ\ncafe\nCafé\n", "café"), QStringList({"CAFÉ", "Café"}));
  QCOMPARE(found("ПОТЕРЯ\nпотеря\n", "Потеря"), QStringList({"ПОТЕРЯ", "потеря"}));
  QCOMPARE(found("straße\n", "STRASSE"), QStringList());
  // Half of one letter and half of the other is neither.
  QCOMPARE(found("\xd1\xa0\n", "р"), QStringList());
}

void LogSearchTest::finds_what_is_shown_and_not_what_was_overwritten() {
  QCOMPARE(found("10% done\r20% done\nready\n", "10%"), QStringList());
  QCOMPARE(found("10% done\r20% done\nready\n", "20%"), QStringList({"20% done"}));
  QCOMPARE(found("\x1b[36mloss\x1b[0m: 3\n", "loss: 3"), QStringList({"loss: 3"}));
}

void LogSearchTest::finds_across_the_borders_of_blocks() {
  const std::string filler(static_cast<std::size_t>(LogFile::block_size) - 3, 'x');
  QCOMPARE(found(filler.substr(0, filler.size() - 10) + "\n0123456 needle\n" + filler + "\nneedle\n", "needle"),
           QStringList({"0123456 needle", "needle"}));
}

void LogSearchTest::tells_that_there_is_more() {
  QCOMPARE(found("a1\na2\na3\n", "a", 2), QStringList({"a2", "a3", "..."}));
  QCOMPARE(found("a1\na2\n", "a", 2), QStringList({"a1", "a2"}));
}

void LogSearchTest::knows_where_the_line_stands() {
  std::string bytes;
  for (int i = 1; i <= 60'000; ++i) bytes += "line " + std::to_string(i) + " of many\n";
  const auto log = written(bytes);
  const auto numbers = count_lines(log, bytes.size(), {}, 1'000, {}).value();
  for (const int number : {1, 17'000, 30'000, 60'000}) {
    const Needle needle("line " + std::to_string(number) + " of");
    const auto line = find_text(log, {bytes.size()}, needle, 10, {}, {})->lines.at(0);
    QCOMPARE(*numbers.first_of(line.block) + line.in_block, static_cast<std::uint64_t>(number));
    QCOMPARE(log.block(line.block, bytes.size())->lines.at(line.in_block).offset, line.offset);
  }
}

void LogSearchTest::goes_on_to_the_next_and_to_the_one_before() {
  std::string bytes = "needle 1\n";
  bytes += std::string(700'000, 'x') + "\nneedle 2\n" + std::string(700'000, 'y') + "\n";
  const auto log = written(bytes);
  const auto second = bytes.find("needle 2");
  const Needle needle("needle");
  const auto next = [&](std::uint64_t from, bool forward) {
    return find_next(log, bytes.size(), needle, from, forward, {}).value();
  };
  QCOMPARE(next(0, true)->offset, second);
  QVERIFY(!next(second, true));
  QCOMPARE(next(bytes.size(), false)->offset, second);
  QCOMPARE(next(second, false)->offset, 0U);
  QVERIFY(!next(0, false));
}

void LogSearchTest::finds_errors_and_warnings() {
  std::string bytes;
  for (int i = 0; i < 30'000; ++i) bytes += "epoch " + std::to_string(i) + " loss 0.3\n";
  const auto first = bytes.size();
  bytes += "[rank2]: \x1b[33mUserWarning: old\x1b[0m\n";
  for (int i = 0; i < 30'000; ++i) bytes += "epoch " + std::to_string(i) + " loss 0.2\n";
  bytes += "ValueError: no\n";
  const auto log = written(bytes);
  const auto problems = find_problems(log, {bytes.size()}, 10, {}, {}).value();
  QCOMPARE(problems.block.lines.size(), 2U);
  QCOMPARE(problems.found.lines.size(), 2U);
  QVERIFY(!problems.found.more);
  QCOMPARE(std::string(problems.block.text_of(problems.block.lines[0])), std::string("[rank2]: UserWarning: old"));
  QCOMPARE(problems.block.lines[0].offset, first);
  QCOMPARE(std::string(problems.block.text_of(problems.block.lines[1])), std::string("ValueError: no"));
  const auto last = find_problems(log, {bytes.size()}, 1, {}, {}).value();
  QVERIFY(last.found.more);
  QCOMPARE(std::string(last.block.text_of(last.block.lines.at(0))), std::string("ValueError: no"));
}

void LogSearchTest::what_is_new_is_looked_through_alone() {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i)
    bytes += i % 1'000 == 0 ? "WARNING: needle\n" : "nothing in particular stands here\n";
  auto log = written(bytes);
  const Needle needle("needle");
  auto found = find_text(log, {bytes.size()}, needle, 100, {}, {}).value();
  auto problems = find_problems(log, {bytes.size()}, 100, {}, {}).value();
  const auto first_block = LogFile::blocks_in(bytes.size()) - 1;
  for (int i = 0; i < 20'000; ++i) bytes += i % 1'000 == 0 ? "ERROR: needle\n" : "nothing in particular stands here\n";
  log = written(bytes);
  const LogStretch stretch{bytes.size(), first_block};
  renew(found, find_text(log, stretch, needle, 100, {}, {}).value(), first_block);
  renew(problems, find_problems(log, stretch, 100, {}, {}).value(), first_block);
  const auto all = find_text(log, {bytes.size()}, needle, 100, {}, {}).value();
  const auto all_problems = find_problems(log, {bytes.size()}, 100, {}, {}).value();
  QCOMPARE(found.lines.size(), 40U);
  QCOMPARE(problems.block.text, all_problems.block.text);
  for (std::size_t i = 0; i < 40; ++i) {
    QCOMPARE(found.lines[i].offset, all.lines[i].offset);
    QCOMPARE(problems.found.lines[i].offset, all.lines[i].offset);
    QCOMPARE(problems.block.text_of(problems.block.lines[i]), all_problems.block.text_of(all_problems.block.lines[i]));
  }
}

void LogSearchTest::can_be_stopped() {
  const auto log = written("x\n");
  std::stop_source stop;
  stop.request_stop();
  QVERIFY(find_text(log, {2}, Needle("x"), 10, {}, stop.get_token()).cancelled());
  QVERIFY(find_problems(log, {2}, 10, {}, stop.get_token()).cancelled());
  QVERIFY(count_lines(log, 2, {}, 10, stop.get_token()).cancelled());
}

void LogSearchTest::saves_the_whole_log() {
  std::string bytes(600'000, 'x');
  bytes += "\xff\x1b[31m\n";
  const auto log = written(bytes);
  const auto to = fs::path(folder_.filePath(QStringLiteral("kopie é.log")).toStdString());
  QVERIFY(save_log(log, bytes.size(), to, {}, {}).ok());
  QCOMPARE(read_file(to).value(), bytes);
  QVERIFY(save_log(log, bytes.size() + 1, to, {}, {}).failed());
  QCOMPARE(read_file(to).value(), bytes);
}

}  // namespace log_search_test

WERKBANK_TEST(log_search_test::LogSearchTest);
#include "log_search_test.moc"
