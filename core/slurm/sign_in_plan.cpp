#include "core/slurm/sign_in_plan.h"

#include <algorithm>

namespace werkbank {
namespace {

Endpoint endpoint_of(const HostAddress& address, const std::string& user) {
  Endpoint endpoint;
  endpoint.host = address.host;
  endpoint.port = static_cast<std::uint16_t>(address.port);
  endpoint.user = address.user.empty() ? user : address.user;
  endpoint.host_keys = address.host_keys;
  return endpoint;
}

}  // namespace

SignInMethods methods_of(const Profile& profile, const SlurmSettings& settings, Asking asking) {
  SignInMethods methods;
  for (const auto& name : profile.sign_in_methods) {
    SignInChoice only;
    only.agent = name == "agent";
    only.keys = name == "key";
    only.certificates = name == "certificate";
    only.password = name == "password" && asking == Asking::a_person;
    only.key_files = settings.key_files;
    only.max_password_attempts = profile.max_password_attempts;
    only.lock_hours = profile.lock_hours;
    const auto more = sign_in_methods(only);
    methods.insert(methods.end(), more.begin(), more.end());
  }
  return methods;
}

bool asks_questions(const Profile& profile) {
  const auto& methods = profile.sign_in_methods;
  return std::find(methods.begin(), methods.end(), "password") != methods.end();
}

Endpoint endpoint_of(const Profile& profile) {
  auto endpoint = endpoint_of({profile.host, profile.port, profile.user, profile.host_keys}, {});
  if (profile.jump) endpoint.jumps = {endpoint_of(*profile.jump, profile.user)};
  return endpoint;
}

}  // namespace werkbank
