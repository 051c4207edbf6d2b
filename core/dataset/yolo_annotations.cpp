// YOLO texts: a line for each box, and a file with the names of the kinds.
#include <algorithm>
#include <cmath>
#include <map>

#include <QByteArray>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/box_annotations.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr std::size_t most_line_faults = 100;
constexpr std::size_t most_words = 20'000;  // of a line: an outline of ten thousand points
constexpr std::size_t most_names = 100'000;

bool is_class_number(std::string_view word) {
  constexpr std::size_t longest = 6;
  return is_digits(word) && word.size() <= longest;
}

std::uint32_t to_number(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return number;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  constexpr std::string_view blanks = " \t\r\v\f";
  for (auto at = line.find_first_not_of(blanks); at != std::string_view::npos && words.size() <= most_words;) {
    const auto end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return words;
}

std::optional<double> share(std::string_view word) {
  constexpr std::size_t longest = 40;
  constexpr std::string_view allowed = "-+0123456789.eE";
  if (word.size() > longest || word.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
  bool is_number = false;
  const double value = QByteArray(word.data(), static_cast<qsizetype>(word.size())).toDouble(&is_number);
  return is_number && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

BoxSides around(const std::vector<double>& points) {
  double left = points[0], right = points[0], top = points[1], bottom = points[1];
  for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
    left = std::min(left, points[i]);
    right = std::max(right, points[i]);
    top = std::min(top, points[i + 1]);
    bottom = std::max(bottom, points[i + 1]);
  }
  return {left, top, right - left, bottom - top};
}

std::optional<YoloBox> box_of(const std::vector<std::string_view>& words) {
  constexpr std::size_t of_a_box = 5;
  constexpr std::size_t of_an_outline = 7;
  const bool fits = words.size() == of_a_box || (words.size() >= of_an_outline && words.size() % 2 == 1);
  if (!fits || words.size() > most_words || !is_class_number(words[0])) return std::nullopt;
  std::vector<double> numbers;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto number = share(words[i]);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  YoloBox box;
  box.kind = to_number(words[0]);
  box.sides = numbers.size() > 4
                  ? around(numbers)
                  : BoxSides{numbers[0] - numbers[2] / 2, numbers[1] - numbers[3] / 2, numbers[2], numbers[3]};
  return box;
}

template <typename Take>
void each_line(std::string_view text, const Take& take) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::uint32_t line = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (!take(text.substr(0, end), ++line)) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  const bool is_quoted = text.size() > 1 && (text[0] == '\'' || text[0] == '"') && text.back() == text[0];
  if (is_quoted) return std::string(text.substr(1, text.size() - 2));
  return std::string(trimmed(text.substr(0, text.find(" #"))));
}

// The parts between commas; a comma between quotes is part of a name.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  char quote = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ',') {
      if (quote == 0 && (text[i] == '\'' || text[i] == '"'))
        quote = text[i];
      else if (text[i] == quote)
        quote = 0;
      continue;
    }
    if (i < text.size() && quote != 0) continue;
    const auto part = trimmed(text.substr(start, i - start));
    if (!part.empty() && parts.size() < most_names) parts.push_back(part);
    start = i + 1;
  }
  return parts;
}

std::optional<std::vector<std::string>> inline_names(std::string_view text) {
  const auto close = text.find(text[0] == '[' ? ']' : '}');
  if (close == std::string_view::npos) return std::nullopt;
  std::vector<std::string> names;
  for (auto part : parts_of(text.substr(1, close - 1))) {
    if (text[0] == '{') {
      const auto colon = part.find(':');
      if (colon == std::string_view::npos) continue;
      part = part.substr(colon + 1);
    }
    names.push_back(unquoted(part));
  }
  return names;
}

// "- name" or "3: name"; nothing when the line is neither.
std::optional<std::pair<std::optional<std::uint32_t>, std::string>> listed_name(std::string_view line) {
  const auto text = trimmed(line);
  if (text.starts_with("- ")) return std::pair(std::optional<std::uint32_t>(), unquoted(text.substr(2)));
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 >= text.size() || text[colon + 1] != ' ') return std::nullopt;
  const auto digits = trimmed(text.substr(0, colon));
  if (!is_class_number(digits)) return std::nullopt;
  return std::pair(std::optional(to_number(digits)), unquoted(text.substr(colon + 1)));
}

std::optional<std::vector<std::string>> in_order(std::map<std::uint32_t, std::string> found) {
  std::vector<std::string> names;
  for (auto& [number, name] : found) {
    if (number != names.size()) return std::nullopt;
    names.push_back(std::move(name));
  }
  return names.empty() ? std::nullopt : std::optional(std::move(names));
}

}  // namespace

std::string tidy_name(std::string_view name) {
  std::string tidy;
  for (const char c : readable(name)) {
    const bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!is_blank)
      tidy += c;
    else if (!tidy.empty() && tidy.back() != ' ')
      tidy += ' ';
  }
  if (!tidy.empty() && tidy.back() == ' ') tidy.pop_back();
  return tidy;
}

YoloText read_yolo(std::string_view text) {
  YoloText found;
  each_line(text, [&](std::string_view line, std::uint32_t number) {
    const auto words = words_of(line);
    if (words.empty()) return true;
    auto box = box_of(words);
    if (box) {
      box->line = number;
      found.boxes.push_back(*box);
    } else {
      found.faults.push_back({{"geen kader (soort, midden x, midden y, breedte, hoogte)",
                               "not a box (kind, centre x, centre y, width, height)"},
                              number});
    }
    return found.faults.size() < most_line_faults;
  });
  return found;
}

std::optional<std::vector<std::string>> names_of_yaml(std::string_view text) {
  std::map<std::uint32_t, std::string> found;
  std::optional<std::string> in_line;
  bool is_begun = false;
  each_line(text, [&](std::string_view line, std::uint32_t) {
    if (in_line) {
      *in_line += " " + std::string(trimmed(line));
      return true;
    }
    const auto bare = trimmed(line);
    if (!is_begun) {
      is_begun = line.starts_with("names") && trimmed(line.substr(5)).starts_with(":");
      if (!is_begun) return true;
      const auto rest = trimmed(line.substr(line.find(':') + 1));
      if (rest.starts_with("[") || rest.starts_with("{")) in_line = std::string(rest);
      return true;
    }
    if (bare.empty() || bare[0] == '#') return true;
    auto name = listed_name(line);
    if (!name || found.size() >= most_names) return false;
    found[name->first.value_or(static_cast<std::uint32_t>(found.size()))] = std::move(name->second);
    return true;
  });
  return in_line ? inline_names(*in_line) : in_order(std::move(found));
}

std::vector<std::string> names_of_lines(std::string_view text) {
  std::vector<std::string> names;
  each_line(text, [&](std::string_view line, std::uint32_t) {
    const auto name = trimmed(line);
    if (!name.empty()) names.emplace_back(name);
    return names.size() < most_names;
  });
  return names;
}

}  // namespace werkbank
