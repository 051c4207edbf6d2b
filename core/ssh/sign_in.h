// The ways to prove to a server who one is. A new way (a certificate, a time-based code) is a new class in a file of
// its own; the connection only walks through the list.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"

namespace werkbank {

class AuthSession;
struct Endpoint;

enum class SignInOutcome {
  accepted,   ///< signed in
  partly,     ///< accepted, and the server wants another proof as well
  refused,    ///< tried and refused
  not_tried,  ///< nothing was offered: the server does not take it, or there is no key
};

class SignInMethod {
 public:
  virtual ~SignInMethod() = default;
  /// Before anything is said to the server: whether there is something to try with. An error says why what there is
  /// cannot work (certificate_expired).
  virtual Result<bool> ready(const Endpoint& /*endpoint*/) const { return true; }
  /// Tries it. Cancelled when the person cancels; an error when nothing more can be tried on this connection
  /// (connection_lost, or sign_in_refused where the person's tries are used up).
  virtual Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const = 0;
};

/// The keys and certificates that the person's ssh-agent holds. `socket`: its address; empty = SSH_AUTH_SOCK.
std::shared_ptr<const SignInMethod> agent_sign_in(std::string socket = {});

/// One private key file. Its passphrase is asked for only when the server would take the key.
std::shared_ptr<const SignInMethod> key_file_sign_in(std::filesystem::path private_key);

/// A certificate and the private key that it belongs to. One that is not in its time is not sent anywhere; where
/// nothing else is left to try, Connection::open() says so (certificate_expired) before it connects.
std::shared_ptr<const SignInMethod> certificate_sign_in(std::filesystem::path private_key,
                                                        std::filesystem::path certificate);

/// A password, or the questions of keyboard-interactive (the same, and one-time codes). A refused answer is never sent
/// again by itself; the person is asked again while fewer than `attempts` were used, and never takes a try for a code
/// that was refused already. `lock_hours`: how long the factory locks an account after so many; 0 = not known.
std::shared_ptr<const SignInMethod> password_sign_in(int attempts, int lock_hours = 0);

/// In the order in which they are tried.
using SignInMethods = std::vector<std::shared_ptr<const SignInMethod>>;

struct SignInChoice {
  bool agent = true;
  std::vector<std::filesystem::path> key_files;  ///< empty: ~/.ssh/id_ed25519, id_ecdsa, id_rsa, those that exist
  bool password = true;
  int max_password_attempts = 3;  ///< sites lock accounts: the profile says after how many
  bool keys = true;               ///< the key files themselves
  bool certificates = true;       ///< the certificates beside the key files (id_ed25519-cert.pub)
  int lock_hours = 0;             ///< how long the site locks an account then; 0 = not known
};

/// Agent, then key files, each with the certificate beside it first, then password.
SignInMethods sign_in_methods(const SignInChoice& choice = {});

}  // namespace werkbank
