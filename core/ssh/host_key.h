// Whether the server is the one we know: its host key against the pinned ones. Inside core/ssh only.
#pragma once

#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/endpoint.h"

namespace werkbank {

/// For SSH_OPTIONS_HOSTKEYS: the algorithms of the pinned keys' types, so that the server shows one that we know.
/// Empty when nothing is pinned.
std::string host_key_algorithms(const std::vector<std::string>& pinned);

/// What known_hosts knows of a host besides the keys that became the pinned ones.
struct HostKnowledge {
  std::vector<std::string> revoked;      ///< "type base64"
  std::vector<std::string> authorities;  ///< "type base64" of who may certify it; none where its key is known
  bool certified = false;                ///< the pinned keys are those that an authority certified
  std::string certificate_flaw;          ///< why its certificate did not count, technical; empty: none was asked for
};

/// What is known of the host when nothing is pinned: its known_hosts keys become the pinned ones.
HostKnowledge add_known_keys(Endpoint& endpoint);

/// Whether the key that the server showed is a revoked one.
bool shows_revoked_key(const AuthSession& session, const HostKnowledge& known);

/// The key that the server showed, as "type base64", when it is pinned, or of a published fingerprint, or unknown and
/// accepted by the person. Errors: host_key_changed (also when it is a revoked one), host_key_unknown.
Result<std::string> check_host_key(const AuthSession& session, const HostKnowledge& known, Conversation& conversation);

}  // namespace werkbank
