// SHA-256, streamed (OpenSSL).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct evp_md_ctx_st;

namespace werkbank {

/// What SHA-256 gives: 32 bytes, where its text has 64 digits.
struct Sha256Digest {
  std::array<std::uint8_t, 32> bytes = {};

  /// Lower-case hexadecimal digits.
  std::string hex() const;
  /// Nothing, when `digits` are not 64 hexadecimal ones in lower case.
  static std::optional<Sha256Digest> from_hex(std::string_view digits);
  auto operator<=>(const Sha256Digest&) const = default;
};

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);
  /// The object can be used for a new message afterwards, as after hex_digest().
  Sha256Digest digest();
  /// 64 lower-case hexadecimal digits.
  std::string hex_digest();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string sha256_hex(std::string_view bytes);
/// Of a file's content. Error: local_file.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace werkbank
