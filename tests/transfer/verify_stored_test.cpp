#include "core/transfer/verify_stored.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "core/base/sha256.h"
#include "core/transfer/send.h"
#include "core/transfer/stored.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace verify_stored_test {

/// A data set with hostile names that was sent.
struct World : TransferWorld {
  explicit World(const std::map<std::string, std::string>& files = hostile_files()) {
    for (const auto& [name, content] : files) put(data() / name, content);
    manifest = scan_files(data(), nullptr, {}).value();
    name = send(runner, {manifest, data()}, "wine", remote(work()), nullptr, {}).value().name;
  }
  fs::path place() const { return work() / "datasets" / name; }
  Result<DatasetCheck> verify(const FileManifest* original = nullptr, const ProgressSink& progress = nullptr,
                              const std::stop_token& stop = {}) {
    return verify_stored(runner, remote(work()), name, original, progress, stop);
  }
  void damage(const std::string& file) const {
    ::chmod((place() / file).c_str(), 0600);
    std::fstream stream(place() / file, std::ios::in | std::ios::out | std::ios::binary);
    const auto byte = static_cast<char>(stream.peek() ^ 1);
    stream.put(byte);
  }

  FileManifest manifest;
  std::string name;
};

class VerifyStoredTest : public QObject {
  Q_OBJECT

 private slots:
  void what_was_sent_is_whole_and_that_is_remembered() {
    World world;
    std::uint64_t last = 0;
    const auto check = world.verify(nullptr, [&last](const Progress& at) { last = at.done; });
    VERIFY_OK(check);
    QVERIFY(check->whole);
    QCOMPARE(check->files, hostile_files().size());
    QCOMPARE(check->bytes, world.manifest.bytes());
    QCOMPARE(last, world.manifest.bytes());
    QVERIFY(check->sentence().english().starts_with("Verified on "));
    const auto sums = read_file(world.work() / "datasets" / (world.name + ".sums"));
    QCOMPARE(sums.value(), world.manifest.text());
    const auto stored = list_stored(world.runner, world.remote(world.work()), {}).value();
    QVERIFY(stored.things.front().verified_at && *stored.things.front().verified_at >= check->at - 2);
  }

  void one_changed_byte_is_found_and_named_by_the_original() {
    World world;
    for (const auto& [file, content] : hostile_files()) {
      if (content.empty()) continue;
      world.damage(file);
      const auto check = world.verify(&world.manifest);
      VERIFY_OK(check);
      QVERIFY2(!check->whole && check->knows_which, file.c_str());
      QCOMPARE(check->changed, std::vector<std::string>{file});
      QCOMPARE(check->differences, std::uint64_t{1});
      QVERIFY(check->missing.empty() && check->added.empty() && check->unreadable.empty());
      QVERIFY(!check->sentence().english().starts_with("Verified"));
      QCOMPARE(not_whole(*check).code, ErrorCode::verification_failed);
      world.damage(file);  // the same bit back
    }
    QVERIFY(world.verify()->whole);
  }

  void without_the_original_it_is_known_that_it_is_damaged_and_after_a_check_also_where() {
    World world;
    world.damage("plain.csv");
    auto check = world.verify();
    VERIFY_OK(check);
    QVERIFY(!check->whole && !check->knows_which);
    QVERIFY(check->sentence().english().find("Upload it again") != std::string::npos);
    world.damage("plain.csv");
    QVERIFY(world.verify()->whole);
    world.damage("new\nline");
    check = world.verify();
    QVERIFY(!check->whole && check->knows_which);
    QCOMPARE(check->changed, std::vector<std::string>{"new\nline"});
    // Sums that somebody changed prove nothing.
    world.put(world.work() / "datasets" / (world.name + ".sums"), std::string(64, 'a') + "  plain.csv\n");
    check = world.verify();
    QVERIFY(!check->whole && !check->knows_which);
  }

  void what_is_missing_or_more_or_no_file_is_found() {
    World world;
    QVERIFY(world.verify()->whole);
    fs::remove(world.place() / "-rf");
    world.put(world.place() / "more", "1");
    fs::create_symlink("/etc/passwd", world.place() / "link");
    ::mkfifo((world.place() / "pipe").c_str(), 0600);
    const auto check = world.verify();
    VERIFY_OK(check);
    QVERIFY(!check->whole);
    QCOMPARE(check->missing, std::vector<std::string>{"-rf"});
    QCOMPARE(check->added, (std::vector<std::string>{"link", "more", "pipe"}));
    QCOMPARE(check->differences, std::uint64_t{4});
    QVERIFY(not_whole(*check).detail.find("missing: -rf") != std::string::npos);
  }

  void a_link_in_the_place_of_a_file_is_a_change() {
    World world;
    fs::copy_file(world.place() / "plain.csv", world.here() / "same");
    fs::remove(world.place() / "plain.csv");
    fs::create_symlink(world.here() / "same", world.place() / "plain.csv");
    const auto check = world.verify(&world.manifest);
    QVERIFY(!check->whole);
    QCOMPARE(check->changed, std::vector<std::string>{"plain.csv"});
  }

  void a_file_that_nobody_may_read_proves_nothing() {
    World world;
    world.fake_tool("sha256sum",
                    "for word do case $word in ./plain.csv) echo 'sha256sum: Permission denied' >&2 ;; "
                    "-*) ;; *) /usr/bin/sha256sum -z -- \"$word\" ;; esac; done\nexit 1");
    const auto check = world.verify(&world.manifest);
    VERIFY_OK(check);
    QVERIFY(!check->whole);
    QCOMPARE(check->unreadable, std::vector<std::string>{"plain.csv"});
    QVERIFY(check->changed.empty());
    const auto sentence = check->sentence().english();
    QVERIFY2(sentence.find("may not read the file plain.csv") != std::string::npos, sentence.c_str());
  }

  void the_fast_tool_and_the_usual_one_find_the_same() {
    std::map<std::string, std::string> files = {{"it's $(x) \"q\"", "1"}, {"\xff -rf", "2"}, {"empty", ""}};
    for (int i = 0; i < 250; ++i) files["many/" + std::to_string(i)] = std::to_string(i);
    World world(files);
    const auto used = world.here() / "used";
    world.fake_tool("openssl", "[ $# -lt 4 ] || touch '" + used.string() + "'\nexec /usr/bin/openssl \"$@\"");
    const auto fast = world.verify();
    VERIFY_OK(fast);
    QVERIFY(fast->whole && fs::exists(used));
    world.damage("many/77");
    QCOMPARE(world.verify(&world.manifest)->changed, std::vector<std::string>{"many/77"});
    // One that leaves a file out, one that does not work, and none.
    world.fake_tool("openssl", "/usr/bin/openssl \"$@\" | grep -v /many/5");
    QCOMPARE(world.verify(&world.manifest)->changed, std::vector<std::string>{"many/77"});
    world.fake_tool("openssl", "exit 1");
    QCOMPARE(world.verify(&world.manifest)->changed, std::vector<std::string>{"many/77"});
    world.damage("many/77");
    QVERIFY(world.verify()->whole);
  }

  void what_is_not_there_or_vanishes_is_said_and_never_called_whole() {
    World world;
    const auto name = world.name;
    world.name = "other@0123456789abcdef";
    QCOMPARE(code_of(world.verify()), ErrorCode::remote_file);
    world.name = "no such name";
    QCOMPARE(code_of(world.verify()), ErrorCode::usage);
    world.name = name;
    world.fake_tool("sha256sum", "rm -rf ../*\nexit 1");
    fs::permissions(world.place(), fs::perms::owner_all);
    QCOMPARE(code_of(world.verify()), ErrorCode::remote_file);
  }

  void other_data_on_this_computer_is_no_measure() {
    World world;
    FileManifest other = world.manifest;
    other.entries.add("zz");
    QCOMPARE(code_of(world.verify(&other)), ErrorCode::usage);
  }

  void a_cut_line_proves_nothing() {
    World world;
    std::set<ErrorCode> codes;
    for (const std::uint64_t after : {50, 500, 2000}) {
      world.runner.cut_output_after = after;
      const auto check = world.verify();
      QVERIFY(check.failed());
      codes.insert(check.error().code);
    }
    QCOMPARE(codes, std::set<ErrorCode>{ErrorCode::connection_lost});
    // Broken off by the factory: sha256sum ends in the middle.
    world.runner.cut_output_after = LocalRunner::never;
    world.fake_tool("sha256sum", "/usr/bin/sha256sum \"$@\" | head -c 300");
    const auto check = world.verify();
    QVERIFY(check.failed() || !check->whole);
  }

  void it_stops_when_asked_to() {
    World world;
    std::stop_source source;
    source.request_stop();
    QVERIFY(world.verify(nullptr, nullptr, source.get_token()).cancelled());
  }

  void it_is_whole_also_where_that_cannot_be_written_down() {
    World world;
    world.fake_tool("cat", "echo 'No space left on device' >&2; exit 1");
    QVERIFY(world.verify()->whole);
    QVERIFY(!fs::exists(world.work() / "datasets" / (world.name + ".sums")));
  }

  void sums_are_read_as_they_are_written() {
    World world;
    const auto read = parse_sums(world.manifest.text());
    QVERIFY(read.has_value());
    QCOMPARE(read->entries.size(), world.manifest.entries.size());
    for (std::size_t i = 0; i < read->entries.size(); ++i) {
      QCOMPARE(read->entries[i].path, world.manifest.entries[i].path);
      QCOMPARE(read->entries[i].sha256, world.manifest.entries[i].sha256);
    }
    const auto text = world.manifest.text();
    QVERIFY(!parse_sums(text.substr(0, text.size() - 1)));
    QVERIFY(!parse_sums("abc  x\n") && !parse_sums("\n"));
    QVERIFY(parse_sums("")->entries.empty());
  }
};

}  // namespace verify_stored_test

WERKBANK_TEST(verify_stored_test::VerifyStoredTest);
#include "verify_stored_test.moc"
