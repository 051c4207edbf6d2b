#include "core/jobs/hash_store.h"

#include <functional>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include <QLockFile>

#include "core/base/local_files.h"
#include "core/jobs/hash_rows.h"
#include "core/jobs/sent_lists.h"
#include "core/jobs/thread_database.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr int patience_ms = 5'000;
constexpr Day aged_after = 30;

class HashStore final : public HashCache {
 public:
  HashStore(const fs::path& folder, std::shared_ptr<Clock> clock, std::uint64_t most_bytes)
      : file_(folder / "hashes-1.sqlite"), clock_(std::move(clock)), most_bytes_(most_bytes), database_(opened()) {}

  void find(std::vector<CachedHash>& files) override {
    if (files.empty()) return;
    std::vector<CachedHash> aged;
    const bool found = with_rows([&](HashRows& rows) { return rows.find(files, today() - aged_after, aged); });
    if (found && !aged.empty()) keep(aged);
  }

  void keep(const std::vector<CachedHash>& files) override {
    const std::lock_guard lock(writing_);
    const auto day = today();
    if (full_on_ == day) return;
    with_rows([&](HashRows& rows) {
      return rows.as_one([&] {
        bool is_room = false;
        const auto error = rows.make_room(most_bytes_, day, is_room);
        if (!error.isValid() && !is_room) full_on_ = day;
        return error.isValid() || !is_room ? error : rows.keep(files, day);
      });
    });
  }

  void forget(const fs::path& root) override {
    const std::lock_guard lock(writing_);
    const auto path = cache_path(root);
    const bool forgotten = with_rows([&](HashRows& rows) { return rows.as_one([&] { return rows.forget(path); }); });
    // Rather know nothing than what may be wrong.
    if (!forgotten) begin_anew(current(), Unless::nothing);
  }

  SentVersion last_sent(const std::string& dataset) override { return read_sent(sent_folder() / dataset); }
  void keep_sent(const std::string& dataset, const SentVersion& version) override {
    write_sent(sent_folder() / dataset, version);
  }

 private:
  fs::path sent_folder() const { return file_.parent_path() / "sent"; }

  using Database = std::shared_ptr<ThreadDatabase>;

  Database opened() const { return std::make_shared<ThreadDatabase>(file_, patience_ms, HashRows::prepare); }

  Database current() {
    const std::lock_guard lock(mutex_);
    return database_;
  }

  /// Whether `work` was done. A damaged database is replaced by an empty one; what else is in the way may pass.
  bool with_rows(const std::function<QSqlError(HashRows&)>& work) {
    const auto database = current();
    const auto error = [&] {
      QSqlDatabase connection;
      if (const auto refused = database->connect(connection); refused.isValid()) return refused;
      HashRows rows(connection);
      return work(rows);
    }();
    if (is_damaged(error)) begin_anew(database, Unless::it_is_whole);
    return !error.isValid();
  }

  enum class Unless { it_is_whole, nothing };
  /// Another thread or program may have done so already.
  void begin_anew(const Database& damaged, Unless unless) {
    const std::lock_guard lock(mutex_);
    if (database_ != damaged) return;
    QLockFile alone(QString::fromStdString(path_text(file_) + ".lock"));
    if (!alone.tryLock(patience_ms)) return;
    database_ = opened();
    if (unless == Unless::it_is_whole && is_whole(*database_)) return;
    database_ = opened();
    for (const char* part : {"", "-wal", "-shm"}) {
      std::error_code ignored;
      fs::remove(path_from_text(path_text(file_) + part), ignored);
    }
  }

  static bool is_whole(ThreadDatabase& database) {
    QSqlDatabase connection;
    return !database.connect(connection).isValid() && HashRows(connection).is_whole();
  }

  Day today() const { return static_cast<Day>(clock_->now() / (24 * 60 * 60)); }

  const fs::path file_;
  const std::shared_ptr<Clock> clock_;
  const std::uint64_t most_bytes_;
  std::mutex mutex_;  ///< of database_
  Database database_;
  std::mutex writing_;
  Day full_on_ = -1;
};

}  // namespace

std::shared_ptr<HashCache> open_hash_store(const fs::path& folder, std::shared_ptr<Clock> clock,
                                           std::uint64_t most_bytes) {
  return std::make_shared<HashStore>(folder, std::move(clock), most_bytes);
}

}  // namespace werkbank
