// A stretch of a log, line by line: its words, its level, its rank, and which lines are progress.
#include "core/job_log/log_block.h"

#include "core/job_log/failure_words.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace log_block_test {

LogBlock block_of(std::string_view raw) {
  LogBlock block;
  add_lines(block, raw);
  return block;
}

class LogBlockTest : public QObject {
  Q_OBJECT

 private slots:
  void lines_have_a_level_data();
  void lines_have_a_level();
  void whatever_proves_a_failure_is_loud();
  void lines_are_readable_and_know_where_they_stand();
  void a_rank_is_told_apart();
  void a_long_line_is_cut_between_two_letters();
  void progress_is_folded();
  void a_few_lines_of_progress_stay();
  void a_line_can_be_ended_later();
};

void LogBlockTest::lines_have_a_level_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<int>("level");
  const auto row = [](const char* line, LogLevel level) { QTest::newRow(line) << QByteArray(line) << int(level); };
  for (const char* line : {"epoch 3 loss 0.21", "13:00:09 data: 14212 images in 6 classes", "", "INFO all well",
                           "no errors were found", "terror is no word of a tool", "a warning light"}) {
    row(line, LogLevel::ordinary);
  }
  row("[werkbank] attempt 1 starts", LogLevel::own);
  for (const char* line :
       {"UserWarning: this is old", "WARNING:root:look out", "[W Context.cpp:70] slow", "train.py: warning: odd",
        "W0612 10:00:00 x.cc:1] hm", "step 7 loss=nan", "Input/output error"}) {
    row(line, LogLevel::warning);
  }
  for (const char* line :
       {"ValueError: no", "KeyboardInterrupt", "[rank3]: torch.cuda.CudaError: no", "ERROR: could not start",
        "Traceback (most recent call last):", "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2026-11-24T10:00:00 ***",
        "fatal: not a git repository", "Killed", "the loss became nan",
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB."}) {
    row(line, LogLevel::error);
  }
}

void LogBlockTest::lines_have_a_level() {
  QFETCH(QByteArray, line);
  QFETCH(int, level);
  const auto block = block_of(line.toStdString() + "\n");
  QCOMPARE(int(block.lines.at(0).level), level);
}

void LogBlockTest::whatever_proves_a_failure_is_loud() {
  for (const auto& rule : failure_rules()) {
    if (rule.weight == Weight::hint || rule.weight == Weight::setup || !rule.also.empty()) continue;
    const auto block = block_of("x " + std::string(rule.text) + ".");
    QVERIFY2(block.lines.at(0).level >= LogLevel::warning, std::string(rule.text).c_str());
  }
}

void LogBlockTest::lines_are_readable_and_know_where_they_stand() {
  const auto block = block_of("\x1b[31mred\x1b[0m  \r\n10%\r20%\r30%\n\ncaf\xe9\n\tx");
  const std::vector<std::pair<std::uint64_t, std::string>> expected = {
      {0, "red"}, {16, "30%"}, {28, ""}, {29, "caf\xef\xbf\xbd"}, {34, "\tx"}};
  QCOMPARE(block.lines.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    QCOMPARE(block.lines[i].offset, expected[i].first);
    QCOMPARE(std::string(block.text_of(block.lines[i])), expected[i].second);
  }
  QCOMPARE(block.end, 36U);
  QVERIFY(block.is_open);
}

void LogBlockTest::a_rank_is_told_apart() {
  const auto block = block_of("[rank3]: ValueError: no\n12: hello\nepoch 1: 3\n[1,7]<stderr>:x\n");
  const std::vector<std::string> ranks = {"3", "12", "", "7"};
  for (std::size_t i = 0; i < ranks.size(); ++i) QCOMPARE(std::string(block.rank_of(block.lines[i])), ranks[i]);
  QCOMPARE(std::string(block.text_of(block.lines[0])), std::string("[rank3]: ValueError: no"));
}

void LogBlockTest::a_long_line_is_cut_between_two_letters() {
  std::string line(LogBlock::longest_text - 1, 'x');
  line += "\xc3\xa9";
  line += std::string(1000, 'y');
  const auto block = block_of(line + "\n");
  QCOMPARE(block.lines.at(0).text_size, LogBlock::longest_text - 1);
  QCOMPARE(block.lines.at(0).left_out, 1002U);
  QCOMPARE(block.lines.at(0).size, line.size() + 1);
}

void LogBlockTest::progress_is_folded() {
  std::string raw = "begin\n";
  for (int i = 0; i < 10; ++i)
    raw += " " + std::to_string(i) + "0%|##   | " + std::to_string(i) + "/10 [00:01, 3.1it/s]\n";
  raw += "WARNING: loss 3\n";
  for (int i = 0; i < 4; ++i) raw += "epoch " + std::to_string(i) + " loss 0.3\n";
  const auto block = block_of(raw);
  QCOMPARE(block.folds.size(), 2U);
  QCOMPARE(block.folds[0].first, 1U);
  QCOMPARE(block.folds[0].count, 10U);
  QCOMPARE(block.folds[1].first, 12U);
  QCOMPARE(block.folds[1].last(), 15U);
}

void LogBlockTest::a_few_lines_of_progress_stay() {
  QVERIFY(block_of("epoch 1 loss 3\nepoch 2 loss 2\nepoch 3 loss 1\nready\n").folds.empty());
}

void LogBlockTest::a_line_can_be_ended_later() {
  auto block = block_of("one\ntw");
  drop_open_line(block);
  add_lines(block, "two\nthree\n");
  QCOMPARE(block.lines.size(), 3U);
  QCOMPARE(std::string(block.text_of(block.lines[1])), std::string("two"));
  QCOMPARE(block.lines[2].offset, 8U);
  QVERIFY(!block.is_open);
  drop_open_line(block);
  QCOMPARE(block.lines.size(), 3U);
}

}  // namespace log_block_test

WERKBANK_TEST(log_block_test::LogBlockTest);
#include "log_block_test.moc"
