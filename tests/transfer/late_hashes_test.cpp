// Sending what is still being read.
#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

#include "core/base/hash_cache.h"
#include "core/transfer/send.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace late_hashes_test {

constexpr std::size_t of_z = 70'000'000;  // more than is read before the factory is asked
constexpr int small_files = 3000;         // more than all threads read before each keeps something

/// Knows nothing, and holds those who read when they want to keep something.
class HoldingCache : public HashCache {
 public:
  explicit HoldingCache(std::function<void()> hold) : hold_(std::move(hold)) {}
  void find(std::vector<CachedHash>&) override {}
  void keep(const std::vector<CachedHash>&) override {
    const std::lock_guard lock(mutex_);
    if (hold_) hold_();
    hold_ = nullptr;
  }
  void forget(const fs::path&) override {}

 private:
  std::mutex mutex_;
  std::function<void()> hold_;
};

struct World : TransferWorld {
  explicit World() {
    put(data() / "z.bin", noise(of_z));
    for (int i = 0; i < small_files; ++i)
      put(data() / ("many/" + std::to_string(i)), std::string(100, static_cast<char>('a' + i % 26)));
  }
  FilesToSend unread(HashCache* cache = nullptr) const {
    // What was written a moment ago is not worth keeping.
    if (cache != nullptr) std::this_thread::sleep_for(std::chrono::milliseconds(2200));
    return FilesToSend::look(data(), cache, {}, {}).value();
  }
  Result<Receipt> send_unread(HashCache* cache = nullptr) {
    return send(runner, unread(cache), "wine", remote(work()), {}, {});
  }
  fs::path place() const {
    return dataset_place(remote(work()), "wine", scan_files(data(), nullptr, {}).value()).text();
  }
  bool is_whole() const {
    return scan_files(place(), nullptr, {}).value().text() == scan_files(data(), nullptr, {}).value().text();
  }
  bool wait_until_sent(std::uint64_t bytes) const {
    for (int i = 0; i < 6000 && runner.input_bytes < bytes; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return runner.input_bytes >= bytes;
  }
  /// With what tar adds to each small file.
  static constexpr std::uint64_t everything = of_z + small_files * 1024ULL;
};

class LateHashesTest : public QObject {
  Q_OBJECT
 private slots:
  void is_not_read_when_it_is_looked_at() {
    World world;
    auto files = world.unread();
    QVERIFY(!files.is_read());
    QCOMPARE(files.unread_bytes(), of_z + small_files * 100ULL);
    VERIFY_OK(files.read({}, {}));
    QVERIFY(files.is_read());
    QCOMPARE(files.manifest().hash(), scan_files(world.data(), {}, {})->hash());
  }

  void is_read_ahead_while_one_waits_for_something_else() {
    World world;
    std::atomic<bool> goes_on = false;
    HoldingCache cache([&goes_on] {
      while (!goes_on) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    auto files = world.unread(&cache);
    files.read_ahead();
    std::size_t told = 0;
    const auto here = std::this_thread::get_id();
    const auto progress = [&](const Progress& news) {
      if (std::this_thread::get_id() != here) qFatal("told from another thread");
      told = std::max<std::size_t>(told, news.done);
      if (told > 0) goes_on = true;
    };
    VERIFY_OK(files.read(progress, {}));
    QVERIFY(files.is_read());
    QVERIFY(told > 0);
    QCOMPARE(files.manifest().hash(), scan_files(world.data(), {}, {})->hash());
  }

  void what_goes_wrong_ahead_is_told_by_who_reads() {
    World world;
    auto files = world.unread();
    TransferWorld::put(world.data() / "many/7",
                       "longer than it was, so long that it is more than a hundred bytes: " + std::string(100, 'x'));
    files.read_ahead();
    QVERIFY(!files.wait_until_read({}));
    const auto read = files.read({}, {});
    QVERIFY(read.failed());
    QCOMPARE(read.error().code, ErrorCode::data_rejected);
  }

  void what_is_read_ahead_may_be_given_up_or_packed() {
    World world;
    {
      auto given_up = world.unread();
      given_up.read_ahead();
    }
    std::stop_source stop;
    stop.request_stop();
    auto files = world.unread();
    files.read_ahead();
    QVERIFY(files.read({}, stop.get_token()).cancelled());
    files.read_ahead();
    QVERIFY(files.pack({}, {}).value());
    VERIFY_OK(files.read({}, {}));
    QVERIFY(files.is_read());
    QVERIFY(files.manifest().entries.size() < files.originals().entries.size());
  }

  void sends_all_before_all_is_read() {
    World world;
    bool all_was_sent = false;
    HoldingCache cache([&] { all_was_sent = world.wait_until_sent(World::everything); });
    const auto sent = world.send_unread(&cache);
    VERIFY_OK(sent);
    QVERIFY(all_was_sent);
    QCOMPARE(sent->place, world.place().string());
    QVERIFY(world.is_whole());
    QVERIFY(fs::exists(world.place().string() + ".receipt.json"));
    QCOMPARE(sent->manifest_hash, scan_files(world.data(), {}, {})->hash());
    QVERIFY(!sent->was_there);
  }

  void sends_again_what_was_written_to_before_it_was_read() {
    World world;
    HoldingCache cache([&] {
      QVERIFY(world.wait_until_sent(World::everything));
      auto other = noise(of_z);
      other[of_z / 2] ^= 1;
      world.put(world.data() / "z.bin", other);
    });
    VERIFY_OK(world.send_unread(&cache));
    QVERIFY(world.is_whole());
    QVERIFY(world.runner.input_bytes > World::everything + of_z);
  }

  void says_which_file_has_grown() {
    World world;
    HoldingCache cache([&] { world.put(world.data() / "z.bin", noise(of_z) + "more"); });
    const auto sent = world.send_unread(&cache);
    QVERIFY(sent.failed());
    QCOMPARE(sent.error().code, ErrorCode::data_rejected);
    QVERIFY2(words(sent.error()).find("z.bin") != std::string::npos, words(sent.error()).c_str());
    QVERIFY(fs::is_empty(world.work() / "datasets"));
  }

  void waits_for_the_hashes_where_an_earlier_version_is() {
    World world;
    VERIFY_OK(world.send_unread());
    TransferWorld::put(world.data() / "many/7", "changed");
    world.runner.input_bytes = 0;
    VERIFY_OK(world.send_unread());
    QVERIFY2(world.runner.input_bytes < 1'000'000, std::to_string(world.runner.input_bytes).c_str());
    QVERIFY(world.is_whole());
  }

  void finds_that_it_is_there() {
    World world;
    VERIFY_OK(world.send_unread());
    world.runner.input_bytes = 0;
    const auto again = world.send_unread();
    VERIFY_OK(again);
    QVERIFY(again->was_there);
    QVERIFY2(world.runner.input_bytes < 1'000'000, std::to_string(world.runner.input_bytes).c_str());
  }

  void goes_on_after_a_cut_with_what_is_known_by_then() {
    World world;
    world.runner.cut_input_after = 15'000'000;  // of each stream
    const auto cut = world.send_unread();
    QVERIFY2(cut.failed(), cut.ok() ? "sent" : "cancelled");
    QCOMPARE(cut.error().code, ErrorCode::connection_lost);
    world.runner.cut_input_after = LocalRunner::never;
    VERIFY_OK(send(world.runner, {scan_files(world.data(), {}, {}).value(), world.data()}, "wine",
                   world.remote(world.work()), {}, {}));
    QVERIFY(world.is_whole());
    // In both tries together: four streams, each with a parcel that was cut.
    QVERIFY2(world.runner.input_bytes < World::everything + 4 * (8U << 20U),
             std::to_string(world.runner.input_bytes).c_str());
  }

  void ends_with_the_file_that_cannot_be_read() {
    World world;
    HoldingCache cache([&] { fs::remove(world.data() / "z.bin"); });
    const auto sent = world.send_unread(&cache);
    QVERIFY(sent.failed());
    QVERIFY2(words(sent.error()).find("z.bin") != std::string::npos, words(sent.error()).c_str());
  }

  void stops_when_it_is_told_to() {
    World world;
    std::stop_source stop;
    HoldingCache cache([&] { stop.request_stop(); });
    QVERIFY(
        send(world.runner, world.unread(&cache), "wine", world.remote(world.work()), {}, stop.get_token()).cancelled());
  }
};

}  // namespace late_hashes_test

WERKBANK_TEST(late_hashes_test::LateHashesTest);
#include "late_hashes_test.moc"
