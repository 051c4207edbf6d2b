#include "core/base/sha256.h"

#include <array>

#include <openssl/evp.h>

#include "core/base/local_files.h"

namespace werkbank {

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string Sha256::hex_digest() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  constexpr char hex[] = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += hex[digest[i] >> 4];
    text += hex[digest[i] & 15];
  }
  return text;
}

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
