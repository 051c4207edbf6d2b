#include "core/dataset/column_stats.h"

#include <algorithm>
#include <cmath>

#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr double kind_share = 0.98;  // the training scripts use the same

}  // namespace

void ColumnStats::Cells::add(std::string_view text, std::uint64_t line) {
  if (count++ > 0) return;
  first_line = line;
  first = clipped(readable(text));
}

double ColumnStats::mean_length() const { return filled_ == 0 ? 0 : bytes_ / static_cast<double>(filled_); }

void ColumnStats::add(const CellValue& cell, std::uint64_t line, std::size_t capacity) {
  if (cell.missing) {
    if (missing_++ == 0) first_missing_line_ = line;
    return;
  }
  if (filled_++ == 0) first_value_ = clipped(readable(cell.text));
  distinct_.add(cell.hash, capacity);
  points_ += cell.point ? 1U : 0U;
  commas_ += cell.comma ? 1U : 0U;
  dates_ += cell.date ? 1U : 0U;
  bytes_ += static_cast<double>(cell.text.size());
  if (!cell.date) no_dates_.add(cell.text, line);
  if (cell.number()) {
    add_number(cell, line);
  } else {
    no_numbers_.add(cell.text, line);
  }
}

void ColumnStats::add_number(const CellValue& cell, std::uint64_t line) {
  const double number = *cell.number();
  if (numbers_++ == 0) {
    smallest_ = largest_ = number;
  } else {
    steps_up_ += number > last_ ? 1U : 0U;
    steps_down_ += number < last_ ? 1U : 0U;
  }
  last_ = number;
  smallest_ = std::min(smallest_, number);
  largest_ = std::max(largest_, number);
  wholes_ += number == std::floor(number) ? 1U : 0U;
  if (!cell.point && cell.comma && decimal_commas_++ == 0) {
    first_comma_line_ = line;
    first_comma_ = clipped(cell.text);
  }
}

ColumnKind ColumnStats::kind() const {
  if (filled_ == 0) return ColumnKind::empty;
  const auto most = [&](std::uint64_t count) {
    return static_cast<double>(count) >= kind_share * static_cast<double>(filled_);
  };
  if (most(points_) && points_ >= commas_) return ColumnKind::number;
  if (most(commas_)) return ColumnKind::comma_number;
  if (most(points_)) return ColumnKind::number;
  return most(dates_) ? ColumnKind::date : ColumnKind::text;
}

bool ColumnStats::is_amount() const {
  if (!is_number()) return false;
  const double few = std::min(20.0, std::max(2.0, std::floor(static_cast<double>(filled_) / 10)));
  return distinct() > few || wholes_ < numbers_;
}

bool ColumnStats::is_identity() const {
  constexpr std::uint64_t enough_rows = 20;
  constexpr double nearly_all = 0.9;  // what the sketch can tell apart from "all"
  if (filled_ < enough_rows) return false;
  const bool all_differ = distinct_.exact() ? distinct() == static_cast<double>(filled_)
                                            : distinct() >= nearly_all * static_cast<double>(filled_);
  if (!all_differ) return false;
  if (kind() == ColumnKind::text) return true;
  if (kind() != ColumnKind::number || wholes_ < numbers_) return false;
  // Measurements that all differ lie apart and go up and down; numbers that were given out do not.
  const bool in_order = steps_up_ + 1 == numbers_ || steps_down_ + 1 == numbers_;
  const bool close_together = largest_ - smallest_ < 2 * static_cast<double>(filled_);
  const bool long_numbers = smallest_ >= 1e6;
  return in_order || close_together || long_numbers;
}

}  // namespace werkbank
