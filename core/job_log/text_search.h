// Looks for words in a line. Private to core/job_log.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace werkbank {

bool contains(std::string_view text, std::string_view part);
bool contains_any(std::string_view text, std::span<const std::string_view> parts);

/// Where `part`, which is in small letters, first stands, whatever the capitals of the text; npos when it does not.
std::size_t find_word(std::string_view text, std::string_view part, std::size_t from = 0);

/// A letter, a digit or a line below, of ASCII.
bool is_word(char c);

/// Tells quickly that a line holds none of some words; most lines do not. By the last four letters of the words,
/// whatever their capitals.
class Sieve {
 public:
  void mark(std::string_view word) { marks_.set(place(word.substr(word.size() - width))); }  // at least four letters
  bool lets_through(std::string_view line) const;

 private:
  static constexpr std::size_t width = 4;
  static constexpr unsigned bits = 18;

  static std::size_t place(std::string_view text);

  std::bitset<std::size_t{1} << bits> marks_;
};

Sieve sieve_of(std::span<const std::string_view> words);

}  // namespace werkbank
