#include "core/jobs/hash_store.h"

#include <chrono>
#include <fstream>
#include <thread>

#include <QCoreApplication>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;
namespace fs = std::filesystem;

namespace hash_store_test {

class HashStoreTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void knows_what_did_not_change();
  void knows_names_of_any_bytes();
  void finds_the_few_among_many();
  void a_second_scan_reads_nothing();
  void forgets_a_file();
  void forgets_a_folder_and_nothing_beside_it();
  void begins_anew_when_the_file_is_something_else_data();
  void begins_anew_when_the_file_is_something_else();
  void damage_never_gives_a_wrong_hash();
  void without_a_place_it_knows_nothing();
  void several_programs_keep_at_once();
  void what_was_kept_longest_ago_goes_first();
  void a_full_store_keeps_what_is_of_today();
  void what_is_in_use_is_kept_again();
  void the_version_that_was_sent_last_is_known();
  void a_damaged_list_is_none();
  void of_very_many_data_sets_the_oldest_list_goes();

 private:
  fs::path home() const { return home_->path().toStdString(); }
  fs::path file() const { return home() / "hashes-1.sqlite"; }
  std::shared_ptr<HashCache> open(std::uint64_t most = most_hash_bytes) {
    return open_hash_store(home(), clock_, most);
  }
  std::unique_ptr<QTemporaryDir> home_;
  std::shared_ptr<FakeClock> clock_;
};

namespace {

CachedHash known(const std::string& path, std::uint64_t size = 1) {
  return {path, {size, 2, 3, 4, 5}, Sha256Digest::from_hex(sha256_hex(path + std::to_string(size)))};
}

std::vector<CachedHash> many(const std::string& folder, int count) {
  std::vector<CachedHash> files;
  for (int i = 0; i < count; ++i) files.push_back(known(folder + "/" + std::to_string(1'000'000 + i)));
  return files;
}

/// How many of them are known; a wrong hash ends the test.
int found(HashCache& cache, std::vector<CachedHash> files) {
  const auto right = files;
  for (auto& file : files) file.sha256.reset();
  cache.find(files);
  int count = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].sha256) continue;
    if (*files[i].sha256 != *right[i].sha256) qFatal("a wrong hash");
    ++count;
  }
  return count;
}

bool knows(HashCache& cache, const CachedHash& file) { return found(cache, {file}) == 1; }

std::uint64_t bytes_read() {
  std::ifstream io("/proc/self/io");
  std::string word;
  std::uint64_t value = 0;
  while (io >> word >> value) {
    if (word == "rchar:") return value;
  }
  return 0;
}

}  // namespace

void HashStoreTest::init() {
  home_ = std::make_unique<QTemporaryDir>(quick_folder());
  clock_ = std::make_shared<FakeClock>();
}

void HashStoreTest::knows_what_did_not_change() {
  const auto file = known("/data/f");
  open()->keep({file});
  const auto cache = open();
  QVERIFY(knows(*cache, file));
  for (int field = 0; field < 5; ++field) {
    auto other = file;
    auto& identity = other.identity;
    if (field == 0) ++identity.size;
    if (field == 1) ++identity.modified_ns;
    if (field == 2) ++identity.changed_ns;
    if (field == 3) ++identity.inode;
    if (field == 4) ++identity.device;
    QVERIFY(!knows(*cache, other));
  }
  QVERIFY(!knows(*cache, known("/data/g")));
  QVERIFY(!knows(*cache, known("/f")));
  cache->keep({known("/data/f", 9)});
  QVERIFY(!knows(*cache, file));
  QVERIFY(knows(*cache, known("/data/f", 9)));
}

void HashStoreTest::knows_names_of_any_bytes() {
  std::vector<CachedHash> files;
  for (const std::string name : {"/a", "/a b", "/a\nb", "/\xff\xfe", "/a/b", "/a/b/c", "/a-b/c", "/%", "/'", "/_"})
    files.push_back(known("/data" + name));
  const auto cache = open();
  cache->keep(files);
  QCOMPARE(found(*cache, files), static_cast<int>(files.size()));
  std::reverse(files.begin(), files.end());
  QCOMPARE(found(*cache, files), static_cast<int>(files.size()));
}

void HashStoreTest::finds_the_few_among_many() {
  auto files = many("/data", 3000);
  const auto cache = open();
  cache->keep(files);
  QCOMPARE(found(*cache, files), 3000);
  QCOMPARE(found(*cache, {files[5], known("/data/10000055"), files[2999]}), 2);
}

void HashStoreTest::a_second_scan_reads_nothing() {
  const QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  std::ofstream(root / "large") << std::string(16U << 20U, 'x');
  std::ofstream(root / "small") << "y";
  std::this_thread::sleep_for(std::chrono::milliseconds(2200));  // what is younger is not kept
  const auto first = scan_files(root, {}, {}, open().get()).value();
  const auto before = bytes_read();
  const auto second = scan_files(root, {}, {}, open().get()).value();
  QVERIFY(bytes_read() - before < (1U << 20U));
  QCOMPARE(second.hash(), first.hash());
  QCOMPARE(second.hash(), scan_files(root, {}, {})->hash());
  // The same size and the same time of modification.
  const auto time = fs::last_write_time(root / "small");
  std::ofstream(root / "small") << "z";
  fs::last_write_time(root / "small", time);
  QCOMPARE(scan_files(root, {}, {}, open().get())->hash(), scan_files(root, {}, {})->hash());
}

void HashStoreTest::forgets_a_file() {
  const auto cache = open();
  cache->keep({known("/data/a"), known("/data/b")});
  cache->forget("/data/x/../a");
  QVERIFY(!knows(*cache, known("/data/a")));
  QVERIFY(knows(*cache, known("/data/b")));
}

void HashStoreTest::forgets_a_folder_and_nothing_beside_it() {
  const std::vector<CachedHash> inside = {known("/data/a"), known("/data/b/c"), known("/data/b/\xff/d")};
  const std::vector<CachedHash> beside = {known("/data-2/a"), known("/data0/a"), known("/d"), known("/other/data/a")};
  const auto cache = open();
  cache->keep(inside);
  cache->keep(beside);
  cache->forget("/data/");
  QCOMPARE(found(*cache, inside), 0);
  QCOMPARE(found(*cache, beside), 4);
}

void HashStoreTest::begins_anew_when_the_file_is_something_else_data() {
  QTest::addColumn<QString>("what");
  for (const auto* what : {"words", "another database", "the beginning of one", "a newer one"})
    QTest::newRow(what) << what;
}

void HashStoreTest::begins_anew_when_the_file_is_something_else() {
  QFETCH(QString, what);
  open()->keep(many("/data", 500));
  const auto files = many("/data", 500);
  if (what == "words") QVERIFY(write_file(file(), std::string(10'000, 'w')).ok());
  if (what == "the beginning of one") fs::resize_file(file(), 6000);
  if (what.startsWith("a")) {
    auto database = QSqlDatabase::addDatabase("QSQLITE", "other");
    database.setDatabaseName(QString::fromStdString(file().string()));
    QVERIFY(database.open());
    QVERIFY(QSqlQuery(database).exec(what == "a newer one" ? "PRAGMA user_version=2" : "PRAGMA application_id=0"));
  }
  QSqlDatabase::removeDatabase("other");
  const auto cache = open();
  QVERIFY(found(*cache, files) <= 500);
  cache->keep(files);
  cache->keep(files);  // the first one may have met the damage
  QCOMPARE(found(*cache, files), 500);
  QCOMPARE(found(*open(), files), 500);
}

void HashStoreTest::damage_never_gives_a_wrong_hash() {
  const auto files = many("/data", 300);
  open()->keep(files);
  const auto whole = read_file(file()).value();
  for (std::size_t at = 0; at < whole.size(); at += 997) {
    auto damaged = whole;
    for (std::size_t i = at; i < std::min(at + 40, damaged.size()); ++i) damaged[i] = static_cast<char>(~damaged[i]);
    for (const auto* part : {"-wal", "-shm"}) fs::remove(file().string() + part);
    QVERIFY(write_file(file(), damaged).ok());
    const auto cache = open();
    found(*cache, files);  // ends the test when one is wrong
    cache->keep(files);
    found(*cache, files);
  }
}

void HashStoreTest::without_a_place_it_knows_nothing() {
  for (const fs::path& place : {home() / "absent", fs::path("/proc")}) {
    const auto cache = open_hash_store(place, clock_);
    cache->keep({known("/data/a")});
    cache->forget("/data/a");
    QVERIFY(!knows(*cache, known("/data/a")));
  }
  fs::create_directory(file());
  const auto cache = open();
  cache->keep({known("/data/a")});
  QVERIFY(!knows(*cache, known("/data/a")));
}

void HashStoreTest::several_programs_keep_at_once() {
  std::vector<std::unique_ptr<QProcess>> programs;
  for (const auto* name : {"/one", "/two", "/three"}) {
    programs.push_back(std::make_unique<QProcess>());
    programs.back()->start(QCoreApplication::applicationFilePath(), {"hash_store_test", "--keep", home_->path(), name});
  }
  const auto cache = open();
  for (const auto& program : programs) {
    QVERIFY(program->waitForFinished(60'000));
    QCOMPARE(program->exitCode(), 0);
  }
  for (const auto* name : {"/one", "/two", "/three"}) QCOMPARE(found(*cache, many(name, 2000)), 2000);
}

void HashStoreTest::what_was_kept_longest_ago_goes_first() {
  constexpr std::uint64_t most = 1U << 20U;
  const auto cache = open(most);
  constexpr int days = 30;
  for (int day = 0; day < days; ++day) {
    for (int part = 0; part < 4; ++part)
      cache->keep(many("/data/" + std::to_string(day) + "/" + std::to_string(part), 400));
    clock_->pass(24 * 60 * 60);
  }
  const auto of_day = [&](int day) { return found(*cache, many("/data/" + std::to_string(day) + "/3", 400)); };
  QCOMPARE(of_day(0), 0);
  QCOMPARE(of_day(days - 1), 400);
  QVERIFY(fs::file_size(file()) < most * 5 / 4);
}

void HashStoreTest::a_full_store_keeps_what_is_of_today() {
  const auto cache = open(1U << 18U);
  for (int part = 0; part < 20; ++part) cache->keep(many("/data/" + std::to_string(part), 400));
  QCOMPARE(found(*cache, many("/data/0", 400)), 400);
  QCOMPARE(found(*cache, many("/data/19", 400)), 0);
  clock_->pass(24 * 60 * 60);
  cache->keep(many("/data/19", 400));
  QCOMPARE(found(*cache, many("/data/19", 400)), 400);
}

void HashStoreTest::what_is_in_use_is_kept_again() {
  constexpr std::uint64_t most = 1U << 18U;
  const auto cache = open(most);
  cache->keep(many("/used", 400));
  cache->keep(many("/unused", 400));
  clock_->pass(31.0 * 24 * 60 * 60);
  QCOMPARE(found(*cache, many("/used", 400)), 400);
  for (int part = 0; part < 20; ++part) cache->keep(many("/data/" + std::to_string(part), 400));
  QCOMPARE(found(*cache, many("/used", 400)), 400);
  QCOMPARE(found(*cache, many("/unused", 400)), 0);
}

/// As another program: keeps 2000 files, in small pieces.
int keep_as_another_program(const fs::path& home, const std::string& name) {
  const auto files = many(name, 2000);
  for (std::size_t i = 0; i < files.size(); i += 50) {
    const auto cache = open_hash_store(home, std::make_shared<FakeClock>());
    cache->keep({files.begin() + static_cast<std::ptrdiff_t>(i), files.begin() + static_cast<std::ptrdiff_t>(i + 50)});
  }
  return 0;
}

int run(int argc, char** argv) {
  if (argc == 4 && std::string(argv[1]) == "--keep") return keep_as_another_program(argv[2], argv[3]);
  return test_main<HashStoreTest>(argc, argv);
}

void HashStoreTest::the_version_that_was_sent_last_is_known() {
  const std::string list("1 ./a\n\xff\x01 ./\"b'\n\n", 17);
  QVERIFY(open()->last_sent("wine").name.empty());
  open()->keep_sent("wine", {"wine@1", "x"});
  open()->keep_sent("wine", {"wine@2", list});
  open()->keep_sent("beer", {"beer@3", ""});
  const auto wine = open()->last_sent("wine");
  QCOMPARE(wine.name, std::string("wine@2"));
  QCOMPARE(wine.list, list);
  QCOMPARE(open()->last_sent("beer").name, std::string("beer@3"));
  QVERIFY(open()->last_sent("").name.empty());
}

void HashStoreTest::a_damaged_list_is_none() {
  const std::string list = "0123456789abcdef ./a\n0123456789abcdef ./b\n";
  open()->keep_sent("wine", {"wine@1", list});
  const auto place = home() / "sent" / "wine";
  const auto whole = read_file(place).value();
  for (std::size_t length = 0; length < whole.size(); length += 5) {
    QVERIFY(write_file(place, whole.substr(0, length)).ok());
    QVERIFY(open()->last_sent("wine").name.empty());
    auto changed = whole;
    changed[length] = static_cast<char>(changed[length] ^ 1);
    QVERIFY(write_file(place, changed).ok());
    QVERIFY(open()->last_sent("wine").name.empty());
  }
  QVERIFY(write_file(place, whole).ok());
  QCOMPARE(open()->last_sent("wine").list, list);
}

void HashStoreTest::of_very_many_data_sets_the_oldest_list_goes() {
  const auto store = open();
  for (int i = 0; i < 40; ++i) {
    const auto name = std::to_string(i);
    store->keep_sent(name, {name + "@1", "x"});
    fs::last_write_time(home() / "sent" / name, fs::file_time_type::clock::now() - std::chrono::hours(100 - i));
  }
  int known = 0;
  for (int i = 0; i < 40; ++i) known += store->last_sent(std::to_string(i)).name.empty() ? 0 : 1;
  QCOMPARE(known, 30);
  QVERIFY(store->last_sent("0").name.empty());
  QVERIFY(!store->last_sent("39").name.empty());
}

}  // namespace hash_store_test

WERKBANK_TEST_MAIN(&hash_store_test::run);
#include "hash_store_test.moc"
