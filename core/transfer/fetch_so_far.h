// What a job that still runs has made until now: its files as they are at one moment, brought home while it goes on.
#pragma once

#include "core/transfer/fetch.h"

namespace werkbank {

/// As fetch(), of a job that still writes: what grew or was replaced since it began does not matter. On the factory
/// this takes the room of the files that were written in the last minutes, for as long as it lasts. A try within an
/// hour of one whose connection broke goes on with that moment.
Result<Receipt> fetch_so_far(CommandRunner& runner, const RemotePath& job_folder,
                             const std::vector<std::string>& relative_paths, const std::filesystem::path& into,
                             const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
