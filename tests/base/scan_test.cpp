// A scan: on several threads what one would find, in little memory, and with a cache.
#include "core/base/file_manifest.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/stat.h>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include <QTemporaryDir>

#include "core/base/file_hasher.h"
#include "core/base/hash_cache.h"
#include "core/base/local_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace scan_test {

class ScanTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void several_threads_find_what_one_would();
  void the_first_unreadable_file_is_named();
  void a_scan_can_be_cancelled_in_the_middle_of_a_file();
  void progress_only_goes_on_and_comes_from_one_thread();
  void what_is_known_is_not_read();
  void what_was_read_is_kept_by_its_whole_path();
  void what_was_just_written_is_not_kept();
  void what_changed_is_read_anew_data();
  void what_changed_is_read_anew();
  void entries_are_what_was_added();
  void entries_are_sorted_by_the_bytes_of_their_paths();
  void a_copy_is_another_list();
  void a_hash_reads_its_own_digits();
  void many_files_take_little_memory();

 private:
  fs::path root() const { return folder_->path().toStdString(); }
  void put(const std::string& name, const std::string& content) {
    fs::create_directories((root() / name).parent_path());
    std::ofstream(root() / name, std::ios::binary) << content;
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

/// Knows what it was told.
class TestCache : public HashCache {
 public:
  void find(std::vector<CachedHash>& files) override {
    const std::lock_guard lock(mutex);
    for (auto& file : files) {
      const auto known = kept.find(file.path);
      if (known != kept.end() && known->second.identity == file.identity) file.sha256 = known->second.sha256;
    }
  }
  void keep(const std::vector<CachedHash>& files) override {
    const std::lock_guard lock(mutex);
    for (const auto& file : files) kept[file.path] = file;
  }
  void forget(const fs::path&) override {}

  std::mutex mutex;
  std::map<std::string, CachedHash> kept;
};

Sha256Digest some_digest(std::uint8_t byte) {
  Sha256Digest digest;
  digest.bytes.fill(byte);
  return digest;
}

FileManifest scan(const fs::path& root, HashCache* cache = nullptr) {
  auto manifest = scan_files(root, {}, {}, cache);
  if (!manifest.ok()) qFatal("%s", manifest.failed() ? manifest.error().detail.c_str() : "cancelled");
  return std::move(manifest).value();
}

}  // namespace

void ScanTest::several_threads_find_what_one_would() {
  for (const std::string name :
       {"a", "a-b", "a.b", "a/x", "a/y/z", "new\nline", "back\\slash", "\xff\xfe/\xfd", "z/empty"})
    put("odd/" + name + (name == "a" ? "0" : ""), name);
  put("odd/z/empty", "");
  for (int i = 0; i < 2000; ++i) put("many/" + std::to_string(i % 7) + "/" + std::to_string(i), std::to_string(i));
  put("large", std::string(3'000'000, 'x'));
  std::map<std::string, std::string> expected;
  for (const auto& entry : fs::recursive_directory_iterator(root())) {
    if (entry.is_regular_file())
      expected[entry.path().lexically_relative(root()).string()] = read_file(entry.path()).value();
  }
  const auto manifest = scan(root());
  QCOMPARE(manifest.entries.size(), expected.size());
  auto next = expected.begin();
  for (const auto& entry : manifest.entries) {
    QCOMPARE(entry,
             (ManifestEntry{next->first, next->second.size(), *Sha256Digest::from_hex(sha256_hex(next->second))}));
    ++next;
  }
  QCOMPARE(manifest.hash(), sha256_hex(manifest.text()));
  TestCache cache;
  QCOMPARE(scan(root(), &cache).hash(), manifest.hash());
}

void ScanTest::the_first_unreadable_file_is_named() {
  for (int i = 100; i < 400; ++i) put(std::to_string(i), "x");
  // A regular file that cannot be read, not even by root.
  for (const auto* name : {"250-first", "251-later", "390-last"}) fs::create_symlink("/proc/self/mem", root() / name);
  const auto manifest = scan_files(root(), {}, {});
  QVERIFY(manifest.failed());
  QCOMPARE(manifest.error().code, ErrorCode::local_file);
  QVERIFY(manifest.error().message.english().find("250-first") != std::string::npos);
  for (const auto* name : {"250-first", "251-later", "390-last"}) fs::remove(root() / name);
}

void ScanTest::a_scan_can_be_cancelled_in_the_middle_of_a_file() {
  put("holes", "");
  fs::resize_file(root() / "holes", 64ULL << 30U);
  std::stop_source stop;
  const auto begin = std::chrono::steady_clock::now();
  const auto manifest = scan_files(
      root(), [&stop](const Progress&) { stop.request_stop(); }, stop.get_token());
  QVERIFY(manifest.cancelled());
  QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

void ScanTest::progress_only_goes_on_and_comes_from_one_thread() {
  for (int i = 0; i < 3000; ++i) put(std::to_string(i), std::to_string(i));
  TestCache cache;
  const auto here = std::this_thread::get_id();
  std::uint64_t last = 0;
  const ProgressSink sink = [&](const Progress& progress) {
    QCOMPARE(std::this_thread::get_id(), here);
    QCOMPARE(progress.total, std::uint64_t{3000});
    QVERIFY(progress.done >= last && progress.done <= progress.total);
    last = progress.done;
  };
  QVERIFY(scan_files(root(), sink, {}, &cache).ok());
  QCOMPARE(last, std::uint64_t{3000});
}

void ScanTest::what_is_known_is_not_read() {
  put("a/known", "content");
  put("a/new", "content");
  TestCache cache;
  const auto path = cache_path(root() / "a/known");
  cache.kept[path] = {path, *file_identity(root() / "a/known"), some_digest(7)};
  const auto manifest = scan(root(), &cache);
  QCOMPARE(manifest.entries[0], (ManifestEntry{"a/known", 7, some_digest(7)}));
  QCOMPARE(manifest.entries[1].sha256.hex(), sha256_hex("content"));
  QCOMPARE(scan(root() / "a/known", &cache).entries[0].sha256, some_digest(7));
}

void ScanTest::what_was_read_is_kept_by_its_whole_path() {
  // Older than 2 s, other than what a test has just written.
  fs::create_symlink(fs::path(WERKBANK_SOURCE_DIR) / "LICENSE", root() / "old");
  TestCache cache;
  const auto manifest = scan(root() / ".", &cache);
  QCOMPARE(cache.kept.size(), std::size_t{1});
  const auto& kept = cache.kept.begin()->second;
  QCOMPARE(kept.path, (root() / "old").string());
  QCOMPARE(kept.identity, *file_identity(root() / "old"));
  QCOMPARE(*kept.sha256, manifest.entries[0].sha256);
}

void ScanTest::what_was_just_written_is_not_kept() {
  put("new", "x");
  TestCache cache;
  QVERIFY(!scan(root(), &cache).entries.empty());
  QVERIFY(cache.kept.empty());
  // Nor with an old time of modification: the time of change is new.
  fs::last_write_time(root() / "new", fs::file_time_type::clock::now() - std::chrono::hours(1));
  QVERIFY(!scan(root(), &cache).entries.empty());
  QVERIFY(cache.kept.empty());
}

void ScanTest::what_changed_is_read_anew_data() {
  QTest::addColumn<QString>("how");
  for (const auto* how : {"longer", "in place", "in place, its time put back", "another file of the same time"})
    QTest::newRow(how) << how;
}

void ScanTest::what_changed_is_read_anew() {
  QFETCH(QString, how);
  const auto file = root() / "f";
  put("f", "old");
  TestCache cache;
  cache.kept[cache_path(file)] = {cache_path(file), *file_identity(file), some_digest(1)};
  QCOMPARE(scan(root(), &cache).entries[0].sha256, some_digest(1));
  const auto time = fs::last_write_time(file);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // a tick of the disk's clock
  const std::string content = how == "longer" ? "longer" : "new";
  put(how.startsWith("another") ? "g" : "f", content);
  if (how.startsWith("another")) fs::rename(root() / "g", file);
  if (how.endsWith("back") || how.endsWith("time")) fs::last_write_time(file, time);
  QCOMPARE(scan(root(), &cache).entries[0].sha256.hex(), sha256_hex(content));
}

void ScanTest::entries_are_what_was_added() {
  const std::vector<ManifestEntry> added = {
      {"a", 1, some_digest(1)},
      {"folder/b", 2, some_digest(2)},
      {"folder/" + std::string(200'000, 'n'), 3, some_digest(3)},
      {std::string(3'000'000, 'f') + "/c", 4, some_digest(4)},
      {"", 0, {}},
      {"folder/", 5, {}},
      {"a", ~std::uint64_t{0}, some_digest(255)},
  };
  ManifestEntries entries;
  QVERIFY(entries.empty());
  for (const auto& entry : added) entries.push_back(entry);
  QVERIFY(std::equal(entries.begin(), entries.end(), added.begin(), added.end()));
  entries.set(1, 9, some_digest(9));
  QCOMPARE(entries[1], (ManifestEntry{"folder/b", 9, some_digest(9)}));
  ManifestEntries repeated{added[0], added[0], added[1], added[0], added[0], added[6]};
  repeated.drop_repeated();
  const std::vector<ManifestEntry> left = {added[0], added[1], added[0], added[6]};
  QVERIFY(std::equal(repeated.begin(), repeated.end(), left.begin(), left.end()));
}

void ScanTest::entries_are_sorted_by_the_bytes_of_their_paths() {
  std::mt19937 random(7);
  std::vector<std::string> paths;
  for (int i = 0; i < 5000; ++i) {
    std::string path;
    for (auto letters = 1 + random() % 8; letters > 0; --letters) path += "ab/-.\xff\n"[random() % 7];
    paths.push_back(path);
  }
  ManifestEntries entries;
  for (const auto& path : paths) entries.add(path);
  entries.sort();
  std::sort(paths.begin(), paths.end());
  for (std::size_t i = 0; i < paths.size(); ++i) QCOMPARE(entries.path(i), paths[i]);
}

void ScanTest::a_copy_is_another_list() {
  ManifestEntries entries{{"a/b", 1, some_digest(1)}};
  auto copy = entries;
  copy.set(0, 2, some_digest(2));
  copy.add("c");
  QCOMPARE(entries.size(), std::size_t{1});
  QCOMPARE(entries[0], (ManifestEntry{"a/b", 1, some_digest(1)}));
}

void ScanTest::a_hash_reads_its_own_digits() {
  const auto digits = sha256_hex("abc");
  const auto digest = Sha256Digest::from_hex(digits);
  QVERIFY(digest.has_value());
  QCOMPARE(digest->hex(), digits);
  QVERIFY(Sha256Digest() < *digest);
  QVERIFY(!Sha256Digest::from_hex(digits.substr(1)));
  QVERIFY(!Sha256Digest::from_hex(digits + "0"));
  for (const char c : {'A', 'g', '\0', ' '}) QVERIFY(!Sha256Digest::from_hex(digits.substr(1) + c));
}

void ScanTest::many_files_take_little_memory() {
  constexpr std::size_t many = 200'000;
  const auto before = mallinfo2();
  FileManifest manifest;
  for (std::size_t i = 0; i < many; ++i) {
    const auto number = std::to_string(1'000'000 + i);
    manifest.entries.add("training/class_" + number.substr(1, 4) + "/photo_" + number + ".jpeg", i);
  }
  manifest.entries.sort();
  const auto after = mallinfo2();
  const auto used = after.uordblks + after.hblkhd - before.uordblks - before.hblkhd;
  QVERIFY2(used < many * 90, std::to_string(used / many).c_str());
  QCOMPARE(manifest.entries.path(many - 1), std::string("training/class_1999/photo_1199999.jpeg"));
}

}  // namespace scan_test

WERKBANK_TEST(scan_test::ScanTest);
#include "scan_test.moc"
