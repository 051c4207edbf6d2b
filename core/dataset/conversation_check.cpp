#include "core/dataset/conversation_check.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

// In the order of the type.
constexpr std::array<ConversationRole, 3> roles{ConversationRole::system, ConversationRole::user,
                                                ConversationRole::assistant};

/// What is asked: the same in capitals, or with other blanks around it.
std::uint64_t question_hash(const TaughtConversation& conversation) {
  std::string all;
  for (const auto& turn : conversation.turns) {
    if (turn.role == ConversationRole::user) all += std::string(stripped(turn.text)) + '\n';
  }
  return content_hash(lower_case(all));
}

/// Whether it is not there yet; never more than `most` are kept.
bool is_new(std::unordered_set<std::uint64_t>& seen, std::uint64_t hash, std::size_t most) {
  return seen.size() >= most ? !seen.contains(hash) : seen.insert(hash).second;
}

const DataCheck* check_of(const DataItem& item, std::string_view rule) {
  const auto found =
      std::find_if(item.checks.begin(), item.checks.end(), [&](const DataCheck& one) { return one.rule == rule; });
  return found == item.checks.end() ? nullptr : &*found;
}

double answered_number(const DataCheck& check, const char* argument, const ParameterValues& values) {
  const auto key = check.arguments.find(argument);
  const auto* name = key == check.arguments.end() ? nullptr : std::get_if<std::string>(&key->second);
  const auto value = name == nullptr ? values.end() : values.find(*name);
  const auto* whole_number = value == values.end() ? nullptr : std::get_if<std::int64_t>(&value->second);
  return whole_number == nullptr ? 0 : static_cast<double>(*whole_number);
}

bool is_conversation_name(const std::string& name) {
  return lower_case(name).ends_with(".jsonl") || is_conversation_table(name);
}

/// "test.jsonl" or "test.csv", also in a folder: only used to tell how good the model is.
bool is_test_name(const std::string& name) {
  const auto last = lower_case(name_of(name));
  return last == "test.jsonl" || last == "test.csv";
}

}  // namespace

bool is_conversation_table(const std::string& name) { return lower_case(name).ends_with(".csv"); }

Result<std::vector<std::string>> conversation_files(const fs::path& data, const std::stop_token& stop) {
  WERKBANK_TRY(const auto listed, list_files(data, stop));
  std::vector<std::string> names;
  std::error_code ignored;
  const bool is_file = fs::is_regular_file(data, ignored);
  for (const auto& entry : listed.entries) {
    std::string path(entry.path);
    if (is_file || is_conversation_name(path)) names.push_back(std::move(path));
  }
  std::stable_partition(names.begin(), names.end(), is_test_name);
  return names;
}

void ConversationRules::Few::add(std::uint64_t at) {
  if (lines++ == 0) line = at;
}

ConversationRules::ConversationRules(const DataItem& item, const ParameterValues& values, Findings& findings,
                                     DataReport& report)
    : item_(item), findings_(findings), report_(report) {
  if (const auto* check = check_of(item, "largest_line"))
    longest_line_ = std::max<std::size_t>(1, static_cast<std::size_t>(number_argument(*check, "kilobytes"))) * 1000;
  if (const auto* check = check_of(item, "longest_conversation")) {
    length_ = answered_number(*check, "length", values);
    longest_text_ = length_ * number_argument(*check, "bytes_per_token");
  }
}

void ConversationRules::begin_file(const std::string& name, bool is_test) {
  file_ = name;
  is_test_ = is_test;
  long_ = same_ = leaked_ = {};
  columns_ = {};
  std::vector<std::string> names;
  for (const auto role : roles) names.emplace_back(role_name(role));
  personal_ = std::make_unique<PersonalColumns>(names);
}

void ConversationRules::add(const BoundedLines::Line& line) {
  if (line.cut) return say("largest_line", line, {});
  if (stripped(line.text).empty()) return;
  if (find_invalid_utf8(line.text) != std::string_view::npos)
    return say("lines_utf8", line, clipped(readable(line.text)));
  take(parse_conversation(line.text), line);
}

void ConversationRules::take(const TaughtConversation& conversation, const BoundedLines::Line& line) {
  if (!conversation.rule.empty()) return say(conversation.rule.c_str(), line, conversation.value);
  look_at(conversation, line.number);
}

void ConversationRules::read_header(const CsvRow& row) {
  columns_.all = row.count;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!columns_.question && is_question_name(row.cells[i])) columns_.question = i;
    if (!columns_.answer && is_answer_name(row.cells[i])) columns_.answer = i;
  }
  if (!columns_.question || !columns_.answer)
    say("conversation_form", {row.line, {}, false}, clipped(readable(row.text)));
}

void ConversationRules::add_row(const CsvRow& row) {
  if (columns_.all == 0) return read_header(row);
  if (!columns_.question || !columns_.answer) return;  // that is what is wrong
  const BoundedLines::Line line{row.line, row.text, row.cut};
  if (row.cut || row.text.size() > longest_line_) return say("largest_line", line, {});
  if (row.count != columns_.all || row.count != row.cells.size() || !row.closed)
    return say("conversation_form", line, clipped(readable(row.text)));
  if (find_invalid_utf8(row.text) != std::string_view::npos)
    return say("lines_utf8", line, clipped(readable(row.text)));
  take(pair_conversation(row.cells[*columns_.question], row.cells[*columns_.answer]), line);
}

void ConversationRules::say(const char* rule, const BoundedLines::Line& line, const std::string& value) {
  const auto* check = check_of(item_, rule);
  if (check == nullptr) return;
  FoundAt at;
  at.file = file_;
  at.line = line.number;
  at.value = clipped(readable(value));
  if (check->rule == "largest_line") {
    at.value.reset();
    at.limit = Bytes{longest_line_};
  }
  findings_.add(*check, at);
}

void ConversationRules::look_at(const TaughtConversation& conversation, std::uint64_t line) {
  ++usable_;
  for (const auto& turn : conversation.turns) report_.size.text_bytes += turn.text.size();
  look_at_length(conversation, line);
  look_at_repeats(conversation, line);
  look_at_people(conversation, line);
  show(conversation);
}

void ConversationRules::look_at_length(const TaughtConversation& conversation, std::uint64_t line) {
  std::size_t bytes = 0;
  for (const auto& turn : conversation.turns) bytes += turn.text.size();
  if (longest_text_ > 0 && static_cast<double>(bytes) > longest_text_) long_.add(line);
}

void ConversationRules::look_at_repeats(const TaughtConversation& conversation, std::uint64_t line) {
  const auto question = question_hash(conversation);
  if (is_test_) {
    is_new(tested_, question, most_seen);
  } else if (tested_.contains(question)) {
    leaked_.add(line);
  }
  if (!is_new(seen_, conversation_hash(conversation), most_seen)) same_.add(line);
}

void ConversationRules::look_at_people(const TaughtConversation& conversation, std::uint64_t line) {
  for (const auto& turn : conversation.turns) {
    CellValue cell;
    cell.text = turn.text;
    personal_->add(static_cast<std::size_t>(turn.role), cell, line);
  }
}

void ConversationRules::show(const TaughtConversation& conversation) {
  constexpr std::size_t most_shown = 6;
  constexpr std::size_t longest_shown = 400;
  if (report_.table.rows.size() >= most_shown) return;
  auto& header = report_.table.header;
  if (header.empty()) header = {"user", "assistant"};
  std::vector<std::string> row;
  for (const auto role : {ConversationRole::user, ConversationRole::assistant}) {
    const auto turn = std::find_if(conversation.turns.begin(), conversation.turns.end(),
                                   [&](const ConversationTurn& one) { return one.role == role; });
    row.push_back(turn == conversation.turns.end() ? std::string() : clipped(turn->text, longest_shown));
  }
  report_.table.rows.push_back(std::move(row));
}

void ConversationRules::say(const DataCheck& check, const Few& few, std::optional<Message::Argument> limit) {
  if (few.lines == 0) return;
  FoundAt at;
  at.file = file_;
  at.line = few.line;
  at.count = whole(few.lines);
  at.limit = std::move(limit);
  findings_.add(check, at);
}

void ConversationRules::end_file() {
  for (const auto& check : item_.checks) {
    if (check.rule == "longest_conversation") say(check, long_, Message::Argument(length_));
    if (check.rule == "same_conversation") say(check, same_);
    if (check.rule == "question_in_test") say(check, leaked_);
  }
  FoundAt at;
  at.file = file_;
  personal_->finish(at, findings_);
}

void ConversationRules::finish() {
  report_.size.rows = usable_;
  report_.size.columns = report_.table.header.size();
  for (const auto& check : item_.checks) {
    if (check.rule != "min_conversations" || static_cast<double>(usable_) >= number_argument(check, "conversations"))
      continue;
    FoundAt at;
    at.file = file_;
    at.count = whole(usable_);
    at.limit = number_argument(check, "conversations");
    findings_.add(check, at);
  }
}

namespace {

/// A table through the rules. Error: local_file.
Result<Done> read_table_of(const fs::path& path, ConversationRules& rules, const std::function<void(std::size_t)>& at,
                           const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, CsvReader::open(path));
  constexpr std::uint64_t bytes_between_looks = 1U << 18U;
  CsvRow row;
  std::uint64_t told = 0;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const bool more, reader.next(row));
    if (more) rules.add_row(row);
    if (more && reader.bytes_read() < told + bytes_between_looks) continue;
    at(static_cast<std::size_t>(reader.bytes_read() - told));
    told = reader.bytes_read();
    if (!more) return Done{};
  }
}

/// One file through the rules. Error: local_file.
Result<Done> read_file_of(const fs::path& path, ConversationRules& rules, const std::function<void(std::size_t)>& at,
                          const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(path));
  BoundedLines lines(rules.longest_line(), [&](const BoundedLines::Line& line) { rules.add(line); });
  std::optional<TextDecoder> decoder;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto block, reader.read());
    if (block.empty()) break;
    if (!decoder) {
      const auto encoding = guess_encoding(block);
      // The program on the factory reads UTF-8 alone; what follows would be no JSON to anybody.
      if (encoding != TextEncoding::utf8) {
        constexpr std::size_t shown = 60;
        TextDecoder other(encoding);
        rules.add({1, "\xFF" + std::string(other.decode(block).substr(0, shown)), false});
        return Done{};
      }
      decoder.emplace(encoding);
    }
    lines.add(decoder->decode(block));
    at(block.size());
  }
  lines.finish();
  return Done{};
}

void say_nothing_there(const DataItem& item, const fs::path& data, Findings& findings) {
  FoundAt at;
  at.file = path_text(data.filename());
  if (const auto* check = check_of(item, "has_conversations")) findings.add(*check, at);
}

}  // namespace

Result<DataReport> check_conversations(const DataItem& item, const fs::path& data, const ParameterValues& values,
                                       const ProgressSink& progress, const std::stop_token& stop) {
  // "questions/" must give the same name as "questions".
  if (data.filename().empty()) return check_conversations(item, data.parent_path(), values, progress, stop);
  WERKBANK_TRY(const auto names, conversation_files(data, stop));
  Findings findings;
  DataReport report;
  std::error_code error;
  const bool is_file = fs::is_regular_file(data, error);
  std::uint64_t total = 0;
  for (const auto& name : names) total += fs::file_size(is_file ? data : manifest_file(data, name), error);
  ConversationRules rules(item, values, findings, report);
  for (const auto& name : names) {
    const auto file = is_file ? data : manifest_file(data, name);
    const auto at = [&](std::size_t bytes) {
      report.size.bytes += bytes;
      if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking %1"), {name}), report.size.bytes, total});
    };
    rules.begin_file(name, !is_file && is_test_name(name));
    WERKBANK_CHECK(is_conversation_table(name) ? read_table_of(file, rules, at, stop)
                                               : read_file_of(file, rules, at, stop));
    rules.end_file();
  }
  report.files = names.size();
  if (report.size.bytes == 0) {
    say_nothing_there(item, data, findings);
  } else {
    rules.finish();
  }
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
