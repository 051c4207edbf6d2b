// A stretch of a job's log as it is shown, line by line: without terminal control codes, with what a progress bar
// overwrote folded away, and with what each line is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/job_log/log_level.h"

namespace werkbank {

/// A line; many of them are kept, so it is small. Its words are in the block's text.
struct ShownLine {
  std::uint64_t offset = 0;     ///< where its first byte stands in the file
  std::uint32_t size = 0;       ///< bytes in the file, with its line end
  std::uint32_t text_at = 0;    ///< in LogBlock::text
  std::uint32_t text_size = 0;  ///< bytes
  std::uint32_t left_out = 0;   ///< bytes of a long line that are not shown, at its end
  LogLevel level = LogLevel::ordinary;
  bool is_progress = false;    ///< a progress bar, an epoch, a step; and neither a warning nor an error
  bool continues = false;      ///< the line began long before: it is too long to be one
  std::uint8_t rank_at = 0;    ///< in its text
  std::uint8_t rank_size = 0;  ///< 0 when the line does not say which rank wrote it
};

/// A run of lines of progress, by their places in LogBlock::lines; its last one stands for all.
struct Fold {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t last() const { return first + count - 1; }
};

struct LogBlock {
  static constexpr std::uint32_t longest_text = 4096;  ///< bytes of one line that are shown
  static constexpr std::uint32_t shortest_fold = 4;    ///< lines

  std::uint64_t begin = 0;  ///< where it stands in the file
  std::uint64_t end = 0;
  bool is_open = false;  ///< the last line has no line end yet
  bool is_whole = true;  ///< more bytes of the file do not change it
  std::string text;      ///< UTF-8 of all lines, one after another
  std::vector<ShownLine> lines;
  std::vector<Fold> folds;  ///< in order

  std::string_view text_of(const ShownLine& line) const {
    return std::string_view(text).substr(line.text_at, line.text_size);
  }
  std::string_view rank_of(const ShownLine& line) const { return text_of(line).substr(line.rank_at, line.rank_size); }
  /// Bytes of memory, about.
  std::size_t cost() const;
};

/// Adds the lines of `raw`, which stand at block.end in the file, and finds the folds anew.
void add_lines(LogBlock& block, std::string_view raw, bool continues = false);

/// Adds the one line `raw`, which stands at `offset`; for lines that do not follow one another.
void add_line(LogBlock& block, std::string_view raw, std::uint64_t offset, bool continues = false);

/// Takes the last line away when it has no line end yet: it comes again, longer.
void drop_open_line(LogBlock& block);

/// `raw`, one line, as it is shown: UTF-8, without blanks at its end.
std::string shown_text(std::string_view raw);

}  // namespace werkbank
