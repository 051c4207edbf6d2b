// A conversation in which the keychain answers what it can, and the person the rest; with nobody there, only the
// keychain. One for each sign-in.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/base/conversation.h"
#include "core/base/secret_store.h"

namespace werkbank {

class KeptSecrets : public Conversation {
 public:
  /// `person`: null where nobody is there to be asked; `store`: null without a keychain. Both outlive this.
  KeptSecrets(Conversation* person, SecretStore* store) : person_(person), store_(store) {}

  /// A key's passphrase comes from what was typed before, or from the keychain; a kept one that was refused is
  /// forgotten. Error sign_in_needed where a person would have to answer and nobody is there.
  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override;
  bool keeps_secrets() const override { return person_ != nullptr && person_->keeps_secrets(); }

  /// After the sign-in succeeded: keeps the passphrases that the person typed, where the person wants it. What was
  /// typed in a last try is not kept: nobody heard whether it was right. Error: local_file.
  Result<Done> settle();
  /// Whether a question was left unanswered because nobody is there.
  bool needed_a_person() const { return needed_a_person_; }

 private:
  std::optional<Secret> from_store(const Question& question);
  Error nobody_there();

  Conversation* person_;
  SecretStore* store_;
  std::set<std::string> given_;          ///< subjects that the keychain was asked about
  std::map<std::string, Secret> typed_;  ///< by subject
  bool needed_a_person_ = false;
};

}  // namespace werkbank
