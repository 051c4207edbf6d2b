#include "core/base/file_manifest.h"

#include <algorithm>
#include <array>
#include <optional>
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

/// Also one that only holds what an operating system left there.
Result<bool> is_empty_folder(const fs::path& folder) {
  std::error_code error;
  auto walk = fs::directory_iterator(folder, error);
  while (!error && walk != fs::directory_iterator() && is_bookkeeping(path_text(walk->path().filename())))
    walk.increment(error);
  if (error) return local_file_error(folder, error.value());
  return walk == fs::directory_iterator();
}

/// What an entry that is no regular file is left out as; nothing for a folder that is walked through.
Result<std::optional<LeftOut::Kind>> kind_left_out(const fs::directory_entry& entry) {
  std::error_code error;
  if (!entry.is_directory(error)) return std::optional(LeftOut::Kind::special_file);
  if (entry.is_symlink(error)) return std::optional(LeftOut::Kind::folder_link);
  WERKBANK_TRY(const bool is_empty, is_empty_folder(entry.path()));
  return is_empty ? std::optional(LeftOut::Kind::empty_folder) : std::nullopt;
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

Result<FileManifest> list_files(const fs::path& root, const std::stop_token& stop) {
  FileManifest manifest;
  std::error_code error;
  if (!fs::is_directory(root, error)) {
    manifest.entries.add(path_text(root.filename()));
    return manifest;
  }
  const auto before = path_text(root / "").size();
  auto walk = fs::recursive_directory_iterator(root, error);
  if (error) return local_file_error(root, error.value());
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (stop.stop_requested()) return Cancelled{};
    const auto& path = walk->path();
    if (is_bookkeeping(path_text(path.filename()))) continue;
    const std::string relative = path_text(path).substr(before);
    std::error_code unreadable;
    // Mostly known from the folder, without a look at the file.
    if (walk->is_regular_file(unreadable)) {
      manifest.entries.add(relative);
      continue;
    }
    if (walk->status(unreadable).type() == fs::file_type::not_found) return local_file_error(path, ENOENT);
    WERKBANK_TRY(const auto kind, kind_left_out(*walk));
    if (kind) manifest.left_out.add(*kind, relative);
  }
  // The walk also ends when a folder cannot be read any further.
  if (error) return local_file_error(root, error.value());
  manifest.entries.sort();
  return manifest;
}

Result<FileManifest> scan_files(const fs::path& root, const ProgressSink& progress, const std::stop_token& stop,
                                HashCache* cache) {
  WERKBANK_TRY(auto manifest, list_files(root, stop));
  HashingRun hashing(root, manifest.entries, cache);
  WERKBANK_CHECK(hashing.look_up(progress, stop));
  WERKBANK_CHECK(hashing.read(progress, stop));
  return manifest;
}

fs::path manifest_file(const fs::path& root, const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(root, ignored) ? root / path_from_text(path) : root;
}

}  // namespace werkbank
