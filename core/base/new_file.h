// A file of this computer that is not there yet.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

namespace werkbank {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using NewFile = std::unique_ptr<std::FILE, CloseFile>;

/// Makes `path` and opens it for writing; null, with errno, when that fails. Only a file that is not there yet (else
/// EEXIST): a name that comes twice, or that this disk holds equal to another, is refused.
NewFile make_new_file(const std::filesystem::path& path);

}  // namespace werkbank
