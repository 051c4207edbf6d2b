// One channel of a jump host and the socket that it is tied to: bytes from each to the other, never waiting.
// Inside core/ssh only. POSIX.
#pragma once

#include <poll.h>

#include <string>

#include "core/ssh/ssh_handle.h"

namespace werkbank {

class JumpPipe {
 public:
  enum class AtSocketEnd { close_all, pass_on };
  /// Owns `socket` from here on. `at_end`: whether its end is the end of everything, or only of what it has to say.
  JumpPipe(ssh_session session, int socket, AtSocketEnd at_end = AtSocketEnd::close_all);
  ~JumpPipe();
  JumpPipe(const JumpPipe&) = delete;
  JumpPipe& operator=(const JumpPipe&) = delete;

  /// SSH_AGAIN until the host answered, then SSH_OK or SSH_ERROR.
  int open(const std::string& host, int port);
  /// What to wait for at the socket.
  pollfd wanted() const;
  /// Moves what can be moved now; true when something was.
  bool step();
  bool over() const { return over_; }
  int socket() const { return socket_; }
  /// The session is gone and libssh's channel with it.
  void forget_channel() { channel_ = nullptr; }

 private:
  bool to_channel();
  bool from_channel();
  bool to_socket();

  ssh_session session_;
  ssh_channel channel_;
  int socket_;
  AtSocketEnd at_end_;
  std::string unsent_;  ///< from the channel, not yet taken by the socket
  bool channel_ended_ = false;
  bool socket_ended_ = false;
  bool over_ = false;
};

}  // namespace werkbank
