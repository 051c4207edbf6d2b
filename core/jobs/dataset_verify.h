// Checking a data set at a factory with all that this computer knows of it.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/dataset_check.h"
#include "core/base/file_manifest.h"
#include "core/base/progress.h"
#include "core/factory/factory.h"
#include "core/jobs/job_record.h"

namespace werkbank {

/// What the files under `root` are as the data set `name`: packed where that is what it was made of, else one by one.
/// Errors: local_file, data_rejected.
Result<FileManifest> sent_as(const std::string& name, const std::filesystem::path& root, const ProgressSink& progress,
                             const std::stop_token& stop);

/// Factory::verify_dataset(); when the data is damaged and nobody knows which file, the files that it was made of are
/// looked up in `jobs` (those of this computer), and where they are still the same, the check is made once more against
/// them. Errors: those of verify_dataset().
Result<DatasetCheck> verify_with_originals(Factory& factory, const std::string& name,
                                           const std::vector<JobRecord>& jobs, const ProgressSink& progress,
                                           const std::stop_token& stop);

}  // namespace werkbank
