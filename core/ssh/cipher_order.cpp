#include "core/ssh/cipher_order.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <vector>

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto aes_gcm_names = "aes128-gcm@openssh.com,aes256-gcm@openssh.com";
constexpr auto chacha20_name = "chacha20-poly1305@openssh.com";
constexpr auto older_names = "aes256-ctr,aes128-ctr";
// A difference that nobody notices changes nothing.
constexpr double counts_as_quicker = 1.2;

constexpr std::size_t packet_size = 32U << 10U;
constexpr int packets = 8;
constexpr int rounds = 3;

/// Seconds for some packets, each with a nonce of its own, as SSH has it; endless where OpenSSL has no such cipher.
double seconds_for_packets(const EVP_CIPHER* cipher, std::vector<unsigned char>& packet) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                &EVP_CIPHER_CTX_free);
  const std::array<unsigned char, EVP_MAX_KEY_LENGTH> key = {};
  std::array<unsigned char, EVP_MAX_IV_LENGTH> nonce = {};
  if (!context || EVP_EncryptInit_ex(context.get(), cipher, nullptr, key.data(), nonce.data()) != 1) return 1e9;
  const auto begin = Clock::now();
  for (int i = 0; i < packets; ++i) {
    ++nonce[0];
    int length = 0;
    if (EVP_EncryptInit_ex(context.get(), nullptr, nullptr, nullptr, nonce.data()) != 1 ||
        EVP_EncryptUpdate(context.get(), packet.data(), &length, packet.data(), static_cast<int>(packet.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), packet.data(), &length) != 1) {
      return 1e9;
    }
  }
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double bytes_a_second(const EVP_CIPHER* cipher) {
  std::vector<unsigned char> packet(packet_size);
  double best = seconds_for_packets(cipher, packet);
  for (int i = 1; i < rounds; ++i) best = std::min(best, seconds_for_packets(cipher, packet));
  return static_cast<double>(packet_size * packets) / best;
}

}  // namespace

std::string cipher_order(double aes_gcm, double chacha20_poly1305) {
  const bool chacha20_first = chacha20_poly1305 > counts_as_quicker * aes_gcm;
  const std::string first = chacha20_first ? chacha20_name : aes_gcm_names;
  const std::string second = chacha20_first ? aes_gcm_names : chacha20_name;
  return first + "," + second + "," + older_names;
}

const std::string& ciphers_by_speed() {
  static const std::string order =
      cipher_order(bytes_a_second(EVP_aes_128_gcm()), bytes_a_second(EVP_chacha20_poly1305()));
  return order;
}

}  // namespace werkbank
