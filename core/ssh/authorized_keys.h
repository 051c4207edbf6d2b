// A public key handed in over the connection that is signed in: from then on it opens the account by itself.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// The parts of "[from="..."] type base64 [comment]", which is all that is ever handed in.
struct PublicKeyLine {
  std::string from;  ///< what stands between the quotes; empty: from anywhere
  std::string type;
  std::string base64;
  std::string comment;
};

/// Error: usage, when the line is no plain public key: other options before the key could run a command.
Result<PublicKeyLine> parse_public_key_line(std::string_view line);

/// Adds the line to ~/.ssh/authorized_keys, with the modes that sshd wants (0700, 0600). The file is replaced as a
/// whole or not at all; a key that is in it already is not added. Errors: usage, connection_lost, remote_file.
Result<Done> add_authorized_key(CommandRunner& runner, const std::string& line, const std::stop_token& stop);

}  // namespace werkbank
