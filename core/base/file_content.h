// The bytes of a file that is to be sent, from somewhere in it on. Most are files of this computer; others are made of
// several of them while they are read, and never written to its disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "core/base/result.h"

namespace werkbank {

class FileContent {
 public:
  FileContent() = default;
  virtual ~FileContent() = default;
  FileContent(const FileContent&) = delete;
  FileContent& operator=(const FileContent&) = delete;

  /// The next bytes into `room`, which is not empty; 0 at the end only. Errors: local_file; data_rejected, when a file
  /// is no longer what it was.
  virtual Result<std::size_t> read(std::span<char> room) = 0;
  /// All bytes of the file, also those before the place that is read from.
  virtual std::uint64_t size() const = 0;
};

/// The file `local` from `offset` on; `path` is what it is called in its data set. Error: local_file, also when it is
/// not there any more.
Result<std::unique_ptr<FileContent>> open_local(const std::filesystem::path& local, const std::string& path,
                                                std::uint64_t offset = 0);

/// "This file is no longer what it was when its hash was made."
Error file_changed(const std::string& path, std::string detail);
/// The same of one that is read for the first time.
Error file_changed_while_read(const std::string& path);
/// "The file ... is not there any more." The data is not other data for that: when the file is back, an upload goes on
/// with what has arrived.
Error file_gone(const std::string& path, std::string detail);

}  // namespace werkbank
