#include "core/ssh/in_flight.h"

#include <limits>

namespace werkbank {
namespace {

// A server tells what it took in lumps of about 96 KiB (OpenSSH: three packets): so much more may be on the way in a
// channel without being heard of, and has to be let through.
constexpr std::size_t least_of_a_channel = 160U << 10U;
constexpr std::size_t least_limit = 160U << 10U;
// In a channel whose turn it is not. Who fetches says with it what to send next.
constexpr std::size_t few_words = 16U << 10U;
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

// So long nothing could be sent beyond a round trip and a half: the far end is busy with each, not the line with all.
constexpr InFlight::Clock::duration until_one_more_sends = std::chrono::milliseconds(10);
constexpr InFlight::Clock::duration turn = std::chrono::seconds(1);

double seconds_of(InFlight::Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

InFlight::Share::~Share() {
  whole_.forget(counted_);
  pause();
}

std::size_t InFlight::Share::room(Clock::time_point now) {
  if (!whole_.may_send(*this, now)) {
    // It has long arrived, only the server does not say so before there is more of it.
    if (now - last_sent_ > until_one_more_sends + whole_.round_trip_ * 2) {
      whole_.forget(counted_);
      counted_ = 0;
    }
    return few_words - std::min(few_words, counted_);
  }
  const auto own_room = least_of_a_channel - std::min(least_of_a_channel, on_the_way_);
  const auto room = std::max(whole_.room(), own_room);
  if (room == 0) whole_.hold_back(now);
  return room;
}

void InFlight::Share::sent(std::size_t bytes, Clock::time_point now) {
  on_the_way_ += bytes;
  counted_ += bytes;
  last_sent_ = now;
  whole_.sent(bytes, now);
}

void InFlight::Share::taken(std::size_t bytes, Clock::time_point now) {
  const auto mine = std::min(bytes, on_the_way_);  // the first growth of a window only opens it
  if (mine == 0) return;
  on_the_way_ -= mine;
  const auto counted = counted_ - std::min(counted_, on_the_way_);
  counted_ -= counted;
  whole_.taken(counted, now);
}

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
  last_sent_ = now;
}

bool InFlight::may_send(const Share& share, Clock::time_point now) {
  if (now - turn_begin_ > turn) {
    turn_begin_ = now;
    most_senders_ = 1;
    senders_.clear();
  }
  if (std::find(senders_.begin(), senders_.end(), &share) != senders_.end()) return true;
  if (senders_.size() >= most_senders_) return false;
  senders_.push_back(&share);
  return true;
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

// Gives the limit up when nothing was heard from the server for too long.
void InFlight::hold_back(Clock::time_point now) {
  was_held_back_ = true;
  if (now - last_sent_ > until_one_more_sends + round_trip_ * 3 / 2) {
    most_senders_ = senders_.size() + 1;
    last_sent_ = now;
  }
  if (!holds_back()) held_since_ = now;
  if (now - held_since_ <= longest_silence + 4 * round_trip_) return;
  has_limit_ = false;
  held_since_ = {};
}

void InFlight::measured(Clock::duration round_trip) {
  if (round_trip_ == Clock::duration::zero() || round_trip < round_trip_) round_trip_ = round_trip;
}

}  // namespace werkbank
