#include "core/jobs/hash_rows.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include <QByteArray>
#include <QSqlQuery>
#include <QVariant>

#include "core/base/path_parts.h"
#include "core/jobs/thread_database.h"

namespace werkbank {
namespace {

constexpr std::int64_t our_id = 0x57626b48;  // "WbkH"
constexpr std::int64_t version = 1;

// Read in the order of their names, folder by folder, which is how a scan asks. No text: names may be any bytes.
constexpr const char* tables[] = {
    "CREATE TABLE folders (number INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE)",
    "CREATE TABLE files (folder INTEGER NOT NULL, name BLOB NOT NULL, kept INTEGER NOT NULL, facts BLOB NOT NULL, "
    "PRIMARY KEY (folder, name)) WITHOUT ROWID",
    "PRAGMA application_id=1466067784",
    "PRAGMA user_version=1",
};
static_assert(our_id == 1466067784);

QSqlError damaged(const char* words) {
  return {QString(), QString::fromLatin1(words), QSqlError::ConnectionError, QStringLiteral("11")};
}

/// What is kept of one file. The check is over the path too, so that no damage to the database gives a wrong hash.
struct Facts {
  FileIdentity identity;
  Sha256Digest sha256;
  std::uint64_t check = 0;
};
static_assert(sizeof(Facts) == 80);

std::uint64_t check_of(const Facts& facts, std::string_view path, Sha256& hash) {
  hash.add(path);
  hash.add(std::string_view("\0", 1));
  hash.add({reinterpret_cast<const char*>(&facts), offsetof(Facts, check)});
  const auto digest = hash.digest();
  std::uint64_t check = 0;
  std::memcpy(&check, digest.bytes.data(), sizeof check);
  return check;
}

QByteArray bytes_of(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }
std::string_view view_of_bytes(const QByteArray& bytes) {
  return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

/// The files from the first on that lie in one folder, in the order of their names.
std::size_t one_folder(std::span<const CachedHash> files) {
  std::size_t count = 1;
  while (count < files.size() && folder_of(files[count].path) == folder_of(files[0].path) &&
         files[count - 1].path < files[count].path)
    ++count;
  return count;
}

void take(const QByteArray& row, CachedHash& file, Sha256& hash) {
  Facts facts;
  if (static_cast<std::size_t>(row.size()) != sizeof facts) return;
  std::memcpy(&facts, row.constData(), sizeof facts);
  if (facts.identity == file.identity && facts.check == check_of(facts, file.path, hash)) file.sha256 = facts.sha256;
}

QSqlError no_error() { return {}; }

}  // namespace

QSqlError HashRows::run(const char* statement) {
  QSqlQuery query(database_);
  return query.exec(QLatin1String(statement)) ? no_error() : query.lastError();
}

QSqlError HashRows::number(const char* statement, std::int64_t& value) {
  QSqlQuery query(database_);
  if (!query.exec(QLatin1String(statement)) || !query.next()) return query.lastError();
  value = query.value(0).toLongLong();
  return no_error();
}

QSqlError HashRows::prepare(QSqlDatabase& database) {
  // Of a loss of power WAL and NORMAL lose the last rows at most. Small caches: there is one for each thread.
  for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA cache_size=-1000",
                             "PRAGMA journal_size_limit=4194304"}) {
    if (auto error = set_pragma(database, pragma); error.isValid()) return error;
  }
  HashRows rows(database);
  bool is_new = false;
  if (auto error = rows.look(is_new); error.isValid() || !is_new) return error;
  return rows.as_one([&rows] {
    bool is_still_new = false;
    auto error = rows.look(is_still_new);
    for (std::size_t i = 0; !error.isValid() && is_still_new && i < std::size(tables); ++i) error = rows.run(tables[i]);
    return error;
  });
}

QSqlError HashRows::look(bool& is_new) {
  std::int64_t id = 0;
  std::int64_t made_by = 0;
  std::int64_t things = 0;
  if (auto error = number("SELECT COUNT(*) FROM sqlite_master", things); error.isValid()) return error;
  if (auto error = number("PRAGMA application_id", id); error.isValid()) return error;
  if (auto error = number("PRAGMA user_version", made_by); error.isValid()) return error;
  is_new = things == 0 && id == 0 && made_by == 0;
  return is_new || (id == our_id && made_by == version) ? no_error() : damaged("not a store of hashes");
}

bool HashRows::is_whole() {
  QSqlQuery query(database_);
  return query.exec(QStringLiteral("PRAGMA quick_check(1)")) && query.next() && query.value(0).toString() == u"ok";
}

QSqlError HashRows::find(std::vector<CachedHash>& files, Day old, std::vector<CachedHash>& aged) {
  for (std::span<CachedHash> rest(files); !rest.empty();) {
    const auto count = one_folder(rest);
    if (auto error = find_in_folder(rest.first(count), old, aged); error.isValid()) return error;
    rest = rest.subspan(count);
  }
  return no_error();
}

QSqlError HashRows::find_in_folder(std::span<CachedHash> files, Day old, std::vector<CachedHash>& aged) {
  QSqlQuery query(database_);
  query.setForwardOnly(true);
  if (!query.prepare(QStringLiteral("SELECT name, kept, facts FROM files WHERE name BETWEEN ? AND ? AND folder="
                                    "(SELECT number FROM folders WHERE path=?) ORDER BY name")))
    return query.lastError();
  query.addBindValue(bytes_of(name_of(files.front().path)));
  query.addBindValue(bytes_of(name_of(files.back().path)));
  query.addBindValue(bytes_of(folder_of(files.front().path)));
  if (!query.exec()) return query.lastError();
  Sha256 hash;
  auto file = files.begin();
  while (query.next()) {
    const auto name = query.value(0).toByteArray();
    file = std::find_if(file, files.end(), [&name](const auto& f) { return name_of(f.path) >= view_of_bytes(name); });
    if (file == files.end()) break;
    if (name_of(file->path) != view_of_bytes(name)) continue;
    take(query.value(2).toByteArray(), *file, hash);
    if (file->sha256 && query.value(1).toLongLong() < old) aged.push_back(*file);
  }
  return query.lastError();
}

QSqlError HashRows::keep(const std::vector<CachedHash>& files, Day today) {
  QSqlQuery folder(database_);
  QSqlQuery row(database_);
  if (!folder.prepare(QStringLiteral("INSERT OR IGNORE INTO folders (path) VALUES (?)"))) return folder.lastError();
  if (!row.prepare(QStringLiteral("INSERT OR REPLACE INTO files VALUES ((SELECT number FROM folders WHERE path=?), "
                                  "?, ?, ?)")))
    return row.lastError();
  Sha256 hash;
  std::string_view known;
  for (const auto& file : files) {
    if (!file.sha256) continue;
    const auto path = bytes_of(folder_of(file.path));
    if (known != folder_of(file.path)) {
      folder.bindValue(0, path);
      if (!folder.exec()) return folder.lastError();
      known = folder_of(file.path);
    }
    Facts facts{file.identity, *file.sha256};
    facts.check = check_of(facts, file.path, hash);
    row.bindValue(0, path);
    row.bindValue(1, bytes_of(name_of(file.path)));
    row.bindValue(2, static_cast<qlonglong>(today));
    row.bindValue(3, QByteArray(reinterpret_cast<const char*>(&facts), sizeof facts));
    if (!row.exec()) return row.lastError();
  }
  return no_error();
}

QSqlError HashRows::forget(const std::string& path) {
  const auto inside = path.ends_with('/') ? path : path + '/';
  auto behind = inside;
  behind.back() = '/' + 1;
  const auto forget_by = [this](const char* statement, const std::vector<QByteArray>& values) {
    QSqlQuery query(database_);
    if (!query.prepare(QLatin1String(statement))) return query.lastError();
    for (const auto& value : values) query.addBindValue(value);
    return query.exec() ? no_error() : query.lastError();
  };
  auto error = forget_by("DELETE FROM files WHERE folder=(SELECT number FROM folders WHERE path=?) AND name=?",
                         {bytes_of(folder_of(path)), bytes_of(name_of(path))});
  const std::vector<QByteArray> range = {bytes_of(inside), bytes_of(behind)};
  if (!error.isValid())
    error = forget_by("DELETE FROM files WHERE folder IN (SELECT number FROM folders WHERE path>=? AND path<?)", range);
  if (!error.isValid()) error = forget_by("DELETE FROM folders WHERE path>=? AND path<?", range);
  return error;
}

QSqlError HashRows::make_room(std::uint64_t most_bytes, Day today, bool& is_room) {
  std::int64_t bytes = 0;
  auto error = number(
      "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count(), pragma_freelist_count(), "
      "pragma_page_size()",
      bytes);
  is_room = !error.isValid() && static_cast<std::uint64_t>(bytes) < most_bytes;
  if (error.isValid() || is_room) return error;
  std::int64_t rows = 0;
  if (error = number("SELECT COUNT(*) FROM files", rows); error.isValid()) return error;
  QSqlQuery days(database_);
  if (!days.exec(QStringLiteral("SELECT kept, COUNT(*) FROM files GROUP BY kept ORDER BY kept")))
    return days.lastError();
  Day until = -1;
  for (std::int64_t going = 0; going < rows / 4 && days.next() && days.value(0).toLongLong() < today;) {
    until = days.value(0).toLongLong();
    going += days.value(1).toLongLong();
  }
  days.finish();
  if (until < 0) return no_error();
  is_room = true;
  const auto remove = "DELETE FROM files WHERE kept<=" + std::to_string(until);
  if (error = run(remove.c_str()); error.isValid()) return error;
  return run("DELETE FROM folders WHERE NOT EXISTS (SELECT 1 FROM files WHERE folder=folders.number)");
}

}  // namespace werkbank
