#include "core/ssh/host_key.h"

#include <algorithm>
#include <sstream>

#include "core/ssh/known_hosts.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

struct PublicKey {
  std::string type;
  std::string base64;
  bool operator==(const PublicKey&) const = default;
};

PublicKey parse(const std::string& line) {
  std::istringstream words(line);
  PublicKey key;
  words >> key.type >> key.base64;
  return key;
}

bool is_usable(const std::string& type) {
  return type == "ssh-ed25519" || type == "ssh-rsa" || type.starts_with("ecdsa-sha2-nistp");
}

Result<PublicKey> shown_key(const AuthSession& session, std::string& fingerprint) {
  ssh_key raw = nullptr;
  if (ssh_get_server_publickey(session.handle(), &raw) != SSH_OK) {
    return not_an_ssh_server(session.endpoint(), complaint(session.handle()));
  }
  const KeyHandle key(raw);
  char* text = nullptr;
  unsigned char* hash = nullptr;
  std::size_t size = 0;
  if (ssh_pki_export_pubkey_base64(key.get(), &text) != SSH_OK ||
      ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != SSH_OK) {
    return not_an_ssh_server(session.endpoint(), "the host key cannot be read");
  }
  const CharsHandle base64(text);
  const CharsHandle printed(ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size));
  ssh_clean_pubkey_hash(&hash);
  fingerprint = printed ? printed.get() : "";
  return PublicKey{ssh_key_type_to_char(ssh_key_type(key.get())), base64.get()};
}

bool holds(const std::vector<std::string>& lines, const PublicKey& key) {
  return std::any_of(lines.begin(), lines.end(), [&key](const std::string& line) { return parse(line) == key; });
}

/// For the details: the question itself is the same with and without a certificate.
std::string about_certificate(const HostKnowledge& known) {
  return known.certificate_flaw.empty() ? "" : "no certificate that counts: " + known.certificate_flaw;
}

}  // namespace

std::string host_key_algorithms(const std::vector<std::string>& pinned) {
  std::vector<std::string> names;
  for (const auto& line : pinned) {
    const auto type = parse(line).type;
    const std::string name = type == "ssh-rsa" ? "rsa-sha2-512,rsa-sha2-256" : type;
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ",") + name;
  return list;
}

HostKnowledge add_known_keys(Endpoint& endpoint) {
  const auto files = endpoint.known_hosts ? *endpoint.known_hosts : usual_known_hosts();
  auto known = known_host_keys(files, endpoint.host, endpoint.port);
  HostKnowledge rest;
  rest.revoked = std::move(known.revoked);
  if (!endpoint.host_keys.empty() || !endpoint.host_fingerprints.empty()) return rest;
  // Of the others libssh could not ask for any; a host known by nothing else is as good as unknown.
  std::erase_if(known.keys, [](const std::string& line) { return !is_usable(parse(line).type); });
  endpoint.host_keys = std::move(known.keys);
  if (endpoint.host_keys.empty()) rest.authorities = std::move(known.authorities);
  return rest;
}

bool shows_revoked_key(const AuthSession& session, const HostKnowledge& known) {
  std::string fingerprint;
  const auto key = shown_key(session, fingerprint);
  return key.ok() && holds(known.revoked, *key);
}

Result<std::string> check_host_key(const AuthSession& session, const HostKnowledge& known, Conversation& conversation) {
  std::string fingerprint;
  WERKBANK_TRY(const auto key, shown_key(session, fingerprint));
  const auto& endpoint = session.endpoint();
  if (holds(known.revoked, key)) return host_key_revoked(endpoint, "shown: " + key.type + " " + fingerprint);
  const auto& published = endpoint.host_fingerprints;
  if (!endpoint.host_keys.empty() || !published.empty()) {
    const bool right =
        holds(endpoint.host_keys, key) || std::find(published.begin(), published.end(), fingerprint) != published.end();
    if (!right) return host_key_changed(endpoint, "shown: " + key.type + " " + fingerprint);
  } else {
    WERKBANK_TRY(const bool right, conversation.is_right_host({endpoint.host, key.type, fingerprint}));
    if (!right) return host_key_not_accepted(endpoint, about_certificate(known));
  }
  return key.type + " " + key.base64;
}

}  // namespace werkbank
