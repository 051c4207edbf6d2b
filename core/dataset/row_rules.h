// Rules that must see every row of a table: times that follow each other, the kinds in a column, texts that come back.
// Each keeps what it needs in memory that has a bound, whatever the table holds.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/cell_value.h"
#include "core/dataset/findings.h"

namespace werkbank {

class RowRule {
 public:
  virtual ~RowRule() = default;
  /// The cells of a row, as many as there are columns.
  virtual void add(const std::vector<CellValue>& row, std::uint64_t line) = 0;
  /// Tells what was found. `at` has the table's name.
  virtual void finish(const FoundAt& at, Findings& findings) const = 0;
};

/// The column that the argument `name` of a rule means; nothing when it is not answered, or is not in the table.
using ColumnOfArgument = std::function<std::optional<std::size_t>(const DataCheck& check, const char* name)>;

/// The rules of this kind among `checks` whose column is known. `checks` and `header` must outlive them.
std::vector<std::unique_ptr<RowRule>> row_rules(const std::vector<DataCheck>& checks, const ParameterValues& values,
                                                const std::vector<std::string>& header, const ColumnOfArgument& column);

/// unique_times, regular_steps or min_history; `horizon` counts for the last only. Null for another rule.
std::unique_ptr<RowRule> series_rule(const DataCheck& check, std::size_t time, const std::string& time_name,
                                     std::optional<std::size_t> series, std::int64_t horizon);
/// rows_per_class, max_classes, label_spelling or duplicate_texts. Null for another rule.
std::unique_ptr<RowRule> kind_rule(const DataCheck& check, std::size_t column, const std::string& column_name);

}  // namespace werkbank
