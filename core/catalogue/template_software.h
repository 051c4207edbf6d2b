// What a template asks of the software of a factory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue/job_template.h"

namespace werkbank {

/// What the template says about software of this kind (system, modules, apptainer): the entries for that very kind,
/// else those for `any`. None: it does not run with such software.
std::vector<const TemplateEnvironment*> asked_of(const JobTemplate& job_template, std::string_view kind);

}  // namespace werkbank
