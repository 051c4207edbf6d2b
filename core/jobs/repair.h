// What can be done differently when a job that failed is begun anew: one change, from the cause alone, and in words, so
// that the person decides.
#pragma once

#include <string>

#include "core/base/message.h"
#include "core/catalogue/job_template.h"
#include "core/jobs/job_record.h"

namespace werkbank {

struct Repair {
  Message offer;                   ///< words for a button; empty when there is no change to offer
  Message change;                  ///< one sentence: what is different this time
  ParameterValues values;          ///< the answers that change
  int least_walltime_minutes = 0;  ///< to ask for at least
  double least_memory_gib = 0;     ///< the same
};

/// `cause`: as Explanation::cause says it.
Repair repair_of(const std::string& cause, const JobRecord& record, const JobTemplate& job_template);

}  // namespace werkbank
