#include "core/dataset/recording_list.h"

#include <algorithm>
#include <array>

#include <QString>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/box_set.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/sound_probe.h"
#include "core/dataset/text_encoding.h"
#include "core/dataset/tidy_path.h"

namespace werkbank {
namespace {

constexpr std::size_t rows_shown = 20;
constexpr std::size_t longest_shown_cell = 200;  // bytes of a cell
constexpr std::size_t most_speakers = 1'000'000;

// What a column may be called, the first being what we ask for. The training script knows the same names.
constexpr std::array<std::string_view, 7> path_names{"path",    "file", "file_name", "filename",
                                                     "bestand", "pad",  "opname"};
constexpr std::array<std::string_view, 6> text_names{"text", "tekst", "sentence", "zin", "transcription", "transcript"};
constexpr std::array<std::string_view, 4> speaker_names{"speaker", "spreker", "speaker_id", "client_id"};
constexpr std::array<std::string_view, 3> use_names{"split", "deel", "part"};
// Of several tables, the one that is meant.
constexpr std::array<std::string_view, 3> list_names{"metadata", "recordings", "opnames"};

bool is_table(std::string_view path) {
  const auto ending = ending_of(path);
  return ending == "csv" || ending == "tsv";
}

template <std::size_t size>
std::optional<std::size_t> column_called(const std::vector<std::string>& header,
                                         const std::array<std::string_view, size>& names) {
  for (const auto name : names) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (lower_case(header[i]) == name) return i;
    }
  }
  return std::nullopt;
}

bool is_odd(char32_t c) {
  switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Symbol_Math:
    case QChar::Symbol_Currency:
    case QChar::Symbol_Other:
      return c != '\n' && c != '\r' && c != '\t';
    default:
      return c == 0xFFFD;
  }
}

std::optional<RecordingUse> use_of(std::string_view cell) {
  const auto word = lower_case(stripped(cell));
  if (word.empty()) return RecordingUse::not_said;
  if (word == "train" || word == "leren") return RecordingUse::learn;
  if (word == "val" || word == "valid" || word == "validation" || word == "dev") return RecordingUse::validate;
  if (word == "test") return RecordingUse::test;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> place_of_recording(const std::string& list, std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  if (path.starts_with('/') || (path.size() > 1 && path[1] == ':')) return std::nullopt;
  const auto slash = list.rfind('/');
  if (slash != std::string::npos) path = list.substr(0, slash + 1) + path;
  return tidy_path(path);
}

std::optional<std::size_t> column_of_recordings(const std::vector<std::string>& names) {
  return column_called(names, path_names);
}

void RecordingReader::Few::add(std::uint64_t at, std::string_view what) {
  if (rows++ > 0) return;
  line = at;
  value = clipped(what);
}

RecordingReader::RecordingReader(const DataItem& item, const std::filesystem::path& root, Findings& findings)
    : item_(item), root_(root), findings_(findings) {}

Result<RecordingList> RecordingReader::read(const std::function<void(std::uint64_t)>& at, const std::stop_token& stop) {
  WERKBANK_CHECK(read_names(stop));
  if (list_.place.empty()) return std::move(list_);
  WERKBANK_CHECK(read_rows(at, stop));
  finish();
  return std::move(list_);
}

Result<Done> RecordingReader::read_names(const std::stop_token& stop) {
  const auto listed = list_files(root_, stop);
  if (listed.cancelled()) return Cancelled{};
  if (listed.failed()) return Done{};  // which the look at the upload says
  std::vector<std::string> tables;
  for (std::size_t i = 0; i < listed->entries.size(); ++i) {
    auto path = listed->entries.path(i);
    if (is_passed_over(path)) continue;
    if (is_sound_name(path)) {
      list_.files.push_back(std::move(path));
    } else if (is_table(path)) {
      tables.push_back(std::move(path));
    }
  }
  std::sort(list_.files.begin(), list_.files.end());
  named_on_.resize(list_.files.size());
  find_list(tables);
  return Done{};
}

void RecordingReader::find_list(const std::vector<std::string>& tables) {
  if (tables.size() == 1) list_.place = tables.front();
  std::vector<std::string> named;
  for (const auto& table : tables) {
    const auto stem = lower_case(table.substr(0, table.rfind('.')));
    if (std::find(list_names.begin(), list_names.end(), stem) != list_names.end()) named.push_back(table);
  }
  if (tables.size() > 1 && named.size() == 1) list_.place = named.front();
  if (!list_.place.empty()) return;
  FoundAt at;
  at.file = path_text(root_.filename());
  at.count = whole(tables.size());
  add_by_rule(findings_, item_, "has_list", at);
}

Result<Done> RecordingReader::read_rows(const std::function<void(std::uint64_t)>& at, const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, CsvReader::open(manifest_file(root_, list_.place)));
  CsvRow row;
  bool has_header = false;
  for (std::uint64_t count = 0;; ++count) {
    if (count % rows_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      at(reader.bytes_read());
    }
    WERKBANK_TRY(const bool more, reader.next(row));
    if (!more) break;
    if (!row.cut && find_invalid_utf8(row.text) != std::string_view::npos) not_utf8_.add(row.line, {});
    if (!has_header) {
      has_header = true;
      if (!read_header(row.line, row.cells)) return Done{};
      continue;
    }
    ++list_.rows;
    if (row.count != list_.header.size() || row.cells.size() != row.count || !row.closed || row.cut) {
      say("list_rows", row.line, {}, whole(row.count), whole(list_.header.size()));
    } else {
      read_row(row.line, row.cells);
    }
  }
  if (reader.encoding() != TextEncoding::utf8) not_utf8_ = {1, list_.rows + 1, {}};
  if (!has_header) read_header(1, {});
  return Done{};
}

bool RecordingReader::read_header(std::uint64_t line, const std::vector<std::string_view>& cells) {
  for (const auto cell : cells) list_.header.push_back(clipped(readable(stripped(cell)), longest_shown_cell));
  columns_ = {column_called(list_.header, path_names), column_called(list_.header, text_names),
              column_called(list_.header, speaker_names), column_called(list_.header, use_names)};
  FoundAt at;
  at.file = list_.place;
  at.line = line;
  for (const auto& [column, name] :
       {std::pair(columns_.path, path_names[0]), std::pair(columns_.text, text_names[0])}) {
    if (column) continue;
    at.column = std::string(name);
    add_by_rule(findings_, item_, "list_columns", at);
  }
  personal_ = std::make_unique<PersonalColumns>(list_.header);
  return columns_.path && columns_.text;
}

void RecordingReader::read_row(std::uint64_t line, const std::vector<std::string_view>& cells) {
  if (list_.first_rows.size() < rows_shown) {
    auto& shown = list_.first_rows.emplace_back();
    for (const auto cell : cells) shown.push_back(clipped(readable(cell), longest_shown_cell));
  }
  for (std::size_t i = 0; i < cells.size(); ++i) personal_->add(i, look_at_cell(cells[i]), line);
  // The bytes as they are: a name on disk need not be UTF-8 either.
  const auto file = find_recording(line, std::string(stripped(cells[*columns_.path])));
  ListedRecording recording;
  look_at_words(line, readable(stripped(cells[*columns_.text])), recording);
  look_at_use(line, cells, recording);
  if (!file) return;
  recording.file = *file;
  recording.line = line;
  list_.recordings.push_back(recording);
}

std::optional<std::size_t> RecordingReader::find_recording(std::uint64_t line, const std::string& path) {
  const auto shown = clipped(readable(path));
  const auto place = place_of_recording(list_.place, path);
  if (!place) {
    say("inside_folder", line, shown);
    return std::nullopt;
  }
  const auto found = std::lower_bound(list_.files.begin(), list_.files.end(), *place);
  if (found == list_.files.end() || *found != *place) {
    say("recording_there", line, shown.empty() ? Message::Argument(LocalText{"(leeg)", "(empty)"}) : shown);
    return std::nullopt;
  }
  const auto file = static_cast<std::size_t>(found - list_.files.begin());
  if (named_on_[file] != 0) {
    say("listed_once", line, shown, {}, whole(named_on_[file]));
    return std::nullopt;
  }
  named_on_[file] = line;
  return file;
}

void RecordingReader::look_at_words(std::uint64_t line, const std::string& words, ListedRecording& recording) {
  const auto characters = QString::fromStdString(words).toUcs4();
  bool is_odd_row = false;
  bool has_digit = false;
  std::uint32_t letters = 0;
  std::uint32_t spaces = 0;
  for (const auto c : characters) {
    has_digit |= QChar::isDigit(c);
    is_odd_row |= is_odd(c);
    if (QChar::isLetterOrNumber(c)) {
      ++letters;
    } else if (QChar::isSpace(c) && letters > 0) {
      ++spaces;
    }
  }
  if (is_odd_row) odd_.add(line, words);
  if (has_digit) digits_.add(line, words);
  if (letters == 0) say("has_words", line, clipped(words));
  recording.characters = letters == 0 ? 0 : letters + spaces;
}

void RecordingReader::look_at_use(std::uint64_t line, const std::vector<std::string_view>& cells,
                                  ListedRecording& recording) {
  if (!columns_.use) return;
  const auto cell = cells[*columns_.use];
  const auto use = use_of(cell);
  if (!use) {
    say("known_part", line, clipped(readable(stripped(cell))));
    return;
  }
  recording.use = *use;
  if (!columns_.speaker || *use == RecordingUse::not_said) return;
  const auto speaker = stripped(cells[*columns_.speaker]);
  const auto hash = content_hash(speaker);
  if (speaker.empty() || (parts_of_speaker_.size() >= most_speakers && !parts_of_speaker_.contains(hash))) return;
  auto& parts = parts_of_speaker_[hash];
  const auto before = parts;
  parts |= 1U << static_cast<unsigned>(*use);
  const bool is_second = before != 0 && (before & (before - 1)) == 0 && parts != before;
  if (is_second) say("speaker_in_parts", line, clipped(readable(speaker)));
}

void RecordingReader::finish() {
  FoundAt at;
  at.file = list_.place;
  personal_->finish(at, findings_);
  say("list_utf8", not_utf8_);
  say("odd_characters", odd_);
  say("digits_in_words", digits_);
  const auto unnamed = std::count(named_on_.begin(), named_on_.end(), std::uint64_t{0});
  if (unnamed == 0 || list_.recordings.empty()) return;
  at.file = list_.files[static_cast<std::size_t>(std::find(named_on_.begin(), named_on_.end(), std::uint64_t{0}) -
                                                 named_on_.begin())];
  at.count = whole(static_cast<std::uint64_t>(unnamed));
  add_by_rule(findings_, item_, "unlisted_recordings", at);
}

void RecordingReader::say(const char* rule, std::uint64_t line, std::optional<Message::Argument> value,
                          std::optional<Message::Argument> count, std::optional<Message::Argument> limit) {
  FoundAt at;
  at.file = list_.place;
  at.line = line;
  at.value = std::move(value);
  at.count = std::move(count);
  at.limit = std::move(limit);
  add_by_rule(findings_, item_, rule, at);
}

void RecordingReader::say(const char* rule, const Few& few) {
  if (few.rows > 0) say(rule, few.line, few.value, whole(few.rows));
}

}  // namespace werkbank
