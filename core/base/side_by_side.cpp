#include "core/base/side_by_side.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <vector>

namespace werkbank {
namespace {

constexpr std::size_t most_threads = 4;
constexpr auto between_reports = std::chrono::milliseconds(50);

}  // namespace

Result<Done> SideBySide::run(const std::function<void()>& work, std::size_t most, const std::function<void()>& report,
                             const std::stop_token& stop) {
  stop_ = stop;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> threads;
  for (auto left = std::min({cores, most_threads, most}); left > 0; --left) {
    {
      const std::lock_guard lock(mutex_);
      ++working_;
    }
    try {
      threads.emplace_back([this, &work] {
        work();
        const std::lock_guard lock(mutex_);
        --working_;
        finished_.notify_one();
      });
    } catch (const std::system_error&) {  // no more threads to be had
      const std::lock_guard lock(mutex_);
      --working_;
      break;
    }
  }
  if (threads.empty()) work();
  std::unique_lock lock(mutex_);
  while (!finished_.wait_for(lock, between_reports, [this] { return working_ == 0; })) {
    lock.unlock();
    report();
    lock.lock();
  }
  if (stop_.stop_requested()) return Cancelled{};
  return error_ ? Result<Done>(*error_) : Result<Done>(Done{});
}

void SideBySide::fail(std::size_t number, const Error& error) {
  const std::lock_guard lock(mutex_);
  if (!error_ || number < failed_at_) {
    error_ = error;
    failed_at_ = number;
  }
  failed_ = true;
}

}  // namespace werkbank
