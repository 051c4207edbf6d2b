// The files of a practice job as the rest of the program asks for them: new bytes since an offset, and results to
// fetch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/file_manifest.h"
#include "core/base/result.h"
#include "core/factory/factory.h"

namespace werkbank {

/// What is new in the job's watched files (metrics, log, GPU samples, and those of the variants that are followed), at
/// most 256 KiB of each.
Result<std::vector<FilePiece>> new_pieces(const std::filesystem::path& job_folder,
                                          const std::map<std::string, std::uint64_t>& offsets,
                                          const FollowedVariants& follows = {});

/// The files that `paths` (files or folders, relative to the job folder) name; absent ones are left out.
Result<FileManifest> results_manifest(const std::filesystem::path& job_folder, const std::vector<std::string>& paths,
                                      const std::stop_token& stop);

/// Copies what `paths` name to the same places in `to`; absent ones are left out, and links. Error: local_file.
Result<Done> copy_as_it_is(const std::filesystem::path& job_folder, const std::vector<std::string>& paths,
                           const std::filesystem::path& to);

/// Moves the verified files from `draft` to `into`, replacing older ones, and removes `draft`.
Result<Done> move_into(const FileManifest& manifest, const std::filesystem::path& draft,
                       const std::filesystem::path& into);

}  // namespace werkbank
