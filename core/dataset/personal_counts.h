// How much of which kind of personal data a column or a text holds, where the first of it is, and what to do about it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/dataset/personal_data.h"

namespace werkbank {

class PersonalCounts {
 public:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t line = 0;  ///< of the first
    std::string example;     ///< the first, masked
  };

  /// `text` is what was found and no more.
  void note(PersonalKind kind, std::string_view text, std::uint64_t line);
  /// `match` was found in `text`.
  void add(const PersonalMatch& match, std::string_view text, std::uint64_t line);

  const Seen& seen(PersonalKind kind) const { return seen_[static_cast<std::size_t>(kind)]; }
  /// Whether what was seen is of that kind, and not numbers of orders of which some look like numbers of people.
  bool holds(PersonalKind kind) const;

 private:
  std::array<Seen, personal_kinds> seen_;
  std::uint64_t other_numbers_ = 0;  ///< of nine digits that are no citizen number
};

/// What to do with data of that kind.
Message personal_advice(PersonalKind kind);

}  // namespace werkbank
