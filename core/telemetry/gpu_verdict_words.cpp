#include <cmath>

#include "core/telemetry/gpu_verdict.h"

namespace werkbank {
namespace {

std::int64_t percent(double share) { return std::llround(share * 100); }

}  // namespace

Message sentence_of(const GpuVerdict& verdict, bool is_over) {
  switch (verdict.finding) {
    case GpuFinding::unknown:
      return {};
    case GpuFinding::too_early:
      if (is_over) {
        return Message(WERKBANK_TEXT("telemetry", "The job was too short to say how well it used the GPUs."));
      }
      return Message(WERKBANK_TEXT("telemetry",
                                   "The job has only just begun. How well it works is known in a few "
                                   "minutes."));
    case GpuFinding::works_well:
      if (is_over) return Message(WERKBANK_TEXT("telemetry", "The computing power of the GPU was well used."));
      return Message(WERKBANK_TEXT("telemetry", "The computing power of the GPU is well used."));
    case GpuFinding::idle:
      if (is_over) return Message(WERKBANK_TEXT("telemetry", "This job did nothing at all on the GPU."));
      return Message(WERKBANK_TEXT("telemetry", "Nothing has happened on the GPU for %1."), {Seconds{verdict.seconds}});
    case GpuFinding::some_idle:
      if (is_over) {
        return Message(WERKBANK_TEXT("telemetry", "GPUs that did nothing: %1 of %2."),
                       {static_cast<std::int64_t>(verdict.idle_gpus), static_cast<std::int64_t>(verdict.gpus)});
      }
      return Message(WERKBANK_TEXT("telemetry", "GPUs that do nothing: %1 of %2."),
                     {static_cast<std::int64_t>(verdict.idle_gpus), static_cast<std::int64_t>(verdict.gpus)});
    case GpuFinding::waits_for_data:
      if (is_over) {
        return Message(WERKBANK_TEXT("telemetry", "The GPU work waited for data %1 % of the time."),
                       {percent(verdict.waiting)});
      }
      return Message(WERKBANK_TEXT("telemetry", "The GPU work waits for data %1 % of the time."),
                     {percent(verdict.waiting)});
    case GpuFinding::little_power:
      if (is_over) {
        return Message(WERKBANK_TEXT(
            "telemetry", "The GPU said that it was busy, but drew little power: it mostly waited within its work."));
      }
      return Message(WERKBANK_TEXT(
          "telemetry", "The GPU says that it is busy, but draws little power: it mostly waits within its work."));
    case GpuFinding::slowed_down:
      return Message(WERKBANK_TEXT("telemetry", "The training makes %1 % of the speed that it made before."),
                     {percent(verdict.pace)});
    case GpuFinding::oversized:
      if (is_over) return Message(WERKBANK_TEXT("telemetry", "This job would have fitted on a quarter of a GPU."));
      return Message(WERKBANK_TEXT("telemetry", "This job would fit on a quarter of a GPU."));
    case GpuFinding::nearly_full:
      if (is_over) {
        return Message(WERKBANK_TEXT(
            "telemetry", "The computing power of the GPU was well used, and the GPU memory was all but full."));
      }
      return Message(WERKBANK_TEXT("telemetry",
                                   "The computing power of the GPU is well used, and the GPU memory is all but full."));
  }
  return {};
}

Message next_step_of(const GpuVerdict& verdict, bool is_over) {
  switch (verdict.finding) {
    case GpuFinding::idle:
      if (is_over) {
        return Message(WERKBANK_TEXT("telemetry",
                                     "Look in the log whether the program found a GPU, or choose a job "
                                     "without one: it starts sooner and costs less."));
      }
      return Message(WERKBANK_TEXT("telemetry",
                                   "It costs budget all the same. If the job is not preparing data, stop "
                                   "it: what it has made so far is kept."));
    case GpuFinding::some_idle:
      return Message(WERKBANK_TEXT("telemetry",
                                   "The program does not use them. Ask for %1 next time: the job starts "
                                   "sooner and costs less."),
                     {static_cast<std::int64_t>(verdict.gpus - verdict.idle_gpus)});
    case GpuFinding::waits_for_data:
      return Message(WERKBANK_TEXT("telemetry",
                                   "Next time: make photos smaller before you send them, or choose larger "
                                   "batches."));
    case GpuFinding::little_power:
      return Message(WERKBANK_TEXT("telemetry",
                                   "Next time: choose larger batches, so that the GPU gets more work at "
                                   "once."));
    case GpuFinding::slowed_down:
      return Message(WERKBANK_TEXT("telemetry",
                                   "The disk of the factory may be busy. If it stays so, ask the help desk "
                                   "and name the job's number."));
    case GpuFinding::oversized:
      return Message(WERKBANK_TEXT("telemetry",
                                   "Choose a smaller GPU next time, if the factory has one: the job starts "
                                   "sooner and costs less."));
    case GpuFinding::nearly_full:
      return Message(WERKBANK_TEXT("telemetry", "Larger batches or larger photos will not fit."));
    case GpuFinding::unknown:
    case GpuFinding::too_early:
    case GpuFinding::works_well:
      return {};
  }
  return {};
}

}  // namespace werkbank
