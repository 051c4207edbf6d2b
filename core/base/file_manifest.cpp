#include "core/base/file_manifest.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

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

Result<std::vector<std::string>> list_files(const fs::path& root, const std::stop_token& stop) {
  std::vector<std::string> paths;
  std::error_code error;
  auto walk = fs::recursive_directory_iterator(root, error);
  if (error) return local_file_error(root, error.value());
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (stop.stop_requested()) return Cancelled{};
    const auto& path = walk->path();
    if (is_bookkeeping(path_text(path.filename()))) continue;
    std::error_code unreadable;
    const auto status = walk->status(unreadable);
    if (fs::is_regular_file(status)) paths.push_back(path_text(path.lexically_relative(root)));
    if (status.type() == fs::file_type::not_found) return local_file_error(path, ENOENT);
  }
  // The loop also ends when a folder inside cannot be opened.
  if (error) return local_file_error(root, error.value());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<ManifestEntry> read_entry(const fs::path& file, const std::string& path) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  Sha256 hash;
  ManifestEntry entry{path, 0, {}};
  while (true) {
    WERKBANK_TRY(const auto bytes, reader.read());
    if (bytes.empty()) break;
    hash.add(bytes);
    entry.size += bytes.size();
  }
  entry.sha256 = hash.hex_digest();
  return entry;
}

}  // namespace

std::uint64_t FileManifest::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& entry : entries) sum += entry.size;
  return sum;
}

std::string FileManifest::text() const {
  std::string lines;
  for (const auto& entry : entries) {
    const auto path = escaped(entry.path);
    if (path != entry.path) lines += '\\';
    lines += entry.sha256 + "  " + path + '\n';
  }
  return lines;
}

std::string FileManifest::hash() const { return sha256_hex(text()); }

Result<FileManifest> scan_files(const fs::path& root, const ProgressSink& progress, const std::stop_token& stop) {
  std::vector<std::string> paths;
  std::error_code error;
  if (fs::is_directory(root, error)) {
    WERKBANK_TRY(paths, list_files(root, stop));
  } else {
    paths.push_back(path_text(root.filename()));
  }
  FileManifest manifest;
  for (const auto& path : paths) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(auto entry, read_entry(manifest_file(root, path), path));
    manifest.entries.push_back(std::move(entry));
    if (progress) {
      progress({Message(WERKBANK_TEXT("base", "Reading your files"), {}), manifest.entries.size(), paths.size()});
    }
  }
  return manifest;
}

fs::path manifest_file(const fs::path& root, const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(root, ignored) ? root / path_from_text(path) : root;
}

}  // namespace werkbank
