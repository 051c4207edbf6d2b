// What a job will cost, before it runs: always a range, and unknown where the program does not know.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

/// What is known of the data (from core/dataset), as far as an estimator needs it.
struct DataSize {
  std::uint64_t bytes = 0;
  std::uint64_t rows = 0;  ///< of a table
  std::uint64_t columns = 0;
  std::uint64_t images = 0;
  double sound_seconds = 0;      ///< of recordings, together
  std::uint64_t text_bytes = 0;  ///< of conversations: what is said in them
};

struct Range {
  double low = 0;
  double likely = 0;
  double high = 0;
};

inline Range times(const Range& range, double factor) {
  return {range.low * factor, range.likely * factor, range.high * factor};
}

struct Estimate {
  Range seconds;
  Range gpu_hours;  ///< zero when no GPU is asked
  Range kilowatt_hours;
  /// What the GPU must hold; nothing where that is not known. `high` is what to plan for.
  std::optional<Range> gpu_memory_gib = std::nullopt;
  ResourceTier tier;         ///< what to ask for
  int walltime_minutes = 0;  ///< 1.5 to 2 times the likely time, rounded up to a tidy number, at least 5
};

/// By the template's named estimator. `use_gpu`: whether a GPU is there to be used. `chosen`: the tier that the person
/// chose (gpu_choices()); without it the template's first that suits. Several GPUs never do as much more as there are
/// more of them: how much less is part of the range.
/// Error: catalogue_invalid when the estimator is not known.
Result<Estimate> estimate(const JobTemplate& job_template, const ParameterValues& values, const DataSize& data,
                          bool use_gpu, const std::optional<ResourceTier>& chosen = std::nullopt);

}  // namespace werkbank
