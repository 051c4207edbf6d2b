// Which jobs are not over by the scheduler's own word: asked before anything that a job may need is removed.
#pragma once

#include <stop_token>

#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/base/stored.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// `removal` with those of its jobs added to removal.unfinished that wait or run, whoever started them. Asks the
/// scheduler once, and not at all when no job is concerned. Errors: scheduler_unavailable, also when it could not say
/// of a single one; remote_file, connection_lost, timed_out. `now`: unix seconds.
Result<Removal> with_unfinished(CommandRunner& runner, const RemotePath& work, Removal removal, double now,
                                const std::stop_token& stop);

}  // namespace werkbank
