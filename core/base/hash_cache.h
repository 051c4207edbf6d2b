// What is known of files that were read before, so that a second look at the same data need not read it all again; and
// of data sets that were sent, so that nobody need ask what an earlier version holds. A cache saves reading and decides
// nothing: who sends a file checks what it reads against the hash, and the factory reads back all that it has.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/sha256.h"

namespace werkbank {

/// A file whose identity is as it was has the content that it had: every write changes the time of change.
struct FileIdentity {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  std::int64_t changed_ns = 0;   ///< of the content or of what is known about it; modified_ns where a system has none
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  bool operator==(const FileIdentity&) const = default;
};

struct CachedHash {
  std::string path;  ///< as cache_path() gives it
  FileIdentity identity;
  std::optional<Sha256Digest> sha256;
};

/// A version of a data set that was sent.
struct SentVersion {
  std::string name;  ///< "wine@0123456789abcdef": another content has another name
  std::string list;  ///< what is in it, in the words of who sent it
};

/// The name by which a cache knows a file or folder: absolute, without "." and "..", with '/' but for none at the end.
std::string cache_path(const std::filesystem::path& path);

/// Safe to use from several threads. There are no errors: a cache that cannot be read or written knows nothing.
class HashCache {
 public:
  HashCache() = default;
  virtual ~HashCache() = default;
  HashCache(const HashCache&) = delete;
  HashCache& operator=(const HashCache&) = delete;

  /// Fills in the hash of every file that is known with this very identity. Quickest in the order of the paths.
  virtual void find(std::vector<CachedHash>& files) = 0;
  /// Keeps the hashes of these files, in place of what was known of them.
  virtual void keep(const std::vector<CachedHash>& files) = 0;
  /// Forgets the file `root`, or all that is under it.
  virtual void forget(const std::filesystem::path& root) = 0;

  /// The version of the data set `dataset` ("wine") that was kept last; one without a name where none is known.
  virtual SentVersion last_sent(const std::string& /*dataset*/) { return {}; }
  virtual void keep_sent(const std::string& /*dataset*/, const SentVersion& /*version*/) {}
};

}  // namespace werkbank
