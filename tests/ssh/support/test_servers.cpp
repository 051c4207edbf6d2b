#include "tests/ssh/support/test_servers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/ssh/wire_writer.h"

namespace werkbank::test {
namespace {

constexpr int tick = 20;  // milliseconds between looks at the switches

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int listen_on_free_port(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(listener, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener, 16);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return listener;
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(port);
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

bool send_all(int to, const char* bytes, std::size_t count) {
  while (count > 0) {
    const auto sent = ::send(to, bytes, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

RudeServer::RudeServer(std::string greeting, bool closes)
    : greeting_(std::move(greeting)),
      closes_(closes),
      listener_(listen_on_free_port(port_)),
      thread_([this](const std::stop_token& stop) { serve(stop); }) {}

RudeServer::~RudeServer() {
  thread_.request_stop();
  thread_.join();
  ::close(listener_);
}

void RudeServer::serve(const std::stop_token& stop) {
  std::vector<int> visitors;
  while (!stop.stop_requested()) {
    pollfd poll = {listener_, POLLIN, 0};
    if (::poll(&poll, 1, tick) <= 0) continue;
    const int visitor = ::accept(listener_, nullptr, nullptr);
    ++visitors_;
    send_all(visitor, greeting_.data(), greeting_.size());
    if (closes_) {
      ::close(visitor);
    } else {
      visitors.push_back(visitor);
    }
  }
  for (const int visitor : visitors) ::close(visitor);
}

CuttingProxy::CuttingProxy(std::uint16_t target)
    : listener_(listen_on_free_port(port_)),
      target_(target),
      thread_([this](const std::stop_token& stop) { serve(stop); }) {}

CuttingProxy::~CuttingProxy() {
  thread_.request_stop();
  thread_.join();
  for (const auto& pair : pairs_) {
    ::close(pair.client);
    ::close(pair.server);
  }
  ::close(listener_);
}

bool CuttingProxy::pass_on(int from, int to) {
  std::array<char, 32768> bytes;
  const auto count = ::recv(from, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  std::int64_t allowed = count;
  const std::int64_t left = left_;
  if (left >= 0) {
    allowed = std::min<std::int64_t>(allowed, left);
    left_ = left - allowed;
  }
  const std::int64_t stall_at = stall_at_;
  if (stall_at >= 0 && passed_ + allowed >= stall_at) {
    allowed = std::max<std::int64_t>(0, stall_at - passed_);
    stalled_ = true;
  }
  passed_ += allowed;
  std::this_thread::sleep_for(delay_.load());
  return send_all(to, bytes.data(), static_cast<std::size_t>(allowed)) && left_ != 0;
}

std::uint16_t CuttingProxy::target_of(int client) {
  if (betrayed_to_ != 0) {
    pollfd poll = {client, POLLIN, 0};
    ::poll(&poll, 1, 5000);
    std::array<char, 16> begin = {};
    ::recv(client, begin.data(), begin.size(), MSG_PEEK);
    const bool only_asks = std::string_view(begin.data(), begin.size()) == "SSH-2.0-Werkbank";
    return only_asks ? target_ : betrayed_to_.load();
  }
  const auto target = target_;
  if (other_target_ != 0) target_ = other_target_.exchange(target_);
  return target;
}

void CuttingProxy::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> polls = {{listener_, POLLIN, 0}};
    for (const auto& pair : pairs_) {
      const short events = stalled_ ? 0 : POLLIN;
      polls.push_back({pair.client, events, 0});
      polls.push_back({pair.server, events, 0});
    }
    if (::poll(polls.data(), polls.size(), tick) < 0) continue;
    std::vector<Pair> kept;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const auto pair = pairs_[i];
      bool open = left_ != 0;
      if (open && (polls[1 + 2 * i].revents & POLLIN) != 0) open = pass_on(pair.client, pair.server);
      if (open && !stalled_ && (polls[2 + 2 * i].revents & POLLIN) != 0) open = pass_on(pair.server, pair.client);
      if (open) {
        kept.push_back(pair);
        continue;
      }
      ::close(pair.client);
      ::close(pair.server);
    }
    pairs_ = std::move(kept);
    if ((polls[0].revents & POLLIN) == 0) continue;
    const int client = ::accept(listener_, nullptr, nullptr);
    ++visitors_;
    const int server = connect_to(target_of(client));
    if (server >= 0) {
      pairs_.push_back({client, server});
    } else {
      ::close(client);
    }
  }
}

std::string in_packet(const std::string& payload) {
  const auto padding = 4 + (8 - (5 + payload.size() + 4) % 8) % 8;
  WireWriter packet;
  packet.number(static_cast<std::uint32_t>(1 + payload.size() + padding));
  packet.byte(static_cast<std::uint8_t>(padding));
  packet.raw(payload + std::string(padding, '\0'));
  return packet.bytes();
}

std::string version_and_offer(const std::string& exchanges, const std::string& host_keys) {
  WireWriter offer;
  offer.byte(20);
  offer.raw(std::string(16, 'c'));
  for (const auto& list :
       {exchanges, host_keys, std::string("aes256-ctr"), std::string("aes256-ctr"), std::string("hmac-sha2-256"),
        std::string("hmac-sha2-256"), std::string("none"), std::string("none"), std::string(), std::string()})
    offer.text(list);
  offer.raw(std::string(5, '\0'));
  return "SSH-2.0-hanging\r\n" + in_packet(offer.bytes());
}

}  // namespace werkbank::test
