// What the model of a finished job is good for: judging new data, by the template of the catalogue that takes the
// models of other jobs.
#pragma once

#include "core/catalogue/catalogue.h"
#include "core/jobs/job_record.h"

namespace werkbank {

/// Null when the catalogue has none.
const JobTemplate* template_for_models(const Catalogue& catalogue);

/// Whether this job left a model that can be used by itself. `made_of`: its template; null when it is not known.
bool has_usable_model(const JobRecord& record, const JobTemplate* made_of);

/// The answers to the template for models with which it takes the model of this job, where it lies at the factory.
ParameterValues answers_with_model_of(const JobRecord& record, const JobTemplate& for_models);

}  // namespace werkbank
