// Parts of the paths of a data set, as they stand in its lists: with '/', whatever the system.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/ascii.h"
#include "core/base/path_parts.h"

namespace werkbank {

/// "jpg" of "photos/A.JPG"; empty where the name has none.
inline std::string ending_of(std::string_view path) {
  const auto name = name_of(path);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : lower_case(name.substr(dot + 1));
}

/// What systems leave beside the data: hidden files and folders, and those of macOS in an archive.
inline bool is_passed_over(std::string_view path) {
  while (!path.empty()) {
    const auto part = path.substr(0, path.find('/'));
    if (part.starts_with('.') || part.starts_with("__MACOSX")) return true;
    path.remove_prefix(std::min(part.size() + 1, path.size()));
  }
  return false;
}

/// Bytes; 0 where that cannot be told.
inline std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  return error ? 0 : bytes;
}

}  // namespace werkbank
