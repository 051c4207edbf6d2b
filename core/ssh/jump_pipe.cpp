#include "core/ssh/jump_pipe.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/ssh/must_wait.h"

namespace werkbank {
namespace {

constexpr std::size_t pipe_block_size = 64U << 10U;
// A slow reader holds the server back by the channel's window.
constexpr std::size_t most_unsent = 4 * pipe_block_size;

}  // namespace

JumpPipe::JumpPipe(ssh_session session, int socket, AtSocketEnd at_end)
    : session_(session), channel_(ssh_channel_new(session)), socket_(socket), at_end_(at_end) {}

JumpPipe::~JumpPipe() {
  if (channel_ != nullptr) ssh_channel_free(channel_);
  ::close(socket_);
}

int JumpPipe::open(const std::string& host, int port) {
  if (channel_ == nullptr) return SSH_ERROR;
  return ssh_channel_open_forward(channel_, host.c_str(), port, "127.0.0.1", 0);
}

pollfd JumpPipe::wanted() const {
  short events = 0;
  const bool room = (ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) == 0 && ssh_channel_window_size(channel_) > 0;
  if (room && !channel_ended_ && !socket_ended_) events = POLLIN;
  if (!unsent_.empty()) events = static_cast<short>(events | POLLOUT);
  // With no events poll() would still report a hang-up, over and over.
  return {events != 0 ? socket_ : -1, events, 0};
}

bool JumpPipe::step() {
  if (over_) return false;
  bool moved = to_socket();
  moved = from_channel() || moved;
  moved = to_channel() || moved;
  if (channel_ended_ && unsent_.empty()) over_ = true;
  return moved;
}

bool JumpPipe::to_channel() {
  if (channel_ended_ || socket_ended_ || (ssh_get_poll_flags(session_) & SSH_WRITE_PENDING) != 0) return false;
  std::array<char, pipe_block_size> bytes;
  const std::size_t most = std::min<std::size_t>(bytes.size(), ssh_channel_window_size(channel_));
  if (most == 0) return false;
  const auto count = ::recv(socket_, bytes.data(), most, MSG_DONTWAIT);
  if (count < 0 && must_wait()) return false;
  if (count == 0 && at_end_ == AtSocketEnd::pass_on) {
    socket_ended_ = true;
    if (ssh_channel_send_eof(channel_) != SSH_OK) over_ = true;
    return true;
  }
  // Whoever held the other end has closed it.
  if (count <= 0 || ssh_channel_write(channel_, bytes.data(), static_cast<std::uint32_t>(count)) != count) over_ = true;
  return true;
}

bool JumpPipe::from_channel() {
  if (channel_ended_ || unsent_.size() >= most_unsent) return false;
  std::array<char, pipe_block_size> bytes;
  const int count = ssh_channel_read_nonblocking(channel_, bytes.data(), bytes.size(), 0);
  if (count > 0) {
    unsent_.append(bytes.data(), static_cast<std::size_t>(count));
    to_socket();
    return true;
  }
  channel_ended_ = count < 0 || ssh_channel_is_eof(channel_) != 0 || ssh_channel_is_closed(channel_) != 0;
  return channel_ended_;
}

bool JumpPipe::to_socket() {
  if (unsent_.empty()) return false;
  const auto count = ::send(socket_, unsent_.data(), unsent_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count < 0 && must_wait()) return false;
  if (count <= 0) {
    over_ = true;
    return true;
  }
  unsent_.erase(0, static_cast<std::size_t>(count));
  return true;
}

}  // namespace werkbank
