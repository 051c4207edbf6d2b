#include "core/ssh/relay_frames.h"

#include <charconv>
#include <optional>
#include <utility>

#include <QByteArray>

namespace werkbank {
namespace {

constexpr std::size_t longest_relay_line = 64U << 10U;

/// The next word of `text`, which loses it and the blank behind it.
std::string_view take_word(std::string_view& text) {
  const auto end = text.find(' ');
  const auto word = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return word;
}

template <typename Number>
std::optional<Number> number_of(std::string_view word) {
  Number number = 0;
  const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return std::nullopt;
  return number;
}

std::optional<RelayFrame::Kind> kind_of(std::string_view word) {
  if (word == "werkbank-relay") return RelayFrame::Kind::hello;
  if (word == "d") return RelayFrame::Kind::data;
  if (word == "e") return RelayFrame::Kind::end;
  if (word == "c") return RelayFrame::Kind::closed;
  if (word == "m") return RelayFrame::Kind::more;
  return std::nullopt;
}

/// Null for a frame that is not as it must be.
std::optional<RelayFrame> frame_of(RelayFrame::Kind kind, std::string_view rest) {
  RelayFrame frame{kind, 0, {}, 0};
  const auto connection = number_of<std::uint32_t>(take_word(rest));
  if (!connection) return std::nullopt;
  frame.connection = *connection;
  if (kind == RelayFrame::Kind::data) {
    const auto text = QByteArray::fromRawData(rest.data(), static_cast<qsizetype>(rest.size()));
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return std::nullopt;
    frame.bytes = decoded.decoded.toStdString();
  }
  if (kind == RelayFrame::Kind::more) {
    const auto count = number_of<std::uint32_t>(rest);
    if (!count || *count > relay_window) return std::nullopt;
    frame.count = *count;
  }
  return frame;
}

std::string frame(const char* kind, std::uint32_t connection, std::string_view rest = {}) {
  std::string text = kind;
  text += ' ' + std::to_string(connection);
  if (!rest.empty()) text += ' ' + std::string(rest);
  return text + ";\n";
}

}  // namespace

Error garbled_relay(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("ssh",
                                "What came from the job's computer cannot be understood, so the way to it was closed. "
                                "Try again; if it happens again, send the details to the help desk.")),
          std::move(detail)};
}

Result<std::vector<RelayFrame>> RelayFrameReader::add(std::string_view bytes) {
  std::vector<RelayFrame> frames;
  while (!bytes.empty()) {
    const auto end = bytes.find_first_of(";\n");
    line_ += bytes.substr(0, end);
    if (line_.size() > longest_relay_line) return garbled_relay("a line without end");
    if (end == std::string_view::npos) break;
    // The line break behind a frame comes later, perhaps much later: the frame is whole without it.
    const bool is_whole = bytes[end] == ';';
    std::string_view rest = line_;
    const auto kind = is_whole ? kind_of(take_word(rest)) : std::nullopt;
    if (kind) {
      auto read = frame_of(*kind, rest);
      if (!read) return garbled_relay("a frame that is none");
      frames.push_back(*std::move(read));
    }
    line_.clear();
    bytes.remove_prefix(end + 1);
  }
  return frames;
}

std::string open_frame(std::uint32_t connection) { return frame("o", connection); }

std::string data_frame(std::uint32_t connection, std::string_view bytes) {
  const auto text = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
  return frame("d", connection, std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
}

std::string end_frame(std::uint32_t connection) { return frame("e", connection); }
std::string closed_frame(std::uint32_t connection) { return frame("c", connection); }

std::string more_frame(std::uint32_t connection, std::size_t count) {
  return frame("m", connection, std::to_string(count));
}

}  // namespace werkbank
