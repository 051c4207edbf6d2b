// How closely each column goes with the column that is to be predicted; 1 is "says the same". One pass, bounded memory.
// Numbers: Pearson's correlation. Kinds with numbers: the correlation ratio. Kinds with kinds: Goodman and Kruskal's
// lambda.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/dataset/cell_value.h"
#include "core/dataset/column_stats.h"

namespace werkbank {

class TargetLink {
 public:
  TargetLink(std::size_t columns, std::size_t target);

  /// The cells of one row, as many as there are columns.
  void add(const std::vector<CellValue>& row);

  /// From 0 to 1; nothing when it cannot be told (too few rows, too many kinds).
  std::optional<double> strength(std::size_t column, const ColumnStats& stats, const ColumnStats& target) const;

 private:
  static constexpr std::size_t most_kinds = 32;
  struct Sums {
    double count = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    double x_origin = 0, y_origin = 0;  // the first pair, so that large numbers do not cancel
  };
  struct KindSums {
    double count = 0, x = 0;
  };
  struct Column {
    Sums sums;
    std::array<KindSums, most_kinds> by_kind{};  // numbers of this column by the target's kind
    double kind_count = 0, kind_xx = 0, kind_origin = 0;
    std::unordered_map<std::uint64_t, std::array<std::uint32_t, most_kinds>>
        table;  // this column's kind by the target's
    bool many_kinds = false;
  };
  void add_pair(Column& column, double x, double y);
  void add_kind(Column& column, const CellValue& cell, std::size_t kind);
  static std::optional<double> correlation(const Sums& sums);
  static std::optional<double> ratio(const Column& column);
  static std::optional<double> lambda(const Column& column);

  std::size_t target_;
  bool too_wide_;
  std::vector<Column> columns_;
  std::unordered_map<std::uint64_t, std::size_t> kinds_;  // of the target
  bool many_target_kinds_ = false;
};

}  // namespace werkbank
