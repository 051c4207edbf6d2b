#include "core/base/signature.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <QByteArray>

#include "core/base/sha256.h"

namespace werkbank {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 64;
constexpr std::string_view public_start = "ed25519 ";
constexpr std::string_view private_start = "ed25519-private ";

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

const unsigned char* bytes_at(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

QByteArray base64_of(std::string_view bytes) {
  return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
}

std::string last_complaint() {
  std::array<char, 256> words{};
  ERR_error_string_n(ERR_get_error(), words.data(), words.size());
  ERR_clear_error();
  return words.data();
}

/// What stands after `start`, as 32 bytes.
std::optional<std::string> key_bytes(std::string_view text, std::string_view start) {
  if (!text.starts_with(start)) return std::nullopt;
  auto bytes = bytes_of_base64(text.substr(start.size()));
  if (bytes && bytes->size() != key_size) return std::nullopt;
  return bytes;
}

// The points of small order (RFC 7748, section 7): under such a "key" anybody can sign. The highest bit is the sign of
// x and does not count; the last two are other spellings of the first two.
bool is_weak(std::string bytes) {
  constexpr std::array<std::string_view, 7> weak = {"0000000000000000000000000000000000000000000000000000000000000000",
                                                    "0100000000000000000000000000000000000000000000000000000000000000",
                                                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                                                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                                                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};
  bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) & 0x7fU);
  const auto hex = QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex();
  return std::find(weak.begin(), weak.end(), std::string_view(hex.constData(), static_cast<std::size_t>(hex.size()))) !=
         weak.end();
}

std::optional<std::string> public_bytes(std::string_view public_key) {
  auto bytes = key_bytes(public_key, public_start);
  if (bytes && is_weak(*bytes)) return std::nullopt;
  return bytes;
}

Error not_a_private_key() {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("base",
                                "This is not a key to sign with. Choose the file with your private signing key; its "
                                "first word is \"ed25519-private\".")),
          "no private Ed25519 key"};
}

Error library_error(const char* step) {
  return {ErrorCode::internal,
          Message(WERKBANK_TEXT(
              "base",
              "This computer could not make or check a signature. Start Werkbank again; if it happens again, "
              "send the details to the help desk.")),
          std::string(step) + ": " + last_complaint()};
}

Error wrong_signature(std::string detail) {
  ERR_clear_error();
  return {ErrorCode::verification_failed,
          Message(WERKBANK_TEXT("base",
                                "The signature does not fit: the content was changed after it was signed, or somebody "
                                "else signed it. Get it again from where it came from.")),
          std::move(detail)};
}

Result<Key> read_private(const Secret& private_key) {
  auto bytes = key_bytes(private_key.reveal(), private_start);
  if (!bytes) return not_a_private_key();
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_at(*bytes), bytes->size()));
  OPENSSL_cleanse(bytes->data(), bytes->size());
  if (!key) return library_error("EVP_PKEY_new_raw_private_key");
  return key;
}

Result<std::string> public_text(const Key& key) {
  std::string bytes(key_size, '\0');
  auto size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1)
    return library_error("EVP_PKEY_get_raw_public_key");
  return std::string(public_start) + base64_of(bytes).toStdString();
}

/// The key as text; what it passes through on the way is wiped.
Result<Secret> private_text(const Key& key) {
  std::string bytes(key_size, '\0');
  auto size = bytes.size();
  if (EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1)
    return library_error("EVP_PKEY_get_raw_private_key");
  auto encoded = base64_of(bytes);
  std::string text;
  text.reserve(private_start.size() + static_cast<std::size_t>(encoded.size()));
  text.append(private_start).append(encoded.constData(), static_cast<std::size_t>(encoded.size()));
  OPENSSL_cleanse(bytes.data(), bytes.size());
  OPENSSL_cleanse(encoded.data(), static_cast<std::size_t>(encoded.size()));
  return Secret(std::move(text));
}

}  // namespace

std::optional<std::string> bytes_of_base64(std::string_view text) {
  const QByteArray encoded(text.data(), static_cast<qsizetype>(text.size()));
  const auto decoded =
      QByteArray::fromBase64Encoding(encoded, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
  // Written back it must be the same: two spellings of one key would be two fingerprints to a person.
  if (!decoded || decoded.decoded.toBase64() != encoded) return std::nullopt;
  return decoded.decoded.toStdString();
}

Result<SigningKeys> make_signing_keys() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) return library_error("EVP_PKEY_Q_keygen");
  SigningKeys keys;
  WERKBANK_TRY(keys.public_key, public_text(key));
  WERKBANK_TRY(keys.private_key, private_text(key));
  return keys;
}

Result<std::string> public_key_of(const Secret& private_key) {
  WERKBANK_TRY(const auto key, read_private(private_key));
  return public_text(key);
}

Result<std::string> sign_bytes(std::string_view bytes, const Secret& private_key) {
  WERKBANK_TRY(const auto key, read_private(private_key));
  const Digest context(EVP_MD_CTX_new());
  std::string signature(signature_size, '\0');
  auto size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes_at(bytes),
                     bytes.size()) != 1) {
    return library_error("EVP_DigestSign");
  }
  return base64_of(signature).toStdString();
}

Result<Done> verify_bytes(std::string_view bytes, std::string_view signature, std::string_view public_key) {
  const auto key_at = public_bytes(public_key);
  if (!key_at) return wrong_signature("no public Ed25519 key");
  const auto signed_as = bytes_of_base64(signature);
  if (!signed_as || signed_as->size() != signature_size) return wrong_signature("no Ed25519 signature");
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_at(*key_at), key_at->size()));
  const Digest context(EVP_MD_CTX_new());
  if (!key || !context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1)
    return library_error("EVP_DigestVerifyInit");
  if (EVP_DigestVerify(context.get(), bytes_at(*signed_as), signed_as->size(), bytes_at(bytes), bytes.size()) != 1)
    return wrong_signature("the signature does not verify");
  return Done{};
}

bool is_public_key(std::string_view text) { return public_bytes(text).has_value(); }

std::string key_fingerprint(std::string_view public_key) {
  const auto bytes = public_bytes(public_key);
  return bytes ? sha256_hex(*bytes) : std::string();
}

}  // namespace werkbank
