// The files of an upload. What they are called and how large they are is known at once; their hashes, which take as
// long as reading all of it, may come while they are on their way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "core/base/file_manifest.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

class FilesToSend {
 public:
  /// The files that scan_files() would find under `root`, with the hashes that `cache` (may be null) knows. Error:
  /// local_file.
  static Result<FilesToSend> look(const std::filesystem::path& root, HashCache* cache, const ProgressSink& progress,
                                  const std::stop_token& stop);
  /// Of which all is known.
  FilesToSend(FileManifest manifest, std::filesystem::path root);
  ~FilesToSend();
  FilesToSend(FilesToSend&&) noexcept;
  FilesToSend& operator=(FilesToSend&&) = delete;

  const std::filesystem::path& root() const;
  /// Its hashes may be looked at once is_read().
  const FileManifest& manifest() const;
  bool is_read() const;
  /// In files whose hash is not known.
  std::uint64_t unread_bytes() const;
  /// Reads those; done at once where there are none. `progress` is called from this thread. Errors: local_file, and
  /// data_rejected: a file has another size than look() saw.
  Result<Done> read(const ProgressSink& progress, const std::stop_token& stop);

 private:
  struct State;
  explicit FilesToSend(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace werkbank
