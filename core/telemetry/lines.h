// Cuts bytes that arrive in pieces into lines: an unfinished line waits, one that is too long is dropped and reported.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace werkbank {

constexpr std::size_t longest_line = 64U << 10U;

/// Calls `line` for every whole line of `tail` + `bytes`, and `dropped` for each that is over longest_line.
/// `tail` and `overlong` are the state between two calls; `tail` never grows above longest_line.
template <typename Line, typename Dropped>
void cut_lines(std::string& tail, bool& overlong, std::string_view bytes, Line line, Dropped dropped) {
  while (!bytes.empty()) {
    const auto newline = bytes.find('\n');
    const auto piece = bytes.substr(0, newline);
    if (!overlong && tail.size() + piece.size() > longest_line) {
      overlong = true;
      tail.clear();
      tail.shrink_to_fit();
      dropped();
    }
    if (newline == std::string_view::npos) {
      if (!overlong) tail += piece;
      return;
    }
    if (overlong) {
      overlong = false;
    } else if (tail.empty()) {
      line(piece);
    } else {
      tail += piece;
      line(std::string_view(tail));
      tail.clear();
    }
    bytes.remove_prefix(newline + 1);
  }
}

}  // namespace werkbank
