#include "core/jobs/store_database.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <thread>

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

constexpr const char* busy = "5";   // SQLITE_BUSY
constexpr const char* full = "13";  // SQLITE_FULL
constexpr int most_tries = 500;

/// The connections of one thread. SQLite and Qt both want a connection to stay with the thread that made it.
class ThreadConnections {
 public:
  struct Connection {
    std::weak_ptr<int> store;
    QString name;
  };
  ThreadConnections() = default;
  ~ThreadConnections() {
    for (const auto& [id, connection] : connections_) QSqlDatabase::removeDatabase(connection.name);
  }
  ThreadConnections(const ThreadConnections&) = delete;
  ThreadConnections& operator=(const ThreadConnections&) = delete;

  QString find(std::uint64_t id) const {
    const auto found = connections_.find(id);
    return found == connections_.end() ? QString() : found->second.name;
  }
  void add(std::uint64_t id, Connection connection) { connections_[id] = std::move(connection); }
  void forget(std::uint64_t id) { connections_.erase(id); }
  void close_those_without_a_store() {
    std::erase_if(connections_, [](const auto& entry) {
      if (!entry.second.store.expired()) return false;
      QSqlDatabase::removeDatabase(entry.second.name);
      return true;
    });
  }

 private:
  std::map<std::uint64_t, Connection> connections_;
};

ThreadConnections& connections_of_this_thread() {
  thread_local ThreadConnections connections;
  return connections;
}

std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

StoreDatabase::StoreDatabase(std::filesystem::path file)
    : file_(std::move(file)), id_(next_number()), alive_(std::make_shared<int>(0)) {}

StoreDatabase::~StoreDatabase() {
  alive_.reset();
  connections_of_this_thread().close_those_without_a_store();
}

Error StoreDatabase::broken(const QString& said, const QString& number) const {
  const std::string detail = path_text(file_) + ": " + said.toStdString() + " (" + number.toStdString() + ')';
  if (number == QLatin1String(full)) {
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

Result<QSqlDatabase> StoreDatabase::connection() {
  auto& connections = connections_of_this_thread();
  connections.close_those_without_a_store();
  if (const QString name = connections.find(id_); !name.isEmpty()) return QSqlDatabase::database(name, false);
  const QString name = QStringLiteral("werkbank-jobs-%1-%2").arg(id_).arg(next_number());
  connections.add(id_, {alive_, name});
  Result<Done> opened = Done{};
  {
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    opened = open(database);
    if (opened.ok()) return database;
  }
  connections.forget(id_);
  QSqlDatabase::removeDatabase(name);
  return opened.as<QSqlDatabase>();
}

Result<Done> StoreDatabase::open(QSqlDatabase& database) {
  database.setDatabaseName(QString::fromStdString(path_text(file_)));
  database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=20000"));
  if (!database.open()) return broken(database.lastError().text(), database.lastError().nativeErrorCode());
  // WAL lets one program read while another writes; FULL keeps what was committed through a loss of power.
  for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"}) {
    QSqlQuery query(database);
    // Two programs that make the database at the same moment: here SQLite does not wait by itself.
    for (int tries = 0; !query.exec(QLatin1String(pragma)); ++tries) {
      const auto number = query.lastError().nativeErrorCode();
      if (number != QLatin1String(busy) || tries >= most_tries) return broken(query.lastError().text(), number);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  return Done{};
}

Result<std::vector<StoreDatabase::Row>> StoreDatabase::run(const char* statement, const std::vector<QVariant>& values) {
  WERKBANK_TRY(const auto database, connection());
  QSqlQuery query(database);
  query.setForwardOnly(true);
  const auto failed = [&] { return broken(query.lastError().text(), query.lastError().nativeErrorCode()); };
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
