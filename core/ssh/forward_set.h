// The forwarded ports of one session: takes connections at each and carries them through channels, never waiting. Used
// by the session's thread alone. Inside core/ssh only. POSIX.
#pragma once

#include <libssh/libssh.h>

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/ssh/jump_pipe.h"
#include "core/ssh/port_forward.h"

namespace werkbank {

class ForwardSet {
 public:
  ForwardSet(ssh_session session, ssh_event event) : session_(session), event_(event) {}
  ForwardSet(const ForwardSet&) = delete;
  ForwardSet& operator=(const ForwardSet&) = delete;

  /// Asks the server first whether it lets us through; connections are taken from then on.
  void add(std::shared_ptr<ForwardTask> task);
  /// Does what can be done now; true when something was done and more may be possible at once.
  bool step();
  /// Before the thread waits: what to wait for.
  void watch();
  /// The session is about to go: all ends here.
  void end(const std::string& why);

 private:
  struct Port {
    std::shared_ptr<ForwardTask> task;
    std::unique_ptr<JumpPipe> first;  ///< goes nowhere: it shows whether there is a way
    std::vector<std::unique_ptr<JumpPipe>> opening;
    std::vector<std::unique_ptr<JumpPipe>> open;
    bool lets_through = false;
  };
  bool try_first(Port& port);
  bool take(Port& port);
  bool settle(Port& port);
  bool move(Port& port);
  void close(Port& port, bool session_is_gone);
  void drop(std::unique_ptr<JumpPipe>& pipe, bool session_is_gone);
  void unwatch(int descriptor);

  ssh_session session_;
  ssh_event event_;
  std::list<Port> ports_;
  std::map<int, short> watched_;
};

}  // namespace werkbank
