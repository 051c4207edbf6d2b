#include "core/ssh/tcp_connect.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ssh/ssh_error.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

struct Address {
  sockaddr_storage bytes = {};
  socklen_t size = 0;
};

/// Shared with the thread that looks a name up: getaddrinfo() cannot be interrupted, so that thread may outlive us.
struct LookUp {
  std::mutex mutex;
  std::condition_variable_any changed;
  bool done = false;
  int error = 0;
  std::vector<Address> addresses;
};

void look_up(const std::shared_ptr<LookUp>& shared, const std::string& host, const std::string& port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &list);
  std::vector<Address> addresses;
  for (const addrinfo* info = list; error == 0 && info != nullptr; info = info->ai_next) {
    if (info->ai_addrlen > sizeof(sockaddr_storage)) continue;
    Address address;
    std::memcpy(&address.bytes, info->ai_addr, info->ai_addrlen);
    address.size = info->ai_addrlen;
    addresses.push_back(address);
  }
  if (list != nullptr) ::freeaddrinfo(list);
  const std::lock_guard lock(shared->mutex);
  shared->done = true;
  shared->error = error;
  shared->addresses = std::move(addresses);
  shared->changed.notify_all();
}

Result<std::vector<Address>> addresses_of(const Endpoint& endpoint, Clock::time_point deadline,
                                          const std::stop_token& stop) {
  const auto shared = std::make_shared<LookUp>();
  std::thread(look_up, shared, endpoint.host, std::to_string(endpoint.port)).detach();
  std::unique_lock lock(shared->mutex);
  const bool done = shared->changed.wait_until(lock, stop, deadline, [&shared] { return shared->done; });
  if (stop.stop_requested()) return Cancelled{};
  if (!done) return no_answer(endpoint, "the name server did not answer");
  switch (shared->error) {
    case 0:
      return std::move(shared->addresses);
    case EAI_AGAIN:
      return no_network(endpoint, ::gai_strerror(EAI_AGAIN));
    default:
      return name_not_found(endpoint, ::gai_strerror(shared->error));
  }
}

/// 0 when connected, an errno value, or ECANCELED.
int wait_for_connection(int descriptor, Clock::time_point deadline, WakePipe& wake, const std::stop_token& stop) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (stop.stop_requested()) return ECANCELED;
    if (left <= 0) return ETIMEDOUT;
    std::array<pollfd, 2> polls = {pollfd{descriptor, POLLOUT, 0}, pollfd{wake.descriptor(), POLLIN, 0}};
    if (::poll(polls.data(), polls.size(), static_cast<int>(left)) < 0 && errno != EINTR) return errno;
    if (polls[0].revents == 0) continue;
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
  }
}

void tune(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef TCP_NOTSENT_LOWAT
  // What waits in the kernel cannot be overtaken by a question that a person waits for.
  const int unsent = 48 << 10;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
#endif
}

struct Attempt {
  int descriptor = -1;
  int error = 0;
};

Attempt try_address(const Address& address, Clock::time_point deadline, WakePipe& wake, const std::stop_token& stop) {
  const int descriptor = ::socket(address.bytes.ss_family, SOCK_STREAM, 0);
  if (descriptor < 0) return {-1, errno};
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  int error = 0;
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0) {
    error = errno == EINPROGRESS ? wait_for_connection(descriptor, deadline, wake, stop) : errno;
  }
  if (error == 0) {
    tune(descriptor);
    return {descriptor, 0};
  }
  ::close(descriptor);
  return {-1, error};
}

Error connect_error(const Endpoint& endpoint, int error) {
  const std::string detail = std::string("connect: ") + std::strerror(error);
  switch (error) {
    case ECONNREFUSED:
    case ECONNRESET:
      return port_refused(endpoint, detail);
    case ETIMEDOUT:
      return no_answer(endpoint, detail);
    default:
      return no_network(endpoint, detail);
  }
}

}  // namespace

Result<std::vector<std::string>> name_addresses(const Endpoint& endpoint, Clock::time_point deadline,
                                                const std::stop_token& stop) {
  WERKBANK_TRY(const auto addresses, addresses_of(endpoint, deadline, stop));
  std::vector<std::string> numbers;
  for (const auto& address : addresses) {
    std::array<char, NI_MAXHOST> text = {};
    const auto* bytes = reinterpret_cast<const sockaddr*>(&address.bytes);
    if (::getnameinfo(bytes, address.size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
      numbers.emplace_back(text.data());
  }
  return numbers;
}

Result<int> tcp_connect(const Endpoint& endpoint, Clock::time_point deadline, const std::stop_token& stop) {
  WERKBANK_TRY(const auto addresses, addresses_of(endpoint, deadline, stop));
  WakePipe wake;
  const std::stop_callback on_stop(stop, [&wake] { wake.wake(); });
  int error = EHOSTUNREACH;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto share = (deadline - Clock::now()) / static_cast<std::int64_t>(addresses.size() - i);
    const auto attempt = try_address(addresses[i], Clock::now() + share, wake, stop);
    if (attempt.descriptor >= 0) return attempt.descriptor;
    if (stop.stop_requested()) return Cancelled{};
    error = attempt.error;
  }
  return connect_error(endpoint, error);
}

}  // namespace werkbank
