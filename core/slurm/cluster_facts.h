// What the scheduler says about itself and about what this person may use: partitions, accounts, QoS, limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/slurm/slurm_text.h"

namespace werkbank {

/// One line of sinfo: nodes of a partition that are alike.
struct NodeGroup {
  std::string partition;
  bool up = false;
  std::optional<double> limit_seconds;
  int cpus = 0;
  double memory_gib = 0;
  std::vector<GpuCount> gpus;
  int nodes = 0;
  bool usable = true;  ///< not down, drained or failed
};

/// One line of `scontrol -o show partition`. An empty list allows everybody.
struct PartitionRule {
  std::string name;
  bool up = false;
  bool is_default = false;
  bool root_only = false;
  std::vector<std::string> allow_accounts, deny_accounts, allow_qos, deny_qos, allow_groups;
  std::string qos;  ///< the partition's own, whose limits stand before the job's
  std::optional<double> limit_seconds;
  std::optional<int> max_nodes;
};

/// One line of the associations of this person.
struct Association {
  std::string account;
  std::string partition;  ///< empty: for all
  std::vector<std::string> qos;
  std::string default_qos;
  std::optional<double> limit_seconds;
};

struct Qos {
  std::string name;
  std::optional<double> limit_seconds;
  std::optional<int> gpus_per_user;  ///< also per job: the smallest of the limits
};

struct ClusterFacts {
  std::vector<NodeGroup> groups;
  std::vector<PartitionRule> rules;
  std::vector<Association> associations;
  std::vector<Qos> qos;
  std::vector<std::string> unix_groups;
  std::string default_account;
  std::string version;             ///< "22.05.8"
  bool enforces_accounts = false;  ///< a job without a valid account is refused
};

/// Of the partition of that name; null when the factory told of none.
const PartitionRule* rule_of(const ClusterFacts& facts, const std::string& name);

/// `sinfo -h -o` with partition, up, limit, cpus, memory, gres, nodes, state between field_separator.
std::vector<NodeGroup> parse_sinfo(std::string_view text);
std::vector<PartitionRule> parse_partitions(std::string_view text);
/// `sacctmgr -n -P show assoc` with account, partition, qos, default qos, max wall.
std::vector<Association> parse_associations(std::string_view text);
/// `sacctmgr -n -P show qos` with name, max wall, max TRES per user, max TRES per job.
std::vector<Qos> parse_qos(std::string_view text);
/// `sacctmgr -n -P show user` with user and default account.
std::string parse_default_account(std::string_view text);
/// "22.05.8" of "slurm-wlm 22.05.8" or "slurm 24.11.5"; "" when there is no number.
std::string parse_version(std::string_view text);
/// Whether the line AccountingStorageEnforce of `scontrol show config` asks for associations.
bool parse_enforces_accounts(std::string_view text);
/// The free bytes in `df -Pk`.
std::optional<std::uint64_t> parse_free_bytes(std::string_view text);

}  // namespace werkbank
