// Any bytes as conversations: lines that come in blocks of any size, and what is understood of each. What must hold is
// in the aborts.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/catalogue/check_rules.h"
#include "core/dataset/conversation_check.h"
#include "core/dataset/csv_reader.h"

namespace {

using namespace werkbank;

DataItem item_with_all_rules() {
  DataItem item;
  item.format = DataFormat::conversations;
  for (const auto& rule : check_rules()) {
    if (rule.format != DataFormat::conversations) continue;
    DataCheck check;
    check.rule = std::string(rule.name);
    check.message = check.advice = {"{file} {line} {value} {count} {limit}", "{file} {line} {value} {count} {limit}"};
    for (const auto& argument : rule.arguments) {
      if (argument.kind == RuleArgument::Kind::integer_parameter)
        check.arguments[std::string(argument.name)] = std::string("length");
      else
        check.arguments[std::string(argument.name)] = 1.0;
    }
    item.checks.push_back(check);
  }
  return item;
}

// The lines as one text: must not depend on where the blocks end.
std::string lines_of(std::string_view text, std::size_t step) {
  std::string all;
  constexpr std::size_t longest = 50;
  BoundedLines lines(longest, [&](const BoundedLines::Line& line) {
    if (line.text.size() > longest) std::abort();
    all += std::to_string(line.number) + (line.cut ? "!" : ":") + std::string(line.text) + "\n";
  });
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size()))) lines.add(text.substr(0, step));
  lines.finish();
  return all;
}

void look_at(std::string_view line) {
  const auto found = parse_conversation(line);
  bool answered = false;
  for (std::size_t i = 0; i < found.turns.size(); ++i) {
    const auto role = found.turns[i].role;
    if (found.turns[i].text.empty() || (role == ConversationRole::system && i > 0)) std::abort();
    if (i > 0 && role == found.turns[i - 1].role) std::abort();
    answered = answered || role == ConversationRole::assistant;
  }
  if (found.rule.empty() && !answered) std::abort();
  if (!found.rule.empty() && find_check_rule(found.rule) == nullptr) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole_lines = lines_of(text, 1U << 16U);
  if (whole_lines != lines_of(text, 1) || whole_lines != lines_of(text, 7)) std::abort();
  static const DataItem item = item_with_all_rules();
  static const ParameterValues values{{"length", std::int64_t{20}}};
  Findings findings;
  DataReport report;
  ConversationRules rules(item, values, findings, report);
  BoundedLines lines(rules.longest_line(), [&](const BoundedLines::Line& line) {
    look_at(line.text);
    rules.add(line);
  });
  rules.begin_file("chat.jsonl", size % 2 == 0);
  lines.add(text);
  lines.finish();
  rules.end_file();
  auto table = CsvReader::read_from([text, at = std::size_t{0}]() mutable -> Result<std::string_view> {
    const auto block = text.substr(at, 777);
    at += block.size();
    return block;
  });
  rules.begin_file("chat.csv", size % 3 == 0);
  CsvRow row;
  while (table->next(row).value()) rules.add_row(row);
  rules.end_file();
  rules.finish();
  // Twice: as lines, and as a table. UTF-16 becomes longer.
  if (report.size.text_bytes > 4 * size || report.table.rows.size() > 6) std::abort();
  for (const auto& one : findings.take()) {
    if (one.message.english().empty() || one.message.in(Language::dutch).contains(u'\n')) std::abort();
  }
  return 0;
}
