// What is missing or doubtful in a profile that is right in form: for who writes profiles, and before one is replaced.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue/job_template.h"
#include "core/factory/profile.h"

namespace werkbank {

struct ProfileFinding {
  enum class Weight { missing, doubtful, risk };
  Weight weight = Weight::doubtful;
  std::string field;  ///< as in the JSON: "sign_in.key.page"
  Message message;
};

/// What would hinder or mislead the people who use this profile. Empty for a practice factory.
std::vector<ProfileFinding> lint_profile(const Profile& profile);

/// The part of it about software: a Python or modules that cannot be, images without a path or without their GPUs, and
/// software for other machines than the factory has.
std::vector<ProfileFinding> lint_software(const Profile& profile);

/// Each of the templates that no software of the profile runs. None for a practice factory.
std::vector<ProfileFinding> lint_with_templates(const Profile& profile, const std::vector<JobTemplate>& templates);

/// What becomes other or less safe when `offered` takes the place of `current`, the profile of the same id: all to be
/// shown before the person says yes.
std::vector<ProfileFinding> compare_profiles(const Profile& current, const Profile& offered);

}  // namespace werkbank
