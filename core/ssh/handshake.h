// From a name to a signed-in libssh session: connect, exchange keys, check the host, sign in. Inside core/ssh only.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_handle.h"

namespace werkbank {

class JumpHost;

struct SignedIn {
  std::vector<std::shared_ptr<JumpHost>> way;  ///< the computers in between; to live as long as the session
  SessionHandle session;                       ///< non-blocking, and so is its socket
  std::string host_key;                        ///< "type base64"; empty: certified, so that it is not to be kept
  std::string user;
};

/// The key exchange over a connected socket, which is the session's from here on, also when it fails.
/// Errors: host_unreachable, host_key_changed.
Result<std::unique_ptr<AuthSession>> exchange_keys_over(int descriptor, const Endpoint& endpoint,
                                                        std::chrono::steady_clock::time_point deadline,
                                                        const std::stop_token& stop);

/// Asks what the server wants to see, and passes its greeting on. True when it wants nothing.
Result<bool> greet(AuthSession& session, Conversation& conversation);

/// The whole way, through the jump hosts, to a session that is signed in.
Result<SignedIn> sign_in(const Endpoint& endpoint, const SignInMethods& methods, Conversation& conversation,
                         const std::stop_token& stop);

}  // namespace werkbank
