// The part of a profile that says how one gets in: its reader and its writer. Only for profile.cpp and
// profile_json.cpp.
#pragma once

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// `root` is the profile; reads "sign_in", "transfer" and "data_connections".
void read_ways_in(const JsonReader& root, Profile& profile);
/// Puts the same into `root`, as far as there is something to say.
void write_ways_in(const Profile& profile, nlohmann::ordered_json& root);

}  // namespace werkbank
