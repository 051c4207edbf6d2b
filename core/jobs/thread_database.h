// A SQLite database that several threads use: one connection a thread, closed with the thread. SQLite and Qt both want
// a connection to stay with the thread that made it. Private to core/jobs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include <QSqlDatabase>
#include <QSqlError>

namespace werkbank {

class ThreadDatabase {
 public:
  using Prepare = std::function<QSqlError(QSqlDatabase&)>;
  /// `prepare` is called for each new connection. A statement that meets another writer waits `patience_ms` for it, and
  /// so does set_pragma().
  ThreadDatabase(std::filesystem::path file, int patience_ms, Prepare prepare);
  ~ThreadDatabase();
  ThreadDatabase(const ThreadDatabase&) = delete;
  ThreadDatabase& operator=(const ThreadDatabase&) = delete;

  /// Puts this thread's connection into `connection`; a valid error when there is none.
  QSqlError connect(QSqlDatabase& connection);

 private:
  QSqlError open(QSqlDatabase& database) const;

  std::filesystem::path file_;
  int patience_ms_;
  Prepare prepare_;
  std::uint64_t id_;
  std::shared_ptr<int> alive_;  ///< tells the threads that still have a connection when to close it
};

/// Runs a PRAGMA, also while another program makes the same database at this moment. There SQLite does not wait by
/// itself, because a read has become a write; so a write that has nothing to say waits for the other one.
QSqlError set_pragma(QSqlDatabase& database, const char* pragma);

/// Whether another writer was in the way for too long.
bool is_busy(const QSqlError& error);
/// Whether the disk is full.
bool is_full(const QSqlError& error);
/// Whether the file is no database, or a damaged one.
bool is_damaged(const QSqlError& error);

}  // namespace werkbank
