#include "app/assembly/ways_in.h"

#include <system_error>

#include <QDir>

#include "core/base/kept_secrets.h"
#include "core/base/local_files.h"
#include "core/slurm/sign_in_plan.h"
#include "core/slurm/slurm_factory.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr auto own_key_name = "werkbank_ed25519";

fs::path ssh_folder() { return path_from_text(QDir::homePath().toStdString()) / ".ssh"; }

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored);
}

// A check that does not sign in asks nobody anything; a host that is not known yet is reported, not accepted.
class NobodyToAsk : public Conversation {
 public:
  Result<Secret> ask(const Question& /*question*/) override { return Cancelled{}; }
  Result<bool> is_right_host(const HostFingerprint& /*fingerprint*/) override { return true; }
  void banner(const std::string& /*text*/) override {}
};

}  // namespace

std::vector<fs::path> key_files() {
  std::vector<fs::path> files;
  for (const auto* name : {own_key_name, "id_ed25519", "id_ecdsa", "id_rsa"}) files.push_back(ssh_folder() / name);
  return files;
}

Result<KeyPair> make_own_key(const Secret& passphrase) {
  return make_key_pair(ssh_folder() / own_key_name, passphrase, "werkbank");
}

std::vector<KeyPair> existing_keys() {
  std::vector<KeyPair> keys;
  for (const auto& file : key_files()) {
    if (!is_there(file)) continue;
    if (auto key = read_key_pair(file); key.ok()) keys.push_back(std::move(key).value());
  }
  return keys;
}

std::optional<CertificateFacts> longest_certificate() {
  std::optional<CertificateFacts> longest;
  for (const auto& file : key_files()) {
    const auto certificate = certificate_beside(file);
    if (certificate.empty()) continue;
    const auto facts = read_certificate(certificate);
    if (facts.ok() && (!longest || facts->valid_before > longest->valid_before)) longest = *facts;
  }
  return longest;
}

Message step_name(ConnectionStep step) {
  switch (step) {
    case ConnectionStep::name:
      return Message(WERKBANK_TEXT("app", "The factory's name has an address"));
    case ConnectionStep::reach:
      return Message(WERKBANK_TEXT("app", "The factory's computer can be reached"));
    case ConnectionStep::greeting:
      return Message(WERKBANK_TEXT("app", "It answers as a factory does (SSH)"));
    case ConnectionStep::host_key:
      return Message(WERKBANK_TEXT("app", "It is the right computer"));
    case ConnectionStep::ways:
      return Message(WERKBANK_TEXT("app", "It offers a way to sign in"));
    case ConnectionStep::sign_in:
      return Message(WERKBANK_TEXT("app", "It lets you in"));
    case ConnectionStep::shell:
      return Message(WERKBANK_TEXT("app", "It runs commands for you"));
    case ConnectionStep::files:
      return Message(WERKBANK_TEXT("app", "It takes your files"));
  }
  return {};
}

Result<Done> check_way_in(const Profile& profile, const std::function<void(ConnectionStep)>& begins,
                          const StepSink& ended, const std::stop_token& stop) {
  auto endpoint = endpoint_of(profile, usual_ssh_config());
  // Any name does: without a sign-in it is not sent.
  if (endpoint.user.empty()) endpoint.user = "werkbank";
  NobodyToAsk nobody;
  begins(ConnectionStep::name);
  const auto tell = [&](const StepReport& line) {
    ended(line);
    if (line.step != ConnectionStep::files && line.outcome == StepOutcome::ok)
      begins(static_cast<ConnectionStep>(static_cast<int>(line.step) + 1));
  };
  return check_connection(endpoint, nullptr, nobody, tell, stop);
}

Result<Done> check_without_person(const Profile& profile, const std::string& user, SecretStore* secrets,
                                  const StepSink& ended, const std::stop_token& stop) {
  auto endpoint = endpoint_of(profile, usual_ssh_config());
  endpoint.user = user;
  SlurmSettings settings;
  settings.key_files = key_files();
  const auto methods = methods_of(profile, settings, Asking::nobody);
  // A host that is not known is refused: there is nobody to say that it is the right one.
  KeptSecrets nobody(nullptr, secrets);
  return check_connection(endpoint, &methods, nobody, ended, stop);
}

}  // namespace werkbank
