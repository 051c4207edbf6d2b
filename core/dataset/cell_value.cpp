#include "core/dataset/cell_value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include <QByteArrayView>

namespace werkbank {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

bool is_time(std::string_view rest) {
  const auto hour = take_digits(rest, 1, 2);
  if (!hour || !take(rest, ":") || !take_digits(rest, 2, 2)) return false;
  if (rest.empty() || rest == "Z") return true;
  if (!take(rest, ":") || !take_digits(rest, 2, 2)) return false;
  if (take(rest, ".") && !take_digits(rest, 1, 9)) return false;
  return rest.empty() || rest == "Z";
}

bool is_day(int day, int month) { return day >= 1 && day <= 31 && month >= 1 && month <= 12; }

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

bool is_date(std::string_view cell) {
  constexpr std::size_t longest = 40;
  if (cell.size() < 8 || cell.size() > longest || !is_digit(cell[0])) return false;
  auto rest = cell;
  if (const auto year = take_digits(rest, 4, 4); year && take(rest, "-")) {
    const auto month = take_digits(rest, 1, 2);
    if (!month || !take(rest, "-")) return false;
    const auto day = take_digits(rest, 1, 2);
    return day && is_day(*day, *month) && (rest.empty() || (take(rest, "T ") && is_time(rest)));
  }
  rest = cell;
  const auto day = take_digits(rest, 1, 2);
  if (!day || !take(rest, "-/.")) return false;
  const auto month = take_digits(rest, 1, 2);
  if (!month || !take(rest, "-/.") || !take_digits(rest, 4, 4)) return false;
  return is_day(*day, *month) && (rest.empty() || (take(rest, " ") && is_time(rest)));
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
  if (!is_digit(value.text[0]) && !may_be_number(value.text)) return value;
  value.point = point_number(value.text);
  const bool plain_digits = value.point && value.text.find_first_of(".eE") == std::string_view::npos;
  value.comma = plain_digits ? value.point : comma_number(value.text);
  if (!value.point) value.date = is_date(value.text);
  return value;
}

}  // namespace werkbank
