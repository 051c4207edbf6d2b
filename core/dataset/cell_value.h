// What one cell of a table says: nothing, a number, a number with a decimal comma, a date, or words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace werkbank {

/// Without blanks around it, no-break spaces included.
std::string_view stripped(std::string_view cell);

/// Empty, or one of the words that offices write for "not known" (na, nan, null, nvt, -, ?). `cell` is stripped.
bool is_missing(std::string_view cell);

/// "12.5", "-3", "1e-4"; finite. `cell` is stripped.
std::optional<double> point_number(std::string_view cell);
/// "12,5", "1.250,75", and also "12". `cell` is stripped.
std::optional<double> comma_number(std::string_view cell);
/// 2026-08-31 or 31-08-2026 (also with / or .), with or without a time: seconds since 1970, without a time zone where
/// none is written. `cell` is stripped.
std::optional<std::int64_t> date_seconds(std::string_view cell);

/// 64 bits of the content: equal for equal bytes, and different for different ones but for bad luck (1 in 2^64).
std::uint64_t content_hash(std::string_view bytes);

struct CellValue {
  std::string_view text;  ///< stripped
  std::uint64_t hash = 0;
  std::optional<double> point;
  std::optional<double> comma;
  bool missing = false;
  std::optional<std::int64_t> date;

  std::optional<double> number() const { return point ? point : comma; }
};

CellValue look_at_cell(std::string_view cell);

}  // namespace werkbank
