#include "core/dataset/personal_columns.h"

#include <algorithm>

#include <QString>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

bool has_any(const QString& words, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const char* one) { return words.contains(QLatin1String(one)); });
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

Message advice_beside_names(PersonalKind kind) {
  if (kind != PersonalKind::birth_date) return personal_advice(kind);
  return Message(
      WERKBANK_TEXT("dataset",
                    "With the names beside them, these dates point to people. Give the age in years instead, and "
                    "remove the names. What must stay needs a reason that the privacy law (GDPR) allows."));
}

}  // namespace

PersonalColumns::PersonalColumns(const std::vector<std::string>& header) {
  for (const auto& name : header) {
    const auto lower = QString::fromStdString(name).toLower();
    Column column;
    column.name = name;
    column.is_phone =
        has_any(lower, {"telefoon", "mobiel", "phone", "mobile"}) || lower.startsWith(QLatin1String("tel"));
    column.is_citizen_number = !column.is_phone && has_any(lower, {"bsn", "burgerservice", "sofi"});
    if (column.is_citizen_number) column.found.expect_citizen_numbers();
    column.is_birth = has_any(lower, {"geboorte", "geboren", "birth"}) || lower == QLatin1String("dob");
    column.is_name = has_any(lower, {"naam", "name"});
    columns_.push_back(std::move(column));
  }
}

// What only its column's name gives away: a BSN whose zero in front got lost, a bare phone number, a date.
void PersonalColumns::look_by_name(Column& column, const CellValue& cell, std::uint64_t line) {
  if (column.is_birth && cell.date) column.found.note(PersonalKind::birth_date, cell.text, line);
  const bool all_digits = std::all_of(cell.text.begin(), cell.text.end(), is_digit);
  if (!all_digits) return;
  if (column.is_citizen_number && cell.text.size() == 8 && is_citizen_number("0" + std::string(cell.text)))
    column.found.note(PersonalKind::citizen_number, cell.text, line);
  const bool bare = (cell.text.size() == 10 && cell.text[0] == '0' && !cell.text.starts_with("06")) ||
                    (cell.text.size() == 9 && cell.text[0] == '6');
  if (column.is_phone && bare) column.found.note(PersonalKind::phone, cell.text, line);
}

void PersonalColumns::add(const std::vector<CellValue>& row, std::uint64_t line) {
  for (std::size_t i = 0; i < columns_.size(); ++i) add(i, row[i], line);
}

void PersonalColumns::add(std::size_t column, const CellValue& cell, std::uint64_t line) {
  if (cell.missing || !may_hold_personal_data(cell.text)) return;
  auto& into = columns_[column];
  look_by_name(into, cell, line);
  for (const auto& match : find_personal_data(cell.text)) {
    // A number that is a phone number by its column's name is not someone's BSN by chance.
    if (match.kind != PersonalKind::citizen_number || !into.is_phone) into.found.add(match, cell.text, line);
  }
}

void PersonalColumns::finish(const FoundAt& at, Findings& findings) const {
  const bool has_names = std::any_of(columns_.begin(), columns_.end(), [](const auto& one) { return one.is_name; });
  for (const auto& column : columns_) {
    auto place = at;
    place.column = column.name;
    const auto say = [&column](PersonalKind kind, const PersonalCounts::Seen& seen) {
      return words(kind, {column.name, whole(seen.count), seen.example, whole(seen.line)});
    };
    say_people(column.found, place, say, has_names ? advice_beside_names : personal_advice, findings);
  }
}

}  // namespace werkbank
