// Writes the fields of SSH's wire format (RFC 4251, section 5). Inside core/ssh only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace werkbank {

class WireWriter {
 public:
  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void number(std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) byte(static_cast<std::uint8_t>(value >> shift));
  }
  /// With its length in front.
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    raw(value);
  }
  void raw(std::string_view value) { bytes_.append(value); }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace werkbank
