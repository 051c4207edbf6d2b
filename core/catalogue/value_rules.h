// Which values a parameter may have: the one place that knows, for manifests and for people's answers.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue/job_template.h"

namespace werkbank {

constexpr std::size_t longest_text_value = 4000;  ///< bytes

/// Empty when `value` is allowed; else what it must be, as technical words. `models` are the ids a model may be.
std::string what_is_wrong(const Parameter& parameter, const ParameterValue& value,
                          const std::vector<std::string>& models);

/// Equal as numbers or as the same kind of value.
bool same_value(const ParameterValue& a, const ParameterValue& b);

}  // namespace werkbank
