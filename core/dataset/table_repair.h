// What can be repaired in a table without a guess, and a copy in which it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/dataset/data_repair.h"

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
  file_names,      ///< files that are called otherwise than on the disk
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

/// What may be repaired in a table, beside what may in each.
struct TableRules {
  /// Those whose words are kinds, that may be spelled in one way.
  std::vector<std::string> kind_columns = {};
  /// Whether numbers are meant as such: else "1,5" is a text, and stays.
  bool has_numbers = true;
  /// Which of the columns names files; null for none.
  std::function<std::optional<std::size_t>(const std::vector<std::string>& names)> file_column = {};
  /// What a file is really called; nothing when the name, given without blanks around it, is right or cannot be known.
  std::function<std::optional<std::string>(std::string_view name)> file_called = {};
};

/// What was found in one table, and what is needed to write the copy.
class TableRepairs : public DataRepairs {
 public:
  /// Reads the whole table with the memory of one row. Errors: local_file; data_rejected, where nothing can be repaired
  /// because the table as such cannot be read (bytes that are no text, a quotation mark that is never closed, a row
  /// that is too long).
  static Result<TableRepairs> find(const std::filesystem::path& table, const TableRules& rules,
                                   const ProgressSink& progress, const std::stop_token& stop);

  const std::vector<TableRepair>& list() const { return list_; }
  const std::vector<RepairLine>& lines() const override { return lines_; }
  const std::filesystem::path& data() const override { return table_; }
  std::string ending() const override { return ".csv"; }

  /// The copy is CSV UTF-8, the way a spreadsheet program opens it too.
  Result<Done> write(const std::filesystem::path& copy, const ProgressSink& progress,
                     const std::stop_token& stop) const override;

 private:
  struct Column {
    std::string name;                                          ///< as in the copy
    bool comma = false;                                        ///< its numbers get a decimal point
    bool files = false;                                        ///< it names files
    std::map<std::string, std::string, std::less<>> spelling;  ///< by the word that is replaced
  };

  /// Gives a sum over all cells as they were written.
  Result<std::uint64_t> write_rows(CsvReader& reader, std::FILE* file, const ProgressSink& progress,
                                   const std::stop_token& stop) const;
  Result<Done> check_copy(const std::filesystem::path& copy, std::uint64_t sum, const std::stop_token& stop) const;
  std::vector<std::string> cells_of(const CsvRow& row, bool is_header) const;
  std::string cell_of(std::string_view raw, const Column& column) const;

  std::filesystem::path table_;
  FileState state_;
  TableRules rules_;
  char delimiter_ = ',';
  std::vector<Column> columns_;
  std::vector<TableRepair> list_;
  std::vector<RepairLine> lines_;
  friend class TableLook;
};

}  // namespace werkbank
