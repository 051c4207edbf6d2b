#include "core/factory/profile_lint.h"

#include <algorithm>

#include "core/base/lists.h"

namespace werkbank {
namespace {

using Weight = ProfileFinding::Weight;

class ProfileFindings {
 public:
  void add(Weight weight, std::string field, Message message) {
    list_.push_back({weight, std::move(field), std::move(message)});
  }
  void missing(std::string field, Message message) { add(Weight::missing, std::move(field), std::move(message)); }
  void doubtful(std::string field, Message message) { add(Weight::doubtful, std::move(field), std::move(message)); }
  void risk(std::string field, Message message) { add(Weight::risk, std::move(field), std::move(message)); }
  std::vector<ProfileFinding> take() { return std::move(list_); }

 private:
  std::vector<ProfileFinding> list_;
};

bool has_type(const std::vector<std::string>& host_keys, std::string_view type) {
  return std::any_of(host_keys.begin(), host_keys.end(),
                     [type](const auto& key) { return std::string_view(key).starts_with(type); });
}

void lint_host_keys(ProfileFindings& findings, const std::string& field, const std::string& host,
                    const std::vector<std::string>& keys) {
  if (keys.empty()) {
    findings.missing(field,
                     Message(WERKBANK_TEXT("factory",
                                           "The host keys of %1 are not given, so every person is asked once whether "
                                           "the fingerprint is right. Put the keys in that the operator publishes."),
                             {host}));
  } else if (!has_type(keys, "ssh-ed25519")) {
    findings.doubtful(field, Message(WERKBANK_TEXT("factory",
                                                   "No host key of %1 is of the kind ssh-ed25519, which most computers "
                                                   "ask for first. Add that one too."),
                                     {host}));
  }
}

void lint_people(ProfileFindings& findings, const Profile& profile) {
  if (profile.help_email.empty() && profile.help_phone.empty() && profile.help_url.empty()) {
    findings.missing("help", Message(WERKBANK_TEXT("factory",
                                                   "There is no help desk: messages cannot say whom to call. Give a "
                                                   "telephone number, an e-mail address or a web page.")));
  }
  if (profile.help_url.starts_with("http://")) {
    findings.doubtful("help.url", Message(WERKBANK_TEXT("factory",
                                                        "The help page begins with http:// and can be changed by "
                                                        "others on the way. Use its https:// address.")));
  }
  if (!profile.user.empty()) {
    findings.doubtful("user", Message(WERKBANK_TEXT("factory",
                                                    "The profile says the user name \"%1\". Everybody who gets this "
                                                    "profile would sign in under that name; leave it empty unless "
                                                    "it is an account for a course."),
                                      {profile.user}));
  }
}

void lint_key(ProfileFindings& findings, const Profile& profile) {
  const bool with_key = holds(profile.sign_in_methods, "key") || holds(profile.sign_in_methods, "agent");
  if (!with_key || holds(profile.sign_in_methods, "certificate")) return;
  if (profile.key.page.empty() && profile.key.advice.english.empty()) {
    findings.missing("sign_in.key",
                     Message(WERKBANK_TEXT("factory",
                                           "It is not said where a person hands in a public key. Give the web page, or "
                                           "advice in both languages.")));
  }
  if (!profile.key.types.empty() && !holds(profile.key.types, "ed25519")) {
    findings.doubtful("sign_in.key.types", Message(WERKBANK_TEXT("factory",
                                                                 "Werkbank makes keys of the kind ed25519, which is "
                                                                 "not among the kinds that this factory takes.")));
  }
  if (profile.activation_hours == 0) {
    findings.missing("sign_in.activation_hours",
                     Message(WERKBANK_TEXT("factory",
                                           "It is not said how long it takes until a new key works. People will think "
                                           "that they did something wrong; give a number of hours.")));
  }
}

void lint_password(ProfileFindings& findings, const Profile& profile) {
  if (!holds(profile.sign_in_methods, "password")) return;
  if (profile.lock_hours == 0) {
    findings.missing("sign_in.lock_hours",
                     Message(WERKBANK_TEXT("factory",
                                           "It is not said for how long too many wrong passwords lock an account. Give "
                                           "a number of hours, so that people can be warned.")));
  } else if (profile.max_password_attempts > 3) {
    findings.doubtful(
        "sign_in.max_password_attempts",
        Message(WERKBANK_TEXT("factory",
                              "Werkbank would try a password %1 times, and this factory locks accounts. Keep it below "
                              "the number at which it locks."),
                {std::int64_t{profile.max_password_attempts}}));
  }
  if (profile.sign_in_methods.size() > 1 && profile.sign_in_methods.front() == "password") {
    findings.doubtful("sign_in.methods", Message(WERKBANK_TEXT("factory",
                                                               "The password is tried first although there is another "
                                                               "way to sign in. Put the password last.")));
  }
}

void lint_certificate(ProfileFindings& findings, const Profile& profile) {
  const auto& certificate = profile.certificate;
  const bool used = holds(profile.sign_in_methods, "certificate");
  if (used && certificate.page.empty() && certificate.command.empty()) {
    findings.missing("sign_in.certificate",
                     Message(WERKBANK_TEXT("factory",
                                           "People sign in with a certificate, but it is not said where they get one. "
                                           "Give the web page, or the program that fetches it.")));
  }
  if (!used && !certificate.command.empty()) {
    findings.doubtful("sign_in.methods", Message(WERKBANK_TEXT("factory",
                                                               "There is a program that fetches a certificate, but "
                                                               "\"certificate\" is not among the ways to sign in.")));
  }
  if (used && certificate.hours == 0) {
    findings.missing("sign_in.certificate.hours",
                     Message(WERKBANK_TEXT("factory", "It is not said for how many hours a certificate is valid.")));
  }
  if (used && !certificate.command.empty()) {
    findings.risk("sign_in.certificate.command",
                  Message(WERKBANK_TEXT("factory",
                                        "This profile lets Werkbank start the program \"%1\" on the computer of the "
                                        "person, after they said yes. Check every word of it."),
                          {certificate.command.front()}));
  }
}

void lint_addresses(ProfileFindings& findings, const Profile& profile) {
  if (profile.host_fingerprints.empty()) lint_host_keys(findings, "host_keys", profile.host, profile.host_keys);
  if (profile.jump) lint_host_keys(findings, "sign_in.jump.host_keys", profile.jump->host, profile.jump->host_keys);
  if (profile.transfer) {
    lint_host_keys(findings, "transfer.host_keys", profile.transfer->host, profile.transfer->host_keys);
  }
  if (profile.jump && profile.jump->host == profile.host && profile.jump->port == profile.port) {
    findings.doubtful("sign_in.jump", Message(WERKBANK_TEXT("factory",
                                                            "The computer to go through is the factory itself. Leave "
                                                            "\"jump\" out.")));
  }
}

void lint_partitions(ProfileFindings& findings, const Profile& profile) {
  if (profile.partitions.empty()) {
    findings.missing("partitions", Message(WERKBANK_TEXT("factory",
                                                         "No part of the factory is described. Werkbank asks the queue "
                                                         "system instead, but cannot say before the sign-in whether a "
                                                         "job fits.")));
  }
  for (std::size_t i = 0; i < profile.partitions.size(); ++i) {
    const auto& one = profile.partitions[i];
    const auto field = "partitions[" + std::to_string(i) + "].";
    if (one.gpus_per_node > 0 && one.memory_gib_per_gpu <= 0) {
      findings.missing(field + "memory_gib_per_gpu",
                       Message(WERKBANK_TEXT("factory",
                                             "Of \"%1\" it is not said how much memory goes with one GPU, so a job may "
                                             "be refused that would fit."),
                               {one.name}));
    }
    if (one.max_hours <= 0) {
      findings.missing(
          field + "max_hours",
          Message(WERKBANK_TEXT("factory", "Of \"%1\" it is not said how long a job may take."), {one.name}));
    }
    if (profile.gpu_request == GpuRequest::gres_typed && one.gpus_per_node > 0 && one.gpu_type.empty()) {
      findings.doubtful(field + "gpu_type", Message(WERKBANK_TEXT("factory",
                                                                  "GPUs are asked for by their kind here, but the kind "
                                                                  "of GPU of \"%1\" is not given."),
                                                    {one.name}));
    }
  }
}

void lint_work(ProfileFindings& findings, const Profile& profile) {
  if (profile.work_folder == "~") {
    findings.doubtful("work_folder", Message(WERKBANK_TEXT("factory",
                                                           "Everything is put in the home folder, which is often small "
                                                           "and slow. Give the folder that the factory means for "
                                                           "data.")));
  }
  if (profile.billing_per_gpu_hour <= 0) {
    findings.missing("billing", Message(WERKBANK_TEXT("factory",
                                                      "It is not said what a GPU-hour costs here, so an estimate shows "
                                                      "hours only.")));
  }
  const bool own_python = std::any_of(profile.environments.begin(), profile.environments.end(),
                                      [](const auto& one) { return one.kind != "system"; });
  if (!own_python) {
    findings.doubtful("environment", Message(WERKBANK_TEXT("factory",
                                                           "Only the Python of the system is given. It is seldom made "
                                                           "for GPUs; give the modules or the image that the factory "
                                                           "offers.")));
  }
}

void lint_several_nodes(ProfileFindings& findings, const Profile& profile) {
  for (const auto& [name, value] : profile.several_nodes) {
    const auto begin = value.find_first_not_of('=');
    const bool stays = begin != std::string::npos && value.compare(begin, 2, "lo") == 0;
    if (!name.ends_with("_SOCKET_IFNAME") || !stays) continue;
    findings.doubtful("several_nodes.variables." + name,
                      Message(WERKBANK_TEXT("factory",
                                            "Computers that work on one job would look for one another over \"%1\", "
                                            "which leads back to the computer itself. Name their fast network."),
                              {value}));
  }
}

void lint_verified(ProfileFindings& findings, const Profile& profile) {
  if (!holds(profile.verified, "host")) {
    findings.doubtful("verified", Message(WERKBANK_TEXT("factory",
                                                        "Nobody has checked the address of this factory against what "
                                                        "its operator publishes. Check it, and name it under "
                                                        "\"verified\".")));
  }
  const bool keys_unchecked = !profile.host_keys.empty() && !holds(profile.verified, "host_keys");
  const bool fingerprints_unchecked =
      !profile.host_fingerprints.empty() && !holds(profile.verified, "host_fingerprints");
  if (keys_unchecked || fingerprints_unchecked) {
    findings.risk("verified", Message(WERKBANK_TEXT("factory",
                                                    "The host keys are used without asking anybody, but they are not "
                                                    "named under \"verified\". Compare them with what the operator "
                                                    "publishes.")));
  }
}

}  // namespace

std::vector<ProfileFinding> lint_profile(const Profile& profile) {
  ProfileFindings findings;
  if (profile.kind == FactoryKind::practice) return {};
  lint_people(findings, profile);
  lint_addresses(findings, profile);
  lint_key(findings, profile);
  lint_password(findings, profile);
  lint_certificate(findings, profile);
  lint_partitions(findings, profile);
  lint_work(findings, profile);
  lint_several_nodes(findings, profile);
  lint_verified(findings, profile);
  for (auto& one : lint_software(profile)) findings.add(one.weight, std::move(one.field), std::move(one.message));
  return findings.take();
}

}  // namespace werkbank
