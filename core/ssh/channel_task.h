// What a caller and the session's thread share about one channel: the bytes on their way, and how it ended.
// Both directions are bounded, so a slow end holds the other back. Inside core/ssh only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/ssh/exec.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {

struct ChannelRequest {
  enum class Kind { command, subsystem };
  Kind kind = Kind::command;
  std::string text;
  Priority priority = Priority::interactive;
};

struct ChannelEnd {
  int exit_code = -1;
  std::string signal;
};

class ChannelTask {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t block_size = 256U << 10U;

  ChannelTask(ChannelRequest request, std::shared_ptr<WakePipe> thread);

  const ChannelRequest& request() const { return request_; }

  // The caller's side.

  struct News {
    bool input_room = false;  ///< a block of input can be given
    std::string out;
    std::string err;
    std::optional<Result<ChannelEnd>> end;  ///< comes after the last byte of output
    bool nothing() const { return !input_room && out.empty() && err.empty() && !end; }
  };
  /// Waits for something to happen, a stop or the deadline. Takes the output along; what comes next is collected in the
  /// memory of `used`, an earlier output that nobody needs any more.
  News wait(bool wants_room, const std::stop_token& stop, Clock::time_point deadline, std::string used = {});
  /// block_size bytes to be filled, of whatever content: a block that is sent already where there is one, so that most
  /// are neither allocated nor cleared.
  std::string block_to_fill();
  /// A block that nobody needs any more: from either side.
  void give_back(std::string block);
  void give_input(std::string block);
  void end_input();
  /// The caller goes: the channel is to be closed, nobody listens any more.
  void abandon();
  /// The server was asked for a channel: it does not wait behind others any more.
  bool has_begun() const;
  /// Bytes of input that left this computer so far.
  std::size_t input_taken() const;

  // The thread's side.

  void set_begun(bool begun);
  /// The next block of input; empty when there is none now.
  std::string take_input();
  bool input_ended() const;
  std::size_t output_room(bool of_stderr) const;
  /// Of bulk the caller hears when it is much, or by tell_output(): who is woken for each packet has more to do with
  /// waking than with the packets.
  void give_output(bool of_stderr, std::string_view bytes);
  void tell_output();
  void finish(Result<ChannelEnd> end);
  bool abandoned() const;

 private:
  const ChannelRequest request_;
  const std::shared_ptr<WakePipe> thread_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::string> input_;
  std::string spare_;  ///< a block that was sent
  std::size_t input_bytes_ = 0;
  std::size_t input_taken_ = 0;
  bool begun_ = false;
  bool input_ended_ = false;
  bool abandoned_ = false;
  bool untold_ = false;  ///< there is output of which the caller was not told
  std::string out_;
  std::string err_;
  std::optional<Result<ChannelEnd>> end_;
};

}  // namespace werkbank
