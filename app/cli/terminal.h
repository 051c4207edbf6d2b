// The terminal as a conversation partner: questions without echo, and a line that shows progress.
#pragma once

#include <string>

#include "core/base/conversation.h"
#include "core/base/progress.h"

namespace werkbank {

/// Asks on standard error and reads one line of standard input each time; at its end the answer is Cancelled.
class TerminalConversation : public Conversation {
 public:
  explicit TerminalConversation(Language language) : language_(language) {}

  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override;

  /// The user name that was given, when it was asked for.
  const std::string& user_name() const { return user_name_; }

 private:
  Language language_;
  std::string user_name_;
};

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
