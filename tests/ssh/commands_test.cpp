// Commands on one connection to a real sshd: their bytes, their ends, their limits.
#include <signal.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "core/ssh/connection.h"
#include "core/ssh/script.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace commands_test {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Resident memory of this program in bytes.
std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t pages = 0;
  file >> pages >> pages;
  return pages * 4096;
}

std::string words_of(const Result<ExecResult>& result) {
  if (result.cancelled()) return "cancelled";
  return result.failed() ? result.error().message.english() + " | " + result.error().detail : result->err;
}

class CommandsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    connection_ = sshd_->connect();
    QVERIFY(connection_);
  }
  void cleanupTestCase() {
    connection_.reset();
    sshd_.reset();
  }

  void gives_back_output_errors_and_exit_code() {
    const auto result = connection_->exec("printf out; printf err >&2; exit 7", {}, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(result->out, std::string("out"));
    QCOMPARE(result->err, std::string("err"));
    QCOMPARE(result->exit_code, 7);
    QVERIFY(result->signal.empty());
  }

  void names_the_signal_that_ended_a_command() {
    const auto result = connection_->exec("kill -KILL $$", {}, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(result->signal, std::string("KILL"));
    QCOMPARE(result->exit_code, -1);
  }

  void sends_input_to_its_end() {
    ExecOptions options;
    options.stdin_source = source_of("one\ntwo\n");
    const auto result = connection_->exec("wc -l", options, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(std::stoi(result->out), 2);
  }

  void without_a_source_input_is_empty() {
    const auto result = connection_->exec("wc -c", {}, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(std::stoi(result->out), 0);
  }

  void answers_twenty_commands_at_once() {
    const auto begin = std::chrono::steady_clock::now();
    std::atomic<int> right = 0;
    {
      std::vector<std::jthread> callers;
      for (int i = 0; i < 20; ++i) {
        callers.emplace_back([this, i, &right] {
          const auto result = connection_->exec("sleep 0.05; echo " + std::to_string(i), {}, {});
          if (result.ok() && result->out == std::to_string(i) + "\n") ++right;
        });
      }
    }
    QCOMPARE(right.load(), 20);
    qInfo("20 commands of 50 ms took %.2f s", seconds_since(begin));
  }

  void brings_five_megabytes_of_output_whole() {
    const auto result = connection_->exec("head -c 5000000 /dev/zero | tr '\\0' x", {}, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(result->out, std::string(5000000, 'x'));
  }

  void refuses_more_output_than_the_limit() {
    ExecOptions options;
    options.output_limit = 100000;
    const auto result = connection_->exec("yes", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::answer_garbled);
  }

  void cuts_too_many_error_lines_but_goes_on() {
    ExecOptions options;
    options.output_limit = 1000;
    const auto result = connection_->exec("head -c 3000000 /dev/zero >&2; echo done", options, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(result->out, std::string("done\n"));
    QCOMPARE(result->err.size(), std::size_t{1000});
  }

  void streams_two_hundred_megabytes_in_bounded_memory() {
    constexpr std::size_t total = 200'000'000;
    std::size_t sent = 0;
    ExecOptions options;
    options.priority = Priority::bulk;
    options.timeout_seconds = 250;
    options.stdin_source = [&sent](std::span<char> room) -> Result<std::size_t> {
      const std::size_t count = std::min(room.size(), total - sent);
      std::fill_n(room.data(), count, static_cast<char>(sent / 1000));
      sent += count;
      return count;
    };
    const auto before = resident_bytes();
    std::uint64_t most = before;
    std::jthread watch([&most](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        most = std::max(most, resident_bytes());
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    });
    const auto begin = std::chrono::steady_clock::now();
    const auto result = connection_->exec("wc -c", options, {});
    const double seconds = seconds_since(begin);
    watch.request_stop();
    watch.join();
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(std::stoul(result->out), total);
    qInfo("200 MB in %.2f s = %.0f MB/s, memory grew by %.1f MB", seconds, 200.0 / seconds,
          static_cast<double>(most - before) / 1e6);
#ifndef __SANITIZE_THREAD__
#ifndef __SANITIZE_ADDRESS__
    QVERIFY(most - before < 24'000'000);
#endif
#endif
  }

  void a_slow_reader_holds_the_server_back() {
    std::uint64_t got = 0;
    const auto before = resident_bytes();
    ExecOptions options;
    options.stdout_sink = [&got, before](std::string_view bytes) -> Result<Done> {
      if (got == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        // By now everything between us is full; without a bound it would be all of it.
        if (resident_bytes() > before + 24'000'000) return Error{ErrorCode::internal, {}, "unbounded"};
      }
      got += bytes.size();
      return Done{};
    };
    const auto result = connection_->exec("head -c 60000000 /dev/zero", options, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(got, std::uint64_t{60000000});
  }

  void an_error_of_the_source_ends_the_command() {
    ExecOptions options;
    options.stdin_source = [](std::span<char>) -> Result<std::size_t> {
      return Error{ErrorCode::local_file, {}, "gone"};
    };
    const auto result = connection_->exec("cat", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::local_file);
    QCOMPARE(connection_->exec("echo on", {}, {})->out, std::string("on\n"));
  }

  void an_error_of_the_sink_ends_the_command() {
    ExecOptions options;
    options.stdout_sink = [](std::string_view) -> Result<Done> {
      return Error{ErrorCode::local_disk_full, {}, "full"};
    };
    const auto result = connection_->exec("yes", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::local_disk_full);
  }

  void a_command_that_ends_early_does_not_wait_for_its_input() {
    ExecOptions options;
    options.stdin_source = [](std::span<char> room) -> Result<std::size_t> {
      std::fill(room.begin(), room.end(), 'x');
      return room.size();
    };
    const auto result = connection_->exec("exit 3", options, {});
    QVERIFY2(result.ok(), words_of(result).c_str());
    QCOMPARE(result->exit_code, 3);
  }

  void a_timed_out_command_closes_only_its_channel() {
    const auto marker = sshd_->folder() / "still-running";
    ExecOptions options;
    options.timeout_seconds = 0.5;
    const auto begin = std::chrono::steady_clock::now();
    const auto result = connection_->exec("echo $$ > '" + marker.string() + "'; exec sleep 1000", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::timed_out);
    QVERIFY(seconds_since(begin) < 5);
    QVERIFY(connection_->alive());
    QCOMPARE(connection_->exec("echo on", {}, {})->out, std::string("on\n"));
    QVERIFY(!read_text(marker).empty());
    const auto id = std::stoi(read_text(marker));
    // The process is told to end as well; sshd passes that on only where it runs with separated privileges: not for
    // root.
    const bool ended = eventually([id] { return ::kill(id, 0) != 0; }, is_root() ? 0 : 10);
    if (!ended) ::kill(id, SIGKILL);
    QVERIFY(ended || is_root());
  }

  void silence_is_bounded_where_asked() {
    ExecOptions options;
    options.quiet_seconds = 0.4;
    options.timeout_seconds = 0;
    const auto result = connection_->exec("echo first; sleep 3", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::timed_out);
  }

  void a_cancelled_command_returns_at_once() {
    std::stop_source stop;
    std::jthread canceller([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    const auto result = connection_->exec("sleep 3", {}, stop.get_token());
    QVERIFY(result.cancelled());
    QVERIFY(seconds_since(begin) < 2);
    QVERIFY(connection_->alive());
  }

  void many_cancelled_commands_give_their_places_back() {
    for (int i = 0; i < 24; ++i) {
      ExecOptions options;
      options.timeout_seconds = 0.02;
      QVERIFY(!connection_->exec("sleep 3", options, {}).ok());
    }
    QCOMPARE(connection_->exec("echo on", {}, {})->out, std::string("on\n"));
  }

  void questions_overtake_an_upload() {
    std::jthread upload([this](const std::stop_token& stop) {
      ExecOptions options;
      options.priority = Priority::bulk;
      options.timeout_seconds = 0;
      options.stdin_source = [](std::span<char> room) -> Result<std::size_t> {
        std::fill(room.begin(), room.end(), 'x');
        return room.size();
      };
      static_cast<void>(connection_->exec("cat > /dev/null", options, stop));
    });
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      const auto result = connection_->exec("true", {}, {});
      QVERIFY2(result.ok(), words_of(result).c_str());
      times.push_back(seconds_since(begin));
    }
    upload.request_stop();
    std::sort(times.begin(), times.end());
    qInfo("a question during an upload: median %.0f ms, slowest %.0f ms", times[10] * 1000, times.back() * 1000);
    QVERIFY(times[10] < 2.0);
  }

  // A channel is open before it is needed, where the server has room for one.
  void a_question_goes_out_at_once() {
    constexpr auto delay = std::chrono::milliseconds(100);
    const auto seconds_of_a_question = [delay](const std::string& settings) {
      TestSshd sshd({settings, true});
      CuttingProxy line(sshd.endpoint().port);
      auto endpoint = sshd.endpoint();
      endpoint.port = line.port();
      const auto connection = sshd.connect_to(endpoint);
      if (!connection) qFatal("no connection");
      std::vector<double> times;
      for (int i = 0; i < 4; ++i) {
        line.delay(delay);
        const auto begin = std::chrono::steady_clock::now();
        const auto answer = connection->exec("true", {}, {});
        if (!answer.ok()) qFatal("no answer: %s", words_of(answer).c_str());
        times.push_back(seconds_since(begin));
        line.delay(std::chrono::milliseconds(0));
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
      }
      return *std::min_element(times.begin() + 1, times.end());
    };
    const double ready = seconds_of_a_question({});
    const double opened_first = seconds_of_a_question("MaxSessions 1");
    qInfo("a question: %.0f ms, where its channel is opened first %.0f ms", ready * 1000, opened_first * 1000);
    QVERIFY(ready < opened_first - 0.05);  // a round trip is 0.2 s, of which the next channel takes a part
  }

  void works_with_a_server_that_allows_two_sessions() {
    TestSshd small({"MaxSessions 2", true});
    const auto connection = small.connect();
    QVERIFY(connection);
    std::atomic<int> right = 0;
    {
      std::vector<std::jthread> callers;
      for (int i = 0; i < 12; ++i) {
        callers.emplace_back([&connection, &right] {
          const auto result = connection->exec("sleep 0.05; echo here", {}, {});
          if (result.ok() && result->out == "here\n") ++right;
        });
      }
    }
    QCOMPARE(right.load(), 12);
  }

  void the_wait_for_a_free_channel_is_no_silence() {
    TestSshd small({"MaxSessions 1", true});
    const auto connection = small.connect();
    QVERIFY(connection);
    const auto quiet = [&connection](const std::string& command, double seconds) {
      ExecOptions options;
      options.timeout_seconds = 0;
      options.quiet_seconds = seconds;
      options.priority = Priority::bulk;
      return connection->exec(command, options, {});
    };
    std::jthread first([&quiet] { QVERIFY(quiet("sleep 4", 20).ok()); });
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const auto second = quiet("echo here", 1.5);
    QVERIFY2(second.ok(), words_of(second).c_str());
    first.join();
    QCOMPARE(quiet("sleep 10", 1).error().code, ErrorCode::timed_out);  // silent by itself
  }

  void closing_with_commands_under_way_is_quick() {
    auto connection = sshd_->connect();
    QVERIFY(connection);
    std::vector<std::jthread> callers;
    std::atomic<int> lost = 0;
    std::atomic<int> begun = 0;
    // Each caller holds the connection only as a plain reference: its owner closes it below while they wait.
    for (int i = 0; i < 8; ++i) {
      callers.emplace_back([raw = connection.get(), &lost, &begun] {
        ExecOptions options;
        options.stdout_sink = [&begun](std::string_view) -> Result<Done> {
          ++begun;
          return Done{};
        };
        const auto result = raw->exec("echo; sleep 1000", options, {});
        if (result.failed() && result.error().code == ErrorCode::connection_lost) ++lost;
      });
    }
    QVERIFY(eventually([&begun] { return begun == 8; }, 10));
    const auto begin = std::chrono::steady_clock::now();
    connection.reset();
    QVERIFY(seconds_since(begin) < 5);
    callers.clear();
    QCOMPARE(lost.load(), 8);
  }

 private:
  std::unique_ptr<TestSshd> sshd_;
  std::shared_ptr<Connection> connection_;
};

}  // namespace commands_test

WERKBANK_TEST(commands_test::CommandsTest);
#include "commands_test.moc"
