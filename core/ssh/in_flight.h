// How much of what a connection carries may be on its way at once: as much as the line holds, and little more. What is
// beyond that waits in queues, where every question waits behind it, and in the server's memory, which grows in steps
// that cost it more than the data itself. Measured from what the server takes, as BBR does (Cardwell et al., "BBR:
// Congestion-Based Congestion Control", ACM Queue 14(5), 2016): the highest rate times the shortest round trip.
// Inside core/ssh only; of one thread.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace werkbank {

class InFlight {
 public:
  using Clock = std::chrono::steady_clock;

  /// A server tells what it took in lumps of about 96 KiB (OpenSSH: three packets): so much more may be on the way in
  /// each channel without being heard of, and has to be let through.
  static constexpr std::size_t least_of_a_channel = 160U << 10U;

  /// Bytes that may be sent now. There is no limit where no round trip is known, and none any more where a server once
  /// was silent about what it took for too long.
  std::size_t room() const;
  void sent(std::size_t bytes, Clock::time_point now);
  /// The server has taken them and has room for as many more.
  void taken(std::size_t bytes, Clock::time_point now);
  /// Those of a channel that ended: they will not be heard of again.
  void forget(std::size_t bytes);
  /// A question and its answer, which the server gives at once, took so long.
  void measured(Clock::duration round_trip);

  /// The shortest that was measured; 0: none.
  Clock::duration round_trip() const { return round_trip_; }

  /// Somebody has more to send than there is room for. Gives the limit up when that has been so for too long with
  /// nothing heard from the server.
  void hold_back(Clock::time_point now);
  bool holds_back() const { return held_since_ != Clock::time_point(); }

 private:
  std::size_t limit() const;
  void end_interval(double seconds);

  static constexpr std::size_t intervals_remembered = 20;

  Clock::duration round_trip_ = Clock::duration::zero();
  std::size_t on_the_way_ = 0;
  Clock::time_point interval_begin_ = {};
  std::size_t interval_bytes_ = 0;
  Clock::time_point last_heard_ = {};
  Clock::time_point held_since_ = {};
  bool has_limit_ = true;
  bool was_held_back_ = false;                           ///< in this interval more could have been sent
  std::array<double, intervals_remembered> rates_ = {};  ///< bytes a second
  std::size_t next_rate_ = 0;
  double best_rate_ = 0;
  int intervals_without_growth_ = 0;
};

}  // namespace werkbank
