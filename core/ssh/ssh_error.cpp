#include "core/ssh/ssh_error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace werkbank {

Error name_not_found(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "There is no computer called %1. Check the name of the factory, and whether this "
                                "computer is on the internet."),
                  {endpoint.host}),
          std::move(detail)};
}

Error no_network(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "This computer has no way to reach %1. Check your internet connection; some "
                                "factories also need a VPN."),
                  {endpoint.host}),
          std::move(detail), Grade::retry_by_itself};
}

Error port_refused(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "%1 is there, but does not accept connections on port %2. The factory may be down "
                                "for maintenance: look at its status page, or try again later."),
                  {endpoint.host, std::to_string(endpoint.port)}),
          std::move(detail), Grade::retry_by_itself};
}

Error no_answer(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "%1 does not answer. Try again in a few minutes. If it stays silent, a firewall of "
                                "your network may be in between: ask whoever looks after it to allow port %2."),
                  {endpoint.host, std::to_string(endpoint.port)}),
          std::move(detail), Grade::retry_by_itself};
}

Error not_an_ssh_server(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "What answers at %1, port %2, cannot be spoken with: it is no SSH server, or it "
                                "ended the conversation. Check the address and the port."),
                  {endpoint.host, std::to_string(endpoint.port)}),
          std::move(detail)};
}

Error way_closed(const Endpoint& jump, const Endpoint& target, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "%1 let you in, but there is no way on from there to %2. %2 may be down for "
                                "maintenance, or its name may be wrong: ask the factory's help desk."),
                  {jump.host, target.host}),
          std::move(detail)};
}

Error forwarding_not_allowed(const std::string& host, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("ssh",
                                "The factory does not let Werkbank through to %1, so what runs there cannot be shown "
                                "here. Ask the help desk whether port forwarding is allowed for your account."),
                  {host}),
          std::move(detail)};
}

Error host_key_changed(const Endpoint& endpoint, std::string detail) {
  return {
      ErrorCode::host_key_changed,
      Message(WERKBANK_TEXT("ssh",
                            "The computer that answers as %1 cannot prove that it is the right one: its host key "
                            "is not the one we know. Somebody may be listening in, or the factory has new keys. "
                            "Nothing was sent, your password neither. Call the factory's help desk before you go on."),
              {endpoint.host}),
      std::move(detail)};
}

Error host_key_revoked(const Endpoint& endpoint, std::string detail) {
  return {
      ErrorCode::host_key_changed,
      Message(WERKBANK_TEXT("ssh",
                            "The computer that answers as %1 showed a host key that was withdrawn (@revoked in your "
                            "known_hosts file), so it must not be trusted. Nothing was sent, your password neither. "
                            "Call the factory's help desk before you go on."),
              {endpoint.host}),
      std::move(detail)};
}

Error host_key_not_accepted(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_key_unknown,
          Message(WERKBANK_TEXT("ssh",
                                "You did not confirm that %1 is the right computer, so nothing was sent. Ask the "
                                "factory's help desk for its fingerprint, and compare."),
                  {endpoint.host}),
          std::move(detail)};
}

Error password_refused(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {
      ErrorCode::sign_in_refused,
      Message(WERKBANK_TEXT("ssh",
                            "%1 did not accept the password or code of %2. Check the user name and the password before "
                            "you try again: after a few wrong tries many factories lock the account."),
              {endpoint.host, user}),
      std::move(detail)};
}

Error keys_refused(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {ErrorCode::sign_in_refused,
          Message(WERKBANK_TEXT("ssh",
                                "%1 knows none of your keys for %2, and offers no other way to sign in that you have. "
                                "Add your public key to your account on the factory's website, or ask its help desk."),
                  {endpoint.host, user}),
          std::move(detail)};
}

Error second_proof_missing(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {
      ErrorCode::sign_in_impossible,
      Message(WERKBANK_TEXT("ssh",
                            "%1 took the first proof that %2 is you, and wants a second one, such as a code from an "
                            "app. That is not set up here: ask the factory's help desk how you get a second factor."),
              {endpoint.host, user}),
      std::move(detail)};
}

Error nothing_to_sign_in_with(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {ErrorCode::sign_in_impossible,
          Message(WERKBANK_TEXT("ssh",
                                "There is nothing to sign in with at %1 as %2: it asks for a key, and this computer "
                                "has none. Make a key first, and add it to your account at the factory."),
                  {endpoint.host, user}),
          std::move(detail)};
}

Error tries_used_up(const Endpoint& endpoint, const std::string& user, int lock_hours, std::string detail) {
  return {
      ErrorCode::sign_in_blocked,
      Message(WERKBANK_TEXT("ssh",
                            "%1 refused every try for %2, and locks an account after so many, for about %3 hours. Do "
                            "not try again before that: ask the help desk, who can also give you a new password."),
              {endpoint.host, user, std::int64_t{lock_hours}}),
      std::move(detail)};
}

Error sign_in_blocked(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {ErrorCode::sign_in_blocked,
          Message(WERKBANK_TEXT("ssh",
                                "%1 has locked the account of %2 for a while, after too many wrong passwords or codes. "
                                "Wait, or ask the help desk to open it; each new try may make it longer."),
                  {endpoint.host, user}),
          std::move(detail)};
}

Error new_password_needed(const Endpoint& endpoint, const std::string& user, std::string detail) {
  return {ErrorCode::password_change_needed,
          Message(WERKBANK_TEXT("ssh",
                                "%1 wants a new password for %2 before it lets you in. Change it on the factory's "
                                "website, or type in a terminal: ssh %2@%1. Then sign in here with the new one."),
                  {endpoint.host, user}),
          std::move(detail)};
}

Error new_password_needed_first(std::string detail) {
  return {ErrorCode::password_change_needed,
          Message(WERKBANK_TEXT("ssh",
                                "Your password is right, but the factory wants a new one before it does anything. "
                                "Change it on the factory's website, or sign in once in a terminal with ssh. Then "
                                "sign in here again.")),
          std::move(detail)};
}

Error account_not_available(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::no_such_account,
          Message(WERKBANK_TEXT("ssh",
                                "%1 says that your account is closed, expired or not open yet. Ask the factory's help "
                                "desk, or whoever leads your project, to renew it."),
                  {endpoint.host}),
          std::move(detail)};
}

Error no_commands_allowed(std::string detail) {
  return {ErrorCode::no_such_account,
          Message(WERKBANK_TEXT("ssh",
                                "You are signed in, but this account may not run anything on the factory. Ask the help "
                                "desk whether it is active and has access to the login computers.")),
          std::move(detail)};
}

Error connection_lost(std::string detail) {
  return {ErrorCode::connection_lost,
          Message(WERKBANK_TEXT("ssh",
                                "The connection to the factory broke. What runs there goes on; connect again to see "
                                "how it stands.")),
          std::move(detail), Grade::retry_by_itself};
}

Error no_port_left(std::string detail) {
  return {ErrorCode::internal,
          Message(WERKBANK_TEXT("ssh",
                                "This computer has no port left for the connection. Close other programs, or restart "
                                "this computer, and try again.")),
          std::move(detail)};
}

Error took_too_long(double seconds, std::string detail) {
  return {
      ErrorCode::timed_out,
      Message(WERKBANK_TEXT("ssh",
                            "The factory did not finish within %1 what it was asked. It may be busy; try again later."),
              {Seconds{seconds}}),
      std::move(detail), Grade::retry_by_itself};
}

Error still_busy(std::string detail) {
  return {ErrorCode::timed_out,
          Message(WERKBANK_TEXT("ssh",
                                "The factory is still busy with earlier questions and takes no new ones. Wait a "
                                "minute; if it stays so, sign in again.")),
          std::move(detail), Grade::retry_by_itself};
}

Error too_much_output(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("ssh",
                                "The factory answered with far more text than was asked for. If it happens again, "
                                "send the details to the help desk.")),
          std::move(detail)};
}

bool says_account_unavailable(const std::string& server_words) {
  constexpr std::array<std::string_view, 7> phrases = {
      "not available",       "expired",       "account is locked",           "been locked",
      "account is disabled", "currently not", "allows sftp connections only"};
  std::string lower = server_words;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(phrases.begin(), phrases.end(),
                     [&lower](std::string_view phrase) { return lower.find(phrase) != std::string::npos; });
}

}  // namespace werkbank
