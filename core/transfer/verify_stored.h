// Whether a data set on the factory is still, byte for byte, what was sent. Its name holds the hash of what that was.
#pragma once

#include <stop_token>
#include <string>

#include "core/base/dataset_check.h"
#include "core/base/file_manifest.h"
#include "core/base/progress.h"
#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// See Factory::verify_dataset(). `work` is the <work>/werkbank folder. What was found whole leaves the list of its
/// hashes beside it, <name>.sums, by which a later check can name the file that is damaged.
Result<DatasetCheck> verify_stored(CommandRunner& runner, const RemotePath& work, const std::string& name,
                                   const FileManifest* original, const ProgressSink& progress,
                                   const std::stop_token& stop);

}  // namespace werkbank
