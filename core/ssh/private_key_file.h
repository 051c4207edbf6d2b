// A key pair in files: its public half as it is, its private half after its passphrase. Inside core/ssh only.
#pragma once

#include <filesystem>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/ssh_handle.h"

namespace werkbank {

/// From the private key's file itself (OpenSSH's format carries it in the clear) or from the one beside it; maybe none.
KeyHandle public_half_of(const std::filesystem::path& private_key);

/// The private key, where nothing has to be asked for it: it has no passphrase, or that is known already.
KeyHandle private_key_without_asking(const std::filesystem::path& private_key, const AuthSession& session);

/// The private key; its passphrase is asked for when it has one. Nothing when it cannot be read, or when the person
/// does not know its passphrase.
Result<KeyHandle> unlock_private_key(const std::filesystem::path& private_key, const AuthSession& session,
                                     Conversation& conversation);

}  // namespace werkbank
