// Answers to a template's questions: defaults, typed reading of what a person typed, and range checks.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

ParameterValues default_values(const JobTemplate& job_template);

/// Reads `typed` (as on a command line or in a form: "0,5", "ja", "quick") as a value of `parameter`.
/// Error: parameter_invalid, with the label, what was given and what is allowed.
Result<ParameterValue> parse_value(const Parameter& parameter, const std::string& typed);

/// Whether every value is there, of the right type and in range; unknown keys are refused. Error: parameter_invalid.
Result<Done> check_values(const JobTemplate& job_template, const ParameterValues& values);

/// Whether `parameter` is asked, given the other answers.
bool is_visible(const Parameter& parameter, const ParameterValues& values);

std::string value_text(const ParameterValue& value);
nlohmann::json values_to_json(const ParameterValues& values);

}  // namespace werkbank
