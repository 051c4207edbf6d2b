// A folder that came as one file, such as flowers.zip, made into a folder again without trusting what is in it.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

/// Whether a file of this name is a packed folder: .zip, .tar, and .tar or .t with gz, xz, bz2, zst.
bool is_packed_folder(const std::string& name);

/// Makes `folder`, which must not be there, and unpacks `file` into it: plain files only, each under its own name and
/// inside the folder. Links and devices are left out. After an error nothing is left of it.
/// Errors: data_rejected (no archive, damaged, a name that leads out of the folder or comes twice, more than it can
/// be), local_file, local_disk_full.
Result<Done> unpack_folder(const std::filesystem::path& file, const std::filesystem::path& folder,
                           const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
