// What a set of files is: the path, size and SHA-256 of each, and one hash of it all that names the data set.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/left_out.h"
#include "core/base/manifest_entries.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

class HashCache;

struct FileManifest {
  ManifestEntries entries;  ///< sorted by the bytes of path
  LeftOut left_out = {};    ///< not part of what the manifest says; known only from a scan

  std::uint64_t bytes() const;
  /// One line a file, as `sha256sum` prints it: "<sha256>  <path>\n"; a path with a newline or backslash is escaped and
  /// its line starts with a backslash, also as sha256sum does, so that `sha256sum -c` reads it on the factory.
  std::string text() const;
  /// SHA-256 of text(): the identity of the data, whatever it is called.
  std::string hash() const;
};

/// The paths of the files that scan_files() would read, unread, and what it would leave out. Errors: local_file.
Result<FileManifest> list_files(const std::filesystem::path& root, const std::stop_token& stop);

/// Reads every regular file under `root` (or `root` itself when it is a file). Symbolic links to files are followed,
/// links to folders are not; these, sockets and devices, and empty folders are left out, which left_out tells: data is
/// files, and a folder is only what their paths say, however they are kept at a factory. Names that are only used by
/// operating systems for their own bookkeeping (.DS_Store, Thumbs.db, desktop.ini, ._*) are left out. Errors:
/// local_file for anything unreadable. Up to four threads read; `progress` is called from the caller's alone. What
/// `cache` knows of is not read, and what was read is kept there, but for files that were written less than 2 s before.
Result<FileManifest> scan_files(const std::filesystem::path& root, const ProgressSink& progress,
                                const std::stop_token& stop, HashCache* cache = nullptr);

/// Where the entry `path` of a manifest made from `root` lies on this computer.
std::filesystem::path manifest_file(const std::filesystem::path& root, const std::string& path);

}  // namespace werkbank
