#include "core/dataset/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace werkbank {
namespace {

unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6U));
    out += static_cast<char>(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12U));
    out += static_cast<char>(0x80 | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18U));
    out += static_cast<char>(0x80 | ((c >> 12U) & 0x3FU));
    out += static_cast<char>(0x80 | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (c & 0x3FU));
  }
}

// How long the sequence at the begin of `text` is; 0 when it is not UTF-8 (too short, too long, a surrogate, too
// large).
std::size_t sequence_length(std::string_view text) {
  const unsigned first = byte_of(text[0]);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_of(text[i]) & 0xC0U) != 0x80) return 0;
  }
  const unsigned second = byte_of(text[1]);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool impossible = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || impossible ? 0 : length;
}

// Windows-1252's 0x80 to 0x9F; the rest is the same as in Unicode.
constexpr std::array<char16_t, 32> windows_signs{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

TextEncoding guess_encoding(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return TextEncoding::utf16_little;
  if (head.starts_with("\xFE\xFF")) return TextEncoding::utf16_big;
  const auto looked = head.substr(0, 4096);
  if (looked.find('\0') == std::string_view::npos) return TextEncoding::utf8;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < looked.size(); ++i) {
    if (looked[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  // Western text in UTF-16 has a zero in nearly every unit, always on the same side.
  const std::size_t many = looked.size() * 2 / 5;
  if (looked.size() >= 4 && odd > many && even * 10 < odd) return TextEncoding::utf16_little;
  if (looked.size() >= 4 && even > many && odd * 10 < even) return TextEncoding::utf16_big;
  return TextEncoding::utf8;
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t eight = 0;
    while (at + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080U) != 0) break;
      at += sizeof eight;
    }
    if (at >= text.size()) break;
    const auto length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::string readable(std::string_view text) {
  if (find_invalid_utf8(text) == std::string_view::npos) return std::string(text);
  std::string out;
  for (const char c : text) {
    const unsigned value = byte_of(c);
    append_utf8(out, value >= 0x80 && value < 0xA0 ? windows_signs.at(value - 0x80) : value);
  }
  return out;
}

std::string clipped(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  auto end = most;
  while (end > 0 && (byte_of(text[end]) & 0xC0U) == 0x80) --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

std::string_view TextDecoder::decode(std::string_view block) {
  if (encoding_ == TextEncoding::utf8) {
    if (at_begin_ && block.starts_with("\xEF\xBB\xBF")) block.remove_prefix(3);
    at_begin_ = at_begin_ && block.empty();
    return block;
  }
  decoded_.clear();
  for (const char c : block) {
    if (first_byte_ < 0) {
      first_byte_ = static_cast<int>(byte_of(c));
      continue;
    }
    const unsigned low = encoding_ == TextEncoding::utf16_little ? static_cast<unsigned>(first_byte_) : byte_of(c);
    const unsigned high = encoding_ == TextEncoding::utf16_little ? byte_of(c) : static_cast<unsigned>(first_byte_);
    first_byte_ = -1;
    add_unit(static_cast<char16_t>(high << 8U | low));
  }
  return decoded_;
}

void TextDecoder::add_unit(char16_t unit) {
  const bool is_high = unit >= 0xD800 && unit < 0xDC00;
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (high_surrogate_ != 0) {
    const char32_t pair = 0x10000U + ((high_surrogate_ - 0xD800U) << 10U) + (unit - 0xDC00U);
    high_surrogate_ = 0;
    if (is_low) return add_character(pair);
    add_character(0xFFFD);
  }
  if (is_high) {
    high_surrogate_ = unit;
  } else {
    add_character(is_low ? char32_t{0xFFFD} : char32_t{unit});
  }
}

void TextDecoder::add_character(char32_t character) {
  const bool mark = at_begin_ && character == 0xFEFF;
  at_begin_ = false;
  if (!mark) append_utf8(decoded_, character);
}

}  // namespace werkbank
