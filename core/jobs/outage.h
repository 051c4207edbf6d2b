// Which errors of a factory leave open what happened there, and which say for certain that nothing did.
// Private to core/jobs.
#pragma once

#include "core/base/result.h"

namespace werkbank {

/// The connection or the scheduler is away for now: wait and ask again, nothing is known of the job.
bool is_outage(ErrorCode code);

/// After this error of submit() there is certainly no job: the factory understood and refused.
bool is_refusal(ErrorCode code);

}  // namespace werkbank
