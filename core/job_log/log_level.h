// How loud a line of a log is, by the words that tools use: to show it, and to find it again. Says nothing of why a job
// failed: failure_log.h does.
#pragma once

#include <cstdint>
#include <string_view>

namespace werkbank {

enum class LogLevel : std::uint8_t {
  ordinary,
  own,      ///< Werkbank's own: "[werkbank] ..."
  warning,  ///< often harmless
  error,
};

/// Of a line without terminal control codes and without the rank before it (see read_log_line()).
LogLevel level_of(std::string_view line);

/// Whether level_of() could be warning or error; quick, for most lines are neither. True for some that are neither; the
/// line may still have its rank.
bool may_be_problem(std::string_view line);

}  // namespace werkbank
