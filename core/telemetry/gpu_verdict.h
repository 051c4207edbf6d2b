// Is it really working? One judgement over a job's GPUs, from use, power, memory and the pace of the training together:
// a kernel that waits for data reads as 100 % use, and power gives it away.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/telemetry/gpu_samples.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

enum class GpuFinding {
  unknown,         ///< no GPU says what it does
  too_early,       ///< not enough readings yet
  works_well,      ///< nothing to say against it
  idle,            ///< all of them do nothing now (of a job that is over: did nothing at all)
  some_idle,       ///< some do nothing while others work
  waits_for_data,  ///< busy and idle by turns
  little_power,    ///< they say busy, and draw the power of a GPU that waits
  slowed_down,     ///< the training makes much less speed than before
  oversized,       ///< a part of a GPU would do
  nearly_full,     ///< works well, but the memory is all but full
};

struct GpuVerdict {
  GpuFinding finding = GpuFinding::unknown;
  /// How much of the GPUs is put to use, 0 to 1; empty when unknown. The mean of the use, as far as the power bears it
  /// out.
  std::optional<double> work;
  std::size_t gpus = 0;  ///< that were looked at: not those of computers that the job has left
  std::size_t idle_gpus = 0;
  double seconds = 0;                  ///< of being idle, or of the time that was looked at
  double waiting = 0;                  ///< share of the readings in which a GPU waits
  double pace = 1;                     ///< of the training now, of what it was
  std::optional<double> memory_share;  ///< the highest use of the memory, of all there is on one GPU
};

/// `is_over`: looks at the whole run of the GPUs that it had last; else at its last ten minutes (idleness: all of it).
GpuVerdict judge(const std::vector<GpuSeries>& series, const TrainingRecord& training, bool is_over);

/// One sentence, and what to do about it (may be empty). `is_over` as for judge().
Message sentence_of(const GpuVerdict& verdict, bool is_over);
Message next_step_of(const GpuVerdict& verdict, bool is_over);

/// "idle": for JSON.
std::string finding_code(GpuFinding finding);

/// Watts that a GPU of this name may draw at most, by its maker's data sheet; empty for one that is not in the list.
std::optional<double> rated_power(const std::string& gpu_name);

}  // namespace werkbank
