#include "core/ssh/in_flight.h"

#include <algorithm>
#include <limits>

namespace werkbank {
namespace {

constexpr std::size_t least_limit = 256U << 10U;
// A server has more to do than to answer: what it needs for that, in seconds, as far as it is worth its memory.
constexpr double time_of_its_own = 0.004;
constexpr double least_to_spare = 128 << 10;
constexpr double most_to_spare = 512 << 10;
// While the rate still grows the limit doubles each round trip; later it follows with a tenth to spare.
constexpr double growing = 2.0;
constexpr double steady = 1.1;
constexpr double growth_that_counts = 1.25;
constexpr int intervals_until_steady = 3;
constexpr InFlight::Clock::duration least_interval = std::chrono::milliseconds(50);
constexpr InFlight::Clock::duration longest_silence = std::chrono::seconds(1);

double seconds_of(InFlight::Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

std::size_t InFlight::room() const {
  const auto most = limit();
  return most - std::min(most, on_the_way_);
}

std::size_t InFlight::limit() const {
  if (!has_limit_ || round_trip_ == Clock::duration::zero()) return std::numeric_limits<std::size_t>::max();
  const double gain = intervals_without_growth_ < intervals_until_steady ? growing : steady;
  const double to_spare = std::clamp(best_rate_ * time_of_its_own, least_to_spare, most_to_spare);
  return std::max(least_limit, static_cast<std::size_t>(gain * best_rate_ * seconds_of(round_trip_) + to_spare));
}

void InFlight::sent(std::size_t bytes, Clock::time_point now) {
  // A new begin after a pause.
  if (on_the_way_ == 0 && now - last_heard_ > std::max(round_trip_, least_interval)) {
    interval_begin_ = now;
    interval_bytes_ = 0;
    last_heard_ = now;
    was_held_back_ = false;
  }
  on_the_way_ += bytes;
}

void InFlight::taken(std::size_t bytes, Clock::time_point now) {
  on_the_way_ -= std::min(on_the_way_, bytes);
  interval_bytes_ += bytes;
  last_heard_ = now;
  held_since_ = {};
  const auto passed = now - interval_begin_;
  if (passed < std::max(round_trip_, least_interval)) return;
  end_interval(seconds_of(passed));
  interval_begin_ = now;
  interval_bytes_ = 0;
  was_held_back_ = false;
}

// When nobody wanted to send more, a low rate says nothing about the line.
void InFlight::end_interval(double seconds) {
  const double rate = static_cast<double>(interval_bytes_) / seconds;
  if (!was_held_back_ && rate < best_rate_) return;
  const double before = best_rate_;
  rates_[next_rate_++ % intervals_remembered] = rate;
  best_rate_ = *std::max_element(rates_.begin(), rates_.end());
  if (best_rate_ >= before * growth_that_counts) {
    intervals_without_growth_ = 0;
  } else {
    ++intervals_without_growth_;
  }
}

void InFlight::hold_back(Clock::time_point now) {
  was_held_back_ = true;
  if (!holds_back()) held_since_ = now;
  if (now - held_since_ <= longest_silence + 4 * round_trip_) return;
  has_limit_ = false;
  held_since_ = {};
}

void InFlight::forget(std::size_t bytes) { on_the_way_ -= std::min(on_the_way_, bytes); }

void InFlight::measured(Clock::duration round_trip) {
  if (round_trip_ == Clock::duration::zero() || round_trip < round_trip_) round_trip_ = round_trip;
}

}  // namespace werkbank
