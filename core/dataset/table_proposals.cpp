// Which column is probably meant by which question.
#include "core/dataset/table_check.h"

namespace werkbank {

// In the order of the questions; a column is the answer to one of them only.
void TableCheck::propose(DataReport& report) const {
  std::vector<bool> taken(header_.size(), false);
  const auto is_ours = [&](const Parameter& one) { return one.type == ParameterType::column && one.data == item_.key; };
  for (const auto& parameter : job_template_.parameters) {
    if (!is_ours(parameter)) continue;
    const auto answer = values_.find(parameter.key);
    const auto* name = answer == values_.end() ? nullptr : std::get_if<std::string>(&answer->second);
    const auto column = name == nullptr || name->empty() ? header_.size() : column_of(*name);
    if (column < header_.size()) taken[column] = true;
  }
  for (const auto& parameter : job_template_.parameters) {
    if (!is_ours(parameter) || parameter.optional) continue;
    const auto column = proposal(parameter.holds, taken);
    if (!column) continue;
    taken[*column] = true;
    report.proposed[parameter.key] = header_[*column];
  }
}

std::optional<std::size_t> TableCheck::proposal(ColumnHolds holds, const std::vector<bool>& taken) const {
  constexpr double most_kinds = 250;
  constexpr double rows_of_a_kind = 5;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (taken[i]) continue;
    const auto& stats = columns_[i];
    const bool is_kind = !stats.is_amount() && stats.distinct() >= 2 && stats.distinct() <= most_kinds &&
                         stats.distinct() * rows_of_a_kind <= static_cast<double>(stats.filled());
    const bool is_longer = !found || stats.mean_length() > columns_[*found].mean_length();
    if (holds == ColumnHolds::anything || (holds == ColumnHolds::numbers && stats.is_number()) ||
        (holds == ColumnHolds::kinds && is_kind) || (holds == ColumnHolds::texts && is_longer))
      found = i;
    // Times stand at the left in most tables, the answer at the right.
    if (holds == ColumnHolds::dates && stats.kind() == ColumnKind::date) return i;
  }
  return found;
}

}  // namespace werkbank
