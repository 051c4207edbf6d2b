// The rules that look at whole columns, once all rows have been read.
#include <algorithm>

#include "core/dataset/table_check.h"

namespace werkbank {
namespace {

// Whether `name` is one of the names in `list`, which have commas between them.
bool is_named(std::string_view list, std::string_view name) {
  for (bool more = true; more;) {
    const auto comma = list.find(',');
    if (stripped(list.substr(0, comma)) == name) return true;
    more = comma != std::string_view::npos;
    if (more) list.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace

void TableCheck::apply_to_target(const DataCheck& check) {
  const auto target = target_of(check);
  if (target >= header_.size()) return;
  const auto& stats = columns_[target];
  auto at = here(target);
  const bool of_numbers = check.rule == "numbers_only";
  if (of_numbers || check.rule == "time_column") {
    const auto& others = of_numbers ? stats.no_numbers() : stats.no_dates();
    if (others.count == 0) return;
    at.line = others.first_line;
    at.value = others.first;
    at.count = whole(others.count);
    findings_.add(check, at);
  }
  if (check.rule == "no_missing_target" && stats.missing() > 0) {
    at.line = stats.first_missing_line();
    at.count = whole(stats.missing());
    findings_.add(check, at);
  }
  if (check.rule == "min_classes" && !stats.is_amount() && stats.distinct() < number_argument(check, "classes")) {
    at.value = stats.first_value();
    at.count = stats.filled() == 0 ? whole(0) : whole(static_cast<std::uint64_t>(stats.distinct()));
    at.limit = number_argument(check, "classes");
    findings_.add(check, at);
  }
}

void TableCheck::apply_to_columns(const DataCheck& check) {
  static constexpr std::string_view rules[] = {"constant_column", "id_like_column", "many_missing", "decimal_comma",
                                               "target_leak"};
  if (std::find(std::begin(rules), std::end(rules), check.rule) == std::end(rules)) return;
  const auto target = check.arguments.contains("parameter") ? target_of(check) : target_;
  const auto ignored = answer_argument(check, "ignore", values_);
  const bool of_target_too = check.rule == "decimal_comma";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if ((i != target || of_target_too) && !is_named(ignored, header_[i])) apply_to_column(check, i);
  }
}

void TableCheck::apply_to_column(const DataCheck& check, std::size_t column) {
  const auto& stats = columns_[column];
  auto at = here(column);
  at.value = stats.first_value();
  at.count = whole(stats.filled());
  if (check.rule == "constant_column" && stats.filled() > 1 && stats.distinct() < 2) findings_.add(check, at);
  if (check.rule == "id_like_column" && stats.is_identity()) findings_.add(check, at);
  if (check.rule == "many_missing") {
    const double share = static_cast<double>(stats.missing()) / static_cast<double>(whole_rows_);
    if (share <= number_argument(check, "fraction")) return;
    at.line = stats.first_missing_line();
    at.value = share;
    at.count = whole(stats.missing());
    at.limit = number_argument(check, "fraction");
    findings_.add(check, at);
  }
  if (check.rule == "decimal_comma" && stats.is_number() && stats.decimal_commas() > 0) {
    at.line = stats.first_comma_line();
    at.value = stats.first_comma();
    at.count = whole(stats.decimal_commas());
    findings_.add(check, at);
  }
  if (check.rule == "target_leak" && target_ < columns_.size()) {
    const auto strength = link_->strength(column, stats, columns_[target_]);
    if (!strength || *strength < number_argument(check, "correlation")) return;
    at.value = *strength;
    at.limit = number_argument(check, "correlation");
    findings_.add(check, at);
  }
}

}  // namespace werkbank
