// Our words around a server's question, so that a person knows what is asked, by whom, and what to type.
// Inside core/ssh only.
#pragma once

#include <string>

#include "core/base/conversation.h"

namespace werkbank {

/// What is known about a question besides the prompt itself.
struct QuestionSetting {
  std::string host;
  std::string user;
  bool refused_before = false;   ///< the answers of the round before were refused
  bool with_code = false;        ///< a code and a password were asked together then: either may have been wrong
  bool same_code_again = false;  ///< the code just typed is one that was refused, and was not sent
};

/// The question for one prompt of keyboard-interactive; `instruction` stood above it. Without tries_left.
Question question_for_prompt(const std::string& instruction, const std::string& prompt, bool echo,
                             const QuestionSetting& setting);

/// The question for a password where the server has no words of its own.
Question question_for_password(const QuestionSetting& setting);

}  // namespace werkbank
