// Which pictures a folder holds: a folder for each kind, perhaps below train, val and test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

struct ImageFile {
  std::string path;      ///< relative to the data's folder, with '/', bytes as on this computer
  std::size_t kind = 0;  ///< index in ImageFolder::kinds
  bool to_learn = true;  ///< false: it lies in a folder for validation or test
};

struct ImageFolder {
  std::vector<std::string> kinds;  ///< sorted; also those without pictures
  std::vector<ImageFile> images;
  std::uint64_t strays = 0;  ///< files that are no pictures or lie outside the kinds' folders
  std::string first_stray;
  std::vector<std::string> unreadable;  ///< folders that may not be opened, at most 20
  bool has_splits = false;
};

/// Walks `root` the way the training scripts do. Links to folders are not followed, as they are not uploaded either.
/// Error: local_file when `root` itself cannot be read.
Result<ImageFolder> read_image_folder(const std::filesystem::path& root, const std::stop_token& stop);

}  // namespace werkbank
