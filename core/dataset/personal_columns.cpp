#include "core/dataset/personal_columns.h"

#include <algorithm>

#include <QString>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

// Of the numbers of nine digits in a column, so many must pass the test: by chance one in eleven does.
constexpr double share_of_citizen_numbers = 0.5;

bool has_any(const QString& words, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const char* one) { return words.contains(QLatin1String(one)); });
}

// Less than that cannot hold anything that is looked for.
bool may_hold(const CellValue& cell) {
  constexpr std::size_t least = 6;
  if (cell.missing || cell.text.size() < least) return false;
  std::size_t digits = 0;
  for (const char c : cell.text) {
    if (c == '@') return true;
    digits += c >= '0' && c <= '9' ? 1U : 0U;
  }
  return digits >= least;
}

Message words(PersonalKind kind, const std::vector<Message::Argument>& arguments) {
  switch (kind) {
    case PersonalKind::citizen_number:
      return {WERKBANK_TEXT("dataset",
                            "The column \"%1\" holds numbers that may be citizen service numbers (BSN): %2, such as "
                            "%3. The first is on line %4."),
              arguments};
    case PersonalKind::bank_account:
      return {WERKBANK_TEXT(
                  "dataset",
                  "The column \"%1\" holds bank account numbers (IBAN): %2, such as %3. The first is on line %4."),
              arguments};
    case PersonalKind::email:
      return {WERKBANK_TEXT("dataset",
                            "The column \"%1\" holds e-mail addresses: %2, such as %3. The first is on line %4."),
              arguments};
    case PersonalKind::phone:
      return {
          WERKBANK_TEXT("dataset", "The column \"%1\" holds phone numbers: %2, such as %3. The first is on line %4."),
          arguments};
    case PersonalKind::birth_date:
      return {
          WERKBANK_TEXT("dataset", "The column \"%1\" holds dates of birth: %2, such as %3. The first is on line %4."),
          arguments};
  }
  return {};
}

Message advice(PersonalKind kind, bool with_names) {
  if (kind == PersonalKind::citizen_number) {
    return Message(WERKBANK_TEXT(
        "dataset",
        "Only organisations that a law names may use a BSN. Remove it from the data; a model learns nothing from it."));
  }
  if (with_names) {
    return Message(
        WERKBANK_TEXT("dataset",
                      "With the names beside them, these dates point to people. Give the age in years instead, and "
                      "remove the names. What must stay needs a reason that the privacy law (GDPR) allows."));
  }
  return Message(WERKBANK_TEXT(
      "dataset",
      "Does the model need this? If not, remove it or put a number of your own in its place. What must stay needs a "
      "reason that the privacy law (GDPR) allows, and the people it is about must be able to know."));
}

}  // namespace

PersonalColumns::PersonalColumns(const std::vector<std::string>& header) {
  for (const auto& name : header) {
    const auto lower = QString::fromStdString(name).toLower();
    Column column;
    column.name = name;
    column.is_citizen_number = has_any(lower, {"bsn", "burgerservice", "sofi"});
    column.is_phone =
        has_any(lower, {"telefoon", "mobiel", "phone", "mobile"}) || lower.startsWith(QLatin1String("tel"));
    column.is_birth = has_any(lower, {"geboorte", "geboren", "birth"}) || lower == QLatin1String("dob");
    column.is_name = has_any(lower, {"naam", "name"});
    columns_.push_back(std::move(column));
  }
}

void PersonalColumns::note(Column& column, PersonalKind kind, std::string_view text, std::uint64_t line) {
  auto& seen = column.seen[static_cast<std::size_t>(kind)];
  if (seen.count++ > 0) return;
  seen.line = line;
  seen.example = masked(kind, text);
}

// What only its column's name gives away: a BSN whose zero in front got lost, a bare phone number, a date.
void PersonalColumns::look_by_name(Column& column, const CellValue& cell, std::uint64_t line) {
  if (column.is_birth && cell.date) note(column, PersonalKind::birth_date, cell.text, line);
  const bool all_digits = std::all_of(cell.text.begin(), cell.text.end(), is_digit);
  if (!all_digits) return;
  if (column.is_citizen_number && cell.text.size() == 8 && is_citizen_number("0" + std::string(cell.text)))
    note(column, PersonalKind::citizen_number, cell.text, line);
  const bool bare = (cell.text.size() == 10 && cell.text[0] == '0' && !cell.text.starts_with("06")) ||
                    (cell.text.size() == 9 && cell.text[0] == '6');
  if (column.is_phone && bare) note(column, PersonalKind::phone, cell.text, line);
}

void PersonalColumns::add(const std::vector<CellValue>& row, std::uint64_t line) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto& cell = row[i];
    if (!may_hold(cell)) continue;
    auto& column = columns_[i];
    look_by_name(column, cell, line);
    for (const auto& match : find_personal_data(cell.text)) {
      if (!match.passes) {
        ++column.other_numbers;
      } else {
        note(column, match.kind, cell.text.substr(match.begin, match.length), line);
      }
    }
  }
}

bool PersonalColumns::counts(const Column& column, PersonalKind kind) {
  const auto count = column.seen[static_cast<std::size_t>(kind)].count;
  if (count == 0) return false;
  // A number that is a phone number by its column's name is not someone's BSN by chance.
  if (kind == PersonalKind::citizen_number && column.is_phone) return false;
  if (kind != PersonalKind::citizen_number || column.is_citizen_number) return true;
  const auto all = static_cast<double>(count + column.other_numbers);
  return static_cast<double>(count) >= share_of_citizen_numbers * all;
}

void PersonalColumns::finish(const FoundAt& at, Findings& findings) const {
  const bool has_names = std::any_of(columns_.begin(), columns_.end(), [](const auto& one) { return one.is_name; });
  for (const auto& column : columns_) {
    for (std::size_t i = 0; i < kinds; ++i) {
      const auto kind = static_cast<PersonalKind>(i);
      if (!counts(column, kind)) continue;
      const auto& seen = column.seen[i];
      auto place = at;
      place.line = seen.line;
      place.column = column.name;
      findings.add("personal_data", Severity::warning,
                   words(kind, {column.name, whole(seen.count), seen.example, whole(seen.line)}),
                   advice(kind, kind == PersonalKind::birth_date && has_names), place);
    }
  }
}

}  // namespace werkbank
