// The folders of many files that are written one after the other.
#pragma once

#include <filesystem>

#include "core/base/local_files.h"
#include "core/base/result.h"

namespace werkbank {

/// As make_folders(), but the folder that was asked for last is not looked at again: of very many files that is felt.
class FolderMaker {
 public:
  Result<Done> make(const std::filesystem::path& folder) {
    if (folder == last_) return Done{};
    WERKBANK_CHECK(make_folders(folder));
    last_ = folder;
    return Done{};
  }

 private:
  std::filesystem::path last_;
};

}  // namespace werkbank
