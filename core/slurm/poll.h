// The state of many jobs and the new bytes of their files, by one remote script.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/remote_path.h"
#include "core/factory/factory.h"
#include "core/slurm/answer_frames.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct PollReading {
  std::vector<JobAnswer> answers;
  std::vector<std::string> spare_ids;  ///< second jobs of one uuid, still waiting: they may never start
};

/// The rows of the queue as the last poll brought them: the next one does not bring the same again.
struct SeenQueue {
  std::string sum;  ///< of the rows, made at the factory; empty: none were brought
  std::string rows;
};

/// What the answer to poll_script() says. A job about which nothing could be learnt (the accounting is away) has no
/// answer. Errors: scheduler_unavailable, answer_garbled. `now`: unix seconds.
Result<PollReading> read_poll(const Answer& answer, const std::vector<JobQuestion>& questions, double now,
                              SeenQueue& seen);

Result<std::vector<JobAnswer>> poll_jobs(CommandRunner& runner, const RemotePath& work,
                                         const std::vector<JobQuestion>& questions, double now, SeenQueue& seen,
                                         const std::stop_token& stop);

}  // namespace werkbank
