// Whether the server is the one we know: its host key against the pinned ones. Inside core/ssh only.
#pragma once

#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/auth_session.h"

namespace werkbank {

/// For SSH_OPTIONS_HOSTKEYS: the algorithms of the pinned keys' types, so that the server shows one that we know.
/// Empty when nothing is pinned.
std::string host_key_algorithms(const std::vector<std::string>& pinned);

/// What is known of the host when nothing is pinned: its known_hosts keys become the pinned ones. Gives back the
/// revoked keys.
std::vector<std::string> add_known_keys(Endpoint& endpoint);

/// The key that the server showed, as "type base64", when it is pinned, or of a published fingerprint, or unknown and
/// accepted by the person. Errors: host_key_changed (also when it is one of `revoked`), host_key_unknown.
Result<std::string> check_host_key(const AuthSession& session, const std::vector<std::string>& revoked,
                                   Conversation& conversation);

}  // namespace werkbank
