// Personal data in the columns of a table: how much of which kind, where, and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/dataset/cell_value.h"
#include "core/dataset/findings.h"
#include "core/dataset/personal_counts.h"

namespace werkbank {

class PersonalColumns {
 public:
  explicit PersonalColumns(const std::vector<std::string>& header);

  /// The cells of a row, as many as there are columns.
  void add(const std::vector<CellValue>& row, std::uint64_t line);
  void add(std::size_t column, const CellValue& cell, std::uint64_t line);
  /// Warnings of the rule "personal_data". `at` has the table's name.
  void finish(const FoundAt& at, Findings& findings) const;

 private:
  struct Column {
    std::string name;
    PersonalCounts found;
    bool is_citizen_number = false;  // by its name
    bool is_phone = false;
    bool is_birth = false;
    bool is_name = false;
  };
  static void look_by_name(Column& column, const CellValue& cell, std::uint64_t line);

  std::vector<Column> columns_;
};

}  // namespace werkbank
