// What this computer has to get into factories with: the person's keys and certificates, and a check of the way there.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/ssh/certificate.h"
#include "core/ssh/key_pair.h"

namespace werkbank {

/// The private keys that a sign-in tries, the one that Werkbank makes first; not all of them need to be there.
std::vector<std::filesystem::path> key_files();

/// Makes Werkbank's own key, in the place where other SSH programs look as well. An empty passphrase: without one.
/// Errors: local_file, also when there is one already; local_disk_full.
Result<KeyPair> make_own_key(const Secret& passphrase);

/// The keys that are there.
std::vector<KeyPair> existing_keys();

/// Of the certificates beside the keys the one that is valid longest; nothing when there is none that can be read.
std::optional<CertificateFacts> longest_certificate();

}  // namespace werkbank
