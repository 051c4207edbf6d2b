#include "core/jobs/training_cache.h"

#include "core/jobs/followed_variants.h"

namespace werkbank {

Result<TrainingFacts> TrainingCache::facts(const JobStore& store, const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  auto& file = files_[uuid];
  WERKBANK_CHECK(file.read_on(store, uuid, "out/metrics.jsonl"));
  const auto& record = file.reader().record();
  return TrainingFacts{record.progress, record.end, record.last_record_at, end_of_kept(record),
                       followed_variants(record)};
}

void TrainingCache::forget(const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  files_.erase(uuid);
}

}  // namespace werkbank
