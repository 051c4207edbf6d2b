// What the kept files of the jobs last looked at say, so that the next look reads only what is new. Private to
// core/jobs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/factory/factory.h"
#include "core/job_log/failure_log.h"
#include "core/jobs/job_store.h"
#include "core/jobs/variant_reading.h"
#include "core/telemetry/gpu_samples.h"
#include "core/telemetry/host_samples.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

struct JobReading {
  TrainingRecord training;
  std::optional<VariantReading> leading;
  std::optional<VariantReading> running;
  std::vector<VariantReading> variants;
  std::size_t variants_left_out = 0;
  std::vector<GpuSeries> gpus;
  std::vector<HostSeries> hosts;
  std::optional<int> samples_of;
};

/// Any thread may ask; two that ask about one job wait for each other.
class JobReadings {
 public:
  /// Keeps the jobs looked at last whose files together have at most `most_bytes`, and always the very last one.
  explicit JobReadings(std::uint64_t most_bytes = 256U << 20U) : most_bytes_(most_bytes) {}

  /// What out/metrics.jsonl and the sample files of `sizes` (JobStore::offsets) say now, and of a sweep that goes on
  /// those of the variants that are followed. Error: local_file.
  Result<JobReading> read(const JobStore& store, const std::string& uuid,
                          const std::map<std::string, std::uint64_t>& sizes);
  /// What the whole log of a job that failed proves. Error: local_file.
  Result<FailureClue> failure(const JobStore& store, const std::string& uuid);
  void forget(const std::string& uuid);

 private:
  struct Kept;
  std::shared_ptr<Kept> kept(const std::string& uuid);
  void make_room(const std::string& latest, std::uint64_t bytes);

  std::uint64_t most_bytes_;
  std::mutex mutex_;
  std::uint64_t looks_ = 0;
  std::map<std::string, std::shared_ptr<Kept>> jobs_;
};

}  // namespace werkbank
