// Why a job did not reach its end.
#pragma once

#include <optional>
#include <string_view>

namespace werkbank {

enum class Cause {
  none,  ///< it did not fail
  unknown,
  // the scheduler ended it
  cancelled,
  timeout,
  preempted,
  node_failure,
  node_problem,  ///< a machine or its disks could not start or keep the job
  node_drain_unkillable,
  scheduler_down,
  submit_rejected,
  // memory and disks
  oom_host,
  cuda_oom,
  disk_quota,
  disk_full,
  // what it needs is not there, or does not fit
  missing_module,
  missing_file,
  env_module,
  library_mismatch,
  checkpoint_mismatch,
  permission,
  data_format,
  // the network
  network,
  hf_auth,
  wandb_auth,
  port_in_use,
  nccl_timeout,
  distributed,
  // the GPU
  gpu_arch,
  gpu_driver,
  gpu_hardware,
  gpu_error,
  // the program
  python_exception,
  nan_loss,
  segfault,
  abort_core_dump,
  killed_silently,
  // only from the records of a job, never from a log alone
  stopped_without_end,
  lost,
};

/// "cuda-oom": for machines, and in reports.
const char* cause_code(Cause cause);

/// How the scheduler says that a job ended.
struct Ending {
  std::optional<Cause> cause;  ///< what this alone proves; Cause::none when it ended well
  bool failed = false;         ///< it did not end well, whatever the log says
};

/// From Slurm's word for a state ("TIMEOUT", "CANCELLED by 1000", "OUT_OF_ME+") and from the exit code as a shell or
/// Slurm writes it ("1", "137", "0:9" for code:signal). Either may be empty, or a word that nobody knows: then it says
/// nothing.
Ending ending_of(std::string_view state, std::string_view exit_code);

}  // namespace werkbank
