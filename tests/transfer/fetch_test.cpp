#include <sys/mount.h>
#include <unistd.h>

#include "core/transfer/fetch.h"
#include "core/transfer/inbox.h"
#include "core/transfer/parcels.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace fetch_test {

using Files = std::map<std::string, std::string>;

struct World : TransferWorld {
  explicit World(const std::map<std::string, std::string>& files = hostile_files()) {
    for (const auto& [name, content] : files) put(job() / "out" / name, content);
  }
  fs::path job() const { return work() / "jobs/uuid"; }
  fs::path into() const { return here() / "results"; }
  Result<Receipt> fetch_it(const std::vector<std::string>& paths = {"out"}) {
    return fetch(runner, remote(job()), paths, into(), nullptr, {});
  }
  /// Nothing of ours in the folder of the results.
  bool clean() const { return !fs::exists(into()) || fs::is_empty(into()); }
  /// Nothing but what the next try goes on with.
  bool nothing_half() const {
    if (clean()) return true;
    const auto only = fs::directory_iterator(into());
    return std::distance(fs::directory_iterator(into()), {}) == 1 &&
           only->path().filename().string().starts_with(".werkbank-part-");
  }
};

/// Of a few parcels, and a file of no byte.
const Files& large_files() {
  static const Files files = [] {
    Files some = {{"empty", ""},
                  {"a/small", "small"},
                  {"model $(x)\n.bin", noise(41'000'003)},
                  {"-b", noise(12'000'000)},
                  {"exact", noise(5U << 20U)}};
    for (int i = 0; i < 2500; ++i)
      some["many/" + std::to_string(i)] = std::string(100, static_cast<char>('a' + i % 26));
    return some;
  }();
  return files;
}

/// What becomes much smaller; files of no byte before, between and after the others of a pack.
const Files& tables() {
  static const Files files = [] {
    Files some = {{"a", ""}, {"many/250", ""}, {"z", ""}, {"large.csv", table(16'000'000)}};
    for (int i = 0; i < 500; ++i)
      if (i != 250) some["many/" + std::to_string(i)] = table(static_cast<std::size_t>(1000 + 20 * i));
    return some;
  }();
  return files;
}

std::uint64_t bytes_of(const Files& files) {
  std::uint64_t bytes = 0;
  for (const auto& [name, content] : files) bytes += content.size();
  return bytes;
}

class FetchTest : public QObject {
  Q_OBJECT

 private slots:
  void brings_every_hostile_name_byte_for_byte() {
    World world;
    world.runner.noise = "hello \\n%s\n";
    const auto came = world.fetch_it();
    VERIFY_OK(came);
    QCOMPARE(files_under(world.into() / "out"), hostile_files());
    QCOMPARE(came->files, hostile_files().size());
    QCOMPARE(came->name, std::string("uuid"));
    QCOMPARE(came->place, world.into().string());
    QCOMPARE(std::distance(fs::directory_iterator(world.into()), {}), 1);
  }

  void leaves_out_links_and_what_is_not_there() {
    World world(Files{{"a", "a"}});
    world.put(world.here() / "secret/key", "secret");
    fs::create_symlink(world.here() / "secret/key", world.job() / "out/link");
    fs::create_directory_symlink(world.here() / "secret", world.job() / "out/folder");
    fs::create_hard_link(world.job() / "out/a", world.job() / "out/twin");
    VERIFY_OK(world.fetch_it({"out", "absent", "out/folder/key", "out/link", "out/a"}));
    QCOMPARE(files_under(world.into()), (std::map<std::string, std::string>{{"out/a", "a"}, {"out/twin", "a"}}));
  }

  void nothing_there_is_an_error() {
    World world;
    QCOMPARE(code_of(world.fetch_it({"absent"})), ErrorCode::remote_file);
    QCOMPARE(code_of(world.fetch_it({"../uuid/out"})), ErrorCode::remote_file);
    fs::remove_all(world.job());
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::remote_file);
    QVERIFY(world.clean());
  }

  void what_is_here_is_never_overwritten() {
    World world(Files{{"model.bin", "new"}, {"same.txt", "same"}, {".dot", "new"}});
    world.put(world.into() / "out/model.bin", "mine");
    world.put(world.into() / "out/model (2).bin", "mine too");
    world.put(world.into() / "out/same.txt", "same");
    world.put(world.into() / "out/.dot", "mine");
    for (int i = 0; i < 2; ++i) {
      VERIFY_OK(world.fetch_it());
      QCOMPARE(files_under(world.into()), (std::map<std::string, std::string>{{"out/model.bin", "mine"},
                                                                              {"out/model (2).bin", "mine too"},
                                                                              {"out/model (3).bin", "new"},
                                                                              {"out/.dot", "mine"},
                                                                              {"out/.dot (2)", "new"},
                                                                              {"out/same.txt", "same"}}));
    }
    QVERIFY(world.fetch_it()->was_there);
  }

  void large_and_small_files_come_side_by_side() {
    World world(large_files());
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), large_files());
    QCOMPARE(std::distance(fs::directory_iterator(world.into()), {}), 1);
    QVERIFY(world.runner.output_bytes > bytes_of(large_files()));  // zstd would not make it smaller
  }

  void after_a_cut_only_what_is_not_here_comes() {
    World world(large_files());
    world.runner.cut_output_after = 12'000'000;  // of each stream
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
    QVERIFY(world.nothing_half());
    const std::uint64_t first = world.runner.output_bytes;
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), large_files());
    QCOMPARE(std::distance(fs::directory_iterator(world.into()), {}), 1);
    const auto whole = bytes_of(large_files());
    const std::uint64_t all = world.runner.output_bytes;
    QVERIFY(first > 4 * parcel_size);
    // At most one parcel of each stream twice; and lists and sums, which come at both tries.
    QVERIFY2(all <= whole + 4 * parcel_size + 800'000, qPrintable(QString::number(all - whole)));
  }

  void tables_cross_the_line_in_a_fraction_of_their_size() {
    World world(tables());
    const auto came = world.fetch_it();
    VERIFY_OK(came);
    QCOMPARE(came->bytes, bytes_of(tables()));
    QCOMPARE(files_under(world.into() / "out"), tables());
    QVERIFY2(world.runner.output_bytes < bytes_of(tables()) / 4,
             qPrintable(QString::number(world.runner.output_bytes)));
  }

  void a_table_that_is_cut_goes_on_where_it_was() {
    World world(tables());
    world.runner.cut_output_after = 200'000;  // of each stream
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
    QVERIFY(world.nothing_half());
    const std::uint64_t first = world.runner.output_bytes;
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), tables());
    World whole(tables());
    VERIFY_OK(whole.fetch_it());
    QVERIFY(first > 200'000 && world.runner.output_bytes - first < whole.runner.output_bytes);
  }

  void a_factory_without_zstd_gives_tables_as_they_are() {
    World world(tables());
    world.fake_tool("zstd", "exit 127");
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), tables());
    QVERIFY(world.runner.output_bytes > bytes_of(tables()));
  }

  void a_table_that_shrinks_or_goes_meanwhile_is_found_out() {
    World world(tables());
    world.fake_tool("dd", "case \" $* \" in *bs=64K*) exec /bin/dd \"$@\" ;; esac; find '" + world.here().string() +
                              "' -path '*/jobs/*' -name large.csv -exec truncate -s 100 {} +; exec /bin/dd \"$@\"");
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::verification_failed);
    QVERIFY(world.clean());
    World other(tables());
    other.fake_tool("dd", "case \" $* \" in *bs=64K*) exec /bin/dd \"$@\" ;; esac; echo gone >&2; exit 1");
    QCOMPARE(code_of(other.fetch_it()), ErrorCode::remote_file);
  }

  void frames_that_lie_are_refused() {
    const std::string asked = "case \" $* \" in *' -V '*) exit 0 ;; esac; ";
    for (const std::string lie : {"cat", "echo nonsense", "{ head -c 1000; cat >/dev/null; } | /usr/bin/zstd -q -1 -c",
                                  "{ cat; echo more; } | /usr/bin/zstd -q -1 -c", "/usr/bin/zstd -q -1 -c; echo more",
                                  "/usr/bin/zstd -q -1 -c --long=27", "tr a b | /usr/bin/zstd -q -1 -c"}) {
      World world(Files{{"large.csv", table(6'000'000)}});
      world.fake_tool("zstd", asked + lie);
      world.fake_tool("wc", "cat >/dev/null; echo 1000");
      const auto came = world.fetch_it();
      QVERIFY2(code_of(came) == ErrorCode::verification_failed,
               (lie + ": " + (came.failed() ? words(came.error()) : "ok")).c_str());
      QVERIFY2(world.clean(), lie.c_str());
    }
  }

  void what_was_damaged_here_meanwhile_comes_again() {
    World world(large_files());
    world.runner.cut_output_after = 12'000'000;
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
    int damaged = 0;
    for (const auto& entry : fs::recursive_directory_iterator(world.into())) {
      if (!entry.is_regular_file() || entry.file_size() < parcel_size) continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      const auto byte = static_cast<char>(file.peek() ^ 1);
      file.put(byte);
      ++damaged;
    }
    QVERIFY(damaged > 0);
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), large_files());
  }

  void what_is_damaged_on_this_disk_while_the_rest_comes_comes_again() {
    World world(large_files());
    int damaged = 0;
    const auto damage = [&](const Progress& progress) {
      if (progress.done < progress.total || damaged > 0) return;
      for (const auto& entry : fs::recursive_directory_iterator(world.into())) {
        if (!entry.is_regular_file() || entry.file_size() != 100 || damaged > 5) continue;
        std::ofstream(entry.path(), std::ios::binary) << std::string(100, '!');
        ++damaged;
      }
    };
    VERIFY_OK(fetch(world.runner, world.remote(world.job()), {"out"}, world.into(), damage, {}));
    QVERIFY(damaged > 0);
    QCOMPARE(files_under(world.into() / "out"), large_files());
  }

  void what_is_gone_here_meanwhile_comes_again() {
    World world(large_files());
    world.runner.cut_output_after = 12'000'000;
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
    const auto staging = fs::directory_iterator(world.into())->path();
    for (std::size_t number = 0; number < 40; ++number)
      std::ofstream(staging / "arrived", std::ios::app) << "\n" << number << ' ' << number << "\n";
    for (const auto& entry : fs::recursive_directory_iterator(staging / "data"))
      if (entry.is_regular_file() && entry.file_size() > parcel_size) fs::resize_file(entry.path(), 7'000'000);
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), large_files());
  }

  void a_note_that_was_cut_short_is_never_another_number() {
    World world;
    fs::create_directories(world.into());
    auto staging = Staging::open(world.into(), "what");
    VERIFY_OK(staging);
    staging->note(3);
    const auto journal = staging->data().parent_path() / "arrived";
    for (const std::string cut :
         {"1", "15", "15 1", "15 ", " ", "-1 -1", "7 8\n", "99999999999999999999 99999999999999999999\n"}) {
      std::ofstream(journal, std::ios::app | std::ios::binary) << cut;
      staging->note(2);
      QCOMPARE(staging->arrived(1000), (std::vector<std::size_t>{2, 3}));
    }
    QCOMPARE(staging->arrived(3), (std::vector<std::size_t>{2}));
  }

  void what_came_is_used_when_it_stopped_on_the_way_to_its_place() {
    const Files files = {{"a", noise(6'000'000)}, {"b/c", noise(7'000'000)}, {"d", "small"}};
    World world(files);
    world.put(world.into() / "out/b", "a file where a folder should be");
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::local_file);
    QVERIFY(fs::exists(world.into() / "out/a"));
    fs::remove(world.into() / "out/b");
    const std::uint64_t first = world.runner.output_bytes;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), files);
    QVERIFY2(world.runner.output_bytes - first < 100'000,
             qPrintable(QString::number(world.runner.output_bytes - first)));
    QCOMPARE(std::distance(fs::directory_iterator(world.into()), {}), 1);
  }

  void what_is_here_of_a_broken_try_needs_no_second_room() {
    if (geteuid() != 0) QSKIP("needs a file system of its own");
    World world(Files{{"model.bin", noise(40'000'000)}});
    fs::create_directories(world.into());
    if (mount("tmpfs", world.into().c_str(), "tmpfs", 0, "size=50m") != 0) QSKIP("cannot mount a file system here");
    world.runner.cut_output_after = 8'000'000;  // of each stream
    const auto cut = world.fetch_it();
    world.runner.cut_output_after = LocalRunner::never;
    const auto again = world.fetch_it();
    const auto here = again.ok() ? files_under(world.into() / "out") : Files();
    umount2(world.into().c_str(), MNT_DETACH);
    QCOMPARE(code_of(cut), ErrorCode::connection_lost);
    VERIFY_OK(again);
    QCOMPARE(here, (Files{{"model.bin", noise(40'000'000)}}));
  }

  void a_factory_that_gives_other_bytes_is_found_out() {
    const std::vector<std::pair<std::string, ErrorCode>> lies = {
        {"printf evil", ErrorCode::verification_failed},
        {"printf go", ErrorCode::verification_failed},
        {"exit 1", ErrorCode::verification_failed},
        {"/bin/tar \"$@\" | tr g b", ErrorCode::verification_failed},
        {"/bin/tar \"$@\"; printf more", ErrorCode::verification_failed},
        {"exec /bin/tar \"$@\" --transform s/a/b/", ErrorCode::remote_file},  // as if it could not be read
        {"head -c 32768 /dev/zero", ErrorCode::remote_file}};
    for (const auto& [lie, code] : lies) {
      World world(Files{{"a", "good"}});
      world.fake_tool("tar", lie);
      const auto came = world.fetch_it();
      QVERIFY2(came.failed() && came.error().code == code,
               (lie + ": " + (came.failed() ? words(came.error()) : "ok")).c_str());
      QVERIFY2(code == ErrorCode::verification_failed ? world.clean() : world.nothing_half(), lie.c_str());
    }
  }

  void a_small_file_that_changes_meanwhile_is_found_out_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("code");
    QTest::newRow("grows") << "echo more >> %1" << int(ErrorCode::verification_failed);
    QTest::newRow("shrinks") << "truncate -s 1 %1" << int(ErrorCode::verification_failed);
    QTest::newRow("becomes a link") << "ln -sf /etc/passwd %1" << int(ErrorCode::verification_failed);
    QTest::newRow("becomes a folder") << "rm %1; mkdir %1" << int(ErrorCode::verification_failed);
    QTest::newRow("goes") << "rm %1" << int(ErrorCode::remote_file);
  }

  void a_small_file_that_changes_meanwhile_is_found_out() {
    QFETCH(const QString, change);
    QFETCH(const int, code);
    for (const std::string name : {"first", "middle", "z"}) {
      World world(Files{{"first", "some"}, {"middle", "some"}, {"z", "some"}});
      const auto file = '\'' + (world.here() / "changes").string() + '\'';
      fs::create_directory_symlink(world.job() / "out", world.here() / "changes");
      world.fake_tool("tar", "sleep 0.5; " + change.arg(QString::fromStdString(file + '/' + name)).toStdString() +
                                 "; exec /bin/tar \"$@\"");
      const auto came = world.fetch_it();
      QVERIFY2(came.failed() && int(code_of(came)) == code,
               (name + ": " + (came.failed() ? words(came.error()) : "ok")).c_str());
      QVERIFY(world.nothing_half());
    }
  }

  void two_names_of_one_file_both_come() {
    World world(Files{{"a", "one file"}});
    fs::create_hard_link(world.job() / "out/a", world.job() / "out/b");
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), (Files{{"a", "one file"}, {"b", "one file"}}));
  }

  void a_large_file_that_changes_meanwhile_is_found_out() {
    World world(large_files());
    world.fake_tool("stat", "echo 7");
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::verification_failed);
    QVERIFY(world.clean());
    world.fake_tool("stat", "exec /usr/bin/stat \"$@\"");
    for (const auto* size : {"+100", "100"}) {
      world.fake_tool("dd", "find '" + world.here().string() + "' -path '*/jobs/*' -name exact -exec truncate -s " +
                                size + " {} +; exec /bin/dd \"$@\"");
      const auto other = world.fetch_it();
      QCOMPARE(code_of(other), ErrorCode::verification_failed);
      QVERIFY2(other.error().detail.find("another size") != std::string::npos, other.error().detail.c_str());
      QVERIFY(world.clean());
    }
  }

  void sums_that_make_no_sense_are_refused() {
    for (const std::string lie : {"echo nonsense", "true", "yes 0 | head -n 100000"}) {
      World world(Files{{"a", "good"}});
      world.fake_tool("openssl", "exit 1");
      world.fake_tool("cut", lie);
      QVERIFY(world.fetch_it().failed());
      QVERIFY(world.nothing_half());
    }
  }

  void without_openssl_it_works_as_well() {
    World world;
    world.fake_tool("openssl", "exit 127");
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), hostile_files());
  }

  void a_malicious_list_is_refused() {
    for (const auto* listed :
         {"4 ./../evil\\0", "4 /evil\\0", "x ./out/a\\0", "4 ./out/b\\0", "99999999999999999999 ./a\\0"}) {
      World world(Files{{"a", "good"}});
      world.fake_tool("find", std::string("printf '") + listed + '\'');
      QVERIFY(world.fetch_it().failed());
      QVERIFY(world.nothing_half());
    }
  }

  void wherever_the_line_breaks_nothing_half_stays() {
    World world;
    for (std::uint64_t bytes = 1; bytes < 700'000; bytes += 35'000) {
      world.runner.cut_output_after = bytes;
      QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
      QVERIFY(world.nothing_half());
    }
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.into() / "out"), hostile_files());
  }

  void a_file_that_is_announced_larger_than_the_disk_is_refused_first() {
    World world(Files{{"a", "good"}});
    world.fake_tool("find", "printf '9000000000000000000 ./out/a\\0'");
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::local_disk_full);
    QVERIFY(world.clean());
  }

  void a_place_that_cannot_be_written_is_said() {
    World world(Files{{"a", "good"}});
    world.put(world.into() / "out", "a file");
    QCOMPARE(code_of(world.fetch_it()), ErrorCode::local_file);
    QCOMPARE(read_file(world.into() / "out").value(), std::string("a file"));
    fs::remove(world.into() / "out");
    VERIFY_OK(world.fetch_it());  // what came already is used
    QCOMPARE(files_under(world.into()), (Files{{"out/a", "good"}}));
  }

  void stops_when_asked() {
    World world;
    std::stop_source stop;
    stop.request_stop();
    const auto came = fetch(world.runner, world.remote(world.job()), {"out"}, world.into(), nullptr, stop.get_token());
    QVERIFY(came.cancelled());
    QVERIFY(world.clean());
  }
};

}  // namespace fetch_test

WERKBANK_TEST(fetch_test::FetchTest);
#include "fetch_test.moc"
