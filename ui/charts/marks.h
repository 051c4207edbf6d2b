// Moments of a job that charts mark with a line: its end, its last checkpoint, each new attempt.
#pragma once

#include <vector>

#include "core/jobs/job_view.h"

namespace werkbank {

struct TimeMark {
  enum class Kind { started, attempt, checkpoint, ended };
  Kind kind = Kind::started;
  double time = 0;  ///< unix seconds
  int attempt = 0;  ///< for Kind::attempt, counted from 1
  bool operator==(const TimeMark&) const = default;
};

/// By time. The start of the first attempt is Kind::started.
std::vector<TimeMark> marks_of(const JobView& view);

/// When the job began to run, unix seconds: by the scheduler, else by its script, else by the first GPU sample; empty
/// when it did not begin yet.
std::optional<double> start_of(const JobView& view);

}  // namespace werkbank
