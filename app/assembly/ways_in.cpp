#include "app/assembly/ways_in.h"

#include <system_error>

#include <QDir>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr auto own_key_name = "werkbank_ed25519";

fs::path ssh_folder() { return path_from_text(QDir::homePath().toStdString()) / ".ssh"; }

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored);
}

}  // namespace

std::vector<fs::path> key_files() {
  std::vector<fs::path> files;
  for (const auto* name : {own_key_name, "id_ed25519", "id_ecdsa", "id_rsa"}) files.push_back(ssh_folder() / name);
  return files;
}

Result<KeyPair> make_own_key(const Secret& passphrase) {
  return make_key_pair(ssh_folder() / own_key_name, passphrase, "werkbank");
}

std::vector<KeyPair> existing_keys() {
  std::vector<KeyPair> keys;
  for (const auto& file : key_files()) {
    if (!is_there(file)) continue;
    if (auto key = read_key_pair(file); key.ok()) keys.push_back(std::move(key).value());
  }
  return keys;
}

std::optional<CertificateFacts> longest_certificate() {
  std::optional<CertificateFacts> longest;
  for (const auto& file : key_files()) {
    const auto certificate = certificate_beside(file);
    if (certificate.empty()) continue;
    const auto facts = read_certificate(certificate);
    if (facts.ok() && (!longest || facts->valid_before > longest->valid_before)) longest = *facts;
  }
  return longest;
}

}  // namespace werkbank
