// Where a job goes: partition, account and QoS, chosen silently from what the scheduler says this person may use.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/factory/profile.h"
#include "core/slurm/cluster_facts.h"

namespace werkbank {

/// What a job asks for, in all.
struct Need {
  int gpus = 0;
  int nodes = 1;
  int cpus = 1;           ///< on each node
  double memory_gib = 4;  ///< on each node
  double seconds = 3600;
};

struct Placement {
  std::string partition;
  std::string account;      ///< empty: the scheduler's own choice
  std::string qos;          ///< empty: the account's default
  std::string reservation;  ///< empty: none
  std::string gpu_type;
  int gpus_per_node = 0;
  int nodes = 1;
  int cpus = 1;           ///< on each node
  double memory_gib = 4;  ///< on each node
};

/// The partitions that are up and open to this person: those of the profile first, in its order and with its figures
/// before the scheduler's, then all others.
std::vector<Partition> usable_partitions(const ClusterFacts& facts, const Profile& profile);

/// The accounts to try: as the profile rules, the default one first. One empty name when no account is needed. None:
/// an account is needed and this person has none.
std::vector<std::string> usable_accounts(const ClusterFacts& facts, const Profile& profile);

/// The first usable partition, account and QoS in which `need` fits. Errors: scheduler_refused, saying what does not
/// fit; no_such_account.
Result<Placement> choose_placement(const ClusterFacts& facts, const Profile& profile, const Need& need);

/// Whether a job of so many seconds that is sent now is sent to the profile's reservation: only when it would end
/// within its time, since a longer one would wait in it for ever.
CourseUse course_use(const Profile& profile, double now, double seconds);

/// For people whom the scheduler knows no account of.
Error no_account_error(const Profile& profile);

}  // namespace werkbank
