// Many small files as a few shards that are never written here: always the same bytes, from any place on, and what a
// tar makes of them is what went in.
#include <malloc.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/files_to_send.h"
#include "core/base/hash_cache.h"
#include "core/base/local_files.h"
#include "core/base/shard_layout.h"
#include "core/base/tar_header.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace shards_test {

using Files = std::map<std::string, std::string>;
constexpr ShardSizes small_sizes = {20'000, 30'000, 90'000};

/// Remembers everything.
class Memory : public HashCache {
 public:
  void find(std::vector<CachedHash>& files) override {
    const std::lock_guard lock(mutex_);
    for (auto& file : files) {
      const auto known = kept_.find(file.path);
      if (known != kept_.end() && known->second.identity == file.identity) file.sha256 = known->second.sha256;
    }
  }
  void keep(const std::vector<CachedHash>& files) override {
    const std::lock_guard lock(mutex_);
    for (const auto& file : files) kept_[file.path] = file;
  }
  void forget(const fs::path&) override {}

 private:
  std::mutex mutex_;
  std::map<std::string, CachedHash> kept_;
};

std::string content_of(int number) {
  std::string content(static_cast<std::size_t>(number * 37 % 900), static_cast<char>('a' + number % 26));
  if (number % 100 == 7) content.clear();
  return content;
}

Files many(int count = 600) {
  Files files;
  for (int i = 0; i < count; ++i)
    files["class " + std::to_string(i % 7) + "/photo " + std::to_string(1000 + i) + ".jpg"] = content_of(i);
  files["large.bin"] = std::string(50'000, 'L');
  return files;
}

Files awkward() {
  return {{"plain", "p"},
          {"empty", ""},
          {"new\nline", "n"},
          {"-rf", "dash"},
          {"\xff\xfe not utf8 \x80", "bytes"},
          {"\xc3\xa9\xe2\x82\xac", "utf8"},
          {"back\\slash", "b"},
          {"quote\"'", "q"},
          {" space ", "s"},
          {"tab\tand\x01\x7f", "c"},
          {std::string(100, 'e'), "exactly a name field"},
          {std::string(101, 'f'), "one more"},
          {std::string(255, 'n'), "the longest name"},
          {std::string(100, 'd') + '/' + std::string(100, 'g'), "with a prefix"},
          {std::string(155, 'h') + '/' + std::string(100, 'i'), "both fields full"},
          {std::string(156, 'j') + '/' + "k", "a prefix too long"},
          {std::string(200, 'l') + "/\xff" + std::string(200, 'm') + "/o", "long and no utf8"},
          {"block", std::string(512, 'x')},
          {"block and one", std::string(513, 'y')}};
}

Error error_of(const Result<std::string>& result) { return result.failed() ? result.error() : Error{}; }

/// All bytes of the kept file `index` from `offset` on, in bites of `bite`.
Result<std::string> read_all(const FilesToSend& files, std::size_t index, std::uint64_t offset = 0,
                             std::size_t bite = 4096) {
  WERKBANK_TRY(const auto content, files.open(index, offset));
  std::string bytes;
  std::vector<char> room(bite);
  while (true) {
    WERKBANK_TRY(const auto count, content->read(room));
    if (count == 0) return bytes;
    bytes.append(room.data(), count);
  }
}

std::string path_of(const FilesToSend& files, std::size_t index) { return files.manifest().entries.path(index); }
bool is_shard(const std::string& path) { return path.starts_with(shard_folder) && path.ends_with(".tar"); }

std::size_t index_of(const FilesToSend& files, std::string_view path) {
  for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) {
    if (path_of(files, i) == path) return i;
  }
  return files.manifest().entries.size();
}

/// The hash of each shard, by its name.
std::map<std::string, std::string> shards_of(const FilesToSend& files) {
  std::map<std::string, std::string> shards;
  for (const auto& entry : files.manifest().entries) {
    if (is_shard(entry.path)) shards[entry.path] = entry.sha256.hex();
  }
  return shards;
}

class ShardsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void cleanup() {
    std::error_code ignored;
    fs::remove_all(top(), ignored);  // QTemporaryDir cannot remove names that are not UTF-8
  }

  void every_file_is_kept_once_and_large_ones_by_themselves() {
    put(many());
    const auto files = packed();
    std::set<std::string> kept;
    for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) kept.insert(path_of(files, i));
    QVERIFY(kept.contains("large.bin"));
    QVERIFY(kept.contains(std::string(shard_list_name)));
    QVERIFY(kept.size() > 4 && kept.size() < 20);
    QCOMPARE(files.originals().entries.size(), many().size());
    QCOMPARE(unpacked(files, "tar --force-local -x -f"), without_large(many()));
  }

  void the_same_data_gives_the_same_bytes_wherever_and_whenever_it_lies() {
    put(many());
    const auto first = packed();
    const auto before = first.manifest().text();
    fs::rename(data(), top() / "elsewhere");
    put(many());
    for (const auto& entry : fs::recursive_directory_iterator(data())) {
      fs::permissions(entry, fs::perms::owner_all);
      fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(1000));
    }
    QCOMPARE(packed().manifest().text(), before);
  }

  void a_hash_is_that_of_what_is_read() {
    put(many());
    const auto files = packed();
    for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) {
      const auto bytes = read_all(files, i);
      QVERIFY(bytes.ok());
      QCOMPARE(bytes->size(), files.manifest().entries.size_of(i));
      QCOMPARE(sha256_hex(*bytes), files.manifest().entries[i].sha256.hex());
    }
  }

  void any_place_can_be_read_from() {
    put(many());
    const auto files = packed();
    std::mt19937 numbers(7);
    for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) {
      const auto whole = read_all(files, i).value();
      std::vector<std::uint64_t> offsets = {0, 1, 511, 512, 513, whole.size() - 1, whole.size()};
      for (int k = 0; k < 150; ++k) offsets.push_back(numbers() % (whole.size() + 1));
      for (const auto offset : offsets) {
        const auto part = read_all(files, i, offset, 1 + numbers() % 3000);
        QVERIFY(part.ok());
        QVERIFY2(*part == whole.substr(offset), qPrintable(QString::number(offset)));
      }
    }
  }

  void awkward_names_come_out_of_real_tars_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("knows_pax");
    QTest::addColumn<bool>("takes_bytes");  // in a name that pax holds, as they are
    QTest::newRow("GNU tar") << "tar --force-local -x -f" << true << true;
    if (has("bsdtar")) QTest::newRow("bsdtar") << "bsdtar -x -f" << true << false;
    if (has("busybox")) QTest::newRow("busybox") << "busybox tar -x -f" << false << false;
  }

  void awkward_names_come_out_of_real_tars() {
    QFETCH(QString, command);
    QFETCH(bool, knows_pax);
    QFETCH(bool, takes_bytes);
    auto expected = awkward();
    std::erase_if(expected, [&](const auto& file) {
      const bool is_plain = std::all_of(file.first.begin(), file.first.end(), [](char c) { return c > 0; });
      return tar_header_size(file.first) > tar_block && (!knows_pax || (!takes_bytes && !is_plain));
    });
    put(expected);
    const auto files = packed();
    QVERIFY(files.is_packed());
    QCOMPARE(unpacked(files, command.toStdString()), expected);
  }

  void a_tar_has_nothing_to_complain_about() {
    put(many());
    const auto files = packed();
    QVERIFY(unpacked(files, "tar --force-local --warning=all -x -f", "said") == without_large(many()));
    QCOMPARE(read_file(top() / "said").value(), std::string());
  }

  void the_list_names_every_file_with_its_sum() {
    auto expected = awkward();
    expected["large"] = std::string(30'000, 'l');
    put(expected);
    const auto files = packed();
    const auto list = read_all(files, index_of(files, shard_list_name)).value();
    std::size_t lines = 0;
    std::size_t readable = 0;
    for (std::size_t at = 0; at < list.size(); ++lines) {
      const auto end = list.find('\n', at);
      const auto line = list.substr(at, end - at);
      at = end + 1;
      const auto object = nlohmann::json::parse(line, nullptr, false);
      if (object.is_discarded()) {  // only Python takes bytes that are no UTF-8
        QVERIFY2(line.find("\\udc") != std::string::npos, line.c_str());
        continue;
      }
      if (object.contains("werkbank_shards")) {
        QCOMPARE(object["files"].get<std::size_t>(), expected.size());
        QCOMPARE(object["packed_files"].get<std::size_t>(), expected.size() - 1);
        continue;
      }
      const auto path = object["path"].get<std::string>();
      QVERIFY2(expected.contains(path), path.c_str());
      QCOMPARE(object["size"].get<std::size_t>(), expected[path].size());
      QCOMPARE(object["sha256"].get<std::string>(), sha256_hex(expected[path]));
      QCOMPARE(object.contains("shard"), path != "large");
      ++readable;
    }
    QCOMPARE(lines, expected.size() + 1);
    QCOMPARE(readable, expected.size() - 2);
  }

  void names_that_are_no_utf8_are_written_so_that_python_gives_them_back() {
    QCOMPARE(path_as_json("caf\xe9"), std::string("caf\\udce9"));
    QCOMPARE(path_as_json("caf\xc3\xa9"), std::string("caf\xc3\xa9"));
    QCOMPARE(path_as_json("a\"b\\c\nd"), std::string("a\\\"b\\\\c\\u000ad"));
    for (const auto* wrong :
         {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"})
      QVERIFY2(path_as_json(wrong).find_first_of("\x80\xc0\xed\xf4\xe2\xf8") == std::string::npos, wrong);
  }

  void a_file_more_changes_its_own_shard_and_hardly_another() {
    put(many(4000));
    const auto before = shards_of(packed());
    QVERIFY(before.size() > 20);
    put({{"class 3/photo 1500 and a half.jpg", std::string(10'000, 'h')}});
    const auto after = shards_of(packed());
    int changed = 0;
    for (const auto& [name, hash] : after) changed += before.contains(name) && before.at(name) == hash ? 0 : 1;
    QVERIFY2(changed >= 1 && changed <= 4, qPrintable(QString::number(changed)));
  }

  void shards_are_neither_tiny_nor_huge() {
    put(many(4000));
    const auto files = packed();
    std::uint64_t smallest = UINT64_MAX;
    std::uint64_t largest = 0;
    for (const auto& entry : files.manifest().entries) {
      if (!is_shard(entry.path)) continue;
      smallest = std::min(smallest, entry.size);
      largest = std::max(largest, entry.size);
    }
    QVERIFY(largest <= small_sizes.most + tar_end_size);
    QVERIFY(shards_of(files).size() < 4'000'000 / small_sizes.least);
  }

  void what_cannot_gain_is_left_as_it_is() {
    put({{"one", "1"}, {"two", "2"}});
    QVERIFY(!packed().is_packed());
    put(many());
    put({{std::string(shard_folder) + "mine", "m"}});
    const auto files = packed();
    QVERIFY(!files.is_packed());
    QCOMPARE(files.manifest().text(), scan_files(data(), {}, {})->text());
    auto one = FilesToSend::look(data() / "large.bin", nullptr, {}, {}).value();
    QVERIFY(!one.pack({}, {}, small_sizes).value());
  }

  void what_changed_meanwhile_is_named_data() {
    QTest::addColumn<QString>("content");
    QTest::newRow("grown") << QString(2000, 'g');
    QTest::newRow("shrunk") << QString("s");
    QTest::newRow("other bytes") << QString::fromStdString(content_of(55)).toUpper();
    QTest::newRow("gone") << QString();
  }

  void what_changed_meanwhile_is_named() {
    QFETCH(QString, content);
    put(many());
    const auto files = packed();
    const std::string victim = "class 6/photo 1055.jpg";
    if (content.isNull()) {
      fs::remove(data() / victim);
    } else {
      put({{victim, content.toStdString()}});
    }
    int failures = 0;
    for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) {
      const auto error = error_of(read_all(files, i));
      if (error.message.empty()) continue;
      ++failures;
      QCOMPARE(error.code, content.isNull() ? ErrorCode::local_file : ErrorCode::data_rejected);
      QVERIFY2(error.message.english().find(victim) != std::string::npos, error.message.english().c_str());
    }
    QCOMPARE(failures, 1);
  }

  void what_changed_before_it_was_read_is_named() {
    put(many());
    auto files = looked_at();
    put({{"class 6/photo 1055.jpg", std::string(3000, 'x')}});
    const auto read = files.read({}, {});
    QVERIFY(read.failed());
    QCOMPARE(read.error().code, ErrorCode::data_rejected);
    QVERIFY(read.error().message.english().find("photo 1055") != std::string::npos);
  }

  void of_what_is_known_only_a_changed_shard_is_read_again() {
    put(many());
    std::this_thread::sleep_for(std::chrono::milliseconds(2200));  // what was just written is not kept
    Memory memory;
    const auto first = packed(&memory);
    auto again = looked_at(&memory);
    QCOMPARE(again.unread_bytes(), std::uint64_t{0});
    QVERIFY(again.read({}, {}).ok());
    QCOMPARE(again.manifest().text(), first.manifest().text());
    put({{"class 6/photo 1055.jpg", "other"}});
    auto changed = looked_at(&memory);
    QVERIFY(changed.unread_bytes() > 0 && changed.unread_bytes() <= small_sizes.most + tar_end_size);
    QVERIFY(changed.read({}, {}).ok());
    QCOMPARE(changed.manifest().text(), packed().manifest().text());
  }

  void the_list_waits_until_all_is_read() {
    put(many());
    auto files = looked_at();
    const auto list = index_of(files, shard_list_name);
    QVERIFY(files.comes_last(list));
    QVERIFY(!files.comes_last(list == 0 ? 1 : 0));
    std::jthread reader([&files] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      files.read({}, {}).ok();
    });
    QVERIFY(read_all(files, list).ok());
    QVERIFY(files.is_read());
  }

  void the_list_is_not_waited_for_when_reading_was_stopped() {
    put(many());
    auto files = looked_at();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(files.read({}, stop.get_token()).cancelled());
    QVERIFY(read_all(files, index_of(files, shard_list_name)).cancelled());
  }

  void whoever_waits_for_the_reading_can_be_stopped() {
    put(many());
    const auto files = looked_at();  // and nobody reads them
    std::stop_source stop;
    std::jthread stopper([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    QVERIFY(!files.wait_until_read(stop.get_token()));
    QVERIFY(packed().wait_until_read({}));
  }

  void the_wish_decides_before_the_rule() {
    put(many(100));
    const auto as = [this](Keeping keeping, std::uint64_t from) {
      auto files = FilesToSend::look(data(), nullptr, {}, {}).value();
      files.wish(keeping);
      return pack_as_wanted(files, {from, small_sizes}, {}, {}).value();
    };
    QVERIFY(!as(Keeping::as_factory_wants, 0));
    QVERIFY(!as(Keeping::as_factory_wants, 102));
    QVERIFY(!as(Keeping::as_files, 10));
    QCOMPARE(as(Keeping::as_factory_wants, 101)->because, PackedBecause::profile);
    const auto asked = as(Keeping::packed, 0);
    QCOMPARE(asked->because, PackedBecause::asked);
    QVERIFY(asked->sentence(101).english().find("101 files are packed together") == 0);
  }

  void a_million_names_stay_under_150_megabytes() {
    constexpr std::size_t count = 1'000'000;
    fs::create_directories(data());
    const auto before = mallinfo2();
    FileManifest manifest;
    for (std::size_t i = 0; i < count; ++i) {
      const auto number = std::to_string(count + i);
      manifest.entries.add("class " + number.substr(1, 3) + "/photo_" + number + ".jpg", 20'480);
    }
    FilesToSend files(std::move(manifest), data());
    QVERIFY(files.pack({}, {}).value());
    const auto after = mallinfo2();
    const auto used = after.uordblks + after.hblkhd - before.uordblks - before.hblkhd;
    QVERIFY2(used < 150'000'000, std::to_string(used).c_str());
    const auto kept = files.manifest().entries.size();
    QVERIFY2(kept > 40 && kept < 200, std::to_string(kept).c_str());
    qInfo("a million files: %zu kept, %.0f MB of memory", kept, static_cast<double>(used) / 1e6);
  }

 private:
  fs::path top() const { return folder_->path().toStdString(); }
  fs::path data() const { return top() / "data"; }

  void put(const Files& files) const {
    for (const auto& [name, content] : files) {
      fs::create_directories((data() / name).parent_path());
      std::ofstream(data() / name, std::ios::binary) << content;
    }
  }

  FilesToSend looked_at(HashCache* cache = nullptr) const {
    auto files = FilesToSend::look(data(), cache, {}, {}).value();
    files.pack({}, {}, small_sizes).ok();
    return files;
  }
  FilesToSend packed(HashCache* cache = nullptr) const {
    auto files = looked_at(cache);
    files.read({}, {}).ok();
    return files;
  }

  static bool has(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
  }
  static Files without_large(Files files) {
    std::erase_if(files, [](const auto& file) { return file.second.size() >= small_sizes.whole; });
    return files;
  }

  /// What `command` makes of all shards; what it says goes to `said`.
  Files unpacked(const FilesToSend& files, const std::string& command, const std::string& said = "/dev/null") const {
    const auto place = top() / "unpacked";
    fs::remove_all(place);
    fs::create_directories(place);
    for (std::size_t i = 0; i < files.manifest().entries.size(); ++i) {
      if (!is_shard(path_of(files, i))) continue;
      std::ofstream(top() / "shard.tar", std::ios::binary) << read_all(files, i).value();
      const auto line = "cd '" + top().string() + "' && LC_ALL=C " + command + " shard.tar -C unpacked 2>> " + said;
      if (std::system(line.c_str()) != 0) return {{"tar", "failed"}};
    }
    Files found;
    for (const auto& entry : fs::recursive_directory_iterator(place)) {
      if (entry.is_regular_file())
        found[entry.path().lexically_relative(place).string()] = read_file(entry.path()).value();
    }
    return found;
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

}  // namespace shards_test

WERKBANK_TEST(shards_test::ShardsTest);
#include "shards_test.moc"
