#include <string>
#include <utility>

#include "core/ssh/auth_session.h"
#include "core/ssh/sign_in.h"

namespace werkbank {
namespace {

class AgentSignIn : public SignInMethod {
 public:
  explicit AgentSignIn(std::string socket) : socket_(std::move(socket)) {}

  Result<SignInOutcome> attempt(AuthSession& session, Conversation&) const override {
    if (!session.takes(SSH_AUTH_METHOD_PUBLICKEY)) return SignInOutcome::not_tried;
    if (!socket_.empty() && ssh_options_set(session.handle(), SSH_OPTIONS_IDENTITY_AGENT, socket_.c_str()) != SSH_OK) {
      return SignInOutcome::not_tried;
    }
    // An agent may ask its owner to confirm, or to touch a hardware key; that takes a person's time.
    WERKBANK_TRY(const int answer,
                 session.ask_server([&session] { return ssh_userauth_agent(session.handle(), nullptr); }, 60));
    if (answer == SSH_AUTH_DENIED && !offered_a_key(session)) return SignInOutcome::not_tried;
    // An agent that fails is as good as none.
    if (answer == SSH_AUTH_ERROR) return SignInOutcome::not_tried;
    return session.outcome_of(answer);
  }

 private:
  /// Shows only in libssh's last complaint: no agent, or an empty one, leaves it as it was. Only chooses a sentence.
  static bool offered_a_key(const AuthSession& session) {
    return complaint(session.handle()).find("denied for 'publickey'") != std::string::npos;
  }

  std::string socket_;
};

}  // namespace

std::shared_ptr<const SignInMethod> agent_sign_in(std::string socket) {
  return std::make_shared<AgentSignIn>(std::move(socket));
}

}  // namespace werkbank
