#include "core/slurm/batch_words.h"

#include <algorithm>
#include <cmath>

#include "core/catalogue/gpu_choice.h"

namespace werkbank {
namespace {

/// sbatch expands %j and its like in the name of the output file.
std::string without_patterns(const std::string& path) {
  std::string safe;
  for (const char c : path) {
    safe += c;
    if (c == '%') safe += '%';
  }
  return safe;
}

std::string gpu_option(const Profile& profile, const Placement& placement) {
  const auto count = std::to_string(placement.gpus_per_node);
  const auto typed = placement.gpu_type.empty() ? count : placement.gpu_type + ":" + count;
  switch (profile.gpu_request) {
    case GpuRequest::gres:
      return "--gres=gpu:" + count;
    case GpuRequest::gres_typed:
      return "--gres=gpu:" + typed;
    case GpuRequest::gpus_per_node:
      return "--gpus-per-node=" + count;
  }
  return "--gres=gpu:" + count;
}

/// How the job is told that its time is nearly up. Slurm may send the signal up to a minute early, so it is asked for a
/// minute more; a very short job keeps at least half of its time for work.
std::vector<std::string> stop_options(const JobOrder& order) {
  const auto& resources = order.job_template.resources;
  if (!resources.resumable) return {"--no-requeue"};
  const int ahead = std::min(std::max(0, resources.grace_seconds) + 60, order.walltime_minutes * 30);
  return {"--requeue", "--signal=B:USR1@" + std::to_string(std::max(1, ahead))};
}

/// A sweep is one array: a task for each variant, so many of them at once.
std::string array_option(const JobOrder& order) {
  if (order.variants.empty()) return {};
  return "--array=0-" + std::to_string(order.variants.size() - 1) + "%" +
         std::to_string(std::max(1, order.variants_at_once));
}

}  // namespace

std::string scheduler_name(const std::string& uuid) { return "wb-" + uuid; }

Need need_of(const JobOrder& order) {
  const auto& tier = order.resources;
  return {std::max(0, gpus_in_all(tier)), std::max(1, tier.nodes), std::max(1, tier.cpus),
          std::max(0.1, tier.memory_gib), order.walltime_minutes * 60.0};
}

std::vector<std::string> batch_options(const JobOrder& order, const Profile& profile, const Placement& placement,
                                       const RemotePath& job_folder) {
  std::vector<std::string> words = {
      "--parsable", "--job-name=" + scheduler_name(order.uuid), "--comment=" + scheduler_mark(order.uuid),
      // Should there ever be a second job of this name, it may not start while the first one lives.
      "--dependency=singleton", "--chdir=" + job_folder.text(),
      "--output=" + without_patterns(job_folder.text()) + "/logs/job.log", "--open-mode=append",
      "--time=" + std::to_string(std::max(1, order.walltime_minutes)), "--partition=" + placement.partition,
      "--nodes=" + std::to_string(placement.nodes), "--ntasks=" + std::to_string(placement.nodes),
      "--ntasks-per-node=1", "--cpus-per-task=" + std::to_string(placement.cpus),
      "--mem=" + std::to_string(static_cast<std::int64_t>(std::ceil(placement.memory_gib * 1024.0))) + "M"};
  if (!placement.account.empty()) words.push_back("--account=" + placement.account);
  if (!placement.qos.empty()) words.push_back("--qos=" + placement.qos);
  if (!placement.reservation.empty()) words.push_back("--reservation=" + placement.reservation);
  if (placement.gpus_per_node > 0) words.push_back(gpu_option(profile, placement));
  for (auto& word : stop_options(order)) words.push_back(std::move(word));
  if (const auto array = array_option(order); !array.empty()) words.push_back(array);
  return words;
}

}  // namespace werkbank
