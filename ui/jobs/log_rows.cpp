#include "ui/jobs/log_rows.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr std::size_t most_made = 128;  // blocks whose rows are kept
constexpr std::size_t small_log = 4;    // blocks
constexpr std::size_t most_unfolded = 10'000;

}  // namespace

void LogRows::show_only(std::shared_ptr<const FoundProblems> problems) {
  problems_ = std::move(problems);
  made_.clear();
}

void LogRows::forget() {
  made_.clear();
  unfolded_.clear();
  problems_.reset();
}

std::size_t LogRows::block_count() const { return problems_ == nullptr ? blocks_.count() : 1; }

std::vector<LogRow> LogRows::rows_of(const LogBlock& block) const {
  std::vector<LogRow> rows;
  rows.reserve(block.lines.size());
  auto fold = block.folds.begin();
  const auto count = static_cast<std::uint32_t>(block.lines.size());
  for (std::uint32_t line = 0; line < count; ++line) {
    if (fold != block.folds.end() && line > fold->last()) ++fold;
    const bool begins_fold = fold != block.folds.end() && line == fold->first;
    if (begins_fold && !unfolded_.contains(block.lines[line].offset)) {
      rows.push_back({fold->last(), fold->first});
      line = fold->last();
    } else {
      rows.push_back({line, line});
    }
  }
  return rows;
}

const LogRows::Made* LogRows::made(std::size_t index) {
  if (index >= block_count()) return nullptr;
  auto block =
      problems_ == nullptr ? blocks_.block(index) : std::shared_ptr<const LogBlock>(problems_, &problems_->block);
  if (block == nullptr) return nullptr;
  if (made_.size() > most_made && !made_.contains(index)) made_.clear();
  auto& made = made_[index];
  if (made.block != block) {
    made.rows = rows_of(*block);
    made.block = std::move(block);
  }
  return &made;
}

LogRowInView LogRows::in_view(std::size_t block, const Made& made, std::size_t row) {
  const auto& shown = made.rows[row];
  return {{block, made.block->lines[shown.first].offset}, made.block, shown};
}

std::size_t LogRows::find(const Made& made, std::uint64_t offset) {
  const auto after = std::ranges::upper_bound(made.rows, offset, {},
                                              [&](const LogRow& row) { return made.block->lines[row.first].offset; });
  return after == made.rows.begin() ? 0 : static_cast<std::size_t>(after - made.rows.begin()) - 1;
}

std::optional<std::size_t> LogRows::count(std::size_t block) {
  const auto* rows = made(block);
  return rows == nullptr ? std::nullopt : std::optional(rows->rows.size());
}

std::optional<std::size_t> LogRows::count_all() {
  if (block_count() > small_log) return std::nullopt;
  std::size_t all = 0;
  for (std::size_t i = 0; i < block_count(); ++i) {
    const auto* rows = made(i);
    if (rows == nullptr) return std::nullopt;
    all += rows->rows.size();
  }
  return all;
}

std::optional<LogRowInView> LogRows::at(LogPlace place) {
  const auto* rows = made(place.block);
  if (rows == nullptr) return std::nullopt;
  if (rows->rows.empty()) return before(place);
  return in_view(place.block, *rows, find(*rows, place.offset));
}

std::optional<LogRowInView> LogRows::at_offset(std::uint64_t offset) {
  if (problems_ != nullptr) return at({0, offset});
  if (blocks_.count() == 0) return std::nullopt;
  const auto index = std::min(static_cast<std::size_t>(offset / LogFile::block_size), blocks_.count() - 1);
  const auto* rows = made(index);
  if (rows == nullptr) return std::nullopt;
  // The line before may go on past the border.
  const bool is_before = index > 0 && (rows->rows.empty() || offset < rows->block->begin);
  return at({is_before ? index - 1 : index, offset});
}

std::optional<LogRowInView> LogRows::first() {
  for (std::size_t i = 0; i < block_count(); ++i) {
    const auto* rows = made(i);
    if (rows == nullptr) return std::nullopt;
    if (!rows->rows.empty()) return in_view(i, *rows, 0);
  }
  return std::nullopt;
}

std::optional<LogRowInView> LogRows::last() { return before({block_count(), 0}); }

std::optional<LogRowInView> LogRows::next(LogPlace place) {
  const auto* rows = made(place.block);
  if (rows == nullptr) return std::nullopt;
  const auto row = rows->rows.empty() ? 0 : find(*rows, place.offset) + 1;
  if (row < rows->rows.size()) return in_view(place.block, *rows, row);
  for (auto i = place.block + 1; i < block_count(); ++i) {
    rows = made(i);
    if (rows == nullptr) return std::nullopt;
    if (!rows->rows.empty()) return in_view(i, *rows, 0);
  }
  return std::nullopt;
}

std::optional<LogRowInView> LogRows::before(LogPlace place) {
  if (place.block < block_count()) {
    const auto* rows = made(place.block);
    if (rows == nullptr) return std::nullopt;
    const auto row = rows->rows.empty() ? 0 : find(*rows, place.offset);
    if (row > 0) return in_view(place.block, *rows, row - 1);
  }
  for (auto i = std::min(place.block, block_count()); i-- > 0;) {
    const auto* rows = made(i);
    if (rows == nullptr) return std::nullopt;
    if (!rows->rows.empty()) return in_view(i, *rows, rows->rows.size() - 1);
  }
  return std::nullopt;
}

std::size_t LogRows::index_of(LogPlace place) {
  const auto* rows = made(place.block);
  return rows == nullptr || rows->rows.empty() ? 0 : find(*rows, place.offset);
}

std::optional<LogRowInView> LogRows::nth(std::size_t index) {
  for (std::size_t i = 0; i < block_count(); ++i) {
    const auto* rows = made(i);
    if (rows == nullptr) return std::nullopt;
    if (index < rows->rows.size()) return in_view(i, *rows, index);
    index -= rows->rows.size();
  }
  return last();
}

std::optional<LogPlace> LogRows::run_of(const LogRowInView& row) const {
  const auto after = std::ranges::upper_bound(row.block->folds, row.row.line, {}, &Fold::first);
  if (after == row.block->folds.begin()) return std::nullopt;
  const auto& fold = *std::prev(after);
  if (row.row.line > fold.last()) return std::nullopt;
  return LogPlace{row.place.block, row.block->lines[fold.first].offset};
}

void LogRows::fold(LogPlace run, bool folded) {
  if (unfolded_.size() > most_unfolded) unfolded_.clear();
  if (folded) {
    unfolded_.erase(run.offset);
  } else {
    unfolded_.insert(run.offset);
  }
  made_.clear();
}

std::optional<std::uint64_t> LogRows::number_of(const LogRowInView& row) const {
  auto block = row.place.block;
  std::uint64_t in_block = row.row.line;
  if (problems_ != nullptr) {
    const auto& found = problems_->found.lines[row.row.line];
    block = found.block;
    in_block = found.in_block;
  }
  const auto first = blocks_.numbers().first_of(block);
  return first ? std::optional(*first + in_block) : std::nullopt;
}

}  // namespace werkbank
