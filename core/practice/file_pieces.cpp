#include "core/practice/file_pieces.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "core/base/local_files.h"
#include "core/base/remote_path.h"
#include "core/factory/watched_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t piece_limit = 256U << 10U;

void add_samples(const fs::path& job_folder, const std::string& folder, std::vector<std::string>& paths) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(job_folder / path_from_text(folder), ignored)) {
    const auto path = folder + path_text(entry.path().filename());
    if (is_watched_file(path)) paths.push_back(path);
  }
}

std::vector<std::string> watched_files(const fs::path& job_folder, const FollowedVariants& follows) {
  std::vector<std::string> paths = {"out/metrics.jsonl", "logs/job.log"};
  for (const int number : numbers_of(follows)) paths.push_back(variant_folder(number) + "out/metrics.jsonl");
  add_samples(job_folder, "out/gpu/", paths);
  if (follows.running) add_samples(job_folder, variant_folder(*follows.running) + "out/gpu/", paths);
  return paths;
}

}  // namespace

Result<std::vector<FilePiece>> new_pieces(const fs::path& job_folder,
                                          const std::map<std::string, std::uint64_t>& offsets,
                                          const FollowedVariants& follows) {
  std::vector<FilePiece> pieces;
  for (const auto& path : watched_files(job_folder, follows)) {
    const auto file = job_folder / path_from_text(path);
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) continue;
    const auto known = offsets.find(path);
    const auto offset = known == offsets.end() ? 0 : known->second;
    FilePiece piece{path, offset > size ? 0 : offset, {}, size};
    if (piece.offset == size && offset <= size) continue;
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(piece.offset));
    piece.bytes.resize(static_cast<std::size_t>(std::min(piece_limit, size - piece.offset)));
    stream.read(piece.bytes.data(), static_cast<std::streamsize>(piece.bytes.size()));
    piece.bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Result<FileManifest> results_manifest(const fs::path& job_folder, const std::vector<std::string>& paths,
                                      const std::stop_token& stop) {
  FileManifest manifest;
  for (auto path : paths) {
    while (path.ends_with('/')) path.pop_back();
    if (!is_safe_relative_path(path)) continue;
    const auto place = job_folder / path_from_text(path);
    std::error_code ignored;
    if (!fs::exists(place, ignored)) continue;
    const bool folder = fs::is_directory(place, ignored);
    WERKBANK_TRY(const auto part, scan_files(place, {}, stop));
    for (const auto& entry : part.entries)
      manifest.entries.add(folder ? path + "/" + entry.path : path, entry.size, entry.sha256);
  }
  manifest.entries.sort();
  manifest.entries.drop_repeated();
  return manifest;
}

Result<Done> copy_as_it_is(const fs::path& job_folder, const std::vector<std::string>& paths, const fs::path& to) {
  constexpr auto how =
      fs::copy_options::recursive | fs::copy_options::skip_symlinks | fs::copy_options::overwrite_existing;
  for (auto path : paths) {
    while (path.ends_with('/')) path.pop_back();
    if (!is_safe_relative_path(path)) continue;
    const auto place = job_folder / path_from_text(path);
    std::error_code error;
    if (!fs::exists(place, error)) continue;
    const auto copy = to / path_from_text(path);
    WERKBANK_CHECK(make_folders(copy.parent_path()));
    fs::copy(place, copy, how, error);
    if (error) return local_file_error(place, error.value());
  }
  return Done{};
}

Result<Done> move_into(const FileManifest& manifest, const fs::path& draft, const fs::path& into) {
  for (const auto& entry : manifest.entries) {
    const auto target = into / path_from_text(entry.path);
    WERKBANK_CHECK(make_folders(target.parent_path()));
    std::error_code error;
    fs::rename(draft / path_from_text(entry.path), target, error);
    if (error) return local_file_error(target, error.value());
  }
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  return Done{};
}

}  // namespace werkbank
