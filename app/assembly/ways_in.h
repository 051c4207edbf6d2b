// What this computer has to get into factories with: the person's keys and certificates, and a check of the way there.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/secret_store.h"
#include "core/factory/profile.h"
#include "core/ssh/certificate.h"
#include "core/ssh/connection_check.h"
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

/// What a step of the connection check looks at, for people.
Message step_name(ConnectionStep step);

/// Looks at the way to a factory without signing in, so without a key or a password. `begins` is told each step that is
/// about to be looked at.
Result<Done> check_way_in(const Profile& profile, const std::function<void(ConnectionStep)>& begins,
                          const StepSink& ended, const std::stop_token& stop);

/// The same, signing in as `user` with what needs no person: keys, certificates, the agent, and passphrases that
/// `secrets` (null: none) keeps. Only to a host whose key is known.
Result<Done> check_without_person(const Profile& profile, const std::string& user, SecretStore* secrets,
                                  const StepSink& ended, const std::stop_token& stop);

}  // namespace werkbank
