// Finds out step by step where the way to a factory ends: name, line, greeting, host key, ways to sign in, and, when
// asked to sign in, the account itself. Each step is told as soon as it is known.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/sign_in.h"

namespace werkbank {

enum class ConnectionStep {
  name,      ///< the name has an address
  reach,     ///< something listens there
  greeting,  ///< it is an SSH server
  host_key,  ///< it is the right one
  ways,      ///< it offers a way to sign in that Werkbank knows
  sign_in,   ///< it lets the person in
  shell,     ///< it runs commands, and nothing talks in between
  files,     ///< it takes files one by one (SFTP)
};

enum class StepOutcome { ok, failed, skipped };

struct StepReport {
  ConnectionStep step = ConnectionStep::name;
  StepOutcome outcome = StepOutcome::skipped;
  double seconds = 0;
  Message what;        ///< for the person, with what to do next when it failed
  std::string detail;  ///< technical, may hold what the server said; never a secret
};

using StepSink = std::function<void(const StepReport& line)>;

/// Goes through the steps in their order; all after a failed one are skipped, but for `files`, which does not need
/// `shell`. With jump hosts the first five are about the first of them, and `sign_in` is the whole way.
/// `methods`: null = no sign-in, and so no secret and no key is sent; the last three steps are skipped.
/// Cancelled when stopped, else Done, whatever was found. Called back on the caller's thread.
Result<Done> check_connection(const Endpoint& endpoint, const SignInMethods* methods, Conversation& conversation,
                              const StepSink& sink, const std::stop_token& stop);

}  // namespace werkbank
