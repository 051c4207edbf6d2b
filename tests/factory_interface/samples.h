// A profile and an order that are right in every field, for tests to spoil one field of.
#pragma once

#include <string>

#include "core/factory/job_order.h"
#include "core/factory/profile.h"

namespace werkbank {

std::string sample_profile_json();
Profile sample_profile();
/// The sample with every field of "sign_in" and "transfer", and not listed.
Profile sample_profile_with_ways_in();
JobOrder sample_order();
/// An environment of a template.
TemplateEnvironment sample_environment(const std::string& kind);

}  // namespace werkbank
