#include "core/job_log/log_line.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/job_log/log_text.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_prefix = 80;
constexpr std::size_t most_rank_digits = 5;

std::string_view digits_at(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()));
}

LogLine split(std::string_view rank, std::string_view text) {
  if (text.starts_with(' ')) text.remove_prefix(1);
  return {std::string(rank), std::string(text)};
}

/// "[rank3]: text" and "[default3]:text".
bool by_torch(std::string_view raw, LogLine& line) {
  for (const std::string_view begin : {"[rank", "[default"}) {
    if (!raw.starts_with(begin)) continue;
    const auto rank = digits_at(raw.substr(begin.size()));
    const auto rest = raw.substr(begin.size() + rank.size());
    if (rank.empty() || !rest.starts_with("]:")) return false;
    line = split(rank, rest.substr(2));
    return true;
  }
  return false;
}

/// " 3: text". Without a blank after the colon it is a time, or a line of somebody's own.
bool by_srun(std::string_view raw, LogLine& line) {
  auto rest = raw.substr(std::min(raw.size(), raw.find_first_not_of(' ')));
  const auto rank = digits_at(rest);
  if (rank.empty() || rank.size() > most_rank_digits || raw.size() - rest.size() + rank.size() > most_rank_digits)
    return false;
  rest.remove_prefix(rank.size());
  if (rest != ":" && !rest.starts_with(": ")) return false;
  line = split(rank, rest.substr(1));
  return true;
}

/// "[1,3]<stderr>:text".
bool by_mpi(std::string_view raw, LogLine& line) {
  if (!raw.starts_with('[')) return false;
  const auto comma = raw.find(',');
  const auto close = raw.find("]<std");
  if (comma == std::string_view::npos || close == std::string_view::npos || close < comma || close > longest_prefix)
    return false;
  const auto colon = raw.find(">:", close);
  if (colon == std::string_view::npos || colon > longest_prefix) return false;
  line = split(raw.substr(comma + 1, close - comma - 1), raw.substr(colon + 2));
  return true;
}

/// "(train pid=123, ip=10.0.0.1) text".
bool by_ray(std::string_view raw, LogLine& line) {
  if (!raw.starts_with('(')) return false;
  const auto close = raw.find(") ");
  const auto pid = raw.find("pid=");
  if (close == std::string_view::npos || pid == std::string_view::npos || pid > close || close > longest_prefix)
    return false;
  const auto number = digits_at(raw.substr(pid + 4));
  if (number.empty()) return false;
  line = split(number, raw.substr(close + 1));
  return true;
}

}  // namespace

LogLine read_log_line(std::string_view raw) {
  std::string readable;
  const bool plain = std::ranges::all_of(raw, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
  if (!plain) {
    readable = readable_log(raw);
    raw = readable;
  }
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t')) raw.remove_suffix(1);
  LogLine line;
  if (by_torch(raw, line) || by_srun(raw, line) || by_mpi(raw, line) || by_ray(raw, line)) return line;
  return {{}, std::string(raw)};
}

}  // namespace werkbank
