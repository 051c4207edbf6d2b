// How long a small question takes on a connection that is idle, and on the same connection while data goes up:
// perf_poll HOST PORT USER KEY_FILE HOST_KEY DATA WORK_FOLDER PROBES   Prints one JSON object, times in milliseconds.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <mutex>
#include <thread>

#include "connect.h"
#include "core/transfer/send.h"

namespace {

using namespace werkbank;
using Clock = std::chrono::steady_clock;

constexpr auto pause_between = std::chrono::milliseconds(20);
// The queues of the line fill in the first second; what is measured is how it stays.
constexpr auto settling = std::chrono::seconds(1);

double milliseconds(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

double poll_ms(Connection& connection) {
  const auto begin = Clock::now();
  const auto answer = value_or_give_up(connection.exec("echo", {}, {}), "polling");
  if (answer.exit_code != 0) give_up("polling: exit code " + std::to_string(answer.exit_code));
  return milliseconds(Clock::now() - begin);
}

double percentile(std::vector<double> values, double part) {
  if (values.empty()) give_up("no poll fell into the upload: it was over too soon");
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
}

/// How far the upload is, from its first moment to the last that it told of.
class Upload {
 public:
  Upload(Connection& connection, const std::string& data, const std::string& work)
      : manifest_(value_or_give_up(scan_files(data, {}, {}), data)),
        thread_([this, &connection, data, work] { send_it(connection, data, work); }) {}

  /// Whether it is under way for a while, and not yet at its end.
  bool under_way() const {
    const std::lock_guard lock(mutex_);
    return settled_ && told_.done < told_.total;
  }
  bool over() const { return over_; }

  /// While it was under way. What waits in buffers is the same at both ends of this time.
  double megabytes_per_second() const {
    const std::lock_guard lock(mutex_);
    return static_cast<double>(told_.done - done_then_) / 1e3 / milliseconds(told_at_ - then_);
  }

 private:
  void send_it(Connection& connection, const std::string& data, const std::string& work) {
    const auto place = value_or_give_up(RemotePath::parse(work), work);
    static_cast<void>(value_or_give_up(
        send(connection, {manifest_, data}, "poll", place, [this](const Progress& progress) { note(progress); }, {}),
        "sending"));
    over_ = true;
  }

  void note(const Progress& progress) {
    const std::lock_guard lock(mutex_);
    told_ = progress;
    told_at_ = Clock::now();
    if (!begun_) begun_ = told_at_;
    if (settled_ || told_at_ - *begun_ < settling) return;
    settled_ = true;
    then_ = told_at_;
    done_then_ = progress.done;
  }

  const FileManifest manifest_;
  mutable std::mutex mutex_;  ///< for those up to the thread
  Progress told_;
  Clock::time_point told_at_ = {};
  std::optional<Clock::time_point> begun_;
  bool settled_ = false;
  Clock::time_point then_ = {};
  std::uint64_t done_then_ = 0;
  std::atomic<bool> over_ = false;
  std::jthread thread_;  ///< last, so that it finds the rest made
};

std::vector<double> idle_times(Connection& connection, int probes) {
  std::vector<double> times;
  for (int i = 0; i < probes; ++i) {
    times.push_back(poll_ms(connection));
    std::this_thread::sleep_for(pause_between);
  }
  return times;
}

/// Those that began while the upload was under way.
std::vector<double> busy_times(Connection& connection, const Upload& upload) {
  std::vector<double> times;
  while (!upload.over()) {
    if (upload.under_way()) times.push_back(poll_ms(connection));
    std::this_thread::sleep_for(pause_between);
  }
  return times;
}

}  // namespace

int main(int count, char** given) {
  const std::vector<std::string> words(given + 1, given + count);
  const auto connection = connect(words);
  if (words.size() != connect_words + 3) give_up("expected: ... DATA WORK_FOLDER PROBES");
  const auto idle = idle_times(*connection, std::stoi(words[connect_words + 2]));
  const Upload upload(*connection, words[connect_words], words[connect_words + 1]);
  const auto busy = busy_times(*connection, upload);
  std::cout << nlohmann::json{{"idle_p50", percentile(idle, 0.5)},
                              {"idle_p95", percentile(idle, 0.95)},
                              {"busy_p50", percentile(busy, 0.5)},
                              {"busy_p95", percentile(busy, 0.95)},
                              {"idle_polls", idle.size()},
                              {"busy_polls", busy.size()},
                              {"megabytes_per_second", upload.megabytes_per_second()}}
            << '\n';
  return 0;
}
