#include "core/jobs/training_cache.h"

namespace werkbank {
namespace {

constexpr std::uint64_t block = 1U << 20U;
const std::string metrics_file = "out/metrics.jsonl";

Result<Done> read_on(const JobStore& store, const std::string& uuid, TrainingRecordReader& reader,
                     std::uint64_t& offset) {
  while (true) {
    WERKBANK_TRY(const auto bytes, store.bytes(uuid, metrics_file, offset, block));
    if (bytes.empty()) return Done{};
    reader.add(bytes);
    offset += bytes.size();
  }
}

}  // namespace

Result<TrainingRecord> read_training(const JobStore& store, const std::string& uuid) {
  TrainingRecordReader reader;
  std::uint64_t offset = 0;
  WERKBANK_CHECK(read_on(store, uuid, reader, offset));
  return reader.record();
}

Result<TrainingFacts> TrainingCache::facts(const JobStore& store, const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  auto& entry = entries_[uuid];
  WERKBANK_TRY(const auto sizes, store.offsets(uuid));
  const auto size = sizes.find(metrics_file);
  // Another program saw that the file was begun anew.
  if ((size == sizes.end() ? 0 : size->second) < entry.offset) entry = {};
  WERKBANK_CHECK(read_on(store, uuid, entry.reader, entry.offset));
  const auto& record = entry.reader.record();
  return TrainingFacts{record.progress, record.end, record.last_record_at};
}

void TrainingCache::forget(const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  entries_.erase(uuid);
}

}  // namespace werkbank
