// The answers to a template's questions as a command line gives them, completed from the data.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/session.h"
#include "core/dataset/data_check.h"

namespace werkbank {

struct CheckedInput {
  ParameterValues values;
  DataReport report;
};

/// Errors: usage when there is no such template.
Result<const JobTemplate*> template_of(const CliSession& session, const std::string& id);

/// Reads "key=value" settings over the template's defaults and checks the data with them. A column that was not named
/// becomes the one that the data proposes. Errors: parameter_invalid, local_file.
Result<CheckedInput> check_with(const CliSession& session, const JobTemplate& job_template,
                                const std::filesystem::path& data, const std::vector<std::string>& settings);

}  // namespace werkbank
