// The steps of the connection check that need a sign-in.
#pragma once

#include <stop_token>

#include "core/ssh/connection_check.h"

namespace werkbank {

class Connection;

/// shell and files over a connection that stands, each told to the sink.
Result<Done> check_signed_in(Connection& connection, const StepSink& sink, const std::stop_token& stop);

/// Signs in for it: sign_in, shell and files, each told to the sink.
Result<Done> check_account(const Endpoint& endpoint, const SignInMethods& methods, Conversation& conversation,
                           const StepSink& sink, const std::stop_token& stop);

}  // namespace werkbank
