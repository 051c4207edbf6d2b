// The copies of a job's files that are kept beside the database. The size of a copy is the offset of the next poll, so
// that a kill between writing and recording cannot make them disagree. Private to core/jobs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/result.h"

namespace werkbank {

/// Keeps those that is_watched_file() knows; another path does nothing.
class KeptFiles {
 public:
  /// `folder` holds one folder a job.
  explicit KeptFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_of(const std::string& uuid) const { return folder_ / uuid; }
  /// Of a kept path, whether it is there or not.
  std::filesystem::path file_of(const std::string& uuid, const std::string& path) const;

  /// Adds `bytes` and brings them to the disk when the copy ends at `offset`. Only one thread or program at a time.
  Result<Done> append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                      const std::string& bytes) const;
  Result<Done> restart(const std::string& uuid, const std::string& path) const;
  std::map<std::string, std::uint64_t> sizes(const std::string& uuid) const;
  /// Nothing when there is no copy.
  Result<std::string> bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                            std::uint64_t limit) const;
  Result<Done> remove(const std::string& uuid) const;

 private:
  /// Adds the records and the samples that are kept in one folder of the job's: "" or a variant's.
  void add_sizes(const std::string& uuid, const std::string& folder, std::map<std::string, std::uint64_t>& found) const;
  std::filesystem::path folder_;
};

}  // namespace werkbank
