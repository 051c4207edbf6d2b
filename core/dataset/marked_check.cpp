#include "core/dataset/marked_check.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/conversation.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view rule_of_words = "word_with_tag";
const std::vector<std::string> marked_header{"sentence", "marks"};
constexpr std::size_t longest_line = 64U << 10U;
constexpr std::size_t most_marks = 1000;  // that are counted apart
constexpr std::size_t sentences_shown = 8;
constexpr std::size_t longest_shown_sentence = 400;  // bytes of a sentence

bool is_marked_name(const std::string& path) {
  static constexpr std::string_view endings[] = {".conll", ".bio", ".iob", ".tsv", ".txt", ".csv"};
  const auto name = lower_case(path);
  return std::any_of(std::begin(endings), std::end(endings), [&](auto ending) { return name.ends_with(ending); });
}

/// The one file, or nothing, which is said.
Result<std::optional<fs::path>> find_file(const fs::path& data, Findings& findings, const std::stop_token& stop) {
  std::error_code error;
  if (fs::is_regular_file(data, error)) return std::optional(data);
  WERKBANK_TRY(const auto listed, list_files(data, stop));
  std::vector<std::string> found;
  for (const auto& entry : listed.entries) {
    if (!name_of(entry.path).starts_with('.') && is_marked_name(entry.path)) found.push_back(entry.path);
  }
  if (found.size() == 1) return std::optional(manifest_file(data, found.front()));
  FoundAt at;
  at.file = path_text(data.filename());
  const auto advice = Message(WERKBANK_TEXT(
      "dataset", "Choose the one file with your sentences: its name ends in conll, bio, iob, tsv, txt or csv."));
  if (found.empty())
    findings.add("one_file", Severity::error,
                 Message(WERKBANK_TEXT("dataset", "There is no file of sentences in the folder %1."), {at.file}),
                 advice, at);
  else
    findings.add(
        "one_file", Severity::error,
        Message(
            WERKBANK_TEXT("dataset", "There are %2 files in the folder %1 that may hold sentences, such as %3 and %4."),
            {at.file, whole(found.size()), clipped(readable(found[0])), clipped(readable(found[1]))}),
        advice, at);
  return std::optional<fs::path>();
}

/// The names on the first line, were it one of a table.
std::vector<std::string> names_on(std::string_view line) {
  std::vector<std::string> names(1);
  for (const char c : line.substr(0, std::min(line.size(), longest_line))) {
    if (std::string_view(";,\t|").find(c) == std::string_view::npos)
      names.back() += c;
    else
      names.emplace_back();
  }
  for (auto& name : names) {
    auto inside = stripped(name);
    while (inside.starts_with('"')) inside.remove_prefix(1);
    while (inside.ends_with('"')) inside.remove_suffix(1);
    name = std::string(stripped(inside));
  }
  return names;
}

struct Head {
  TextEncoding encoding = TextEncoding::utf8;
  bool is_table = false;
};

Result<Head> look_at_head(const fs::path& file) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  WERKBANK_TRY(const auto block, reader.read());
  Head head;
  head.encoding = guess_encoding(block);
  TextDecoder decoder(head.encoding);
  const auto text = decoder.decode(block);
  head.is_table = marked_columns(names_on(text.substr(0, std::min(text.find('\n'), text.size())))).has_value();
  return head;
}

using At = std::function<void(std::uint64_t)>;

Result<Done> read_lines(const fs::path& file, TextEncoding encoding, MarkedRules& rules, const At& at,
                        const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  std::uint64_t not_utf8 = 0;
  std::uint64_t first = 0;
  BoundedLines lines(longest_line, [&](const BoundedLines::Line& line) {
    if (find_invalid_utf8(line.text) != std::string_view::npos && not_utf8++ == 0) first = line.number;
    rules.add_line(line.number, line.cut ? std::string_view("\x01") : line.text);
  });
  TextDecoder decoder(encoding);
  std::uint64_t done = 0;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto block, reader.read());
    if (block.empty()) break;
    lines.add(decoder.decode(block));
    at(done += block.size());
  }
  lines.finish();
  if (not_utf8 > 0) rules.say("utf8", first, {}, whole(not_utf8));
  return Done{};
}

/// Rows of which the words of one sentence stand together.
class MarkedTable {
 public:
  explicit MarkedTable(MarkedRules& rules) : rules_(rules) {}

  /// False when the table cannot be read on.
  bool add(const CsvRow& row) {
    if (find_invalid_utf8(row.text) != std::string_view::npos && not_utf8_++ == 0) first_ = row.line;
    if (width_ == 0) return read_header(row);
    const bool is_whole = row.count == width_ && row.cells.size() == row.count && row.closed && !row.cut;
    if (!is_whole) {
      rules_.say("even_columns", row.line, {}, whole(row.count), whole(width_));
      return true;
    }
    const auto sentence = content_hash(row.cells[*columns_.sentence]);
    if (sentence != sentence_) rules_.end_sentence();
    sentence_ = sentence;
    const auto word = stripped(row.cells[columns_.word]);
    if (word.empty())
      rules_.say(rule_of_words, row.line, clipped(readable(row.text)));
    else
      rules_.add_word(row.line, word, stripped(row.cells[columns_.tag]));
    return true;
  }

  void finish() {
    if (not_utf8_ > 0) rules_.say("utf8", first_, {}, whole(not_utf8_));
  }

 private:
  bool read_header(const CsvRow& row) {
    width_ = row.count;
    std::vector<std::string> names;
    for (const auto cell : row.cells) names.emplace_back(stripped(cell));
    const auto columns = marked_columns(names);
    if (columns) columns_ = *columns;
    if (!columns || !columns->sentence) rules_.say("sentence_column", row.line);
    return columns && columns->sentence;
  }

  MarkedRules& rules_;
  MarkedColumns columns_;
  std::uint64_t width_ = 0;
  std::uint64_t sentence_ = 0;
  std::uint64_t not_utf8_ = 0;
  std::uint64_t first_ = 0;
};

Result<Done> read_table(const fs::path& file, MarkedRules& rules, const At& at, const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, CsvReader::open(file));
  MarkedTable table(rules);
  CsvRow row;
  for (std::uint64_t rows = 0;; ++rows) {
    if (rows % rows_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      at(reader.bytes_read());
    }
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more || !table.add(row)) break;
  }
  table.finish();
  return Done{};
}

}  // namespace

bool asks_marked_words(const DataItem& item) {
  return std::any_of(item.checks.begin(), item.checks.end(),
                     [](const DataCheck& one) { return one.rule == rule_of_words; });
}

bool shows_marked_words(const DataReport& report) {
  return report.table.header == marked_header && report.columns.empty();
}

MarkedRules::MarkedRules(const DataItem& item, std::string file, Findings& findings, DataReport& report)
    : item_(item), file_(std::move(file)), findings_(findings), report_(report) {
  if (const auto* check = check_of("longest_sentence"))
    most_words_ = static_cast<std::uint64_t>(number_argument(*check, "words"));
}

const DataCheck* MarkedRules::check_of(std::string_view rule) const {
  const auto found =
      std::find_if(item_.checks.begin(), item_.checks.end(), [&](const DataCheck& one) { return one.rule == rule; });
  return found == item_.checks.end() ? nullptr : &*found;
}

void MarkedRules::say(std::string_view rule, std::uint64_t line, std::optional<Message::Argument> value,
                      std::optional<Message::Argument> count, std::optional<Message::Argument> limit) {
  const auto* check = check_of(rule);
  if (check == nullptr) return;
  FoundAt at;
  at.file = file_;
  if (line > 0) at.line = line;
  at.value = std::move(value);
  at.count = std::move(count);
  at.limit = std::move(limit);
  findings_.add(*check, at);
}

void MarkedRules::add_line(std::uint64_t line, std::string_view text) {
  const auto found = read_marked_line(text);
  switch (found.kind) {
    case MarkedLine::Kind::between:
      return end_sentence();
    case MarkedLine::Kind::wrong:
      return say(rule_of_words, line, clipped(readable(stripped(text))));
    case MarkedLine::Kind::word:
      break;
  }
  if (columns_ == 0) columns_ = found.columns;
  if (found.columns != columns_) say("even_columns", line, {}, whole(found.columns), whole(columns_));
  add_word(line, found.word, found.tag);
}

void MarkedRules::add_word(std::uint64_t line, std::string_view word, std::string_view tag) {
  if (words_++ == 0) {
    first_line_ = line;
    text_.tell_line(line);
  }
  text_.add(word);
  text_.add(" ");
  if (words_ == most_words_ + 1 && most_words_ > 0) say("longest_sentence", first_line_, {}, {}, whole(most_words_));
  const auto read = read_mark_tag(tag);
  if (!read) return say("known_tag", line, clipped(readable(tag)));
  const bool begins = scheme_.add(*read, readable(tag), line);
  if (begins) count_mark(read->kind, line);
  show(word, *read, begins);
}

void MarkedRules::count_mark(std::string_view kind, std::uint64_t line) {
  auto found = kinds_.find(kind);
  if (found == kinds_.end()) {
    if (kinds_.size() >= most_marks) return;
    found = kinds_.emplace(std::string(kind), Kind{0, line}).first;
  }
  ++found->second.marks;
}

void MarkedRules::show(std::string_view word, const MarkTag& tag, bool begins) {
  if (report_.table.rows.size() >= sentences_shown || shown_.size() > longest_shown_sentence) return;
  const auto text = readable(word);
  shown_ += (shown_.empty() ? "" : " ") + text;
  if (tag.part == 'O') return;
  if (begins)
    marks_ += (marks_.empty() ? "" : ", ") + readable(tag.kind) + ": " + text;
  else
    marks_ += ' ' + text;
}

void MarkedRules::end_sentence() {
  scheme_.begin_sentence();
  if (words_ == 0) return;
  text_.add("\n");
  ++sentences_;
  report_.size.rows += words_;
  if (report_.table.rows.size() < sentences_shown) {
    report_.table.header = marked_header;
    report_.table.rows.push_back({clipped(shown_, longest_shown_sentence), clipped(marks_, longest_shown_sentence)});
  }
  words_ = 0;
  shown_.clear();
  marks_.clear();
}

void MarkedRules::finish() {
  end_sentence();
  report_.size.columns = 2;
  FoundAt at;
  at.file = file_;
  say_people_in_sentences(people_, at, findings_);
  const auto* least = check_of("min_sentences");
  if (least != nullptr && static_cast<double>(sentences_) < number_argument(*least, "sentences"))
    say("min_sentences", 0, {}, whole(sentences_), number_argument(*least, "sentences"));
  say_scheme();
  if (sentences_ > 0) say_kinds();
}

void MarkedRules::say_scheme() {
  scheme_.finish();
  if (const auto broken = scheme_.broken())
    say("whole_marks", broken->first_line, broken->tag, whole(broken->count), whole(scheme_.begun().count));
  if (const auto mixed = scheme_.mixed()) say("one_scheme", mixed->first_line, mixed->tag, whole(mixed->count));
}

void MarkedRules::say_kinds() {
  if (kinds_.empty()) return say("has_marks", 0);
  if (const auto* most = check_of("max_kinds");
      most != nullptr && static_cast<double>(kinds_.size()) > number_argument(*most, "kinds"))
    return say("max_kinds", 0, {}, whole(kinds_.size()), number_argument(*most, "kinds"));
  const auto* least = check_of("marks_per_kind");
  if (least == nullptr) return;
  for (const auto& [kind, seen] : kinds_) {
    if (static_cast<double>(seen.marks) < number_argument(*least, "marks"))
      say("marks_per_kind", seen.first_line, clipped(readable(kind)), whole(seen.marks),
          number_argument(*least, "marks"));
  }
}

Result<DataReport> check_marked_words(const DataItem& item, const fs::path& data, const ProgressSink& progress,
                                      const std::stop_token& stop) {
  Findings findings;
  DataReport report;
  WERKBANK_TRY(const auto file, find_file(data, findings, stop));
  if (file) {
    std::error_code error;
    report.size.bytes = fs::file_size(*file, error);
    if (error) return local_file_error(*file, error.value());
    report.files = 1;
    const auto name = path_text(file->filename());
    const auto at = [&](std::uint64_t bytes) {
      if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking %1"), {name}), bytes, report.size.bytes});
    };
    WERKBANK_TRY(const auto head, look_at_head(*file));
    MarkedRules rules(item, name, findings, report);
    WERKBANK_CHECK(head.is_table ? read_table(*file, rules, at, stop)
                                 : read_lines(*file, head.encoding, rules, at, stop));
    rules.finish();
  }
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
