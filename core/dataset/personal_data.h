// What in a text may lead to a person. Looked for on this computer only, before anything is sent.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

enum class PersonalKind { citizen_number, bank_account, email, phone, birth_date };
constexpr std::size_t personal_kinds = 5;

struct PersonalMatch {
  PersonalKind kind = PersonalKind::email;
  std::size_t begin = 0;  ///< in bytes
  std::size_t length = 0;
  /// For citizen numbers: false when the digits do not pass the test; tells numbers of orders from numbers of people.
  bool passes = true;
  /// For citizen numbers: true behind a word for it, such as BSN.
  bool is_named = false;
};

/// All of it, in the order of the text: numbers of nine digits (BSN), IBANs, e-mail addresses, phone numbers, and dates
/// after a word for birth, also with the month in words.
std::vector<PersonalMatch> find_personal_data(std::string_view text);

/// False when there is none of it for certain: quick to say, and true of most texts.
bool may_hold_personal_data(std::string_view text);

/// The 11-test of Dutch citizen service numbers: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of 11 (Besluit
/// burgerservicenummer, art. 1). Nine digits.
bool is_citizen_number(std::string_view digits);

/// How long an IBAN of that country is (ISO 13616 registry); 0 for a country without.
std::size_t iban_length(std::string_view country);

/// ISO 13616: the length of its country, and 1 when divided by 97 with its first four signs moved to the end. Without
/// blanks.
bool is_iban(std::string_view text);

/// So much of it that its owner would know it again, and nobody else could use it.
std::string masked(PersonalKind kind, std::string_view text);

}  // namespace werkbank
