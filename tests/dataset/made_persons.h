// Numbers that look like those of people, made by chance and the same each time.
#pragma once

#include <random>
#include <string>

#include "core/dataset/personal_data.h"

namespace werkbank {

/// A word for a kind, such as "bsn".
const char* kind_name(PersonalKind kind);

/// Numbers that pass the test of their kind.
struct PersonMaker {
  std::mt19937 chance{7};
  int number(int below) { return static_cast<int>(chance() % static_cast<unsigned>(below)); }
  std::string digits(int count);
  std::string bsn();
  /// Of as many digits, which do not pass the test.
  std::string no_bsn();
  std::string iban();
};

}  // namespace werkbank
