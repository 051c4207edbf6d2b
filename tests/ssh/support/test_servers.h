// Servers that misbehave, for tests: one that hardly speaks SSH at all, and a proxy that cuts or stalls a connection.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace werkbank::test {

/// Accepts connections, says `greeting`, and then either closes or says nothing more.
class RudeServer {
 public:
  RudeServer(std::string greeting, bool closes);
  ~RudeServer();
  RudeServer(const RudeServer&) = delete;
  RudeServer& operator=(const RudeServer&) = delete;
  std::uint16_t port() const { return port_; }
  int visitors() const { return visitors_; }

 private:
  void serve(const std::stop_token& stop);
  std::string greeting_;
  bool closes_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<int> visitors_ = 0;
  std::jthread thread_;
};

/// Passes bytes on to a server on loopback until told otherwise.
class CuttingProxy {
 public:
  explicit CuttingProxy(std::uint16_t target);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  /// Every second connection goes to this port instead: several servers behind one name.
  void alternate_with(std::uint16_t target) { other_target_ = target; }
  /// Whoever only asks for a certificate still comes to the first server, whoever wants to sign in to this one: as
  /// somebody would who has the certificate of another.
  void betray_to(std::uint16_t target) { betrayed_to_ = target; }
  int visitors() const { return visitors_; }
  /// Closes each connection after so many more bytes in both directions together; -1 = never.
  void cut_after(std::int64_t bytes) { left_ = bytes; }
  /// Each piece arrives so much later, one after the other: for a few words now and then.
  void delay(std::chrono::milliseconds delay) { delay_ = delay; }
  /// Keeps connections open, but passes nothing on any more.
  void stall(bool on) { stalled_ = on; }
  /// The same from so many bytes in both directions together on.
  void stall_after(std::int64_t bytes) { stall_at_ = bytes; }
  bool stalled() const { return stalled_; }
  std::int64_t passed() const { return passed_; }

 private:
  void serve(const std::stop_token& stop);
  bool pass_on(int from, int to);
  std::uint16_t target_of(int client);

  struct Pair {
    int client;
    int server;
  };
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::uint16_t target_;
  std::atomic<std::uint16_t> other_target_ = 0;
  std::atomic<std::uint16_t> betrayed_to_ = 0;
  std::atomic<int> visitors_ = 0;
  std::atomic<std::int64_t> left_ = -1;
  std::atomic<std::int64_t> passed_ = 0;
  std::atomic<std::int64_t> stall_at_ = -1;
  std::atomic<bool> stalled_ = false;
  std::atomic<std::chrono::milliseconds> delay_ = std::chrono::milliseconds(0);
  std::vector<Pair> pairs_;
  std::jthread thread_;
};

/// A message as it travels before anything is encrypted (RFC 4253, section 6).
std::string in_packet(const std::string& payload);

/// What a server says first, with these lists of key exchanges and of host keys in its offer.
std::string version_and_offer(const std::string& exchanges, const std::string& host_keys);

}  // namespace werkbank::test
