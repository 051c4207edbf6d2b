// The thread that owns a signed-in session and serves all its channels: interactive ones first, none ever waited for.
// Inside core/ssh only.
#pragma once

#include <libssh/libssh.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ssh/channel_slot.h"
#include "core/ssh/channel_task.h"
#include "core/ssh/forward_set.h"
#include "core/ssh/port_forward.h"
#include "core/ssh/spare_channel.h"
#include "core/ssh/ssh_handle.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {

class SessionThread {
 public:
  using Clock = ChannelTask::Clock;

  /// `keepalive` seconds of silence make it ask for a sign of life; three times that is the end.
  SessionThread(SessionHandle session, double keepalive);
  ~SessionThread();

  /// A channel for the request, queued while too many are open. Its end comes through the task, also when the
  /// connection is lost already.
  std::shared_ptr<ChannelTask> start(ChannelRequest request);
  /// A port of this computer that leads to what the task says; the answer comes through the task.
  void start_forward(std::shared_ptr<ForwardTask> task);
  const std::shared_ptr<WakePipe>& wake_pipe() const { return wake_; }
  bool alive() const { return alive_; }

 private:
  static int on_wake(socket_t, int, void* user);
  void serve(const std::stop_token& stop);
  int hear(int milliseconds);
  void accept();
  void open_waiting();
  bool open_next(std::deque<std::shared_ptr<ChannelTask>>& queue, std::size_t most_open);
  bool step_slots();
  void remove_gone();
  void take_back(const ChannelSlot& slot);
  std::size_t count_of(ChannelSlot::State state) const;
  std::size_t places_taken() const;
  bool keep_alive();
  int poll_milliseconds() const;
  void lose(const std::string& why);

  SessionHandle session_;
  EventHandle event_;
  const Clock::duration keepalive_;
  const std::shared_ptr<WakePipe> wake_ = std::make_shared<WakePipe>();

  std::mutex mutex_;  ///< guards the three below
  std::vector<std::shared_ptr<ChannelTask>> posted_;
  std::vector<std::shared_ptr<ForwardTask>> posted_forwards_;
  bool closed_for_tasks_ = false;

  std::atomic<bool> alive_ = true;

  // The thread's own.
  ForwardSet forwards_;
  InFlight in_flight_;
  SpareChannel spare_;
  std::deque<std::shared_ptr<ChannelTask>> interactive_;
  std::deque<std::shared_ptr<ChannelTask>> bulk_;
  std::vector<std::unique_ptr<ChannelSlot>> slots_;
  std::size_t most_channels_;  ///< as far as the server let us
  bool ever_opened_ = false;   ///< the server let us run something
  int refusals_ = 0;           ///< in a row, with no channel of ours open
  Clock::time_point open_again_ = {};
  std::size_t first_bulk_ = 0;  ///< whose turn it is
  bool woken_ = false;          ///< while libssh polled inside one of its calls
  ssh_counter_struct heard_ = {};
  std::uint64_t heard_before_ = 0;
  Clock::time_point last_heard_ = {};
  Clock::time_point last_asked_ = {};

  std::jthread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace werkbank
