// A channel that is opened before anybody needs it: whoever does then waits a round trip less. An open channel in which
// nothing was asked for yet costs the server no process. Inside core/ssh only; of one thread.
#pragma once

#include <libssh/libssh.h>

#include <chrono>
#include <optional>

#include "core/ssh/in_flight.h"

namespace werkbank {

class SpareChannel {
 public:
  using Clock = InFlight::Clock;

  /// `in_flight` is the connection's, and outlives this.
  SpareChannel(ssh_session session, InFlight& in_flight) : session_(session), in_flight_(in_flight) {}
  ~SpareChannel();
  SpareChannel(const SpareChannel&) = delete;
  SpareChannel& operator=(const SpareChannel&) = delete;

  /// Opens one where there is none, as long as the server has never had no room for it.
  void step();

  struct Taken {
    ssh_channel channel = nullptr;        ///< open or asked for; its owner frees it
    std::optional<Clock::time_point> at;  ///< when it was asked for, where that is still to be measured
  };
  /// Nothing when there is none.
  std::optional<Taken> take();
  /// The session is gone and libssh's channel with it.
  void forget() { channel_ = nullptr; }

 private:
  ssh_session session_;
  InFlight& in_flight_;
  ssh_channel channel_ = nullptr;
  Clock::time_point asked_ = {};
  bool is_open_ = false;
  bool was_denied_ = false;
};

}  // namespace werkbank
