// From what is known of a host to a session with the right one, signed in nowhere yet. Inside core/ssh only.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/host_key.h"

namespace werkbank {

/// Makes a new connection to the host: a non-blocking socket, which the caller closes.
using Reach = std::function<Result<int>(std::chrono::steady_clock::time_point deadline)>;

/// Where known_hosts names only authorities, asks the host for its certificate, on a connection of its own: the key of
/// a good one becomes a pinned one. True when there is one. Else the host is as unknown, or as pinned, as it was.
/// Errors: host_key_changed when it or its authority is revoked, host_unreachable, those of `reach`.
Result<bool> add_certified_key(Endpoint& endpoint, HostKnowledge& known, const Reach& reach,
                               const std::stop_token& stop);

struct MetHost {
  std::unique_ptr<AuthSession> session;
  std::string host_key;  ///< "type base64"
};

/// Exchanges keys with the host, and checks its own. Where certificates decide, a few times: behind one name there may
/// be several computers, each with a key and a certificate of its own, and each connection may lead to another.
/// Errors: those of exchange_keys_over(), check_host_key() and `reach`.
Result<MetHost> meet_host(Endpoint& endpoint, HostKnowledge& known, const Reach& reach, Conversation& conversation,
                          const std::stop_token& stop);

}  // namespace werkbank
