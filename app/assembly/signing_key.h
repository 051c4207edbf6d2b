// The key with which a coach signs invitations: a file of its own, readable by its owner alone.
#pragma once

#include <filesystem>
#include <string>

#include "app/assembly/places.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

/// Where it lies unless said otherwise.
std::filesystem::path usual_signing_key(const Places& places);

/// The file that was named, or else the usual one.
std::filesystem::path signing_key_file(const Places& places, const std::string& named);

/// Makes a key and gives its public half (core/base/signature.h). Never overwrites. Errors: local_file.
Result<std::string> make_signing_key(const std::filesystem::path& file);

/// The private half. Errors: local_file; usage, when the file holds no such key.
Result<Secret> read_signing_key(const std::filesystem::path& file);

}  // namespace werkbank
