// The patterns of OpenSSH's files: "*" for any characters, "?" for one, "!" in front for all but these.
// Inside core/ssh only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// ASCII only: names of hosts know no other.
std::string lower_ascii(std::string_view text);

/// Whether the whole of `name` is as the pattern says; both as they are, in time bounded by the product of their sizes.
bool fits_pattern(std::string_view name, std::string_view pattern);

/// Whether one of the patterns fits, and none of those with "!" does.
bool fits_patterns(std::string_view name, const std::vector<std::string>& patterns);

/// The parts between the separators, empty ones left out.
std::vector<std::string> split_at(std::string_view text, std::string_view separators);

}  // namespace werkbank
