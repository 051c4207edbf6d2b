#include "core/slurm/cluster_facts.h"

#include <algorithm>
#include <map>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

/// sacctmgr -P has no quoting and one fixed separator, which none of these names may hold.
constexpr char sacctmgr_separator = '|';

std::vector<std::string> names_of(std::string_view list) {
  std::vector<std::string> names;
  list = trim(list);
  if (list.empty() || list == "ALL" || list == "(null)" || list == "N/A" || list == "NONE") return names;
  for (const auto name : split(list, ',')) {
    if (!trim(name).empty()) names.emplace_back(trim(name));
  }
  return names;
}

bool nodes_usable(std::string_view state) {
  const auto word = lower_case(trim(state));
  for (const auto bad : {"down", "drain", "drng", "fail", "inval", "unk", "future", "maint", "err", "no_respond"}) {
    if (word.starts_with(bad)) return false;
  }
  return !word.empty();
}

int small_count(std::string_view text) {
  const auto count = parse_count(text);
  return count && *count < 10000000 ? static_cast<int>(*count) : 0;
}

/// Name=value pairs of one line of scontrol; a value reaches to the next space.
std::map<std::string, std::string, std::less<>> pairs_of(std::string_view line) {
  std::map<std::string, std::string, std::less<>> pairs;
  for (const auto word : split(line, ' ')) {
    const auto equals = word.find('=');
    if (equals != std::string_view::npos) pairs.emplace(word.substr(0, equals), word.substr(equals + 1));
  }
  return pairs;
}

PartitionRule rule_in(const std::map<std::string, std::string, std::less<>>& pairs) {
  const auto value = [&pairs](std::string_view key) {
    const auto found = pairs.find(key);
    return found == pairs.end() ? std::string_view{} : std::string_view(found->second);
  };
  PartitionRule rule;
  rule.name = std::string(value("PartitionName"));
  rule.up = value("State") == "UP";
  rule.is_default = value("Default") == "YES";
  rule.root_only = value("RootOnly") == "YES";
  rule.allow_accounts = names_of(value("AllowAccounts"));
  rule.deny_accounts = names_of(value("DenyAccounts"));
  rule.allow_qos = names_of(value("AllowQos"));
  rule.deny_qos = names_of(value("DenyQos"));
  rule.allow_groups = names_of(value("AllowGroups"));
  rule.qos = value("QoS") == "N/A" ? std::string() : std::string(value("QoS"));
  rule.limit_seconds = parse_time_limit(value("MaxTime"));
  if (const auto nodes = parse_count(value("MaxNodes"))) rule.max_nodes = small_count(value("MaxNodes"));
  return rule;
}

/// The number of "gres/gpu=2" in a TRES list; typed limits ("gres/gpu:h100=2") count as well.
std::optional<int> gpus_of_tres(std::string_view tres) {
  std::optional<int> least;
  for (const auto one : split(tres, ',')) {
    const auto equals = one.find('=');
    const auto name = trim(one.substr(0, equals));
    // Not gres/gpumem and gres/gpuutil, which newer versions count as well.
    if (equals == std::string_view::npos || (name != "gres/gpu" && !name.starts_with("gres/gpu:"))) continue;
    const auto count = parse_count(one.substr(equals + 1));
    if (count && *count < 1000000) least = std::min(least.value_or(1000000), static_cast<int>(*count));
  }
  return least;
}

}  // namespace

const PartitionRule* rule_of(const ClusterFacts& facts, const std::string& name) {
  const auto found = std::ranges::find(facts.rules, name, &PartitionRule::name);
  return found == facts.rules.end() ? nullptr : &*found;
}

std::vector<NodeGroup> parse_sinfo(std::string_view text) {
  std::vector<NodeGroup> groups;
  for (const auto line : lines_of(text)) {
    const auto fields = split(line, field_separator);
    if (fields.size() < 8 || trim(fields[0]).empty()) continue;
    NodeGroup group;
    group.partition = std::string(trim(fields[0]));
    if (group.partition.ends_with('*')) group.partition.pop_back();
    group.up = trim(fields[1]) == "up";
    group.limit_seconds = parse_time_limit(fields[2]);
    group.cpus = small_count(fields[3]);
    group.memory_gib = parse_megabytes(fields[4]).value_or(0);
    group.gpus = parse_gpus(fields[5]);
    group.nodes = small_count(fields[6]);
    group.usable = nodes_usable(fields[7]);
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<PartitionRule> parse_partitions(std::string_view text) {
  std::vector<PartitionRule> rules;
  for (const auto line : lines_of(text)) {
    auto rule = rule_in(pairs_of(line));
    if (!rule.name.empty()) rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<Association> parse_associations(std::string_view text) {
  std::vector<Association> list;
  for (const auto line : lines_of(text)) {
    const auto fields = split(line, sacctmgr_separator);
    if (fields.size() < 5 || trim(fields[0]).empty()) continue;
    list.push_back({std::string(trim(fields[0])), std::string(trim(fields[1])), names_of(fields[2]),
                    std::string(trim(fields[3])), parse_time_limit(fields[4])});
  }
  return list;
}

std::vector<Qos> parse_qos(std::string_view text) {
  std::vector<Qos> list;
  for (const auto line : lines_of(text)) {
    const auto fields = split(line, sacctmgr_separator);
    if (fields.size() < 4 || trim(fields[0]).empty()) continue;
    Qos qos{std::string(trim(fields[0])), parse_time_limit(fields[1]), gpus_of_tres(fields[2])};
    const auto per_job = gpus_of_tres(fields[3]);
    if (per_job) qos.gpus_per_user = std::min(qos.gpus_per_user.value_or(*per_job), *per_job);
    list.push_back(std::move(qos));
  }
  return list;
}

std::string parse_default_account(std::string_view text) {
  for (const auto line : lines_of(text)) {
    const auto fields = split(line, sacctmgr_separator);
    if (fields.size() >= 2) return std::string(trim(fields[1]));
  }
  return {};
}

std::string parse_version(std::string_view text) {
  for (const auto line : lines_of(text)) {
    for (const auto word : split(line, ' ')) {
      if (!word.empty() && word[0] >= '0' && word[0] <= '9' && word.find('.') != std::string_view::npos)
        return std::string(word);
    }
  }
  return {};
}

bool parse_enforces_accounts(std::string_view text) {
  for (const auto line : lines_of(text)) {
    if (!line.starts_with("AccountingStorageEnforce")) continue;
    const auto words = lower_case(line.substr(std::min(line.find('='), line.size())));
    // limits, qos and safe each imply associations.
    for (const auto word : {"associations", "limits", "qos", "safe", "all"}) {
      if (words.find(word) != std::string::npos) return true;
    }
  }
  return false;
}

std::optional<std::uint64_t> parse_free_bytes(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() < 2) return {};
  std::vector<std::string_view> words;
  for (const auto word : split(lines.back(), ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  // From the end, because the name of the device may hold spaces: available, used %, mount point.
  for (std::size_t i = words.size(); i-- > 1;) {
    if (!words[i].ends_with('%')) continue;
    const auto kibibytes = parse_count(words[i - 1]);
    if (kibibytes && *kibibytes < (1ULL << 53U)) return *kibibytes * 1024U;
  }
  return {};
}

}  // namespace werkbank
