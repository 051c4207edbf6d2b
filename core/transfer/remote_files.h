// What lies in a folder of the factory: the names and sizes of its files, and their sums. Nothing of it is trusted.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/file_manifest.h"
#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct RemoteFiles {
  FileManifest files;  ///< without their sums
  /// zstd is there, and makes samples of the files much smaller.
  bool pays_to_compress = false;
};

/// The regular files at `relative_paths` (files or folders) under `folder`; paths through a link are left out. Errors:
/// remote_file (also when there is none, or when a path leaves the folder), verification_failed (an answer that makes
/// no sense), connection_lost, timed_out.
Result<RemoteFiles> list_remote_files(CommandRunner& runner, const std::string& folder,
                                      const std::vector<std::string>& relative_paths, const std::stop_token& stop);

/// The SHA-256 of every file of the list, in its order. Errors: as above.
Result<std::vector<Sha256Digest>> remote_sums(CommandRunner& runner, const std::string& folder,
                                              const FileManifest& files, const std::stop_token& stop);

/// `relative_paths` as a script of for_each_path() reads them. Error: remote_file, when one leaves the folder.
Result<std::string> names_to_ask(const std::vector<std::string>& relative_paths);

/// A script that does `body` (without a single quote) in the current folder for each path "$path" of its standard input
/// that is there, and leads through no link. It stops when `body` fails.
std::string for_each_path(const std::string& body);

/// "What arrived is not what stands on the factory."
Error not_as_announced(std::string detail);

/// "The results could not be read", after a script that ended with another code than 0.
Error not_readable(const std::string& folder, std::string detail);

}  // namespace werkbank
