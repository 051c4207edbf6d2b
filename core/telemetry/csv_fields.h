// Fields of the sampler's CSV: written on the factory, so a number that cannot be is no number.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>

namespace werkbank {

/// Bytes of a host or of a GPU.
inline constexpr std::size_t longest_name = 256;

inline std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

inline std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// A number from `low` to `high`.
inline std::optional<double> within(std::string_view text, double low, double high) {
  const auto value = number(text);
  return value && *value >= low && *value <= high ? value : std::nullopt;
}

}  // namespace werkbank
