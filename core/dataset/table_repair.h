// What can be repaired in a table without a guess, and a copy in which it is. The person's own file is never written
// to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/dataset/data_check.h"

namespace werkbank {

struct CsvRow;
class CsvReader;

enum class RepairKind {
  separator_line,  ///< "sep=;" as the first line, which only Excel reads
  encoding,        ///< letters that were not written as UTF-8
  column_names,    ///< two columns of one name: the second becomes "name (2)"
  empty_rows,      ///< rows in which no cell holds anything
  extra_cells,     ///< empty cells after the last column
  spaces,          ///< around the content of a cell
  decimal_comma,   ///< "1.250,75" becomes "1250.75", in columns that hold nothing but numbers
  spelling,        ///< kinds that differ by capitals and spaces only: all as the one that comes most often
};

/// One kind of repair, in the whole table or in one column.
struct TableRepair {
  RepairKind kind = RepairKind::encoding;
  std::string column;       ///< empty when it concerns the whole table
  std::uint64_t count = 0;  ///< cells, rows or columns that become different
  std::string before;       ///< an example; empty when there is nothing to show
  std::string after;

  /// What becomes different, and how often.
  Message sentence() const;
};

/// What was found in one table, and what is needed to write the copy.
class TableRepairs {
 public:
  /// Reads the whole table with the memory of one row. `kind_columns` are those whose words are kinds, that may be
  /// spelled in one way. Errors: local_file; data_rejected, where nothing can be repaired because the table as such
  /// cannot be read (bytes that are no text, a quotation mark that is never closed, a row that is too long).
  static Result<TableRepairs> find(const std::filesystem::path& table, const std::vector<std::string>& kind_columns,
                                   const ProgressSink& progress, const std::stop_token& stop);

  const std::vector<TableRepair>& list() const { return list_; }
  const std::filesystem::path& table() const { return table_; }

  /// Writes the repaired table to `copy`, as CSV UTF-8 the way a spreadsheet program opens it too, and reads it back.
  /// It is there whole or not at all. Errors: local_file, also when there is something of that name already;
  /// local_disk_full; data_rejected when the table was written to since find(), or does not read back as it was meant.
  Result<Done> write(const std::filesystem::path& copy, const ProgressSink& progress,
                     const std::stop_token& stop) const;

 private:
  struct State {  ///< of the file, as it was read
    std::uint64_t bytes = 0;
    std::filesystem::file_time_type written;
    bool operator==(const State&) const = default;
  };
  struct Column {
    std::string name;                                          ///< as in the copy
    bool comma = false;                                        ///< its numbers get a decimal point
    std::map<std::string, std::string, std::less<>> spelling;  ///< by the word that is replaced
  };

  static Result<State> state_of(const std::filesystem::path& table);
  /// Gives a sum over all cells as they were written.
  Result<std::uint64_t> write_rows(CsvReader& reader, std::FILE* file, const ProgressSink& progress,
                                   const std::stop_token& stop) const;
  Result<Done> check_copy(const std::filesystem::path& copy, std::uint64_t sum, const std::stop_token& stop) const;
  std::vector<std::string> cells_of(const CsvRow& row, bool is_header) const;
  std::string cell_of(std::string_view raw, const Column& column) const;

  std::filesystem::path table_;
  State state_;
  char delimiter_ = ',';
  std::vector<Column> columns_;
  std::vector<TableRepair> list_;
  friend class TableLook;
};

/// Whether something was found in the table that a repair may take away.
bool may_be_repaired(const DataItem& item, const DataReport& report);

/// Of the table that check_data() looks at in `data`. Errors as of TableRepairs::find().
Result<TableRepairs> find_repairs(const DataItem& item, const std::filesystem::path& data,
                                  const ParameterValues& values, const ProgressSink& progress,
                                  const std::stop_token& stop);

/// A name for the copy, beside the table, that nothing has yet: "orders-repaired.csv". `word` is its "repaired".
std::filesystem::path name_of_copy(const std::filesystem::path& table, const std::string& word);

}  // namespace werkbank
