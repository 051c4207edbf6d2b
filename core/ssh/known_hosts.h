// What the person's own known_hosts files know of a host. Read only: Werkbank pins keys in its profiles and writes
// nothing here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

struct KnownHostKeys {
  std::vector<std::string> keys;         ///< "type base64" of the host
  std::vector<std::string> authorities;  ///< "type base64" of who may certify the host (@cert-authority); asked for its
                                         ///< certificate is a host of which no key is known
  std::vector<std::string> revoked;      ///< "type base64" that must never be accepted again (@revoked)
};

/// From the text of one file. Names may be hashed, hold wildcards, or be refused with "!"; a port other than 22 is
/// looked up as "[host]:port".
KnownHostKeys keys_in_known_hosts(std::string_view text, const std::string& host, std::uint16_t port);

/// From those of the files that can be read, together.
KnownHostKeys known_host_keys(const std::vector<std::filesystem::path>& files, const std::string& host,
                              std::uint16_t port);

/// ~/.ssh/known_hosts, known_hosts2, and the computer's own.
std::vector<std::filesystem::path> usual_known_hosts();

}  // namespace werkbank
