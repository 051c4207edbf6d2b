// The SQLite database of the job store: one connection a thread, closed with the thread, and nothing but statements.
// Private to core/jobs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QSqlDatabase>
#include <QVariant>

#include "core/base/result.h"

namespace werkbank {

class StoreDatabase {
 public:
  explicit StoreDatabase(std::filesystem::path file);
  ~StoreDatabase();
  StoreDatabase(const StoreDatabase&) = delete;
  StoreDatabase& operator=(const StoreDatabase&) = delete;

  /// Makes the tables, or brings them up to date. Error: store_broken, also when made by a newer Werkbank.
  Result<Done> prepare();

  using Row = std::vector<std::string>;
  /// Runs one statement; gives the rows of its answer. Errors: store_broken, local_disk_full.
  Result<std::vector<Row>> run(const char* statement, const std::vector<QVariant>& values = {});

  /// Runs `work` while no other thread or program can write: commits when it is ok, else takes everything back.
  template <typename T>
  Result<T> alone(const std::function<Result<T>()>& work) {
    WERKBANK_CHECK(run("BEGIN IMMEDIATE"));
    auto result = work();
    if (!result.ok()) {
      static_cast<void>(run("ROLLBACK"));
      return result;
    }
    if (auto committed = run("COMMIT"); !committed.ok()) {
      static_cast<void>(run("ROLLBACK"));
      return committed.template as<T>();
    }
    return result;
  }

 private:
  Result<QSqlDatabase> connection();
  Result<Done> open(QSqlDatabase& database);
  Result<Done> migrate();
  Error broken(const QString& said, const QString& number) const;

  std::filesystem::path file_;
  std::uint64_t id_;
  std::shared_ptr<int> alive_;  ///< tells the threads that still have a connection when to close it
};

}  // namespace werkbank
