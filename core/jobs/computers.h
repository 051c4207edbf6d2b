// The computers of a job one by one: what each of them did, and how many of them say nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/jobs/job_view.h"

namespace werkbank {

struct Computer {
  std::string host;
  GpuSummary gpus;
  std::optional<HostMemory> memory;
  std::optional<double> mean_processor_percent;  ///< of all cores that may be used
};

/// By name; those of which there is a reading, of whatever attempt.
std::vector<Computer> computers_of(const JobView& view);

/// Of a job in several computers of which not all tell their readings, that it is so; else empty.
Message silence_of(const JobView& view);

}  // namespace werkbank
