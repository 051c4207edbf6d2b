// What an ssh-agent holds, asked before a sign-in: libssh can use an agent, but not say what is in it. POSIX.
// Inside core/ssh only.
#pragma once

#include <string>
#include <vector>

namespace werkbank {

/// The public keys and certificates as they travel; empty when there is no agent, or none that answers in a second and
/// a half. `socket`: its address; empty = SSH_AUTH_SOCK.
std::vector<std::string> agent_keys(const std::string& socket);

}  // namespace werkbank
