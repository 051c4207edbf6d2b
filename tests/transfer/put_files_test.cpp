#include "core/transfer/put_files.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace put_files_test {

std::vector<PutFile> job() {
  return {{"config.json", PutFile::Content{"{\"it's\": \"$(x)\"}\n"}, 0600},
          {"job.sh", PutFile::Content{"#!/bin/sh\n"}, 0700},
          {"code/deep/new\nline", PutFile::Content{"x"}, 0600},
          {"data", PutFile::Link{"../../datasets/wine's $(x)"}, 0600},
          {"logs", PutFile::Folder{}, 0700}};
}

const std::map<std::string, std::string> job_there = {{"config.json", "{\"it's\": \"$(x)\"}\n"},
                                                      {"job.sh", "#!/bin/sh\n"},
                                                      {"code/deep/new\nline", "x"},
                                                      {"data", "link ../../datasets/wine's $(x)"}};

struct World : TransferWorld {
  fs::path job_folder() const { return work() / "jobs/uuid"; }
  Result<Done> put_job(const std::vector<PutFile>& files) { return put_files(runner, remote(job_folder()), files, {}); }
  bool alone() const {
    return !fs::exists(work() / "jobs") || std::distance(fs::directory_iterator(work() / "jobs"), {}) <= 1;
  }
};

class PutFilesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_new_folder_appears_with_everything_in_it() {
    World world;
    world.runner.noise = "hello\n";
    const auto done = world.put_job(job());
    QVERIFY2(done.ok(), done.failed() ? words(done.error()).c_str() : "");
    QCOMPARE(files_under(world.job_folder()), job_there);
    QVERIFY(fs::is_directory(world.job_folder() / "logs"));
    QCOMPARE(fs::status(world.job_folder()).permissions(), fs::perms::owner_all);
    QCOMPARE(fs::status(world.job_folder() / "job.sh").permissions(), fs::perms::owner_all);
    QVERIFY(world.alone());
  }

  void replaces_what_has_the_name_and_keeps_the_rest() {
    World world;
    QVERIFY(world.put_job(job()).ok());
    world.put(world.job_folder() / "out/metrics", "mine");
    world.put(world.job_folder() / "code/other", "mine");
    fs::remove(world.job_folder() / "job.sh");
    world.put(world.job_folder() / "job.sh/was/a/folder", "");
    fs::remove_all(world.job_folder() / "logs");
    world.put(world.job_folder() / "logs", "was a file");
    QVERIFY(world.put_job(job()).ok());
    auto expected = job_there;
    expected["out/metrics"] = "mine";
    expected["code/other"] = "mine";
    QCOMPARE(files_under(world.job_folder()), expected);
    QVERIFY(fs::is_directory(world.job_folder() / "logs"));
    QVERIFY(world.alone());
  }

  void a_link_in_the_way_is_replaced_not_followed() {
    World world;
    world.put(world.work() / "outside/keep", "keep");
    fs::create_directories(world.job_folder());
    fs::create_directory_symlink("../../outside", world.job_folder() / "code");
    QVERIFY(world.put_job(job()).ok());
    QCOMPARE(files_under(world.work() / "outside").size(), std::size_t(1));
    QCOMPARE(files_under(world.job_folder()), job_there);
  }

  void brings_a_file_of_this_computer() {
    World world;
    world.put(world.here() / "local", "local\n");
    QVERIFY(world.put_job({{"there", PutFile::LocalFile{world.here() / "local"}, 0600}}).ok());
    QCOMPARE(read_file(world.job_folder() / "there").value(), std::string("local\n"));
    QCOMPARE(code_of(world.put_job({{"x", PutFile::LocalFile{world.here() / "absent"}, 0600}})), ErrorCode::local_file);
  }

  void unsafe_names_are_refused_before_anything_happens() {
    World world;
    const auto content = PutFile::Content{"x"};
    const std::vector<std::vector<PutFile>> lists = {
        {{"../evil", content, 0600}},
        {{"/evil", content, 0600}},
        {{"", content, 0600}},
        {{"a", content, 0600}, {"a", content, 0600}},
        {{"a", PutFile::Link{"/tmp"}, 0600}, {"a/b", content, 0600}},
        {{"a", PutFile::Link{std::string("x\0y", 3)}, 0600}},
    };
    for (const auto& list : lists) QCOMPARE(code_of(world.put_job(list)), ErrorCode::data_rejected);
    QCOMPARE(world.runner.commands.load(), 0);
  }

  void when_the_line_breaks_nothing_is_there() {
    for (const std::uint64_t bytes : {1, 511, 512, 700, 1024, 1500, 2048, 2600, 3000}) {
      World world;
      world.runner.cut_input_after = bytes;
      QCOMPARE(code_of(world.put_job(job())), ErrorCode::connection_lost);
      QVERIFY(!fs::exists(world.job_folder()));
      QVERIFY(world.alone());
    }
  }

  void a_full_disk_is_told() {
    World world;
    world.fake_tool("tar", "cat >/dev/null; echo 'No space left on device' >&2; exit 2");
    QCOMPARE(code_of(world.put_job(job())), ErrorCode::remote_disk_full);
  }
};

}  // namespace put_files_test

WERKBANK_TEST(put_files_test::PutFilesTest);
#include "put_files_test.moc"
