// What Werkbank can repair by itself in data of one of the forms that it knows, and a copy in which it is. The person's
// own data is never written to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/dataset/data_check.h"

namespace werkbank {

/// One thing that is different in the copy.
struct RepairLine {
  Message sentence;
  std::string column;       ///< of a table; empty when it concerns the whole
  std::uint64_t count = 0;  ///< how often
  std::string before;       ///< an example; empty when there is nothing to show
  std::string after;
};

class DataRepairs {
 public:
  virtual ~DataRepairs() = default;
  virtual const std::vector<RepairLine>& lines() const = 0;
  /// What the copy is made of: a file or a folder.
  virtual const std::filesystem::path& data() const = 0;
  /// How the name of a copy ends, ".csv" for instance; empty for a folder.
  virtual std::string ending() const = 0;
  /// Makes the copy and reads it back: it is there whole or not at all. Errors: local_file, also when there is
  /// something of that name already; local_disk_full; data_rejected when the data was written to since it was looked
  /// at, or does not read back as it was meant.
  virtual Result<Done> write(const std::filesystem::path& copy, const ProgressSink& progress,
                             const std::stop_token& stop) const = 0;
};

/// Null when no data of this form is repaired.
using FoundRepairs = std::shared_ptr<const DataRepairs>;

inline Error cannot_repair(Message why) { return {ErrorCode::data_rejected, std::move(why), {}}; }

/// Whether something was found in the data that a repair may take away.
bool may_be_repaired(const DataItem& item, const DataReport& report);

/// Of what check_data() looks at in `data`. Errors: local_file; data_rejected where nothing can be repaired, because
/// the data as such cannot be read.
Result<FoundRepairs> find_repairs(const DataItem& item, const std::filesystem::path& data,
                                  const ParameterValues& values, const ProgressSink& progress,
                                  const std::stop_token& stop);

/// A name for the copy, beside the person's own data, that nothing has yet: "orders-repaired.csv". `word` is its
/// "repaired".
std::filesystem::path name_of_copy(const DataRepairs& repairs, const std::string& word);

/// Makes `copy` under another name first: `fill` writes all of it, where it is told, and when that fails nothing is
/// left. Error: local_file, when there is something of that name already; else what `fill` says.
Result<Done> make_whole(const std::filesystem::path& copy,
                        const std::function<Result<Done>(const std::filesystem::path&)>& fill);

/// Of a file, as it was read: another one once somebody writes to it.
struct FileState {
  std::uint64_t bytes = 0;
  std::filesystem::file_time_type written;
  bool operator==(const FileState&) const = default;
};
/// Error: local_file.
Result<FileState> state_of(const std::filesystem::path& file);

/// Why no copy was made of data that was written to in between.
Error changed_meanwhile(const std::filesystem::path& data);

}  // namespace werkbank
