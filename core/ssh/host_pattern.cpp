#include "core/ssh/host_pattern.h"

#include <algorithm>

namespace werkbank {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool fits_pattern(std::string_view name, std::string_view pattern) {
  std::size_t at_name = 0;
  std::size_t at_pattern = 0;
  std::size_t star = std::string_view::npos;  // the last one seen, and what it has swallowed so far
  std::size_t swallowed = 0;
  while (at_name < name.size()) {
    if (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
      star = at_pattern++;
      swallowed = at_name;
    } else if (at_pattern < pattern.size() && (pattern[at_pattern] == '?' || pattern[at_pattern] == name[at_name])) {
      ++at_pattern;
      ++at_name;
    } else if (star != std::string_view::npos) {
      at_pattern = star + 1;
      at_name = ++swallowed;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at_pattern) == std::string_view::npos;
}

bool fits_patterns(std::string_view name, const std::vector<std::string>& patterns) {
  bool fits = false;
  for (const auto& pattern : patterns) {
    if (pattern.starts_with('!')) {
      if (fits_pattern(name, std::string_view(pattern).substr(1))) return false;
    } else {
      fits = fits || fits_pattern(name, pattern);
    }
  }
  return fits;
}

std::vector<std::string> split_at(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace werkbank
