#include "core/dataset/folder_check.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/findings.h"
#include "core/dataset/script_findings.h"
#include "core/dataset/text_encoding.h"
#include "core/dataset/text_lines.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_endings = 500;  // of endings that are counted apart
constexpr std::uint64_t megabyte = 1'000'000;

/// The end of a file's name in small letters, without the dot; empty when it has none that looks like one.
std::string plain_ending_of(const std::string& path) {
  const auto name = name_of(path);
  const auto dot = name.rfind('.');
  constexpr std::size_t longest = 12;
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot - 1 > longest) return {};
  const auto ending = name.substr(dot + 1);
  return std::ranges::all_of(ending, is_letter_or_digit) ? lower_case(ending) : std::string();
}

bool is_text_ending(const std::string& ending) {
  static constexpr std::string_view all[] = {"py",   "txt",  "md",   "csv", "tsv", "json", "jsonl",
                                             "yaml", "yml",  "toml", "ini", "cfg", "conf", "sh",
                                             "r",    "html", "htm",  "xml", "rst", "ipynb"};
  return std::find(std::begin(all), std::end(all), ending) != std::end(all);
}

/// One of the words between blanks.
bool is_in_words(const std::string& words, const std::string& one) {
  return !one.empty() && (" " + words + " ").find(" " + one + " ") != std::string::npos;
}

std::string words_argument(const DataCheck& check, const char* name) {
  const auto found = check.arguments.find(name);
  const auto* text = found == check.arguments.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

/// How likely a file is the one that a person starts, lowest first; nothing when it is no program.
std::optional<std::string> program_rank(const std::string& path) {
  static constexpr std::string_view usual[] = {"main", "train", "run", "app"};
  const bool is_python = path.ends_with(".py");
  if (!is_python && !path.ends_with(".sh")) return std::nullopt;
  const auto name = name_of(path);
  const auto stem = name.substr(0, name.size() - 3);
  if (stem == "__init__" || stem == "setup" || stem == "conftest") return std::nullopt;
  const auto* found = std::find(std::begin(usual), std::end(usual), stem);
  const auto depth = static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
  const auto digit = [](std::size_t number) { return static_cast<char>('0' + std::min<std::size_t>(number, 9)); };
  const std::string order{is_python ? '0' : '1', digit(depth), digit(static_cast<std::size_t>(found - usual))};
  return order + path;
}

class FolderRules {
 public:
  FolderRules(const DataItem& item, const fs::path& root, const ParameterValues& values, Findings& findings)
      : item_(item), root_(root), values_(values), findings_(findings), counted_(item.checks.size()) {}

  void add(const std::string& path, std::uint64_t bytes, DataReport& report) {
    ++report.files;
    report.size.bytes += bytes;
    const auto ending = plain_ending_of(path);
    const bool has_room = kinds_.size() < most_endings || kinds_.contains(ending);
    auto& kind = kinds_[has_room ? ending : std::string()];
    ++kind.count;
    kind.bytes += bytes;
    for (std::size_t i = 0; i < item_.checks.size(); ++i) look(i, path, ending, bytes);
  }

  void text_not_readable(const std::string& path, std::uint64_t line) {
    for (std::size_t i = 0; i < item_.checks.size(); ++i) {
      if (item_.checks[i].rule == "text_files") count(i, path, {}, line);
    }
  }

  void finish(DataReport& report) {
    for (auto& [ending, kind] : kinds_) report.kinds.push_back({ending, kind.count, kind.bytes});
    std::stable_sort(report.kinds.begin(), report.kinds.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    for (std::size_t i = 0; i < item_.checks.size(); ++i) judge(i, report);
  }

 private:
  struct Counted {
    std::uint64_t count = 0;
    std::string file;  // the first
    std::optional<Message::Argument> value;
    std::optional<std::uint64_t> line;
    bool is_there = false;  // the file that is asked for
  };
  struct Kind {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
  };

  void count(std::size_t i, const std::string& path, std::optional<Message::Argument> value,
             std::optional<std::uint64_t> line = std::nullopt) {
    auto& counted = counted_[i];
    if (counted.count++ > 0) return;
    counted.file = path;
    counted.value = std::move(value);
    counted.line = line;
  }

  void look(std::size_t i, const std::string& path, const std::string& ending, std::uint64_t bytes) {
    const auto& check = item_.checks[i];
    if (check.rule == "allowed_endings" && !is_in_words(words_argument(check, "endings"), ending)) {
      count(i, path, Message::Argument(ending.empty() ? std::string() : "." + ending));
    } else if (check.rule == "largest_file" && bytes > limit(check, "megabytes") * megabyte) {
      count(i, path, Message::Argument(Bytes{bytes}));
    } else if (check.rule == "contains_file") {
      const auto name = words_argument(check, "name");
      counted_[i].is_there |= path == name || path.ends_with("/" + name);
    } else if (check.rule == "contains_answer") {
      counted_[i].is_there |= path == answer(check);
      const auto rank = program_rank(path);
      if (rank && (best_rank_.empty() || *rank < best_rank_)) {
        best_rank_ = *rank;
        best_program_ = path;
      }
    }
  }

  static std::uint64_t limit(const DataCheck& check, const char* name) {
    return static_cast<std::uint64_t>(number_argument(check, name));
  }

  // As it is written from the folder on: "./main.py" and "src\main.py" are what people type.
  std::string answer(const DataCheck& check) const {
    auto text = answer_argument(check, "parameter", values_);
    std::replace(text.begin(), text.end(), '\\', '/');
    while (text.starts_with("./")) text.erase(0, 2);
    return text;
  }

  FoundAt of_the_whole() const {
    FoundAt at;
    at.file = path_text(root_.filename());
    return at;
  }

  void judge(std::size_t i, DataReport& report) {
    const auto& check = item_.checks[i];
    const auto& counted = counted_[i];
    auto at = of_the_whole();
    if (check.rule == "not_empty") {
      if (report.size.bytes == 0) findings_.add(check, at);
    } else if (check.rule == "most_files") {
      at.count = whole(report.files);
      at.limit = whole(limit(check, "files"));
      if (report.files > limit(check, "files")) findings_.add(check, at);
    } else if (check.rule == "total_size") {
      at.value = Bytes{report.size.bytes};
      at.limit = Bytes{limit(check, "megabytes") * megabyte};
      if (report.size.bytes > limit(check, "megabytes") * megabyte) findings_.add(check, at);
    } else if (check.rule == "contains_file" || check.rule == "contains_answer") {
      at.value = check.rule == "contains_file" ? words_argument(check, "name") : answer(check);
      const bool is_waived = !answer_argument(check, "unless", values_).empty();
      if (!counted.is_there && !is_waived) findings_.add(check, at);
      if (check.rule == "contains_answer" && !counted.is_there && !best_program_.empty())
        report.proposed[words_argument(check, "parameter")] = best_program_;
    } else if (counted.count > 0) {
      judge_files(check, counted);
    }
  }

  void judge_files(const DataCheck& check, const Counted& counted) {
    FoundAt at;
    at.file = counted.file;
    at.line = counted.line;
    at.value = counted.value;
    at.count = whole(counted.count);
    if (check.rule == "largest_file") at.limit = Bytes{limit(check, "megabytes") * megabyte};
    if (check.rule == "allowed_endings") at.limit = words_argument(check, "endings");
    findings_.add(check, at);
  }

  const DataItem& item_;
  const fs::path& root_;
  const ParameterValues& values_;
  Findings& findings_;
  std::vector<Counted> counted_;  // as item_.checks
  std::map<std::string, Kind> kinds_;
  std::string best_rank_;
  std::string best_program_;  // which the person may mean
};

/// The line of the first byte that is not UTF-8, and what the program says of itself.
class EncodingLook {
 public:
  EncodingLook(ScriptFindings& scripts, const std::string& path) : scripts_(scripts) { scripts_.begin_file(path); }

  /// Nothing when it is no text at all. Error: local_file.
  Result<Done> read(const fs::path& file, const std::stop_token& stop) {
    WERKBANK_TRY(auto reader, FileReader::open(file));
    TextLines lines([this](const TextPiece& piece) { return take(piece); });
    std::optional<TextDecoder> decoder;
    while (true) {
      if (stop.stop_requested()) return Cancelled{};
      WERKBANK_TRY(const auto block, reader.read());
      if (block.empty()) break;
      if (!decoder) {
        encoding_ = guess_encoding(block);
        decoder.emplace(encoding_);
        constexpr std::size_t head = 8192;
        is_binary_ = encoding_ == TextEncoding::utf8 && block.substr(0, head).find('\0') != std::string_view::npos;
      }
      if (is_binary_) return Done{};
      lines.add(decoder->decode(block));
    }
    lines.finish();
    scripts_.end_file();
    return Done{};
  }

  bool is_utf8() const { return !is_binary_ && encoding_ == TextEncoding::utf8 && !bad_line_; }
  std::uint64_t bad_line() const { return bad_line_.value_or(1); }

 private:
  std::size_t take(const TextPiece& piece) {
    if (!bad_line_ && encoding_ == TextEncoding::utf8) {
      const auto bad = find_invalid_utf8(piece.text);
      if (bad < piece.settled) bad_line_ = piece.line;
    }
    return scripts_.take(piece);
  }

  ScriptFindings& scripts_;
  TextEncoding encoding_ = TextEncoding::utf8;
  bool is_binary_ = false;
  std::optional<std::uint64_t> bad_line_;
};

// What is there of a kind that need not be read: pictures, models, archives. They may be very large.
bool is_worth_reading(const std::string& ending) {
  static constexpr std::string_view never[] = {
      "png", "jpg", "jpeg", "gif",     "bmp", "webp", "tif",  "tiff", "zip",  "gz",     "bz2",        "xz",
      "zst", "7z",  "tar",  "mp3",     "mp4", "wav",  "flac", "avi",  "mov",  "mkv",    "pt",         "pth",
      "npy", "npz", "onnx", "parquet", "h5",  "pdf",  "docx", "xlsx", "pptx", "joblib", "safetensors"};
  return std::find(std::begin(never), std::end(never), ending) == std::end(never);
}

Result<DataReport> no_folder(const fs::path& data) {
  Findings findings;
  FoundAt at;
  at.file = path_text(data.filename());
  findings.add("not_empty", Severity::error,
               Message(WERKBANK_TEXT("dataset", "%1 is a file. A folder is needed."), {at.file}),
               Message(WERKBANK_TEXT("dataset", "Choose the folder that the file is in.")), at);
  DataReport report;
  report.findings = findings.take();
  return report;
}

/// Looks through one file. Error: only Cancelled; what cannot be read is a finding.
Result<Done> look_at_text(const fs::path& root, const std::string& path, FolderRules& rules, ScriptFindings& scripts,
                          Findings& findings, const std::stop_token& stop) {
  const auto ending = plain_ending_of(path);
  if (!is_worth_reading(ending)) return Done{};
  EncodingLook look(scripts, path);
  const auto read = look.read(manifest_file(root, path), stop);
  if (read.cancelled()) return Cancelled{};
  if (read.failed()) {
    FoundAt at;
    at.file = path;
    findings.add("readable", Severity::error,
                 Message(WERKBANK_TEXT("dataset", "%1 may not be opened or cannot be read."), {path}),
                 Message(WERKBANK_TEXT("dataset",
                                       "Ask the owner for access, or copy the files to a folder of your "
                                       "own.")),
                 at);
  } else if (is_text_ending(ending) && !look.is_utf8()) {
    rules.text_not_readable(path, look.bad_line());
  }
  return Done{};
}

}  // namespace

Result<DataReport> check_folder(const DataItem& item, const fs::path& data, const ParameterValues& values,
                                const ProgressSink& progress, const std::stop_token& stop) {
  std::error_code error;
  const auto status = fs::status(data, error);
  if (error) return local_file_error(data, error.value());
  if (!fs::is_directory(status)) return no_folder(data);
  // "project/" must give the same name as "project".
  if (data.filename().empty()) return check_folder(item, data.parent_path(), values, progress, stop);
  auto listed = list_files(data, stop);
  if (listed.cancelled()) return Cancelled{};
  DataReport report;
  if (listed.failed()) return report;  // which the look at the upload says
  listed->entries.sort();
  Findings findings;
  FolderRules rules(item, data, values, findings);
  ScriptFindings scripts;
  for (std::size_t i = 0; i < listed->entries.size(); ++i) {
    if (stop.stop_requested()) return Cancelled{};
    const auto path = listed->entries.path(i);
    const auto bytes = fs::file_size(manifest_file(data, path), error);
    rules.add(path, error ? 0 : bytes, report);
    WERKBANK_CHECK(look_at_text(data, path, rules, scripts, findings, stop));
    if (progress)
      progress({Message(WERKBANK_TEXT("dataset", "Looking through the files")), i + 1, listed->entries.size()});
  }
  rules.finish(report);
  scripts.finish(findings);
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
