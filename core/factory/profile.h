// What a factory is, as data: where it is, who vouches for it, what it has and how one gets in.
// Profiles lie in resources/factories/ and in the person's own folder; tests/factory makes one for its lab.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"
#include "core/base/result.h"

namespace werkbank {

enum class FactoryKind { slurm, practice };

struct Partition {
  std::string name;
  std::string gpu_type;  ///< as the scheduler calls it; empty without GPUs
  int gpus_per_node = 0;
  int cpus_per_gpu = 0;  ///< what goes with one GPU; 0: not said
  double memory_gib_per_gpu = 0;
  int cpus_per_node = 0;
  double memory_gib_per_node = 0;
  double max_hours = 0;  ///< 0: not said
};

enum class GpuRequest { gres, gres_typed, gpus_per_node };
enum class AccountRule { ask_scheduler, fixed, none };

struct ProfileEnvironment {
  std::string kind;  ///< system, modules, apptainer
  std::string python = "python3";
  std::vector<std::string> modules;
  std::string image;                 ///< apptainer: the image file on the factory
  std::vector<std::string> options;  ///< apptainer: further words after `exec`
  std::map<std::string, std::string> variables;
};

struct Profile {
  std::string id;  ///< [a-z0-9-]{2,40}
  FactoryKind kind = FactoryKind::slurm;
  LocalText name;
  LocalText operator_name;
  std::string help_phone;
  std::string help_email;
  std::string help_url;
  std::string host;
  int port = 22;
  std::string user;                          ///< empty: ask
  std::vector<std::string> host_keys;        ///< "type base64"; the pinned set
  std::vector<std::string> sign_in_methods;  ///< of key, agent, password; in the order to try
  int max_password_attempts = 3;
  std::string work_folder = "~";  ///< "~", "$SCRATCH"-like or absolute; {user} and {account} are filled in
  std::vector<Partition> partitions;
  GpuRequest gpu_request = GpuRequest::gres;
  AccountRule account_rule = AccountRule::ask_scheduler;
  std::string account;                           ///< for AccountRule::fixed
  std::vector<ProfileEnvironment> environments;  ///< in order of preference
  LocalText billing_unit;
  double billing_per_gpu_hour = 0;
  std::vector<std::string> verified;  ///< the fields that were checked against the site
};

/// Error: profile_invalid, naming `document` and the field.
Result<Profile> parse_profile(std::string_view json, const std::string& document);
/// Every *.json of the folders, sorted by id; of two with one id the later folder's counts. A wrong one is left out and
/// added to `problems`.
std::vector<Profile> read_profiles(const std::vector<std::filesystem::path>& folders, std::vector<Error>& problems);

/// The profile as JSON, to keep what the person chose (a user name, an accepted host key).
std::string profile_to_json(const Profile& profile);

}  // namespace werkbank
