#include "core/catalogue/number_text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <QByteArrayView>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

std::optional<double> plain_number(const std::string& text) {
  const bool only_signs_of_numbers = text.find_first_not_of("0123456789.eE+-") == std::string::npos;
  if (text.empty() || !only_signs_of_numbers) return std::nullopt;  // "nan" and "inf" are words, not numbers
  bool good = false;
  const double number = QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).toDouble(&good);
  if (!good || !std::isfinite(number)) return std::nullopt;
  return number;
}

// "1.000.000" or "12,500": groups of three with the same mark between them.
bool is_grouped(std::string_view text, char mark) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  const auto first = text.find(mark);
  if (first == std::string_view::npos || first == 0 || first > 3) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool expect_mark = i >= first && (i - first) % 4 == 0;
    if (expect_mark ? text[i] != mark : !is_digit(text[i])) return false;
  }
  return (text.size() - first) % 4 == 0;
}

std::string without(std::string_view text, char mark) {
  std::string kept(text);
  std::erase(kept, mark);
  return kept;
}

struct Unit {
  std::string_view name;
  double seconds;
};

std::optional<double> unit_seconds(std::string_view name) {
  static constexpr Unit units[] = {{"s", 1},       {"sec", 1},       {"seconds", 1},  {"seconden", 1}, {"m", 60},
                                   {"min", 60},    {"minutes", 60},  {"minuten", 60}, {"", 60},        {"h", 3600},
                                   {"u", 3600},    {"uur", 3600},    {"hour", 3600},  {"hours", 3600}, {"d", 86400},
                                   {"dag", 86400}, {"dagen", 86400}, {"day", 86400},  {"days", 86400}};
  const auto* found =
      std::find_if(std::begin(units), std::end(units), [&](const Unit& unit) { return unit.name == name; });
  if (found == std::end(units)) return std::nullopt;
  return found->seconds;
}

std::optional<long long> clock_time(std::string_view text) {
  const auto colon = text.find(':');
  const auto hours = whole_number_from_text(text.substr(0, colon));
  const auto minutes = whole_number_from_text(text.substr(colon + 1));
  if (!hours || !minutes || *hours < 0 || *hours > 100'000 || *minutes < 0 || *minutes > 59) return std::nullopt;
  return *hours * 3600 + *minutes * 60;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<double> number_from_text(std::string_view typed) {
  const auto text = trimmed(typed);
  const auto comma = text.rfind(',');
  const auto point = text.rfind('.');
  if (comma == std::string_view::npos) return plain_number(std::string(text));
  // The last mark is the decimal one; a single comma is a decimal comma, as Dutch people write.
  const bool decimal_comma = point == std::string_view::npos || point < comma;
  const char thousands = decimal_comma ? '.' : ',';
  const auto whole = text.substr(0, decimal_comma ? comma : point);
  if (whole.find(thousands) != std::string_view::npos && !is_grouped(whole, thousands)) return std::nullopt;
  auto plain = without(text, thousands);
  if (std::count(plain.begin(), plain.end(), ',') > 1) return std::nullopt;
  std::replace(plain.begin(), plain.end(), ',', '.');
  return plain_number(plain);
}

std::optional<long long> whole_number_from_text(std::string_view typed) {
  auto text = std::string(trimmed(typed));
  if (is_grouped(text, '.')) text = without(text, '.');
  if (is_grouped(text, ',')) text = without(text, ',');
  if (text.starts_with('+')) text.erase(0, 1);
  bool good = false;
  const auto number = QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).toLongLong(&good);
  const bool digits =
      !text.empty() && text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string::npos;
  if (!good || !digits) return std::nullopt;
  return number;
}

std::optional<long long> duration_from_text(std::string_view typed) {
  auto rest = trimmed(typed);
  if (rest.empty()) return std::nullopt;
  if (rest.find(':') != std::string_view::npos) return clock_time(rest);
  double seconds = 0;
  while (!rest.empty()) {
    const auto number_end = std::min(rest.find_first_not_of("0123456789.,"), rest.size());
    const auto number = number_from_text(rest.substr(0, number_end));
    rest = trimmed(rest.substr(number_end));
    const auto unit_end = std::min(rest.find_first_of("0123456789 "), rest.size());
    const auto unit = unit_seconds(lower_case(rest.substr(0, unit_end)));
    if (!number || !unit) return std::nullopt;
    seconds += *number * *unit;
    rest = trimmed(rest.substr(unit_end));
  }
  if (seconds > 1e9) return std::nullopt;
  return std::llround(seconds);
}

}  // namespace werkbank
