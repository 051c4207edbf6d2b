// The fields of an OpenSSH certificate, of a user's or of a host's, from bytes that may be wrong. Nothing is verified
// here. Inside core/ssh only. Source: OpenSSH's PROTOCOL.certkeys.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

struct CertificateFields {
  static constexpr std::uint32_t for_users = 1;
  static constexpr std::uint32_t for_hosts = 2;
  static constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

  std::string key_type;    ///< of the certified key: "ssh-ed25519"
  std::string public_key;  ///< the certified key in the wire format, as in a .pub file
  std::uint32_t kind = 0;  ///< for_users, for_hosts, or what nobody knows
  std::string key_id;
  std::vector<std::string> principals;  ///< names of accounts or of hosts
  std::int64_t valid_after = 0;         ///< unix seconds
  std::int64_t valid_before = no_end;   ///< unix seconds; from then on it is not valid

  // Parts of the bytes that were read, and no longer lived than they.
  std::string_view critical_options;
  std::string_view authority;    ///< the public key of who signed it, in the wire format
  std::string_view signed_part;  ///< all before the signature
  std::string_view signature;    ///< in the wire format
};

/// Nothing when they are no certificate of a known type, or cut or too long; `problem` then says what is wrong.
std::optional<CertificateFields> fields_of_certificate(std::string_view bytes, std::string& problem);

}  // namespace werkbank
