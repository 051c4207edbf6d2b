// The factory's side of a fetch.
#pragma once

namespace werkbank {

extern const char* const give_script;

/// It ends with this when a file of which pieces are wanted has another size than was said.
constexpr int exit_other_size = 110;

}  // namespace werkbank
