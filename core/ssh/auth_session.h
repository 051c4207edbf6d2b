// A session while it is being opened: one step after the other, each bounded and cancellable although libssh never
// waits. Inside core/ssh only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_handle.h"
#include "core/ssh/wake_pipe.h"

namespace werkbank {

class AuthSession {
 public:
  AuthSession(SessionHandle session, Endpoint endpoint, std::stop_token stop);

  ssh_session handle() const { return session_.get(); }
  const Endpoint& endpoint() const { return endpoint_; }
  const std::string& user() const { return endpoint_.user; }
  const std::stop_token& stop_token() const { return stop_; }
  /// To another owner, when the sign-in is over.
  SessionHandle release() { return std::move(session_); }

  /// Calls `step` until it gives back something else than `again`, at most `seconds`; between calls it waits for the
  /// server. Nothing when the time is over.
  Result<std::optional<int>> repeat(int again, double seconds, const std::function<int()>& step);

  /// The same for a step of signing in: connection_lost when the server is silent or gone.
  Result<int> ask_server(const std::function<int()>& step, double seconds = 0);
  Result<SignInOutcome> outcome_of(int answer) const;

  /// Whether the server takes this way (SSH_AUTH_METHOD_...) now.
  bool takes(int method) const;
  /// Shows the server's greeting to the person, once.
  void pass_on_banner(Conversation& conversation);
  const std::string& banner() const { return banner_; }

  /// The answers to password questions that this connection has used up.
  int password_attempts = 0;

 private:
  void wait_for_server(double seconds);

  SessionHandle session_;
  Endpoint endpoint_;
  std::stop_token stop_;
  WakePipe wake_;
  std::stop_callback<std::function<void()>> on_stop_;
  std::string banner_;
};

}  // namespace werkbank
