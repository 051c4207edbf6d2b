// A factory reached over SSH and run by Slurm: finds account, QoS and partition by asking, submits exactly once, and
// learns everything about all jobs in one remote command.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/bandwidth.h"
#include "core/base/clock.h"
#include "core/base/secret_store.h"
#include "core/factory/factory.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/ssh_config.h"

namespace werkbank {

struct SlurmSettings {
  std::filesystem::path remote_resources;          ///< resources/remote: the wrapper and the sampler
  std::vector<std::filesystem::path> key_files;    ///< private keys to try; empty: the usual ones in ~/.ssh
  std::shared_ptr<SecretStore> secrets;            ///< where passphrases may be kept; null: nowhere
  std::optional<SshConfigPlaces> ssh_config;       ///< the person's own ~/.ssh/config; absent: not asked
  std::shared_ptr<Bandwidth> bandwidth = nullptr;  ///< how much of the line transfers may take; null: all
};

/// Where the profile's factory is, and through which computers one gets there; filled in from the person's own
/// ~/.ssh/config where that speaks of the host and the profile does not say.
Endpoint endpoint_of(const Profile& profile, const std::optional<SshConfigPlaces>& ssh_config = std::nullopt);

std::unique_ptr<Factory> make_slurm_factory(Profile profile, SlurmSettings settings, std::shared_ptr<Clock> clock);

}  // namespace werkbank
