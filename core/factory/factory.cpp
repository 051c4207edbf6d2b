#include "core/factory/factory.h"

#include <algorithm>

namespace werkbank {

bool is_over(JobState state) {
  switch (state) {
    case JobState::unknown:
    case JobState::pending:
    case JobState::running:
    case JobState::completing:
      return false;
    case JobState::completed:
    case JobState::failed:
    case JobState::timed_out:
    case JobState::cancelled:
    case JobState::out_of_memory:
    case JobState::node_failed:
    case JobState::preempted:
      return true;
  }
  return false;
}

bool Offer::has_gpu() const {
  return std::any_of(partitions.begin(), partitions.end(), [](const Partition& one) { return one.gpus_per_node > 0; });
}

Message Reality::sentence() const {
  if (all_real()) return {};
  if (is_played_back) {
    return Message(WERKBANK_TEXT("factory",
                                 "Practice: this is a recording of an earlier run. Nothing is computed, and the "
                                 "figures and the result are not of your own data."));
  }
  if (runs_here && queue_is_pretended && gpu_is_simulated) {
    return Message(WERKBANK_TEXT("factory",
                                 "Practice: the job really runs, on this computer. The queue and the GPU figures "
                                 "are simulated."));
  }
  if (runs_here && gpu_is_simulated) {
    return Message(
        WERKBANK_TEXT("factory", "Practice: the job really runs, on this computer. The GPU figures are simulated."));
  }
  if (runs_here) {
    return Message(
        WERKBANK_TEXT("factory", "Practice: the job really runs, on this computer. The queue is simulated."));
  }
  if (queue_is_pretended && gpu_is_simulated) {
    return Message(WERKBANK_TEXT("factory", "Practice: the queue and the GPU figures are simulated."));
  }
  if (gpu_is_simulated) return Message(WERKBANK_TEXT("factory", "The GPU figures are simulated."));
  return Message(WERKBANK_TEXT("factory", "Practice: the queue is simulated."));
}

}  // namespace werkbank
