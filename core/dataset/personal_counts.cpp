#include "core/dataset/personal_counts.h"

#include <utility>

namespace werkbank {
namespace {

// Of the numbers of nine digits in one place, so many must pass the test: by chance one in eleven does.
constexpr double share_of_citizen_numbers = 0.5;

}  // namespace

void PersonalCounts::begin_file(std::string name) {
  file_ = std::move(name);
  ++file_number_;
}

void PersonalCounts::note(PersonalKind kind, std::string_view text, std::uint64_t line) {
  note(seen_[static_cast<std::size_t>(kind)], kind, text, line);
}

void PersonalCounts::note(Seen& seen, PersonalKind kind, std::string_view text, std::uint64_t line) const {
  if (std::exchange(seen.last_file, file_number_) != file_number_) ++seen.files;
  const bool is_first = seen.count++ == 0;
  // Of a page, what is shown in a block comes before what is only in its source.
  const bool is_earlier = seen.file == file_ && line < seen.line;
  if (!is_first && !is_earlier) return;
  seen.file = file_;
  seen.line = line;
  seen.example = masked(kind, text);
}

void PersonalCounts::add(const PersonalMatch& match, std::string_view text, std::uint64_t line) {
  if (!match.passes) {
    ++other_numbers_;
    return;
  }
  const auto found = text.substr(match.begin, match.length);
  note(match.kind, found, line);
  if (match.is_named) note(named_, match.kind, found, line);
}

const PersonalCounts::Seen& PersonalCounts::seen(PersonalKind kind) const {
  const auto& all = seen_[static_cast<std::size_t>(kind)];
  if (kind != PersonalKind::citizen_number || expects_citizen_numbers_) return all;
  const auto passed = static_cast<double>(all.count);
  const bool are_people = passed >= share_of_citizen_numbers * (passed + static_cast<double>(other_numbers_));
  return are_people ? all : named_;
}

Message personal_advice(PersonalKind kind) {
  if (kind == PersonalKind::citizen_number) {
    return Message(WERKBANK_TEXT(
        "dataset",
        "Only organisations that a law names may use a BSN. Remove it from the data; a model learns nothing from it."));
  }
  return Message(WERKBANK_TEXT(
      "dataset",
      "Does the model need this? If not, remove it or put a number of your own in its place. What must stay needs a "
      "reason that the privacy law (GDPR) allows, and the people it is about must be able to know."));
}

void say_people(const PersonalCounts& found, const FoundAt& at,
                const std::function<Message(PersonalKind, const PersonalCounts::Seen&)>& words,
                const std::function<Message(PersonalKind)>& advice, Findings& findings) {
  for (std::size_t i = 0; i < personal_kinds; ++i) {
    const auto kind = static_cast<PersonalKind>(i);
    if (!found.holds(kind)) continue;
    const auto& seen = found.seen(kind);
    auto place = at;
    place.line = seen.line;
    if (!seen.file.empty()) place.file = seen.file;
    findings.add("personal_data", Severity::warning, words(kind, seen), advice(kind), place);
  }
}

}  // namespace werkbank
