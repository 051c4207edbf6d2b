// Werkbank's own memory of jobs: one SQLite database (WAL, full sync) and, beside it, what was read of each job's
// files. Can be killed at any moment and opened by two programs at once (the window and werkbank-cli).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/jobs/job_record.h"

namespace werkbank {

class JobReadings;

class JobStore {
 public:
  /// Opens or makes the database `folder`/jobs.sqlite. Error: store_broken (also when made by a newer Werkbank).
  static Result<std::shared_ptr<JobStore>> open(const std::filesystem::path& folder);
  virtual ~JobStore();

  /// Adds or replaces the record of this uuid, whatever another program wrote since it was loaded: see change().
  virtual Result<Done> save(const JobRecord& record) = 0;
  /// Loads the record, lets `edit` change it and saves it when `edit` gives true, with no other thread or program in
  /// between. Gives the record as it is then stored. `edit` must not call the store. Error: job_unknown.
  virtual Result<JobRecord> change(const std::string& uuid, const std::function<bool(JobRecord&)>& edit) = 0;
  /// The right to send this job, for one thread of one program at a time: null while another holds it. It ends with the
  /// last copy of the pointer, and when the program is killed.
  virtual std::shared_ptr<void> claim(const std::string& uuid) = 0;
  /// Error: job_unknown.
  virtual Result<JobRecord> load(const std::string& uuid) const = 0;
  /// `start` may be the first characters of a uuid, when only one job has them. Error: job_unknown.
  virtual Result<JobRecord> find(const std::string& start) const = 0;
  /// Newest first.
  virtual Result<std::vector<JobRecord>> all() const = 0;
  /// With what was kept of its files.
  virtual Result<Done> remove(const std::string& uuid) = 0;

  /// Appends `bytes` to the kept copy of a job's file when `offset` is where that copy ends; else does nothing and is
  /// ok. Paths are those that is_watched_file() knows; another one does nothing. A copy grows to
  /// 4 GiB at most. Error: job_unknown, local_disk_full, local_file.
  virtual Result<Done> append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                              const std::string& bytes) = 0;
  /// Forgets the kept copy of a file that was begun anew.
  virtual Result<Done> restart(const std::string& uuid, const std::string& path) = 0;
  /// How far each kept file goes: the offsets of the next poll.
  virtual Result<std::map<std::string, std::uint64_t>> offsets(const std::string& uuid) const = 0;
  /// The kept bytes of a file from `offset`, at most `limit`.
  virtual Result<std::string> bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                                    std::uint64_t limit) const = 0;

  /// The kept copy of the job's log, to be read by windows: it may be far too large for bytes(). It may not be there
  /// yet, it grows, and it may be begun anew. Empty: nowhere.
  virtual std::filesystem::path log_file(const std::string& /*uuid*/) const { return {}; }
  /// The file in which the samples that were read of them may be kept for the next start; empty: nowhere.
  virtual std::filesystem::path samples_file(const std::string& /*uuid*/) const { return {}; }

  /// What was read of those files while this program runs. For core/jobs alone: see view_of().
  JobReadings& readings() const { return *readings_; }

 protected:
  JobStore();

 private:
  std::unique_ptr<JobReadings> readings_;
};

}  // namespace werkbank
