// What the scheduler's error texts mean for a person who never saw a scheduler.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/factory/factory.h"

namespace werkbank {

/// Whether these words say that the scheduler (or its accounting) could not be reached: then nothing is known.
bool says_unavailable(std::string_view text);

/// The error for that. `text` goes into the details.
Error scheduler_unavailable(std::string_view text);

/// The error for a refusal by sbatch, in words for a beginner. Never scheduler_unavailable by mistake: look there
/// first.
Error scheduler_refusal(std::string_view text);

/// "sbatch: Job 53 to start at 1795481371 using 1 processors on nodes gh01 in partition gpu_h100", whatever is around
/// it.
std::optional<StartForecast> parse_forecast(std::string_view text);

}  // namespace werkbank
