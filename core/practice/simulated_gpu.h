// GPU samples that are made up, for computers without a GPU. Always named so, and the same whenever they are asked for:
// they follow from the job's identity and the time alone.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/practice/practice_job.h"

namespace werkbank {

/// The host and GPU names that mark samples as simulated.
inline constexpr auto simulated_host = "simulated";
inline constexpr auto simulated_gpu_name = "simulated GPU";

/// What the sampler (resources/remote/gpu_sampler.sh) would have written.
struct SimulatedGpuFiles {
  std::string fine;    ///< a row a GPU each interval; a later call begins with what an earlier one gave
  std::string coarse;  ///< a row a GPU a minute, of the minutes that are over; empty before the first one is
};

/// For `gpus` GPUs from `started` to `until` (unix seconds), sampled each `interval` seconds. `ended`: nothing comes
/// after `until`, so the last minute is over too.
SimulatedGpuFiles simulated_gpu_files(const std::string& uuid, int gpus, double started, double until, double interval,
                                      bool ended);

/// Brings both files in the job's out/gpu/ up to `now` (unix seconds), or to its end. Does nothing for a job that has
/// not started. Errors: local_file, local_disk_full.
Result<Done> write_simulated_gpu(const PracticeJob& job, double now, double interval);

}  // namespace werkbank
