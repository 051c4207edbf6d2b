#include "app/assembly/assembly.h"

#include <set>

#include "app/assembly/catalogue_trust.h"
#include "app/assembly/keychain.h"
#include "app/assembly/ways_in.h"
#include "core/base/local_files.h"
#include "core/jobs/hash_store.h"
#include "core/practice/practice_factory.h"
#include "core/slurm/slurm_factory.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> existing(std::vector<fs::path> folders) {
  std::erase_if(folders, [](const fs::path& folder) {
    std::error_code ignored;
    return !fs::is_directory(folder, ignored);
  });
  return folders;
}

std::vector<fs::path> profile_folders(const Places& places) {
  std::vector<fs::path> folders = {places.resources / "factories"};
  folders.insert(folders.end(), places.profiles.begin(), places.profiles.end());
  folders.push_back(places.own_profiles());
  return existing(std::move(folders));
}

// Every package that any template needs or uses, so that one search answers for all.
std::vector<std::string> python_packages(const Catalogue& catalogue) {
  std::set<std::string> names;
  for (const auto& job_template : catalogue.templates()) {
    for (const auto& environment : job_template.environments) {
      names.insert(environment.needs.begin(), environment.needs.end());
      names.insert(environment.uses.begin(), environment.uses.end());
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::shared_ptr<Factory> make_factory(const Profile& profile, const Assembly& assembly) {
  const auto remote = assembly.places.resources / "remote";
  switch (profile.kind) {
    case FactoryKind::slurm:
      return make_slurm_factory(
          profile, SlurmSettings{remote, key_files(), assembly.secrets, usual_ssh_config(), assembly.bandwidth},
          assembly.clock);
    case FactoryKind::practice: {
      PracticeSettings settings;
      settings.folder = assembly.places.home / "practice";
      settings.remote_resources = remote;
      settings.packages = python_packages(*assembly.catalogue);
      settings.looks_ahead = assembly.whom == AssembledFor::window;
      return make_practice_factory(profile, settings, assembly.clock);
    }
  }
  return nullptr;
}

std::shared_ptr<Factory> Assembly::factory(const std::string& id) const {
  for (const auto& factory : factories) {
    if (factory->profile().id == id) return factory;
  }
  return nullptr;
}

Result<Assembly> assemble(const Places& places, AssembledFor whom) {
  Assembly assembly;
  assembly.places = places;
  assembly.whom = whom;
  assembly.clock = std::make_shared<SystemClock>();
  assembly.secrets = system_keychain();
  assembly.bandwidth = std::make_shared<Bandwidth>();
  WERKBANK_CHECK(make_folders(places.home));
  std::vector<Error> refused;
  WERKBANK_TRY(auto catalogue, Catalogue::read(usable_catalogues(places, assembly.clock->now(), refused)));
  for (auto& one : refused) catalogue.report(std::move(one));
  assembly.problems = catalogue.problems();
  assembly.catalogue = std::make_shared<const Catalogue>(std::move(catalogue));
  WERKBANK_TRY(assembly.store, JobStore::open(places.home));
  assembly.hashes = open_hash_store(places.home, assembly.clock);
  assembly.runner = std::make_shared<JobRunner>(assembly.store, assembly.catalogue, assembly.clock, assembly.hashes);
  const auto folders = profile_folders(places);
  for (const auto& profile : read_profiles(folders, assembly.problems)) {
    assembly.factories.push_back(make_factory(profile, assembly));
  }
  std::vector<Error> told_already;
  assembly.known_factories = read_further_profiles(folders, told_already);
  return assembly;
}

Result<Profile> shipped_profile(const Places& places, const std::string& id) {
  // Looked for among what is there, so that no id leads to another folder.
  const std::vector<fs::path> folders = existing({places.resources / "factories"});
  std::vector<Error> problems;
  for (auto profiles : {read_profiles(folders, problems), read_further_profiles(folders, problems)}) {
    for (auto& profile : profiles) {
      if (profile.id == id) return std::move(profile);
    }
  }
  return Error{ErrorCode::profile_invalid,
               Message(WERKBANK_TEXT("app", "Werkbank did not come with a factory called \"%1\"."), {id})};
}

Result<Done> save_profile(const Places& places, const Profile& profile) {
  WERKBANK_CHECK(make_folders(places.own_profiles()));
  return write_file(places.own_profiles() / (profile.id + ".json"), profile_to_json(profile));
}

}  // namespace werkbank
