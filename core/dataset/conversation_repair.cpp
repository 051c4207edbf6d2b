#include "core/dataset/conversation_repair.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/conversation_check.h"
#include "core/dataset/conversation_fix.h"
#include "core/dataset/json_pieces.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
/// How often something was found, with an example.
struct FoundKind {
  std::uint64_t count = 0;
  std::string before, after;
};

namespace {

namespace fs = std::filesystem;
using Kind = ConversationRepairKind;

/// Of conversations behind these it is only told whether they are among them.
constexpr std::size_t most_seen = 2'000'000;

std::uint64_t with_line(std::uint64_t sum, std::string_view line) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  return (sum ^ content_hash(line)) * odd + 1;
}

Error not_the_same() {
  return cannot_repair(Message(WERKBANK_TEXT(
      "dataset",
      "Werkbank cannot repair these conversations safely: the copy would not read as the same conversations. "
      "Repair them in the program they were made with, and save them as JSON lines in UTF-8.")));
}

Message sentence_of(Kind kind, const FoundKind& found) {
  const auto times = static_cast<std::int64_t>(found.count);
  switch (kind) {
    case Kind::encoding:
      return Message(WERKBANK_TEXT("dataset", "Files that are written as UTF-16: %1. They become UTF-8."), {times});
    case Kind::letters:
      return Message(
          WERKBANK_TEXT("dataset",
                        "Lines with letters that were not saved as UTF-8: %1. In the copy they read well, as "
                        "in “%2”."),
          {times, found.after});
    case Kind::byte_order_mark:
      return Message(WERKBANK_TEXT("dataset",
                                   "Files with an invisible mark at the begin, which not every program reads: %1. The "
                                   "mark goes."),
                     {times});
    case Kind::list:
      return Message(
          WERKBANK_TEXT("dataset",
                        "Files that are one long list, between “[” and “]”: %1. Each conversation gets a line "
                        "of its own."),
          {times});
    case Kind::last_comma:
      return Message(WERKBANK_TEXT("dataset", "Lines that end in a comma: %1. The comma goes."), {times});
    case Kind::empty_lines:
      return Message(WERKBANK_TEXT("dataset", "Empty lines: %1. They go."), {times});
    case Kind::role_names:
      return Message(WERKBANK_TEXT("dataset",
                                   "Conversations in which who speaks is called by another name: %1. For example “%2” "
                                   "becomes “%3”."),
                     {times, found.before, found.after});
    case Kind::spaces:
      return Message(
          WERKBANK_TEXT("dataset",
                        "Conversations with spaces or empty lines before or after what is said: %1. Those go."),
          {times});
    case Kind::repeated:
      return Message(
          WERKBANK_TEXT("dataset", "Conversations that are there already: %1. Only the first of each stays."), {times});
  }
  return {};
}

}  // namespace

/// Goes through the files, and writes what stays where it is told.
class ConversationLook {
 public:
  ConversationLook(ProgressSink progress, Message doing, std::stop_token stop)
      : progress_(std::move(progress)), doing_(std::move(doing)), stop_(std::move(stop)) {}

  void set_total(std::uint64_t total) { total_ = total; }

  /// One file; `to` may be null. Gives a sum over the lines of the copy.
  Result<std::uint64_t> read(const fs::path& path, std::FILE* to = nullptr, const fs::path& copy = {}) {
    WERKBANK_TRY(auto reader, FileReader::open(path));
    JsonPieces pieces([&](const JsonPieces::Piece& piece) { return take(piece); });
    pieces_ = &pieces;
    to_ = to;
    copy_ = copy;
    sum_ = 0;
    std::optional<TextDecoder> decoder;
    while (true) {
      if (stop_.stop_requested()) return Cancelled{};
      WERKBANK_TRY(const auto block, reader.read());
      if (block.empty()) break;
      if (!decoder) decoder.emplace(encoding_of(block));
      WERKBANK_CHECK(pieces.add(decoder->decode(block)));
      done_ += block.size();
      if (progress_) progress_({doing_, std::min(done_, total_), total_});
    }
    WERKBANK_CHECK(pieces.finish());
    if (pieces.is_list()) add(Kind::list);
    return sum_;
  }

  std::vector<RepairLine> list() const {
    std::vector<RepairLine> all;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const auto& one = found_[i];
      if (one.count > 0) all.push_back({sentence_of(static_cast<Kind>(i), one), {}, one.count, one.before, one.after});
    }
    return all;
  }

 private:
  TextEncoding encoding_of(std::string_view head) {
    const auto encoding = guess_encoding(head);
    if (encoding != TextEncoding::utf8)
      add(Kind::encoding, "UTF-16", "UTF-8");
    else if (head.starts_with("\xEF\xBB\xBF"))
      add(Kind::byte_order_mark);
    return encoding;
  }

  void add(Kind kind, const std::string& before = {}, const std::string& after = {}) {
    auto& found = found_[static_cast<std::size_t>(kind)];
    if (found.count++ > 0) return;
    found.before = clipped(before);
    found.after = clipped(after);
  }

  Result<Done> take(const JsonPieces::Piece& piece) {
    if (piece.text.find('\0') != std::string_view::npos)
      return cannot_repair(
          Message(WERKBANK_TEXT("dataset",
                                "From line %1 on, the file holds bytes that are not text. Save it again "
                                "from the program it was made with, as JSON lines in UTF-8."),
                  {static_cast<std::int64_t>(piece.line)}));
    const bool in_list = pieces_->is_list();
    if (stripped(piece.text).empty()) {
      add(Kind::empty_lines);
      return Done{};
    }
    const auto fixed = fix_conversation(piece.text, !in_list);
    if (in_list && !fixed.readable)
      return cannot_repair(Message(
          WERKBANK_TEXT("dataset",
                        "The conversation that begins on line %1 is no JSON. Repair it first: only you know what is "
                        "meant."),
          {static_cast<std::int64_t>(piece.line)}));
    tell(fixed);
    if (fixed.readable && is_repeated(fixed.text)) {
      add(Kind::repeated);
      return Done{};
    }
    return put(fixed.text);
  }

  void tell(const FixedConversation& fixed) {
    if (fixed.other_bytes) add(Kind::letters, {}, fixed.letters_after);
    if (fixed.last_comma) add(Kind::last_comma);
    if (!fixed.role_before.empty() || !fixed.role_after.empty())
      add(Kind::role_names, fixed.role_before, fixed.role_after);
    if (fixed.spaces) add(Kind::spaces);
  }

  bool is_repeated(const std::string& text) {
    const auto conversation = parse_conversation(text);
    if (!conversation.rule.empty()) return false;
    const auto hash = conversation_hash(conversation);
    return seen_.size() >= most_seen ? seen_.contains(hash) : !seen_.insert(hash).second;
  }

  Result<Done> put(std::string_view line) {
    sum_ = with_line(sum_, line);
    if (to_ == nullptr) return Done{};
    const bool written = std::fwrite(line.data(), 1, line.size(), to_) == line.size() && std::fputc('\n', to_) != EOF;
    return written ? Result<Done>(Done{}) : Result<Done>(local_file_error(copy_, errno));
  }

  ProgressSink progress_;
  Message doing_;
  std::stop_token stop_;
  std::uint64_t total_ = 0;
  std::uint64_t done_ = 0;
  std::array<FoundKind, conversation_repair_kinds> found_;
  std::unordered_set<std::uint64_t> seen_;

  // Of the file that is read now.
  const JsonPieces* pieces_ = nullptr;
  std::FILE* to_ = nullptr;
  fs::path copy_;
  std::uint64_t sum_ = 0;
};

fs::path ConversationRepairs::place_of(const fs::path& data, const File& file) const {
  return file.name.empty() ? data : manifest_file(data, file.name);
}

Result<ConversationRepairs> ConversationRepairs::find(const fs::path& data, const ProgressSink& progress,
                                                      const std::stop_token& stop) {
  if (data.filename().empty()) return find(data.parent_path(), progress, stop);
  ConversationRepairs repairs;
  repairs.data_ = data;
  std::error_code error;
  repairs.is_file_ = fs::is_regular_file(data, error);
  WERKBANK_TRY(const auto names, conversation_files(data, stop));
  WERKBANK_TRY(const auto all, list_files(data, stop));
  repairs.others_ = all.entries.size() - names.size();
  std::uint64_t total = 0;
  for (const auto& name : names) {
    File file{repairs.is_file_ ? std::string() : name, {}, 0, {}};
    WERKBANK_TRY(file.state, state_of(repairs.place_of(data, file)));
    total += file.state.bytes;
    repairs.files_.push_back(std::move(file));
  }
  ConversationLook look(progress, Message(WERKBANK_TEXT("dataset", "Looking what can be repaired")), stop);
  look.set_total(total);
  std::vector<RepairLine> of_tables;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto& file = repairs.files_[i];
    const auto place = repairs.place_of(data, file);
    if (is_conversation_table(names[i])) {
      // What is asked and answered are texts, whatever they look like: "1,5" stays "1,5".
      WERKBANK_TRY(auto table, TableRepairs::find(place, {{}, false, {}, {}}, progress, stop));
      for (const auto& line : table.lines()) of_tables.push_back(line);
      file.tables.push_back(std::move(table));
    } else {
      WERKBANK_TRY(file.sum, look.read(place));
    }
  }
  repairs.lines_ = look.list();
  repairs.lines_.insert(repairs.lines_.end(), of_tables.begin(), of_tables.end());
  if (!repairs.lines_.empty() && repairs.others_ > 0)
    repairs.lines_.push_back(
        {Message(WERKBANK_TEXT("dataset",
                               "Other files in the folder, which hold no conversations: %1. They are "
                               "not copied."),
                 {static_cast<std::int64_t>(repairs.others_)}),
         {},
         repairs.others_,
         {},
         {}});
  return repairs;
}

Result<Done> ConversationRepairs::write_to(const fs::path& place, const ProgressSink& progress,
                                           const std::stop_token& stop) const {
  ConversationLook look(progress, Message(WERKBANK_TEXT("dataset", "Writing the repaired copy")), stop);
  std::uint64_t total = 0;
  for (const auto& file : files_) total += file.state.bytes;
  look.set_total(total);
  for (const auto& file : files_) {
    const auto own = place_of(data_, file);
    const auto copy = place_of(place, file);
    if (!file.name.empty()) WERKBANK_CHECK(make_folders(copy.parent_path()));
    if (!file.tables.empty()) {
      WERKBANK_CHECK(file.tables.front().write(copy, progress, stop));
      continue;
    }
    auto to = make_new_file(copy);
    if (!to) return local_file_error(copy, errno);
    const auto sum = look.read(own, to.get(), copy);
    if (!sum.ok()) return sum.as<Done>();
    if (std::fflush(to.get()) != 0) return local_file_error(copy, errno);
    WERKBANK_TRY(const auto now, state_of(own));
    if (now != file.state || *sum != file.sum) return changed_meanwhile(own);
  }
  return check_copy(place, stop);
}

// The copy is read as the data was: nothing is left to repair in it, and it holds the same lines.
Result<Done> ConversationRepairs::check_copy(const fs::path& place, const std::stop_token& stop) const {
  ConversationLook look({}, {}, stop);
  for (const auto& file : files_) {
    if (!file.tables.empty()) continue;
    const auto sum = look.read(place_of(place, file));
    if (sum.cancelled()) return Cancelled{};
    if (!sum.ok() || *sum != file.sum) return not_the_same();
  }
  return look.list().empty() ? Result<Done>(Done{}) : Result<Done>(not_the_same());
}

Result<Done> ConversationRepairs::write(const fs::path& copy, const ProgressSink& progress,
                                        const std::stop_token& stop) const {
  return make_whole(copy, [&](const fs::path& place) -> Result<Done> {
    std::error_code error;
    if (!is_file_ && !fs::create_directory(place, error))
      return local_file_error(place, error ? error.value() : EEXIST);
    return write_to(place, progress, stop);
  });
}

}  // namespace werkbank
