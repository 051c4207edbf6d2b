// Fills in sizes and hashes of the files of a list, on several threads. Private to core/base.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/hash_cache.h"
#include "core/base/manifest_entries.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/side_by_side.h"

namespace werkbank {

class HashingRun {
 public:
  /// `cache` may be null.
  HashingRun(const std::filesystem::path& root, ManifestEntries& entries, HashCache* cache);

  /// First the sizes, and what the cache knows. `progress` is called from this thread, a few times a second, as in
  /// read(). Error: local_file, of the first file in the list that is not there.
  Result<Done> look_up(const ProgressSink& progress, const std::stop_token& stop);
  /// Whether nothing is left to be read, and how much.
  bool is_done() const { return done_ == entries_.size(); }
  std::uint64_t unread_bytes() const;
  /// Then the rest, of which sizes and paths may be looked at meanwhile. Errors, of the first file in the list:
  /// local_file, when it cannot be read; data_rejected, when it has another size now.
  Result<Done> read(const ProgressSink& progress, const std::stop_token& stop);
  /// How far it is; from any thread.
  void report(const ProgressSink& progress) const;

 private:
  void look_up_part();
  void read_files();
  void keep(std::vector<CachedHash>& fresh);
  std::filesystem::path place_of(std::size_t index) const;
  std::string cache_path_of(std::size_t index) const;

  const std::filesystem::path root_;
  const bool is_folder_;
  const std::string cache_root_;
  ManifestEntries& entries_;
  HashCache* const cache_;

  std::vector<char> known_;  ///< of each entry, whether the cache knew it
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  SideBySide threads_;
};

}  // namespace werkbank
