// The order that is made again of what a job's record keeps. Private to core/jobs.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/job_order.h"
#include "core/jobs/job_record.h"

namespace werkbank {

/// Errors: catalogue_invalid when the template is gone; parameter_invalid when it no longer takes these answers.
Result<JobOrder> order_from(const JobRecord& record, const Catalogue& catalogue);

}  // namespace werkbank
