// A signed-in computer on the way to another one: its session carries the bytes to the next, which it cannot read.
// A thread of its own serves it. Inside core/ssh only. POSIX.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/ssh_handle.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {

class JumpPipe;

class JumpHost {
 public:
  JumpHost(SessionHandle session, Endpoint endpoint, std::string host_key);
  /// Takes no longer than a moment; whatever went through it is cut.
  ~JumpHost();
  JumpHost(const JumpHost&) = delete;
  JumpHost& operator=(const JumpHost&) = delete;

  /// A non-blocking socket that leads to `target` as this host sees it; the caller closes it. When the way breaks it
  /// is at its end. Errors: host_unreachable, connection_lost.
  Result<int> connect_to(const Endpoint& target, std::chrono::steady_clock::time_point deadline,
                         const std::stop_token& stop);
  const std::string& host_key() const { return host_key_; }

 private:
  struct Wish {
    std::string host;
    int port = 0;
    int near_end = -1;  ///< the socket's end that this thread serves
    std::optional<Result<Done>> answer;
    bool given_up = false;
  };
  void serve(const std::stop_token& stop);
  void take_wishes();
  void settle();
  bool wait();
  void lose(const std::string& why);

  SessionHandle session_;
  EventHandle event_;
  const Endpoint endpoint_;
  const std::string host_key_;
  WakePipe wake_;

  std::mutex mutex_;  ///< guards the three below
  std::condition_variable_any answered_;
  std::vector<std::shared_ptr<Wish>> wishes_;
  std::optional<std::string> lost_;

  // The thread's own.
  std::vector<std::pair<std::shared_ptr<Wish>, std::unique_ptr<JumpPipe>>> opening_;
  std::vector<std::unique_ptr<JumpPipe>> open_;
  ssh_counter_struct heard_ = {};

  std::jthread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace werkbank
