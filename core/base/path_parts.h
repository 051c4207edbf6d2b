// Parts of paths as they stand in lists and on the factory: with '/', whatever the system.
#pragma once

#include <string_view>

namespace werkbank {

/// Without its folders.
constexpr std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace werkbank
