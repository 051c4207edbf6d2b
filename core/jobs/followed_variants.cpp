#include "core/jobs/followed_variants.h"

#include <algorithm>

#include "core/factory/watched_files.h"

namespace werkbank {

FollowedVariants followed_variants(const TrainingRecord& record) {
  if (record.end || record.variants.empty()) return {};
  FollowedVariants follows{record.kept_variant, std::nullopt};
  const auto running = std::ranges::find_if(
      record.variants, [](const auto& one) { return one.second.state == VariantNote::State::runs; });
  if (running != record.variants.end()) follows.running = running->first;
  return follows;
}

std::map<std::string, std::uint64_t> followed_files(const std::map<std::string, std::uint64_t>& sizes,
                                                    const FollowedVariants& follows) {
  auto files = sizes;
  std::erase_if(files, [&follows](const auto& file) {
    const auto& path = file.first;
    if (!is_in_variant(path)) return false;
    if (follows.running && path.starts_with(variant_folder(*follows.running))) return false;
    return !follows.leading || path != variant_folder(*follows.leading) + "out/metrics.jsonl";
  });
  return files;
}

}  // namespace werkbank
