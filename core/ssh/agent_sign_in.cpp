#include <optional>
#include <string>
#include <utility>

#include "core/ssh/agent_keys.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/certificate_time.h"
#include "core/ssh/sign_in.h"

namespace werkbank {
namespace {

class AgentSignIn : public SignInMethod {
 public:
  explicit AgentSignIn(std::string socket) : socket_(std::move(socket)) {}

  Result<bool> ready(const Endpoint& endpoint) const override {
    const auto keys = agent_keys(socket_);
    std::optional<Error> over;
    for (const auto& key : keys) {
      const auto facts = parse_certificate_bytes(key, "agent");
      auto why_not = facts.ok() ? outside_its_time(endpoint, *facts) : std::nullopt;
      if (!why_not) return true;
      over = std::move(why_not);
    }
    if (over) return *over;
    return false;
  }

  Result<SignInOutcome> attempt(AuthSession& session, Conversation&) const override {
    if (!session.takes(SSH_AUTH_METHOD_PUBLICKEY)) return SignInOutcome::not_tried;
    // libssh would wait for an agent that hangs for ever, without looking up.
    if (agent_keys(socket_).empty()) return SignInOutcome::not_tried;
    if (!socket_.empty() && ssh_options_set(session.handle(), SSH_OPTIONS_IDENTITY_AGENT, socket_.c_str()) != SSH_OK) {
      return SignInOutcome::not_tried;
    }
    // An agent may ask its owner to confirm, or to touch a hardware key; that takes a person's time.
    WERKBANK_TRY(const int answer,
                 session.ask_server([&session] { return ssh_userauth_agent(session.handle(), nullptr); }, 60));
    // An agent that fails is as good as none.
    if (answer == SSH_AUTH_ERROR) return SignInOutcome::not_tried;
    if (answer == SSH_AUTH_DENIED) session.reason = reason_of(session);
    return session.outcome_of(answer);
  }

 private:
  /// A certificate that is over, or is for another account, is the likely reason where there is one.
  std::optional<Error> reason_of(const AuthSession& session) const {
    for (const auto& key : agent_keys(socket_)) {
      const auto facts = parse_certificate_bytes(key, "agent");
      if (!facts.ok()) continue;
      if (auto over = outside_its_time(session.endpoint(), *facts)) return over;
      return certificate_refused(session.endpoint(), *facts);
    }
    return std::nullopt;
  }

  std::string socket_;
};

}  // namespace

std::shared_ptr<const SignInMethod> agent_sign_in(std::string socket) {
  return std::make_shared<AgentSignIn>(std::move(socket));
}

}  // namespace werkbank
