// GPU samples that are made up, for computers without a GPU. Always named so, and the same whenever they are asked for:
// they follow from the job's identity and the time alone.
#pragma once

#include <string>

namespace werkbank {

/// The host and GPU names that mark samples as simulated.
inline constexpr auto simulated_host = "simulated";
inline constexpr auto simulated_gpu_name = "simulated GPU";

/// The sampler's CSV for `gpus` GPUs from `started` to `until` (unix seconds), a row each `interval` seconds.
std::string simulated_gpu_csv(const std::string& uuid, int gpus, double started, double until, double interval);

}  // namespace werkbank
