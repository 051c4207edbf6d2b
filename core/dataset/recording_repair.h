// What can be repaired in the table of a folder of recordings without a guess, and a copy of that folder in which it
// is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/dataset/data_repair.h"
#include "core/dataset/table_repair.h"

namespace werkbank {

class RecordingRepairs : public DataRepairs {
 public:
  /// Errors: local_file; data_rejected as of TableRepairs::find(), and where a recording has a name that cannot be
  /// written down in UTF-8. Without a table there is nothing to repair.
  static Result<RecordingRepairs> find(const DataItem& item, const std::filesystem::path& folder,
                                       const ProgressSink& progress, const std::stop_token& stop);

  const std::vector<RepairLine>& lines() const override { return lines_; }
  const std::filesystem::path& data() const override { return folder_; }
  std::string ending() const override { return {}; }
  /// The copy holds all files of the folder, not only the table.
  Result<Done> write(const std::filesystem::path& copy, const ProgressSink& progress,
                     const std::stop_token& stop) const override;

 private:
  struct File {
    std::string name;
    std::uint64_t bytes = 0;
  };
  Result<Done> list_others(const std::stop_token& stop);
  Result<Done> copy_others(const std::filesystem::path& place, const ProgressSink& progress,
                           const std::stop_token& stop) const;

  std::filesystem::path folder_;
  std::string table_;  ///< where it lies below the folder
  std::vector<TableRepairs> repairs_;
  std::vector<File> others_;
  std::uint64_t bytes_ = 0;  ///< of the others
  std::vector<RepairLine> lines_;
};

}  // namespace werkbank
