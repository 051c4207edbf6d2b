#include <algorithm>

#include "core/base/lists.h"
#include "core/slurm/placement.h"

namespace werkbank {
namespace {

bool open_to_groups(const PartitionRule& rule, const std::vector<std::string>& groups) {
  if (rule.allow_groups.empty() || groups.empty()) return true;
  return std::any_of(groups.begin(), groups.end(),
                     [&rule](const auto& name) { return holds(rule.allow_groups, name); });
}

bool may_use(const ClusterFacts& facts, const NodeGroup& group) {
  const auto* rule = rule_of(facts, group.partition);
  if (rule == nullptr) return group.up;
  return group.up && rule->up && !rule->root_only && open_to_groups(*rule, facts.unix_groups);
}

/// The figures of a partition as sinfo knows them; `wanted_type` decides between several types of GPU.
Partition from_groups(const ClusterFacts& facts, const std::string& name, const std::string& wanted_type) {
  Partition result;
  result.name = name;
  bool wanted_found = false;
  for (const auto& group : facts.groups) {
    if (group.partition != name) continue;
    for (const auto& gpus : group.gpus) {
      const bool wanted = !wanted_type.empty() && gpus.type == wanted_type;
      if (wanted_found && !wanted) continue;
      if ((wanted && !wanted_found) || gpus.count > result.gpus_per_node) {
        result.gpu_type = gpus.type;
        result.gpus_per_node = gpus.count;
      }
      wanted_found = wanted_found || wanted;
    }
    result.cpus_per_node = std::max(result.cpus_per_node, group.cpus);
    result.memory_gib_per_node = std::max(result.memory_gib_per_node, group.memory_gib);
    if (group.limit_seconds) result.max_hours = *group.limit_seconds / 3600.0;
  }
  return result;
}

/// The profile was written by somebody who knows the site; the scheduler fills in what it leaves open.
Partition merged(const Partition& said, const Partition& found) {
  Partition result = said;
  if (result.gpu_type.empty() && result.gpus_per_node == 0) result.gpu_type = found.gpu_type;
  if (result.gpus_per_node == 0) result.gpus_per_node = found.gpus_per_node;
  if (result.cpus_per_node == 0) result.cpus_per_node = found.cpus_per_node;
  if (result.memory_gib_per_node <= 0) result.memory_gib_per_node = found.memory_gib_per_node;
  if (found.max_hours > 0 && (result.max_hours <= 0 || found.max_hours < result.max_hours))
    result.max_hours = found.max_hours;
  return result;
}

}  // namespace

std::vector<Partition> usable_partitions(const ClusterFacts& facts, const Profile& profile) {
  std::vector<std::string> names;
  for (const auto& group : facts.groups) {
    if (may_use(facts, group) && !holds(names, group.partition)) names.push_back(group.partition);
  }
  std::vector<Partition> result;
  std::vector<std::string> listed;
  for (const auto& said : profile.partitions) {
    if (!holds(names, said.name)) continue;
    listed.push_back(said.name);
    result.push_back(merged(said, from_groups(facts, said.name, said.gpu_type)));
  }
  for (const auto& name : names) {
    if (!holds(listed, name)) result.push_back(from_groups(facts, name, {}));
  }
  return result;
}

std::vector<std::string> usable_accounts(const ClusterFacts& facts, const Profile& profile) {
  if (profile.account_rule == AccountRule::none) return {std::string()};
  const auto known = [&facts](const std::string& name) {
    return std::any_of(facts.associations.begin(), facts.associations.end(),
                       [&name](const auto& one) { return one.account == name; });
  };
  if (profile.account_rule == AccountRule::fixed) {
    // Better now than after the data has been sent.
    if (facts.enforces_accounts && !known(profile.account)) return {};
    return {profile.account};
  }
  std::vector<std::string> accounts;
  const auto add = [&accounts](const std::string& name) {
    if (!name.empty() && !holds(accounts, name)) accounts.push_back(name);
  };
  if (known(profile.account)) add(profile.account);
  if (known(facts.default_account)) add(facts.default_account);
  for (const auto& association : facts.associations) add(association.account);
  if (accounts.empty() && !facts.enforces_accounts) accounts.emplace_back();
  return accounts;
}

}  // namespace werkbank
