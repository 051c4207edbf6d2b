#include "core/jobs/job_store.h"

#include <algorithm>
#include <system_error>

#include <QLockFile>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/jobs/job_readings.h"
#include "core/jobs/kept_files.h"
#include "core/jobs/store_database.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

Error unknown_job(const std::string& uuid) {
  return {ErrorCode::job_unknown,
          Message(WERKBANK_TEXT("jobs",
                                "Werkbank has no job \"%1\" on this computer. Look in the list of jobs for its name."),
                  {uuid})};
}

QString text(const std::string& value) { return QString::fromStdString(value); }

class SqliteJobStore : public JobStore {
 public:
  explicit SqliteJobStore(const fs::path& folder)
      : locks_(folder / "locks"), database_(folder / "jobs.sqlite"), files_(folder / "jobs") {}

  Result<Done> prepare() {
    WERKBANK_CHECK(make_folders(locks_));
    return database_.prepare();
  }

  Result<Done> save(const JobRecord& record) override;
  Result<JobRecord> change(const std::string& uuid, const std::function<bool(JobRecord&)>& edit) override;
  std::shared_ptr<void> claim(const std::string& uuid) override;
  Result<JobRecord> load(const std::string& uuid) const override;
  Result<JobRecord> find(const std::string& start) const override;
  Result<std::vector<JobRecord>> all() const override;
  Result<Done> remove(const std::string& uuid) override;

  Result<Done> append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                      const std::string& bytes) override;
  Result<Done> restart(const std::string& uuid, const std::string& path) override;
  Result<std::map<std::string, std::uint64_t>> offsets(const std::string& uuid) const override;
  Result<std::string> bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                            std::uint64_t limit) const override;
  fs::path log_file(const std::string& uuid) const override;
  fs::path samples_file(const std::string& uuid) const override;

 private:
  Result<Done> must_know(const std::string& uuid) const;

  fs::path locks_;
  mutable StoreDatabase database_;
  KeptFiles files_;
};

Result<Done> SqliteJobStore::save(const JobRecord& record) {
  if (!is_uuid(record.uuid)) return unknown_job(record.uuid);
  WERKBANK_CHECK(
      database_.run("INSERT INTO jobs (uuid, created_at, factory, phase, record) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (uuid) DO UPDATE SET created_at = excluded.created_at, factory = excluded.factory, "
                    "phase = excluded.phase, record = excluded.record",
                    {text(record.uuid), record.created_at, text(record.factory), text(phase_code(record.phase)),
                     text(record_to_json(record))}));
  return Done{};
}

Result<JobRecord> SqliteJobStore::change(const std::string& uuid, const std::function<bool(JobRecord&)>& edit) {
  return database_.alone<JobRecord>([&]() -> Result<JobRecord> {
    WERKBANK_TRY(const auto before, load(uuid));
    auto after = before;
    if (!edit(after)) return before;
    after.uuid = uuid;
    WERKBANK_CHECK(save(after));
    return after;
  });
}

std::shared_ptr<void> SqliteJobStore::claim(const std::string& uuid) {
  if (!is_uuid(uuid)) return nullptr;
  auto lock = std::make_shared<QLockFile>(text(path_text(locks_ / (uuid + ".lock"))));
  lock->setStaleLockTime(0);  // a lock ends with its program, not with its age: an upload may take a day
  if (!lock->tryLock(0)) return nullptr;
  return lock;
}

Result<JobRecord> SqliteJobStore::load(const std::string& uuid) const {
  WERKBANK_TRY(const auto rows, database_.run("SELECT record FROM jobs WHERE uuid = ?", {text(uuid)}));
  if (rows.empty()) return unknown_job(uuid);
  return record_from_json(rows.front().front());
}

Result<JobRecord> SqliteJobStore::find(const std::string& start) const {
  const bool possible =
      !start.empty() && start.size() <= 36 && start.find_first_not_of("0123456789abcdef-") == std::string::npos;
  if (!possible) return unknown_job(start);
  WERKBANK_TRY(const auto rows, database_.run("SELECT record FROM jobs WHERE substr(uuid, 1, ?) = ? LIMIT 2",
                                              {static_cast<int>(start.size()), text(start)}));
  if (rows.size() > 1) {
    return Error{
        ErrorCode::job_unknown,
        Message(WERKBANK_TEXT("jobs", "More than one job begins with \"%1\". Give a few more characters."), {start})};
  }
  if (rows.empty()) return unknown_job(start);
  return record_from_json(rows.front().front());
}

Result<std::vector<JobRecord>> SqliteJobStore::all() const {
  WERKBANK_TRY(const auto rows, database_.run("SELECT record FROM jobs ORDER BY created_at DESC, uuid"));
  std::vector<JobRecord> records;
  for (const auto& row : rows) {
    // One record that a newer Werkbank wrote may not hide all the others; load() tells what is wrong with it.
    if (auto record = record_from_json(row.front()); record.ok()) records.push_back(std::move(record).value());
  }
  return records;
}

Result<Done> SqliteJobStore::must_know(const std::string& uuid) const {
  if (!is_uuid(uuid)) return unknown_job(uuid);
  WERKBANK_TRY(const auto rows, database_.run("SELECT 1 FROM jobs WHERE uuid = ?", {text(uuid)}));
  if (rows.empty()) return unknown_job(uuid);
  return Done{};
}

Result<Done> SqliteJobStore::remove(const std::string& uuid) {
  return database_.alone<Done>([&]() -> Result<Done> {
    WERKBANK_CHECK(must_know(uuid));
    WERKBANK_CHECK(database_.run("DELETE FROM jobs WHERE uuid = ?", {text(uuid)}));
    return files_.remove(uuid);
  });
}

Result<Done> SqliteJobStore::append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                                    const std::string& bytes) {
  // The database is the lock: without it two programs could each find the copy at `offset` and both add to it.
  return database_.alone<Done>([&]() -> Result<Done> {
    WERKBANK_CHECK(must_know(uuid));
    return files_.append(uuid, path, offset, bytes);
  });
}

Result<Done> SqliteJobStore::restart(const std::string& uuid, const std::string& path) {
  return database_.alone<Done>([&]() -> Result<Done> {
    WERKBANK_CHECK(must_know(uuid));
    return files_.restart(uuid, path);
  });
}

Result<std::map<std::string, std::uint64_t>> SqliteJobStore::offsets(const std::string& uuid) const {
  if (!is_uuid(uuid)) return unknown_job(uuid);
  return files_.sizes(uuid);
}

Result<std::string> SqliteJobStore::bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                                          std::uint64_t limit) const {
  if (!is_uuid(uuid)) return unknown_job(uuid);
  return files_.bytes(uuid, path, offset, limit);
}

fs::path SqliteJobStore::log_file(const std::string& uuid) const {
  return is_uuid(uuid) ? files_.file_of(uuid, "logs/job.log") : fs::path();
}

fs::path SqliteJobStore::samples_file(const std::string& uuid) const {
  return is_uuid(uuid) ? files_.folder_of(uuid) / "samples.sqlite" : fs::path();
}

}  // namespace

JobStore::JobStore() : readings_(std::make_unique<JobReadings>()) {}
JobStore::~JobStore() = default;

Result<std::shared_ptr<JobStore>> JobStore::open(const fs::path& folder) {
  std::error_code error;
  const bool was_there = fs::exists(folder, error);
  WERKBANK_CHECK(make_folders(folder));
  // Titles, paths and logs are nobody else's business.
  if (!was_there) fs::permissions(folder, fs::perms::owner_all, error);
  auto store = std::make_shared<SqliteJobStore>(folder);
  WERKBANK_CHECK(store->prepare());
  return std::shared_ptr<JobStore>(std::move(store));
}

}  // namespace werkbank
