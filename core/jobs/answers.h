// The answers of a job as its record keeps them.
#pragma once

#include <string>

#include "core/catalogue/job_template.h"
#include "core/jobs/job_record.h"

namespace werkbank {

/// One line of JSON; what is not UTF-8 is replaced.
std::string values_text(const ParameterValues& values);

/// The members of an object; of anything else none.
ParameterValues answers_from(const nlohmann::json& values);

/// All that were kept, whatever template asks for them now.
ParameterValues kept_answers(const JobRecord& record);

/// One for each question of `job_template`: what was answered where that still fits the question, else its default.
ParameterValues answers_for(const JobTemplate& job_template, const JobRecord& record);

}  // namespace werkbank
