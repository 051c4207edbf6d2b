// What an OpenSSH user certificate says: for whom it is, and from when to when it opens the door. Read, not verified:
// that is the factory's part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

struct CertificateFacts {
  static constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

  std::string key_id;                   ///< what its maker calls it; untrusted
  std::vector<std::string> principals;  ///< the account names it opens; none: any
  std::int64_t valid_after = 0;         ///< unix seconds
  std::int64_t valid_before = no_end;   ///< unix seconds; from then on it opens nothing
  std::string key_type;                 ///< of the certified key: "ssh-ed25519"
  std::string ca_sha256;                ///< the fingerprint of who signed it, as OpenSSH prints it

  bool is_valid_at(std::int64_t unix_seconds) const {
    return valid_after <= unix_seconds && unix_seconds < valid_before;
  }
  bool names(const std::string& user) const;
};

/// From a file like id_ed25519-cert.pub. Errors: local_file, sign_in_impossible when it is no user certificate.
Result<CertificateFacts> read_certificate(const std::filesystem::path& path);

/// From the file's text; `name` says in the error which it was.
Result<CertificateFacts> parse_certificate(std::string_view text, const std::string& name);

/// From the bytes that stand in the file as base64, and in an agent's list.
Result<CertificateFacts> parse_certificate_bytes(std::string_view bytes, const std::string& name);

/// The certificate that stands beside a private key, as ssh-keygen puts it there; empty when there is none.
std::filesystem::path certificate_beside(const std::filesystem::path& private_key);

}  // namespace werkbank
