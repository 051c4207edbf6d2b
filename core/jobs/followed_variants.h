// Of a sweep that goes on: which variants are worth reading themselves. Private to core/jobs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

/// As many learning curves as can be told apart in one chart.
constexpr std::size_t most_curves = 8;

/// The best so far, and of those that run the first: it stays the same one until it ends. Neither once the job's own
/// records hold those of the best. Beside them the next best ones, and while there is room those that have no score:
/// most_curves together with the best and the running one.
FollowedVariants followed_variants(const TrainingRecord& record);

/// Of the kept files of a job those that belong to the job as a whole or to the variants that are followed.
std::map<std::string, std::uint64_t> followed_files(const std::map<std::string, std::uint64_t>& sizes,
                                                    const FollowedVariants& follows);

}  // namespace werkbank
