// A session while it is being opened: one step after the other, each bounded and cancellable although libssh never
// waits. Inside core/ssh only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/base/secret.h"
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

  /// The tries with a password, a code or both that were refused, and the one under way.
  int password_attempts = 0;
  /// The codes of those tries: none of them is worth sending again.
  std::vector<Secret> spent_codes;
  /// The right passphrases of key files by their paths: one key may be wanted by several hosts, and on a second try.
  std::shared_ptr<std::map<std::string, Secret>> passphrases = std::make_shared<std::map<std::string, Secret>>();

  /// Remembers what was typed, so that a server that says it back does not bring it into an error.
  void remember(const Secret& typed);
  /// The text with nothing of what was typed in it.
  std::string without_secrets(std::string text) const;

  /// What the server said besides its questions; untrusted.
  std::string server_words;
  /// What is most likely the reason, to be told when in the end nothing was accepted.
  std::optional<Error> reason;

 private:
  void wait_for_server(double seconds);

  SessionHandle session_;
  Endpoint endpoint_;
  std::stop_token stop_;
  WakePipe wake_;
  std::stop_callback<std::function<void()>> on_stop_;
  std::string banner_;
  std::vector<Secret> typed_;
};

}  // namespace werkbank
