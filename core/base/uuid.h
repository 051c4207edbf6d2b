// Identities that nobody else has.
#pragma once

#include <string>
#include <string_view>

namespace werkbank {

/// A random (version 4) UUID: 36 characters, lower case, with dashes.
std::string new_uuid();
bool is_uuid(std::string_view text);

}  // namespace werkbank
