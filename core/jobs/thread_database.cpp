#include "core/jobs/thread_database.h"

#include <atomic>
#include <map>
#include <utility>

#include <QSqlQuery>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

/// The connections of one thread.
class ThreadConnections {
 public:
  struct Connection {
    std::weak_ptr<int> database;
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
  void close_those_without_a_database() {
    std::erase_if(connections_, [](const auto& entry) {
      if (!entry.second.database.expired()) return false;
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

/// SQLite's own number; what an extended one adds is of no use here.
int number_of(const QSqlError& error) { return error.isValid() ? error.nativeErrorCode().toInt() & 0xff : 0; }

}  // namespace

bool is_busy(const QSqlError& error) {
  constexpr int busy = 5;  // SQLITE_BUSY
  return number_of(error) == busy;
}

bool is_full(const QSqlError& error) {
  constexpr int full = 13;  // SQLITE_FULL
  return number_of(error) == full;
}

bool is_damaged(const QSqlError& error) {
  constexpr int corrupt = 11;         // SQLITE_CORRUPT
  constexpr int not_a_database = 26;  // SQLITE_NOTADB
  return number_of(error) == corrupt || number_of(error) == not_a_database;
}

QSqlError set_pragma(QSqlDatabase& database, const char* pragma) {
  constexpr int most_writers = 100;  // that come between, one after another
  QSqlQuery query(database);
  for (int writers = 0; !query.exec(QLatin1String(pragma)); ++writers) {
    if (!is_busy(query.lastError()) || writers >= most_writers) return query.lastError();
    for (const char* wait : {"BEGIN IMMEDIATE", "ROLLBACK"}) {
      if (!query.exec(QLatin1String(wait))) return query.lastError();
    }
  }
  return {};
}

ThreadDatabase::ThreadDatabase(std::filesystem::path file, int patience_ms, Prepare prepare)
    : file_(std::move(file)),
      patience_ms_(patience_ms),
      prepare_(std::move(prepare)),
      id_(next_number()),
      alive_(std::make_shared<int>(0)) {}

ThreadDatabase::~ThreadDatabase() {
  alive_.reset();
  connections_of_this_thread().close_those_without_a_database();
}

QSqlError ThreadDatabase::connect(QSqlDatabase& connection) {
  auto& connections = connections_of_this_thread();
  connections.close_those_without_a_database();
  if (const QString name = connections.find(id_); !name.isEmpty()) {
    connection = QSqlDatabase::database(name, false);
    return {};
  }
  const QString name = QStringLiteral("werkbank-%1-%2").arg(id_).arg(next_number());
  connections.add(id_, {alive_, name});
  QSqlError error;
  {
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    error = open(database);
    if (!error.isValid()) {
      connection = database;
      return error;
    }
  }
  connections.forget(id_);
  QSqlDatabase::removeDatabase(name);
  return error;
}

QSqlError ThreadDatabase::open(QSqlDatabase& database) const {
  database.setDatabaseName(QString::fromStdString(path_text(file_)));
  database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patience_ms_));
  if (!database.open()) return database.lastError();
  return prepare_(database);
}

}  // namespace werkbank
