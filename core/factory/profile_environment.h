// The part of a profile that says which software is set up, and what it needs between nodes: its reader and its writer.
// Only for profile.cpp and profile_json.cpp.
#pragma once

#include "core/base/json_reader.h"
#include "core/factory/profile.h"

namespace werkbank {

/// One element of "environment".
ProfileEnvironment read_environment(const JsonReader& reader);
nlohmann::ordered_json environment_json(const ProfileEnvironment& environment);

/// "several_nodes": variables of the libraries that connect processes (NCCL and RCCL, Gloo, libfabric, UCX), and the
/// wrapper's ending for the names of nodes. Of any other name, and of a value that is more than a word, it is refused.
std::map<std::string, std::string> read_several_nodes(const JsonReader& reader);

}  // namespace werkbank
