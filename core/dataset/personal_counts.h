// How much of which kind of personal data a column or a text holds, where the first of it is, and what to do about it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/dataset/findings.h"
#include "core/dataset/personal_data.h"

namespace werkbank {

class PersonalCounts {
 public:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t files = 0;  ///< with some of it; 1 where only one is read
    std::string file;         ///< of the first
    std::uint64_t line = 0;   ///< of the first
    std::string example;      ///< the first, masked
    std::uint64_t last_file = 0;
  };

  /// What follows is in the file of that name.
  void begin_file(std::string name);
  /// `text` is what was found and no more.
  void note(PersonalKind kind, std::string_view text, std::uint64_t line);
  /// `match` was found in `text`.
  void add(const PersonalMatch& match, std::string_view text, std::uint64_t line);

  /// Numbers that pass the test are citizen numbers here, however many others there are.
  void expect_citizen_numbers() { expects_citizen_numbers_ = true; }

  /// What was seen of that kind. Of numbers that pass the test only those behind a word for it, where most others do
  /// not pass: then they are numbers of orders, and some look like those of people.
  const Seen& seen(PersonalKind kind) const;
  bool holds(PersonalKind kind) const { return seen(kind).count > 0; }

 private:
  void note(Seen& seen, PersonalKind kind, std::string_view text, std::uint64_t line) const;

  std::array<Seen, personal_kinds> seen_;
  Seen named_;                       ///< citizen numbers behind a word for it
  std::uint64_t other_numbers_ = 0;  ///< of nine digits that are no citizen number
  bool expects_citizen_numbers_ = false;
  std::string file_;
  std::uint64_t file_number_ = 1;
};

/// What to do with data of that kind.
Message personal_advice(PersonalKind kind);

/// Warnings of the rule "personal_data", one for each kind that `found` holds: at the line of its first, in the file of
/// its first where several are read, and for the rest at `at`.
void say_people(const PersonalCounts& found, const FoundAt& at,
                const std::function<Message(PersonalKind, const PersonalCounts::Seen&)>& words,
                const std::function<Message(PersonalKind)>& advice, Findings& findings);

}  // namespace werkbank
