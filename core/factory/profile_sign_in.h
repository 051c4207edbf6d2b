// The part of a profile that says how one gets in: its reader and its writer. Only for profile.cpp and
// profile_json.cpp.
#pragma once

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// `root` is the profile; reads "sign_in" and "transfer".
void read_ways_in(const JsonReader& root, Profile& profile);
/// Puts "sign_in" and, where there is one, "transfer" into `root`.
void write_ways_in(const Profile& profile, nlohmann::ordered_json& root);

}  // namespace werkbank
