// Home comes what a job has made until now, while it goes on writing.
#include "core/transfer/fetch_so_far.h"

#include <chrono>
#include <thread>

#include "core/transfer/parcels.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace fetch_so_far_test {

struct World : TransferWorld {
  fs::path job() const { return work() / "jobs/uuid"; }
  fs::path into() const { return here() / "results"; }
  Result<Receipt> fetch_it(const std::vector<std::string>& paths = {"out", "logs/job.log"}) {
    return fetch_so_far(runner, remote(job()), paths, into(), nullptr, {});
  }
  /// The copies on the factory.
  std::size_t copies() const {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(job()))
      count += entry.path().filename().string().starts_with(".so-far") ? 1 : 0;
    return count;
  }
};

/// Goes on with some files as long as it lives: appends to three of them, and replaces a fourth.
class Job {
 public:
  explicit Job(const World& world)
      : thread_([folder = world.job()](const std::stop_token& stop) {
          for (int i = 0; !stop.stop_requested(); ++i) {
            for (const char* name : {"logs/job.log", "out/metrics.jsonl", "out/large.csv"})
              std::ofstream(folder / name, std::ios::app) << "line " << i << " of what is appended\n";
            std::ofstream(folder / "out/new", std::ios::trunc) << std::string(300'000, static_cast<char>('a' + i % 26));
            fs::rename(folder / "out/new", folder / "out/checkpoint");
          }
        }) {}

 private:
  std::jthread thread_;
};

class FetchSoFarTest : public QObject {
  Q_OBJECT

 private slots:
  void what_grows_comes_as_it_was_at_one_moment_data() {
    QTest::addColumn<QString>("cp");
    QTest::newRow("as it is") << "";
    QTest::newRow("a file system without hard links") << "case $1 in *l*) exit 1 ;; esac; exec /bin/cp \"$@\"";
  }
  void what_grows_comes_as_it_was_at_one_moment() {
    QFETCH(QString, cp);
    World world;
    if (!cp.isEmpty()) world.fake_tool("cp", cp.toStdString());
    TransferWorld::put(world.job() / "logs/job.log", "begin\n");
    TransferWorld::put(world.job() / "out/metrics.jsonl", "begin\n");
    TransferWorld::put(world.job() / "out/large.csv", std::string(12'000'000, 'x'));
    TransferWorld::put(world.job() / "out/checkpoint", std::string(300'000, 'z'));
    for (const auto& [name, content] : hostile_files()) TransferWorld::put(world.job() / "out/files" / name, content);
    Result<Receipt> came = Cancelled{};
    {
      const Job job(world);
      came = world.fetch_it();
    }
    VERIFY_OK(came);
    QCOMPARE(came->name, std::string("uuid"));
    QCOMPARE(came->place, world.into().string());
    QCOMPARE(files_under(world.into() / "out/files"), hostile_files());
    for (const char* name : {"logs/job.log", "out/metrics.jsonl", "out/large.csv"}) {
      const auto there = read_file(world.job() / name).value();
      const auto here = read_file(world.into() / name).value();
      QVERIFY2(there.size() > here.size() && there.starts_with(here), name);
    }
    const auto checkpoint = read_file(world.into() / "out/checkpoint").value();
    QCOMPARE(checkpoint, std::string(300'000, checkpoint.front()));
    QCOMPARE(world.copies(), 0U);
  }

  // The first link works, the next ones do not; meanwhile the job gave the first file another name.
  void a_copy_never_goes_over_a_link() {
    World world;
    TransferWorld::put(world.job() / "out/checkpoint", "first");
    world.fake_tool("cp",
                    "case $1 in *l*) mkdir -p \"$3\"; ln \"$2/checkpoint\" \"$3/checkpoint\"; "
                    "mv \"$2/checkpoint\" \"$2/before\"; printf second >\"$2/checkpoint\"; exit 1 ;; esac; "
                    "exec /bin/cp \"$@\"");
    VERIFY_OK(world.fetch_it({"out"}));
    QCOMPARE(files_under(world.job()),
             (std::map<std::string, std::string>{{"out/before", "first"}, {"out/checkpoint", "second"}}));
    QCOMPARE(read_file(world.into() / "out/before").value(), std::string("first"));
  }

  void what_cannot_be_copied_is_an_error() {
    World world;
    TransferWorld::put(world.job() / "out/model", "model");
    world.fake_tool("cp", "echo this disk is full >&2; exit 1");
    const auto came = world.fetch_it();
    QVERIFY(came.failed());
    QVERIFY(came.error().detail.find("this disk is full") != std::string::npos);
    QCOMPARE(world.copies(), 0U);
  }

  void the_files_of_the_job_stay_as_they_are() {
    World world;
    TransferWorld::put(world.job() / "out/model", "model");
    VERIFY_OK(world.fetch_it());
    QCOMPARE(files_under(world.job()), (std::map<std::string, std::string>{{"out/model", "model"}}));
    QCOMPARE(fs::hard_link_count(world.job() / "out/model"), std::uintmax_t{1});
  }

  void links_are_not_followed() {
    World world;
    TransferWorld::put(world.here() / "secret/key", "secret");
    TransferWorld::put(world.job() / "logs/job.log", "log");
    fs::create_directories(world.job() / "out");
    fs::create_directory_symlink(world.here() / "secret", world.job() / "out/linked");
    fs::create_symlink(world.here() / "secret/key", world.job() / "out/key");
    fs::create_directory_symlink(world.here() / "secret", world.job() / "away");
    VERIFY_OK(world.fetch_it({"out", "logs/job.log", "away/key"}));
    QCOMPARE(files_under(world.into()), (std::map<std::string, std::string>{{"logs/job.log", "log"}}));
  }

  void a_path_that_leaves_the_folder_is_refused() {
    World world;
    TransferWorld::put(world.job() / "out/model", "model");
    const auto came = world.fetch_it({"out", "../other/out"});
    QVERIFY(came.failed());
    QCOMPARE(int(came.error().code), int(ErrorCode::remote_file));
    QCOMPARE(world.copies(), 0U);
  }

  void nothing_yet_is_an_error_and_leaves_nothing() {
    World world;
    fs::create_directories(world.job() / "logs");
    const auto came = world.fetch_it();
    QVERIFY(came.failed());
    QCOMPARE(int(came.error().code), int(ErrorCode::remote_file));
    QCOMPARE(world.copies(), 0U);
  }

  void after_a_cut_the_same_moment_comes_and_only_what_is_not_here() {
    World world;
    TransferWorld::put(world.job() / "logs/job.log", "begin\n");
    const std::string large(30'000'000, 'x');
    TransferWorld::put(world.job() / "out/model", large);
    TransferWorld::put(world.job() / "out/checkpoint", "first");
    world.fake_tool("zstd", "exit 1");
    world.runner.cut_output_after = 6'000'000;  // of each stream
    const auto cut = world.fetch_it();
    QVERIFY(cut.failed());
    QCOMPARE(int(cut.error().code), int(ErrorCode::connection_lost));
    QCOMPARE(world.copies(), 1U);
    const std::uint64_t first = world.runner.output_bytes;
    QVERIFY(first > 8'000'000);
    TransferWorld::put(world.job() / "out/checkpoint", "later");
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it());
    QCOMPARE(read_file(world.into() / "out/model").value(), large);
    QCOMPARE(read_file(world.into() / "out/checkpoint").value(), std::string("first"));
    QCOMPARE(world.copies(), 0U);
    const std::uint64_t all = world.runner.output_bytes;
    QVERIFY2(all < large.size() + 4 * parcel_size + 100'000, qPrintable(QString::number(all - large.size())));
    // Once it came whole, the next time brings what is there then.
    VERIFY_OK(world.fetch_it());
    QCOMPARE(read_file(world.into() / "out/checkpoint (2)").value(), std::string("later"));
  }

  void an_old_copy_is_not_gone_on_with() {
    World world;
    TransferWorld::put(world.job() / "out/model", std::string(30'000'000, 'x'));
    world.fake_tool("zstd", "exit 1");
    world.runner.cut_output_after = 6'000'000;
    QVERIFY(world.fetch_it({"out"}).failed());
    for (const auto& entry : fs::recursive_directory_iterator(world.job())) {
      if (entry.path().filename() == ".so-far-held")
        fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(2));
    }
    TransferWorld::put(world.job() / "out/model", std::string(30'000'000, 'y'));
    world.runner.cut_output_after = LocalRunner::never;
    VERIFY_OK(world.fetch_it({"out"}));
    QCOMPARE(read_file(world.into() / "out/model").value(), std::string(30'000'000, 'y'));
    QCOMPARE(world.copies(), 0U);
  }

  void a_copy_that_was_left_goes_after_a_day() {
    World world;
    TransferWorld::put(world.job() / "out/model", "model");
    for (const char* name : {".so-far-old", ".so-far-new"})
      TransferWorld::put(world.job() / name / "out/model", "left");
    fs::last_write_time(world.job() / ".so-far-old", fs::file_time_type::clock::now() - std::chrono::hours(25));
    VERIFY_OK(world.fetch_it());
    QVERIFY(!fs::exists(world.job() / ".so-far-old"));
    QVERIFY(fs::exists(world.job() / ".so-far-new/out/model"));
  }
};

}  // namespace fetch_so_far_test

WERKBANK_TEST(fetch_so_far_test::FetchSoFarTest);
#include "fetch_so_far_test.moc"
