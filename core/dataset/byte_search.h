// Where the bytes of some kind are in a text. Plain loops of one width and without a way out, so that the compiler
// looks at many bytes at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace werkbank {

/// The first place at or behind `from` whose byte is of the kind; the size of the text for none. `from` is in the text
/// or its end.
template <typename IsOfKind>
std::size_t find_byte(std::string_view text, std::size_t from, IsOfKind is_of_kind) {
  constexpr std::size_t width = 32;
  for (; text.size() - from >= width; from += width) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < width; ++i)
      found = static_cast<unsigned char>(found | static_cast<unsigned char>(is_of_kind(text[from + i])));
    if (found != 0) break;
  }
  while (from < text.size() && !is_of_kind(text[from])) ++from;
  return from;
}

/// How many bytes are of the kind.
template <typename IsOfKind>
std::size_t count_bytes(std::string_view text, IsOfKind is_of_kind) {
  constexpr std::size_t most = 255;  // that a byte counts
  std::size_t count = 0;
  while (!text.empty()) {
    const auto part = text.substr(0, most);
    unsigned char found = 0;
    for (const char c : part) found = static_cast<unsigned char>(found + static_cast<unsigned char>(is_of_kind(c)));
    count += found;
    text.remove_prefix(part.size());
  }
  return count;
}

}  // namespace werkbank
