#include "core/base/hash_cache.h"

#include <system_error>

#include "core/base/local_files.h"

namespace werkbank {

std::string cache_path(const std::filesystem::path& path) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(path, error);
  auto text = path_text((error ? path : whole).lexically_normal());
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

}  // namespace werkbank
