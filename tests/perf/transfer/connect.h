// The connection of a benchmark program, from its command line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ssh/connection.h"

namespace werkbank {

/// "HOST PORT USER KEY_FILE HOST_KEY" in front of the words, signed in; ends the program with a sentence when it
/// cannot.
std::shared_ptr<Connection> connect(const std::vector<std::string>& words);

/// How many words connect() takes.
constexpr std::size_t connect_words = 5;

/// Ends the program with what went wrong.
[[noreturn]] void give_up(const std::string& what);

template <typename T>
T value_or_give_up(Result<T> result, const std::string& what) {
  if (result.failed()) give_up(what + ": " + result.error().message.english() + " | " + result.error().detail);
  if (result.cancelled()) give_up(what + ": cancelled");
  return std::move(result).value();
}

}  // namespace werkbank
