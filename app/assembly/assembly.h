// Puts the parts together: catalogue, store, runner and one Factory object for each profile.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/assembly/places.h"
#include "core/base/bandwidth.h"
#include "core/base/hash_cache.h"
#include "core/base/result.h"
#include "core/base/secret_store.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/factory.h"
#include "core/jobs/job_runner.h"
#include "core/jobs/job_store.h"

namespace werkbank {

/// A window prepares what it will soon ask for; a command does only what it is asked to.
enum class AssembledFor { window, command };

struct Assembly {
  Places places;
  AssembledFor whom = AssembledFor::window;
  std::shared_ptr<Clock> clock;
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<JobStore> store;
  std::shared_ptr<HashCache> hashes;  ///< of files of this computer
  std::shared_ptr<JobRunner> runner;
  std::shared_ptr<SecretStore> secrets;  ///< the keychain
  std::shared_ptr<Bandwidth> bandwidth;  ///< of all transfers; without a limit at first
  std::vector<std::shared_ptr<Factory>> factories;
  std::vector<Profile> known_factories;  ///< known to Werkbank, not used by this person
  std::vector<Error> problems;           ///< templates and profiles that were left out

  /// Null when there is none of that id.
  std::shared_ptr<Factory> factory(const std::string& id) const;
};

/// Errors: store_broken, local_file (when what came with the program is missing).
Result<Assembly> assemble(const Places& places, AssembledFor whom);

/// The factory that a profile describes, beside those that were assembled. Null for a kind that does not exist.
std::shared_ptr<Factory> make_factory(const Profile& profile, const Assembly& assembly);

/// The profile of this id as Werkbank came with it. Error: profile_invalid, also when it came with none.
Result<Profile> shipped_profile(const Places& places, const std::string& id);

/// Keeps what the person chose of a factory in their own folder, from where it is read before the shipped one.
Result<Done> save_profile(const Places& places, const Profile& profile);

}  // namespace werkbank
