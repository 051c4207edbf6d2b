#include "core/base/file_manifest.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "core/base/hashing_run.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

bool is_bookkeeping(std::string_view name) {
  constexpr std::array<std::string_view, 3> known = {".DS_Store", "Thumbs.db", "desktop.ini"};
  return name.starts_with("._") || std::find(known.begin(), known.end(), name) != known.end();
}

std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == '\\') {
      text += "\\\\";
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\r') {
      text += "\\r";
    } else {
      text += c;
    }
  }
  return text;
}

std::string line_of(const ManifestEntry& entry) {
  const auto path = escaped(entry.path);
  return (path == entry.path ? "" : "\\") + entry.sha256.hex() + "  " + path + '\n';
}

Result<ManifestEntries> list_files(const fs::path& root, const std::stop_token& stop) {
  ManifestEntries entries;
  const auto before = path_text(root / "").size();
  std::error_code error;
  auto walk = fs::recursive_directory_iterator(root, error);
  if (error) return local_file_error(root, error.value());
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (stop.stop_requested()) return Cancelled{};
    const auto& path = walk->path();
    if (is_bookkeeping(path_text(path.filename()))) continue;
    std::error_code unreadable;
    // Mostly known from the folder, without a look at the file.
    if (walk->is_regular_file(unreadable)) {
      entries.add(std::string_view(path_text(path)).substr(before));
      continue;
    }
    if (walk->status(unreadable).type() == fs::file_type::not_found) return local_file_error(path, ENOENT);
  }
  // The loop also ends when a folder inside cannot be opened.
  if (error) return local_file_error(root, error.value());
  entries.sort();
  return entries;
}

}  // namespace

std::uint64_t FileManifest::bytes() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) sum += entries.size_of(i);
  return sum;
}

std::string FileManifest::text() const {
  std::string lines;
  for (const auto& entry : entries) lines += line_of(entry);
  return lines;
}

std::string FileManifest::hash() const {
  Sha256 hash;
  for (const auto& entry : entries) hash.add(line_of(entry));
  return hash.hex_digest();
}

Result<FileManifest> scan_files(const fs::path& root, const ProgressSink& progress, const std::stop_token& stop,
                                HashCache* cache) {
  FileManifest manifest;
  auto& entries = manifest.entries;
  std::error_code error;
  if (fs::is_directory(root, error)) {
    WERKBANK_TRY(entries, list_files(root, stop));
  } else {
    entries.add(path_text(root.filename()));
  }
  WERKBANK_CHECK(HashingRun(root, entries, cache, stop).run(progress));
  return manifest;
}

fs::path manifest_file(const fs::path& root, const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(root, ignored) ? root / path_from_text(path) : root;
}

}  // namespace werkbank
