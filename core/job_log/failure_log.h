// Why a job failed, from what it printed: read line by line, in memory that does not grow with the log.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/job_log/cause.h"

namespace werkbank {

/// A cause with the line that proves it.
struct FailureClue {
  Cause cause = Cause::unknown;
  std::string line;               ///< readable, short enough to show; empty when no line proves it
  std::uint64_t line_number = 0;  ///< from 1; 0 when there is no line
};

/// Gives the first root cause of the last attempt: what other processes print because one of them failed does not
/// count, nor does an error after which the training went on. Rather Cause::unknown than a guess. Cause::none only when
/// the scheduler says so, or the log ends well and nothing in it speaks of a failure.
class FailureLog {
 public:
  FailureLog();
  ~FailureLog();
  FailureLog(FailureLog&&) noexcept;
  FailureLog& operator=(FailureLog&&) noexcept;

  /// The next bytes of the log, cut anywhere.
  void add(std::string_view bytes);

  /// After the last bytes; more may follow, as another line.
  FailureClue why(const Ending& ending);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

/// Of a whole log.
FailureClue failure_in(std::string_view log, const Ending& ending);

/// Without blanks around it, and short enough to show.
std::string shown_line(std::string_view line);

/// What this line alone proves, such as the message of an error that a script wrote.
std::optional<Cause> cause_of_line(std::string_view line);

}  // namespace werkbank
