#include "core/job_log/text_search.h"

#include <algorithm>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

// Whatever the locale, and many times faster than what asks it.
/// Knuth's multiplicative hash.
std::size_t place_of_word(std::uint32_t word, unsigned bits) { return word * 2654435761U >> (32U - bits); }

}  // namespace

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool contains_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return contains(text, part); });
}

std::size_t find_word(std::string_view text, std::string_view part, std::size_t from) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size()));
  const auto found =
      std::search(begin, text.end(), part.begin(), part.end(), [](char a, char b) { return lower_case(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

bool Sieve::lets_through(std::string_view line) const {
  // The last four letters, moved on by one each time.
  std::uint32_t word = 0;
  std::size_t read = 0;
  for (const char c : line) {
    word = word << 8U | static_cast<unsigned char>(lower_case(c));
    if (++read >= width && marks_.test(place_of_word(word, bits))) return true;
  }
  return false;
}

std::size_t Sieve::place(std::string_view text) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < width; ++i) word = word << 8U | static_cast<unsigned char>(lower_case(text[i]));
  return place_of_word(word, bits);
}

Sieve sieve_of(std::span<const std::string_view> words) {
  Sieve sieve;
  for (const auto word : words) sieve.mark(word);
  return sieve;
}

}  // namespace werkbank
