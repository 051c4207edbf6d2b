// Lines of a log that prove why a job failed. Private to core/jobs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace werkbank {

enum class Cause {
  none,
  cancelled,
  data_format,
  timeout,
  out_of_memory,
  cuda_oom,
  missing_module,
  missing_file,
  disk_quota,
  python_exception,
  node_failure,
  preempted,
  stopped_without_end,
  lost,
  unknown,
};

struct Clue {
  Cause cause = Cause::unknown;
  std::string line;
};

/// What this line alone proves.
std::optional<Cause> cause_of_line(std::string_view line);

/// The first line of the last attempt that proves a cause; else the first Python exception; else nothing.
std::optional<Clue> clue_in(std::string_view log);

/// Without blanks around it, and short enough to show.
std::string shown_line(std::string_view line);

}  // namespace werkbank
