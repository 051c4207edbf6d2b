#include "core/dataset/personal_counts.h"

namespace werkbank {
namespace {

// Of the numbers of nine digits in one place, so many must pass the test: by chance one in eleven does.
constexpr double share_of_citizen_numbers = 0.5;

}  // namespace

void PersonalCounts::note(PersonalKind kind, std::string_view text, std::uint64_t line) {
  auto& seen = seen_[static_cast<std::size_t>(kind)];
  if (seen.count++ > 0) return;
  seen.line = line;
  seen.example = masked(kind, text);
}

void PersonalCounts::add(const PersonalMatch& match, std::string_view text, std::uint64_t line) {
  if (match.passes)
    note(match.kind, text.substr(match.begin, match.length), line);
  else
    ++other_numbers_;
}

bool PersonalCounts::holds(PersonalKind kind) const {
  const auto count = seen(kind).count;
  if (count == 0 || kind != PersonalKind::citizen_number) return count > 0;
  const auto all = static_cast<double>(count + other_numbers_);
  return static_cast<double>(count) >= share_of_citizen_numbers * all;
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

}  // namespace werkbank
