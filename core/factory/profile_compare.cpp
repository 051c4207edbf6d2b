#include <algorithm>

#include "core/base/lists.h"
#include "core/factory/profile_lint.h"

namespace werkbank {
namespace {

void risk(std::vector<ProfileFinding>& findings, std::string field, Message message) {
  findings.push_back({ProfileFinding::Weight::risk, std::move(field), std::move(message)});
}

/// Whether both hold the same, in whatever order.
bool same(std::vector<std::string> one, std::vector<std::string> other) {
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return one == other;
}

std::string address_text(const std::string& host, int port) {
  return port == 22 ? host : host + ":" + std::to_string(port);
}

std::string address_text(const std::optional<HostAddress>& address) {
  return address ? address_text(address->host, address->port) : std::string();
}

void compare_host_keys(std::vector<ProfileFinding>& findings, const Profile& current, const Profile& offered) {
  const bool keys_differ = !current.host_keys.empty() && !same(current.host_keys, offered.host_keys);
  const bool fingerprints_differ =
      !current.host_fingerprints.empty() && !same(current.host_fingerprints, offered.host_fingerprints);
  // Fingerprints from elsewhere would vouch for other keys than the ones that are known.
  const bool fingerprints_new = current.host_fingerprints.empty() && !offered.host_fingerprints.empty();
  if (keys_differ || fingerprints_differ || (fingerprints_new && !current.host_keys.empty())) {
    risk(findings, "host_keys",
         Message(WERKBANK_TEXT("factory",
                               "The keys by which Werkbank recognises %1 become others. Go on "
                               "only if the help desk of the factory says that this is right."),
                 {offered.name}));
  }
}

void compare_address(std::vector<ProfileFinding>& findings, const char* field, const std::string& before,
                     const std::string& after) {
  if (before == after) return;
  if (before.empty()) {
    risk(findings, field, Message(WERKBANK_TEXT("factory", "From now on the computer %1 is used as well."), {after}));
  } else if (after.empty()) {
    risk(findings, field, Message(WERKBANK_TEXT("factory", "The computer %1 is no longer used."), {before}));
  } else {
    risk(findings, field, Message(WERKBANK_TEXT("factory", "The address changes from %1 to %2."), {before, after}));
  }
}

void compare_programs(std::vector<ProfileFinding>& findings, const Profile& current, const Profile& offered) {
  if (current.certificate.command != offered.certificate.command && !offered.certificate.command.empty()) {
    risk(findings, "sign_in.certificate.command",
         Message(WERKBANK_TEXT("factory",
                               "Werkbank would start another program on this computer than before: \"%1\". It "
                               "asks you again before it does."),
                 {offered.certificate.command.front()}));
  }
  if (holds(offered.sign_in_methods, "password") && !holds(current.sign_in_methods, "password")) {
    risk(findings, "sign_in.methods",
         Message(WERKBANK_TEXT("factory", "A password would be asked, which was not so before.")));
  }
}

}  // namespace

std::vector<ProfileFinding> compare_profiles(const Profile& current, const Profile& offered) {
  std::vector<ProfileFinding> findings;
  compare_address(findings, "host", address_text(current.host, current.port), address_text(offered.host, offered.port));
  compare_address(findings, "sign_in.jump", address_text(current.jump), address_text(offered.jump));
  compare_address(findings, "transfer", address_text(current.transfer), address_text(offered.transfer));
  compare_host_keys(findings, current, offered);
  compare_programs(findings, current, offered);
  return findings;
}

}  // namespace werkbank
