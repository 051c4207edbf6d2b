// Where a factory's SSH server is and how it proves to be the right one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace werkbank {

struct Endpoint {
  std::string host;
  std::uint16_t port = 22;
  std::string user;  ///< empty: the conversation is asked once

  /// The keys of which the server must show one, as "type base64" (a comment behind it is ignored). Empty: the host is
  /// unknown; the conversation is asked once, and Connection::host_key() is what to pin from then on.
  std::vector<std::string> host_keys;

  double connect_timeout =
      20;                 ///< seconds from the name to the end of the key exchange, and for each answer of a sign-in
  double keepalive = 15;  ///< seconds of silence after which we ask for a sign of life; after three times that, lost
};

}  // namespace werkbank
