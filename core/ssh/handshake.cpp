#include "core/ssh/handshake.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/ssh/auth_session.h"
#include "core/ssh/cipher_order.h"
#include "core/ssh/host_key.h"
#include "core/ssh/jump_host.h"
#include "core/ssh/meet_host.h"
#include "core/ssh/server_words.h"
#include "core/ssh/ssh_error.h"
#include "core/ssh/tcp_connect.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

/// More proofs than any factory asks for; a server that always wants one more is not one.
constexpr int most_proofs = 6;

bool set(ssh_session session, ssh_options_e option, const void* value) {
  return ssh_options_set(session, option, value) == SSH_OK;
}

/// Nothing of the person's own SSH configuration decides here: the profile does, and the person's keys are named.
bool configure(ssh_session session, const Endpoint& endpoint) {
  const bool no = false;
  const unsigned int port = endpoint.port;
  const int quiet = SSH_LOG_NOLOG;
  const std::string& ciphers = ciphers_by_speed();
  // A fingerprint does not say of which type its key is: then the server may show what it likes.
  const auto algorithms = endpoint.host_fingerprints.empty() ? host_key_algorithms(endpoint.host_keys) : "";
  return set(session, SSH_OPTIONS_PROCESS_CONFIG, &no) && set(session, SSH_OPTIONS_LOG_VERBOSITY, &quiet) &&
         set(session, SSH_OPTIONS_HOST, endpoint.host.c_str()) && set(session, SSH_OPTIONS_PORT, &port) &&
         set(session, SSH_OPTIONS_USER, endpoint.user.c_str()) && set(session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") &&
         set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") &&
         set(session, SSH_OPTIONS_CIPHERS_C_S, ciphers.c_str()) &&
         set(session, SSH_OPTIONS_CIPHERS_S_C, ciphers.c_str()) && set(session, SSH_OPTIONS_COMPRESSION, "no") &&
         (algorithms.empty() || set(session, SSH_OPTIONS_HOSTKEYS, algorithms.c_str()));
}

Error exchange_error(const AuthSession& session) {
  const auto words = complaint(session.handle());
  // With pinned keys the server is asked for a key of their types; one that has none of them is not the one we know.
  if (!session.endpoint().host_keys.empty() && words.find("host key") != std::string::npos) {
    return host_key_changed(session.endpoint(), words);
  }
  return not_an_ssh_server(session.endpoint(), words);
}

Result<int> reach(const Endpoint& endpoint, JumpHost* jump, Clock::time_point deadline, const std::stop_token& stop) {
  return jump != nullptr ? jump->connect_to(endpoint, deadline, stop) : tcp_connect(endpoint, deadline, stop);
}

/// What came of walking through the methods from the one at `next` on.
struct Walk {
  bool accepted = false;
  bool refused = false;  ///< something was tried and refused
  bool password_refused = false;
  bool proved_something = false;  ///< a proof was accepted, but the server wants one more
  std::size_t next = 0;           ///< the method to go on with on a new connection, when the server ended this one
  std::optional<Error> lost;
};

/// Whether the server ended the conversation in so many words ("Too many authentication failures").
bool was_sent_away(const Error& lost) { return lost.detail.find("SSH_MSG_DISCONNECT") != std::string::npos; }

Error refusal(const AuthSession& session, const Walk& walk) {
  const auto& endpoint = session.endpoint();
  const auto words = walk.lost ? walk.lost->detail : complaint(session.handle());
  const auto said = session.banner() + session.server_words;
  if (says_blocked(session.server_words)) return sign_in_blocked(endpoint, session.user(), said);
  if (says_account_unavailable(said)) return account_not_available(endpoint, said);
  const bool blocked = session.reason && session.reason->code == ErrorCode::sign_in_blocked;
  if (walk.password_refused && !blocked) return password_refused(endpoint, session.user(), words);
  if (session.reason) return *session.reason;
  if (walk.proved_something) return second_proof_missing(endpoint, session.user(), words);
  if (walk.refused) return keys_refused(endpoint, session.user(), words);
  return nothing_to_sign_in_with(endpoint, session.user(), words);
}

Result<Walk> walk_through(AuthSession& session, const SignInMethods& methods, std::size_t first,
                          Conversation& conversation) {
  Walk walk;
  WERKBANK_TRY(walk.accepted, greet(session, conversation));
  int proofs = 0;
  std::size_t next = first;
  while (next < methods.size() && !walk.accepted && proofs < most_proofs) {
    const int passwords = session.password_attempts;
    const auto outcome = methods[next++]->attempt(session, conversation);
    session.pass_on_banner(conversation);
    if (outcome.cancelled()) return Cancelled{};
    if (outcome.failed() && outcome.error().code != ErrorCode::connection_lost) return outcome.error();
    walk.password_refused = walk.password_refused || session.password_attempts > passwords;
    if (outcome.failed()) {
      walk.lost = outcome.error();
      walk.next = next;
      return walk;
    }
    walk.accepted = *outcome == SignInOutcome::accepted;
    walk.refused = walk.refused || *outcome == SignInOutcome::refused;
    if (*outcome != SignInOutcome::partly) continue;
    // One proof is not enough here: begin again with what the server takes now.
    walk.proved_something = true;
    ++proofs;
    next = 0;
  }
  return walk;
}

Result<std::string> asked_user(const Endpoint& endpoint, Conversation& conversation) {
  Question question;
  question.kind = Question::Kind::user_name;
  question.what = Message(WERKBANK_TEXT("ssh", "What is your user name at %1?"), {endpoint.host});
  question.echo = true;
  WERKBANK_TRY(const Secret name, conversation.ask(question));
  if (name.empty()) return nothing_to_sign_in_with(endpoint, "?", "no user name");
  return name.reveal();
}

/// With a user name everywhere: one answer holds for the computers on the way as well.
Result<Endpoint> with_user_names(Endpoint endpoint, Conversation& conversation) {
  if (endpoint.user.empty()) {
    WERKBANK_TRY(endpoint.user, asked_user(endpoint, conversation));
  }
  for (auto& jump : endpoint.jumps) {
    if (jump.user.empty()) jump.user = endpoint.user;
  }
  return endpoint;
}

/// An error when all that there is to sign in with is known to be refused. With nothing at all the server decides: it
/// may want no proof.
Result<Done> something_to_try(const Endpoint& endpoint, const SignInMethods& methods) {
  std::optional<Error> obstacle;
  for (const auto& method : methods) {
    const auto ready = method->ready(endpoint);
    if (ready.ok() && *ready) return Done{};
    if (ready.failed() && !obstacle) obstacle = ready.error();
  }
  if (obstacle) return *obstacle;
  return Done{};
}

Error without_secrets(Error error, const AuthSession& session) {
  error.detail = session.without_secrets(std::move(error.detail));
  return error;
}

/// The same for each host on the way.
struct SignInMeans {
  const SignInMethods& methods;
  Conversation& conversation;
  const std::stop_token& stop;
  std::shared_ptr<std::map<std::string, Secret>> passphrases = std::make_shared<std::map<std::string, Secret>>();
};

/// Signs in at one host, through `jump` when there is one.
Result<SignedIn> sign_in_at(Endpoint endpoint, JumpHost* jump, const SignInMeans& means) {
  const auto& [methods, conversation, stop, passphrases] = means;
  auto known = add_known_keys(endpoint);
  const auto again = [&endpoint, jump, &means](Clock::time_point deadline) {
    return reach(endpoint, jump, deadline, means.stop);
  };
  WERKBANK_CHECK(add_certified_key(endpoint, known, again, stop));
  std::size_t first = 0;
  bool refused = false;
  while (true) {
    WERKBANK_TRY(auto met, meet_host(endpoint, known, again, conversation, stop));
    const auto session = std::move(met.session);
    auto key = std::move(met.host_key);
    session->passphrases = passphrases;
    // A second connection must meet the same host, without asking about it again.
    endpoint.host_keys = {key};
    endpoint.host_fingerprints.clear();
    auto walked = walk_through(*session, methods, first, conversation);
    if (walked.failed()) return without_secrets(walked.error(), *session);
    WERKBANK_TRY(auto walk, std::move(walked));
    // A certified key is not to be kept: the authority may certify another one tomorrow.
    if (walk.accepted)
      return SignedIn{{}, session->release(), known.certified ? std::string() : std::move(key), endpoint.user};
    walk.refused = walk.refused || refused;
    // A server ends the connection after a few keys that it does not know. Whoever carries many keys still has a
    // password.
    const bool may_go_on = walk.lost && !walk.password_refused && walk.next < methods.size();
    if (!may_go_on) {
      walk.refused = walk.refused || (walk.lost && was_sent_away(*walk.lost));
      if (walk.lost && !walk.refused && !walk.password_refused && !says_account_unavailable(session->banner()))
        return without_secrets(*walk.lost, *session);
      return without_secrets(refusal(*session, walk), *session);
    }
    refused = true;
    first = walk.next;
  }
}

}  // namespace

Result<std::unique_ptr<AuthSession>> exchange_keys_over(int descriptor, const Endpoint& endpoint,
                                                        std::chrono::steady_clock::time_point deadline,
                                                        const std::stop_token& stop) {
  SessionHandle handle(ssh_new());
  if (!handle || !configure(handle.get(), endpoint) || !set(handle.get(), SSH_OPTIONS_FD, &descriptor)) {
    const auto words = handle ? complaint(handle.get()) : "out of memory";
    ::close(descriptor);
    return not_an_ssh_server(endpoint, words);
  }
  ssh_set_blocking(handle.get(), 0);
  auto session = std::make_unique<AuthSession>(std::move(handle), endpoint, stop);
  const double left = std::chrono::duration<double>(deadline - Clock::now()).count();
  WERKBANK_TRY(const auto answer,
               session->repeat(SSH_AGAIN, left, [&session] { return ssh_connect(session->handle()); }));
  if (!answer) return no_answer(endpoint, "connected, but no answer to the key exchange");
  if (*answer != SSH_OK) return exchange_error(*session);
  // libssh makes the socket blocking once it is connected; a full line would then hold the whole thread inside send().
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  return session;
}

Result<bool> greet(AuthSession& session, Conversation& conversation) {
  WERKBANK_TRY(const int answer,
               session.ask_server([&session] { return ssh_userauth_none(session.handle(), nullptr); }));
  session.pass_on_banner(conversation);
  if (answer == SSH_AUTH_ERROR) return connection_lost(complaint(session.handle()));
  return answer == SSH_AUTH_SUCCESS;
}

Result<SignedIn> sign_in(const Endpoint& target, const SignInMethods& methods, Conversation& conversation,
                         const std::stop_token& stop) {
  WERKBANK_CHECK(something_to_try(target, methods));
  WERKBANK_TRY(const auto endpoint, with_user_names(target, conversation));
  const SignInMeans means{methods, conversation, stop};
  std::vector<std::shared_ptr<JumpHost>> way;
  for (const auto& jump : endpoint.jumps) {
    auto* const from = way.empty() ? nullptr : way.back().get();
    WERKBANK_TRY(auto there, sign_in_at(jump, from, means));
    way.push_back(std::make_shared<JumpHost>(std::move(there.session), jump, std::move(there.host_key)));
  }
  auto* const from = way.empty() ? nullptr : way.back().get();
  WERKBANK_TRY(auto signed_in, sign_in_at(endpoint, from, means));
  signed_in.way = std::move(way);
  return signed_in;
}

}  // namespace werkbank
