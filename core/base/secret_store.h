// Where secrets may be kept from one day to the next: the keychain of this computer's system. Implemented in app/.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

class SecretStore {
 public:
  virtual ~SecretStore() = default;
  /// Nothing when none is kept under this name. Blocks, perhaps until the person has opened the keychain; call it on a
  /// worker thread. Errors: local_file, when there is no keychain or it does not open.
  virtual Result<std::optional<Secret>> find(const std::string& name) = 0;
  virtual Result<Done> keep(const std::string& name, const Secret& secret) = 0;
  virtual Result<Done> forget(const std::string& name) = 0;
};

/// The name under which the passphrase of a private key file is kept.
std::string passphrase_name(const std::string& private_key_path);

}  // namespace werkbank
