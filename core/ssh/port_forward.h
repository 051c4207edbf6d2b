// A port of this computer that leads through a signed-in connection to a computer behind it: a notebook on a compute
// node, say. Only programs of this computer can use it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/result.h"

namespace werkbank {

class WakePipe;

/// What the holder and the session's thread share about it. Inside core/ssh only.
struct ForwardTask {
  std::string host;
  std::uint16_t port = 0;
  int listener = -1;  ///< the thread's, which closes it
  std::atomic<bool> closed = false;

  std::mutex mutex;
  std::condition_variable_any answered;
  std::optional<Result<Done>> answer;  ///< whether the server lets us through
  void give(Result<Done> given);
};

/// A listening, non-blocking socket on a free port of the loopback address; -1 when there is none. POSIX.
int listen_on_loopback(std::uint16_t& port);

class PortForward {
 public:
  PortForward(std::shared_ptr<ForwardTask> task, std::shared_ptr<WakePipe> thread, std::uint16_t port);
  /// Closes the port and what goes through it.
  ~PortForward();
  PortForward(const PortForward&) = delete;
  PortForward& operator=(const PortForward&) = delete;

  /// At 127.0.0.1 of this computer.
  std::uint16_t port() const { return port_; }

 private:
  std::shared_ptr<ForwardTask> task_;
  std::shared_ptr<WakePipe> thread_;
  std::uint16_t port_;
};

}  // namespace werkbank
