#include "tests/ssh/support/test_authority.h"

#include <sstream>

#include <QByteArray>

namespace werkbank::test {

TestAuthority::TestAuthority(const std::string& type, const std::string& bits) {
  make_host_key(folder_.path() / "ca", type, bits);
}

std::string TestAuthority::line() const { return key_in(folder_.path() / "ca.pub"); }

std::filesystem::path TestAuthority::certify(const std::filesystem::path& key, const Terms& terms) const {
  std::vector<std::string> words = {"ssh-keygen", "-q",     "-s", (folder_.path() / "ca").string(),
                                    "-I",         "a test", "-V", terms.validity};
  if (terms.for_host) words.emplace_back("-h");
  if (!terms.names.empty()) words.insert(words.end(), {"-n", terms.names});
  words.insert(words.end(), terms.more.begin(), terms.more.end());
  words.push_back(key.string() + ".pub");
  const std::filesystem::path certificate = key.string() + "-cert.pub";
  std::filesystem::remove(certificate);
  run_program(words);
  return certificate;
}

void make_host_key(const std::filesystem::path& path, const std::string& type, const std::string& bits) {
  std::filesystem::remove(path);
  std::filesystem::remove(path.string() + ".pub");
  std::vector<std::string> words = {"ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", path.string()};
  if (!bits.empty()) words.insert(words.end(), {"-b", bits});
  run_program(words);
}

bool show_certificate(TestSshd& sshd, const TestAuthority& authority, const TestAuthority::Terms& terms,
                      const std::string& type) {
  const auto key = sshd.folder() / "host_key";
  const auto config = sshd.folder() / "sshd_config";
  sshd.stop();
  make_host_key(key, type);
  const auto certificate = authority.certify(key, terms);
  const auto line = "HostCertificate " + certificate.string() + "\n";
  if (read_text(config).find(line) == std::string::npos) write_text(config, read_text(config) + line);
  return std::filesystem::exists(certificate) && sshd.start();
}

std::string key_in(const std::filesystem::path& public_file) {
  std::istringstream line(read_text(public_file));
  std::string type;
  std::string base64;
  line >> type >> base64;
  return type + " " + base64;
}

std::string bytes_in(const std::filesystem::path& public_file) {
  const auto line = key_in(public_file);
  return QByteArray::fromBase64(QByteArray::fromStdString(line.substr(line.find(' ') + 1))).toStdString();
}

}  // namespace werkbank::test
