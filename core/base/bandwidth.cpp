#include "core/base/bandwidth.h"

#include <algorithm>
#include <thread>

namespace werkbank {
namespace {
// What was not used of the time before; who sends looks only now and then.
constexpr auto made_up_for = std::chrono::milliseconds(20);
constexpr auto longest_sleep = std::chrono::milliseconds(50);
}  // namespace

void Bandwidth::limit_to(double bytes_a_second) {
  const std::lock_guard lock(mutex_);
  limit_ = std::max(bytes_a_second, 0.0);
  next_ = {};
}

double Bandwidth::limit() const {
  const std::lock_guard lock(mutex_);
  return limit_;
}

Bandwidth::Clock::time_point Bandwidth::next(Way way) const {
  const std::lock_guard lock(mutex_);
  return next_[static_cast<std::size_t>(way)];
}

bool Bandwidth::may_move(Way way) const { return next(way) <= Clock::now(); }

bool Bandwidth::wait(Way way, const std::stop_token& stop) const {
  while (!stop.stop_requested()) {
    const auto left = next(way) - Clock::now();  // asked again: the limit may change meanwhile
    if (left <= Clock::duration::zero()) return true;
    std::this_thread::sleep_for(std::min<Clock::duration>(left, longest_sleep));
  }
  return false;
}

void Bandwidth::moved(Way way, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (limit_ <= 0) return;
  const std::chrono::duration<double> takes(static_cast<double>(bytes) / limit_);
  auto& next = next_[static_cast<std::size_t>(way)];
  next = std::max(next, Clock::now() - made_up_for) + std::chrono::duration_cast<Clock::duration>(takes);
}

}  // namespace werkbank
