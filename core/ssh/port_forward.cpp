#include "core/ssh/port_forward.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "core/ssh/wake_pipe.h"

namespace werkbank {

void ForwardTask::give(Result<Done> given) {
  const std::lock_guard lock(mutex);
  if (!answer) answer = std::move(given);
  answered.notify_all();
}

int listen_on_loopback(std::uint16_t& port) {
  constexpr int longest_queue = 64;
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  const bool listens = listener >= 0 && ::bind(listener, place, size) == 0 && ::listen(listener, longest_queue) == 0 &&
                       ::getsockname(listener, place, &size) == 0 && ::fcntl(listener, F_SETFD, FD_CLOEXEC) == 0 &&
                       ::fcntl(listener, F_SETFL, O_NONBLOCK) == 0;
  if (listens) {
    port = ntohs(address.sin_port);
    return listener;
  }
  if (listener >= 0) ::close(listener);
  return -1;
}

PortForward::PortForward(std::shared_ptr<ForwardTask> task, std::shared_ptr<WakePipe> thread, std::uint16_t port)
    : task_(std::move(task)), thread_(std::move(thread)), port_(port) {}

PortForward::~PortForward() {
  task_->closed = true;
  thread_->wake();
}

}  // namespace werkbank
