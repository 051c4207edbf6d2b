// Reads files to hash them, one after the other through one buffer, and says which file stood still meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/base/hash_cache.h"
#include "core/base/result.h"
#include "core/base/sha256.h"

namespace werkbank {

struct HashedFile {
  std::uint64_t size = 0;
  Sha256Digest sha256;
  /// Nothing when the file changed while it was read, or had changed less than 2 s before: the clocks of disks are too
  /// coarse to show a further change then (as git does with its index).
  std::optional<FileIdentity> identity;
};

class FileHasher {
 public:
  FileHasher();
  /// The bytes go into `also` as well, where there is one. Error: local_file.
  Result<HashedFile> read(const std::filesystem::path& file, const std::stop_token& stop, Sha256* also = nullptr);

 private:
  Result<HashedFile> read_all(const std::filesystem::path& file, const std::stop_token& stop);
  void add(std::string_view bytes, HashedFile& hashed);

  Sha256 hash_;
  Sha256* also_ = nullptr;
  std::vector<char> buffer_;
};

/// Nothing when there is no such file, or where the system has no identity of files.
std::optional<FileIdentity> file_identity(const std::filesystem::path& file);

}  // namespace werkbank
