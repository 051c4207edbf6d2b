// A catalogue that its maker signed: catalogue.json in its folder names every file with its hash, and catalogue.sig
// beside it is an Ed25519 signature of exactly those bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

/// What the maker says of it.
struct SealTerms {
  std::string name;         ///< whose catalogue it is, for people
  std::int64_t number = 1;  ///< of this issue; each later one has a larger one
  double expires_at = 0;    ///< unix seconds
};

struct CatalogueSeal {
  SealTerms terms;
  std::string public_key;  ///< of the maker (core/base/signature.h)
};

/// Writes both files. Errors: usage, for a name, number or key that cannot be; local_file.
Result<CatalogueSeal> seal_catalogue(const std::filesystem::path& folder, const SealTerms& terms,
                                     const Secret& private_key);

/// Whose seals count, and which issues were seen before.
struct SealTrust {
  std::map<std::string, std::int64_t> makers;  ///< public key to the largest number accepted from it; 0: none yet
  double now = 0;                              ///< unix seconds
};

/// Reads the seal of `folder` and holds every file against it. Errors: catalogue_invalid, when it is not sealed, not
/// what was sealed, by nobody who is trusted, over, or older than one before; local_file.
Result<CatalogueSeal> check_seal(const std::filesystem::path& folder, const SealTrust& trust);

/// The seal alone, whoever made it: signed by the key that it names, and not over. Errors: as check_seal().
Result<CatalogueSeal> read_seal(const std::filesystem::path& folder, double now);

}  // namespace werkbank
