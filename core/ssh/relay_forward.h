// A port of this computer whose connections are carried over the input and output of one command of the factory: where
// a job's computer can be reached by no forward, because what listens there listens for that computer alone.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/relay_frames.h"
#include "core/ssh/script.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {

class RelaySockets;

class RelayForward {
 public:
  /// `script` becomes a relay (relay_frames.h) that ends with its input. Waits until it has greeted. Errors:
  /// job_unknown (it ended instead; its last words are the detail), timed_out, connection_lost, answer_garbled,
  /// internal (no port left here).
  static Result<std::unique_ptr<RelayForward>> open(std::shared_ptr<CommandRunner> runner, Script script,
                                                    const std::stop_token& stop);
  /// Closes the port, what goes through it, and the relay.
  ~RelayForward();
  RelayForward(const RelayForward&) = delete;
  RelayForward& operator=(const RelayForward&) = delete;

  /// At 127.0.0.1 of this computer.
  std::uint16_t port() const { return port_; }
  /// False as soon as the command has ended, for whatever reason.
  bool is_open() const;

 private:
  RelayForward(std::uint16_t port, std::unique_ptr<RelaySockets> sockets);
  void begin(std::shared_ptr<CommandRunner> runner, Script script);
  Result<Done> wait_for_greeting(const std::stop_token& stop);
  void run_command(CommandRunner& runner, const Script& script);
  Result<Done> heard(std::string_view bytes);
  std::size_t fill(std::span<char> room);
  void carry();
  bool carry_once();
  void give_up(Error error);

  const std::uint16_t port_;
  WakePipe wake_;
  std::stop_source stopping_;

  mutable std::mutex mutex_;  ///< for all up to the next blank line
  std::condition_variable_any changed_;
  std::vector<RelayFrame> inbox_;
  std::size_t inbox_bytes_ = 0;
  std::string outbox_;
  bool greeted_ = false;
  std::optional<Error> ended_;  ///< why there is no way any more

  std::unique_ptr<RelaySockets> sockets_;  ///< the carrying thread's
  RelayFrameReader reader_;                ///< the command's thread's
  std::jthread command_thread_;
  std::jthread carrying_thread_;  ///< the threads last, so that they end before what they use
};

}  // namespace werkbank
