// The samples of one job on this computer's disk, at all their resolutions (SQLite): what was read of its files once
// need not be read again. Only a copy: it is made anew whenever it is lost, damaged, or of another version.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/telemetry/gpu_samples.h"

namespace werkbank {

/// One of the sampler's files, read up to `offset`.
struct ReadSamples {
  std::uint64_t offset = 0;
  std::string last_bytes;  ///< those before `offset`, by which a file that was begun anew is known
  GpuCsvReader::State state;
};

/// For one thread at a time; two programs may have the same file, and the one that kept last wins.
class GpuHistoryFile {
 public:
  /// Nothing is opened or made yet.
  explicit GpuHistoryFile(std::filesystem::path file) : file_(std::move(file)) {}

  /// What was kept, by the path in the job's folder; empty when there is nothing that can be trusted.
  std::map<std::string, ReadSamples> load();
  /// Makes it hold these files and no others. Writes what changed since the readers' last mark_kept(), or all when
  /// another program kept meanwhile. False when it could not be kept: then it is read again the next time.
  bool keep(const std::map<std::string, ReadSamples>& files);

 private:
  bool write_all(const std::map<std::string, ReadSamples>& files);

  std::filesystem::path file_;
  std::string generation_;  ///< of what lies on the disk, when we know it
};

}  // namespace werkbank
