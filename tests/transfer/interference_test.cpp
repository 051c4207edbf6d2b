#include "core/transfer/send.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace interference_test {

using Files = std::map<std::string, std::string>;

struct World : TransferWorld {
  FileManifest manifest;

  explicit World(const Files& files) {
    for (const auto& [name, content] : files) put(data() / name, content);
    manifest = scan_files(data(), nullptr, {}).value();
  }
  Result<Receipt> send_it() { return send(runner, {manifest, data()}, "wine", remote(work()), nullptr, {}); }
  fs::path place() const { return dataset_place(remote(work()), "wine", manifest).text(); }
  bool nothing_left_over() const {
    const auto datasets = fs::directory_iterator(work() / "datasets");
    return std::none_of(begin(datasets), end(datasets),
                        [](const auto& entry) { return entry.path().filename().string().starts_with(".part-"); });
  }
  /// Sums are made as always, and `then` is done once after the first that reads `what`, in the folder of the data.
  void after_the_sum_of(const std::string& what, const std::string& then) {
    const auto once = (here() / "done").string();
    fake_tool("openssl", "/usr/bin/openssl \"$@\"; code=$?; case \" $* \" in *" + what + "*) [ -e '" + once +
                             "' ] || { : > '" + once + "'; " + then + "; } >&2 ;; esac; exit $code");
  }
};

Files small_files() {
  Files files = {{"plain.csv", "a,b\n1,2\n"}};
  for (int i = 0; i < 50; ++i) files["many/" + std::to_string(i)] = std::string(1000, static_cast<char>('a' + i % 26));
  return files;
}

Files large_files() { return {{"a/one.bin", noise(11'000'000)}, {"b/two.bin", noise(12'000'001)}, {"c", "small"}}; }

/// Somebody else has a hand in the folder of a transfer, or ends it at the worst moment.
class InterferenceTest : public QObject {
  Q_OBJECT

 private slots:
  void what_is_written_to_a_file_after_it_was_read_back_is_seen() {
    const std::vector<std::string> hands = {
        "chmod u+w plain.csv; printf 'a,b\\n1,3\\n' > plain.csv",
        "rm -f plain.csv; printf 'a,b\\n' > plain.csv",  // as an earlier try does that wakes up
        "mv -f many/1 plain.csv; cp -p plain.csv many/1"};
    for (const auto& hand : hands) {
      World world(small_files());
      world.after_the_sum_of("./plain.csv", hand);
      VERIFY_OK(world.send_it());
      QVERIFY(fs::exists(world.here() / "done"));
      QCOMPARE(files_under(world.place()), small_files());
      QVERIFY(world.nothing_left_over());
      // The list that later versions go by is that of the second reading.
      QVERIFY(read_file(world.place().string() + ".manifest")->find(sha256_hex("a,b\n1,2\n") + " ./plain.csv") !=
              std::string::npos);
    }
  }

  void a_large_file_too() {
    World world(large_files());
    // It comes on standard input, so what is done has to find it.
    world.fake_tool("openssl",
                    "/usr/bin/openssl \"$@\"; code=$?\n"
                    "file=$(find '" +
                        world.here().string() +
                        "' -path '*/large/0' -size +10000k)\n"
                        "[ -n \"$file\" ] && [ -s \"$file.sum\" ] && [ ! -e '" +
                        (world.here() / "done").string() +
                        "' ] && "
                        "{ : > '" +
                        (world.here() / "done").string() +
                        "'; printf evil | "
                        "dd of=\"$file\" conv=notrunc bs=4 seek=1000 status=none; }\nexit $code");
    VERIFY_OK(world.send_it());
    QVERIFY(fs::exists(world.here() / "done"));
    QCOMPARE(files_under(world.place()), large_files());
  }

  void where_times_never_stand_still_the_sums_count() {
    World world(small_files());
    world.fake_tool("stat", "date +%N");
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), small_files());
    QVERIFY(world.nothing_left_over());
  }

  void who_is_stopped_at_the_very_end_sends_nothing_again() {
    World world(large_files());
    world.fake_tool("paste", "kill -9 $PPID");
    const auto stopped = world.send_it();
    QVERIFY(stopped.failed());
    QVERIFY(!fs::exists(world.place()));
    fs::remove(world.here() / "tools/paste");
    const std::uint64_t before = world.runner.input_bytes;
    VERIFY_OK(world.send_it());
    const std::uint64_t sent = world.runner.input_bytes - before;
    QVERIFY2(sent < 100'000, qPrintable(QString::number(sent)));
    QCOMPARE(files_under(world.place()), large_files());
    QCOMPARE(fs::status(world.place() / "a/one.bin").permissions(), fs::perms::owner_read);
    QVERIFY(world.nothing_left_over());
  }

  void what_was_made_read_only_and_is_damaged_is_sent_again() {
    World world(large_files());
    world.fake_tool("paste", "kill -9 $PPID");
    QVERIFY(world.send_it().failed());
    fs::remove(world.here() / "tools/paste");
    for (const auto& entry : fs::recursive_directory_iterator(world.work() / "datasets")) {
      if (entry.path().filename() != "one.bin") continue;
      fs::permissions(entry.path(), fs::perms::owner_all);
      std::ofstream(entry.path(), std::ios::in | std::ios::binary) << "evil";
      fs::permissions(entry.path(), fs::perms::owner_read);
    }
    VERIFY_OK(world.send_it());
    QCOMPARE(files_under(world.place()), large_files());
  }
};

}  // namespace interference_test

WERKBANK_TEST(interference_test::InterferenceTest);
#include "interference_test.moc"
