#include "core/slurm/placement.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/lists.h"

namespace werkbank {
namespace {

/// How far a candidate came; of all candidates the one that came furthest explains best why none fits.
enum class Obstacle { partition, gpus, memory, nodes, time, account, none };

struct Verdict {
  Obstacle obstacle = Obstacle::none;
  double limit = 0;  ///< of what was too much
  Placement placement;
};

/// Queues meant for short trials: good for nothing else, and often without a say in their names' meaning.
bool for_tests(const std::string& name) {
  for (const auto word : {"debug", "dev", "test", "interactive", "express", "short"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

const Qos* qos_of(const ClusterFacts& facts, const std::string& name) {
  const auto found =
      std::find_if(facts.qos.begin(), facts.qos.end(), [&name](const auto& one) { return one.name == name; });
  return found == facts.qos.end() ? nullptr : &*found;
}

int per_node(const Need& need) { return (need.gpus + std::max(1, need.nodes) - 1) / std::max(1, need.nodes); }

/// CPUs and memory that go with the GPUs where the site says so, else what the template asks for.
Placement shaped(const Partition& partition, const Need& need) {
  Placement result;
  result.partition = partition.name;
  result.gpu_type = partition.gpu_type;
  result.gpus_per_node = per_node(need);
  result.nodes = std::max(1, need.nodes);
  result.cpus = std::max({1, need.cpus, partition.cpus_per_gpu * result.gpus_per_node});
  if (partition.cpus_per_node > 0) result.cpus = std::min(result.cpus, partition.cpus_per_node);
  result.memory_gib = need.memory_gib;
  const double with_gpus = partition.memory_gib_per_gpu * result.gpus_per_node;
  const bool node_has_it = partition.memory_gib_per_node <= 0 || with_gpus <= partition.memory_gib_per_node;
  if (with_gpus > need.memory_gib && node_has_it) result.memory_gib = with_gpus;
  return result;
}

/// Whether the hardware and the partition's own limits suffice, whoever asks.
Verdict check_hardware(const ClusterFacts& facts, const Partition& partition, const Need& need) {
  const auto too_much = [](Obstacle obstacle, double limit) { return Verdict{obstacle, limit, {}}; };
  if (per_node(need) > partition.gpus_per_node) return too_much(Obstacle::gpus, partition.gpus_per_node);
  auto placement = shaped(partition, need);
  if (partition.memory_gib_per_node > 0 && placement.memory_gib > partition.memory_gib_per_node) {
    return too_much(Obstacle::memory, partition.memory_gib_per_node);
  }
  const auto* rule = rule_of(facts, partition.name);
  if (rule != nullptr && rule->max_nodes && placement.nodes > *rule->max_nodes)
    return too_much(Obstacle::nodes, *rule->max_nodes);
  if (partition.max_hours > 0 && need.seconds > partition.max_hours * 3600.0)
    return too_much(Obstacle::time, partition.max_hours * 3600.0);
  return {Obstacle::none, 0, std::move(placement)};
}

/// The QoS in the order to try: what the scheduler would take by itself (marked by an empty name) first.
std::vector<std::string> qos_to_try(const Association& association, std::string& implied) {
  implied = association.default_qos;
  if (implied.empty() && association.qos.size() == 1) implied = association.qos.front();
  if (implied.empty() && holds(association.qos, "normal")) implied = "normal";
  std::vector<std::string> order;
  if (!implied.empty() || association.qos.empty()) order.push_back(implied);
  for (const bool tests : {false, true}) {
    for (const auto& name : association.qos) {
      if (name != implied && for_tests(name) == tests) order.push_back(name);
    }
  }
  return order;
}

/// The longest time under a QoS; Slurm lets the partition's own QoS rule over the job's, and that over the account's.
std::optional<double> time_under(const ClusterFacts& facts, const PartitionRule* rule, const Association& association,
                                 const std::string& qos) {
  const auto* own = rule == nullptr ? nullptr : qos_of(facts, rule->qos);
  const auto* job = qos_of(facts, qos);
  if (own != nullptr && own->limit_seconds) return own->limit_seconds;
  if (job != nullptr && job->limit_seconds) return job->limit_seconds;
  return association.limit_seconds;
}

bool gpus_fit(const ClusterFacts& facts, const PartitionRule* rule, const std::string& qos, int gpus) {
  for (const auto* limits : {rule == nullptr ? nullptr : qos_of(facts, rule->qos), qos_of(facts, qos)}) {
    if (limits != nullptr && limits->gpus_per_user && gpus > *limits->gpus_per_user) return false;
  }
  return true;
}

bool qos_allowed(const PartitionRule* rule, const std::string& qos) {
  if (rule == nullptr || qos.empty()) return true;
  if (!rule->allow_qos.empty()) return holds(rule->allow_qos, qos);
  return !holds(rule->deny_qos, qos);
}

/// Fills account and QoS into a placement that the hardware allows.
Verdict check_association(const ClusterFacts& facts, const Profile& profile, const Association& association,
                          const Need& need, Verdict verdict) {
  const auto* rule = rule_of(facts, verdict.placement.partition);
  Verdict worst = verdict;
  worst.obstacle = Obstacle::account;
  std::string implied;
  for (const auto& qos : qos_to_try(association, implied)) {
    if (!qos_allowed(rule, qos) || !gpus_fit(facts, rule, qos, need.gpus)) continue;
    const auto limit = time_under(facts, rule, association, qos);
    if (limit && need.seconds > *limit) {
      worst.obstacle = Obstacle::time;
      worst.limit = std::max(worst.limit, *limit);
      continue;
    }
    verdict.placement.account = association.account;
    verdict.placement.qos = qos == implied && !profile.names_qos ? std::string() : qos;
    return verdict;
  }
  return worst;
}

bool account_allowed(const PartitionRule* rule, const std::string& account) {
  if (rule == nullptr || account.empty()) return true;
  if (!rule->allow_accounts.empty()) return holds(rule->allow_accounts, account);
  return !holds(rule->deny_accounts, account);
}

Verdict check_account(const ClusterFacts& facts, const Profile& profile, const std::string& account, const Need& need,
                      const Verdict& hardware) {
  const auto& partition = hardware.placement.partition;
  Verdict best = hardware;
  best.obstacle = Obstacle::account;
  if (!account_allowed(rule_of(facts, partition), account)) return best;
  bool known = false;
  for (const auto& association : facts.associations) {
    const bool here =
        association.account == account && (association.partition.empty() || association.partition == partition);
    known = known || association.account == account;
    if (!here) continue;
    best = check_association(facts, profile, association, need, hardware);
    if (best.obstacle == Obstacle::none) return best;
  }
  if (known) return best;
  // The scheduler keeps no list of accounts, or does not show it: then it is the scheduler that judges.
  Association nobody;
  nobody.account = account;
  return check_association(facts, profile, nobody, need, hardware);
}

/// The partitions in the order to try for this need.
std::vector<Partition> candidates(const ClusterFacts& facts, const Profile& profile, const Need& need) {
  auto list = usable_partitions(facts, profile);
  const auto rank = [&](const Partition& one) {
    const bool listed = std::any_of(profile.partitions.begin(), profile.partitions.end(),
                                    [&one](const auto& p) { return p.name == one.name; });
    const auto* rule = rule_of(facts, one.name);
    const int wasteful = need.gpus == 0 && one.gpus_per_node > 0 ? 8 : 0;
    return wasteful + (listed ? 0 : 4) + (for_tests(one.name) ? 2 : 0) +
           (listed || (rule != nullptr && rule->is_default) ? 0 : 1);
  };
  std::stable_sort(list.begin(), list.end(), [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return list;
}

Message sentence_of(const Verdict& verdict, const Profile& profile, const Need& need) {
  const auto limit = static_cast<std::int64_t>(verdict.limit);
  switch (verdict.obstacle) {
    case Obstacle::gpus:
      if (limit == 0) {
        return Message(
            WERKBANK_TEXT("slurm",
                          "%1 has no GPUs that you may use. Ask the help desk, or choose a job that needs no GPU."),
            {profile.name});
      }
      return Message(
          WERKBANK_TEXT("slurm",
                        "This job asks for %1 GPUs in one computer, and %2 has at most %3. Choose fewer GPUs."),
          {static_cast<std::int64_t>(per_node(need)), profile.name, limit});
    case Obstacle::memory:
      return Message(WERKBANK_TEXT("slurm",
                                   "This job asks for more memory than one computer of %1 has (%2 GB). Choose a "
                                   "smaller model or less data."),
                     {profile.name, limit});
    case Obstacle::nodes:
      return Message(
          WERKBANK_TEXT("slurm",
                        "This job asks for more computers at once than %1 gives one job (%2). Choose fewer GPUs."),
          {profile.name, limit});
    case Obstacle::time:
      return Message(
          WERKBANK_TEXT("slurm",
                        "This job asks for more time than %1 gives one job. The longest is %2. Choose a shorter time."),
          {profile.name, Seconds{verdict.limit}});
    case Obstacle::account:
    case Obstacle::partition:
    case Obstacle::none:
      break;
  }
  return Message(WERKBANK_TEXT("slurm",
                               "None of your projects on %1 may run a job of this size. Choose a smaller one, or ask "
                               "the help desk what your "
                               "project may use."),
                 {profile.name});
}

}  // namespace

CourseUse course_use(const Profile& profile, double now, double seconds) {
  if (!profile.reservation) return CourseUse::none;
  const auto begin = static_cast<double>(profile.reservation->start);
  const auto end = static_cast<double>(profile.reservation->end);
  if (now < begin || now >= end) return CourseUse::none;
  return now + seconds <= end ? CourseUse::used : CourseUse::too_long;
}

Error no_account_error(const Profile& profile) {
  return {ErrorCode::no_such_account,
          Message(WERKBANK_TEXT("slurm",
                                "You are signed in to %1, but no project with computing time belongs to your user "
                                "name. Ask the help desk to add "
                                "you to your project."),
                  {profile.name}),
          "no association in sacctmgr, and AccountingStorageEnforce asks for one"};
}

Result<Placement> choose_placement(const ClusterFacts& facts, const Profile& profile, const Need& need) {
  const auto accounts = usable_accounts(facts, profile);
  if (accounts.empty()) return no_account_error(profile);
  Verdict best{Obstacle::partition, 0, {}};
  const auto keep_better = [&best](Verdict verdict) {
    const bool further = verdict.obstacle > best.obstacle;
    if (further || (verdict.obstacle == best.obstacle && verdict.limit > best.limit)) best = std::move(verdict);
  };
  for (const auto& partition : candidates(facts, profile, need)) {
    const auto hardware = check_hardware(facts, partition, need);
    if (hardware.obstacle != Obstacle::none) {
      // That a queue for trials is too short for it is no news to anybody.
      if (!for_tests(partition.name) || best.obstacle == Obstacle::partition) keep_better(hardware);
      continue;
    }
    for (const auto& account : accounts) {
      auto verdict = check_account(facts, profile, account, need, hardware);
      if (verdict.obstacle == Obstacle::none) return verdict.placement;
      keep_better(std::move(verdict));
    }
  }
  return Error{ErrorCode::scheduler_refused, sentence_of(best, profile, need),
               "no partition, account and QoS fit: " + std::to_string(need.gpus) + " GPUs, " +
                   std::to_string(need.nodes) + " nodes, " + std::to_string(need.memory_gib) + " GiB, " +
                   std::to_string(need.seconds) + " s"};
}

}  // namespace werkbank
