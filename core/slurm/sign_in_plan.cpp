#include "core/slurm/sign_in_plan.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/lists.h"

namespace werkbank {
namespace {

Endpoint endpoint_at(const HostAddress& address, const std::string& user) {
  Endpoint endpoint;
  endpoint.host = address.host;
  endpoint.port = static_cast<std::uint16_t>(address.port);
  endpoint.user = address.user.empty() ? user : address.user;
  endpoint.host_keys = address.host_keys;
  endpoint.host_fingerprints = address.host_fingerprints;
  return endpoint;
}

/// What ~/.ssh/config says of the profile's host; nothing where it does not speak of it.
std::optional<SshAlias> alias_of(const Profile& profile, const std::optional<SshConfigPlaces>& places) {
  if (!places || profile.host.empty()) return std::nullopt;
  auto alias = read_ssh_config(profile.host, *places);
  if (!alias.named) return std::nullopt;
  return alias;
}

using Files = std::vector<std::filesystem::path>;

Files keys_of(const std::optional<SshAlias>& alias, const Files& usual) {
  Files keys = alias ? alias->identity_files : Files();
  for (const auto& key : usual) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

/// A certificate goes with the key of its name, or else with the one in the same place of the list.
void add_certificates(const std::optional<SshAlias>& alias, SignInMethods& methods) {
  if (!alias || alias->identity_files.empty()) return;
  for (std::size_t i = 0; i < alias->certificate_files.size(); ++i) {
    const auto& certificate = alias->certificate_files[i];
    const auto& keys = alias->identity_files;
    const auto is_its_key = [&certificate](const auto& key) { return certificate == key.string() + "-cert.pub"; };
    const auto own = std::find_if(keys.begin(), keys.end(), is_its_key);
    methods.push_back(certificate_sign_in(own != keys.end() ? *own : keys[std::min(i, keys.size() - 1)], certificate));
  }
}

void fill_in(Endpoint& endpoint, const SshAlias& alias, const Profile& profile, const SshConfigPlaces& places) {
  const auto meant = endpoint_of_alias(profile.host, places);
  endpoint.host = alias.host;
  if (profile.port == 22) endpoint.port = alias.port;
  if (profile.user.empty()) endpoint.user = alias.user;
  endpoint.known_hosts = meant.known_hosts;
  if (!profile.jump) endpoint.jumps = meant.jumps;
  for (auto& jump : endpoint.jumps) {
    if (jump.user.empty()) jump.user = endpoint.user;
  }
}

}  // namespace

SignInMethods methods_of(const Profile& profile, const SlurmSettings& settings, Asking asking) {
  const auto alias = alias_of(profile, settings.ssh_config);
  const auto& names = profile.sign_in_methods;
  SignInMethods methods;
  for (const auto& name : names) {
    if (name == "agent") {
      methods.push_back(agent_sign_in(alias ? alias->identity_agent : std::string()));
      continue;
    }
    // To SSH a certificate is a key as well.
    if (name == "certificate" || (name == "key" && !holds(names, "certificate"))) add_certificates(alias, methods);
    SignInChoice only;
    only.agent = false;
    only.keys = name == "key";
    only.certificates = name == "certificate";
    only.password = name == "password" && asking == Asking::a_person;
    only.key_files = keys_of(alias, settings.key_files);
    only.max_password_attempts = profile.max_password_attempts;
    only.lock_hours = profile.lock_hours;
    const auto more = sign_in_methods(only);
    methods.insert(methods.end(), more.begin(), more.end());
  }
  return methods;
}

bool asks_questions(const Profile& profile) { return holds(profile.sign_in_methods, "password"); }

Endpoint endpoint_of(const Profile& profile, const std::optional<SshConfigPlaces>& ssh_config) {
  auto endpoint =
      endpoint_at({profile.host, profile.port, profile.user, profile.host_keys, profile.host_fingerprints}, {});
  if (profile.jump) endpoint.jumps = {endpoint_at(*profile.jump, profile.user)};
  if (const auto alias = alias_of(profile, ssh_config)) fill_in(endpoint, *alias, profile, *ssh_config);
  return endpoint;
}

Endpoint transfer_endpoint(const Profile& profile, const std::string& user) {
  return endpoint_at(profile.transfer.value_or(HostAddress{}), user);
}

bool wants_a_program_in_between(const Profile& profile, const SlurmSettings& settings) {
  const auto alias = alias_of(profile, settings.ssh_config);
  return alias && alias->has_proxy_command && !profile.jump;
}

}  // namespace werkbank
