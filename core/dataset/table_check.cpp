#include "core/dataset/table_check.h"

#include <algorithm>
#include <map>

#include "core/dataset/csv_reader.h"

namespace werkbank {
namespace {

constexpr std::size_t preview_rows = 20;
constexpr std::size_t preview_cell = 200;  // bytes
constexpr std::size_t preview_columns = 1000;
constexpr std::size_t longest_column_name = 400;  // bytes of a column's name

bool is_year(double number) { return number >= 1900 && number <= 2100; }

// A cell that nobody would write as a column's name. Years are, and months: "2023;2024;2025", "mei 2024;juni 2024".
bool is_data(std::string_view cell) {
  const auto value = look_at_cell(cell);
  const bool is_digit = !value.text.empty() && value.text[0] >= '0' && value.text[0] <= '9';
  return (value.date && is_digit) || (value.number() && !is_year(*value.number()));
}

// The name as the training scripts know it.
std::string column_name(std::string_view cell, std::size_t index) {
  auto name = readable(stripped(cell));
  if (name.size() > longest_column_name) name = clipped(name, longest_column_name);
  return name.empty() ? "column " + std::to_string(index + 1) : name;
}

}  // namespace

void TableCheck::Odd::add(std::uint64_t line) {
  if (rows++ == 0) first_line = line;
}

TableCheck::TableCheck(const JobTemplate& job_template, const DataItem& item, const ParameterValues& values,
                       std::string file, Findings& findings)
    : job_template_(job_template), item_(item), values_(values), file_(std::move(file)), findings_(findings) {}

FoundAt TableCheck::here() const {
  FoundAt at;
  at.file = file_;
  return at;
}

FoundAt TableCheck::here(std::size_t column) const {
  auto at = here();
  at.column = header_[column];
  return at;
}

// What people choose when they think their workbook is a CSV.
bool TableCheck::is_other_format(std::string_view head) {
  if (head.starts_with("PK\x03\x04") || head.starts_with("\xD0\xCF\x11\xE0")) {
    findings_.add(
        "plain_text", Severity::error,
        Message(WERKBANK_TEXT("dataset", "%1 is an Excel workbook or a zip file, not a table as plain text."), {file_}),
        Message(WERKBANK_TEXT("dataset", "Open it in Excel, choose Save as, and then CSV UTF-8. Use that file here.")),
        here());
    return true;
  }
  if (head.starts_with("%PDF")) {
    findings_.add("plain_text", Severity::error,
                  Message(WERKBANK_TEXT("dataset", "%1 is a PDF, not a table as plain text."), {file_}),
                  Message(WERKBANK_TEXT("dataset", "Ask for the table itself, as an Excel or CSV file.")), here());
    return true;
  }
  return false;
}

Result<Done> TableCheck::run(CsvReader& reader, DataReport& report, const std::function<void(std::uint64_t)>& at,
                             const std::stop_token& stop) {
  if (is_other_format(reader.head())) return Done{};
  CsvRow row;
  std::uint64_t read = 0;
  while (true) {
    if (read++ % rows_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      at(reader.bytes_read());
    }
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more) break;
    look_at_bytes(row);
    if (header_.empty()) {
      read_header(row);
    } else {
      read_row(row, report);
    }
  }
  finish(reader, report);
  return Done{};
}

void TableCheck::look_at_bytes(const CsvRow& row) {
  const auto line_of = [&](std::size_t place) {
    const auto before = row.text.substr(0, place);
    return row.line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  };
  if (!row.cut) {  // a cut may go through a character
    if (const auto place = find_invalid_utf8(row.text); place != std::string_view::npos) invalid_.add(line_of(place));
  }
  if (const auto place = row.text.find('\0'); place != std::string_view::npos) zero_.add(line_of(place));
  if (row.closed) return;
  auto where = here();
  where.line = row.line;
  findings_.add(
      "closed_quotes", Severity::error,
      Message(WERKBANK_TEXT("dataset", "On line %2 of %1 a text begins with a quotation mark that is never closed."),
              {file_, whole(row.line)}),
      Message(WERKBANK_TEXT("dataset", "Remove the quotation mark on that line, or put one at the end of the text.")),
      where);
}

void TableCheck::read_header(const CsvRow& row) {
  header_line_ = row.line;
  for (std::size_t i = 0; i < row.cells.size(); ++i) header_.push_back(column_name(row.cells[i], i));
  columns_.resize(header_.size());
  constexpr std::size_t all_hashes = 2'000'000;
  capacity_ = std::clamp<std::size_t>(all_hashes / header_.size(), 64, 1024);
  choose_target();
  link_ = std::make_unique<TargetLink>(header_.size(), target_);
  personal_ = std::make_unique<PersonalColumns>(header_);
  row_rules_ = row_rules(item_.checks, values_, header_,
                         [this](const DataCheck& check, const char* name) { return column_for(check, name); });
  check_header(row);
}

// What other columns may not give away.
void TableCheck::choose_target() {
  target_ = header_.size();
  for (const auto& check : item_.checks) {
    if (check.rule == "target_leak") target_ = target_of(check);
  }
}

std::size_t TableCheck::column_of(const std::string& name) const {
  return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), stripped(name)) - header_.begin());
}

// As long as a question has no answer, the last column; none where another one may well be proposed, or no column is an
// answer too.
std::optional<std::size_t> TableCheck::column_for(const DataCheck& check, const char* name) const {
  const auto argument = check.arguments.find(name);
  if (argument == check.arguments.end()) return std::nullopt;
  const auto wanted = answer_argument(check, name, values_);
  if (wanted.empty()) {
    const auto* key = std::get_if<std::string>(&argument->second);
    const auto* parameter = key == nullptr ? nullptr : job_template_.parameter(*key);
    if (parameter != nullptr && (parameter->optional || parameter->holds != ColumnHolds::anything)) return std::nullopt;
    return header_.size() - 1;
  }
  const auto column = column_of(wanted);
  return column < header_.size() ? std::optional(column) : std::nullopt;
}

std::size_t TableCheck::target_of(const DataCheck& check) const {
  return column_for(check, "parameter").value_or(header_.size());
}

void TableCheck::check_header(const CsvRow& row) {
  const auto data = std::count_if(row.cells.begin(), row.cells.end(), is_data);
  const auto empty =
      std::count_if(row.cells.begin(), row.cells.end(), [](auto cell) { return stripped(cell).empty(); });
  const bool no_names = 2 * data >= static_cast<std::ptrdiff_t>(row.cells.size()) ||
                        2 * empty > static_cast<std::ptrdiff_t>(row.cells.size());
  std::map<std::string, std::uint64_t> times;
  for (const auto& name : header_) ++times[name];
  for (const auto& check : item_.checks) {
    auto at = here();
    at.line = header_line_;
    if (check.rule == "has_header" && no_names) {
      at.value = clipped(readable(row.cells[0]));
      findings_.add(check, at);
    }
    if (check.rule != "unique_headers") continue;
    for (const auto& [name, count] : times) {
      if (count < 2) continue;
      at.column = name;
      at.value = clipped(name);
      at.count = whole(count);
      findings_.add(check, at);
    }
  }
}

void TableCheck::read_row(const CsvRow& row, DataReport& report) {
  ++rows_;
  if (report.table.rows.size() < preview_rows) {
    auto& shown = report.table.rows.emplace_back();
    for (const auto cell : row.cells) {
      if (shown.size() < std::min(preview_columns, header_.size()))
        shown.push_back(clipped(readable(cell), preview_cell));
    }
  }
  if (row.count != header_.size() || row.cells.size() != row.count) {
    auto at = here();
    at.line = row.line;
    at.count = whole(row.count);
    at.limit = whole(header_.size());
    for (const auto& check : item_.checks) {
      if (check.rule == "same_column_count") findings_.add(check, at);
    }
    return;
  }
  ++whole_rows_;
  cells_.clear();
  for (const auto cell : row.cells) cells_.push_back(look_at_cell(cell));
  for (std::size_t i = 0; i < cells_.size(); ++i) columns_[i].add(cells_[i], row.line, capacity_);
  link_->add(cells_);
  for (const auto& rule : row_rules_) rule->add(cells_, row.line);
  personal_->add(cells_, row.line);
}

void TableCheck::finish(const CsvReader& reader, DataReport& report) {
  report_bytes(reader);
  // What concerns people comes before what concerns the model.
  if (personal_) personal_->finish(here(), findings_);
  for (const auto& check : item_.checks) apply(check);
  for (const auto& rule : row_rules_) rule->finish(here(), findings_);
  report.size.rows = rows_;
  report.size.columns = header_.size();
  report.columns = header_;
  report.table.header = header_;
  if (report.table.header.size() > preview_columns) report.table.header.resize(preview_columns);
  propose(report);
}

void TableCheck::report_bytes(const CsvReader& reader) {
  auto at = here();
  if (zero_.rows > 0) {
    at.line = zero_.first_line;
    findings_.add(
        "plain_text", Severity::error,
        Message(WERKBANK_TEXT(
                    "dataset",
                    "From line %2 on, %1 holds bytes that are not text. The file is damaged or is something else."),
                {file_, whole(zero_.first_line)}),
        Message(WERKBANK_TEXT("dataset", "Save the table again from the program it was made with, as CSV UTF-8.")), at);
  }
  const bool wide = reader.encoding() != TextEncoding::utf8;
  if (!wide && invalid_.rows == 0) return;
  at.line = wide ? 1 : invalid_.first_line;
  at.value = std::string(wide ? "UTF-16" : "Windows-1252");
  at.count = whole(wide ? rows_ + 1 : invalid_.rows);
  for (const auto& check : item_.checks) {
    if (check.rule == "utf8") findings_.add(check, at);
  }
}

void TableCheck::apply(const DataCheck& check) {
  auto at = here();
  if (check.rule == "has_header" && header_.empty()) {
    at.line = 1;
    at.value = std::string();
    findings_.add(check, at);
  }
  if (check.rule == "min_rows" && static_cast<double>(rows_) < number_argument(check, "rows")) {
    at.count = whole(rows_);
    at.limit = number_argument(check, "rows");
    findings_.add(check, at);
  }
  if (header_.empty()) return;
  if (check.rule == "column_exists") {
    const auto wanted = answer_argument(check, "parameter", values_);
    if (wanted.empty() || column_of(wanted) < header_.size()) return;
    at.line = header_line_;
    at.column = wanted;
    at.value = clipped(readable(wanted));
    at.count = whole(header_.size());
    findings_.add(check, at);
  }
  if (whole_rows_ == 0) return;  // nothing is known of the columns
  apply_to_target(check);
  apply_to_columns(check);
}

}  // namespace werkbank
