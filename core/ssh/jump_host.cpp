#include "core/ssh/jump_host.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "core/ssh/jump_pipe.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

constexpr int longest_wait = 1000;  // ms; a stop wakes at once

bool make_sockets(std::array<int, 2>& ends) {
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) return false;
  for (const int end : ends) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  return true;
}

}  // namespace

JumpHost::JumpHost(SessionHandle session, Endpoint endpoint, std::string host_key)
    : session_(std::move(session)),
      event_(ssh_event_new()),
      endpoint_(std::move(endpoint)),
      host_key_(std::move(host_key)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

JumpHost::~JumpHost() {
  thread_.request_stop();
  wake_.wake();
  thread_.join();
}

Result<int> JumpHost::connect_to(const Endpoint& target, std::chrono::steady_clock::time_point deadline,
                                 const std::stop_token& stop) {
  std::array<int, 2> ends = {-1, -1};
  if (!make_sockets(ends)) return way_closed(endpoint_, target, "no sockets left on this computer");
  const auto wish = std::make_shared<Wish>();
  wish->host = target.host;
  wish->port = target.port;
  wish->near_end = ends[1];
  std::unique_lock lock(mutex_);
  if (lost_) {
    ::close(ends[0]);
    ::close(ends[1]);
    return connection_lost(*lost_);
  }
  wishes_.push_back(wish);
  wake_.wake();
  answered_.wait_until(lock, stop, deadline, [&wish] { return wish->answer.has_value(); });
  if (wish->answer && wish->answer->ok()) return ends[0];
  wish->given_up = true;
  ::close(ends[0]);
  if (stop.stop_requested()) return Cancelled{};
  if (wish->answer) return wish->answer->as<int>();
  return way_closed(endpoint_, target, "no answer to the wish for a way on");
}

void JumpHost::serve(const std::stop_token& stop) {
  if (!event_ || ssh_event_add_session(event_.get(), session_.get()) != SSH_OK) {
    lose("no poll context");
    return;
  }
  ssh_set_counters(session_.get(), &heard_, nullptr);
  bool moved = true;
  while (!stop.stop_requested()) {
    if (!moved && !wait()) break;
    if (ssh_event_dopoll(event_.get(), 0) == SSH_ERROR || !is_open(session_.get())) break;
    take_wishes();
    settle();
    const std::uint64_t heard = heard_.in_bytes;
    moved = false;
    for (const auto& pipe : open_) moved = pipe->step() || moved;
    // libssh reads from the socket inside most of its calls: what came then may concern another channel.
    moved = moved || heard_.in_bytes != heard;
    std::erase_if(open_, [](const auto& pipe) { return pipe->over(); });
  }
  lose(stop.stop_requested() ? "closed by us" : "the computer on the way: " + complaint(session_.get()));
}

void JumpHost::take_wishes() {
  const std::lock_guard lock(mutex_);
  for (auto& wish : wishes_) {
    auto pipe = std::make_unique<JumpPipe>(session_.get(), wish->near_end);
    opening_.emplace_back(std::move(wish), std::move(pipe));
  }
  wishes_.clear();
}

void JumpHost::settle() {
  std::erase_if(opening_, [this](auto& entry) {
    auto& [wish, pipe] = entry;
    const int answer = pipe->open(wish->host, wish->port);
    const std::lock_guard lock(mutex_);
    if (answer == SSH_AGAIN && !wish->given_up) return false;
    if (answer == SSH_OK && !wish->given_up) {
      wish->answer = Done{};
      open_.push_back(std::move(pipe));
    } else if (!wish->given_up) {
      Endpoint target;
      target.host = wish->host;
      wish->answer = way_closed(endpoint_, target, complaint(session_.get()));
    }
    answered_.notify_all();
    return true;
  });
}

bool JumpHost::wait() {
  short events = POLLIN;
  if ((ssh_get_poll_flags(session_.get()) & SSH_WRITE_PENDING) != 0) events = POLLIN | POLLOUT;
  std::vector<pollfd> polls = {{ssh_get_fd(session_.get()), events, 0}, {wake_.descriptor(), POLLIN, 0}};
  for (const auto& pipe : open_) polls.push_back(pipe->wanted());
  const int count = ::poll(polls.data(), polls.size(), longest_wait);
  if (count > 0 && polls[1].revents != 0) wake_.drain();
  return count >= 0 || errno == EINTR;
}

void JumpHost::lose(const std::string& why) {
  {
    const std::lock_guard lock(mutex_);
    lost_ = why;
    for (const auto& wish : wishes_) {
      wish->answer = connection_lost(why);
      ::close(wish->near_end);
    }
    for (const auto& [wish, pipe] : opening_) wish->answer = connection_lost(why);
    wishes_.clear();
    answered_.notify_all();
  }
  for (const auto& [wish, pipe] : opening_) pipe->forget_channel();
  for (const auto& pipe : open_) pipe->forget_channel();
  event_.reset();
  session_.reset();
  opening_.clear();
  open_.clear();
}

}  // namespace werkbank
