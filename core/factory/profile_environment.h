// The part of a profile that says which software is set up: its reader and its writer. Only for profile.cpp and
// profile_json.cpp.
#pragma once

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// One element of "environment".
ProfileEnvironment read_environment(const JsonReader& reader);
nlohmann::ordered_json environment_json(const ProfileEnvironment& environment);

}  // namespace werkbank
