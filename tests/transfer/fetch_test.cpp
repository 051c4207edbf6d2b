#include <archive.h>
#include <archive_entry.h>

#include "core/transfer/fetch.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace {

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
};

struct Entry {
  std::string name;
  std::string content;
  unsigned type = AE_IFREG;
};

void make_tar(const fs::path& path, const std::vector<Entry>& entries) {
  auto* tar = archive_write_new();
  archive_write_set_format_gnutar(tar);
  archive_write_open_filename(tar, path.c_str());
  for (const auto& [name, content, type] : entries) {
    auto* entry = archive_entry_new();
    archive_entry_copy_pathname(entry, name.c_str());
    archive_entry_set_perm(entry, 0600);
    if (type == AE_IFREG) archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    if (type == AE_IFLNK) archive_entry_copy_symlink(entry, content.c_str());
    if (type == 0) archive_entry_copy_hardlink(entry, content.c_str());
    archive_entry_set_filetype(entry, type == 0 ? AE_IFREG : static_cast<__LA_MODE_T>(type));
    archive_write_header(tar, entry);
    if (type == AE_IFREG) archive_write_data(tar, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_free(tar);
}

ErrorCode code_of(const Result<Receipt>& result) { return result.failed() ? result.error().code : ErrorCode::internal; }

}  // namespace

#define VERIFY_CAME(result) QVERIFY2((result).ok(), (result).failed() ? words((result).error()).c_str() : "cancelled")

class FetchTest : public QObject {
  Q_OBJECT

 private slots:
  void brings_every_hostile_name_byte_for_byte() {
    World world;
    world.runner.noise = "hello \\n%s\n";
    const auto came = world.fetch_it();
    VERIFY_CAME(came);
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
    VERIFY_CAME(world.fetch_it({"out", "absent", "out/folder/key", "out/link", "out/a"}));
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
      VERIFY_CAME(world.fetch_it());
      QCOMPARE(files_under(world.into()), (std::map<std::string, std::string>{{"out/model.bin", "mine"},
                                                                              {"out/model (2).bin", "mine too"},
                                                                              {"out/model (3).bin", "new"},
                                                                              {"out/.dot", "mine"},
                                                                              {"out/.dot (2)", "new"},
                                                                              {"out/same.txt", "same"}}));
    }
    QVERIFY(world.fetch_it()->was_there);
  }

  void a_malicious_archive_writes_nothing() {
    const std::vector<std::vector<Entry>> archives = {
        {{"../../evil", "x"}},
        {{"./out/../../../evil", "x"}},
        {{"EVIL", "x"}},
        {{"out/a", "/", AE_IFLNK}, {"out/a/evil", "x"}},
        {{"out", "..", AE_IFLNK}, {"./out/a", "good"}},
        {{"out/a", "/etc/passwd", 0}},
        {{"out/a", "", AE_IFIFO}},
        {{"out/a", "", AE_IFDIR}},
        {{"./out/a", "good"}, {"./out/extra", "x"}},
        {{"./out/a", "evil"}},
        {{"./out/a", "good and much more of it"}},
        {{"./out/a", "good"}, {"./out/a", "good"}},
        {},
    };
    for (auto entries : archives) {
      World world(Files{{"a", "good"}});
      for (auto& entry : entries) {
        if (entry.name == "EVIL") entry.name = (world.here() / "evil").string();
      }
      make_tar(world.here() / "evil.tar", entries);
      world.fake_tool("tar", "cat >/dev/null; cat '" + (world.here() / "evil.tar").string() + "'");
      QCOMPARE(code_of(world.fetch_it()), ErrorCode::verification_failed);
      QVERIFY(world.clean());
      QVERIFY(!fs::exists(world.here() / "evil"));
    }
  }

  void a_malicious_list_is_refused() {
    for (const auto* listed :
         {"4 ./../evil\\0", "4 /evil\\0", "x ./out/a\\0", "4 ./out/b\\0", "99999999999999999999 ./a\\0"}) {
      World world(Files{{"a", "good"}});
      world.fake_tool("find", std::string("printf '") + listed + '\'');
      QVERIFY(world.fetch_it().failed());
      QVERIFY(world.clean());
    }
  }

  void wherever_the_line_breaks_nothing_half_stays() {
    World world;
    for (std::uint64_t bytes = 1; bytes < 700'000; bytes += 35'000) {
      world.runner.cut_output_after = bytes;
      QCOMPARE(code_of(world.fetch_it()), ErrorCode::connection_lost);
      QVERIFY(world.clean());
    }
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_CAME(world.fetch_it());
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
    QCOMPARE(files_under(world.into()).size(), std::size_t(1));
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

QTEST_GUILESS_MAIN(FetchTest)
#include "fetch_test.moc"
