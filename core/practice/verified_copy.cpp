#include "core/practice/verified_copy.h"

#include <cerrno>
#include <cstdio>
#include <functional>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// A folder that is removed again unless it was kept.
class Draft {
 public:
  explicit Draft(fs::path folder) : folder_(std::move(folder)) {}
  ~Draft() {
    std::error_code ignored;
    if (!kept_) fs::remove_all(folder_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& folder() const { return folder_; }
  void keep() { kept_ = true; }

 private:
  fs::path folder_;
  bool kept_ = false;
};

using Opener = std::function<Result<std::unique_ptr<FileContent>>(std::size_t index)>;

struct CopyProgress {
  const ProgressSink& sink;
  std::uint64_t done;
  std::uint64_t total;

  void add(std::size_t bytes) {
    done += bytes;
    if (sink) sink({Message(WERKBANK_TEXT("practice", "Copying files"), {}), done, total});
  }
};

Result<Done> copy_file(const ManifestEntry& entry, FileContent& from, const fs::path& to, CopyProgress& progress,
                       std::vector<char>& block, const std::stop_token& stop) {
  WERKBANK_CHECK(make_folders(to.parent_path()));
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(to.string().c_str(), "wb"));
  if (!file) return local_file_error(to, errno);
  Sha256 hash;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto count, from.read(block));
    if (count == 0) break;
    const std::string_view bytes(block.data(), count);
    hash.add(bytes);
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return local_file_error(to, errno);
    progress.add(bytes.size());
  }
  if (std::fflush(file.get()) != 0) return local_file_error(to, errno);
  if (hash.digest() != entry.sha256) {
    return Error{
        ErrorCode::verification_failed,
        Message(WERKBANK_TEXT("practice",
                              "%1 changed while it was being copied. Close the program that is writing to it and "
                              "try again."),
                {entry.path}),
        "its content changed"};
  }
  return Done{};
}

Result<Done> copy_all(const FileManifest& manifest, const Opener& open, const fs::path& target,
                      const ProgressSink& progress, const std::stop_token& stop) {
  WERKBANK_CHECK(make_folders(target.parent_path()));
  Draft draft(target.parent_path() / (".part-" + new_uuid()));
  WERKBANK_CHECK(make_folders(draft.folder()));
  CopyProgress counted{progress, 0, manifest.bytes()};
  std::vector<char> block(256U << 10U);
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    const auto entry = manifest.entries[i];
    WERKBANK_TRY(const auto content, open(i));
    WERKBANK_CHECK(copy_file(entry, *content, draft.folder() / path_from_text(entry.path), counted, block, stop));
  }
  std::error_code error;
  fs::rename(draft.folder(), target, error);
  // Somebody else may have put the same data there meanwhile: theirs is as good as ours.
  if (error && !fs::exists(target)) return local_file_error(target, error.value());
  if (!error) draft.keep();
  return Done{};
}

}  // namespace

Result<Done> copy_verified(const FileManifest& manifest, const fs::path& root, const fs::path& target,
                           const ProgressSink& progress, const std::stop_token& stop) {
  const auto open = [&](std::size_t index) {
    const auto path = manifest.entries.path(index);
    return open_local(manifest_file(root, path), path);
  };
  return copy_all(manifest, open, target, progress, stop);
}

Result<Done> copy_verified(const FilesToSend& files, const fs::path& target, const ProgressSink& progress,
                           const std::stop_token& stop) {
  return copy_all(
      files.manifest(), [&files](std::size_t index) { return files.open(index, 0); }, target, progress, stop);
}

}  // namespace werkbank
