// The files of an upload. What they are called and how large they are is known at once; their hashes, which take as
// long as reading all of it, may come while they are on their way. Many small ones may be kept as a few shards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

#include "core/base/file_content.h"
#include "core/base/file_manifest.h"
#include "core/base/kept_as.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/shard_layout.h"

namespace werkbank {

class FilesToSend {
 public:
  /// The files that scan_files() would find under `root`, with the hashes that `cache` (may be null) knows; it must
  /// outlive them. Error: local_file.
  static Result<FilesToSend> look(const std::filesystem::path& root, HashCache* cache, const ProgressSink& progress,
                                  const std::stop_token& stop);
  /// Of which all is known.
  FilesToSend(FileManifest manifest, std::filesystem::path root);
  ~FilesToSend();
  FilesToSend(FilesToSend&&) noexcept;
  FilesToSend& operator=(FilesToSend&&) = delete;

  /// What the person wants; else the factory decides.
  void wish(Keeping keeping);
  Keeping wished() const;

  /// From here on manifest() is what is kept instead: shards, large files and the list of all. Not while read() is
  /// under way. False where that would be no fewer files: then nothing is changed. `progress` as in look().
  Result<bool> pack(const ProgressSink& progress, const std::stop_token& stop, const ShardSizes& sizes = {});
  bool is_packed() const;

  const std::filesystem::path& root() const;
  /// As given to look(); may be null.
  HashCache* cache() const;
  /// Its hashes may be looked at once is_read().
  const FileManifest& manifest() const;
  /// The files of this computer; where they are not packed they are the manifest.
  const FileManifest& originals() const;
  bool is_read() const;
  /// In files whose hash is not known by look().
  std::uint64_t unread_bytes() const;
  /// Begins to read those on a thread of its own, while the caller has to wait for something else. read() goes on with
  /// that and tells what went wrong.
  void read_ahead();
  /// Reads those; done at once where there are none. `progress` is called from this thread. Errors: local_file, and
  /// data_rejected: a file has another size than look() saw.
  Result<Done> read(const ProgressSink& progress, const std::stop_token& stop);
  /// Until another thread has come to the end of read(): false when that failed, or when `stop` was asked for.
  bool wait_until_read(const std::stop_token& stop) const;

  /// Whether this one is made of the hashes of the others, so that nothing of it can be read before is_read().
  bool comes_last(std::size_t index) const;
  /// The bytes of an entry of manifest(), from `offset` on; they are held against the hashes that are known by then.
  /// One that comes_last() keeps its reader waiting, until read() has come to its end. Errors: data_rejected,
  /// local_file.
  Result<std::unique_ptr<FileContent>> open(std::size_t index, std::uint64_t offset) const;

 private:
  struct State;
  explicit FilesToSend(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// When files are packed together.
struct PackingRule {
  std::uint64_t from_files = 0;  ///< where the person has no wish; 0: not by this rule
  ShardSizes sizes = {};
};

/// Packs what the person wants packed, or the rule; nothing when it did not. `progress` is told of it.
Result<std::optional<PackedAs>> pack_as_wanted(FilesToSend& files, const PackingRule& rule,
                                               const ProgressSink& progress, const std::stop_token& stop);
/// Packs for this reason.
Result<std::optional<PackedAs>> pack_because(PackedBecause because, std::uint64_t limit, FilesToSend& files,
                                             const ShardSizes& sizes, const ProgressSink& progress,
                                             const std::stop_token& stop);

}  // namespace werkbank
