// Runs one of our remote scripts and reads its frames.
#pragma once

#include <stop_token>

#include "core/base/result.h"
#include "core/slurm/answer_frames.h"
#include "core/ssh/script.h"

namespace werkbank {

/// Errors: those of run_script(); answer_garbled when the answer is not whole.
Result<Answer> run_framed(CommandRunner& runner, const Script& script, double timeout_seconds,
                          const std::stop_token& stop);

}  // namespace werkbank
