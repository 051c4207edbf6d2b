#include "core/jobs/kept_files.h"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include <QFile>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "core/base/local_files.h"
#include "core/factory/watched_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_copy = 4ULL << 30U;
constexpr std::size_t most_files = 4096;

bool bring_to_disk(QFile& file) {
#ifdef _WIN32
  return _commit(file.handle()) == 0;
#else
  return ::fsync(file.handle()) == 0;
#endif
}

QString name_of(const fs::path& path) { return QString::fromStdString(path_text(path)); }

}  // namespace

fs::path KeptFiles::file_of(const std::string& uuid, const std::string& path) const {
  return folder_of(uuid) / path_from_text(path);
}

Result<Done> KeptFiles::append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                               const std::string& bytes) const {
  if (!is_watched_file(path) || bytes.empty() || offset + bytes.size() > largest_copy) return Done{};
  const auto file_path = file_of(uuid, path);
  WERKBANK_CHECK(make_folders(file_path.parent_path()));
  const auto kept = sizes(uuid);
  if (!kept.contains(path) && kept.size() >= most_files) return Done{};
  QFile file(name_of(file_path));
  errno = 0;
  if (!file.open(QIODevice::Append | QIODevice::Unbuffered)) return local_file_error(file_path, errno);
  if (static_cast<std::uint64_t>(file.size()) != offset) return Done{};
  const auto size = static_cast<qint64>(bytes.size());
  if (file.write(bytes.data(), size) != size || !bring_to_disk(file)) return local_file_error(file_path, errno);
  return Done{};
}

Result<Done> KeptFiles::restart(const std::string& uuid, const std::string& path) const {
  if (!is_watched_file(path)) return Done{};
  std::error_code error;
  fs::remove(file_of(uuid, path), error);
  if (error) return local_file_error(file_of(uuid, path), error.value());
  return Done{};
}

void KeptFiles::add_sizes(const std::string& uuid, const std::string& folder,
                          std::map<std::string, std::uint64_t>& found) const {
  const auto add = [&](const std::string& path) {
    std::error_code absent;
    const auto size = fs::file_size(file_of(uuid, path), absent);
    if (!absent && is_watched_file(path)) found[path] = size;
  };
  add(folder + "out/metrics.jsonl");
  add(folder + "logs/job.log");
  std::error_code ended;
  const auto gpu_folder = folder + "out/gpu/";
  auto entry = fs::directory_iterator(file_of(uuid, gpu_folder), ended);
  for (; !ended && entry != fs::directory_iterator(); entry.increment(ended)) {
    add(gpu_folder + path_text(entry->path().filename()));
  }
}

std::map<std::string, std::uint64_t> KeptFiles::sizes(const std::string& uuid) const {
  std::map<std::string, std::uint64_t> found;
  add_sizes(uuid, {}, found);
  std::error_code ended;
  const std::string variants(variants_folder);
  auto entry = fs::directory_iterator(file_of(uuid, variants), ended);
  for (; !ended && entry != fs::directory_iterator(); entry.increment(ended)) {
    add_sizes(uuid, variants + path_text(entry->path().filename()) + '/', found);
  }
  return found;
}

Result<std::string> KeptFiles::bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                                     std::uint64_t limit) const {
  if (!is_watched_file(path)) return std::string();
  const auto file_path = file_of(uuid, path);
  QFile file(name_of(file_path));
  errno = 0;
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
    const int reason = errno;
    if (!file.exists()) return std::string();
    return local_file_error(file_path, reason);
  }
  const auto size = static_cast<std::uint64_t>(file.size());
  if (offset >= size) return std::string();
  if (!file.seek(static_cast<qint64>(offset))) return local_file_error(file_path, errno);
  return file.read(static_cast<qint64>(std::min(limit, size - offset))).toStdString();
}

Result<Done> KeptFiles::remove(const std::string& uuid) const {
  std::error_code error;
  fs::remove_all(folder_of(uuid), error);
  if (error) return local_file_error(folder_of(uuid), error.value());
  return Done{};
}

}  // namespace werkbank
