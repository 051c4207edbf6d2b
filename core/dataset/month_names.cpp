#include "core/dataset/month_names.h"

#include <algorithm>
#include <cstddef>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

bool is_same_word(std::string_view name, std::string_view word) {
  return std::equal(name.begin(), name.end(), word.begin(), word.end(),
                    [](char a, char b) { return a == lower_case(b); });
}

struct Number {
  int value = 0;
  std::size_t digits = 0;
};

/// All digits at the begin, at most four.
std::optional<Number> take_number(std::string_view& text) {
  Number number;
  while (number.digits < text.size() && is_digit(text[number.digits])) {
    if (number.digits == 4) return std::nullopt;
    number.value = number.value * 10 + (text[number.digits++] - '0');
  }
  text.remove_prefix(number.digits);
  return number.digits == 0 ? std::nullopt : std::optional(number);
}

std::optional<int> take_month(std::string_view& text) {
  const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
  const auto month = month_named(text.substr(0, end));
  if (month) text.remove_prefix(end);
  return month;
}

/// "-", "/", "." or a space; behind a short name a point may stand before it. '\0' for none.
char take_separator(std::string_view& text, bool behind_name) {
  if (behind_name && text.size() > 1 && text[0] == '.' && !is_digit(text[1])) text.remove_prefix(1);
  if (text.empty() || std::string_view("-/. ").find(text[0]) == std::string_view::npos) return '\0';
  const char found = text[0];
  text.remove_prefix(1);
  return found;
}

std::optional<int> year_of(const Number& number) {
  if (number.digits == 4) return number.value;
  if (number.digits != 2) return std::nullopt;
  if (number.value < 30) return 2000 + number.value;
  return number.value < 69 ? std::nullopt : std::optional(1900 + number.value);
}

std::optional<WrittenDay> day_of(const std::optional<Number>& year, int month, const std::optional<Number>& day) {
  if (!year || !day || day->digits > 2) return std::nullopt;
  const auto whole = year_of(*year);
  return whole ? std::optional(WrittenDay{*whole, month, day->value}) : std::nullopt;
}

/// "Jan 3, 2024", "Jan 3 2024", "Jan 3, 24", and "januari 2024".
std::optional<WrittenDay> take_month_first(std::string_view& text) {
  const auto month = take_month(text);
  if (!month) return std::nullopt;
  const char between = take_separator(text, true);
  const auto number = between == '\0' ? std::optional<Number>() : take_number(text);
  if (!number) return std::nullopt;
  if (number->digits == 4) return WrittenDay{number->value, *month, 1};
  const bool has_comma = text.starts_with(',');
  if (has_comma) text.remove_prefix(1);
  const bool has_space = text.starts_with(' ');
  if (has_space) text.remove_prefix(1);
  // "Jan 03 24" may be the third or the year 2003.
  const auto year = between == ' ' && (has_comma || has_space) ? take_number(text) : std::optional<Number>();
  if (!year || (year->digits != 4 && !has_comma)) return std::nullopt;
  return day_of(year, *month, number);
}

}  // namespace

std::optional<int> month_named(std::string_view word) {
  constexpr std::size_t longest = 9;
  if (word.size() < 3 || word.size() > longest) return std::nullopt;
  for (std::size_t month = 0; month < month_names.size(); ++month) {
    auto names = month_names[month];
    while (!names.empty()) {
      const auto end = std::min(names.find(' '), names.size());
      if (is_same_word(names.substr(0, end), word)) return static_cast<int>(month) + 1;
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
  return std::nullopt;
}

std::optional<WrittenDay> take_written_day(std::string_view& text) {
  auto rest = text;
  std::optional<WrittenDay> found;
  if (!rest.empty() && is_letter(rest[0])) {
    found = take_month_first(rest);
  } else {
    const auto first = take_number(rest);
    const char before = first ? take_separator(rest, false) : '\0';
    const auto month = before == '\0' ? std::optional<int>() : take_month(rest);
    if (!month) return std::nullopt;
    const auto last = take_separator(rest, true) == before ? take_number(rest) : std::optional<Number>();
    if (last) found = first->digits == 4 ? day_of(first, *month, last) : day_of(last, *month, first);
  }
  if (found) text = rest;
  return found;
}

}  // namespace werkbank
