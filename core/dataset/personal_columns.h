// Personal data in the columns of a table: how much of which kind, where, and what to do.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/dataset/cell_value.h"
#include "core/dataset/findings.h"
#include "core/dataset/personal_data.h"

namespace werkbank {

class PersonalColumns {
 public:
  explicit PersonalColumns(const std::vector<std::string>& header);

  /// The cells of a row, as many as there are columns.
  void add(const std::vector<CellValue>& row, std::uint64_t line);
  /// Warnings of the rule "personal_data". `at` has the table's name.
  void finish(const FoundAt& at, Findings& findings) const;

 private:
  static constexpr std::size_t kinds = 5;
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t line = 0;  // of the first
    std::string example;     // masked
  };
  struct Column {
    std::string name;
    std::array<Seen, kinds> seen;
    std::uint64_t other_numbers = 0;  // of nine digits that are no citizen number
    bool is_citizen_number = false;   // by its name
    bool is_phone = false;
    bool is_birth = false;
    bool is_name = false;
  };
  static void note(Column& column, PersonalKind kind, std::string_view text, std::uint64_t line);
  static void look_by_name(Column& column, const CellValue& cell, std::uint64_t line);
  static bool counts(const Column& column, PersonalKind kind);

  std::vector<Column> columns_;
};

}  // namespace werkbank
