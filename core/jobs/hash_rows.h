// The rows of the hash store, and its statements. Private to core/jobs.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <QSqlDatabase>
#include <QSqlError>

#include "core/base/hash_cache.h"

namespace werkbank {

using Day = std::int64_t;  ///< since 1970

class HashRows {
 public:
  /// Makes the tables in a new database. An error that is_damaged() when there is something else in it.
  static QSqlError prepare(QSqlDatabase& database);

  explicit HashRows(QSqlDatabase database) : database_(std::move(database)) {}

  /// Fills in what is known. Those of them that were kept before the day `old` are also put into `aged`.
  QSqlError find(std::vector<CachedHash>& files, Day old, std::vector<CachedHash>& aged);
  QSqlError keep(const std::vector<CachedHash>& files, Day today);
  QSqlError forget(const std::string& path);
  /// Whether there is room under `most_bytes`, once the oldest rows have gone where that was needed.
  QSqlError make_room(std::uint64_t most_bytes, Day today, bool& is_room);

  /// Reads all of it to see whether it is damaged.
  bool is_whole();

  /// Runs `work` as one change, seen by others whole or not at all.
  template <typename Work>
  QSqlError as_one(Work work) {
    if (auto error = run("BEGIN IMMEDIATE"); error.isValid()) return error;
    auto error = work();
    if (!error.isValid()) error = run("COMMIT");
    if (error.isValid()) static_cast<void>(run("ROLLBACK"));
    return error;
  }

 private:
  QSqlError look(bool& is_new);
  QSqlError run(const char* statement);
  QSqlError number(const char* statement, std::int64_t& value);
  QSqlError find_in_folder(std::span<CachedHash> files, Day old, std::vector<CachedHash>& aged);

  QSqlDatabase database_;
};

}  // namespace werkbank
