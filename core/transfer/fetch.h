// Results from the factory: streamed as a tar, unpacked beside their place without trusting a byte of it, verified by
// SHA-256, then renamed into place.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/receipt.h"
#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/ssh/exec.h"
#include "core/transfer/local_names.h"

namespace werkbank {

/// Brings `relative_paths` (files or folders under `job_folder`) to `into`, with their folders. Links are not followed
/// and not brought. A name that this computer cannot hold becomes another one: Receipt::renamed. Paths that are not
/// there are left out; when none is there it is remote_file. A file that stands in `into` with the same content stays;
/// one with other content is never overwritten: the new one becomes "name (2).ext".
/// Errors: remote_file, local_file, local_disk_full, verification_failed, connection_lost, timed_out.
Result<Receipt> fetch(CommandRunner& runner, const RemotePath& job_folder,
                      const std::vector<std::string>& relative_paths, const std::filesystem::path& into,
                      const ProgressSink& progress, const std::stop_token& stop);

/// As fetch(), to a disk whose names have these rules.
Result<Receipt> fetch_by(NameRules rules, CommandRunner& runner, const RemotePath& job_folder,
                         const std::vector<std::string>& relative_paths, const std::filesystem::path& into,
                         const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
