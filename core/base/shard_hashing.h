// Fills in the hashes of a data set that is kept in shards, and those of the files that it was made of: every file is
// read once. Private to core/base.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/file_hasher.h"
#include "core/base/hash_cache.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/shard_layout.h"
#include "core/base/side_by_side.h"

namespace werkbank {

class ShardHashing {
 public:
  /// `originals` are those of `layout`, and `kept` its entries(). `cache` may be null.
  ShardHashing(const std::filesystem::path& root, const ShardLayout& layout, ManifestEntries& originals,
               ManifestEntries& kept, HashCache* cache);

  /// What the cache knows: a shard of which no file has changed. `progress` is called from this thread, a few times a
  /// second, as in read(). Errors, of the first file in the list: data_rejected, when it has another size now.
  Result<Done> look_up(const ProgressSink& progress, const std::stop_token& stop);
  /// In what is to be read yet.
  std::uint64_t unread_bytes() const;
  /// Then the rest, and the hash of the list. Errors, of the first file in the list: local_file; data_rejected, when it
  /// has another size now.
  Result<Done> read(const ProgressSink& progress, const std::stop_token& stop);

 private:
  void report(const ProgressSink& progress) const;
  void look_up_units();
  void look_up_original(std::size_t unit, std::size_t original);
  void look_up_shard(std::size_t unit, const ShardLayout::Shard& shard);
  bool find(std::vector<CachedHash>& files, const std::vector<std::size_t>& originals);
  void read_units();
  bool read_original(std::size_t unit, std::size_t original, FileHasher& hasher);
  bool read_shard(std::size_t unit, const ShardLayout::Shard& shard, FileHasher& hasher);
  /// Into its entry, and into `also` as it comes; what it was then, where it may be kept in the cache.
  Result<std::optional<FileIdentity>> read_file(std::size_t original, FileHasher& hasher, Sha256* also);
  void hash_list();
  void keep(std::vector<CachedHash>& fresh);
  std::filesystem::path place_of(std::size_t original) const;
  std::string cache_path_of(const std::string& path) const;

  const std::filesystem::path root_;
  const std::string cache_root_;
  const ShardLayout& layout_;
  ManifestEntries& originals_;
  ManifestEntries& kept_;
  HashCache* const cache_;

  std::vector<char> known_;  ///< of each kept file
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;  ///< originals
  SideBySide threads_;
};

}  // namespace werkbank
