// The one place that turns text into words of a POSIX shell command. No other code builds remote commands by hand.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// `word` as one word of a POSIX shell: in single quotes, whatever it holds. A NUL byte, which no argument can carry,
/// ends the word there, as it would in exec().
std::string shell_quote(std::string_view word);

/// The words quoted one by one and joined by spaces: a whole command.
std::string shell_command(const std::vector<std::string>& words);

/// Has /bin/sh run `script` with these as "$1", "$2", ..., whatever shell this is given to: bash, dash, zsh, tcsh and
/// fish agree on little more than words without quotes, and single quotes around one line. So it goes as Base64 (RFC
/// 4648), which the other end undoes with its `base64`. Standard input stays the script's own.
std::string any_shell_command(const std::string& script, const std::vector<std::string>& arguments);

}  // namespace werkbank
