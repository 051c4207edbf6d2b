#include "core/ssh/relay_sockets.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/ssh/must_wait.h"

namespace werkbank {
namespace {

/// A browser opens a handful; a program that opens them without end is held back here.
constexpr std::size_t most_relayed = 64;
constexpr std::size_t relay_block_size = 24U << 10U;

}  // namespace

RelaySockets::~RelaySockets() {
  for (const auto& [number, one] : carried_) ::close(one.socket);
  ::close(listener_);
}

std::vector<pollfd> RelaySockets::wanted(bool may_speak) const {
  std::vector<pollfd> list;
  if (may_speak && carried_.size() < most_relayed) list.push_back({listener_, POLLIN, 0});
  for (const auto& [number, one] : carried_) {
    const bool reads = may_speak && one.may_send > 0 && !one.socket_ended;
    const auto events = static_cast<short>((reads ? POLLIN : 0) | (one.unsent.empty() ? 0 : POLLOUT));
    if (events != 0) list.push_back({one.socket, events, 0});
  }
  return list;
}

Result<Done> RelaySockets::obey(const RelayFrame& frame) {
  const auto found = carried_.find(frame.connection);
  if (found == carried_.end()) return Done{};  // its program has gone meanwhile
  Carried& one = found->second;
  switch (frame.kind) {
    case RelayFrame::Kind::hello:
      break;
    case RelayFrame::Kind::data:
      one.unsent += frame.bytes;
      if (one.unsent.size() + one.taken > relay_window) return garbled_relay("more than was allowed");
      break;
    case RelayFrame::Kind::end:
      one.relay_ended = true;
      break;
    case RelayFrame::Kind::closed:
      one.over = true;
      break;
    case RelayFrame::Kind::more:
      one.may_send = std::min(one.may_send + frame.count, relay_window);
      break;
  }
  return Done{};
}

std::string RelaySockets::step(bool may_speak) {
  std::string frames;
  if (may_speak) take(frames);
  for (auto& [number, one] : carried_) {
    pass_on(number, one, frames);
    if (may_speak && !one.over) bring(number, one, frames);
  }
  for (auto one = carried_.begin(); one != carried_.end();) {
    if (one->second.over) ::close(one->second.socket);
    one = one->second.over ? carried_.erase(one) : std::next(one);
  }
  return frames;
}

void RelaySockets::take(std::string& frames) {
  while (carried_.size() < most_relayed) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
    Carried one;
    one.socket = socket;
    carried_.emplace(++last_number_, std::move(one));
    frames += open_frame(last_number_);
  }
}

/// What a program here says, to the relay.
void RelaySockets::bring(std::uint32_t number, Carried& one, std::string& frames) {
  std::array<char, relay_block_size> block;
  while (one.may_send > 0 && !one.socket_ended) {
    const auto count = ::recv(one.socket, block.data(), std::min(block.size(), one.may_send), 0);
    if (count < 0 && must_wait()) return;
    if (count < 0) {
      one.over = true;
      frames += closed_frame(number);
      return;
    }
    one.socket_ended = count == 0;
    one.may_send -= static_cast<std::size_t>(count);
    frames += count == 0 ? end_frame(number)
                         : data_frame(number, std::string_view(block.data(), static_cast<std::size_t>(count)));
  }
}

/// What the relay said, to the program here.
void RelaySockets::pass_on(std::uint32_t number, Carried& one, std::string& frames) {
  while (!one.unsent.empty()) {
    const auto count = ::send(one.socket, one.unsent.data(), one.unsent.size(), MSG_NOSIGNAL);
    if (count < 0 && must_wait()) break;
    if (count < 0) {
      if (!one.over) frames += closed_frame(number);
      one.over = true;
      return;
    }
    one.unsent.erase(0, static_cast<std::size_t>(count));
    one.taken += static_cast<std::size_t>(count);
  }
  if (one.taken >= relay_window / 4 && !one.over) {
    frames += more_frame(number, one.taken);
    one.taken = 0;
  }
  if (!one.relay_ended || !one.unsent.empty()) return;
  ::shutdown(one.socket, SHUT_WR);
  // Both have said all.
  if (one.socket_ended && !one.over) {
    one.over = true;
    frames += closed_frame(number);
  }
}

}  // namespace werkbank
