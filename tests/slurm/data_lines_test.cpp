// No more goes over the lines than the person allows; what the lines themselves do is seen in live_test.
#include "core/slurm/data_lines.h"
#include "tests/runner/test_program.h"

#include <chrono>
#include <thread>

using namespace werkbank;
using namespace std::chrono_literals;

namespace data_lines_test {

/// Takes what it is given as fast as it is given, and answers with as much as it is to.
class FastFactory : public CommandRunner {
 public:
  Result<ExecResult> exec(const std::string& /*command*/, ExecOptions options,
                          const std::stop_token& /*stop*/) override {
    std::string block(32U << 10U, 'x');
    while (options.stdin_source) {
      if (options.may_send && !options.may_send()) {
        std::this_thread::sleep_for(1ms);
        continue;
      }
      WERKBANK_TRY(const auto count, options.stdin_source(block));
      if (count == 0) break;
      taken += count;
    }
    for (std::size_t given = 0; given < answers && options.stdout_sink; given += block.size())
      WERKBANK_CHECK(options.stdout_sink(block));
    return ExecResult{};
  }
  std::size_t answers = 0;
  std::size_t taken = 0;
};

constexpr std::size_t size = 1U << 20U;

ExecOptions sending(Priority priority = Priority::bulk) {
  ExecOptions options;
  options.stdin_source = source_of(std::string(size, 'x'));
  options.stdout_sink = [](std::string_view) -> Result<Done> { return Done{}; };
  options.priority = priority;
  return options;
}

class DataLinesTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    bandwidth_ = std::make_shared<Bandwidth>();
    factory_ = {};
    lines_ = std::make_unique<DataLines>(factory_, 1, nullptr, bandwidth_);
  }

  void without_a_limit_nothing_waits() { QVERIFY(seconds(sending()) < 5); }

  void what_is_sent_keeps_to_the_limit() {
    bandwidth_->limit_to(4e6);
    const double took = seconds(sending());
    QCOMPARE(factory_.taken, size);
    QVERIFY2(took > 0.9 * size / 4e6, qPrintable(QString::number(took)));
  }

  void what_is_fetched_keeps_to_it_too() {
    factory_.answers = size;
    bandwidth_->limit_to(4e6);
    const double took = seconds({.stdout_sink = sending().stdout_sink, .priority = Priority::bulk});
    QVERIFY2(took > 0.9 * size / 4e6, qPrintable(QString::number(took)));
  }

  void several_at_once_share_it() {
    bandwidth_->limit_to(8e6);
    double took = 0;
    {
      std::jthread other([this] { (void)lines_->exec("", sending(), {}); });
      took = seconds(sending());
    }
    QVERIFY2(took > 0.6 * 2 * size / 8e6, qPrintable(QString::number(took)));
  }

  void a_question_does_not_wait() {
    bandwidth_->limit_to(1);
    QVERIFY(seconds(sending(Priority::interactive)) < 5);
  }

  void a_limit_that_is_lifted_holds_nobody_any_more() {
    bandwidth_->limit_to(1);
    std::jthread lifts([this] {
      std::this_thread::sleep_for(100ms);
      bandwidth_->limit_to(0);
    });
    QVERIFY(seconds(sending()) < 5);
    QCOMPARE(factory_.taken, size);
  }

  void who_waits_can_be_stopped() {
    factory_.answers = size;
    bandwidth_->limit_to(1);
    std::stop_source stop;
    std::jthread stops([&stop] {
      std::this_thread::sleep_for(100ms);
      stop.request_stop();
    });
    const auto result =
        lines_->exec("", {.stdout_sink = sending().stdout_sink, .priority = Priority::bulk}, stop.get_token());
    QVERIFY(result.cancelled());
  }

 private:
  double seconds(ExecOptions options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = lines_->exec("", std::move(options), {});
    return result.ok() ? std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() : -1;
  }

  std::shared_ptr<Bandwidth> bandwidth_;
  FastFactory factory_;
  std::unique_ptr<DataLines> lines_;
};

}  // namespace data_lines_test

WERKBANK_TEST(data_lines_test::DataLinesTest);
#include "data_lines_test.moc"
