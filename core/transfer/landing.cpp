#include "core/transfer/landing.h"

#include <system_error>

#include "core/base/local_files.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

fs::path numbered(const fs::path& path, int number) {
  if (number == 1) return path;
  const auto extension = path_text(path.extension());
  return path.parent_path() / path_from_text(path_text(path.stem()) + " (" + std::to_string(number) + ')' + extension);
}

// A hard link never replaces what is there, and so wins or loses against another writer; a disk without hard links
// leaves a look beforehand.
bool move_if_free(const fs::path& from, const fs::path& to, std::error_code& error) {
  fs::create_hard_link(from, to, error);
  if (!error) {
    fs::remove(from, error);
    error.clear();
    return true;
  }
  std::error_code absent;
  if (fs::exists(fs::symlink_status(to, absent))) {
    error.clear();
    return false;
  }
  fs::rename(from, to, error);
  return !error;
}

}  // namespace

bool stands_already(const fs::path& path, std::uint64_t size, const std::string& sha256) {
  for (int number = 1;; ++number) {
    const auto candidate = numbered(path, number);
    std::error_code error;
    const auto status = fs::symlink_status(candidate, error);
    if (!fs::exists(status)) return false;
    if (!fs::is_regular_file(status) || fs::file_size(candidate, error) != size) continue;
    const auto hash = sha256_of_file(candidate);
    if (hash.ok() && *hash == sha256) return true;
  }
}

Result<Done> move_beside(const fs::path& from, const fs::path& to) {
  for (int number = 1;; ++number) {
    std::error_code error;
    const auto candidate = numbered(to, number);
    if (move_if_free(from, candidate, error)) return Done{};
    if (error) return local_file_error(candidate, error.value());
  }
}

}  // namespace werkbank
