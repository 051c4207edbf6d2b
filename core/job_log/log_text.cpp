#include "core/job_log/log_text.h"

#include <cstdint>

#include <QString>

namespace werkbank {
namespace {

constexpr char escape = '\x1b';
constexpr char bell = '\a';
constexpr std::size_t longest_sequence = 4096;

bool between(char c, char low, char high) { return c >= low && c <= high; }

/// How many bytes the control sequence at the start of `text` (an ESC) takes.
std::size_t sequence_length(std::string_view text) {
  if (text.size() < 2) return text.size();
  std::size_t at = 2;
  if (text[1] == '[') {
    while (at < text.size() && between(text[at], ' ', '?')) ++at;
    return at < text.size() && between(text[at], '@', '~') ? at + 1 : at;
  }
  // A string such as a window title runs until BEL or ESC \; an unfinished one must not swallow the log.
  if (std::string_view("]P_^X").find(text[1]) != std::string_view::npos) {
    while (at < text.size() && at < longest_sequence && text[at] != bell && text[at] != escape && text[at] != '\n')
      ++at;
    if (at < text.size() && text[at] == bell) return at + 1;
    return at + 1 < text.size() && text[at] == escape && text[at + 1] == '\\' ? at + 2 : at;
  }
  at = 1;
  while (at < text.size() && between(text[at], ' ', '/')) ++at;
  return at < text.size() && between(text[at], '0', '~') ? at + 1 : at;
}

void remove_last_character(std::string& text, std::size_t line) {
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (text.size() > line && is_continuation(text.back())) text.pop_back();
  if (text.size() > line) text.pop_back();
}

std::string without_sequences(std::string_view bytes) {
  std::string text;
  std::size_t line = 0;  // where the current one begins
  bool returned = false;
  while (!bytes.empty()) {
    const char c = bytes.front();
    const auto length = c == escape ? sequence_length(bytes) : 1;
    bytes.remove_prefix(length);
    if (c == escape) continue;
    if (c == '\r') {
      returned = true;
    } else if (c == '\n') {
      text += c;
      line = text.size();
      returned = false;
    } else if (c == '\b') {
      remove_last_character(text, line);
    } else {
      if (returned) text.resize(line);
      returned = false;
      text += c;
    }
  }
  return text;
}

// Also those that would make text run backwards or hide it.
bool is_unwanted(QChar c) {
  if (c == u'\n' || c == u'\t') return false;
  const auto code = c.unicode();
  const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return c.category() == QChar::Other_Control || direction || code == QChar::ByteOrderMark;
}

}  // namespace

std::string readable_log(std::string_view bytes) {
  const std::string text = without_sequences(bytes);
  QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  decoded.removeIf(is_unwanted);
  return decoded.toStdString();
}

}  // namespace werkbank
