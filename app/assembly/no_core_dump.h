// A crash must not write the program's memory to disk: a password or a code may be in it.
#pragma once

namespace werkbank {

/// For this process and what it starts, from here on. Where the system does not know such files it does nothing.
void forbid_core_dumps();

}  // namespace werkbank
