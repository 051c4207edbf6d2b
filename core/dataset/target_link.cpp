#include "core/dataset/target_link.h"

#include <algorithm>
#include <cmath>

namespace werkbank {
namespace {

constexpr std::size_t widest = 2000;  // columns; a column costs up to 6 kB
constexpr double enough_rows = 10;    // fewer go together by chance

}  // namespace

TargetLink::TargetLink(std::size_t columns, std::size_t target)
    : target_(target), too_wide_(columns > widest || target >= columns) {
  if (!too_wide_) columns_.resize(columns);
}

void TargetLink::add(const std::vector<CellValue>& row) {
  if (too_wide_ || row.size() < columns_.size() || row[target_].missing) return;
  const auto& answer = row[target_];
  std::optional<std::size_t> kind;
  if (!many_target_kinds_) {
    const auto found = kinds_.find(answer.hash);
    if (found != kinds_.end()) {
      kind = found->second;
    } else if (kinds_.size() < most_kinds) {
      kind = kinds_.emplace(answer.hash, kinds_.size()).first->second;
    } else {
      many_target_kinds_ = true;
    }
  }
  const auto y = answer.number();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i == target_ || row[i].missing) continue;
    const auto x = row[i].number();
    if (x && y) add_pair(columns_[i], *x, *y);
    if (kind) add_kind(columns_[i], row[i], *kind);
  }
}

void TargetLink::add_pair(Column& column, double x, double y) {
  auto& sums = column.sums;
  if (sums.count == 0) {
    sums.x_origin = x;
    sums.y_origin = y;
  }
  x -= sums.x_origin;
  y -= sums.y_origin;
  sums.count += 1;
  sums.x += x;
  sums.y += y;
  sums.xx += x * x;
  sums.yy += y * y;
  sums.xy += x * y;
}

void TargetLink::add_kind(Column& column, const CellValue& cell, std::size_t kind) {
  if (const auto x = cell.number()) {
    if (column.kind_count == 0) column.kind_origin = *x;
    const double shifted = *x - column.kind_origin;
    column.kind_count += 1;
    column.kind_xx += shifted * shifted;
    column.by_kind.at(kind).count += 1;
    column.by_kind.at(kind).x += shifted;
  }
  if (column.many_kinds) return;
  const auto found = column.table.find(cell.hash);
  if (found != column.table.end()) {
    ++found->second.at(kind);
  } else if (column.table.size() < most_kinds) {
    ++column.table[cell.hash].at(kind);
  } else {
    column.many_kinds = true;
    column.table.clear();
  }
}

std::optional<double> TargetLink::strength(std::size_t column, const ColumnStats& stats,
                                           const ColumnStats& target) const {
  if (too_wide_ || column == target_ || column >= columns_.size()) return std::nullopt;
  const auto& one = columns_[column];
  if (stats.is_number() && target.is_number()) return correlation(one.sums);
  if (many_target_kinds_) return std::nullopt;
  return stats.is_number() ? ratio(one) : lambda(one);
}

std::optional<double> TargetLink::correlation(const Sums& sums) {
  if (sums.count < enough_rows) return std::nullopt;
  const double xx = sums.xx - sums.x * sums.x / sums.count;
  const double yy = sums.yy - sums.y * sums.y / sums.count;
  const double xy = sums.xy - sums.x * sums.y / sums.count;
  const double strength = std::abs(xy) / std::sqrt(xx * yy);
  if (!(xx > 0) || !(yy > 0) || !std::isfinite(strength)) return std::nullopt;
  return std::min(strength, 1.0);
}

std::optional<double> TargetLink::ratio(const Column& column) {
  if (column.kind_count < enough_rows) return std::nullopt;
  double total = 0;
  double between = 0;
  for (const auto& kind : column.by_kind) {
    total += kind.x;
    if (kind.count > 0) between += kind.x * kind.x / kind.count;
  }
  const double correction = total * total / column.kind_count;
  const double strength = std::sqrt((between - correction) / (column.kind_xx - correction));
  if (!(column.kind_xx - correction > 0) || !std::isfinite(strength)) return std::nullopt;
  return std::min(strength, 1.0);
}

// How much better one guesses the target's kind when this column is known.
std::optional<double> TargetLink::lambda(const Column& column) {
  if (column.many_kinds || column.table.empty()) return std::nullopt;
  std::array<double, most_kinds> totals{};
  double right = 0;
  double rows = 0;
  for (const auto& [hash, counts] : column.table) {
    right += *std::max_element(counts.begin(), counts.end());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      totals.at(i) += counts.at(i);
      rows += counts.at(i);
    }
  }
  const double commonest = *std::max_element(totals.begin(), totals.end());
  if (rows < enough_rows || rows <= commonest) return std::nullopt;
  return (right - commonest) / (rows - commonest);
}

}  // namespace werkbank
