#include "core/ssh/agent_keys.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto agent_patience = std::chrono::milliseconds(1500);
constexpr std::size_t largest_answer = 4U << 20U;
constexpr std::size_t most_keys = 1000;
constexpr char identities_answer = 12;  // draft-miller-ssh-agent: the answer to REQUEST_IDENTITIES, which is 11

class AgentSocket {
 public:
  explicit AgentSocket(const std::string& path) : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path.data(), path.size());
    ok_ = descriptor_ >= 0 && ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~AgentSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  AgentSocket(const AgentSocket&) = delete;
  AgentSocket& operator=(const AgentSocket&) = delete;

  bool ask_for_identities() const {
    constexpr std::array<char, 5> question = {0, 0, 0, 1, 11};
    return ok_ && ::send(descriptor_, question.data(), question.size(), MSG_NOSIGNAL) == 5;
  }

  std::optional<std::string> read(std::size_t count, Clock::time_point deadline) const {
    std::string bytes;
    while (bytes.size() < count) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
      pollfd poll = {descriptor_, POLLIN, 0};
      if (left <= 0 || ::poll(&poll, 1, static_cast<int>(left)) <= 0) return std::nullopt;
      std::array<char, 16384> block;
      const auto got = ::recv(descriptor_, block.data(), std::min(block.size(), count - bytes.size()), 0);
      if (got <= 0) return std::nullopt;
      bytes.append(block.data(), static_cast<std::size_t>(got));
    }
    return bytes;
  }

 private:
  int descriptor_;
  bool ok_ = false;
};

}  // namespace

std::vector<std::string> agent_keys(const std::string& socket) {
  const char* usual = std::getenv("SSH_AUTH_SOCK");
  const AgentSocket agent(socket.empty() && usual != nullptr ? usual : socket);
  const auto deadline = Clock::now() + agent_patience;
  if (!agent.ask_for_identities()) return {};
  const auto head = agent.read(4, deadline);
  if (!head) return {};
  const std::size_t size = WireReader(*head).number();
  if (size < 5 || size > largest_answer) return {};
  const auto answer = agent.read(size, deadline);
  if (!answer || answer->front() != identities_answer) return {};
  WireReader reader(std::string_view(*answer).substr(1));
  std::vector<std::string> keys;
  const std::size_t count = std::min<std::size_t>(reader.number(), most_keys);
  for (std::size_t i = 0; i < count; ++i) {
    std::string key(reader.text());
    reader.text();  // comment
    if (!reader.ok()) break;
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace werkbank
