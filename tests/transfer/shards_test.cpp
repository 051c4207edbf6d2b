// Many small files on their way as shards: the same promises as for files that are sent one by one.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <set>
#include <thread>

#include <sys/resource.h>

#include "core/base/shard_layout.h"
#include "core/transfer/parcels.h"
#include "core/transfer/send.h"
#include "core/transfer/stored.h"
#include "core/transfer/verify_stored.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace shards_test {

using Files = std::map<std::string, std::string>;
constexpr ShardSizes a_few = {1U << 20U, 6U << 20U, 18U << 20U};  // shards of more than one parcel
constexpr int how_many = 600;

Files photos(int count = how_many, std::size_t size = 51'200) {
  Files files;
  const auto all = noise(size * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    files["class " + std::to_string(i % 5) + "/photo " + std::to_string(10'000 + i) + ".jpg"] =
        all.substr(static_cast<std::size_t>(i) * size, size);
  files["large.bin"] = noise(2U << 20U);
  return files;
}

std::string a_photo(int number) {
  return "class " + std::to_string(number % 5) + "/photo " + std::to_string(10'000 + number) + ".jpg";
}

struct World : TransferWorld {
  explicit World(const Files& files = photos()) {
    for (const auto& [name, content] : files) put(data() / name, content);
  }
  FilesToSend look(Keeping keeping = Keeping::packed) const {
    auto files = FilesToSend::look(data(), nullptr, {}, {}).value();
    files.wish(keeping);
    return files;
  }
  Result<Receipt> send_it(Keeping keeping = Keeping::packed, std::uint64_t from_files = 0) {
    return send(runner, look(keeping), "photos", remote(work()), {}, {}, {from_files, a_few});
  }
  /// What a job finds when all is unpacked.
  Files unpacked(const std::string& place) const {
    const auto to = here() / "unpacked";
    fs::remove_all(to);
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(fs::path(place) / "werkbank-shards")) {
      if (entry.path().extension() != ".tar") continue;
      // The work folder's own name is not one for a shell.
      fs::copy_file(entry.path(), here() / "shard.tar", fs::copy_options::overwrite_existing);
      const auto line = "cd '" + here().string() + "' && LC_ALL=C tar -x -f shard.tar -C unpacked";
      if (std::system(line.c_str()) != 0) return {{"tar", "failed"}};
      fs::remove(here() / "shard.tar");
    }
    auto files = files_under(to);
    for (const auto& [name, content] : files_under(place)) {
      if (!name.starts_with(shard_folder)) files[name] = content;
    }
    return files;
  }
  int left_overs() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(work() / "datasets"))
      count += entry.path().filename().string().starts_with(".part-") ? 1 : 0;
    return count;
  }
};

std::set<std::string> folders_under(const fs::path& root) {
  std::set<std::string> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_directory()) folders.insert(entry.path().lexically_relative(root).string());
  }
  return folders;
}

std::vector<fs::path> shards_in(const std::string& place) {
  std::vector<fs::path> shards;
  for (const auto& entry : fs::directory_iterator(fs::path(place) / "werkbank-shards")) {
    if (entry.path().extension() == ".tar") shards.push_back(entry.path());
  }
  return shards;
}

/// The last photo of the shard that goes after the others.
std::string last_to_be_sent(const FilesToSend& files) {
  const auto layout = ShardLayout::of(files.originals().entries, a_few).value();
  std::size_t last = 0;
  for (const auto& kept : layout.kept()) {
    if (kept.kind == ShardLayout::Kept::Kind::shard) last = layout.shards()[kept.number].end - 1;
  }
  return files.originals().entries.path(last);
}

class ShardsTest : public QObject {
  Q_OBJECT

 private slots:
  void the_files_arrive_as_a_few_and_come_out_as_they_were() {
    World world;
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY(sent->packed.has_value());
    QCOMPARE(sent->files, std::uint64_t{how_many + 1});
    QCOMPARE(sent->packed->files, std::uint64_t(files_under(sent->place).size()));
    QVERIFY(sent->packed->files < 8);
    QCOMPARE(world.unpacked(sent->place), photos());
    QCOMPARE(world.left_overs(), 0);
    const auto there = scan_files(sent->place, {}, {});
    QCOMPARE(sent->manifest_hash, there->hash());
    QVERIFY(sent->name.ends_with(there->hash().substr(0, 16)));
  }

  void hostile_names_come_out_as_they_were() {
    auto files = hostile_files();
    files.erase("x.tar.gz -> y");
    World world(files);
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY(sent->packed.has_value());
    QCOMPARE(world.unpacked(sent->place), files);
  }

  void empty_folders_are_told_and_come_out_of_neither_way() {
    World world(photos(300, 100));
    fs::create_directories(world.data() / "class 9/nobody yet");
    fs::create_directories(world.data() / "out");
    std::vector<std::set<std::string>> came_out;
    // The second goes on from the first, which has a folder that it has not.
    for (const auto keeping : {Keeping::packed, Keeping::as_files}) {
      auto files = world.look(keeping);
      const auto told = files.originals().left_out.sentences();
      QCOMPARE(told.size(), std::size_t{1});
      QVERIFY2(told.front().english().find("2 left out, such as class 9/nobody yet") != std::string::npos,
               told.front().english().c_str());
      const auto sent = send(world.runner, std::move(files), "photos", world.remote(world.work()), {}, {}, {0, a_few});
      VERIFY_OK(sent);
      QCOMPARE(sent->packed.has_value(), keeping == Keeping::packed);
      QCOMPARE(sent->files, std::uint64_t{301});
      if (sent->packed) QCOMPARE(world.unpacked(sent->place), photos(300, 100));
      came_out.push_back(folders_under(sent->packed ? world.here() / "unpacked" : fs::path(sent->place)));
    }
    const std::set<std::string> expected = {"class 0", "class 1", "class 2", "class 3", "class 4"};
    QCOMPARE(came_out[0], expected);
    QCOMPARE(came_out[1], expected);
  }

  void an_empty_folder_more_makes_no_other_data_set() {
    World world(photos(300, 100));
    const auto first = world.send_it();
    VERIFY_OK(first);
    fs::create_directories(world.data() / "out");
    const auto second = world.send_it();
    VERIFY_OK(second);
    QVERIFY(second->was_there);
    QCOMPARE(second->name, first->name);
  }

  void the_receipt_says_how_it_is_kept_and_the_list_names_every_file() {
    World world;
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    const auto receipt = read_file(sent->place + ".receipt.json").value();
    QVERIFY2(receipt.find("\"packed\"") != std::string::npos && receipt.find("\"asked\"") != std::string::npos,
             receipt.c_str());
    QVERIFY2(sent->packed_sentence().english().find("601 files are packed together") == 0,
             sent->packed_sentence().english().c_str());
    const auto list = read_file(fs::path(sent->place) / shard_list_name).value();
    for (const auto& [name, content] : photos())
      QVERIFY2(list.find(sha256_hex(content) + '"') != std::string::npos && list.find(name) != std::string::npos,
               name.c_str());
    const auto stored = list_stored(world.runner, world.remote(world.work()), {});
    QVERIFY(stored.ok());
    QCOMPARE(stored->things.front().original_files, std::uint64_t{how_many + 1});
    QCOMPARE(stored->things.front().files, sent->packed->files);
  }

  void the_same_data_is_found_there() {
    World world;
    VERIFY_OK(world.send_it());
    world.runner.input_bytes = 0;
    const auto again = world.send_it();
    VERIFY_OK(again);
    QVERIFY(again->was_there);
    QVERIFY(again->packed.has_value());
    QVERIFY2(world.runner.input_bytes < 200'000, std::to_string(world.runner.input_bytes).c_str());
  }

  void goes_on_inside_a_shard_where_it_was_cut() {
    World world;
    const auto all = world.look().originals().bytes();
    world.runner.cut_input_after = 6'000'000;  // of each stream
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    world.runner.cut_input_after = LocalRunner::never;
    world.runner.input_bytes = 0;
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY2(world.runner.input_bytes < all - parcel_size + 1'000'000,
             std::to_string(world.runner.input_bytes).c_str());
    QCOMPARE(world.unpacked(sent->place), photos());
    QCOMPARE(world.left_overs(), 0);
  }

  void one_that_changed_meanwhile_is_named() {
    World world;
    const auto victim = a_photo(300);
    auto files = world.look();
    VERIFY_OK(files.pack({}, {}, a_few));
    VERIFY_OK(files.read({}, {}));
    auto other = photos().at(victim);
    other[9'000] ^= 1;
    world.put(world.data() / victim, other);
    const auto sent = send(world.runner, std::move(files), "photos", world.remote(world.work()), {}, {});
    QCOMPARE(code_of(sent), ErrorCode::data_rejected);
    QVERIFY2(words(sent.error()).find(victim) != std::string::npos, words(sent.error()).c_str());
    QCOMPARE(world.left_overs(), 0);
  }

  void what_arrived_before_one_was_gone_is_not_sent_twice() {
    World world;
    auto files = world.look();
    const auto victim = last_to_be_sent(files);
    VERIFY_OK(files.pack({}, {}, a_few));
    VERIFY_OK(files.read({}, {}));
    const auto all = files.originals().bytes();
    const auto gone = send(world.runner, std::move(files), "photos", world.remote(world.work()),
                           [&](const Progress& at) {
                             if (at.done > 0) fs::remove(world.data() / victim);
                           },
                           {});
    QCOMPARE(code_of(gone), ErrorCode::local_file);
    QVERIFY2(words(gone.error()).find(victim + " is not there any more") != std::string::npos,
             words(gone.error()).c_str());
    world.put(world.data() / victim, photos().at(victim));
    world.runner.input_bytes = 0;
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY2(world.runner.input_bytes < all - parcel_size + 1'000'000,
             std::to_string(world.runner.input_bytes).c_str());
    QCOMPARE(world.unpacked(sent->place), photos());
    QCOMPARE(world.left_overs(), 0);
  }

  void one_that_changed_after_a_part_was_sent_is_found_at_the_second_try() {
    World world;
    world.runner.cut_input_after = 6'000'000;
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    world.runner.cut_input_after = LocalRunner::never;
    auto files = photos();
    for (auto& [name, content] : files) {
      if (name.find(".jpg") == std::string::npos) continue;
      content[100] ^= 1;
      world.put(world.data() / name, content);
    }
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QCOMPARE(world.unpacked(sent->place), files);
  }

  void damage_on_the_way_is_found_and_mended() {
    World world;
    const auto once = world.here() / "once";
    world.put(once, "");
    // The first piece that is written gets a wrong byte.
    world.fake_tool("dd", "/usr/bin/dd \"$@\"; code=$?\ncase $1 in of=large/*) file=${1#of=}; [ -e '" + once.string() +
                              "' ] && rm -f '" + once.string() +
                              "' && printf 'X' | /usr/bin/dd of=\"$file\" bs=1 seek=700 conv=notrunc 2>/dev/null ;; "
                              "esac\nexit $code");
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY(!fs::exists(once));
    QCOMPARE(world.unpacked(sent->place), photos());
  }

  void damage_there_is_found_by_verifying_and_sent_again() {
    World world;
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    const auto shard = shards_in(sent->place).front();
    fs::permissions(shard, fs::perms::owner_all);
    auto bytes = read_file(shard).value();
    bytes[bytes.size() / 2] ^= 1;
    fs::remove(shard);
    world.put(shard, bytes);
    auto files = world.look();
    VERIFY_OK(files.pack({}, {}, a_few));
    VERIFY_OK(files.read({}, {}));
    const auto check = verify_stored(world.runner, world.remote(world.work()), sent->name, &files.manifest(), {}, {});
    VERIFY_OK(check);
    QVERIFY(!check->whole);
    QCOMPARE(check->changed.size(), std::size_t{1});
    QVERIFY(check->changed.front().ends_with(shard.filename().string()));
    const auto again = world.send_it();
    VERIFY_OK(again);
    QVERIFY(!again->was_there);
    QCOMPARE(world.unpacked(again->place), photos());
  }

  void of_a_second_version_only_the_shards_concerned_are_sent() {
    World world;
    const auto first = world.send_it();
    VERIFY_OK(first);
    auto files = photos();
    for (int i = 0; i < how_many / 20; i += 5) {  // 1 %, in one class
      files[a_photo(i)][50] ^= 1;
      world.put(world.data() / a_photo(i), files[a_photo(i)]);
    }
    world.runner.input_bytes = 0;
    const auto second = world.send_it();
    VERIFY_OK(second);
    QVERIFY(second->name != first->name);
    QVERIFY2(world.runner.input_bytes < a_few.most + 1'000'000, std::to_string(world.runner.input_bytes).c_str());
    QCOMPARE(world.unpacked(second->place), files);
    QCOMPARE(world.unpacked(first->place), photos());
  }

  void a_rule_of_the_factory_packs_and_a_wish_overrules_it() {
    World world(photos(300, 100));
    const auto by_rule = world.send_it(Keeping::as_factory_wants, 300);
    VERIFY_OK(by_rule);
    QCOMPARE(by_rule->packed->because, PackedBecause::profile);
    QCOMPARE(by_rule->packed->limit, std::uint64_t{300});
    QVERIFY(!world.send_it(Keeping::as_factory_wants, 302)->packed);
    const auto as_files = world.send_it(Keeping::as_files, 300);
    QVERIFY(!as_files->packed);
    QCOMPARE(files_under(as_files->place), photos(300, 100));
  }

  void where_there_is_no_room_for_so_many_files_they_are_packed() {
    World world(photos(1500, 100));
    world.fake_tool(
        "df", "case $1 in -Pi) echo 'F I U A C M'; echo 'x 1000 100 900 10% /' ;; *) exec /bin/df \"$@\" ;; esac");
    const auto sent = world.send_it(Keeping::as_factory_wants);
    VERIFY_OK(sent);
    QVERIFY(sent->packed.has_value());
    QCOMPARE(sent->packed->because, PackedBecause::quota);
    QCOMPARE(sent->packed->limit, std::uint64_t{900});
    QVERIFY(sent->packed_sentence().english().find("only 900 more files") != std::string::npos);
    QCOMPARE(world.unpacked(sent->place), photos(1500, 100));
    QCOMPARE(world.left_overs(), 0);
    const auto as_files = world.send_it(Keeping::as_files);
    QCOMPARE(code_of(as_files), ErrorCode::remote_disk_full);
  }

  void twenty_thousand_files_cost_no_more_than_as_files() {
    const auto files = photos(20'000, 2'000);
    World world(files);
    const auto timed = [&](Keeping keeping) {
      const auto begin = std::chrono::steady_clock::now();
      const auto sent = world.send_it(keeping);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
      rusage usage = {};
      getrusage(RUSAGE_SELF, &usage);
      qInfo("20,000 files of 2 kB %s: %.2f s, %.0f MB at most so far",
            keeping == Keeping::packed ? "packed" : "as files", took.count(),
            static_cast<double>(usage.ru_maxrss) / 1024);
      return sent;
    };
    const auto packed = timed(Keeping::packed);
    VERIFY_OK(packed);
    QVERIFY(packed->packed->files < 12);
    VERIFY_OK(timed(Keeping::as_files));
  }
};

}  // namespace shards_test

WERKBANK_TEST(shards_test::ShardsTest);
#include "shards_test.moc"
