#include "core/ssh/forward_set.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "core/ssh/ssh_error.h"
#include "core/ssh/ssh_handle.h"

namespace werkbank {
namespace {

/// A browser opens a handful; a program that opens them without end is held back here, not at the server.
constexpr std::size_t most_connections = 64;

/// Only wakes the thread: what there is to do, step() finds by itself.
int on_ready(socket_t, int, void*) { return 0; }

/// RFC 4254, 5.1, as libssh prints the code. With another one the computer behind does not listen yet, which it may
/// do later.
bool is_prohibited(const std::string& words) { return words.find("error (1)") != std::string::npos; }

}  // namespace

void ForwardSet::add(std::shared_ptr<ForwardTask> task) {
  Port port;
  // The channel's other end here is nothing: what comes through it nobody reads.
  port.first = std::make_unique<JumpPipe>(session_, ::open("/dev/null", O_RDWR | O_CLOEXEC));
  port.task = std::move(task);
  ports_.push_back(std::move(port));
}

bool ForwardSet::step() {
  bool moved = false;
  for (auto& port : ports_) {
    if (port.first) {
      moved = try_first(port) || moved;
    } else if (port.lets_through && !port.task->closed) {
      moved = take(port) || moved;
      moved = settle(port) || moved;
      moved = move(port) || moved;
    }
  }
  for (auto port = ports_.begin(); port != ports_.end();) {
    const bool is_over = port->task->closed || (!port->first && !port->lets_through);
    if (is_over) close(*port, false);
    port = is_over ? ports_.erase(port) : std::next(port);
  }
  return moved;
}

bool ForwardSet::try_first(Port& port) {
  const int answer = port.first->open(port.task->host, port.task->port);
  if (answer == SSH_AGAIN) return false;
  const auto words = complaint(session_);
  drop(port.first, false);
  port.lets_through = answer == SSH_OK || !is_prohibited(words);
  if (port.lets_through) {
    port.task->give(Done{});
  } else {
    port.task->give(forwarding_not_allowed(port.task->host, words));
  }
  return true;
}

bool ForwardSet::take(Port& port) {
  bool moved = false;
  while (port.opening.size() + port.open.size() < most_connections) {
    const int socket = ::accept(port.task->listener, nullptr, nullptr);
    if (socket < 0) return moved;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
    port.opening.push_back(std::make_unique<JumpPipe>(session_, socket, JumpPipe::AtSocketEnd::pass_on));
    moved = true;
  }
  return moved;
}

bool ForwardSet::settle(Port& port) {
  bool moved = false;
  for (auto& pipe : port.opening) {
    const int answer = pipe->open(port.task->host, port.task->port);
    if (answer == SSH_AGAIN) continue;
    moved = true;
    if (answer == SSH_OK) {
      port.open.push_back(std::move(pipe));
    } else {
      // Nothing listens there: whoever asked sees the connection close.
      drop(pipe, false);
    }
  }
  std::erase(port.opening, nullptr);
  return moved;
}

bool ForwardSet::move(Port& port) {
  bool moved = false;
  for (auto& pipe : port.open) {
    moved = pipe->step() || moved;
    if (pipe->over()) drop(pipe, false);
  }
  std::erase(port.open, nullptr);
  return moved;
}

void ForwardSet::watch() {
  std::map<int, short> wanted;
  for (const auto& port : ports_) {
    if (!port.lets_through) continue;
    if (port.opening.size() + port.open.size() < most_connections) wanted[port.task->listener] = POLLIN;
    for (const auto& pipe : port.open) {
      const auto wish = pipe->wanted();
      if (wish.fd >= 0) wanted[wish.fd] = wish.events;
    }
  }
  const auto before = watched_;
  for (const auto& [descriptor, events] : before) {
    const auto now = wanted.find(descriptor);
    if (now == wanted.end() || now->second != events) unwatch(descriptor);
  }
  for (const auto& [descriptor, events] : wanted) {
    if (watched_.count(descriptor) > 0) continue;
    if (ssh_event_add_fd(event_, descriptor, events, on_ready, this) == SSH_OK) watched_[descriptor] = events;
  }
}

void ForwardSet::end(const std::string& why) {
  for (auto& port : ports_) {
    port.task->give(connection_lost(why));
    close(port, true);
  }
  ports_.clear();
}

void ForwardSet::close(Port& port, bool session_is_gone) {
  if (port.first) drop(port.first, session_is_gone);
  for (auto* list : {&port.opening, &port.open}) {
    for (auto& pipe : *list) drop(pipe, session_is_gone);
    list->clear();
  }
  unwatch(port.task->listener);
  ::close(port.task->listener);
}

void ForwardSet::drop(std::unique_ptr<JumpPipe>& pipe, bool session_is_gone) {
  unwatch(pipe->socket());
  if (session_is_gone) pipe->forget_channel();
  pipe.reset();
}

void ForwardSet::unwatch(int descriptor) {
  if (watched_.erase(descriptor) > 0) ssh_event_remove_fd(event_, descriptor);
}

}  // namespace werkbank
