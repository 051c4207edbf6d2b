// Whether somebody who has an SSH key signed something. Inside core/ssh only. Source: RFC 4253 section 6.6, RFC 5656,
// RFC 8332, RFC 8709.
#pragma once

#include <string_view>

namespace werkbank {

/// Both in the wire format, and untrusted. Keys: ssh-ed25519, ecdsa-sha2-nistp256, -384 and -521, ssh-rsa of 2048 to
/// 16384 bits, this one with rsa-sha2-256 or rsa-sha2-512 only (never with SHA-1). False for all other keys, those in
/// a FIDO token among them, and for what is no key or no signature.
bool is_signed_by(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace werkbank
