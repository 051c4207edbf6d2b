// A recorded run of a template (its folder recorded/), shown as if it happened now: what stands in the job folder
// follows from the time since the start alone.
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace werkbank {

/// How long the recorded run took, in seconds. Error: catalogue_invalid when there is no usable recording.
Result<double> playback_seconds(const std::filesystem::path& recorded);

/// Writes into `job_folder` what the recorded run had written `elapsed` seconds after it began; `started` is the moment
/// (unix seconds) that the recording's time 0 becomes.
Result<Done> play(const std::filesystem::path& recorded, const std::filesystem::path& job_folder, double started,
                  double elapsed);

}  // namespace werkbank
