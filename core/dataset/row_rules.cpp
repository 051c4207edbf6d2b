#include "core/dataset/row_rules.h"

namespace werkbank {
namespace {

std::int64_t whole_answer(const DataCheck& check, const char* name, const ParameterValues& values) {
  const auto found = check.arguments.find(name);
  const auto* key = found == check.arguments.end() ? nullptr : std::get_if<std::string>(&found->second);
  const auto value = key == nullptr ? values.end() : values.find(*key);
  const auto* number = value == values.end() ? nullptr : std::get_if<std::int64_t>(&value->second);
  return number == nullptr ? 0 : *number;
}

}  // namespace

std::vector<std::unique_ptr<RowRule>> row_rules(const std::vector<DataCheck>& checks, const ParameterValues& values,
                                                const std::vector<std::string>& header,
                                                const ColumnOfArgument& column) {
  std::vector<std::unique_ptr<RowRule>> rules;
  for (const auto& check : checks) {
    const auto at = column(check, "parameter");
    if (!at) continue;
    auto rule = series_rule(check, *at, header[*at], column(check, "series"), whole_answer(check, "horizon", values));
    if (!rule) rule = kind_rule(check, *at, header[*at]);
    if (rule) rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace werkbank
