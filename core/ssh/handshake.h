// From a name to a signed-in libssh session: connect, exchange keys, check the host, sign in. Inside core/ssh only.
#pragma once

#include <stop_token>
#include <string>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_handle.h"

namespace werkbank {

struct SignedIn {
  SessionHandle session;  ///< non-blocking, and so is its socket
  std::string host_key;   ///< "type base64"
  std::string user;
};

Result<SignedIn> sign_in(Endpoint endpoint, const SignInMethods& methods, Conversation& conversation,
                         const std::stop_token& stop);

}  // namespace werkbank
