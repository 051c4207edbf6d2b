#include "core/transfer/stored.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "core/base/uuid.h"
#include "core/transfer/remove_stored.h"
#include "core/transfer/send.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace stored_test {

const std::string one = "11111111-2222-4333-8444-555555555555";
const std::string two = "22222222-2222-4333-8444-555555555555";
const std::string hash = "@0123456789abcdef";
const std::string hostile = "new\nline 'q' \"d\" $(touch evil)`id` \xff\xfe*?[a] -rf" + hash;

struct World : TransferWorld {
  World() { fs::create_directories(work() / "datasets"); }

  fs::path dataset(const std::string& name) const { return work() / "datasets" / name; }
  fs::path job(const std::string& uuid) const { return work() / "jobs" / uuid; }
  void put_job(const std::string& uuid, const std::string& data = {}) const {
    put(job(uuid) / "logs/job.log", "hello\n");
    if (!data.empty()) fs::create_symlink("../../datasets/" + data, job(uuid) / "data");
  }
  void put_leftover(const fs::path& place, int minutes_ago) const {
    put(place / "data/half.csv", "1,2");
    const auto then = fs::file_time_type::clock::now() - std::chrono::minutes(minutes_ago);
    for (const auto& path : {place / "data/half.csv", place / "data", place}) fs::last_write_time(path, then);
  }
  Result<Stored> list(const std::stop_token& stop = {}) { return list_stored(runner, remote(work()), stop); }
  Result<Done> remove(const Removal& removal) { return remove_stored(runner, remote(work()), removal, {}); }
  std::vector<std::string> names_in(const char* folder) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(work() / folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
};

const StoredThing* find(const Stored& stored, const std::string& name) {
  const auto found = std::find_if(stored.things.begin(), stored.things.end(),
                                  [&name](const StoredThing& thing) { return thing.name == name; });
  return found == stored.things.end() ? nullptr : &*found;
}

std::string fields(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word + '\0';
  return text;
}

/// A tool of this name that waits until the test says "go" and then is the real one.
std::string waiting_tool(const fs::path& folder, const std::string& name) {
  return "touch '" + (folder / "reached").string() + "'\nwhile [ ! -e '" + (folder / "go").string() +
         "' ]; do sleep 0.02; done\nexec /usr/bin/" + name + " \"$@\"";
}

class StoredTest : public QObject {
  Q_OBJECT

 private slots:
  void nothing_is_kept_where_nothing_was_brought() {
    World world;
    VERIFY_OK(world.list());
    QVERIFY(world.list()->things.empty());
    fs::remove_all(world.work());
    const auto stored = world.list();
    VERIFY_OK(stored);
    QVERIFY(stored->things.empty());
    QVERIFY(stored->at > 1.7e9);
  }

  void tells_of_a_data_set_how_much_it_is_who_uses_it_and_when_it_was_verified() {
    World world;
    for (const auto& [name, content] : hostile_files()) world.put(world.data() / name, content);
    const auto manifest = scan_files(world.data(), nullptr, {}).value();
    const auto sent = send(world.runner, {manifest, world.data()}, "wine", world.remote(world.work()), nullptr, {});
    VERIFY_OK(sent);
    world.put_job(one, sent->name);
    world.put_job(two, sent->name);
    world.runner.noise = "Welcome!\n";
    const auto stored = world.list();
    VERIFY_OK(stored);
    QCOMPARE(stored->things.size(), std::size_t{3});
    const auto& wine = stored->things.front();
    QCOMPARE(wine.kind, StoredKind::dataset);
    QCOMPARE(wine.name, sent->name);
    QCOMPARE(wine.bytes, manifest.bytes());
    QCOMPARE(wine.files, hostile_files().size());
    QVERIFY(wine.counted_whole && wine.has_receipt);
    QVERIFY(wine.verified_at && std::abs(*wine.verified_at - sent->at) < 1);
    QCOMPARE(wine.jobs, (std::vector<std::string>{one, two}));
    QVERIFY(std::abs(wine.used_at - stored->at) < 60);
    const auto* job = find(*stored, one);
    QVERIFY(job != nullptr && job->kind == StoredKind::job);
    QCOMPARE(job->dataset, sent->name);
    QCOMPARE(job->bytes, std::uint64_t{6});
    QCOMPARE(job->files, std::uint64_t{2});
    QVERIFY(stored->room.bytes && stored->room.bytes->free > 0);
  }

  void a_hostile_name_is_one_name_and_what_is_not_ours_is_left_out() {
    World world;
    world.put(world.dataset(hostile) / "a", "12345");
    world.put(world.dataset("my own things") / "a", "1");
    world.put(world.dataset("short@0123") / "a", "1");
    world.put(world.dataset("file@0123456789abcdef"), "no folder");
    world.put(world.work() / "jobs/not-a-uuid/x", "1");
    world.put(world.here() / "elsewhere/a", "1");
    fs::create_directory_symlink(world.here() / "elsewhere", world.dataset("link" + hash));
    world.put_job(one, hostile);
    const auto stored = world.list();
    VERIFY_OK(stored);
    QCOMPARE(stored->things.size(), std::size_t{2});
    const auto* thing = find(*stored, hostile);
    QVERIFY(thing != nullptr);
    QCOMPARE(thing->bytes, std::uint64_t{5});
    QCOMPARE(thing->jobs, std::vector<std::string>{one});
    QVERIFY(!fs::exists(world.here() / "evil") && !fs::exists("evil"));
  }

  void a_receipt_of_other_data_is_no_receipt() {
    World world;
    const std::vector<std::string> receipts = {
        R"({"name":"other@0123456789abcdef","manifest_sha256":"0123456789abcdef00","at":1700000000})",
        R"({"name":"x@0123456789abcdef","manifest_sha256":"ff","at":1700000000})",
        R"({"name":"x@0123456789abcdef","manifest_sha256":"0123456789abcdef00","at":"yesterday"})",
        R"({"name":"x@0123456789abcdef","manifest_sha256":"0123456789abcdef00","at":1e300})",
        R"([1,2)",
        std::string("\0\xff", 2)};
    world.put(world.dataset("x" + hash) / "a", "1");
    for (const auto& receipt : receipts) {
      world.put(world.dataset("x" + hash + ".receipt.json"), receipt);
      const auto stored = world.list();
      VERIFY_OK(stored);
      QVERIFY2(!stored->things.front().has_receipt && !stored->things.front().verified_at, receipt.c_str());
    }
  }

  void left_overs_are_told_with_their_age() {
    World world;
    world.put_leftover(world.work() / "datasets/.part-abc", 180);
    world.put_leftover(world.work() / "jobs/.part-def", 1);
    const auto stored = world.list();
    VERIFY_OK(stored);
    QCOMPARE(find(*stored, ".part-abc")->kind, StoredKind::broken_upload);
    QCOMPARE(find(*stored, ".part-def")->kind, StoredKind::broken_job);
    QCOMPARE(find(*stored, ".part-abc")->files, std::uint64_t{1});
    QVERIFY(std::abs(stored->at - find(*stored, ".part-abc")->used_at - 180 * 60) < 60);
  }

  void what_vanishes_while_it_is_counted_is_left_out() {
    World world;
    for (const auto* name : {"a", "b"}) world.put(world.dataset(name + hash) / "x", "123");
    // The first count takes both away.
    world.fake_tool("awk", "rm -rf ./datasets/*@*\nexec /usr/bin/awk \"$@\"");
    const auto stored = world.list();
    VERIFY_OK(stored);
    QVERIFY(stored->things.empty());
  }

  void a_folder_that_cannot_be_read_is_counted_as_far_as_it_goes() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "123");
    // As find says it of a folder that it may not open; who runs this test may open all.
    world.fake_tool("find", "/usr/bin/find \"$@\"\ncase $1 in */x@*) exit 1 ;; esac");
    const auto stored = world.list();
    VERIFY_OK(stored);
    QCOMPARE(stored->things.size(), std::size_t{1});
    QVERIFY(!stored->things.front().counted_whole);
    QCOMPARE(stored->things.front().bytes, std::uint64_t{3});
  }

  void an_answer_that_was_cut_off_is_none() {
    World world;
    for (int i = 0; i < 40; ++i) world.put_job(new_uuid());
    world.runner.cut_output_after = 2000;
    QCOMPARE(code_of(world.list()), ErrorCode::connection_lost);
    world.runner.cut_output_after = LocalRunner::never;
    QCOMPARE(world.list()->things.size(), std::size_t{40});
    for (const auto& text :
         {std::string(), fields({"werkbank-stored-1"}), fields({"werkbank-stored-2", "1", "end", "0"}),
          fields({"werkbank-stored-1", "1", "house", one, "1", "2", "3", "0", "", "", "", "end", "2"}),
          fields({"werkbank-stored-1", "1", "job", one, "-1", "2", "3", "0", "", "", "", "end", "2"}),
          std::string("nonsense")})
      QCOMPARE(code_of(parse_stored(text)), ErrorCode::answer_garbled);
    const auto whole =
        fields({"werkbank-stored-1", "1795480000", "job", one, "1", "2", "3", "0", "", "", "", "end", "2"});
    VERIFY_OK(parse_stored(whole));
    for (std::size_t length = 0; length < whole.size(); ++length)
      QCOMPARE(code_of(parse_stored(std::string_view(whole).substr(0, length))), ErrorCode::answer_garbled);
  }

  void a_person_who_stops_it_hears_that() {
    World world;
    std::stop_source source;
    source.request_stop();
    QVERIFY(world.list(source.get_token()).cancelled());
  }

  void takes_a_data_set_away_with_all_that_belongs_to_it() {
    World world;
    const auto place = world.dataset(hostile);
    world.put(place / "deep/er/a", "1");
    world.put(world.dataset(hostile + ".receipt.json"), "{}");
    world.put(world.dataset(hostile + ".sums"), "");
    world.put(world.dataset("other" + hash) / "a", "1");
    world.put(world.here() / "mine", "1");
    fs::create_symlink(world.here() / "mine", place / "link");
    ::chmod((place / "deep/er/a").c_str(), 0400);
    ::chmod((place / "deep/er").c_str(), 0500);
    ::chmod((place / "deep").c_str(), 0000);
    VERIFY_OK(world.remove({StoredKind::dataset, hostile}));
    QCOMPARE(world.names_in("datasets"), std::vector<std::string>{"other" + hash});
    QVERIFY(fs::exists(world.here() / "mine"));
    VERIFY_OK(world.remove({StoredKind::dataset, hostile}));  // it is gone already
  }

  void what_a_job_that_is_not_over_uses_stays() {
    World world;
    for (const auto& name : {"x" + hash, hostile}) {
      world.put(world.dataset(name) / "a", "1");
      fs::remove_all(world.job(one));
      world.put_job(one, name);
      const auto refused = world.remove({StoredKind::dataset, name, {two, one}, true});
      QCOMPARE(code_of(refused), ErrorCode::usage);
      QVERIFY(refused.error().detail.find(one) != std::string::npos);
      QVERIFY(fs::exists(world.dataset(name) / "a"));
    }
    QCOMPARE(code_of(world.remove({StoredKind::job, one, {one}})), ErrorCode::usage);
    QVERIFY(fs::exists(world.job(one)));
    QCOMPARE(world.names_in("datasets").size(), std::size_t{2});
  }

  void what_jobs_that_are_over_used_goes_only_when_the_person_says_so() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "1");
    world.put_job(one, "x" + hash);
    world.put_job(two, "x" + hash);
    const auto refused = world.remove({StoredKind::dataset, "x" + hash});
    QCOMPARE(code_of(refused), ErrorCode::usage);
    QCOMPARE(refused.error().grade, Grade::ask_person);
    QVERIFY(refused.error().message.english().starts_with("2 jobs"));
    QVERIFY(fs::exists(world.dataset("x" + hash) / "a"));
    VERIFY_OK(world.remove({StoredKind::dataset, "x" + hash, {new_uuid()}, true}));
    QVERIFY(world.names_in("datasets").empty());
    VERIFY_OK(world.remove({StoredKind::job, one, {two}}));
    QCOMPARE(world.names_in("jobs"), std::vector<std::string>{two});
  }

  void a_job_that_is_just_being_put_there_counts_as_well() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "1");
    world.put(world.work() / "jobs/.part-1/data/config.json", "{}");
    fs::create_symlink("../../datasets/x" + hash, world.work() / "jobs/.part-1/data/data");
    QCOMPARE(code_of(world.remove({StoredKind::dataset, "x" + hash})), ErrorCode::usage);
    QVERIFY(fs::exists(world.dataset("x" + hash) / "a"));
  }

  void a_job_that_comes_in_between_keeps_its_data() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "1");
    world.put(world.dataset("x" + hash + ".receipt.json"), "{}");
    world.fake_tool("mv", waiting_tool(world.here(), "mv"));
    Result<Done> removed = Cancelled{};
    std::thread remover([&] { removed = world.remove({StoredKind::dataset, "x" + hash, {one}, true}); });
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(world.here() / "reached"), 20000);
    world.put_job(one, "x" + hash);
    world.put(world.here() / "go", "");
    remover.join();
    QCOMPARE(code_of(removed), ErrorCode::usage);
    QCOMPARE(world.names_in("datasets"), (std::vector<std::string>{"x" + hash, "x" + hash + ".receipt.json"}));
    QVERIFY(fs::exists(world.dataset("x" + hash) / "a"));
  }

  void two_who_remove_the_same_do_no_harm() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "1");
    world.fake_tool("mv", waiting_tool(world.here(), "mv"));
    Result<Done> first = Cancelled{};
    std::thread remover([&] { first = world.remove({StoredKind::dataset, "x" + hash}); });
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(world.here() / "reached"), 20000);
    fs::remove_all(world.dataset("x" + hash));
    world.put(world.here() / "go", "");
    remover.join();
    VERIFY_OK(first);
  }

  void a_removal_that_is_cut_off_leaves_nothing_half_at_the_place() {
    World world;
    for (int i = 0; i < 50; ++i) world.put(world.dataset("x" + hash) / std::to_string(i), "1");
    world.fake_tool("rm", "case $* in *removing*) exit 1 ;; *) exec /usr/bin/rm \"$@\" ;; esac");
    QCOMPARE(code_of(world.remove({StoredKind::dataset, "x" + hash})), ErrorCode::remote_file);
    QVERIFY(!fs::exists(world.dataset("x" + hash)));
    world.runner.tools.clear();
    // It is a left-over now, which may go at once.
    const auto stored = world.list();
    QCOMPARE(stored->things.size(), std::size_t{1});
    QCOMPARE(stored->things.front().kind, StoredKind::broken_upload);
    VERIFY_OK(world.remove({StoredKind::broken_upload, stored->things.front().name}));
    QVERIFY(world.names_in("datasets").empty());
  }

  void a_lost_line_after_the_removal_may_be_followed_by_another_try() {
    World world;
    world.put(world.dataset("x" + hash) / "a", "1");
    world.runner.cut_at_command = 0;
    QCOMPARE(code_of(world.remove({StoredKind::dataset, "x" + hash})), ErrorCode::connection_lost);
    VERIFY_OK(world.remove({StoredKind::dataset, "x" + hash}));
    QVERIFY(world.names_in("datasets").empty());
  }

  void a_left_over_of_a_transfer_that_may_be_under_way_stays() {
    World world;
    world.put_leftover(world.work() / "datasets/.part-young", 5);
    world.put_leftover(world.work() / "datasets/.part-old", 90);
    QCOMPARE(code_of(world.remove({StoredKind::broken_upload, ".part-young"})), ErrorCode::usage);
    VERIFY_OK(world.remove({StoredKind::broken_upload, ".part-old"}));
    QCOMPARE(world.names_in("datasets"), std::vector<std::string>{".part-young"});
  }

  void only_what_is_ours_is_removed() {
    World world;
    world.put(world.here() / "precious/a", "1");
    fs::create_directory_symlink(world.here() / "precious", world.dataset("x" + hash));
    QCOMPARE(code_of(world.remove({StoredKind::dataset, "x" + hash})), ErrorCode::remote_file);
    world.put(world.dataset("mine") / "a", "1");
    const std::vector<Removal> wrong = {{StoredKind::dataset, "mine"},
                                        {StoredKind::dataset, ""},
                                        {StoredKind::dataset, ".."},
                                        {StoredKind::dataset, "../../precious/x" + hash},
                                        {StoredKind::dataset, std::string("x\0", 2) + hash},
                                        {StoredKind::dataset, ".part-x"},
                                        {StoredKind::job, "../datasets"},
                                        {StoredKind::job, "x" + hash},
                                        {StoredKind::broken_upload, ".part-"},
                                        {StoredKind::broken_upload, ".part-/../../../precious"},
                                        {StoredKind::broken_job, "." + one}};
    for (const auto& removal : wrong) QCOMPARE(code_of(world.remove(removal)), ErrorCode::usage);
    QVERIFY(fs::exists(world.here() / "precious/a") && fs::exists(world.dataset("mine") / "a"));
    // A folder of ours that is a link leads elsewhere.
    fs::create_directories(world.here() / ("far/y" + hash));
    fs::remove_all(world.work() / "datasets");
    fs::create_directory_symlink(world.here() / "far", world.work() / "datasets");
    QCOMPARE(code_of(world.remove({StoredKind::dataset, "y" + hash})), ErrorCode::remote_file);
    QVERIFY(fs::exists(world.here() / ("far/y" + hash)));
  }
};

}  // namespace stored_test

WERKBANK_TEST(stored_test::StoredTest);
#include "stored_test.moc"
