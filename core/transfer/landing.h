// The last step of fetching: verified files go from the folder beside their place to their place, and never over
// something else.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace werkbank {

/// Whether `path`, or a "name (2).ext" of it, is a plain file with this content already.
bool stands_already(const std::filesystem::path& path, std::uint64_t size, const std::string& sha256);

/// Moves `from` to `to`, in a folder that is there, or to the first "name (2).ext", "name (3).ext"... that is free.
/// Errors: local_file, local_disk_full.
Result<Done> move_beside(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace werkbank
