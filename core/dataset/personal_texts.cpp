#include "core/dataset/personal_texts.h"

#include <algorithm>
#include <array>
#include <vector>

namespace werkbank {
namespace {

// What a reader does not see. Menus and feet of pages are shown, and often name people.
constexpr std::array<std::string_view, 2> unseen_elements{"script", "style"};
constexpr std::string_view call_link = "tel:";

Message words_for_documents(PersonalKind kind, const std::vector<Message::Argument>& arguments) {
  switch (kind) {
    case PersonalKind::citizen_number:
      return {WERKBANK_TEXT("dataset",
                            "Your documents hold numbers that may be citizen service numbers (BSN): %1, in %2 of the "
                            "files, such as %3. The first is in %4 on line %5."),
              arguments};
    case PersonalKind::bank_account:
      return {WERKBANK_TEXT("dataset",
                            "Your documents hold bank account numbers (IBAN): %1, in %2 of the files, such as %3. The "
                            "first is in %4 on line %5."),
              arguments};
    case PersonalKind::email:
      return {WERKBANK_TEXT("dataset",
                            "Your documents hold e-mail addresses: %1, in %2 of the files, such as %3. The first is in "
                            "%4 on line %5."),
              arguments};
    case PersonalKind::phone:
      return {WERKBANK_TEXT("dataset",
                            "Your documents hold phone numbers: %1, in %2 of the files, such as %3. The first is in %4 "
                            "on line %5."),
              arguments};
    case PersonalKind::birth_date:
      return {WERKBANK_TEXT("dataset",
                            "Your documents hold dates of birth: %1, in %2 of the files, such as %3. The first is in "
                            "%4 on line %5."),
              arguments};
  }
  return {};
}

Message words_for_sentences(PersonalKind kind, const std::vector<Message::Argument>& arguments) {
  switch (kind) {
    case PersonalKind::citizen_number:
      return {WERKBANK_TEXT("dataset",
                            "Your sentences hold numbers that may be citizen service numbers (BSN): %1, such as %2. "
                            "The first is in the sentence that begins on line %3."),
              arguments};
    case PersonalKind::bank_account:
      return {WERKBANK_TEXT("dataset",
                            "Your sentences hold bank account numbers (IBAN): %1, such as %2. The first is in the "
                            "sentence that begins on line %3."),
              arguments};
    case PersonalKind::email:
      return {WERKBANK_TEXT("dataset",
                            "Your sentences hold e-mail addresses: %1, such as %2. The first is in the sentence that "
                            "begins on line %3."),
              arguments};
    case PersonalKind::phone:
      return {WERKBANK_TEXT("dataset",
                            "Your sentences hold phone numbers: %1, such as %2. The first is in the sentence that "
                            "begins on line %3."),
              arguments};
    case PersonalKind::birth_date:
      return {WERKBANK_TEXT("dataset",
                            "Your sentences hold dates of birth: %1, such as %2. The first is in the sentence that "
                            "begins on line %3."),
              arguments};
  }
  return {};
}

}  // namespace

PersonalLines::PersonalLines(PersonalCounts& found, Look look)
    : found_(found), look_(look), lines_([this](const TextPiece& piece) { return take(piece); }) {}

std::size_t PersonalLines::take(const TextPiece& piece) {
  // Words before a date and signs before a number say what it is: so much of the text is given once more.
  constexpr std::size_t before = TextLines::overlap / 2;
  const bool goes_on = piece.settled < piece.text.size();
  const auto end = goes_on ? piece.settled + before : piece.text.size();
  auto next = end;
  if (may_hold(piece.text)) {
    for (const auto& match : find_personal_data(piece.text)) {
      if (match.begin < next_ || match.begin >= end) continue;
      if (is_looked_for(match, piece.text)) found_.add(match, piece.text, told_line_ == 0 ? piece.line : told_line_);
      next = std::max(next, match.begin + match.length);
    }
  }
  next_ = goes_on ? next - piece.settled : 0;
  return piece.settled;
}

bool PersonalLines::may_hold(std::string_view text) const {
  if (look_ == Look::everything) return may_hold_personal_data(text);
  return text.find('@') != std::string_view::npos || text.find(call_link) != std::string_view::npos;
}

bool PersonalLines::is_looked_for(const PersonalMatch& match, std::string_view text) const {
  if (look_ == Look::everything || match.kind == PersonalKind::email) return true;
  return match.kind == PersonalKind::phone && text.substr(0, match.begin).ends_with(call_link);
}

PersonalDocument::PersonalDocument(PersonalCounts& found, bool is_page)
    : is_page_(is_page),
      shown_(found),
      source_(found, PersonalLines::Look::addresses),
      page_(
          unseen_elements, [this](std::string_view words) { shown_.add(words); },
          [this](std::string_view rest) { source_.add(rest); }) {}

void PersonalDocument::add(std::string_view block) {
  if (is_page_)
    page_.add(block);
  else
    shown_.add(block);
}

void PersonalDocument::finish() {
  page_.finish();
  shown_.finish();
  source_.finish();
}

void say_people_in_documents(const PersonalCounts& found, Findings& findings) {
  const auto words = [](PersonalKind kind, const PersonalCounts::Seen& seen) {
    return words_for_documents(kind, {whole(seen.count), whole(seen.files), seen.example, seen.file, whole(seen.line)});
  };
  say_people(found, {}, words, personal_advice, findings);
}

void say_people_in_sentences(const PersonalCounts& found, const FoundAt& at, Findings& findings) {
  const auto words = [](PersonalKind kind, const PersonalCounts::Seen& seen) {
    return words_for_sentences(kind, {whole(seen.count), seen.example, whole(seen.line)});
  };
  say_people(found, at, words, personal_advice, findings);
}

}  // namespace werkbank
