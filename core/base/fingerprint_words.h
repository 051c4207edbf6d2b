// A fingerprint as words that one person reads to another over the telephone: of a coach's key, or of an SSH host key.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// 256 short words that are read alike in Dutch and English; one for each value of a byte. Their order never changes.
const std::array<std::string_view, 256>& fingerprint_word_list();

/// One word for each of the first `count` bytes (1 to 32) of a SHA-256: eight are 64 bits, which is what somebody would
/// have to guess to make a key that sounds the same. `sha256` is 64 hexadecimal digits or "SHA256:..." as OpenSSH
/// prints it; nothing when it is neither.
std::vector<std::string> fingerprint_words(std::string_view sha256, int count = 8);

/// The words in one line, to show: "amber radio ...".
std::string fingerprint_line(std::string_view sha256, int count = 8);

}  // namespace werkbank
