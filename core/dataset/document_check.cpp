#include "core/dataset/document_check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/byte_search.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/findings.h"
#include "core/dataset/page_text.h"
#include "core/dataset/personal_texts.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view rule_of_documents = "document_kinds";
constexpr std::size_t documents_shown = 20;
constexpr std::size_t most_begin = 16U << 10U;   // bytes of a document that is shown
constexpr std::size_t longest_shown_path = 200;  // bytes
constexpr std::uint64_t mebibyte = 1U << 20U;
// The training script knows the same.
constexpr std::array<std::string_view, 5> text_endings{"txt", "md", "markdown", "html", "htm"};
constexpr std::array<std::string_view, 2> table_endings{"csv", "tsv"};
constexpr std::string_view questions_name = "questions.csv";
const std::vector<std::string> document_header{"file", "text"};
const std::vector<std::string> document_columns{"text"};

bool is_hidden(std::string_view path) { return path.starts_with('.') || path.find("/.") != std::string_view::npos; }

template <std::size_t size>
bool is_one_of(const std::string& ending, const std::array<std::string_view, size>& endings) {
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_document(const std::string& ending) {
  return is_one_of(ending, text_endings) || is_one_of(ending, table_endings) || ending == "pdf";
}

bool is_page(const std::string& ending) { return ending == "html" || ending == "htm"; }

/// What one text holds, read with the memory of one block.
struct TextLook {
  std::uint64_t zero_line = 0;   ///< with bytes that are no text; 0 for none
  std::uint64_t other_line = 0;  ///< with letters that are not UTF-8
  bool has_words = false;
  std::string begin;
};

std::uint64_t lines_before(std::string_view text, std::size_t at) {
  return count_bytes(text.substr(0, at), [](char c) { return c == '\n'; });
}

/// Keeps at most `begin_kept` bytes of its begin.
Result<TextLook> look_at_document(const fs::path& file, PersonalDocument& people, std::size_t begin_kept,
                                  const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  TextLook look;
  std::optional<TextDecoder> decoder;
  std::uint64_t line = 1;
  std::string torn;    // the begin of a letter that goes on in the next block
  std::string joined;  // with the next block
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto block, reader.read());
    if (block.empty()) break;
    if (!decoder) decoder.emplace(guess_encoding(block));
    const auto decoded = decoder->decode(block);
    people.add(decoded);
    auto text = decoded;
    if (!torn.empty()) text = joined = std::exchange(torn, {}).append(decoded);
    if (look.begin.size() < begin_kept) look.begin += text.substr(0, begin_kept - look.begin.size());
    look.has_words = look.has_words || !stripped(text).empty();
    const auto zero = text.find('\0');
    if (zero != std::string::npos && look.zero_line == 0) look.zero_line = line + lines_before(text, zero);
    const auto invalid = find_invalid_utf8(text);
    constexpr std::size_t longest_letter = 4;
    if (invalid != std::string::npos && text.size() - invalid < longest_letter)
      torn = text.substr(invalid);
    else if (invalid != std::string::npos && look.other_line == 0)
      look.other_line = line + lines_before(text, invalid);
    line += lines_before(text, text.size() - torn.size());
  }
  people.finish();
  if (!torn.empty() && look.other_line == 0) look.other_line = line;
  return look;
}

Result<bool> begins_as_pdf(const fs::path& file) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  WERKBANK_TRY(const auto block, reader.read());
  constexpr std::size_t most_before = 1024;
  return block.substr(0, most_before).find("%PDF-") != std::string_view::npos;
}

class DocumentRules {
 public:
  DocumentRules(const DataItem& item, const fs::path& root, Findings& findings, DataReport& report)
      : item_(item), root_(root), findings_(findings), report_(report) {}

  /// `path` is that of `file` in the folder.
  Result<Done> add(const std::string& path, const fs::path& file, const std::stop_token& stop) {
    const auto bytes = size_of(file);
    ++report_.files;
    report_.size.bytes += bytes;
    const auto looked = look_at(path, file, bytes, stop);
    if (looked.cancelled()) return Cancelled{};
    // What cannot be opened is named, and the others are looked at all the same.
    if (looked.failed()) say("readable_documents", path, {});
    if (looked.failed() || !*looked) unread_.add(path);
    return Done{};
  }

  void finish() {
    say_people();
    if (others_.count > 0) say(rule_of_documents, others_.first, {}, whole(others_.count));
    if (pdfs_.count > 0) say("pdf_documents", pdfs_.first, {}, whole(pdfs_.count));
    if (empty_.count > 0) say("empty_documents", empty_.first, {}, whole(empty_.count));
    const auto* least = check_of("min_documents");
    if (least != nullptr && !has_table_ && static_cast<double>(documents_) < number_argument(*least, "documents"))
      say("min_documents", path_text(root_.filename()), {}, whole(documents_), number_argument(*least, "documents"));
    report_.size.rows = documents_;
    report_.size.columns = 1;
    report_.columns = document_columns;
    report_.proposed["text"] = "text";
  }

 private:
  struct Few {
    std::uint64_t count = 0;
    std::string first;
    void add(const std::string& path) {
      if (count++ == 0) first = path;
    }
  };

  const DataCheck* check_of(std::string_view rule) const {
    const auto found =
        std::find_if(item_.checks.begin(), item_.checks.end(), [&](const DataCheck& one) { return one.rule == rule; });
    return found == item_.checks.end() ? nullptr : &*found;
  }

  std::uint64_t most_bytes() const {
    const auto* check = check_of("largest_document");
    return check == nullptr ? ~std::uint64_t{0}
                            : static_cast<std::uint64_t>(number_argument(*check, "megabytes")) * mebibyte;
  }

  void say(std::string_view rule, const std::string& path, std::optional<std::uint64_t> line,
           std::optional<Message::Argument> count = {}, std::optional<Message::Argument> limit = {}) {
    const auto* check = check_of(rule);
    if (check == nullptr) return;
    FoundAt at;
    at.file = clipped(readable(path));
    at.line = line;
    at.count = std::move(count);
    at.limit = std::move(limit);
    findings_.add(*check, at);
  }

  /// Whether its words were read.
  Result<bool> look_at(const std::string& path, const fs::path& file, std::uint64_t bytes,
                       const std::stop_token& stop) {
    const auto ending = ending_of(path);
    if (!is_document(ending)) {
      others_.add(path);
      return false;
    }
    const bool is_questions = lower_case(name_of(path)) == questions_name;
    if (bytes > most_bytes() && !is_questions) {
      say("largest_document", path, {}, Bytes{bytes}, Bytes{most_bytes()});
      return false;
    }
    if (ending == "pdf") return look_at_pdf(path, file);
    people_.begin_file(clipped(readable(path), longest_shown_path));
    PersonalDocument people(people_, is_page(ending));
    WERKBANK_TRY(const auto look, look_at_document(file, people, is_shown() ? most_begin : 0, stop));
    if (!is_questions) judge(path, ending, look);
    return true;
  }

  Result<bool> look_at_pdf(const std::string& path, const fs::path& file) {
    WERKBANK_TRY(const bool is_pdf, begins_as_pdf(file));
    if (is_pdf) {
      pdfs_.add(path);
      count(path, "PDF");
    } else {
      say("readable_documents", path, {});
    }
    return false;
  }

  void judge(const std::string& path, const std::string& ending, const TextLook& look) {
    if (look.zero_line > 0) return say("readable_documents", path, look.zero_line);
    if (!look.has_words) return empty_.add(path);
    if (look.other_line > 0) say("document_letters", path, look.other_line);
    has_table_ = has_table_ || is_one_of(ending, table_endings);
    const auto begin = readable(look.begin);
    count(path, is_page(ending) ? page_text(begin, longest_shown_path) : one_line(begin, longest_shown_path));
  }

  void say_people() {
    say_people_in_documents(people_, findings_);
    if (unread_.count == 0) return;
    FoundAt at;
    at.file = clipped(readable(unread_.first), longest_shown_path);
    findings_.add(
        "personal_data", Severity::warning,
        Message(WERKBANK_TEXT("dataset", "Werkbank did not look for personal data in %1 of the files, such as %2."),
                {whole(unread_.count), at.file}),
        Message(WERKBANK_TEXT("dataset",
                              "It can look in texts, pages and tables that are not too large, not in a PDF. "
                              "Those files are sent too: look yourself whether people are in them.")),
        at);
  }

  /// Whether the next document is one of those that are shown.
  bool is_shown() const { return report_.table.rows.size() < documents_shown; }

  void count(const std::string& path, const std::string& begin) {
    ++documents_;
    report_.table.header = document_header;
    if (is_shown())
      report_.table.rows.push_back({clipped(readable(path), longest_shown_path), clipped(begin, longest_shown_path)});
  }

  const DataItem& item_;
  const fs::path& root_;
  Findings& findings_;
  DataReport& report_;
  Few others_, pdfs_, empty_;
  Few unread_;  ///< of which nobody knows what is in them
  PersonalCounts people_;
  std::uint64_t documents_ = 0;
  bool has_table_ = false;  ///< whose rows are documents too
};

}  // namespace

bool asks_documents(const DataItem& item) {
  return std::any_of(item.checks.begin(), item.checks.end(),
                     [](const DataCheck& one) { return one.rule == rule_of_documents; });
}

bool shows_documents(const DataReport& report) {
  return report.table.header == document_header && report.columns == document_columns;
}

Result<bool> is_folder_of_documents(const fs::path& data, const std::stop_token& stop) {
  std::error_code error;
  if (!fs::is_directory(data, error)) return false;
  WERKBANK_TRY(const auto listed, list_files(data, stop));
  std::size_t tables = 0;
  std::size_t documents = 0;
  for (const auto& entry : listed.entries) {
    const auto ending = ending_of(entry.path);
    if (is_hidden(entry.path) || !is_document(ending)) continue;
    ++(is_one_of(ending, table_endings) && lower_case(name_of(entry.path)) != questions_name ? tables : documents);
  }
  return documents > 0 || tables != 1;
}

Result<DataReport> check_documents(const DataItem& item, const fs::path& folder, const ProgressSink& progress,
                                   const std::stop_token& stop) {
  // "texts/" must give the same name as "texts".
  if (folder.filename().empty()) return check_documents(item, folder.parent_path(), progress, stop);
  Findings findings;
  DataReport report;
  WERKBANK_TRY(const auto listed, list_files(folder, stop));
  DocumentRules rules(item, folder, findings, report);
  for (std::size_t i = 0; i < listed.entries.size(); ++i) {
    if (stop.stop_requested()) return Cancelled{};
    const auto path = listed.entries.path(i);
    if (is_hidden(path)) continue;
    WERKBANK_CHECK(rules.add(path, manifest_file(folder, path), stop));
    if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking the documents")), i + 1, listed.entries.size()});
  }
  rules.finish();
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
