// Who certifies hosts in tests: a key of its own, and what ssh-keygen signs with it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/ssh/support/test_sshd.h"

namespace werkbank::test {

class TestAuthority {
 public:
  /// `type` and `bits` as ssh-keygen takes them; empty bits: its own choice.
  explicit TestAuthority(const std::string& type = "ed25519", const std::string& bits = "");

  /// "type base64".
  std::string line() const;
  /// For known_hosts, about every host.
  std::string trusted() const { return "@cert-authority * " + line() + "\n"; }
  std::string revoked() const { return "@revoked * " + line() + "\n"; }

  struct Terms {
    std::string names = "127.0.0.1";  ///< empty: none
    std::string validity = "-1m:+1h";
    bool for_host = true;
    std::vector<std::string> more = {};  ///< words for ssh-keygen
  };
  /// Certifies the key; the certificate stands beside it, as ssh-keygen puts it there. Its path.
  std::filesystem::path certify(const std::filesystem::path& key, const Terms& terms) const;
  std::filesystem::path certify(const std::filesystem::path& key) const { return certify(key, Terms{}); }

 private:
  TestFolder folder_;
};

/// A new pair of keys at this path, in place of what was there.
void make_host_key(const std::filesystem::path& path, const std::string& type, const std::string& bits = "");

/// Gives the server a new host key and a certificate of it, from now on; false when it does not come up again.
bool show_certificate(TestSshd& sshd, const TestAuthority& authority, const TestAuthority::Terms& terms = {},
                      const std::string& type = "ed25519");

/// "type base64" of a file with a public key or a certificate, and its bytes.
std::string key_in(const std::filesystem::path& public_file);
std::string bytes_in(const std::filesystem::path& public_file);

}  // namespace werkbank::test
