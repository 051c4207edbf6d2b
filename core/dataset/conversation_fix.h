// One conversation as it was written, and as the program on the factory reads it: only what can be meant in one way
// becomes different.
#pragma once

#include <string>
#include <string_view>

#include "core/dataset/conversation.h"

namespace werkbank {

struct FixedConversation {
  std::string text;          ///< JSON on one line, or the text as it was where it cannot be read
  bool readable = false;     ///< it is JSON
  bool other_bytes = false;  ///< letters that were not UTF-8
  bool last_comma = false;   ///< behind the document
  bool spaces = false;       ///< around what is said
  std::string role_before;   ///< a role as it was spelled; empty when none became different
  std::string role_after;
  std::string letters_after;  ///< an example of `other_bytes`
};

/// `text` is one document, or what should be one. `may_end_in_comma`: as it does where the lines of a list were saved.
FixedConversation fix_conversation(std::string_view text, bool may_end_in_comma);

}  // namespace werkbank
