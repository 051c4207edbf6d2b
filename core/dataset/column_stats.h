// What one pass over a column shows, in memory that does not grow with the rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/dataset/cell_value.h"
#include "core/dataset/distinct_sketch.h"

namespace werkbank {

enum class ColumnKind { empty, number, comma_number, date, text };

class ColumnStats {
 public:
  /// `line` is where the cell's row begins; `capacity` bounds the hashes kept for counting different values.
  void add(const CellValue& cell, std::uint64_t line, std::size_t capacity);

  /// By 98 of 100 of the cells that are filled.
  ColumnKind kind() const;
  bool is_number() const { return kind() == ColumnKind::number || kind() == ColumnKind::comma_number; }
  /// Numbers of which many differ, or that are not whole: an amount rather than a kind.
  bool is_amount() const;
  /// Every row has its own value, and it is not a measurement: a number or name that only tells rows apart.
  bool is_identity() const;

  std::uint64_t filled() const { return filled_; }
  std::uint64_t missing() const { return missing_; }
  double distinct() const { return distinct_.count(); }
  const std::string& first_value() const { return first_value_; }
  std::uint64_t first_missing_line() const { return first_missing_line_; }
  /// Numbers that are written with a decimal comma.
  std::uint64_t decimal_commas() const { return decimal_commas_; }
  std::uint64_t first_comma_line() const { return first_comma_line_; }
  const std::string& first_comma() const { return first_comma_; }
  /// Cells of one sort, and the first of them.
  struct Cells {
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
    std::string first;
    void add(std::string_view text, std::uint64_t line);
  };
  /// Filled, but no number; filled, but no date.
  const Cells& no_numbers() const { return no_numbers_; }
  const Cells& no_dates() const { return no_dates_; }
  /// Bytes of a filled cell.
  double mean_length() const;

 private:
  void add_number(const CellValue& cell, std::uint64_t line);

  std::uint64_t filled_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t points_ = 0;
  std::uint64_t commas_ = 0;
  std::uint64_t numbers_ = 0;
  std::uint64_t wholes_ = 0;
  std::uint64_t dates_ = 0;
  std::uint64_t decimal_commas_ = 0;
  std::uint64_t first_missing_line_ = 0;
  std::uint64_t first_comma_line_ = 0;
  std::uint64_t steps_up_ = 0;  // numbers that are larger than the one before
  std::uint64_t steps_down_ = 0;
  double last_ = 0;
  double smallest_ = 0;
  double largest_ = 0;
  double bytes_ = 0;
  Cells no_numbers_;
  Cells no_dates_;
  std::string first_value_;
  std::string first_comma_;
  DistinctSketch distinct_;
};

}  // namespace werkbank
