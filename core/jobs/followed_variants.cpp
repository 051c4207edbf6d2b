#include "core/jobs/followed_variants.h"

#include <algorithm>

#include "core/factory/watched_files.h"

namespace werkbank {
namespace {

/// All that were begun: the best first, those without a score last, by number where nothing else tells them apart.
std::vector<int> by_score(const std::map<int, VariantNote>& variants) {
  std::vector<int> numbers;
  bool higher_is_better = false;  // all are of one script; should they not agree, one counts for all
  for (const auto& [number, note] : variants) {
    numbers.push_back(number);
    if (note.score.value) higher_is_better = note.higher_is_better;
  }
  std::ranges::stable_sort(numbers, [&](int a, int b) {
    const auto& one = variants.at(a).score.value;
    const auto& other = variants.at(b).score.value;
    if (!one || !other) return one.has_value() && !other;
    return higher_is_better ? *one > *other : *one < *other;
  });
  return numbers;
}

}  // namespace

FollowedVariants followed_variants(const TrainingRecord& record) {
  if (record.variants.empty()) return {};
  FollowedVariants follows{record.kept_variant, std::nullopt};
  const auto running = std::ranges::find_if(
      record.variants, [](const auto& one) { return one.second.state == VariantNote::State::runs; });
  if (running != record.variants.end() && !record.end) follows.running = running->first;
  auto room = most_curves - numbers_of(follows).size();
  for (const int number : by_score(record.variants)) {
    if (room == 0) break;
    if (number == follows.leading || number == follows.running) continue;
    follows.others.push_back(number);
    --room;
  }
  if (record.end) follows.leading.reset();
  return follows;
}

std::map<std::string, std::uint64_t> followed_files(const std::map<std::string, std::uint64_t>& sizes,
                                                    const FollowedVariants& follows) {
  auto files = sizes;
  std::erase_if(files, [&follows](const auto& file) {
    const auto& path = file.first;
    if (!is_in_variant(path)) return false;
    if (follows.running && path.starts_with(variant_folder(*follows.running))) return false;
    return std::ranges::none_of(numbers_of(follows),
                                [&path](int number) { return path == variant_folder(number) + "out/metrics.jsonl"; });
  });
  return files;
}

}  // namespace werkbank
