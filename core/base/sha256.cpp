#include "core/base/sha256.h"

#include <openssl/evp.h>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace

std::string Sha256Digest::hex() const {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    text += hex_digits[byte >> 4U];
    text += hex_digits[byte & 15U];
  }
  return text;
}

std::optional<Sha256Digest> Sha256Digest::from_hex(std::string_view digits) {
  Sha256Digest digest;
  if (digits.size() != 2 * digest.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto value = hex_digits.find(digits[i]);
    if (value == std::string_view::npos) return std::nullopt;
    auto& byte = digest.bytes[i / 2];
    byte = static_cast<std::uint8_t>(byte << 4U | value);
  }
  return digest;
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

Sha256Digest Sha256::digest() {
  Sha256Digest digest;
  EVP_DigestFinal_ex(context_.get(), digest.bytes.data(), nullptr);
  // Without naming the algorithm again, which OpenSSL 3 would look up under a lock each time.
  EVP_DigestInit_ex(context_.get(), nullptr, nullptr);
  return digest;
}

std::string Sha256::hex_digest() { return digest().hex(); }

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex_digest();
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  WERKBANK_TRY(auto reader, FileReader::open(path));
  Sha256 hash;
  while (true) {
    WERKBANK_TRY(const auto bytes, reader.read());
    if (bytes.empty()) return hash.hex_digest();
    hash.add(bytes);
  }
}

}  // namespace werkbank
