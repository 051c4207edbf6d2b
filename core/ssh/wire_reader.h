// Reads the fields of SSH's wire format (RFC 4251) from bytes that may be wrong. Inside core/ssh only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace werkbank {

class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  /// 0 or empty when there is not enough left; ok() is false from then on.
  std::uint32_t number();
  std::uint64_t long_number();
  std::string_view text();

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  /// How many bytes nobody has read yet.
  std::size_t left() const { return rest_.size(); }

 private:
  std::uint64_t take(std::size_t bytes);

  std::string_view rest_;
  bool ok_ = true;
};

/// "SHA256:..." as OpenSSH prints it, of a public key's bytes.
std::string sha256_fingerprint(std::string_view key_bytes);

}  // namespace werkbank
