// One channel of the session as a small state machine, stepped by the session's thread and never waiting.
// Inside core/ssh only.
#pragma once

#include <libssh/callbacks.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "core/ssh/channel_task.h"
#include "core/ssh/in_flight.h"
#include "core/ssh/spare_channel.h"
#include "core/ssh/ssh_handle.h"

namespace werkbank {

class ChannelSlot {
 public:
  /// overdue: we closed it long ago and the server has not: a command that does not end holds it there.
  enum class State { opening, requesting, running, closing, overdue, gone };
  using Clock = ChannelTask::Clock;

  /// `in_flight` is the connection's, and outlives this. Without a channel that was `taken` it opens its own.
  ChannelSlot(ssh_session session, std::optional<SpareChannel::Taken> taken, std::shared_ptr<ChannelTask> task,
              InFlight& in_flight);
  ~ChannelSlot();
  ChannelSlot(const ChannelSlot&) = delete;
  ChannelSlot& operator=(const ChannelSlot&) = delete;

  /// Does what can be done now; true when something was done and more may be possible at once.
  bool step();
  State state() const { return state_; }
  const std::shared_ptr<ChannelTask>& task() const { return task_; }
  /// The server had no room for one more channel; the task is as new.
  bool was_denied() const { return denied_; }
  /// The session is gone and libssh's channel with it.
  void forget_channel() { channel_ = nullptr; }

 private:
  bool open();
  bool request();
  bool run();
  bool wait_for_close();
  bool read(bool of_stderr);
  bool write();
  void hear_what_was_taken();
  bool finish_if_over();
  void close();
  void set_callbacks();

  ssh_session session_;
  ssh_channel channel_;
  std::shared_ptr<ChannelTask> task_;
  InFlight& in_flight_;
  InFlight::Share share_;
  State state_ = State::opening;
  bool denied_ = false;

  // Set by libssh's callbacks, which must do no more than that.
  ssh_channel_callbacks_struct callbacks_ = {};
  bool has_out_ = false;
  bool has_err_ = false;
  bool eof_ = false;
  bool closed_ = false;
  std::optional<int> exit_code_;
  std::string signal_;

  std::string pending_;  ///< taken from the task, not yet accepted by libssh
  std::size_t sent_ = 0;
  bool eof_sent_ = false;
  std::optional<Clock::time_point> asked_to_open_;  ///< nothing where the answer to that was measured before
  std::size_t window_ = 0;                          ///< as we left it
  Clock::time_point close_deadline_ = {};
};

}  // namespace werkbank
