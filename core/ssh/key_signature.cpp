#include "core/ssh/key_signature.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>

#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

template <auto function>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    function(object);
  }
};
using VerifyingKey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;

constexpr int smallest_rsa = 2048;    // bits
constexpr int largest_rsa = 16384;    // bits; OpenSSH's own bound
constexpr int largest_exponent = 64;  // bits

struct Curve {
  std::string_view type;
  std::string_view name;
  const char* group;
  const char* digest;
  std::size_t size;  ///< bytes of a coordinate
};

constexpr std::array<Curve, 3> curves = {{
    {"ecdsa-sha2-nistp256", "nistp256", "P-256", "SHA256", 32},
    {"ecdsa-sha2-nistp384", "nistp384", "P-384", "SHA384", 48},
    {"ecdsa-sha2-nistp521", "nistp521", "P-521", "SHA512", 66},
}};

const unsigned char* bytes_at(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

/// A positive mpint, spelled in the one way that RFC 4251 section 5 allows.
Number positive_number(std::string_view bytes) {
  if (bytes.empty() || bytes.size() > largest_rsa / 8 + 1) return nullptr;
  const auto is_high = [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; };
  if (is_high(bytes[0])) return nullptr;
  if (bytes[0] == 0 && (bytes.size() < 2 || !is_high(bytes[1]))) return nullptr;
  return Number(BN_bin2bn(bytes_at(bytes), static_cast<int>(bytes.size()), nullptr));
}

VerifyingKey made_from(const char* kind, OSSL_PARAM* parameters) {
  const std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>> context(
      EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || parameters == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    return nullptr;
  return VerifyingKey(key);
}

VerifyingKey rsa_key(WireReader& fields) {
  const auto exponent = positive_number(fields.text());
  const auto modulus = positive_number(fields.text());
  if (!fields.ok() || !fields.at_end() || !exponent || !modulus) return nullptr;
  const int bits = BN_num_bits(modulus.get());
  if (bits < smallest_rsa || bits > largest_rsa || BN_num_bits(exponent.get()) > largest_exponent) return nullptr;
  const std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>> list(OSSL_PARAM_BLD_new());
  if (!list || OSSL_PARAM_BLD_push_BN(list.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(list.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return nullptr;
  const std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(list.get()));
  return made_from("RSA", parameters.get());
}

VerifyingKey ecdsa_key(WireReader& fields, const Curve& curve) {
  const auto name = fields.text();
  std::string point(fields.text());
  constexpr char is_whole = 4;  // both coordinates are there (SEC 1, 2.3.3), as OpenSSH writes it
  if (!fields.ok() || !fields.at_end() || name != curve.name || point.size() != 1 + 2 * curve.size ||
      point[0] != is_whole)
    return nullptr;
  std::string group = curve.group;
  std::array<OSSL_PARAM, 3> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return made_from("EC", parameters.data());
}

VerifyingKey ed25519_key(WireReader& fields) {
  const auto bytes = fields.text();
  if (!fields.ok() || !fields.at_end()) return nullptr;
  return VerifyingKey(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, bytes_at(bytes), bytes.size()));
}

/// `digest` is null where the way of signing has one of its own.
bool verifies(const VerifyingKey& key, const char* digest, std::string_view message, std::string_view signature) {
  const std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  return key && context &&
         EVP_DigestVerifyInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key.get(), nullptr) == 1 &&
         EVP_DigestVerify(context.get(), bytes_at(signature), signature.size(), bytes_at(message), message.size()) == 1;
}

/// The two numbers of an SSH signature as OpenSSL wants them (DER); empty when they are none.
std::string der_signature(std::string_view numbers) {
  WireReader fields(numbers);
  auto r = positive_number(fields.text());
  auto s = positive_number(fields.text());
  const std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  if (!fields.ok() || !fields.at_end() || !r || !s || !pair) return {};
  if (ECDSA_SIG_set0(pair.get(), r.release(), s.release()) != 1) return {};
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  if (size <= 0) return {};
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

bool is_rsa_signed(const VerifyingKey& key, std::string_view way, std::string_view message, std::string_view value) {
  if (!key || (way != "rsa-sha2-256" && way != "rsa-sha2-512")) return false;
  return verifies(key, way == "rsa-sha2-256" ? "SHA256" : "SHA512", message, value);
}

}  // namespace

bool is_signed_by(std::string_view public_key, std::string_view message, std::string_view signature) {
  WireReader key(public_key);
  WireReader signed_as(signature);
  const auto type = key.text();
  const auto way = signed_as.text();
  const auto value = signed_as.text();
  if (!key.ok() || !signed_as.ok() || !signed_as.at_end()) return false;
  const auto* const curve =
      std::find_if(curves.begin(), curves.end(), [type](const auto& known) { return known.type == type; });
  bool right = false;
  if (type == "ssh-rsa") {
    right = is_rsa_signed(rsa_key(key), way, message, value);
  } else if (type == "ssh-ed25519" && way == type) {
    right = verifies(ed25519_key(key), nullptr, message, value);
  } else if (curve != curves.end() && way == type) {
    right = verifies(ecdsa_key(key, *curve), curve->digest, message, der_signature(value));
  }
  ERR_clear_error();
  return right;
}

}  // namespace werkbank
