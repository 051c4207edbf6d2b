#include "core/dataset/table_repair.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

#include <QString>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

/// A column with more different words holds no kinds.
constexpr std::size_t most_spellings = 20'000;
/// So that a spreadsheet program takes the copy for UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool has_decimal_comma(const CellValue& cell) { return cell.comma && !cell.point; }

/// "1.250" is 1250 to one person and 1.25 to another.
bool may_be_thousands(const CellValue& cell) {
  return cell.point && cell.comma && cell.text.find('.') != std::string_view::npos;
}

/// So is "1,250", as long as no other number of its column shows what the comma means.
bool may_be_either(const CellValue& cell) {
  const auto comma = cell.text.find(',');
  const auto before = cell.text.substr(0, comma);
  const bool three_after = cell.text.size() - comma - 1 == 3;
  const auto whole = before.substr(std::min(before.size(), before.find_first_not_of("+-")));
  return three_after && before.find('.') == std::string_view::npos && whole != "0" && whole.size() <= 3;
}

std::string with_point(std::string_view number) {
  std::string plain(number);
  std::erase(plain, '.');
  std::replace(plain.begin(), plain.end(), ',', '.');
  return plain;
}

/// What a cell holds, in whatever it was written. What is a space shows only then.
std::string content_of(std::string_view raw) {
  const auto cell = readable(raw);
  return std::string(stripped(cell));
}

bool is_empty(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](auto cell) { return content_of(cell).empty(); });
}

QString folded_word(const std::string& word) { return QString::fromStdString(word).toCaseFolded().simplified(); }

std::string quoted(std::string cell, char delimiter) {
  const bool plain = cell.find_first_of("\"\r\n") == std::string::npos && cell.find(delimiter) == std::string::npos;
  if (plain) return cell;
  std::string inside;
  for (const char c : cell) {
    if (c == '"') inside += '"';
    inside += c;
  }
  return '"' + inside + '"';
}

/// Where "sep=;" stands at the begin, as a line of its own: how many bytes to leave out; else 0.
std::size_t separator_bytes(std::string_view head) {
  const std::size_t begin = head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  constexpr std::string_view word = "sep=";
  head.remove_prefix(begin);
  const auto end = std::min(head.find_first_of("\r\n"), head.size());
  return head.starts_with(word) && end == word.size() + 1 ? begin + end : 0;
}

struct OpenTable {
  CsvReader reader;
  bool had_separator_line = false;
};

/// The table without such a line; its line end stays, so that lines keep their numbers.
Result<OpenTable> open_table(const fs::path& table) {
  WERKBANK_TRY(auto file, FileReader::open(table));
  const auto shared = std::make_shared<FileReader>(std::move(file));
  auto is_first = std::make_shared<bool>(true);
  auto found = std::make_shared<std::size_t>(0);
  const CsvReader::Source without_it = [shared, is_first, found]() -> Result<std::string_view> {
    WERKBANK_TRY(auto block, shared->read());
    if (std::exchange(*is_first, false)) {
      *found = separator_bytes(block);
      block.remove_prefix(*found);
    }
    return block;
  };
  WERKBANK_TRY(auto reader, CsvReader::read_from(without_it));
  return OpenTable{std::move(reader), *found > 0};
}

std::string line_of(const std::vector<std::string>& cells, char delimiter) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += delimiter;
    line += quoted(cells[i], delimiter);
  }
  return line + "\r\n";
}

/// A sum over the rows so far and this one: another one for other cells.
template <typename Cells>
std::uint64_t add_row(std::uint64_t sum, const Cells& cells) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  for (const auto& cell : cells) sum = (sum ^ content_hash(cell)) * odd + 1;
  return sum * odd + cells.size();
}

}  // namespace

/// Looks at one table, row by row.
class TableLook {
 public:
  explicit TableLook(TableRepairs& repairs) : repairs_(repairs) {}

  Result<Done> add(const CsvRow& row) {
    WERKBANK_CHECK(check_readable(row));
    if (is_empty(row)) {
      ++empty_rows_;
    } else if (columns_.empty()) {
      read_header(row);
    } else {
      read_row(row);
    }
    return Done{};
  }

  void finish(const CsvReader& reader) {
    const bool wide = reader.encoding() != TextEncoding::utf8;
    if (wide) tell(RepairKind::encoding, {}, 0, "UTF-16", "UTF-8");
    if (foreign_cells_ > 0) tell(RepairKind::encoding, {}, foreign_cells_, {}, foreign_example_);
    if (renamed_ > 0) tell(RepairKind::column_names, {}, renamed_, renamed_from_, renamed_to_);
    if (empty_rows_ > 0) tell(RepairKind::empty_rows, {}, empty_rows_, {}, {});
    if (extra_rows_ > 0) tell(RepairKind::extra_cells, {}, extra_rows_, {}, {});
    if (spaced_cells_ > 0) tell(RepairKind::spaces, {}, spaced_cells_, {}, {});
    if (renamed_files_ > 0)
      tell(RepairKind::file_names, repairs_.columns_[*files_].name, renamed_files_, file_before_, file_after_);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      finish_numbers(i);
      finish_kinds(i);
    }
  }

 private:
  struct Kind {
    std::uint64_t rows = 0;
    std::size_t place = 0;
  };
  struct Column {
    bool numbers_only = true;
    bool has_thousands = false;  ///< perhaps
    bool comma_is_decimal = false;
    std::uint64_t commas = 0;
    std::string comma_example;
    bool has_kinds = false;
    std::unordered_map<std::string, Kind> kinds = {};
  };

  void read_row(const CsvRow& row) {
    const auto width = columns_.size();
    if (row.count > width && std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(width), row.cells.end(),
                                         [](auto cell) { return content_of(cell).empty(); })) {
      ++extra_rows_;
    }
    for (std::size_t i = 0; i < std::min(width, row.cells.size()); ++i) look_at(row.cells[i], columns_[i]);
    if (files_ && *files_ < row.cells.size()) note_file(stripped(row.cells[*files_]));
  }

  Result<Done> check_readable(const CsvRow& row) const {
    const auto line = static_cast<std::int64_t>(row.line);
    if (row.text.find('\0') != std::string_view::npos)
      return cannot_repair(Message(WERKBANK_TEXT("dataset",
                                                 "From line %1 on, the table holds bytes that are not text. Save it "
                                                 "again from the program it was made with, as CSV UTF-8."),
                                   {line}));
    if (!row.closed)
      return cannot_repair(Message(WERKBANK_TEXT("dataset",
                                                 "On line %1 a text begins with a quotation mark that is never closed. "
                                                 "Repair that line first: only you know where the text ends."),
                                   {line}));
    if (row.cut || row.cells.size() != row.count)
      return cannot_repair(Message(WERKBANK_TEXT("dataset",
                                                 "Line %1 is too long to be a row of a table. Look whether "
                                                 "this is the right file."),
                                   {line}));
    return Done{};
  }

  void read_header(const CsvRow& row) {
    std::set<std::string, std::less<>> taken;
    for (const auto cell : row.cells) taken.insert(content_of(cell));
    std::set<std::string, std::less<>> used;
    for (const auto cell : row.cells) {
      note_bytes(cell);
      auto name = content_of(cell);
      if (!name.empty() && !used.insert(name).second) {
        const auto before = name;
        for (int number = 2; taken.contains(name) || used.contains(name); ++number)
          name = before + " (" + std::to_string(number) + ')';
        used.insert(name);
        if (renamed_++ == 0) std::tie(renamed_from_, renamed_to_) = std::pair(before, name);
      }
      Column column;
      const auto& kinds = repairs_.rules_.kind_columns;
      column.has_kinds = std::find(kinds.begin(), kinds.end(), name) != kinds.end();
      column.numbers_only = repairs_.rules_.has_numbers;
      columns_.push_back(std::move(column));
      repairs_.columns_.push_back({name, false, false, {}});
    }
    mark_files();
  }

  void mark_files() {
    if (!repairs_.rules_.file_column) return;
    std::vector<std::string> names;
    for (const auto& column : repairs_.columns_) names.push_back(column.name);
    const auto files = repairs_.rules_.file_column(names);
    if (!files) return;
    repairs_.columns_[*files].files = true;
    columns_[*files].numbers_only = false;
    files_ = *files;
  }

  void note_file(std::string_view name) {
    const auto called = repairs_.rules_.file_called(name);
    if (!called || *called == name) return;
    if (renamed_files_++ == 0) std::tie(file_before_, file_after_) = std::pair(std::string(name), *called);
  }

  void note_bytes(std::string_view cell) {
    if (find_invalid_utf8(cell) == std::string_view::npos) return;
    if (foreign_cells_++ == 0) foreign_example_ = clipped(content_of(cell));
  }

  void look_at(std::string_view raw, Column& column) {
    note_bytes(raw);
    const auto cell = readable(raw);
    const auto value = look_at_cell(cell);
    if (value.text.size() != cell.size()) ++spaced_cells_;
    if (value.missing) return;
    if (column.has_kinds) add_kind(std::string(value.text), column);
    if (!column.numbers_only) return;
    if (!value.number()) {
      column.numbers_only = false;
      return;
    }
    column.has_thousands = column.has_thousands || may_be_thousands(value);
    if (!has_decimal_comma(value)) return;
    if (column.commas++ == 0) column.comma_example = std::string(value.text);
    column.comma_is_decimal = column.comma_is_decimal || !may_be_either(value);
  }

  static void add_kind(const std::string& word, Column& column) {
    const auto known = column.kinds.find(word);
    if (known != column.kinds.end()) {
      ++known->second.rows;
    } else if (column.kinds.size() < most_spellings) {
      column.kinds.emplace(word, Kind{1, column.kinds.size()});
    } else {
      column.has_kinds = false;
      column.kinds.clear();
    }
  }

  void finish_numbers(std::size_t index) {
    const auto& column = columns_[index];
    if (!column.numbers_only || column.has_thousands || !column.comma_is_decimal) return;
    repairs_.columns_[index].comma = true;
    tell(RepairKind::decimal_comma, repairs_.columns_[index].name, column.commas, column.comma_example,
         with_point(column.comma_example));
  }

  /// Of those that are equal but for capitals and spaces, the one that comes most often; of two the first.
  void finish_kinds(std::size_t index) {
    const auto& column = columns_[index];
    if (!column.has_kinds) return;
    std::map<QString, std::vector<const std::pair<const std::string, Kind>*>> same;
    for (const auto& kind : column.kinds) same[folded_word(kind.first)].push_back(&kind);
    TableRepair repair{RepairKind::spelling, repairs_.columns_[index].name, 0, {}, {}};
    for (auto& [fold, kinds] : same) {
      std::sort(kinds.begin(), kinds.end(), [](const auto* a, const auto* b) {
        return a->second.rows != b->second.rows ? a->second.rows > b->second.rows : a->second.place < b->second.place;
      });
      for (std::size_t i = 1; i < kinds.size(); ++i) {
        repairs_.columns_[index].spelling.emplace(kinds[i]->first, kinds[0]->first);
        repair.count += kinds[i]->second.rows;
        if (repair.before.empty()) std::tie(repair.before, repair.after) = std::pair(kinds[i]->first, kinds[0]->first);
      }
    }
    if (repair.count > 0) tell(repair.kind, repair.column, repair.count, repair.before, repair.after);
  }

  void tell(RepairKind kind, const std::string& column, std::uint64_t count, const std::string& before,
            const std::string& after) {
    repairs_.list_.push_back({kind, clipped(column), count, clipped(before), clipped(after)});
  }

  TableRepairs& repairs_;
  std::vector<Column> columns_;
  std::optional<std::size_t> files_;  ///< the column that names them
  std::uint64_t foreign_cells_ = 0;
  std::string foreign_example_;
  std::uint64_t renamed_ = 0;
  std::string renamed_from_;
  std::string renamed_to_;
  std::uint64_t empty_rows_ = 0;
  std::uint64_t extra_rows_ = 0;
  std::uint64_t spaced_cells_ = 0;
  std::uint64_t renamed_files_ = 0;
  std::string file_before_;
  std::string file_after_;
};

Message TableRepair::sentence() const {
  const auto times = static_cast<std::int64_t>(count);
  switch (kind) {
    case RepairKind::separator_line:
      return Message(WERKBANK_TEXT("dataset", "The first line, “sep=”, is for Excel only. It goes."));
    case RepairKind::encoding:
      if (count == 0)
        return Message(WERKBANK_TEXT("dataset", "The table is written as %1, and becomes %2."), {before, after});
      return Message(
          WERKBANK_TEXT("dataset",
                        "Letters that were not saved as UTF-8, in %1 cells. In the copy they read well, as in “%2”."),
          {times, after});
    case RepairKind::column_names:
      return Message(
          WERKBANK_TEXT("dataset", "Columns with a name that comes twice: %1. The second “%2” becomes “%3”."),
          {times, before, after});
    case RepairKind::empty_rows:
      return Message(WERKBANK_TEXT("dataset", "Rows in which nothing is filled in: %1. They go."), {times});
    case RepairKind::extra_cells:
      return Message(WERKBANK_TEXT("dataset", "Rows with empty cells after the last column: %1. Those cells go."),
                     {times});
    case RepairKind::spaces:
      return Message(WERKBANK_TEXT("dataset", "Cells with spaces before or after what they hold: %1. The spaces go."),
                     {times});
    case RepairKind::decimal_comma:
      return Message(WERKBANK_TEXT("dataset",
                                   "Numbers with a decimal comma in the column “%1”: %2. For example %3 "
                                   "becomes %4."),
                     {column, times, before, after});
    case RepairKind::spelling:
      return Message(WERKBANK_TEXT("dataset",
                                   "Kinds that are written in more than one way in the column “%1”: %2 "
                                   "cells. For example “%3” becomes “%4”."),
                     {column, times, before, after});
    case RepairKind::file_names:
      return Message(
          WERKBANK_TEXT("dataset",
                        "Files that are called a little differently in the column “%1” than on the disk: %2. "
                        "For example “%3” becomes “%4”."),
          {column, times, before, after});
  }
  return {};
}

Result<TableRepairs> TableRepairs::find(const fs::path& table, const TableRules& rules, const ProgressSink& progress,
                                        const std::stop_token& stop) {
  TableRepairs repairs;
  repairs.rules_ = rules;
  repairs.table_ = table;
  WERKBANK_TRY(repairs.state_, state_of(table));
  WERKBANK_TRY(auto opened, open_table(table));
  auto& reader = opened.reader;
  repairs.delimiter_ = reader.delimiter();
  if (opened.had_separator_line) repairs.list_.push_back({RepairKind::separator_line, {}, 1, {}, {}});
  TableLook look(repairs);
  CsvRow row;
  for (std::uint64_t rows = 0;; ++rows) {
    if (rows % rows_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      if (progress)
        progress({Message(WERKBANK_TEXT("dataset", "Looking what can be repaired")), reader.bytes_read(),
                  repairs.state_.bytes});
    }
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more) break;
    WERKBANK_CHECK(look.add(row));
  }
  look.finish(reader);
  for (const auto& one : repairs.list_)
    repairs.lines_.push_back({one.sentence(), one.column, one.count, one.before, one.after});
  return repairs;
}

std::string TableRepairs::cell_of(std::string_view raw, const Column& column) const {
  if (column.files) {
    if (auto called = rules_.file_called(stripped(raw))) return std::move(*called);
  }
  const auto cell = readable(raw);
  const auto value = look_at_cell(cell);
  std::string word(value.text);
  if (column.comma && has_decimal_comma(value)) return with_point(word);
  const auto other = column.spelling.find(word);
  return other == column.spelling.end() ? word : other->second;
}

std::vector<std::string> TableRepairs::cells_of(const CsvRow& row, bool is_header) const {
  auto count = row.cells.size();
  while (count > columns_.size() && content_of(row.cells[count - 1]).empty()) --count;
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= columns_.size()) {
      cells.push_back(content_of(row.cells[i]));
    } else {
      cells.push_back(is_header ? columns_[i].name : cell_of(row.cells[i], columns_[i]));
    }
  }
  return cells;
}

Result<std::uint64_t> TableRepairs::write_rows(CsvReader& reader, std::FILE* file, const ProgressSink& progress,
                                               const std::stop_token& stop) const {
  const auto put = [file](std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size();
  };
  bool written = put(byte_order_mark);
  std::uint64_t sum = 0;
  bool is_header = true;  // the first row that holds anything
  CsvRow row;
  for (std::uint64_t rows = 0; written; ++rows) {
    if (rows % rows_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      if (progress)
        progress({Message(WERKBANK_TEXT("dataset", "Writing the repaired copy")), reader.bytes_read(), state_.bytes});
    }
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more) break;
    if (is_empty(row)) continue;
    const auto cells = cells_of(row, std::exchange(is_header, false));
    sum = add_row(sum, cells);
    written = put(line_of(cells, delimiter_));
  }
  if (!written || std::fflush(file) != 0) return local_file_error(table_.parent_path(), errno);
  return sum;
}

// A table whose columns are found by other signs once it is repaired would not say the same any more.
Result<Done> TableRepairs::check_copy(const fs::path& copy, std::uint64_t sum, const std::stop_token& stop) const {
  WERKBANK_TRY(auto opened, open_table(copy));
  auto& reader = opened.reader;
  std::uint64_t found = 0;
  CsvRow row;
  for (std::uint64_t rows = 0;; ++rows) {
    if (rows % rows_between_looks == 0 && stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more) break;
    found = add_row(found, row.cells);
  }
  if (found == sum) return Done{};
  return cannot_repair(Message(WERKBANK_TEXT(
      "dataset",
      "Werkbank cannot repair this table safely: the copy would not read as the same table. Repair it in the "
      "program it was made with, and save it as CSV UTF-8.")));
}

Result<Done> TableRepairs::write(const fs::path& copy, const ProgressSink& progress,
                                 const std::stop_token& stop) const {
  return make_whole(copy, [&](const fs::path& place) -> Result<Done> {
    WERKBANK_TRY(auto opened, open_table(table_));
    auto file = make_new_file(place);
    if (!file) return local_file_error(place, errno);
    WERKBANK_TRY(const auto sum, write_rows(opened.reader, file.get(), progress, stop));
    file.reset();
    WERKBANK_TRY(const auto now, state_of(table_));
    if (now != state_) return changed_meanwhile(table_);
    return check_copy(place, sum, stop);
  });
}

}  // namespace werkbank
