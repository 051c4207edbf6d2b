// The factory's side of FarCheck.
#pragma once

namespace werkbank {

/// Needs the functions of tree_hash_script and sums_script before it.
extern const char* const check_script;

}  // namespace werkbank
