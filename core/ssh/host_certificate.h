// A host's certificate: the signed statement of an authority "this key belongs to this host". Public, so it does not
// matter from where it came; that the host has the key is proved by the key exchange. Inside core/ssh only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// What a certificate has to be good for.
struct HostCertificateTerms {
  std::string host;                      ///< as it is connected to, without the port: certificates name none
  std::vector<std::string> authorities;  ///< "type base64" of who may certify it
  std::vector<std::string> revoked;      ///< "type base64" that must not be accepted
  std::int64_t unix_seconds = 0;         ///< now
};

struct HostCertificateVerdict {
  enum class Outcome {
    good,
    does_not_count,  ///< the host is as unknown as without it
    revoked,         ///< it, or its authority, was withdrawn: nothing may be sent to this host
  };
  Outcome outcome = Outcome::does_not_count;
  std::string key;  ///< good: the certified key, as "type base64"
  std::string why;  ///< else: the reason, technical
};

/// `bytes` are the host key as the server shows it in the key exchange, untrusted. Good when one of the authorities
/// signed it, for hosts, for this time and this name, and without conditions. Its names may have wildcards; one without
/// names is good for none (both as since OpenSSH 10.3, by its release notes: earlier ones took it for any host).
HostCertificateVerdict judge_host_certificate(std::string_view bytes, const HostCertificateTerms& terms);

/// A public key in the wire format, as "type base64".
std::string key_line(std::string_view public_key);

}  // namespace werkbank
