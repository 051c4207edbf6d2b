// What can be read out of a server's words: what kind of answer a prompt wants, a page to open, why somebody is kept
// out. The words are untrusted; what is read out of them only chooses sentences. Inside core/ssh only.
#pragma once

#include <string>
#include <string_view>

#include "core/base/conversation.h"

namespace werkbank {

/// What a prompt of keyboard-interactive asks for, in the languages of Europe's factories.
Question::Kind kind_of_prompt(std::string_view prompt);

/// Whether a prompt for a password means the present one, because a new one has to be chosen.
bool asks_present_password(std::string_view prompt);

/// Whether a prompt for a new password wants it for the second time.
bool asks_once_more(std::string_view prompt);

/// The first https address in the words that is safe to offer: a host name, no user part, plain characters only.
/// Empty when there is none.
std::string link_in(std::string_view words);

/// The words without control characters, at most 2000 bytes, for showing.
std::string words_for_showing(std::string_view words);

/// Whether the words say that too many wrong tries have locked the account for a while.
bool says_blocked(std::string_view words);

/// Whether the words say that a new password has to be chosen first.
bool says_new_password_needed(std::string_view words);

}  // namespace werkbank
