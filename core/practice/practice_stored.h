// What the practice factory keeps on this computer: counting it, removing from it, and reading it back.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/dataset_check.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stored.h"

namespace werkbank {

/// All three: see Factory. `folder` holds datasets/ and jobs/; `now` in unix seconds.
Result<Stored> practice_stored(const std::filesystem::path& folder, double now, const std::stop_token& stop);
/// Which jobs are over, removal.unfinished and their own folders say.
Result<Done> practice_remove(const std::filesystem::path& folder, const Removal& removal);
Result<DatasetCheck> practice_verify(const std::filesystem::path& folder, const std::string& name,
                                     const FileManifest* original, const ProgressSink& progress, double now,
                                     const std::stop_token& stop);

}  // namespace werkbank
