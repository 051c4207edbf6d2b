// The questions that only a person can answer while signing in. The window and the command line each answer them in
// their own way; whoever asks waits on a worker thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

struct Question {
  enum class Kind { user_name, password, new_password, key_passphrase, one_time_code, other };
  Kind kind = Kind::other;
  Message what;                   ///< the question in our words
  std::string server_words;       ///< the prompt as the server wrote it; empty when there is none. Untrusted.
  std::string link;               ///< a page to open before answering: https only, from the server's words, so shown
                                  ///< in full and opened only when the person says so. With one the answer may be empty
  bool echo = false;              ///< whether the answer may be shown while typed
  std::optional<int> tries_left;  ///< where the profile knows the limit
  bool refused_before = false;    ///< the previous answer to this question was refused
  std::string subject;            ///< key_passphrase: the key file's path; else empty
};

/// An unknown host's keys, for the person to compare with what the operator published.
struct HostFingerprint {
  std::string host;
  std::string key_type;  ///< "ssh-ed25519"
  std::string sha256;    ///< "SHA256:..." as OpenSSH prints it
};

class Conversation {
 public:
  virtual ~Conversation() = default;
  /// The answer, or Cancelled. Called on a worker thread; blocks.
  virtual Result<Secret> ask(const Question& question) = 0;
  /// Whether this is the right host. False stops the sign-in.
  virtual Result<bool> is_right_host(const HostFingerprint& fingerprint) = 0;
  /// What the server says to everyone who signs in. Untrusted text; for showing, not for deciding.
  virtual void banner(const std::string& text) = 0;
  /// The person wants passphrases kept in the keychain; asked after a successful sign-in.
  virtual bool keeps_secrets() const { return false; }
};

}  // namespace werkbank
