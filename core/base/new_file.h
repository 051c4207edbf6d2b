// Files of this computer that are written to: those that are not there yet, and those that are.
#pragma once

#include <cstdint>
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

/// Opens `path`, which is there, for writing in it from `offset` on; null, with errno, when that fails.
NewFile open_to_change(const std::filesystem::path& path, std::uint64_t offset);

}  // namespace werkbank
