// What Werkbank itself says of photos, whatever the rules of a manifest are.
#pragma once

#include <cstdint>
#include <string>

#include "core/dataset/findings.h"

namespace werkbank {

/// A photo or folder that may not be opened.
void say_unreadable(Findings& findings, const std::string& path);
/// Photos that say where they were taken; nothing when `count` is 0.
void say_places(Findings& findings, std::uint64_t count, const std::string& first);

}  // namespace werkbank
