// The SQLite database of the job store, and nothing but statements.
// Private to core/jobs.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <QSqlError>
#include <QVariant>

#include "core/base/result.h"
#include "core/jobs/thread_database.h"

namespace werkbank {

class StoreDatabase {
 public:
  explicit StoreDatabase(std::filesystem::path file);

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
  Result<Done> migrate();
  Error broken(const QSqlError& error) const;

  std::filesystem::path file_;
  ThreadDatabase threads_;
};

}  // namespace werkbank
