// Ed25519 signatures (RFC 8032), for what Werkbank hands from one computer to another: invitations, catalogues,
// profiles. A public key is the text "ed25519 <base64 of 32 bytes>", a private one "ed25519-private <base64 of 32
// bytes>".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/secret.h"

namespace werkbank {

struct SigningKeys {
  std::string public_key;
  Secret private_key;
};

/// A new pair of keys. Error: internal, when this computer has no randomness to give.
Result<SigningKeys> make_signing_keys();

/// The public key that belongs to a private one. Error: usage, when it is no private key.
Result<std::string> public_key_of(const Secret& private_key);

/// The signature of exactly these bytes, as base64 of 64 bytes. Error: usage, when it is no private key.
Result<std::string> sign_bytes(std::string_view bytes, const Secret& private_key);

/// Error: verification_failed, when the signature is not of these bytes by this key, or key or signature is none.
Result<Done> verify_bytes(std::string_view bytes, std::string_view signature, std::string_view public_key);

/// Whether `text` is a public key, written in the one right way.
bool is_public_key(std::string_view text);

/// 64 hexadecimal digits that name a public key: the SHA-256 of its 32 bytes. Empty when it is no key.
std::string key_fingerprint(std::string_view public_key);

/// The bytes of `text`; nothing when it is not base64, padded, written in the one right way.
std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace werkbank
