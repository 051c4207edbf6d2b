// What Werkbank keeps at a factory: data sets, the folders of jobs and what broken transfers left; and what room there
// is besides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

enum class StoredKind {
  dataset,        ///< "wine@0123456789abcdef"
  job,            ///< the uuid
  broken_upload,  ///< ".part-...": beside the data sets
  broken_job,     ///< ".part-...": beside the jobs
};

/// "dataset", "job", "broken_upload" or "broken_job": for programs, in scripts and in JSON.
const char* word_of(StoredKind kind);

/// Whether a folder of ours of this kind may be called that: one name, and no way out of the folder that it is in. Any
/// bytes may be in the front part of a data set's name.
bool is_stored_name(StoredKind kind, std::string_view name);

/// One folder there.
struct StoredThing {
  StoredKind kind = StoredKind::dataset;
  std::string name;
  std::uint64_t bytes = 0;             ///< what its files hold
  std::uint64_t files = 0;             ///< files and links
  bool counted_whole = true;           ///< false: a part of it cannot be read, and is not in the numbers
  double used_at = 0;                  ///< unix seconds: the last change in it or in a job that uses it; 0: not known
  std::string dataset = {};            ///< of a job: the data set that it uses; may be empty
  std::vector<std::string> jobs = {};  ///< of a data set: the uuids of those that use it, sorted
  bool has_receipt = false;            ///< of a data set
  std::uint64_t original_files = 0;    ///< of a data set that is kept in shards, as its receipt says; else 0
  std::optional<double> verified_at = {};  ///< of a data set: when it was last found to be what was sent; unix seconds
};

/// One amount of which there is only so much. What is not said is empty.
struct RoomLimit {
  std::uint64_t free = 0;
  std::optional<std::uint64_t> total;
  std::string said_by;  ///< "disk", "quota user"...: for "details"
};

/// What is left in the work folder; of several limits the tightest. Empty: nobody says.
struct Room {
  std::optional<RoomLimit> bytes;
  std::optional<RoomLimit> files;
};

struct Stored {
  std::vector<StoredThing> things;  ///< the largest first
  std::uint64_t left_out = 0;       ///< things beyond the most that are listed
  Room room;
  double at = 0;  ///< unix seconds by the factory's clock
};

/// One thing to be removed for good.
struct Removal {
  StoredKind kind = StoredKind::dataset;
  std::string name;
  std::vector<std::string> unfinished = {};  ///< uuids of the jobs that are not over, as far as the caller knows
  bool even_if_used = false;                 ///< a data set also while jobs that are over use it
};

/// The reasons for which nothing is removed: all of them ErrorCode::usage.
Error not_stored_name(const std::string& name);
Error used_by_unfinished(const std::string& name, const std::string& uuid);
Error used_by_jobs(const std::string& name, std::uint64_t jobs);
Error may_be_under_way(const std::string& name);

/// A left-over in which something was written so short ago may be a transfer that is under way.
constexpr double leftover_rest_seconds = 3600;

/// Gives each data set the jobs that use it and the time of its last use, and puts the largest first.
void complete_stored(std::vector<StoredThing>& things);

}  // namespace werkbank
