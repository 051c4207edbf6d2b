// Any bytes as words with tags, as CoNLL and as pages: what is read of each line, and every rule over all of them. What
// must hold is in the aborts.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/catalogue/check_rules.h"
#include "core/dataset/conversation.h"
#include "core/dataset/marked_check.h"
#include "core/dataset/page_text.h"
#include "core/dataset/text_encoding.h"

namespace {

using namespace werkbank;

DataItem item_with_all_rules() {
  DataItem item;
  for (const auto& rule : check_rules()) {
    if (rule.format != DataFormat::csv) continue;
    DataCheck check;
    check.rule = std::string(rule.name);
    check.message = check.advice = {"{file} {line} {value} {count} {limit}", "{file} {line} {value} {count} {limit}"};
    for (const auto& argument : rule.arguments) check.arguments[std::string(argument.name)] = 3.0;
    item.checks.push_back(check);
  }
  return item;
}

void look_at(std::string_view line) {
  const auto read = read_marked_line(line);
  if (read.kind == MarkedLine::Kind::word && (read.word.empty() || read.tag.empty() || read.columns < 2)) std::abort();
  const auto tag = read_mark_tag(read.tag);
  if (tag && tag->part != 'O' &&
      (tag->kind.empty() || std::string_view("BIES").find(tag->part) == std::string_view::npos))
    std::abort();
  const auto shown = page_text(readable(line), 50);
  if (shown.size() > 60 || shown.find('\n') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const DataItem item = item_with_all_rules();
  Findings findings;
  DataReport report;
  MarkedRules rules(item, "a.conll", findings, report);
  BoundedLines lines(1000, [&](const BoundedLines::Line& line) {
    look_at(line.text);
    rules.add_line(line.number, line.text);
  });
  lines.add(text);
  lines.finish();
  rules.finish();
  if (report.table.rows.size() > 8) std::abort();
  for (const auto& row : report.table.rows) {
    if (row.size() != 2 || row[0].size() > 410 || find_invalid_utf8(row[0] + row[1]) != std::string::npos) std::abort();
  }
  for (const auto& one : findings.take()) {
    if (one.message.english().empty() || one.message.in(Language::dutch).contains(u'\n')) std::abort();
  }
  return 0;
}
