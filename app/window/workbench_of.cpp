#include "app/window/workbench_of.h"

#include <filesystem>

#include "app/assembly/certificate_fetch.h"
#include "app/assembly/course_data.h"
#include "app/assembly/invitations.h"
#include "app/assembly/keychain.h"
#include "app/assembly/way_check.h"
#include "app/assembly/ways_in.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

ShownKey shown(const KeyPair& key) {
  ShownKey shown;
  shown.public_line = key.public_line;
  shown.place = key.private_key;
  shown.sha256 = key.sha256;
  shown.is_ours = key.private_key == key_files().front();
  return shown;
}

ShownCheckStep::State shown(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::ok:
      return ShownCheckStep::State::ok;
    case StepOutcome::failed:
      return ShownCheckStep::State::failed;
    case StepOutcome::skipped:
      return ShownCheckStep::State::skipped;
  }
  return ShownCheckStep::State::failed;
}

Result<Done> check(Factory& factory, const CheckStepSink& sink, const std::stop_token& stop) {
  const auto told = [&sink](const WayStep& step) {
    ShownCheckStep shown_step;
    shown_step.id = step.id;
    shown_step.name = step.name;
    if (step.outcome) shown_step.state = shown(*step.outcome);
    shown_step.seconds = step.seconds;
    shown_step.sentence = step.what;
    shown_step.detail = step.detail;
    sink(shown_step);
  };
  return walk_to_factory(factory, told, stop);
}

void add_keys(Workbench& workbench) {
  workbench.make_key = [](const Profile& /*profile*/, const Secret& passphrase) -> Result<ShownKey> {
    WERKBANK_TRY(const auto key, make_own_key(passphrase));
    return shown(key);
  };
  workbench.list_keys = [](const Profile& /*profile*/) -> Result<std::vector<ShownKey>> {
    std::vector<ShownKey> list;
    for (const auto& key : existing_keys()) list.push_back(shown(key));
    return list;
  };
  workbench.find_certificate = [](const Profile& /*profile*/) -> Result<std::optional<ShownCertificate>> {
    const auto facts = longest_certificate();
    if (!facts) return std::optional<ShownCertificate>();
    ShownCertificate certificate;
    certificate.name = facts->key_id;
    certificate.valid_after = static_cast<double>(facts->valid_after);
    if (facts->valid_before != CertificateFacts::no_end)
      certificate.valid_before = static_cast<double>(facts->valid_before);
    return std::optional(certificate);
  };
}

void add_keychain(Workbench& workbench, const Assembly& assembly) {
  if (!has_keychain()) return;
  workbench.keep_passphrase = [secrets = assembly.secrets](const ShownKey& key, const Secret& passphrase) {
    return secrets->keep(passphrase_name(path_text(key.place)), passphrase);
  };
}

Result<Done> fetch(const Profile& profile, const std::string& user, const std::string& email,
                   const std::stop_token& stop) {
  WERKBANK_CHECK(fetch_certificate(profile, user, email, stop));
  return Done{};
}

void add_factories(Workbench& workbench, const Assembly& assembly) {
  workbench.known_factories = assembly.known_factories;
  workbench.add_factory = [assembly](const Profile& profile) -> Result<std::shared_ptr<Factory>> {
    auto own = profile;
    own.listed = true;
    WERKBANK_CHECK(save_profile(assembly.places, own));
    return make_factory(own, assembly);
  };
  workbench.read_invitation = [assembly](const std::filesystem::path& file) {
    return open_invitation(assembly.places, file, assembly.clock->now());
  };
  workbench.course_data = [places = assembly.places](const std::string& factory) {
    return course_data(places, factory);
  };
  workbench.fetch_course_data = [places = assembly.places](const CourseData& data, const ProgressSink& progress,
                                                           const std::stop_token& stop) {
    return fetch_course_data(data, course_data_folder(places), progress, stop);
  };
  workbench.accept_invitation = [assembly](const Invitation& invitation) -> Result<std::shared_ptr<Factory>> {
    WERKBANK_TRY(const auto profile, accept_invitation(assembly.places, invitation));
    return make_factory(profile, assembly);
  };
}

}  // namespace

std::shared_ptr<Workbench> workbench_of(const Assembly& assembly) {
  auto workbench = std::make_shared<Workbench>();
  workbench->catalogue = assembly.catalogue;
  workbench->store = assembly.store;
  workbench->runner = assembly.runner;
  workbench->factories = assembly.factories;
  workbench->bandwidth = assembly.bandwidth;
  workbench->problems = assembly.problems;
  workbench->results_folder = assembly.places.results;
  workbench->save_profile = [places = assembly.places](const Profile& profile) {
    return save_profile(places, profile);
  };
  workbench->first_template = "tabular-boost";
  add_factories(*workbench, assembly);
  add_keys(*workbench);
  add_keychain(*workbench, assembly);
  workbench->fetch_certificate = fetch;
  workbench->shipped_profile = [places = assembly.places](const std::string& id) {
    return shipped_profile(places, id);
  };
  workbench->check_connection = check;
  return workbench;
}

}  // namespace werkbank
