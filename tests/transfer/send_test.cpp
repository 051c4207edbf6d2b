#include <atomic>
#include <fstream>
#include <thread>

#include <sys/mount.h>
#include <unistd.h>

#include "core/transfer/parcels.h"
#include "send_world.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace send_test {

using World = SendWorld;

std::map<std::string, std::string> tables() {
  std::map<std::string, std::string> files = {{"large.csv", table(40'000'000)}};
  for (int i = 0; i < 500; ++i) files["many/" + std::to_string(i) + ".csv"] = table(1000 + 20 * i);
  return files;
}

class SendTest : public QObject {
  Q_OBJECT

 private slots:
  void brings_every_hostile_name_byte_for_byte() {
    World world;
    std::uint64_t last = 0;
    const auto sent = world.send_it([&last](const Progress& progress) { last = progress.done; });
    VERIFY_OK(sent);
    QCOMPARE(files_under(world.place()), hostile_files());
    QCOMPARE(sent->place, world.place().string());
    QCOMPARE(sent->files, hostile_files().size());
    QCOMPARE(sent->bytes, world.manifest.bytes());
    QCOMPARE(last, world.manifest.bytes());
    QCOMPARE(sent->manifest_hash, world.manifest.hash());
    QVERIFY(!sent->was_there && sent->at > 0);
    QCOMPARE(world.left_overs(), 0);
  }

  void leaves_a_receipt_and_files_that_nobody_else_reads() {
    World world;
    VERIFY_OK(world.send_it());
    const auto receipt = read_file(world.place().string() + ".receipt.json");
    QVERIFY(receipt.ok() && receipt->find(world.manifest.hash()) != std::string::npos);
    QCOMPARE(fs::status(world.place() / "plain.csv").permissions(), fs::perms::owner_read);
    QCOMPARE(fs::status(world.place()).permissions(), fs::perms::owner_all);
  }

  void a_noisy_account_does_not_matter() {
    World world;
    world.runner.noise = "Welcome!\nsame\nquota exceeded\n\n werkbank- \\n%s";
    VERIFY_OK(world.send_it());
    QVERIFY(world.send_it()->was_there);
  }

  void any_login_shell_will_do() {
    for (const char* const shell : {"/bin/bash", "/bin/zsh", "/bin/tcsh", "/usr/bin/fish"}) {
      if (!fs::exists(shell)) continue;
      World world;
      world.runner.shell = shell;
      const auto sent = world.send_it();
      QVERIFY2(sent.ok(), shell);
      QCOMPARE(files_under(world.place()), hostile_files());
      QVERIFY2(world.send_it()->was_there, shell);
    }
  }

  void what_is_there_is_verified_and_not_sent_again() {
    World world;
    VERIFY_OK(world.send_it());
    world.fake_tool("tar", "exit 1");
    const auto again = world.send_it();
    VERIFY_OK(again);
    QVERIFY(again->was_there);
  }

  void what_was_damaged_there_is_sent_again() {
    using Damage = std::function<void(const fs::path&)>;
    const std::vector<Damage> damages = {
        [](const fs::path& place) {
          fs::remove(place / "plain.csv");  // it may not be written into
          TransferWorld::put(place / "plain.csv", "a,b\n1,3\n");
        },
        [](const fs::path& place) { fs::remove(place / "empty"); },
        [](const fs::path& place) { TransferWorld::put(place / "extra", ""); },
        [](const fs::path& place) { fs::create_symlink("plain.csv", place / "extra"); },
        [](const fs::path& place) { fs::rename(place / "-rf", place / "-rg"); },
        [](const fs::path& place) {
          fs::remove_all(place);
          TransferWorld::put(place, "a file");
        },
        [](const fs::path& place) {
          fs::rename(place, place.parent_path().parent_path() / "elsewhere");
          fs::create_symlink("../elsewhere", place);
        },
    };
    for (const auto& damage : damages) {
      World world;
      VERIFY_OK(world.send_it());
      damage(world.place());
      const auto again = world.send_it();
      VERIFY_OK(again);
      QVERIFY(!again->was_there);
      QVERIFY(fs::is_directory(fs::symlink_status(world.place())));
      QCOMPARE(files_under(world.place()), hostile_files());
      QCOMPARE(world.left_overs(), 0);
    }
  }

  void a_file_that_changed_is_named() {
    for (const char* now : {"a,b\n1,3\n", "a,b\n", "a,b\n1,2\n3,4\n"}) {
      World world;
      TransferWorld::put(world.data() / "plain.csv", now);
      const auto sent = world.send_it();
      QCOMPARE(code_of(sent), ErrorCode::data_rejected);
      QVERIFY(sent.error().message.english().find("plain.csv") != std::string::npos);
      QVERIFY(!fs::exists(world.place()));
      QCOMPARE(world.left_overs(), 0);
    }
  }

  void wherever_the_line_breaks_the_place_stays_empty_and_the_next_try_works() {
    World world;
    constexpr int cuts = 20;
    const auto whole = world.manifest.bytes() + 40'000;
    int broken = 0;
    for (int i = 0; i < cuts; ++i) {
      world.runner.cut_input_after = 1 + whole * static_cast<std::uint64_t>(i) / cuts;
      const auto sent = world.send_it();
      if (sent.ok()) continue;
      QCOMPARE(code_of(sent), ErrorCode::connection_lost);
      ++broken;
      QVERIFY(!fs::exists(world.place()));
      QVERIFY(world.left_overs() <= 1);  // what the next try goes on with
    }
    QVERIFY(broken >= cuts - 2);
    world.runner.cut_input_after = LocalRunner::never;
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), hostile_files());
    QCOMPARE(world.left_overs(), 0);
  }

  void an_answer_that_was_lost_is_found_on_the_next_try() {
    World world;
    world.runner.cut_at_command = 1;  // after the one stream
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    const auto again = world.send_it();
    VERIFY_OK(again);
    QVERIFY(again->was_there);
    QVERIFY(fs::exists(world.place().string() + ".receipt.json"));
  }

  void a_half_transfer_of_a_killed_session_is_never_taken_for_done_and_swept_after_a_week() {
    World world;
    const auto old_part = world.work() / "datasets/.part-old";
    const auto new_part = world.work() / "datasets/.part-new";
    for (const auto& part : {old_part, new_part}) world.put(part / "data/plain.csv", "a,b\n1,2\n");
    for (const auto& path : {old_part / "data/plain.csv", old_part / "data", old_part})
      fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(24 * 8));
    const auto sent = world.send_it();
    VERIFY_OK(sent);
    QVERIFY(!sent->was_there);
    QVERIFY(!fs::exists(old_part));
    QVERIFY(fs::exists(new_part));
  }

  void what_arrives_wrong_is_thrown_away() {
    World world;
    world.fake_tool(
        "tar",
        "said=$(/bin/tar \"$@\"); find . -name plain.csv -exec sh -c 'echo x >> \"$1\"' sh {} \\;; echo \"$said\"");
    QCOMPARE(code_of(world.send_it()), ErrorCode::verification_failed);
    QVERIFY(!fs::exists(world.place()));
    QCOMPARE(world.left_overs(), 0);
  }

  void a_full_disk_is_told_with_what_was_needed() {
    World world;
    world.fake_tool("tar", "cat >/dev/null; echo 'tar: x: Cannot write: Disk quota exceeded' >&2; exit 2");
    const auto sent = world.send_it();
    QCOMPARE(code_of(sent), ErrorCode::remote_disk_full);
    QVERIFY(sent.error().message.english().find("kB") != std::string::npos);
    world.fake_tool("df", "echo 'Filesystem 1024-blocks Used Available Capacity Mounted'; echo 'a b 9 9 10 99% /x y'");
    world.fake_tool("tar", "exit 1");
    QCOMPARE(code_of(world.send_it()), ErrorCode::remote_disk_full);
    QCOMPARE(world.left_overs(), 0);
  }

  void a_quota_of_files_is_asked_beforehand() {
    World world(large_files());
    world.fake_tool("df", "echo 'Filesystem x x x x x'; echo '/dev/x 999999 9 999990 1% /'");
    world.fake_tool("quota", "echo ' /dev/x 100 0 0 0 900 1000 1000 0'");
    FilesToSend files(world.manifest, world.data());
    files.wish(Keeping::as_files);  // else they would be packed
    const auto sent = send(world.runner, std::move(files), "wine", world.remote(world.work()), {}, {});
    QCOMPARE(code_of(sent), ErrorCode::remote_disk_full);
    QVERIFY2(sent.error().message.english().find("100 more files") != std::string::npos,
             sent.error().message.english().c_str());
    QVERIFY(!fs::exists(world.place()));
    QCOMPARE(world.left_overs(), 0);
  }

  void a_disk_that_is_really_full() {
    World world;
    fs::create_directories(world.work());
    if (mount("tmpfs", world.work().c_str(), "tmpfs", 0, "size=300k") != 0)
      QSKIP("no right to mount a small disk here");
    const auto told_before = world.send_it();
    world.fake_tool("df", "exit 1");
    const auto told_by_tar = world.send_it();
    const auto left = world.left_overs();
    umount(world.work().c_str());
    QCOMPARE(code_of(told_before), ErrorCode::remote_disk_full);
    QCOMPARE(code_of(told_by_tar), ErrorCode::remote_disk_full);
    QCOMPARE(left, 0);
  }

  void packs_of_one_folder_arrive_side_by_side() {
    // Two that make the same folder at the same moment do not get in each other's way.
    World world({{"a/b/c/1", "1"}, {"a/b/c/2", "2"}, {"a/b/c/d/3", "3"}, {"a/b/c/d/4", "4"}});
    const auto shipment = Shipment::of(world.manifest, world.data()).value();
    fs::create_directories(world.here() / "out/data");
    for (std::size_t i = 0; i < shipment.count(); ++i) {
      const auto tar = pack({i, 1, 0, 1, false, false}, i, shipment);
      std::string stream(1U << 20U, '\0');
      stream.resize(tar->read(stream).value());
      world.put(world.here() / std::to_string(i), stream);
    }
    const std::string script =
        "for try in $(seq 200); do rm -rf out/data/*\n"
        "for i in 0 1 2 3; do { tar -x -C out -f $i || echo 'not side by side'; } & done; wait\n"
        "find out/data -type f | wc -l | grep -qx '[ ]*4' || echo missing; done";
    const auto answer = world.runner.exec("cd '" + world.here().string() + "'\n" + script, {}, {});
    QCOMPARE(answer->out, std::string());
  }

  void many_at_once_agree() {
    World world;
    constexpr int senders = 6;
    std::vector<std::optional<Result<Receipt>>> results(senders);
    std::vector<std::thread> threads;
    for (auto& result : results) threads.emplace_back([&world, &result] { result = world.send_it(); });
    for (auto& thread : threads) thread.join();
    for (const auto& result : results) VERIFY_OK(*result);
    QCOMPARE(files_under(world.place()), hostile_files());
    QCOMPARE(world.left_overs(), 0);
  }

  void one_file_alone_goes_under_its_name() {
    World world;
    const auto manifest = scan_files(world.data() / "plain.csv", nullptr, {}).value();
    const auto sent =
        send(world.runner, {manifest, world.data() / "plain.csv"}, "one", world.remote(world.work()), nullptr, {});
    VERIFY_OK(sent);
    QCOMPARE(files_under(sent->place), (std::map<std::string, std::string>{{"plain.csv", "a,b\n1,2\n"}}));
  }

  void refuses_lists_that_climb_out_or_are_empty() {
    World world;
    auto climbing = world.manifest;
    climbing.entries.add("../evil");
    auto twice = world.manifest;
    twice.entries.push_back(twice.entries[0]);
    for (const auto& manifest : {climbing, twice, FileManifest{}}) {
      const auto sent = send(world.runner, {manifest, world.data()}, "x", world.remote(world.work()), nullptr, {});
      QCOMPARE(code_of(sent), ErrorCode::data_rejected);
    }
    QCOMPARE(world.runner.commands.load(), 0);
  }

  void stops_when_asked() {
    World world;
    std::stop_source stop;
    const auto sent = world.send_it([&stop](const Progress&) { stop.request_stop(); }, stop.get_token());
    QVERIFY(sent.cancelled());
    QVERIFY(!fs::exists(world.place()));
    QVERIFY(world.left_overs() <= 1);  // who stops may go on later
  }

  void large_and_small_files_go_side_by_side() {
    World world(large_files());
    std::atomic<std::uint64_t> told = 0;
    VERIFY_OK(world.send_it([&told](const Progress& at) {
      QVERIFY(at.done >= told && at.done <= at.total);
      told = at.done;
    }));
    QCOMPARE(told.load(), world.manifest.bytes());
    QCOMPARE(files_under(world.place()), large_files());
    QCOMPARE(world.left_overs(), 0);
    QCOMPARE(world.runner.commands.load(), 6);  // four streams, the quota, and what reads back
  }

  void after_a_cut_only_what_has_not_arrived_is_sent() {
    World world(large_files());
    world.runner.cut_input_after = 20'000'000;  // of each stream
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    QVERIFY(!fs::exists(world.place()));
    const std::uint64_t first = world.runner.input_bytes;
    world.runner.cut_input_after = LocalRunner::never;
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), large_files());
    QCOMPARE(world.left_overs(), 0);
    // At most one parcel of each stream twice, and the lines and headers around them.
    const std::uint64_t twice = first + (world.runner.input_bytes - first) - world.manifest.bytes();
    QVERIFY2(twice <= 4 * (8U << 20U) + 200'000, qPrintable(QString::number(twice)));
  }

  void what_arrived_before_a_file_was_gone_is_not_sent_twice() {
    World world(large_files());
    const auto victim = world.data() / "many/9";  // small files go after the large ones
    const auto gone = world.send_it([&victim](const Progress& at) {
      if (at.done > 0) fs::remove(victim);
    });
    QCOMPARE(code_of(gone), ErrorCode::local_file);
    QVERIFY2(words(gone.error()).find("many/9 is not there any more") != std::string::npos,
             words(gone.error()).c_str());
    QVERIFY(!fs::exists(world.place()));
    world.put(victim, large_files().at("many/9"));
    const std::uint64_t first = world.runner.input_bytes;
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), large_files());
    QCOMPARE(world.left_overs(), 0);
    QVERIFY2(world.runner.input_bytes - first < world.manifest.bytes() / 2,
             qPrintable(QString::number(world.runner.input_bytes - first)));
  }

  void a_table_crosses_the_line_in_a_fraction_of_its_size() {
    World world(tables());
    std::uint64_t told = 0;
    VERIFY_OK(world.send_it([&told](const Progress& at) { told = at.done; }));
    QCOMPARE(files_under(world.place()), tables());
    QCOMPARE(told, world.manifest.bytes());
    QVERIFY2(world.runner.input_bytes < world.manifest.bytes() / 4,
             qPrintable(QString::number(world.runner.input_bytes)));
  }

  void a_table_that_is_cut_goes_on_where_it_was() {
    World world(tables());
    world.runner.cut_input_after = 1'000'000;
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    QVERIFY(!fs::exists(world.place()));
    world.runner.cut_input_after = LocalRunner::never;
    std::uint64_t first_told = 0;
    VERIFY_OK(world.send_it([&first_told](const Progress& at) { first_told = first_told > 0 ? first_told : at.done; }));
    QVERIFY2(first_told > 5'000'000, qPrintable(QString::number(first_told)));
    QCOMPARE(files_under(world.place()), tables());
    QCOMPARE(world.left_overs(), 0);
  }

  void an_old_dd_will_do() {
    World world(large_files());
    world.fake_tool("dd",
                    "case \" $* \" in *progress*) echo \"dd: invalid status level\" >&2; exit 1 ;; esac\n"
                    "exec /usr/bin/dd \"$@\"");
    world.runner.cut_input_after = 20'000'000;  // of each stream
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    world.runner.cut_input_after = LocalRunner::never;
    const std::uint64_t first = world.runner.input_bytes;
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), large_files());
    // The stream that was cut has brought that much but for the piece it was in; the others, maybe little.
    QVERIFY(world.runner.input_bytes - first < world.manifest.bytes() - 20'000'000 + parcel_size + 300'000);
  }

  void a_factory_without_zstd_gets_a_table_as_it_is() {
    World world(tables());
    world.fake_tool("zstd", "exit 127");
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), tables());
    QVERIFY(world.runner.input_bytes > world.manifest.bytes());
  }

  void what_was_damaged_in_a_half_transfer_is_found_and_sent_anew() {
    World world(large_files());
    world.runner.cut_input_after = 20'000'000;
    QCOMPARE(code_of(world.send_it()), ErrorCode::connection_lost);
    int damaged = 0;
    for (const auto& entry : fs::recursive_directory_iterator(world.work() / "datasets")) {
      if (!entry.is_regular_file() || entry.path().parent_path().filename() != "large") continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      const auto byte = static_cast<char>(file.peek() ^ 1);
      file.put(byte);
      ++damaged;
    }
    QVERIFY(damaged > 1);
    world.runner.cut_input_after = LocalRunner::never;
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), large_files());
    QCOMPARE(world.left_overs(), 0);
  }

  void a_large_file_that_changed_is_never_taken_for_whole() {
    World world(large_files());
    auto name = world.data() / "a/new\nline.bin";
    std::fstream file(name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(12'345'678);
    file.put('!');
    file.close();
    QVERIFY(!world.send_it().ok());
    QVERIFY(!fs::exists(world.place()));
    fs::resize_file(name, 9'000'000);
    const auto shorter = world.send_it();
    QCOMPARE(code_of(shorter), ErrorCode::data_rejected);
    QVERIFY(shorter.error().message.english().find("new") != std::string::npos);
    QCOMPARE(world.left_overs(), 0);
  }

  void a_place_that_may_not_be_written_is_said() {
    World world;
    world.put(world.work(), "a file where the folder must be");
    const auto sent = world.send_it();
    QCOMPARE(code_of(sent), ErrorCode::remote_file);
    QVERIFY(sent.error().message.english().find("datasets") != std::string::npos);
  }

  void names_of_data_sets_are_plain() {
    QCOMPARE(dataset_folder_name("Mijn wijn/2024"), std::string("Mijn_wijn_2024"));
    QCOMPARE(dataset_folder_name("-rf"), std::string("_rf"));
    QCOMPARE(dataset_folder_name("..\n"), std::string("_._"));
    QCOMPARE(dataset_folder_name(""), std::string("dataset"));
    QCOMPARE(dataset_folder_name(std::string(300, 'x')).size(), std::size_t(80));
  }
};

}  // namespace send_test

WERKBANK_TEST(send_test::SendTest);
#include "send_test.moc"
