// A database that two programs make at the same moment: the second waits until the first has written.
#include "core/jobs/thread_database.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>

#include <QSqlQuery>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace thread_database_test {

constexpr int long_patience_ms = 30'000;

class ThreadDatabaseTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void the_second_writer_waits_until_the_first_has_written();
  void a_writer_that_never_ends_is_waited_for_no_longer_than_said();

 private:
  std::filesystem::path file() const { return path_from_text(folder_->filePath("new.sqlite").toStdString()); }
  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

QSqlError no_preparation(QSqlDatabase&) { return {}; }

bool run(QSqlDatabase& connection, const char* statement) {
  return QSqlQuery(connection).exec(QLatin1String(statement));
}

/// Makes the database, has a thing in it that is not yet written when `begun` is told, and writes it behind `end`.
bool write_until(const std::filesystem::path& file, std::promise<bool> begun, const std::function<void()>& end) {
  ThreadDatabase database(file, long_patience_ms, no_preparation);
  QSqlDatabase connection;
  const bool is_open = !database.connect(connection).isValid();
  const bool is_writing =
      is_open && run(connection, "BEGIN IMMEDIATE") && run(connection, "CREATE TABLE things (number INTEGER)");
  begun.set_value(is_writing);
  end();
  return is_writing && run(connection, "COMMIT");
}

}  // namespace

void ThreadDatabaseTest::init() { folder_ = std::make_unique<QTemporaryDir>(); }

void ThreadDatabaseTest::the_second_writer_waits_until_the_first_has_written() {
  std::promise<void> comes;
  std::atomic_bool is_writing = true;
  std::promise<bool> begun;
  auto has_begun = begun.get_future();
  auto first = std::async(std::launch::async, [&] {
    return write_until(file(), std::move(begun), [&] {
      comes.get_future().wait();
      std::this_thread::sleep_for(std::chrono::milliseconds(200));  // in which the second would give up
      is_writing = false;
    });
  });
  const bool is_held = has_begun.get();
  ThreadDatabase second(file(), long_patience_ms, [&](QSqlDatabase& database) {
    comes.set_value();
    return set_pragma(database, "PRAGMA journal_mode=WAL");
  });
  QSqlDatabase connection;
  const auto error = second.connect(connection);
  const bool has_waited = !is_writing;
  QVERIFY(first.get() && is_held);
  QVERIFY2(!error.isValid(), qPrintable(error.text()));
  QVERIFY(has_waited);
  QVERIFY(run(connection, "INSERT INTO things VALUES (1)"));
  QSqlQuery query(connection);
  QVERIFY(query.exec(QStringLiteral("PRAGMA journal_mode")) && query.next());
  QCOMPARE(query.value(0).toString(), QStringLiteral("wal"));
}

void ThreadDatabaseTest::a_writer_that_never_ends_is_waited_for_no_longer_than_said() {
  std::promise<void> over;
  std::promise<bool> begun;
  auto has_begun = begun.get_future();
  auto first = std::async(std::launch::async,
                          [&] { return write_until(file(), std::move(begun), [&] { over.get_future().wait(); }); });
  const bool is_held = has_begun.get();
  QSqlError error;
  {
    ThreadDatabase second(file(), 100,
                          [](QSqlDatabase& database) { return set_pragma(database, "PRAGMA journal_mode=WAL"); });
    QSqlDatabase connection;
    error = second.connect(connection);
  }
  over.set_value();
  QVERIFY(first.get() && is_held);
  QVERIFY2(is_busy(error), qPrintable(error.text()));
}

}  // namespace thread_database_test

WERKBANK_TEST(thread_database_test::ThreadDatabaseTest);
#include "thread_database_test.moc"
