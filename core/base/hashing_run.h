// Fills in sizes and hashes of the files of a list, on several threads. Private to core/base.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/hash_cache.h"
#include "core/base/manifest_entries.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

class HashingRun {
 public:
  /// `cache` may be null.
  HashingRun(const std::filesystem::path& root, ManifestEntries& entries, HashCache* cache, std::stop_token stop);

  /// Looks up what the cache knows, then reads the rest. `progress` is called from this thread, a few times a second.
  /// Error: local_file, of the first file in the list that cannot be read.
  Result<Done> run(const ProgressSink& progress);

 private:
  void on_threads(const std::function<void()>& work, const ProgressSink& progress);
  void report(const ProgressSink& progress) const;
  void look_up();
  void read_files();
  void keep(std::vector<CachedHash>& fresh);
  void fail(std::size_t index, const Error& error);
  bool is_over() const { return failed_ || stop_.stop_requested(); }
  std::filesystem::path place_of(std::size_t index) const;
  std::string cache_path_of(std::size_t index) const;

  const std::filesystem::path root_;
  const bool is_folder_;
  const std::string cache_root_;
  ManifestEntries& entries_;
  HashCache* const cache_;
  const std::stop_token stop_;

  std::vector<char> known_;  ///< of each entry, whether the cache knew it
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<bool> failed_ = false;

  std::mutex mutex_;
  std::condition_variable finished_;
  std::size_t working_ = 0;  ///< threads
  std::size_t failed_at_ = 0;
  std::optional<Error> error_;
};

}  // namespace werkbank
