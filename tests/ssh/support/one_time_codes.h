// A second factor for tests: the secret of an authenticator app as PAM's module reads it, and its codes (RFC 6238).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/ssh/support/test_sshd.h"

namespace werkbank::test {

/// Whether pam_google_authenticator is installed here.
bool has_one_time_codes();

class AuthenticatorApp {
 public:
  AuthenticatorApp();
  /// The PAM line that asks for a code; `options` are more words for it.
  std::string pam_line(const std::string& options = {}) const;
  /// The code of when this was made, or of so many periods of 30 s later: two of them are two codes, whenever they are
  /// asked for. The module takes those of eight periods around now, each once.
  std::string code(int later = 0) const;

 private:
  TestFolder folder_;
  std::string secret_;   ///< raw bytes
  std::int64_t period_;  ///< in which this was made
};

/// Answers each question by what it asks for, and counts.
class WillingPerson : public Conversation {
 public:
  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override { banners.push_back(text); }

  std::size_t asked_for(Question::Kind kind) const;

  /// Taken from the front while there are more than one; the last is given again and again. None: Cancelled.
  std::vector<std::string> passwords;
  std::vector<std::string> codes;
  std::vector<std::string> new_passwords;
  std::vector<std::string> others;
  std::vector<Question> questions;
  std::vector<HostFingerprint> hosts;
  std::vector<std::string> banners;
};

}  // namespace werkbank::test
