// Why a call on a socket moved nothing. Inside core/ssh only. POSIX.
#pragma once

#include <cerrno>

namespace werkbank {

/// Right after recv() or send() gave -1: nothing is wrong, it is to be called again later.
inline bool must_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace werkbank
