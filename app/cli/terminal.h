// The terminal as a conversation partner: questions without echo, and a line that shows progress.
#pragma once

#include <string>

#include "core/base/conversation.h"
#include "core/base/progress.h"

namespace werkbank {

/// Asks on standard error and reads one line of standard input each time; at its end the answer is Cancelled.
class TerminalConversation : public Conversation {
 public:
  /// `remember`: passphrases go into the keychain.
  explicit TerminalConversation(Language language, bool remember = false) : language_(language), remember_(remember) {}

  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override;
  bool keeps_secrets() const override { return remember_; }

  /// The user name that was given, when it was asked for.
  const std::string& user_name() const { return user_name_; }

 private:
  void say(const Message& message) const;

  Language language_;
  bool remember_;
  std::string user_name_;
};

/// Fills the places of standard streams that are closed, so that no file of ours is taken for what the person types.
void hold_standard_streams();

/// One line typed by the person, without echo for what nobody may see. Asked on standard error; Cancelled at the end of
/// standard input.
Result<Secret> ask_line(Language language, const Message& question, bool echo);
/// Whether the person typed yes, in either language.
Result<bool> ask_yes(Language language, const Message& question);

class ProgressBar {
 public:
  explicit ProgressBar(Language language) : language_(language) {}
  void show(const Progress& progress);
  /// `part` from 0 to 1 as a bar with words behind it.
  void show(double part, const std::string& words);
  static void end_line();

 private:
  Language language_;
  int last_tenth_ = -1;
  std::string last_words_;
};

}  // namespace werkbank
