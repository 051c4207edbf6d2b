// Any bytes as a table: read in small blocks, and checked by every rule. What must hold is in the aborts.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/catalogue/check_rules.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/table_check.h"

namespace {

using namespace werkbank;

CsvReader::Source in_blocks(std::string_view text, std::size_t step) {
  return [text, step, at = std::size_t{0}]() mutable -> Result<std::string_view> {
    const auto block = text.substr(at, step);
    at += block.size();
    return block;
  };
}

DataItem item_with_all_rules() {
  DataItem item;
  for (const auto& rule : check_rules()) {
    if (rule.format != DataFormat::csv) continue;
    DataCheck check;
    check.rule = std::string(rule.name);
    check.message = check.advice = {"{file} {line} {column} {value} {count} {limit}",
                                    "{file} {line} {column} {value} {count} {limit}"};
    for (const auto& argument : rule.arguments) {
      if (argument.kind == RuleArgument::Kind::column_parameter)
        check.arguments[std::string(argument.name)] = std::string("target");
      else
        check.arguments[std::string(argument.name)] = 0.5;
    }
    item.checks.push_back(check);
  }
  return item;
}

// The rows as one text: must not depend on where the blocks end.
std::string rows_of(std::string_view text, std::size_t step) {
  auto reader = CsvReader::read_from(in_blocks(text, step));
  std::string all;
  CsvRow row;
  std::uint64_t last_line = 0;
  while (reader->next(row).value()) {
    if (row.line <= last_line || row.count < row.cells.size()) std::abort();
    last_line = row.line;
    all += std::to_string(row.line) + "/" + std::to_string(row.count) + ":" + std::string(row.text) + "\n";
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = rows_of(text, 1U << 16U);
  if (whole != rows_of(text, 3)) std::abort();
  static const DataItem item = item_with_all_rules();
  static const JobTemplate job_template;
  static const ParameterValues values{{"target", std::string("target")}};
  auto reader = CsvReader::read_from(in_blocks(text, 777));
  Findings findings;
  DataReport report;
  if (!TableCheck(job_template, item, values, "table.csv", findings)
           .run(reader.value(), report, [](std::uint64_t) {}, {})
           .ok())
    std::abort();
  for (const auto& one : findings.take()) {
    if (one.message.english().empty() || one.message.in(Language::dutch).contains(u'\n')) std::abort();
  }
  return 0;
}
