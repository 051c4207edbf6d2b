#include <fstream>
#include <map>
#include <mutex>

#include "core/base/hash_cache.h"
#include "send_world.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace second_version_test {

using World = SendWorld;

/// Knows what was sent, and no hashes.
class SentMemory : public HashCache {
 public:
  void find(std::vector<CachedHash>& /*files*/) override {}
  void keep(const std::vector<CachedHash>& /*files*/) override {}
  void forget(const fs::path& /*root*/) override {}
  SentVersion last_sent(const std::string& dataset) override {
    const std::lock_guard lock(mutex);
    return versions[dataset];
  }
  void keep_sent(const std::string& dataset, const SentVersion& version) override {
    const std::lock_guard lock(mutex);
    versions[dataset] = version;
  }
  std::mutex mutex;
  std::map<std::string, SentVersion> versions;
};

/// Like send_it(), by who remembers.
Result<Receipt> send_with(SentMemory& memory, World& world) {
  return send(world.runner, FilesToSend::look(world.data(), &memory, {}, {}).value(), "wine",
              world.remote(world.work()), {}, {});
}

void change(World& world, const std::string& name, const std::string& content) {
  world.put(world.data() / name, content);
  world.manifest = scan_files(world.data(), nullptr, {}).value();
}

std::map<std::string, std::string> many_files() {
  std::map<std::string, std::string> files = {{"new\nline", "n"}, {"it's \\ \"q\"", "q"}, {"\xff", "x"}};
  for (int i = 0; i < 3000; ++i) files["many/" + std::to_string(i)] = std::to_string(i);
  return files;
}

class SecondVersionTest : public QObject {
  Q_OBJECT

 private slots:
  void of_a_second_version_only_what_changed_is_sent() {
    World world(large_files());
    VERIFY_OK(world.send_it());
    const auto first = world.place();
    auto files = large_files();
    files["many/7"] = "seven";
    files["new \n\x01 name"] = "new";
    files["-b \"q\""][10] ^= 1;  // a large one
    files.erase("many/8");
    files.erase("big");
    for (const auto* name : {"many/7", "new \n\x01 name", "-b \"q\""}) world.put(world.data() / name, files[name]);
    fs::remove(world.data() / "many/8");
    fs::remove(world.data() / "big");
    world.manifest = scan_files(world.data(), nullptr, {}).value();
    const std::uint64_t before = world.runner.input_bytes;
    const std::uint64_t heard_before = world.runner.output_bytes;
    VERIFY_OK(world.send_it());
    const std::uint64_t sent = world.runner.input_bytes - before;
    QVERIFY2(sent < 25'000'000 + 300'000, qPrintable(QString::number(sent)));
    // The list of the earlier version, and not the sums of what is linked one by one.
    const std::uint64_t heard = world.runner.output_bytes - heard_before;
    QVERIFY2(heard < 100'000, qPrintable(QString::number(heard)));
    QVERIFY(first != world.place());
    QCOMPARE(files_under(world.place()), files);
    QCOMPARE(files_under(first), large_files());
    // One file, not a copy; and still nobody may write into it.
    QCOMPARE(fs::hard_link_count(world.place() / "many/9"), std::uintmax_t(2));
    QCOMPARE(fs::status(first / "many/9").permissions(), fs::perms::owner_read);
    QCOMPARE(fs::status(world.place() / "many/7").permissions(), fs::perms::owner_read);
  }

  void a_second_version_that_breaks_off_goes_on() {
    World world(large_files());
    VERIFY_OK(world.send_it());
    auto files = large_files();
    files["a/new\nline.bin"][5] ^= 1;
    world.put(world.data() / "a/new\nline.bin", files["a/new\nline.bin"]);
    world.manifest = scan_files(world.data(), nullptr, {}).value();
    world.runner.cut_input_after = 9'000'000;
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    world.runner.cut_input_after = LocalRunner::never;
    const std::uint64_t before = world.runner.input_bytes;
    VERIFY_OK(world.send_it());
    QVERIFY(world.runner.input_bytes - before < 30'000'001 - parcel_size + 300'000);
    QCOMPARE(files_under(world.place()), files);
  }

  void a_damaged_earlier_version_is_found_out_and_all_is_sent() {
    for (const bool is_gone : {false, true}) {
      World world(large_files());
      VERIFY_OK(world.send_it());
      const auto victim = world.place() / "many/9";
      fs::remove(victim);
      if (!is_gone) world.put(victim, std::string(100, '!'));
      world.put(world.data() / "many/7", "seven");
      world.manifest = scan_files(world.data(), nullptr, {}).value();
      VERIFY_OK(world.send_it());
      auto files = large_files();
      files["many/7"] = "seven";
      QCOMPARE(files_under(world.place()), files);
    }
  }

  void without_hard_links_all_is_sent() {
    World world;
    VERIFY_OK(world.send_it());
    world.fake_tool("cp", "exit 1");
    world.put(world.data() / "plain.csv", "a,b\n1,3\n");
    world.manifest = scan_files(world.data(), nullptr, {}).value();
    VERIFY_OK(world.send_it());
    QCOMPARE(read_file(world.place() / "plain.csv").value(), std::string("a,b\n1,3\n"));
    QCOMPARE(files_under(world.place()).size(), hostile_files().size());
  }

  void what_was_sent_from_here_is_not_told_again() {
    World world(many_files());
    SentMemory memory;
    VERIFY_OK(send_with(memory, world));
    QCOMPARE(memory.versions["wine"].name, world.place().filename().string());
    auto files = many_files();
    // Each goes on from the version before; the last comes from a computer that knows only the first.
    const auto first = memory.versions["wine"];
    for (const bool is_known : {true, true, false}) {
      if (!is_known) memory.versions["wine"] = first;
      files["many/7"] += '!';
      change(world, "many/7", files["many/7"]);
      const std::uint64_t heard = world.runner.output_bytes;
      const std::uint64_t sent = world.runner.input_bytes;
      VERIFY_OK(send_with(memory, world));
      QCOMPARE(files_under(world.place()), files);
      QVERIFY((world.runner.output_bytes - heard < 10'000) == is_known);
      QVERIFY(world.runner.input_bytes - sent < 10'000);
    }
  }

  void a_version_that_is_remembered_wrong_harms_nothing() {
    const std::string sum(16, 'a');
    for (const auto& wrong : {std::string(), "nonsense\n" + sum + " ./../../evil\n", sum + " ./many/9\n"}) {
      World world(many_files());
      SentMemory memory;
      VERIFY_OK(send_with(memory, world));
      memory.versions["wine"].list = wrong;
      change(world, "many/7", "seven");
      VERIFY_OK(send_with(memory, world));
      auto files = many_files();
      files["many/7"] = "seven";
      QCOMPARE(files_under(world.place()), files);
    }
  }

  void folders_of_which_nothing_is_left_go_also_where_nobody_may_write() {
    for (const bool is_read_only : {false, true}) {
      auto files = many_files();
      for (const auto* name : {"gone/deep er/one", "gone/two", "stays/a", "stays/b"}) files[name] = name;
      World world(files);
      VERIFY_OK(world.send_it());
      if (is_read_only) {
        for (const auto& entry : fs::recursive_directory_iterator(world.place()))
          if (entry.is_directory()) fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::owner_exec);
      }
      for (const auto* name : {"gone/deep er/one", "gone/two", "stays/a"}) {
        files.erase(name);
        fs::remove(world.data() / name);
      }
      files["stays/new"] = "new";
      change(world, "stays/new", "new");
      VERIFY_OK(world.send_it());
      QCOMPARE(files_under(world.place()), files);
      QVERIFY(!fs::exists(world.place() / "gone"));
    }
  }

  void what_was_linked_is_looked_at_again_and_read_once() {
    World world(many_files());
    VERIFY_OK(world.send_it());
    world.fake_tool("cmp", "/usr/bin/cmp \"$@\"; code=$?; echo $code >> \"$0.said\"; exit $code");
    change(world, "many/7", "seven");
    VERIFY_OK(world.send_it());
    QCOMPARE(read_file(world.here() / "tools/cmp.said").value(), std::string("0\n"));
  }

  void links_that_are_refused_halfway_end_in_all_being_sent() {
    World world(large_files());
    VERIFY_OK(world.send_it());
    // Some of it is linked then.
    world.fake_tool("cp", "/usr/bin/cp \"$@\"; sleep 0.3; exit 1");
    change(world, "many/7", "seven");
    VERIFY_OK(world.send_it());
    auto files = large_files();
    files["many/7"] = "seven";
    QCOMPARE(files_under(world.place()), files);
    QCOMPARE(fs::hard_link_count(world.place() / "many/9"), std::uintmax_t(1));
  }

  void streams_wait_until_all_is_linked() {
    World world(large_files());
    VERIFY_OK(world.send_it());
    world.fake_tool("cp", "sleep 1; exec /usr/bin/cp \"$@\"");
    auto files = large_files();
    for (int i = 0; i < 3000; i += 3) files["many/" + std::to_string(i)] = "changed";
    files["big"][10] ^= 1;
    files["exact"][10] ^= 1;
    for (const auto& [name, content] : files) world.put(world.data() / name, content);
    change(world, "many/7", files["many/7"]);
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), files);
    QCOMPARE(fs::hard_link_count(world.place() / "many/1"), std::uintmax_t(2));
    QCOMPARE(world.left_overs(), 3);  // of the first version
  }

  void a_factory_without_links_offers_no_earlier_version() {
    World world(large_files());
    VERIFY_OK(world.send_it());
    world.fake_tool("ln", "exit 1");
    world.fake_tool("cp", "touch \"$0.asked\"; exit 1");
    change(world, "many/7", "seven");
    VERIFY_OK(world.send_it());
    QVERIFY(!fs::exists(world.here() / "tools/cp.asked"));
  }

  void a_list_of_an_earlier_version_that_lies_harms_nothing() {
    for (const auto& lie : std::vector<std::string>{std::string(64, 'a') + " ./../../evil", std::string("nonsense"),
                                                    std::string(5000, 'x'), std::string(64, 'z') + " ./plain.csv"}) {
      World world;
      VERIFY_OK(world.send_it());
      world.put(world.place().string() + ".manifest", lie + std::string(1, '\0') + lie);
      world.put(world.data() / "plain.csv", "a,b\n1,3\n");
      world.manifest = scan_files(world.data(), nullptr, {}).value();
      VERIFY_OK(world.send_it());
      QCOMPARE(read_file(world.place() / "plain.csv").value(), std::string("a,b\n1,3\n"));
    }
  }
};

}  // namespace second_version_test

WERKBANK_TEST(second_version_test::SecondVersionTest);
#include "second_version_test.moc"
