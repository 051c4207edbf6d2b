// Background: slow work on other threads, its outcome on the window's.
#include <atomic>
#include <chrono>

#include "tests/runner/test_program.h"
#include "ui/live/background.h"
#include "window_fixture.h"

namespace werkbank::live_background_test {
namespace {

using namespace std::chrono_literals;

Progress step(std::uint64_t done) { return {Message(), done, 1000}; }

}  // namespace

class LiveBackgroundTest : public QObject {
  Q_OBJECT

 private slots:
  void brings_the_outcome_to_the_windows_thread();
  void drops_the_outcome_when_the_receiver_is_gone();
  void stops_work_that_is_cancelled_and_says_so();
  void says_nothing_of_work_that_is_forgotten();
  void hears_of_progress_ten_times_a_second_at_most_and_never_misses_the_last();
  void hears_of_the_last_progress_before_a_long_silence();
  void waits_for_its_threads_when_it_goes();
  void turns_an_exception_into_an_error();
};

void LiveBackgroundTest::brings_the_outcome_to_the_windows_thread() {
  Background background;
  QObject receiver;
  std::atomic<QThread*> worked_on = nullptr;
  int got = 0;
  background.run<int>(
      &receiver,
      [&](const ProgressSink&, const std::stop_token&) -> Result<int> {
        worked_on = QThread::currentThread();
        return 42;
      },
      [&](const Result<int>& result) {
        QCOMPARE(QThread::currentThread(), qApp->thread());
        got = result.value();
      });
  QVERIFY(wait_for([&] { return got == 42; }));
  QVERIFY(worked_on != qApp->thread());
  QVERIFY(!background.is_busy());
}

void LiveBackgroundTest::drops_the_outcome_when_the_receiver_is_gone() {
  Background background;
  auto receiver = std::make_unique<QObject>();
  bool told = false;
  std::atomic<bool> may_end = false;
  background.run<Done>(
      receiver.get(),
      [&](const ProgressSink&, const std::stop_token&) -> Result<Done> {
        while (!may_end) std::this_thread::sleep_for(1ms);
        return Done{};
      },
      [&](const Result<Done>&) { told = true; });
  receiver.reset();
  may_end = true;
  QVERIFY(wait_for([&] { return !background.is_busy(); }));
  QVERIFY(!told);
}

void LiveBackgroundTest::stops_work_that_is_cancelled_and_says_so() {
  Background background;
  bool cancelled = false;
  const auto ticket = background.run<Done>(
      this,
      [](const ProgressSink&, const std::stop_token& stop) -> Result<Done> {
        while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
        return Cancelled{};
      },
      [&](const Result<Done>& result) { cancelled = result.cancelled(); });
  background.cancel(ticket);
  QVERIFY(wait_for([&] { return cancelled; }));
}

void LiveBackgroundTest::says_nothing_of_work_that_is_forgotten() {
  Background background;
  bool told = false;
  const auto ticket = background.run<Done>(
      this,
      [](const ProgressSink& sink, const std::stop_token& stop) -> Result<Done> {
        while (!stop.stop_requested()) sink(step(1));
        return Done{};
      },
      [&](const Result<Done>&) { told = true; }, [&](const Progress&) { told = true; });
  background.forget(ticket);
  QVERIFY(wait_for([&] { return !background.is_busy(); }));
  QVERIFY(!told);
}

void LiveBackgroundTest::hears_of_progress_ten_times_a_second_at_most_and_never_misses_the_last() {
  Background background;
  int heard = 0;
  std::uint64_t last = 0;
  bool ended = false;
  QElapsedTimer clock;
  clock.start();
  background.run<Done>(
      this,
      [](const ProgressSink& sink, const std::stop_token&) -> Result<Done> {
        for (std::uint64_t i = 1; i <= 500; ++i) {
          sink(step(i));
          std::this_thread::sleep_for(1ms);
        }
        return Done{};
      },
      [&](const Result<Done>&) { ended = true; },
      [&](const Progress& progress) {
        ++heard;
        last = progress.done;
      });
  QVERIFY(wait_for([&] { return ended; }));
  QCOMPARE(last, 500U);
  QVERIFY2(heard <= clock.elapsed() / 100 + 2, qPrintable(QString::number(heard)));
  QVERIFY(heard >= 2);
}

void LiveBackgroundTest::hears_of_the_last_progress_before_a_long_silence() {
  Background background;
  std::uint64_t last = 0;
  background.run<Done>(
      this,
      [](const ProgressSink& sink, const std::stop_token& stop) -> Result<Done> {
        for (std::uint64_t i = 1; i <= 3; ++i) sink(step(i));
        while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
        return Cancelled{};
      },
      {}, [&](const Progress& progress) { last = progress.done; });
  QVERIFY(wait_for([&] { return last == 3; }));
}

void LiveBackgroundTest::waits_for_its_threads_when_it_goes() {
  std::atomic<bool> ended = false;
  {
    Background background;
    background.run<Done>(this,
                         [&](const ProgressSink&, const std::stop_token& stop) -> Result<Done> {
                           while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
                           ended = true;
                           return Cancelled{};
                         },
                         {});
  }
  QVERIFY(ended);
}

void LiveBackgroundTest::turns_an_exception_into_an_error() {
  Background background;
  std::optional<Result<Done>> got;
  background.run<Done>(
      this, [](const ProgressSink&, const std::stop_token&) -> Result<Done> { throw std::runtime_error("no"); },
      [&](const Result<Done>& result) { got = result; });
  QVERIFY(wait_for([&] { return got.has_value(); }));
  QVERIFY(got->failed());
  QCOMPARE(got->error().detail, std::string("no"));
}

}  // namespace werkbank::live_background_test

WERKBANK_TEST(werkbank::live_background_test::LiveBackgroundTest);
#include "live_background_test.moc"
