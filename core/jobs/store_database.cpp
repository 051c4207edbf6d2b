#include "core/jobs/store_database.h"

#include <array>
#include <cstdlib>
#include <utility>

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

/// Each brings the tables one version further; never change one that was released.
constexpr std::array migrations = {
    "CREATE TABLE jobs (uuid TEXT PRIMARY KEY NOT NULL, created_at REAL NOT NULL, factory TEXT NOT NULL, "
    "phase TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID",
};

QSqlError keep_safe(QSqlDatabase& database) {
  // WAL lets one program read while another writes; FULL keeps what was committed through a loss of power.
  auto error = set_pragma(database, "PRAGMA journal_mode=WAL");
  return error.isValid() ? error : set_pragma(database, "PRAGMA synchronous=FULL");
}

}  // namespace

StoreDatabase::StoreDatabase(std::filesystem::path file) : file_(file), threads_(std::move(file), 20'000, keep_safe) {}

Error StoreDatabase::broken(const QSqlError& error) const {
  const std::string detail =
      path_text(file_) + ": " + error.text().toStdString() + " (" + error.nativeErrorCode().toStdString() + ')';
  if (is_full(error)) {
    return {ErrorCode::local_disk_full,
            Message(WERKBANK_TEXT("jobs",
                                  "The disk of this computer is full, so Werkbank cannot keep its list of jobs. Free "
                                  "some space and try again.")),
            detail};
  }
  return {ErrorCode::store_broken,
          Message(WERKBANK_TEXT("jobs",
                                "Werkbank's own list of jobs (%1) cannot be read or written. Look whether you may "
                                "write there and whether the disk works, then start Werkbank again."),
                  {path_text(file_)}),
          detail};
}

Result<std::vector<StoreDatabase::Row>> StoreDatabase::run(const char* statement, const std::vector<QVariant>& values) {
  QSqlDatabase database;
  if (const auto error = threads_.connect(database); error.isValid()) return broken(error);
  QSqlQuery query(database);
  query.setForwardOnly(true);
  const auto failed = [&] { return broken(query.lastError()); };
  if (!query.prepare(QLatin1String(statement))) return failed();
  for (const auto& value : values) query.addBindValue(value);
  if (!query.exec()) return failed();
  std::vector<Row> rows;
  while (query.next()) {
    Row row;
    const int columns = query.record().count();
    for (int i = 0; i < columns; ++i) row.push_back(query.value(i).toString().toStdString());
    rows.push_back(std::move(row));
  }
  if (query.lastError().isValid()) return failed();
  return rows;
}

Result<Done> StoreDatabase::prepare() {
  return alone<Done>([this] { return migrate(); });
}

Result<Done> StoreDatabase::migrate() {
  WERKBANK_TRY(const auto rows, run("PRAGMA user_version"));
  const int version = rows.empty() || rows.front().empty() ? -1 : std::atoi(rows.front().front().c_str());
  const int newest = static_cast<int>(migrations.size());
  if (version < 0 || version > newest) {
    return Error{ErrorCode::store_broken,
                 Message(WERKBANK_TEXT("jobs",
                                       "The list of jobs on this computer was made by a newer Werkbank. Install the "
                                       "newest Werkbank; your jobs are safe.")),
                 "schema version " + std::to_string(version)};
  }
  for (int step = version; step < newest; ++step) {
    WERKBANK_CHECK(run(migrations[static_cast<std::size_t>(step)]));
    const std::string mark = "PRAGMA user_version=" + std::to_string(step + 1);
    WERKBANK_CHECK(run(mark.c_str()));
  }
  return Done{};
}

}  // namespace werkbank
