// SSH before there are keys: the version lines and the packets that are not encrypted (RFC 4253, sections 4.2 and 6),
// over a connected socket. Nothing that comes in is to be trusted. Inside core/ssh only. POSIX.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/ssh/wake_pipe.h"

namespace werkbank {

class PlainTransport {
 public:
  /// Of the messages' numbers (RFC 4250, section 4.1.2) those that are used here.
  enum MessageNumber : std::uint8_t {
    disconnect = 1,
    ignore = 2,
    debug = 4,
    kex_init = 20,
    ecdh_init = 30,
    ecdh_reply = 31
  };
  /// Why nothing came, or nothing more goes out.
  enum class End { none, stopped, silent, hung_up, garbled };

  /// The non-blocking socket is closed with the object. All waiting together ends at the deadline.
  PlainTransport(int descriptor, std::chrono::steady_clock::time_point deadline, const std::stop_token& stop);
  ~PlainTransport();
  PlainTransport(const PlainTransport&) = delete;
  PlainTransport& operator=(const PlainTransport&) = delete;

  /// Says our version and waits for the server's, past a bounded number of other lines. False when there is none.
  bool exchange_versions();
  bool send(std::string_view payload);
  /// The payload of the next message when it is one of this number, past those that say nothing.
  std::optional<std::string> receive(MessageNumber number);
  /// Says goodbye if that can be done at once.
  void leave(std::string_view why);

  End end() const { return end_; }
  /// What the end was about, technical; may hold what the server said.
  const std::string& words() const { return words_; }

 private:
  std::optional<std::string> line();
  std::optional<std::string> packet();
  bool send_all(std::string_view bytes);
  bool fill(std::size_t bytes);
  bool read_more();
  bool has_time();
  bool wait(short events);
  bool over(End end, std::string words);

  const int descriptor_;
  const std::chrono::steady_clock::time_point deadline_;
  const std::stop_token stop_;
  WakePipe wake_;
  const std::stop_callback<std::function<void()>> on_stop_;
  std::string unread_;
  End end_ = End::none;
  std::string words_;
};

}  // namespace werkbank
