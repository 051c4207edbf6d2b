// What the kept metrics.jsonl of each job says, read on from where the last reading stopped. Private to core/jobs.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/factory/factory.h"
#include "core/jobs/followed_file.h"
#include "core/jobs/job_store.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

/// The little of a TrainingRecord that decides about a job.
struct TrainingFacts {
  std::optional<double> progress;
  std::optional<TrainingEnd> end;
  double last_record_at = 0;
  std::optional<TrainingEnd> kept;  ///< of a sweep: what the best of its variants so far scored; it lies in out/
  FollowedVariants follows;
  bool completed(int restarts) const { return end && end->completed && end->attempt >= restarts; }
};

class TrainingCache {
 public:
  /// Error: local_file.
  Result<TrainingFacts> facts(const JobStore& store, const std::string& uuid);
  void forget(const std::string& uuid);

 private:
  std::mutex mutex_;
  std::map<std::string, FollowedFile<TrainingRecordReader>> files_;
};

}  // namespace werkbank
