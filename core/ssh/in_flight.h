// How much of what a connection carries may be on its way at once: as much as the line holds, and little more. What is
// beyond that waits in queues, where every question waits behind it, and in the server's memory, which grows in steps
// that cost it more than the data itself. Measured from what the server takes, as BBR does (Cardwell et al., "BBR:
// Congestion-Based Congestion Control", ACM Queue 14(5), 2016): the highest rate times the shortest round trip.
// Inside core/ssh only; of one thread.
//
// What a server took it tells for each channel by itself, and late. So of the channels that have much to send no more
// send at once than it takes to fill the line: the first, until it cannot go on or its time is over, then the next. A
// few words now and then are let through in each.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace werkbank {

class InFlight {
 public:
  using Clock = std::chrono::steady_clock;

  /// One channel's part of it.
  class Share {
   public:
    /// `whole` outlives this.
    explicit Share(InFlight& whole) : whole_(whole) {}
    /// What is on the way now will not be heard of again.
    ~Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// Bytes that may be sent now by one who has them ready.
    std::size_t room(Clock::time_point now);
    void sent(std::size_t bytes, Clock::time_point now);
    /// The server has taken them and has room for as many more.
    void taken(std::size_t bytes, Clock::time_point now);
    /// There is nothing to send now, or the server has no room for it: another channel may. True when it was its turn.
    bool pause() { return whole_.leave(*this); }

   private:
    InFlight& whole_;
    std::size_t on_the_way_ = 0;  ///< sent, and not known to be taken
    std::size_t counted_ = 0;     ///< of them, those that are part of the whole's
    Clock::time_point last_sent_ = {};
  };

  /// A question and its answer, which the server gives at once, took so long.
  void measured(Clock::duration round_trip);
  /// The shortest that was measured; 0: none.
  Clock::duration round_trip() const { return round_trip_; }
  /// Somebody has more to send than there is room for, and is to ask again soon, also when nothing is heard.
  bool holds_back() const { return held_since_ != Clock::time_point(); }

 private:
  /// Bytes that may be sent now. There is no limit where no round trip is known, and none any more where a server once
  /// was silent about what it took for too long.
  std::size_t room() const;
  std::size_t limit() const;
  bool may_send(const Share& share, Clock::time_point now);
  bool leave(const Share& share) { return std::erase(senders_, &share) > 0; }
  void sent(std::size_t bytes, Clock::time_point now);
  void taken(std::size_t bytes, Clock::time_point now);
  void forget(std::size_t bytes) { on_the_way_ -= std::min(on_the_way_, bytes); }
  void hold_back(Clock::time_point now);
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

  std::vector<const Share*> senders_;
  std::size_t most_senders_ = 1;
  Clock::time_point turn_begin_ = {};  ///< since then they send; the next turn begins with one
  Clock::time_point last_sent_ = {};   ///< or, while they wait, when the last sender was added
};

}  // namespace werkbank
