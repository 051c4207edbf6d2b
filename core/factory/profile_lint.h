// What is missing or doubtful in a profile that is right in form: for who writes profiles, and before one is replaced.
#pragma once

#include <string>
#include <vector>

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

/// What becomes other or less safe when `offered` takes the place of `current`, the profile of the same id: all to be
/// shown before the person says yes.
std::vector<ProfileFinding> compare_profiles(const Profile& current, const Profile& offered);

}  // namespace werkbank
