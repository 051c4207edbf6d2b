// The story of a job that was begun more than once: each attempt, why it ended, and what was kept of its work. From the
// job's own records, which travel with it; the scheduler knows only how often.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/jobs/job_view.h"

namespace werkbank {

/// How an attempt stands.
enum class AttemptEnd {
  runs,         ///< it is the present one
  time_up,      ///< its time was up; it saved its work
  preempted,    ///< a more urgent job took its machine
  node_failed,  ///< its machine broke down
  interrupted,  ///< taken away, and nobody says why
  finished,
  failed,
  stopped,  ///< by a person
};
std::string attempt_code(AttemptEnd end);  ///< "time_up": for JSON

struct Attempt {
  int number = 0;                  ///< from 1, as people count
  std::optional<double> began_at;  ///< unix seconds; empty while nothing was heard of it
  double seconds = 0;              ///< that it ran, by its own records
  std::int64_t from_step = 0;
  std::int64_t to_step = 0;
  AttemptEnd end = AttemptEnd::runs;
  Message why = {};  ///< one sentence: why it ended, or how it stands
};

struct AttemptStory {
  std::vector<Attempt> attempts;  ///< in order, at most 1001; empty of a job that was begun only once
  Message summary;                ///< how often it was continued, and whether work was lost by it
};

AttemptStory attempts_of(const JobView& view);

}  // namespace werkbank
