// What can be done differently when a job that failed is begun anew: one change, from the cause alone, and in words, so
// that the person decides.
#pragma once

#include <string>

#include "core/base/message.h"
#include "core/catalogue/job_template.h"
#include "core/jobs/job_record.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

struct Repair {
  Message offer;                   ///< words for a button; empty when there is no change to offer
  Message change;                  ///< one sentence: what is different this time
  ParameterValues values = {};     ///< the answers that change
  int least_walltime_minutes = 0;  ///< to ask for at least
  double least_memory_gib = 0;     ///< the same
  std::string continues = {};      ///< uuid of the job whose saved work the new one begins with; empty: from the start
  int environment = 0;             ///< as in JobOrder
  bool room_first = false;         ///< the job is begun anew as it was, after room was made at the factory
};

/// `cause`: as Explanation::cause says it. `environments`: how many of the factory's software environments fit the
/// template (environments_that_fit).
Repair repair_of(const std::string& cause, const JobRecord& record, const TrainingRecord& training,
                 const JobTemplate& job_template, int environments);

}  // namespace werkbank
