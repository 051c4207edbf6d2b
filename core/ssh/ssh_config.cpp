#include "core/ssh/ssh_config.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include <QDir>

#include "core/base/local_files.h"
#include "core/ssh/known_hosts.h"
#include "core/ssh/ssh_config_reader.h"

namespace werkbank {
namespace {

constexpr std::size_t most_jumps = 8;

struct JumpWords {
  std::string user;
  std::string name;
  std::optional<std::uint16_t> port;
};

/// "[user@]host[:port]", with or without "ssh://" in front.
JumpWords parse_jump(std::string text) {
  if (text.starts_with("ssh://")) text.erase(0, 6);
  while (text.ends_with('/')) text.pop_back();
  JumpWords jump;
  if (const auto at = text.rfind('@'); at != std::string::npos) {
    jump.user = text.substr(0, at);
    text.erase(0, at + 1);
  }
  const bool bracketed = text.starts_with('[') && text.find(']') != std::string::npos;
  const auto name_end = bracketed ? text.find(']') : text.find(':');
  jump.name = bracketed ? text.substr(1, name_end - 1) : text.substr(0, name_end);
  const auto colon = bracketed ? name_end + 1 : name_end;
  if (colon < text.size() && text[colon] == ':') {
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, port);
    if (read.ec == std::errc() && read.ptr == end && port != 0) jump.port = port;
  }
  return jump;
}

Endpoint without_jumps(const SshAlias& alias) {
  Endpoint endpoint;
  endpoint.host = alias.host;
  endpoint.port = alias.port;
  endpoint.user = alias.user;
  if (!alias.known_hosts.empty()) {
    endpoint.known_hosts = alias.known_hosts;
    for (const auto& file : usual_known_hosts()) {
      if (file.string().starts_with("/etc/")) endpoint.known_hosts->push_back(file);
    }
  }
  return endpoint;
}

/// The way to `alias`: the first jump's own way comes before it.
std::vector<Endpoint> way_to(const SshAlias& alias, const SshConfigPlaces& places, std::size_t left) {
  std::vector<Endpoint> way;
  for (std::size_t i = 0; i < alias.jumps.size() && way.size() < left; ++i) {
    const auto words = parse_jump(alias.jumps[i]);
    if (words.name.empty()) continue;
    const auto jump = read_ssh_config(words.name, places);
    if (i == 0 && left > 1) way = way_to(jump, places, left - 1);
    auto endpoint = without_jumps(jump);
    if (!words.user.empty()) endpoint.user = words.user;
    if (words.port) endpoint.port = *words.port;
    way.push_back(std::move(endpoint));
  }
  return way;
}

}  // namespace

SshConfigPlaces usual_ssh_config() {
  SshConfigPlaces places;
  places.home = path_from_text(QDir::homePath().toStdString());
  places.user_file = places.home / ".ssh" / "config";
  places.system_file = "/etc/ssh/ssh_config";
  for (const char* variable : {"USER", "LOGNAME", "USERNAME"}) {
    const char* value = std::getenv(variable);
    if (places.local_user.empty() && value != nullptr) places.local_user = value;
  }
  return places;
}

SshAlias read_ssh_config(const std::string& name, const SshConfigPlaces& places) {
  SshConfigReader reader(name, places);
  reader.read_file_at(places.user_file);
  reader.read_file_at(places.system_file);
  return reader.result();
}

SshAlias parse_ssh_config(std::string_view text, const std::string& name, const SshConfigPlaces& places) {
  SshConfigReader reader(name, places);
  reader.read_text(text);
  return reader.result();
}

Endpoint endpoint_of_alias(const std::string& name, const SshConfigPlaces& places) {
  const auto alias = read_ssh_config(name, places);
  auto endpoint = without_jumps(alias);
  endpoint.jumps = way_to(alias, places, most_jumps);
  return endpoint;
}

std::vector<std::string> names_in_ssh_config(const SshConfigPlaces& places) {
  SshConfigReader reader({}, places);
  reader.read_file_at(places.user_file);
  auto names = reader.spelled_names();
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace werkbank
