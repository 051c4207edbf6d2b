// Which rows a stretch of a log is shown as: a line each, but for runs of progress, which are one row until they are
// unfolded. A place is a row by where it stands in the file, so that it stays when others fold or the log grows.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/job_log/log_search.h"
#include "ui/jobs/log_blocks.h"

namespace werkbank {

/// A line of a block; or a run of them, shown as its last.
struct LogRow {
  std::uint32_t line = 0;
  std::uint32_t first = 0;  ///< of the run; `line` itself when it stands alone
  std::uint32_t hidden() const { return line - first; }
};

struct LogPlace {
  std::size_t block = 0;
  std::uint64_t offset = 0;  ///< of the row's first line
  auto operator<=>(const LogPlace&) const = default;
};

/// A row with what it shows; keeps its block alive.
struct LogRowInView {
  LogPlace place;
  std::shared_ptr<const LogBlock> block;
  LogRow row;
  const ShownLine& line() const { return block->lines[row.line]; }
  std::string_view text() const { return block->text_of(line()); }
  std::uint64_t end() const { return line().offset + line().size; }
};

class LogRows {
 public:
  explicit LogRows(LogBlocks& blocks) : blocks_(blocks) {}

  /// Only these lines instead of all; null: all.
  void show_only(std::shared_ptr<const FoundProblems> problems);
  bool shows_all() const { return problems_ == nullptr; }
  const std::shared_ptr<const FoundProblems>& problems() const { return problems_; }
  void forget();

  std::size_t block_count() const;
  /// How many rows a block has; empty while it is being read.
  std::optional<std::size_t> count(std::size_t block);
  /// All rows, when the log is so small that all of it is at hand.
  std::optional<std::size_t> count_all();

  /// The row at `place`, or the last one before it; empty while it is being read, or when there is none.
  std::optional<LogRowInView> at(LogPlace place);
  /// The row that the byte `offset` of the file stands in.
  std::optional<LogRowInView> at_offset(std::uint64_t offset);
  std::optional<LogRowInView> first();
  std::optional<LogRowInView> last();
  /// The row after or before `place`; empty at the end, and while it is being read.
  std::optional<LogRowInView> next(LogPlace place);
  std::optional<LogRowInView> before(LogPlace place);
  /// How many rows stand before it in its block.
  std::size_t index_of(LogPlace place);
  /// The row with this index among all rows; see count_all().
  std::optional<LogRowInView> nth(std::size_t index);

  /// The run of progress that the row is of, folded or not: where it begins.
  std::optional<LogPlace> run_of(const LogRowInView& row) const;
  bool is_unfolded(LogPlace run) const { return unfolded_.contains(run.offset); }
  void fold(LogPlace run, bool folded);
  /// The number of the row's line, from 1, when it is known.
  std::optional<std::uint64_t> number_of(const LogRowInView& row) const;

 private:
  struct Made {
    std::shared_ptr<const LogBlock> block;
    std::vector<LogRow> rows;
  };
  const Made* made(std::size_t block);
  std::vector<LogRow> rows_of(const LogBlock& block) const;
  static LogRowInView in_view(std::size_t block, const Made& made, std::size_t row);
  static std::size_t find(const Made& made, std::uint64_t offset);

  LogBlocks& blocks_;
  std::shared_ptr<const FoundProblems> problems_;
  std::map<std::size_t, Made> made_;
  std::set<std::uint64_t> unfolded_;
};

}  // namespace werkbank
