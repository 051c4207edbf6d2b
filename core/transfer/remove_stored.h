// Taking away for good one thing that Werkbank keeps at a factory.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/base/stored.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// See Factory::remove_stored(); which jobs are over is only what removal.unfinished says. `work` is the
/// <work>/werkbank folder. Errors: usage, remote_file, connection_lost, timed_out.
Result<Done> remove_stored(CommandRunner& runner, const RemotePath& work, const Removal& removal,
                           const std::stop_token& stop);

/// The uuids of the jobs there that use the data set of this name. Errors: as above.
Result<std::vector<std::string>> jobs_using(CommandRunner& runner, const RemotePath& work, const std::string& dataset,
                                            const std::stop_token& stop);

}  // namespace werkbank
