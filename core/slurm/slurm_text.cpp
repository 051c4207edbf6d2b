#include "core/slurm/slurm_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

/// The number at `text[from, from + length)`, or -1.
int digits_at(std::string_view text, std::size_t from, std::size_t length) {
  if (from + length > text.size() || !is_digits(text.substr(from, length))) return -1;
  int number = 0;
  for (const char c : text.substr(from, length)) number = number * 10 + (c - '0');
  return number;
}

/// "2026-11-24T00:50:01", in UTC.
std::optional<double> parse_date(std::string_view text) {
  namespace ch = std::chrono;
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
    return {};
  const int year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
  const int hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
  if (year < 1971 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0) return {};
  const ch::year_month_day date{ch::year(year), ch::month(static_cast<unsigned>(month)),
                                ch::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return {};
  const auto days = ch::sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * 86400.0 + hour * 3600.0 + minute * 60.0 + second;
}

/// Hours, minutes and seconds, as Slurm reads them: with days in front the first part is hours, else the last is
/// seconds.
std::optional<double> clock_seconds(const std::vector<std::uint64_t>& parts, bool has_days) {
  static constexpr double with_days[] = {3600, 60, 1};
  static constexpr double one[] = {60};
  static constexpr double two[] = {60, 1};
  if (parts.empty() || parts.size() > 3) return {};
  const double* weights = has_days || parts.size() == 3 ? with_days : parts.size() == 2 ? two : one;
  double seconds = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) seconds += static_cast<double>(parts[i]) * weights[i];
  return seconds;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const auto line : split(text, '\n')) {
    if (!trim(line).empty()) lines.push_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
  }
  return lines;
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = line.find(separator);
    parts.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  text = trim(text);
  if (text.ends_with('+')) text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || wrong != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

std::optional<double> parse_time_limit(std::string_view text) {
  text = trim(text);
  double days = 0;
  const auto dash = text.find('-');
  if (dash != std::string_view::npos) {
    const auto count = parse_count(text.substr(0, dash));
    if (!count || *count > 100000) return {};
    days = static_cast<double>(*count);
    text.remove_prefix(dash + 1);
  }
  std::vector<std::uint64_t> parts;
  for (const auto part : split(text, ':')) {
    const auto count = is_digits(part) ? parse_count(part) : std::nullopt;
    if (!count || *count > 100000000) return {};
    parts.push_back(*count);
  }
  const auto seconds = clock_seconds(parts, dash != std::string_view::npos);
  if (!seconds) return {};
  return days * 86400.0 + *seconds;
}

std::optional<double> parse_moment(std::string_view text) {
  text = trim(text);
  if (const auto date = parse_date(text)) return date;
  const auto seconds = is_digits(text) ? parse_count(text) : std::nullopt;
  // Slurm writes 0 for "never" and 4294967294 for "not set"; a moment of ours lies well between.
  if (!seconds || *seconds == 0 || *seconds >= 4294967294U) return {};
  return static_cast<double>(*seconds);
}

std::optional<double> parse_megabytes(std::string_view text) {
  const auto count = parse_count(text);
  if (!count || *count > 1000000000000U) return {};
  return static_cast<double>(*count) / 1024.0;
}

std::vector<GpuCount> parse_gpus(std::string_view gres) {
  std::vector<GpuCount> gpus;
  int depth = 0;
  std::string flat;  // without what stands in brackets, which may hold commas
  for (const char c : gres) {
    if (c == '(') ++depth;
    if (depth == 0) flat += c;
    if (c == ')' && depth > 0) --depth;
  }
  for (auto one : split(flat, ',')) {
    one = trim(one);
    if (one.starts_with("gres:")) one.remove_prefix(5);
    const auto parts = split(one, ':');
    if (parts.size() < 2 || parts.size() > 3 || parts[0] != "gpu") continue;
    const auto count = parse_count(parts.back());
    if (!count || *count == 0 || *count > 1024) continue;
    gpus.push_back({parts.size() == 3 ? std::string(parts[1]) : std::string(), static_cast<int>(*count)});
  }
  return gpus;
}

std::string clean_job_id(std::string_view text) {
  text = trim(text);
  const auto mark = text.find('_');
  const bool plain =
      is_digits(text.substr(0, mark)) && (mark == std::string_view::npos || is_digits(text.substr(mark + 1)));
  return plain && text.size() <= 20 ? std::string(text) : std::string();
}

}  // namespace werkbank
