#include "core/dataset/cell_value.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string>

#include <QByteArrayView>

#include "core/base/ascii.h"
#include "core/dataset/month_names.h"

namespace werkbank {
namespace {

bool is_blank_byte(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Reads one to `most` digits at the begin of `rest`.
std::optional<int> take_digits(std::string_view& rest, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int number = 0;
  while (count < rest.size() && count < most && is_digit(rest[count])) number = number * 10 + (rest[count++] - '0');
  if (count < least) return std::nullopt;
  rest.remove_prefix(count);
  return number;
}

bool take(std::string_view& rest, std::string_view any_of) {
  if (rest.empty() || any_of.find(rest[0]) == std::string_view::npos) return false;
  rest.remove_prefix(1);
  return true;
}

// "Z", "+02:00", or nothing.
std::optional<int> zone_seconds(std::string_view rest) {
  if (rest.empty() || rest == "Z") return 0;
  const int sign = rest[0] == '-' ? -1 : 1;
  if (!take(rest, "+-")) return std::nullopt;
  const auto hours = take_digits(rest, 2, 2);
  take(rest, ":");
  const auto minutes = take_digits(rest, 2, 2);
  if (!hours || !minutes || !rest.empty()) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

std::optional<int> time_seconds(std::string_view rest) {
  const auto hour = take_digits(rest, 1, 2);
  if (!hour || !take(rest, ":")) return std::nullopt;
  const auto minute = take_digits(rest, 2, 2);
  if (!minute || *hour > 24 || *minute > 59) return std::nullopt;
  int second = 0;
  if (take(rest, ":")) {
    const auto digits = take_digits(rest, 2, 2);
    if (!digits || (take(rest, ".") && !take_digits(rest, 1, 9))) return std::nullopt;
    second = *digits;
  }
  const auto zone = zone_seconds(rest);
  if (!zone) return std::nullopt;
  return *hour * 3600 + *minute * 60 + second - *zone;
}

std::optional<std::int64_t> moment(int year, int month, int day, std::string_view rest, std::string_view before_time) {
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  constexpr std::int64_t day_seconds = 86400;
  const std::int64_t midnight = std::chrono::sys_days(date).time_since_epoch().count() * day_seconds;
  if (rest.empty()) return midnight;
  if (!take(rest, before_time)) return std::nullopt;
  const auto time = time_seconds(rest);
  if (!time) return std::nullopt;
  return midnight + *time;
}

std::optional<double> parse(std::string_view text) {
  bool good = false;
  const double number = QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).toDouble(&good);
  if (!good || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Digits, perhaps in groups of three with points between them.
bool is_whole_part(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  if (first == 0 || first > 3 || (text.size() - first) % 4 != 0) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool point = i >= first && (i - first) % 4 == 0;
    if (point ? text[i] != '.' : !is_digit(text[i])) return false;
  }
  return true;
}

bool may_be_number(std::string_view cell) {
  constexpr std::size_t longest = 64;
  return !cell.empty() && cell.size() <= longest &&
         (is_digit(cell[0]) || cell[0] == '-' || cell[0] == '+' || cell[0] == '.');
}

std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 32U;
  value *= 0xD6E8FEB86659FD93U;
  value ^= value >> 32U;
  value *= 0xD6E8FEB86659FD93U;
  return value ^ (value >> 32U);
}

}  // namespace

std::string_view stripped(std::string_view cell) {
  constexpr std::string_view no_break = "\xC2\xA0";
  while (true) {
    if (!cell.empty() && is_blank_byte(cell.front())) {
      cell.remove_prefix(1);
    } else if (!cell.empty() && is_blank_byte(cell.back())) {
      cell.remove_suffix(1);
    } else if (cell.starts_with(no_break)) {
      cell.remove_prefix(no_break.size());
    } else if (cell.ends_with(no_break)) {
      cell.remove_suffix(no_break.size());
    } else {
      return cell;
    }
  }
}

bool is_missing(std::string_view cell) {
  // The same words as the training scripts take for missing.
  static constexpr std::array<std::string_view, 10> words{"na", "n/a", "nan",  "null", "none",
                                                          "-",  "?",   "#n/a", "nvt",  "n.v.t."};
  if (cell.empty()) return true;
  constexpr std::size_t longest = 6;
  if (cell.size() > longest || is_digit(cell[0])) return false;
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); };
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(word.begin(), word.end(), cell.begin(), cell.end(), same);
  });
}

std::optional<double> point_number(std::string_view cell) {
  if (!may_be_number(cell)) return std::nullopt;
  if (cell.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  return parse(cell);
}

std::optional<double> comma_number(std::string_view cell) {
  if (!may_be_number(cell)) return std::nullopt;
  const auto exponent = std::min(cell.find_first_of("eE"), cell.size());
  auto body = cell.substr(0, exponent);
  if (!body.empty() && (body[0] == '+' || body[0] == '-')) body.remove_prefix(1);
  const auto comma = std::min(body.find(','), body.size());
  const auto decimals = comma < body.size() ? body.substr(comma + 1) : std::string_view("0");
  const auto whole = body.substr(0, comma);
  if (!is_whole_part(whole) || decimals.empty() || !std::all_of(decimals.begin(), decimals.end(), is_digit))
    return std::nullopt;
  if (exponent < cell.size() && whole.find('.') != std::string_view::npos) return std::nullopt;
  std::string plain(cell);
  std::erase(plain, '.');
  std::replace(plain.begin(), plain.end(), ',', '.');
  return parse(plain);
}

std::optional<std::int64_t> date_seconds(std::string_view cell) {
  constexpr std::size_t longest = 40;
  if (cell.size() < 8 || cell.size() > longest) return std::nullopt;
  auto rest = cell;
  if (const auto written = take_written_day(rest)) {
    if (rest.starts_with(", ")) rest.remove_prefix(1);
    return moment(written->year, written->month, written->day, rest, " ");
  }
  if (!is_digit(cell[0])) return std::nullopt;
  if (const auto year = take_digits(rest, 4, 4); year && take(rest, "-")) {
    const auto month = take_digits(rest, 1, 2);
    if (!month || !take(rest, "-")) return std::nullopt;
    const auto day = take_digits(rest, 1, 2);
    return day ? moment(*year, *month, *day, rest, "T ") : std::nullopt;
  }
  rest = cell;
  const auto day = take_digits(rest, 1, 2);
  if (!day || !take(rest, "-/.")) return std::nullopt;
  const auto month = take_digits(rest, 1, 2);
  if (!month || !take(rest, "-/.")) return std::nullopt;
  const auto year = take_digits(rest, 4, 4);
  return year ? moment(*year, *month, *day, rest, " ") : std::nullopt;
}

std::uint64_t content_hash(std::string_view bytes) {
  std::uint64_t hash = 0x9E3779B97F4A7C15U ^ bytes.size();
  while (bytes.size() >= sizeof hash) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data(), sizeof eight);
    hash = mixed(hash ^ eight) + 0x9E3779B97F4A7C15U;
    bytes.remove_prefix(sizeof hash);
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  return mixed(hash ^ rest);
}

CellValue look_at_cell(std::string_view cell) {
  CellValue value;
  value.text = stripped(cell);
  value.missing = is_missing(value.text);
  if (value.missing) return value;
  value.hash = content_hash(value.text);
  if (!is_digit(value.text[0]) && !may_be_number(value.text)) {
    value.date = date_seconds(value.text);  // "Jan 3, 2024"
    return value;
  }
  value.point = point_number(value.text);
  const bool plain_digits = value.point && value.text.find_first_of(".eE") == std::string_view::npos;
  value.comma = plain_digits ? value.point : comma_number(value.text);
  if (!value.point) value.date = date_seconds(value.text);
  return value;
}

}  // namespace werkbank
