// Copies of files within this computer that are checked like a transfer: hashed while written, renamed into place last.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/base/file_manifest.h"
#include "core/base/files_to_send.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

/// Copies the files of `manifest` from `root` into the new folder `target`, which appears only when every file has the
/// manifest's SHA-256. Errors: local_file (also when a file is not there any more), local_disk_full,
/// verification_failed (one changed meanwhile).
Result<Done> copy_verified(const FileManifest& manifest, const std::filesystem::path& root,
                           const std::filesystem::path& target, const ProgressSink& progress,
                           const std::stop_token& stop);
/// The same of files that are read.
Result<Done> copy_verified(const FilesToSend& files, const std::filesystem::path& target, const ProgressSink& progress,
                           const std::stop_token& stop);

}  // namespace werkbank
