#include "core/ssh/known_hosts.h"

#include <algorithm>

#include <QByteArray>
#include <QCryptographicHash>
#include <QDir>
#include <QMessageAuthenticationCode>

#include "core/base/local_files.h"
#include "core/ssh/host_pattern.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_known_hosts = 16U << 20U;

/// "|1|salt|hash": the HMAC-SHA1 of the name with the salt as its key.
bool fits_hash(const std::string& name, std::string_view hashed) {
  const auto parts = split_at(hashed.substr(3), "|");
  if (parts.size() != 2) return false;
  const auto salt = QByteArray::fromBase64(QByteArray::fromStdString(parts[0]));
  const auto expected = QByteArray::fromBase64(QByteArray::fromStdString(parts[1]));
  if (salt.isEmpty() || expected.size() != 20) return false;
  return QMessageAuthenticationCode::hash(QByteArray::fromStdString(name), salt, QCryptographicHash::Sha1) == expected;
}

bool fits_names(const std::string& name, const std::string& names) {
  if (names.starts_with("|1|")) return fits_hash(name, names);
  return fits_patterns(name, split_at(lower_ascii(names), ","));
}

void read_line(std::string_view line, const std::string& name, KnownHostKeys& found) {
  auto words = split_at(line, " \t\r");
  if (words.empty() || words[0].starts_with('#')) return;
  auto* list = &found.keys;
  if (words[0].starts_with('@')) {
    if (words[0] != "@revoked" && words[0] != "@cert-authority") return;
    list = words[0] == "@revoked" ? &found.revoked : &found.authorities;
    words.erase(words.begin());
  }
  if (words.size() < 3 || !fits_names(name, words[0])) return;
  const std::string key = words[1] + " " + words[2];
  if (std::find(list->begin(), list->end(), key) == list->end()) list->push_back(key);
}

}  // namespace

KnownHostKeys keys_in_known_hosts(std::string_view text, const std::string& host, std::uint16_t port) {
  constexpr std::uint16_t usual_port = 22;
  const std::string plain = lower_ascii(host);
  const std::string name = port == usual_port ? plain : "[" + plain + "]:" + std::to_string(port);
  KnownHostKeys found;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    read_line(text.substr(0, end), name, found);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::erase_if(found.keys, [&found](const std::string& key) {
    return std::find(found.revoked.begin(), found.revoked.end(), key) != found.revoked.end();
  });
  return found;
}

KnownHostKeys known_host_keys(const std::vector<std::filesystem::path>& files, const std::string& host,
                              std::uint16_t port) {
  // As one text, so that what one file revokes another does not bring back.
  std::string all;
  for (const auto& file : files) {
    const auto text = read_file(file, largest_known_hosts);
    if (text.ok()) all += *text + "\n";
  }
  return keys_in_known_hosts(all, host, port);
}

std::vector<std::filesystem::path> usual_known_hosts() {
  const auto folder = path_from_text(QDir::homePath().toStdString()) / ".ssh";
  return {folder / "known_hosts", folder / "known_hosts2", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"};
}

}  // namespace werkbank
