#include "core/ssh/host_certificate_request.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ssh/host_pattern.h"
#include "core/ssh/plain_transport.h"
#include "core/ssh/ssh_error.h"
#include "core/ssh/wire_reader.h"
#include "core/ssh/wire_writer.h"

namespace werkbank {
namespace {

constexpr std::size_t cookie_size = 16;

// All of which libssh can ask for the plain key, the best first; ssh-rsa with SHA-1 is not among them.
constexpr const char* certificates =
    "ssh-ed25519-cert-v01@openssh.com,ecdsa-sha2-nistp256-cert-v01@openssh.com,"
    "ecdsa-sha2-nistp384-cert-v01@openssh.com,ecdsa-sha2-nistp521-cert-v01@openssh.com,"
    "rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com";
constexpr const char* exchanges = "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256";
// Has to be agreed on, although nothing will be encrypted.
constexpr const char* ciphers =
    "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr";
constexpr const char* digests =
    "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1";

std::optional<std::string> our_offer() {
  std::string cookie(cookie_size, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(cookie.data()), static_cast<int>(cookie.size())) != 1)
    return std::nullopt;
  WireWriter offer;
  offer.byte(PlainTransport::kex_init);
  offer.raw(cookie);
  for (const char* list : {exchanges, certificates, ciphers, ciphers, digests, digests, "none", "none", "", ""})
    offer.text(list);
  offer.byte(0);    // no guess follows
  offer.number(0);  // reserved
  return offer.bytes();
}

/// The first of ours that is among theirs (RFC 4253, section 7.1); empty when none is.
std::string agreed(const std::string& ours, std::string_view theirs) {
  const auto offered = split_at(theirs, ",");
  for (const auto& name : split_at(ours, ",")) {
    if (std::find(offered.begin(), offered.end(), name) != offered.end()) return name;
  }
  return {};
}

/// The public half of a new key for one exchange; its other half is never needed, and forgotten here.
std::string new_public_key(std::string_view exchange) {
  EVP_PKEY* key = exchange.starts_with("curve25519") ? EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519")
                                                     : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  std::array<unsigned char, 128> bytes;
  std::size_t size = 0;
  const bool made = key != nullptr && EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY,
                                                                      bytes.data(), bytes.size(), &size) == 1;
  EVP_PKEY_free(key);
  ERR_clear_error();
  return made ? std::string(reinterpret_cast<const char*>(bytes.data()), size) : std::string();
}

HostCertificateAnswer none(std::string why) { return {{}, std::move(why)}; }

/// What the server shows when it takes part in the key exchange.
HostCertificateAnswer first_reply(PlainTransport& server, std::string_view exchange) {
  const auto key = new_public_key(exchange);
  if (key.empty()) return none("no key could be made for the exchange");
  WireWriter begin;
  begin.byte(PlainTransport::ecdh_init);
  begin.text(key);
  if (!server.send(begin.bytes())) return none(server.words());
  const auto reply = server.receive(PlainTransport::ecdh_reply);
  if (!reply) return none(server.words());
  server.leave("only the host certificate was wanted");
  WireReader fields(std::string_view(*reply).substr(1));
  HostCertificateAnswer shown;
  shown.bytes = fields.text();
  // Its own key and its signature prove nothing about a certificate that may have been copied: libssh looks at these.
  return fields.ok() ? shown : none("a reply that is cut");
}

HostCertificateAnswer ask(PlainTransport& server) {
  const auto offer = our_offer();
  if (!offer) return none("no random numbers");
  if (!server.exchange_versions() || !server.send(*offer)) return none(server.words());
  const auto theirs = server.receive(PlainTransport::kex_init);
  if (!theirs) return none(server.words());
  if (theirs->size() < 1 + cookie_size) return none("an offer that is cut");
  WireReader lists(std::string_view(*theirs).substr(1 + cookie_size));
  const auto exchange = agreed(exchanges, lists.text());
  const auto certificate = agreed(certificates, lists.text());
  if (!lists.ok()) return none("an offer that is cut");
  if (!exchange.empty() && !certificate.empty()) return first_reply(server, exchange);
  server.leave("no host certificate to be had");
  return none(certificate.empty() ? "the server has none" : "no key exchange that both know");
}

}  // namespace

Result<HostCertificateAnswer> request_host_certificate(int descriptor, const Endpoint& endpoint,
                                                       std::chrono::steady_clock::time_point deadline,
                                                       const std::stop_token& stop) {
  PlainTransport server(descriptor, deadline, stop);
  auto shown = ask(server);
  if (server.end() == PlainTransport::End::stopped) return Cancelled{};
  if (server.end() == PlainTransport::End::silent)
    return no_answer(endpoint, "connected, but no answer when asked for its certificate");
  return shown;
}

}  // namespace werkbank
