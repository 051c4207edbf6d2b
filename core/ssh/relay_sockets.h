// The connections of this computer's programs at one forwarded port, and the frames in which they travel. Moves bytes
// between both and never waits. Used by one thread. Inside core/ssh only. POSIX.
#pragma once

#include <poll.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/relay_frames.h"

namespace werkbank {

class RelaySockets {
 public:
  /// Owns `listener` from here on.
  explicit RelaySockets(int listener) : listener_(listener) {}
  ~RelaySockets();
  RelaySockets(const RelaySockets&) = delete;
  RelaySockets& operator=(const RelaySockets&) = delete;

  /// What to wait for; `may_speak`: new frames are wanted now.
  std::vector<pollfd> wanted(bool may_speak) const;
  /// What the relay said. Error: answer_garbled (it sent more than it was allowed to).
  Result<Done> obey(const RelayFrame& frame);
  /// Moves what can be moved now and gives the frames that came of it.
  std::string step(bool may_speak);

 private:
  struct Carried {
    int socket = -1;
    std::string unsent;                   ///< from the relay, not yet taken by the socket
    std::size_t may_send = relay_window;  ///< to the relay
    std::size_t taken = 0;                ///< by the socket, and not yet said
    bool socket_ended = false;            ///< it has said all
    bool relay_ended = false;             ///< the other end has said all
    bool over = false;
  };
  void take(std::string& frames);
  void bring(std::uint32_t number, Carried& one, std::string& frames);
  void pass_on(std::uint32_t number, Carried& one, std::string& frames);

  const int listener_;
  std::uint32_t last_number_ = 0;
  std::map<std::uint32_t, Carried> carried_;
};

}  // namespace werkbank
