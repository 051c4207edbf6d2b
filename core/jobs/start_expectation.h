// When a job that waits will start, as a range: the factory's own forecast, and how good its forecasts were before.
#pragma once

#include <optional>
#include <vector>

#include "core/base/message.h"
#include "core/jobs/job_record.h"

namespace werkbank {

struct StartExpectation {
  double earliest = 0;  ///< unix seconds
  double latest = 0;
  /// Of how many earlier jobs at this factory the forecast could be compared; 0: the range is no more than that jobs
  /// usually end before their time limits, with which the forecast reckons.
  int compared = 0;
  double off_by_seconds = 0;  ///< on average, of those
};

/// Empty when the job does not wait or the factory has no forecast. `jobs` are all that are known here; `now`: unix
/// seconds. With three or more to compare the range holds eight of ten of them.
std::optional<StartExpectation> expect_start(const JobRecord& record, const std::vector<JobRecord>& jobs, double now);

/// One or two sentences.
Message words_of(const StartExpectation& expectation);

}  // namespace werkbank
