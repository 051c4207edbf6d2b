// Which ciphers to offer to a server, the quickest on this computer first: one without instructions for AES spends
// three times as long on it as on ChaCha20, one that has them is quicker with AES. Inside core/ssh only.
#pragma once

#include <string>

namespace werkbank {

/// In the words of SSH_OPTIONS_CIPHERS_C_S. Measured once, which takes a few milliseconds.
const std::string& ciphers_by_speed();

/// The same for known speeds, in bytes a second.
std::string cipher_order(double aes_gcm, double chacha20_poly1305);

}  // namespace werkbank
