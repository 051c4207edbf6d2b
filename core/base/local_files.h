// Reading and writing files of this computer, with errors that name the file and writes that are whole or absent.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

/// `path` as UTF-8 for showing and for manifests. Bytes that are not UTF-8 stay as they are on POSIX.
std::string path_text(const std::filesystem::path& path);
std::filesystem::path path_from_text(std::string_view utf8);

/// Reads a file from begin to end in blocks.
class FileReader {
 public:
  /// Error: local_file, when it is not a readable regular file.
  static Result<FileReader> open(const std::filesystem::path& path);
  /// The next block (at most 256 KiB), valid until the next call; empty at the end. Error: local_file.
  Result<std::string_view> read();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  FileReader(std::unique_ptr<std::FILE, Close> file, std::filesystem::path path);
  std::unique_ptr<std::FILE, Close> file_;
  std::filesystem::path path_;
  std::size_t block_size_;
  std::unique_ptr<char[]> block_;
};

/// The whole file. Error: local_file, also when it is larger than `limit` bytes.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit = 64U << 20U);

/// Writes to a temporary file beside `path`, flushes it to disk, then renames it into place: after a crash the old or
/// the new content is there, never half. Errors: local_file, local_disk_full.
Result<Done> write_file(const std::filesystem::path& path, std::string_view content);

/// Makes the folder and its parents. Error: local_file.
Result<Done> make_folders(const std::filesystem::path& path);

/// The sentence for a failed operation on `path`, from errno's value.
Error local_file_error(const std::filesystem::path& path, int error_number);

}  // namespace werkbank
