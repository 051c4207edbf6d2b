// Key pairs made for people who have none: Ed25519 in OpenSSH's own format, for every other tool to read as well.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

struct KeyPair {
  std::filesystem::path private_key;
  std::string public_line;  ///< "ssh-ed25519 base64 comment": what is handed in at the factory's website
  std::string sha256;       ///< its fingerprint, as OpenSSH prints it
};

/// Writes `path` (0600) and `path`.pub, and makes the folder (0700) when it is not there. An empty passphrase leaves
/// the key open to everyone who gets the file. Never overwrites. Errors: local_file, local_disk_full.
Result<KeyPair> make_key_pair(const std::filesystem::path& path, const Secret& passphrase, const std::string& comment);

/// The public half of a key that is there already; the private half stays unread where it has a passphrase.
/// Error: local_file.
Result<KeyPair> read_key_pair(const std::filesystem::path& private_key);

}  // namespace werkbank
