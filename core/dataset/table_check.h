// The rules for tables: one pass over the rows, then a look at each column.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/dataset/column_stats.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/data_check.h"
#include "core/dataset/findings.h"
#include "core/dataset/personal_columns.h"
#include "core/dataset/row_rules.h"
#include "core/dataset/target_link.h"

namespace werkbank {

class TableCheck {
 public:
  /// `file` is the table's name in findings. All but the file must outlive this.
  TableCheck(const JobTemplate& job_template, const DataItem& item, const ParameterValues& values, std::string file,
             Findings& findings);

  /// Reads the whole table; calls `at` with the bytes read, now and then. Error: local_file.
  Result<Done> run(CsvReader& reader, DataReport& report, const std::function<void(std::uint64_t)>& at,
                   const std::stop_token& stop);

 private:
  struct Odd {  // rows with something in them that is no text
    std::uint64_t first_line = 0;
    std::uint64_t rows = 0;
    void add(std::uint64_t line);
  };
  bool is_other_format(std::string_view head);
  void read_header(const CsvRow& row);
  void check_header(const CsvRow& row);
  void read_row(const CsvRow& row, DataReport& report);
  void look_at_bytes(const CsvRow& row);
  void choose_target();
  void finish(const CsvReader& reader, DataReport& report);
  void report_bytes(const CsvReader& reader);
  void apply(const DataCheck& check);
  void apply_to_target(const DataCheck& check);
  void apply_to_columns(const DataCheck& check);
  void apply_to_column(const DataCheck& check, std::size_t column);
  void propose(DataReport& report) const;
  std::optional<std::size_t> proposal(ColumnHolds holds, const std::vector<bool>& taken) const;
  std::size_t column_of(const std::string& name) const;
  std::optional<std::size_t> column_for(const DataCheck& check, const char* name) const;
  std::size_t target_of(const DataCheck& check) const;
  FoundAt here() const;
  FoundAt here(std::size_t column) const;

  const JobTemplate& job_template_;
  const DataItem& item_;
  const ParameterValues& values_;
  std::string file_;
  Findings& findings_;
  std::vector<std::string> header_;
  std::uint64_t header_line_ = 1;
  std::vector<ColumnStats> columns_;
  std::size_t capacity_ = 0;  // hashes that each column keeps
  std::size_t target_ = 0;    // header_.size() when there is none
  std::unique_ptr<TargetLink> link_;
  std::vector<std::unique_ptr<RowRule>> row_rules_;
  std::unique_ptr<PersonalColumns> personal_;
  std::vector<CellValue> cells_;
  std::uint64_t rows_ = 0;
  std::uint64_t whole_rows_ = 0;  // with as many cells as the header
  Odd invalid_;
  Odd zero_;
};

}  // namespace werkbank
