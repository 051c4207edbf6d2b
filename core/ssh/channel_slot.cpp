#include "core/ssh/channel_slot.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// A channel counts at the server until both ends closed it, and sshd closes only when the command has ended. After this
// long we count it as a place that is lost for now.
constexpr auto close_patience = std::chrono::seconds(10);

}  // namespace

ChannelSlot::ChannelSlot(ssh_session session, std::optional<SpareChannel::Taken> taken,
                         std::shared_ptr<ChannelTask> task, InFlight& in_flight)
    : session_(session),
      channel_(taken ? taken->channel : ssh_channel_new(session)),
      task_(std::move(task)),
      in_flight_(in_flight),
      share_(in_flight),
      asked_to_open_(taken ? taken->at : Clock::now()) {
  if (channel_ != nullptr) set_callbacks();
  task_->set_begun(true);
}

ChannelSlot::~ChannelSlot() {
  if (channel_ == nullptr) return;
  ssh_remove_channel_callbacks(channel_, &callbacks_);
  ssh_channel_free(channel_);
}

void ChannelSlot::set_callbacks() {
  ssh_callbacks_init(&callbacks_);
  callbacks_.userdata = this;
  callbacks_.channel_data_function = [](ssh_session, ssh_channel, void*, std::uint32_t, int of_stderr, void* user) {
    auto* slot = static_cast<ChannelSlot*>(user);
    (of_stderr != 0 ? slot->has_err_ : slot->has_out_) = true;
    return 0;  // taken later, outside the callback
  };
  callbacks_.channel_eof_function = [](ssh_session, ssh_channel, void* user) {
    static_cast<ChannelSlot*>(user)->eof_ = true;
  };
  callbacks_.channel_close_function = [](ssh_session, ssh_channel, void* user) {
    static_cast<ChannelSlot*>(user)->closed_ = true;
  };
  callbacks_.channel_exit_status_function = [](ssh_session, ssh_channel, int code, void* user) {
    static_cast<ChannelSlot*>(user)->exit_code_ = code;
  };
  callbacks_.channel_exit_signal_function = [](ssh_session, ssh_channel, const char* signal, int, const char*,
                                               const char*, void* user) {
    static_cast<ChannelSlot*>(user)->signal_ = signal != nullptr ? signal : "?";
  };
  ssh_set_channel_callbacks(channel_, &callbacks_);
}

bool ChannelSlot::step() {
  switch (state_) {
    case State::opening:
      return open();
    case State::requesting:
      return request();
    case State::running:
      return run();
    case State::closing:
    case State::overdue:
      return wait_for_close();
    case State::gone:
      return false;
  }
  return false;
}

bool ChannelSlot::open() {
  const int answer = channel_ == nullptr ? SSH_ERROR : ssh_channel_open_session(channel_);
  if (answer == SSH_AGAIN) return false;
  if (answer != SSH_OK) {
    // Without a connection nobody denied anything; the session's thread finds out by itself.
    if (!is_open(session_)) return false;
    denied_ = true;
    task_->set_begun(false);
    state_ = State::gone;
    return true;
  }
  if (asked_to_open_) in_flight_.measured(Clock::now() - *asked_to_open_);
  // An abandoned channel can be closed only once it is open.
  state_ = State::requesting;
  if (task_->abandoned()) close();
  return true;
}

bool ChannelSlot::request() {
  if (task_->abandoned()) {
    close();
    return true;
  }
  const auto& request = task_->request();
  const int answer = request.kind == ChannelRequest::Kind::command
                         ? ssh_channel_request_exec(channel_, request.text.c_str())
                         : ssh_channel_request_subsystem(channel_, request.text.c_str());
  if (answer == SSH_AGAIN) return false;
  if (answer != SSH_OK && !is_open(session_)) return false;
  if (answer != SSH_OK) {
    task_->finish(no_commands_allowed(complaint(session_)));
    close();
    return true;
  }
  state_ = State::running;
  return true;
}

bool ChannelSlot::run() {
  if (task_->abandoned()) {
    // Best effort: a command that neither reads nor writes would not notice that we are gone.
    ssh_channel_request_send_signal(channel_, "TERM");
    close();
    return true;
  }
  bool moved = read(false);
  moved = read(true) || moved;
  moved = write() || moved;
  return finish_if_over() || moved;
}

bool ChannelSlot::read(bool of_stderr) {
  bool& has = of_stderr ? has_err_ : has_out_;
  if (!has) return false;
  const std::size_t room = task_->output_room(of_stderr);
  if (room == 0) return false;
  std::array<char, 64U << 10U> bytes;
  const auto most = static_cast<std::uint32_t>(std::min(room, bytes.size()));
  const int count = ssh_channel_read_timeout(channel_, bytes.data(), most, of_stderr ? 1 : 0, 0);
  if (count <= 0) {
    has = false;
    return false;
  }
  task_->give_output(of_stderr, {bytes.data(), static_cast<std::size_t>(count)});
  return true;
}

// A window that grows tells what the server took.
void ChannelSlot::hear_what_was_taken() {
  const std::size_t window = ssh_channel_window_size(channel_);
  if (window > window_) share_.taken(window - window_, Clock::now());
  window_ = window;
}

bool ChannelSlot::write() {
  if (eof_sent_ || closed_) return false;
  hear_what_was_taken();
  if (sent_ == pending_.size()) {
    task_->give_back(std::move(pending_));
    pending_ = task_->take_input();
    sent_ = 0;
  }
  // Then another channel, which may have asked in vain before, is to ask again.
  const bool gives_way = (pending_.empty() || window_ == 0) && share_.pause();
  if (pending_.empty()) {
    if (!task_->input_ended()) return gives_way;
    eof_sent_ = true;
    ssh_channel_send_eof(channel_);
    return true;
  }
  // While the socket is full libssh would take everything into memory, up to the window of each channel.
  if ((ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0) return false;
  // A question is small and waits for nothing.
  const bool is_bulk = task_->request().priority == Priority::bulk;
  std::size_t size = std::min({window_, pending_.size() - sent_, ChannelTask::block_size});
  if (size > 0 && is_bulk) size = std::min(size, share_.room(Clock::now()));
  if (size == 0) return gives_way;
  const int count = ssh_channel_write(channel_, pending_.data() + sent_, static_cast<std::uint32_t>(size));
  if (count <= 0) return false;
  const auto accepted = static_cast<std::size_t>(count);
  sent_ += accepted;
  share_.sent(accepted, Clock::now());
  // Not what libssh says now: it may have heard of a larger window meanwhile.
  window_ -= accepted;
  return true;
}

bool ChannelSlot::finish_if_over() {
  if (has_out_ || has_err_) return false;
  const bool ended = exit_code_.has_value() || !signal_.empty();
  if (!closed_ && !(eof_ && ended)) return false;
  // The end of the connection is not the end of the command.
  if (!ended && !is_open(session_)) return false;
  task_->finish(ChannelEnd{exit_code_.value_or(-1), signal_});
  close();
  return true;
}

void ChannelSlot::close() {
  share_.pause();
  ssh_channel_close(channel_);
  close_deadline_ = Clock::now() + close_patience;
  state_ = State::closing;
}

bool ChannelSlot::wait_for_close() {
  if (!closed_ && Clock::now() >= close_deadline_) state_ = State::overdue;
  if (!closed_) return false;
  state_ = State::gone;
  return true;
}

}  // namespace werkbank
