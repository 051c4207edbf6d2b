// Whether a running job will be ready before its time is up, by its own records and the scheduler's clock; and what
// happens if not. Private to core/jobs.
#pragma once

#include "core/base/message.h"
#include "core/jobs/job_record.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

struct TimeLeft {
  enum class Outlook {
    unknown,  ///< there is too little to judge by
    enough,
    goes_on,  ///< it will be stopped, save its work and go on by itself
    lost,     ///< it will be stopped, and its work is lost
  };
  Outlook outlook = Outlook::unknown;
  double short_by = 0;  ///< seconds that it needs more than it may run
  double ends_by = 0;   ///< unix seconds
};

TimeLeft time_left(const JobRecord& record, const TrainingRecord& training);

/// What to expect and to do; empty when the time is enough or nobody knows.
Message words_of(const TimeLeft& left);

}  // namespace werkbank
