// Paths that a file of the data names, as they lie below its folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace werkbank {

/// "a/./b/../c" as "a/c"; nothing when it leads out of the folder that it begins in.
std::optional<std::string> tidy_path(std::string_view path);

}  // namespace werkbank
