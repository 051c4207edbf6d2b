// What the person's own ~/.ssh/config says about one name, read as OpenSSH reads it and never written. No command in
// it is run: where a block asks for one (Match exec), it counts as not meant.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/ssh/endpoint.h"

namespace werkbank {

struct SshAlias {
  bool named = false;  ///< a Host line with more than wildcards is about this name
  std::string host;    ///< HostName, or the name itself
  std::uint16_t port = 22;
  std::string user;  ///< empty where it is not said
  std::vector<std::filesystem::path> identity_files;
  std::vector<std::filesystem::path> certificate_files;
  std::vector<std::string> jumps;                  ///< ProxyJump: "[user@]host[:port]", the first one first
  std::vector<std::filesystem::path> known_hosts;  ///< UserKnownHostsFile, where it is said
  std::string identity_agent;                      ///< a socket; empty where it is not said
  bool has_proxy_command = false;                  ///< it wants a program in between, which Werkbank does not start
};

/// Where things are; for tests another place than one's own.
struct SshConfigPlaces {
  std::filesystem::path home;
  std::filesystem::path user_file;
  std::filesystem::path system_file;
  std::string local_user;
};
SshConfigPlaces usual_ssh_config();

/// The first value of each setting counts, the person's file before the computer's. A file that cannot be read says
/// nothing.
SshAlias read_ssh_config(const std::string& name, const SshConfigPlaces& places);

/// The same from a text alone.
SshAlias parse_ssh_config(std::string_view text, const std::string& name, const SshConfigPlaces& places);

/// Where to connect to for this name (a ProxyCommand is left out: see SshAlias::has_proxy_command): with its jump
/// hosts, each looked up by its own name.
Endpoint endpoint_of_alias(const std::string& name, const SshConfigPlaces& places);

/// The names that Host lines of the person's file spell out, without wildcards: what can be offered to choose from.
std::vector<std::string> names_in_ssh_config(const SshConfigPlaces& places);

}  // namespace werkbank
