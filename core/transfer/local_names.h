// Names from the factory as this computer can hold them. Linux allows nearly every byte in a name; Windows and macOS do
// not, and take names for equal that are two there.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/base/manifest_entries.h"

namespace werkbank {

/// What the usual file system of an operating system allows.
enum class NameRules { windows, macos, posix };

/// Those of the computer that this runs on.
NameRules own_name_rules();

/// How long a path below `folder` may be, in the units of `rules`: UTF-16 code units on Windows, else bytes.
std::size_t room_for_paths(NameRules rules, std::string_view folder);

/// Of the entries that cannot be held under their own path: by index, the path to hold them under. No two entries get
/// the same place, and the same list always gets the same places. `entries` are sorted; `room` as above. What cannot
/// stand in a name is written as % and two hexadecimal digits, as in a web address, so that the name can be read back:
/// "a:b" becomes "a%3Ab", "aux.txt" "%61ux.txt", and "readme", where README is there already, "%72eadme". What is too
/// long is cut, with digits of its SHA-256 at the end; a path that is too long goes into the folder "long-paths". Pure.
std::map<std::size_t, std::string> other_names(const ManifestEntries& entries, NameRules rules, std::size_t room);

}  // namespace werkbank
