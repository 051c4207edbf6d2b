// Where a factory's SSH server is and how it proves to be the right one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace werkbank {

struct Endpoint {
  std::string host = {};
  std::uint16_t port = 22;
  std::string user = {};  ///< empty: the conversation is asked once

  /// The keys of which the server must show one, as "type base64" (a comment behind it is ignored). Empty: the host is
  /// unknown unless known_hosts knows it or who may certify it; else the conversation is asked once, and
  /// Connection::host_key() is what to pin from then on.
  std::vector<std::string> host_keys = {};

  /// "SHA256:..." as the operator publishes them: a key of such a fingerprint is the right one as well, without a
  /// question. With keys or fingerprints here, any other key is a changed one.
  std::vector<std::string> host_fingerprints = {};

  /// Where the person's own known hosts stand, read only; absent: the usual places. Asked only where neither is given;
  /// but a key that is revoked there is never accepted.
  std::optional<std::vector<std::filesystem::path>> known_hosts = std::nullopt;

  /// The computers to go through on the way, the first one first; each with a port, a user and host keys of its own.
  /// What they carry they cannot read. Their own `jumps` are not looked at.
  std::vector<Endpoint> jumps = {};

  double connect_timeout =
      20;                 ///< seconds from the name to the end of the key exchange, and for each answer of a sign-in
  double keepalive = 15;  ///< seconds of silence after which we ask for a sign of life; after three times that, lost
};

}  // namespace werkbank
