#include "core/ssh/plain_transport.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/ssh/must_wait.h"
#include "core/ssh/server_words.h"
#include "core/ssh/wire_reader.h"
#include "core/ssh/wire_writer.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* our_version = "SSH-2.0-Werkbank";
constexpr std::size_t longest_greeting_line = 1024;  // bytes; RFC 4253 allows 255 for the version
constexpr int most_lines = 100;                      // that are no version, before it
constexpr std::size_t largest_packet = 35000;        // bytes; RFC 4253, section 6.1
constexpr int most_packets = 100;                    // that say nothing, before the one that is waited for
constexpr std::size_t block = 8;  // what a packet's size is a multiple of, as long as nothing is encrypted
constexpr std::size_t least_padding = 4;
constexpr std::uint32_t by_application = 11;  // SSH_DISCONNECT_BY_APPLICATION

std::string in_packet(std::string_view payload) {
  constexpr std::size_t in_front = 5;  // its size, and the size of its padding
  const auto rest = (in_front + payload.size() + least_padding) % block;
  const auto padding = least_padding + (block - rest) % block;
  WireWriter packet;
  packet.number(static_cast<std::uint32_t>(1 + payload.size() + padding));
  packet.byte(static_cast<std::uint8_t>(padding));
  packet.raw(payload);
  packet.raw(std::string(padding, '\0'));
  return packet.bytes();
}

/// What a server says when it ends the conversation.
std::string farewell_in(std::string_view payload) {
  WireReader fields(payload.substr(1));
  fields.number();  // the reason
  return words_for_showing(fields.text());
}

}  // namespace

PlainTransport::PlainTransport(int descriptor, Clock::time_point deadline, const std::stop_token& stop)
    : descriptor_(descriptor), deadline_(deadline), stop_(stop), on_stop_(stop, [this] { wake_.wake(); }) {}

PlainTransport::~PlainTransport() { ::close(descriptor_); }

bool PlainTransport::over(End end, std::string words) {
  end_ = end;
  words_ = std::move(words);
  return false;
}

/// Also while bytes keep coming: a server that never ends must not outlive the deadline.
bool PlainTransport::has_time() {
  if (stop_.stop_requested()) return over(End::stopped, {});
  return Clock::now() < deadline_ || over(End::silent, "no answer in time");
}

bool PlainTransport::wait(short events) {
  if (!has_time()) return false;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
  std::array<pollfd, 2> polls = {pollfd{descriptor_, events, 0}, pollfd{wake_.descriptor(), POLLIN, 0}};
  if (::poll(polls.data(), polls.size(), static_cast<int>(std::max<std::int64_t>(left, 0))) < 0 && errno != EINTR)
    return over(End::hung_up, std::string("poll: ") + std::strerror(errno));
  return true;
}

bool PlainTransport::read_more() {
  std::array<char, 4096> bytes;
  while (has_time()) {
    const auto count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (count > 0) {
      unread_.append(bytes.data(), static_cast<std::size_t>(count));
      return true;
    }
    if (count == 0) return over(End::hung_up, "the server hung up");
    if (!must_wait()) return over(End::hung_up, std::string("recv: ") + std::strerror(errno));
    if (!wait(POLLIN)) return false;
  }
  return false;
}

bool PlainTransport::fill(std::size_t bytes) {
  while (unread_.size() < bytes) {
    if (!read_more()) return false;
  }
  return true;
}

bool PlainTransport::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!has_time()) return false;
    const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (!must_wait()) {
      return over(End::hung_up, std::string("send: ") + std::strerror(errno));
    } else if (!wait(POLLOUT)) {
      return false;
    }
  }
  return true;
}

std::optional<std::string> PlainTransport::line() {
  std::size_t end = unread_.find('\n');
  while (end == std::string::npos) {
    if (unread_.size() > longest_greeting_line) over(End::garbled, "a line without an end");
    if (end_ != End::none || !read_more()) return std::nullopt;
    end = unread_.find('\n');
  }
  auto text = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return text;
}

bool PlainTransport::exchange_versions() {
  if (!send_all(std::string(our_version) + "\r\n")) return false;
  for (int i = 0; i <= most_lines; ++i) {
    const auto text = line();
    if (!text) return false;
    if (text->starts_with("SSH-2.0-") || text->starts_with("SSH-1.99-")) return true;
    if (text->starts_with("SSH-")) return over(End::garbled, "another version: " + words_for_showing(*text));
  }
  return over(End::garbled, "many lines, and no version of SSH among them");
}

bool PlainTransport::send(std::string_view payload) { return send_all(in_packet(payload)); }

std::optional<std::string> PlainTransport::packet() {
  if (!fill(4)) return std::nullopt;
  const std::size_t size = WireReader(unread_).number();
  if (size < block || size > largest_packet || (size + 4) % block != 0 || !fill(4 + size)) {
    if (end_ == End::none) over(End::garbled, "a packet of an impossible size");
    return std::nullopt;
  }
  const std::size_t padding = static_cast<unsigned char>(unread_[4]);
  if (padding < least_padding || padding + 1 >= size) {
    over(End::garbled, "a packet without content");
    return std::nullopt;
  }
  auto payload = unread_.substr(5, size - padding - 1);
  unread_.erase(0, 4 + size);
  return payload;
}

std::optional<std::string> PlainTransport::receive(MessageNumber number) {
  for (int i = 0; i <= most_packets; ++i) {
    auto payload = packet();
    if (!payload) return std::nullopt;
    const auto got = static_cast<std::uint8_t>(payload->front());
    if (got == number) return payload;
    if (got == ignore || got == debug) continue;
    if (got == disconnect) {
      over(End::hung_up, "the server ended it: " + farewell_in(*payload));
    } else {
      over(End::garbled, "message " + std::to_string(got) + " instead of " + std::to_string(number));
    }
    return std::nullopt;
  }
  over(End::garbled, "many messages that say nothing");
  return std::nullopt;
}

void PlainTransport::leave(std::string_view why) {
  WireWriter payload;
  payload.byte(disconnect);
  payload.number(by_application);
  payload.text(why);
  payload.text("");  // the language
  const auto bytes = in_packet(payload.bytes());
  static_cast<void>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

}  // namespace werkbank
