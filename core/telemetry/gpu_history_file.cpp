#include "core/telemetry/gpu_history_file.h"

#include <cstring>
#include <optional>
#include <type_traits>
#include <vector>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include "core/base/uuid.h"

namespace werkbank {
namespace {

// Pieces are written as they lie in memory. Raise this when one of those structures, or what it means, changes.
constexpr const char* version = "2";
constexpr std::size_t most_series = 4096;

QByteArray as_bytes(const std::string& text) { return {text.data(), static_cast<qsizetype>(text.size())}; }
std::string text_of(const QVariant& value) { return value.toByteArray().toStdString(); }

QByteArray as_view(std::string_view bytes) {
  return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

/// A connection of its own for as long as it takes: Qt wants one a thread, and readers come from any.
class Connection {
 public:
  Connection(const std::filesystem::path& file, bool may_make) : name_(QString::fromStdString(new_uuid())) {
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name_);
    database.setDatabaseName(QString::fromStdU16String(file.u16string()));
    database.setConnectOptions(may_make ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000")
                                        : QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000;QSQLITE_OPEN_READONLY"));
    open_ = database.open();
  }
  ~Connection() { QSqlDatabase::removeDatabase(name_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool is_open() const { return open_; }
  QSqlQuery query() const {
    QSqlQuery query(QSqlDatabase::database(name_, false));
    query.setForwardOnly(true);
    return query;
  }
  bool run(const char* statement) const { return query().exec(QString::fromLatin1(statement)); }

 private:
  QString name_;
  bool open_ = false;
};

std::optional<std::string> generation_in(const Connection& connection) {
  auto query = connection.query();
  if (!query.exec(QStringLiteral("SELECT version, generation FROM about")) || !query.next()) return {};
  if (text_of(query.value(0)) != version) return {};
  return text_of(query.value(1));
}

constexpr const char* tables[] = {
    "CREATE TABLE about (version TEXT, generation TEXT)",
    "CREATE TABLE files (path BLOB PRIMARY KEY, read INTEGER, last BLOB, tail BLOB, overlong INTEGER, columns BLOB, "
    "skipped INTEGER)",
    "CREATE TABLE series (path BLOB, number INTEGER, key BLOB, host BLOB, uuid BLOB, gpu INTEGER, name BLOB, head "
    "BLOB, "
    "PRIMARY KEY (path, number))",
    "CREATE TABLE pieces (path BLOB, number INTEGER, level INTEGER, piece INTEGER, data BLOB, "
    "PRIMARY KEY (path, number, level, piece))",
};

bool begin_anew(const Connection& connection) {
  for (const char* name : {"about", "files", "series", "pieces"}) {
    if (!connection.query().exec(QStringLiteral("DROP TABLE IF EXISTS ") + QLatin1String(name))) return false;
  }
  for (const char* table : tables) {
    if (!connection.run(table)) return false;
  }
  return true;
}

template <typename... Values>
bool write(QSqlQuery& query, const Values&... values) {
  int place = 0;
  (query.bindValue(place++, values), ...);
  return query.exec();
}

bool read_files(const Connection& connection, std::map<std::string, ReadSamples>& files) {
  auto query = connection.query();
  if (!query.exec(QStringLiteral("SELECT path, read, last, tail, overlong, columns, skipped FROM files"))) return false;
  while (query.next()) {
    auto& file = files[text_of(query.value(0))];
    file.offset = query.value(1).toULongLong();
    file.last_bytes = text_of(query.value(2));
    file.state.tail = text_of(query.value(3));
    file.state.overlong = query.value(4).toBool();
    for (const char column : text_of(query.value(5))) {
      if (column < 0 || column > static_cast<char>(GpuCsvReader::Column::clock)) return false;
      file.state.columns.push_back(static_cast<GpuCsvReader::Column>(column));
    }
    file.state.skipped = query.value(6).toULongLong();
  }
  return true;
}

/// The pieces come in their order, then each head, which says whether they are whole.
bool read_series(const Connection& connection, std::map<std::string, ReadSamples>& files) {
  auto series = connection.query();
  if (!series.exec(QStringLiteral("SELECT path, number, key, host, uuid, gpu, name, head FROM series "
                                  "ORDER BY path, number"))) {
    return false;
  }
  std::map<std::string, std::vector<std::string>> heads;
  while (series.next()) {
    const auto path = text_of(series.value(0));
    const auto found = files.find(path);
    if (found == files.end()) return false;
    auto& all = found->second.state.series;
    if (series.value(1).toULongLong() != all.size() || all.size() >= most_series) return false;
    found->second.state.by_gpu.emplace(text_of(series.value(2)), all.size());
    all.push_back(
        {text_of(series.value(3)), text_of(series.value(4)), series.value(5).toInt(), text_of(series.value(6)), {}});
    heads[path].push_back(text_of(series.value(7)));
  }
  auto pieces = connection.query();
  if (!pieces.exec(
          QStringLiteral("SELECT path, number, level, data FROM pieces ORDER BY path, number, level, piece"))) {
    return false;
  }
  while (pieces.next()) {
    const auto found = files.find(text_of(pieces.value(0)));
    const auto number = pieces.value(1).toULongLong();
    if (found == files.end() || number >= found->second.state.series.size()) return false;
    const QByteArray data = pieces.value(3).toByteArray();
    const std::string_view bytes(data.constData(), static_cast<std::size_t>(data.size()));
    if (!found->second.state.series[number].samples.add_piece(pieces.value(2).toInt(), bytes)) return false;
  }
  for (auto& [path, file] : files) {
    auto& state = file.state;
    for (std::size_t i = 0; i < state.series.size(); ++i) {
      if (!state.series[i].samples.set_head(heads[path][i])) return false;
    }
  }
  return true;
}

bool keep_series(const Connection& connection, const QByteArray& path, const GpuCsvReader::State& state, bool all) {
  std::vector<std::string> keys(state.series.size());
  for (const auto& [key, place] : state.by_gpu) keys[place] = key;
  auto series = connection.query();
  auto pieces = connection.query();
  auto rest = connection.query();
  if (!rest.prepare(QStringLiteral("DELETE FROM pieces WHERE path=? AND number=? AND level=? AND piece>=?")) ||
      !series.prepare(QStringLiteral("INSERT OR REPLACE INTO series VALUES (?,?,?,?,?,?,?,?)")) ||
      !pieces.prepare(QStringLiteral("INSERT OR REPLACE INTO pieces VALUES (?,?,?,?,?)"))) {
    return false;
  }
  for (std::size_t i = 0; i < state.series.size(); ++i) {
    const auto& one = state.series[i];
    const auto number = static_cast<qulonglong>(i);
    if (!write(series, path, number, as_bytes(keys[i]), as_bytes(one.host), as_bytes(one.uuid), one.index,
               as_bytes(one.name), as_bytes(one.samples.head()))) {
      return false;
    }
    for (int level = 0; level < GpuHistory::piece_levels; ++level) {
      const std::size_t count = one.samples.piece_count(level);
      for (std::size_t piece = all ? 0 : one.samples.first_changed_piece(level); piece < count; ++piece) {
        const auto data = as_view(one.samples.piece(level, piece));
        if (!write(pieces, path, number, level, static_cast<qulonglong>(piece), data)) return false;
      }
      if (!all && !write(rest, path, number, level, static_cast<qulonglong>(count))) return false;
    }
  }
  for (const char* table : {"series", "pieces"}) {  // a file that was begun anew may have fewer
    const auto statement = QStringLiteral("DELETE FROM %1 WHERE path=? AND number>=?").arg(QLatin1String(table));
    if (!all && (!rest.prepare(statement) || !write(rest, path, static_cast<qulonglong>(keys.size())))) return false;
  }
  return true;
}

bool keep_file(const Connection& connection, const std::string& name, const ReadSamples& read, bool all) {
  const QByteArray path = as_bytes(name);
  QByteArray columns;
  for (const auto column : read.state.columns) columns += static_cast<char>(column);
  auto query = connection.query();
  return query.prepare(QStringLiteral("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?)")) &&
         write(query, path, static_cast<qulonglong>(read.offset), as_bytes(read.last_bytes), as_bytes(read.state.tail),
               read.state.overlong, columns, static_cast<qulonglong>(read.state.skipped)) &&
         keep_series(connection, path, read.state, all);
}

bool forget_others(const Connection& connection, const std::map<std::string, ReadSamples>& files) {
  auto query = connection.query();
  if (!query.exec(QStringLiteral("SELECT path FROM files"))) return false;
  std::vector<std::string> others;
  while (query.next()) {
    const auto path = text_of(query.value(0));
    if (!files.contains(path)) others.push_back(path);
  }
  for (const auto& path : others) {
    for (const char* table : {"files", "series", "pieces"}) {
      const auto statement = QStringLiteral("DELETE FROM %1 WHERE path=?").arg(QLatin1String(table));
      if (!query.prepare(statement) || !write(query, as_bytes(path))) return false;
    }
  }
  return true;
}

}  // namespace

std::map<std::string, ReadSamples> GpuHistoryFile::load() {
  generation_.clear();
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return {};
  const Connection connection(file_, false);
  // One moment of the file, also while another program writes.
  if (!connection.is_open() || !connection.run("BEGIN")) return {};
  const auto generation = generation_in(connection);
  std::map<std::string, ReadSamples> files;
  if (!generation || !read_files(connection, files) || !read_series(connection, files)) return {};
  generation_ = *generation;
  return files;
}

bool GpuHistoryFile::keep(const std::map<std::string, ReadSamples>& files) {
  if (file_.empty()) return false;
  if (write_all(files)) return true;
  // What cannot be written, or is damaged, is worth nothing.
  generation_.clear();
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
  return false;
}

bool GpuHistoryFile::write_all(const std::map<std::string, ReadSamples>& files) {
  const Connection connection(file_, true);
  if (!connection.is_open()) return false;
  // A piece in one read instead of four. Only a file that is new takes it.
  if (!connection.run("PRAGMA page_size=65536")) return false;
  // It can be made anew: no waiting for the disk.
  if (!connection.run("PRAGMA synchronous=OFF") || !connection.run("BEGIN IMMEDIATE")) return false;
  const auto there = generation_in(connection);
  const bool all = !there || generation_.empty() || *there != generation_;
  if (all && !begin_anew(connection)) return false;
  if (!forget_others(connection, files) || !connection.run("DELETE FROM about")) return false;
  auto about = connection.query();
  const auto generation = new_uuid();
  if (!about.prepare(QStringLiteral("INSERT INTO about VALUES (?,?)")) ||
      !write(about, QByteArray(version), as_bytes(generation))) {
    return false;
  }
  for (const auto& [path, read] : files) {
    if (!keep_file(connection, path, read, all)) return false;
  }
  if (!connection.run("COMMIT")) return false;
  generation_ = generation;
  return true;
}

}  // namespace werkbank
