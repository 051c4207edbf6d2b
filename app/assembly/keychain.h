// The keychain of this computer's system (Keychain, Credential Manager, Secret Service, KWallet), through QtKeychain:
// where passphrases wait for the next day. Where there is none, nothing is kept; never is a file written instead.
#pragma once

#include <memory>

#include "core/base/secret_store.h"

namespace werkbank {

/// Whether a keychain runs here, or starts when it is asked for. Quick, and never asks the person anything.
bool has_keychain();

/// Its calls wait at most a minute for the keychain, for the person may have to open it, and then give local_file.
/// find() gives nothing where no keychain runs. Call from any thread but the one that shows windows.
std::shared_ptr<SecretStore> system_keychain();

}  // namespace werkbank
