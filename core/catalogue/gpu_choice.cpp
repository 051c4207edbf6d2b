#include "core/catalogue/gpu_choice.h"

#include <algorithm>

namespace werkbank {
namespace {

/// Part of a machine only when it is one, and no more than it has.
bool fits(const ResourceTier& tier, const std::vector<int>& gpus_in_one) {
  return std::ranges::any_of(gpus_in_one,
                             [&tier](int there) { return tier.nodes == 1 ? tier.gpus <= there : tier.gpus == there; });
}

std::vector<ResourceTier> usable(const JobTemplate& job_template, const std::vector<int>& gpus_in_one) {
  std::vector<ResourceTier> tiers;
  for (const auto& tier : job_template.resources.tiers) {
    if (tier.gpus > 0 && fits(tier, gpus_in_one)) tiers.push_back(tier);
  }
  std::ranges::stable_sort(tiers, [](const ResourceTier& a, const ResourceTier& b) {
    return gpus_in_all(a) != gpus_in_all(b) ? gpus_in_all(a) < gpus_in_all(b) : a.nodes < b.nodes;
  });
  return tiers;
}

/// "1, 2 and 4" without words, so that no language is in it.
std::string listed(const std::vector<ResourceTier>& tiers) {
  std::string text;
  int last = 0;
  for (const auto& tier : tiers) {
    if (gpus_in_all(tier) == last) continue;
    last = gpus_in_all(tier);
    text += (text.empty() ? "" : ", ") + std::to_string(last);
  }
  return text;
}

Error cannot(const JobTemplate& job_template, const std::vector<ResourceTier>& tiers, const std::string& factory) {
  if (tiers.empty()) {
    return {ErrorCode::usage, Message(WERKBANK_TEXT("catalogue", "\"%1\" cannot use a GPU at %2. Leave out --gpus."),
                                      {job_template.title, factory})};
  }
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("catalogue",
                                "\"%1\" cannot use so many GPUs at %2, or not on so many computers. Possible numbers "
                                "of GPUs: %3."),
                  {job_template.title, factory, listed(tiers)})};
}

}  // namespace

int gpus_in_all(const ResourceTier& tier) { return tier.gpus * tier.nodes; }

int processes_of(const ResourceTier& tier) { return tier.launcher == "torchrun" ? std::max(1, tier.gpus) : 1; }

bool asks_for_gpus(const JobTemplate& job_template) {
  return std::ranges::any_of(job_template.parameters,
                             [](const Parameter& parameter) { return parameter.key == "gpus"; });
}

std::vector<ResourceTier> gpu_choices(const JobTemplate& job_template, const std::vector<int>& gpus_in_one) {
  if (asks_for_gpus(job_template)) return {};
  auto tiers = usable(job_template, gpus_in_one);
  const auto same = std::ranges::unique(
      tiers, [](const ResourceTier& a, const ResourceTier& b) { return gpus_in_all(a) == gpus_in_all(b); });
  tiers.erase(same.begin(), same.end());
  return tiers;
}

Result<ResourceTier> gpu_choice(const JobTemplate& job_template, const std::vector<int>& gpus_in_one, int gpus,
                                int nodes, const std::string& factory) {
  const auto tiers = usable(job_template, gpus_in_one);
  const auto found = std::ranges::find_if(tiers, [gpus, nodes](const ResourceTier& tier) {
    return gpus_in_all(tier) == gpus && (nodes == 0 || tier.nodes == nodes);
  });
  if (found == tiers.end()) return cannot(job_template, tiers, factory);
  return *found;
}

}  // namespace werkbank
