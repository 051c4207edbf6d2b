// The lines of a text that comes in blocks. A line that does not end comes in pieces that overlap, so that memory stays
// small and what lies across a cut is still seen whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace werkbank {

/// A line without its end, or a piece of one.
struct TextPiece {
  std::uint64_t line = 0;   ///< 1-based
  std::string_view text;    ///< valid until the call returns
  std::size_t settled = 0;  ///< what begins at or behind this byte comes once more, with what follows it
};

class TextLines {
 public:
  static constexpr std::size_t longest_piece = 64U << 10U;
  static constexpr std::size_t overlap = 2048;

  /// `take` gets every piece; it returns how many bytes of it are done with, at least `settled`.
  explicit TextLines(std::function<std::size_t(const TextPiece&)> take) : take_(std::move(take)) {}
  void add(std::string_view block);
  /// Behind the last block: what does not end in a newline is a line too.
  void finish();

 private:
  void give_line(std::string_view text);

  std::function<std::size_t(const TextPiece&)> take_;
  std::string kept_;
  std::uint64_t line_ = 1;
};

}  // namespace werkbank
