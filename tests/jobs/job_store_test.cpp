#include "core/jobs/job_store.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include <QCoreApplication>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace job_store_test {

namespace fs = std::filesystem;

const std::string writer_uuid = "11111111-2222-4333-8444-555555555555";
const std::string metrics = "out/metrics.jsonl";

JobRecord record_of(const std::string& uuid, double created_at = 1) {
  JobRecord record;
  record.uuid = uuid;
  record.created_at = created_at;
  record.factory = "lab";
  return record;
}

JobRecord full_record() {
  auto record = record_of(new_uuid(), 1700000000.25);
  record.title = "Wijn 'rood' \"x\"\n\t€ ; DROP TABLE jobs";
  record.template_id = "tabular-boost";
  record.template_version = "1.0.0";
  record.values_json = R"({"rounds":300})";
  record.data_path = "/data/\xff\xfe not utf-8";
  record.dataset = "wine@0123456789abcdef";
  record.upload_receipt = "{}";
  record.scheduler_id = "4711";
  record.phase = JobPhase::finishing;
  record.state = JobState::out_of_memory;
  record.reason = std::string("nul\0byte", 8);
  record.exit_code = 125;
  record.reality.gpu_is_simulated = true;
  record.language = Language::english;
  record.resources.gpus = 4;
  record.resources.memory_gib = 12.5;
  record.resources.launcher = "torchrun";
  record.walltime_minutes = 90;
  record.started_at = 1700000100;
  record.restarts = 2;
  record.primary_value = 0.91;
  record.progress = 0.5;
  record.cancel_requested = true;
  record.submitting_since = 1700000050;
  record.missing_since = 1700000200;
  record.missing_polls = 3;
  return record;
}

std::shared_ptr<JobStore> opened(const fs::path& folder) {
  auto store = JobStore::open(folder);
  if (!store.ok()) qFatal("the store did not open: %s", store.error().detail.c_str());
  return std::move(store).value();
}

/// The bytes that the writer appends, from `offset`: each place holds what only that place can.
std::string pattern(std::uint64_t offset, std::size_t size) {
  std::string bytes(size, ' ');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + (offset + i) * 7 % 23);
  return bytes;
}

/// The child that is killed: changes one record and one file for ever, and prints what is safely stored.
int write_for_ever(const fs::path& folder) {
  const auto store = opened(folder);
  if (!store->load(writer_uuid).ok()) static_cast<void>(store->save(record_of(writer_uuid)));
  const auto claim = store->claim(writer_uuid);
  if (!claim) return 3;
  int number = store->load(writer_uuid)->restarts;
  while (true) {
    ++number;
    const auto changed = store->change(writer_uuid, [number](JobRecord& record) {
      record.restarts = number;
      record.title = std::to_string(number) + std::string(5000, 'x');
      record.scheduler_id = std::to_string(number);
      return true;
    });
    if (!changed.ok()) return 4;
    const auto offset = store->offsets(writer_uuid).value()[metrics];
    if (!store->append(writer_uuid, metrics, offset, pattern(offset, 3000)).ok()) return 5;
    std::cout << number << ' ' << store->offsets(writer_uuid).value()[metrics] << std::endl;
  }
}

class JobStoreTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keeps_every_member_of_a_record();
  void an_older_record_without_newer_members_is_read();
  void lists_the_newest_first();
  void finds_a_job_by_its_first_characters();
  void an_unknown_job_is_an_error_of_its_own();
  void a_change_is_made_on_what_is_stored_now();
  void many_threads_change_one_record_and_no_change_is_lost();
  void two_stores_on_one_folder_see_each_others_work();
  void threads_come_and_go_without_leaving_connections();
  void only_one_may_claim_a_job();
  void bytes_are_added_only_where_the_copy_ends();
  void two_that_append_the_same_piece_add_it_once();
  void a_file_begun_anew_is_forgotten();
  void the_log_can_be_read_where_it_is_kept();
  void paths_that_a_factory_must_not_choose_are_not_kept_data();
  void paths_that_a_factory_must_not_choose_are_not_kept();
  void removing_a_job_removes_its_files();
  void a_store_of_a_newer_werkbank_is_refused_with_a_sentence();
  void a_file_that_is_no_database_is_refused_with_a_sentence();
  void a_folder_that_cannot_be_made_is_an_error();
  void survives_being_killed_at_fifty_moments();

 private:
  std::unique_ptr<QTemporaryDir> home_;
  fs::path folder_;
};

void JobStoreTest::init() {
  home_ = std::make_unique<QTemporaryDir>();
  folder_ = fs::path(home_->path().toStdString()) / "state";
}

void JobStoreTest::keeps_every_member_of_a_record() {
  const auto record = full_record();
  QVERIFY(opened(folder_)->save(record).ok());
  const auto loaded = opened(folder_)->load(record.uuid).value();
  QCOMPARE(record_to_json(loaded), record_to_json(record));
  QCOMPARE(loaded.title, record.title);
  QCOMPARE(loaded.data_path, record.data_path);
  QCOMPARE(loaded.reason, record.reason);
  QCOMPARE(loaded.exit_code.value(), 125);
  QVERIFY(loaded.phase == JobPhase::finishing && loaded.state == JobState::out_of_memory);
  QVERIFY(loaded.language == Language::english && loaded.reality.gpu_is_simulated);
  QVERIFY(!loaded.ended_at);
  QCOMPARE(loaded.submitting_since.value(), 1700000050.0);
}

void JobStoreTest::an_older_record_without_newer_members_is_read() {
  const auto record = record_from_json(R"({"uuid":"u","phase":"running","of_the_future":[1]})");
  QVERIFY(record.ok());
  QVERIFY(record->phase == JobPhase::running);
  QCOMPARE(record->missing_polls, 0);
  for (const char* wrong : {"", "[]", R"({"phase":"dancing"})", R"({"restarts":"x"})", R"({"title":5})"}) {
    QVERIFY(record_from_json(wrong).failed());
  }
}

void JobStoreTest::lists_the_newest_first() {
  const auto store = opened(folder_);
  for (const double created : {2.0, 3.0, 1.0}) QVERIFY(store->save(record_of(new_uuid(), created)).ok());
  const auto all = store->all().value();
  QCOMPARE(all.size(), 3U);
  QCOMPARE(all[0].created_at, 3.0);
  QCOMPARE(all[2].created_at, 1.0);
}

void JobStoreTest::finds_a_job_by_its_first_characters() {
  const auto store = opened(folder_);
  const std::string one = "abcd1111-2222-4333-8444-555555555555";
  const std::string two = "abce1111-2222-4333-8444-555555555555";
  QVERIFY(store->save(record_of(one)).ok() && store->save(record_of(two)).ok());
  QCOMPARE(store->find("abcd")->uuid, one);
  QCOMPARE(store->find(two)->uuid, two);
  for (const std::string wrong : {"abc", "", "f", "%", "abcd%", "' OR 1=1 --"}) {
    QVERIFY(store->find(wrong).failed());
    QVERIFY(store->find(wrong).error().code == ErrorCode::job_unknown);
  }
}

void JobStoreTest::an_unknown_job_is_an_error_of_its_own() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->load(uuid).error().code == ErrorCode::job_unknown);
  QVERIFY(store->remove(uuid).error().code == ErrorCode::job_unknown);
  QVERIFY(store->append(uuid, metrics, 0, "x").error().code == ErrorCode::job_unknown);
  QVERIFY(store->change(uuid, [](JobRecord&) { return true; }).error().code == ErrorCode::job_unknown);
  QVERIFY(store->offsets("../..").error().code == ErrorCode::job_unknown);
  QVERIFY(store->save(record_of("../../x")).failed());
}

void JobStoreTest::a_change_is_made_on_what_is_stored_now() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  const auto changed = store->change(uuid, [](JobRecord& record) {
    record.place = "n1";
    return true;
  });
  QCOMPARE(changed->place, std::string("n1"));
  const auto left = store->change(uuid, [](JobRecord& record) {
    record.place = "n2";
    return false;
  });
  QCOMPARE(left->place, std::string("n1"));
  QCOMPARE(store->load(uuid)->place, std::string("n1"));
}

void JobStoreTest::many_threads_change_one_record_and_no_change_is_lost() {
  const auto store = opened(folder_);
  const auto other = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  std::atomic<int> failures = 0;
  const auto count = [&failures, uuid](const std::shared_ptr<JobStore>& mine) {
    for (int i = 0; i < 25; ++i) {
      const auto changed = mine->change(uuid, [](JobRecord& record) {
        ++record.restarts;
        return true;
      });
      if (!changed.ok()) ++failures;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(count, i % 2 == 0 ? store : other);
  for (auto& thread : threads) thread.join();
  QCOMPARE(failures.load(), 0);
  QCOMPARE(store->load(uuid)->restarts, 100);
}

void JobStoreTest::two_stores_on_one_folder_see_each_others_work() {
  const auto one = opened(folder_);
  const auto two = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(one->save(record_of(uuid)).ok());
  QCOMPARE(two->load(uuid)->factory, std::string("lab"));
  QVERIFY(two->append(uuid, metrics, 0, "abc").ok());
  QCOMPARE(one->offsets(uuid)->at(metrics), 3U);
}

void JobStoreTest::threads_come_and_go_without_leaving_connections() {
  const auto before = QSqlDatabase::connectionNames().size();
  {
    const auto store = opened(folder_);
    for (int i = 0; i < 20; ++i) std::thread([&store] { QVERIFY(store->all().ok()); }).join();
    QCOMPARE(QSqlDatabase::connectionNames().size(), before + 1);
  }
  QCOMPARE(QSqlDatabase::connectionNames().size(), before);
}

void JobStoreTest::only_one_may_claim_a_job() {
  const auto one = opened(folder_);
  const auto two = opened(folder_);
  const auto uuid = new_uuid();
  auto claim = one->claim(uuid);
  QVERIFY(claim);
  QVERIFY(!two->claim(uuid));
  QVERIFY(!one->claim(uuid));
  QVERIFY(two->claim(new_uuid()));
  claim.reset();
  QVERIFY(two->claim(uuid));
}

void JobStoreTest::bytes_are_added_only_where_the_copy_ends() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  QVERIFY(store->append(uuid, metrics, 5, "too far").ok());
  QVERIFY(store->append(uuid, metrics, 0, "hello ").ok());
  QVERIFY(store->append(uuid, metrics, 0, "hello ").ok());
  QVERIFY(store->append(uuid, metrics, 3, "xxxx").ok());
  QVERIFY(store->append(uuid, metrics, 6, std::string("w\0rld", 5)).ok());
  QCOMPARE(store->bytes(uuid, metrics, 0, 100).value(), std::string("hello w\0rld", 11));
  QCOMPARE(store->bytes(uuid, metrics, 6, 1).value(), std::string("w"));
  QCOMPARE(store->bytes(uuid, metrics, 11, 100).value(), std::string());
  QCOMPARE(store->bytes(uuid, metrics, 5000, 100).value(), std::string());
  QCOMPARE(store->bytes(uuid, "logs/job.log", 0, 100).value(), std::string());
}

void JobStoreTest::two_that_append_the_same_piece_add_it_once() {
  const auto one = opened(folder_);
  const auto two = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(one->save(record_of(uuid)).ok());
  const auto append = [uuid](const std::shared_ptr<JobStore>& store) {
    for (std::uint64_t at = 0; at < 30'000; at += 1000)
      static_cast<void>(store->append(uuid, metrics, at, pattern(at, 1000)));
  };
  std::thread first(append, one);
  std::thread second(append, two);
  first.join();
  second.join();
  QCOMPARE(one->bytes(uuid, metrics, 0, 1U << 20U).value(), pattern(0, 30'000));
}

void JobStoreTest::a_file_begun_anew_is_forgotten() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  QVERIFY(store->append(uuid, metrics, 0, "old").ok());
  QVERIFY(store->restart(uuid, metrics).ok());
  QVERIFY(store->restart(uuid, metrics).ok());
  QVERIFY(store->append(uuid, metrics, 0, "n").ok());
  QCOMPARE(store->offsets(uuid)->at(metrics), 1U);
}

void JobStoreTest::the_log_can_be_read_where_it_is_kept() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  QVERIFY(!fs::exists(store->log_file(uuid)));
  QVERIFY(store->append(uuid, "logs/job.log", 0, "ready\n").ok());
  QCOMPARE(read_file(store->log_file(uuid)).value(), std::string("ready\n"));
  QVERIFY(store->log_file("../" + uuid).empty());
}

void JobStoreTest::paths_that_a_factory_must_not_choose_are_not_kept_data() {
  QTest::addColumn<QString>("path");
  for (const char* path : {"", "/etc/passwd", "../x", "out/gpu/../../../x.csv", "out/gpu/.csv", "out/gpu/a/b.csv",
                           "out/gpu/a.csv/", "out/gpu/a b.csv", "out/gpu/CON\n.csv", "out/metrics.jsonl/x",
                           "config.json", "out\\gpu\\a.csv", "out/gpu/-rf.csv", "logs/job.log\n"}) {
    QTest::newRow(path) << QString(path);
  }
}

void JobStoreTest::paths_that_a_factory_must_not_choose_are_not_kept() {
  QFETCH(QString, path);
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  QVERIFY(store->append(uuid, path.toStdString(), 0, "bad").ok());
  QVERIFY(store->append(uuid, "out/gpu/gh01.1min.csv", 0, "good").ok());
  QCOMPARE(store->offsets(uuid)->size(), 1U);
  QCOMPARE(store->bytes(uuid, path.toStdString(), 0, 10).value(), std::string());
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "jobs")) files += entry.is_regular_file() ? 1 : 0;
  QCOMPARE(files, 1);
}

void JobStoreTest::removing_a_job_removes_its_files() {
  const auto store = opened(folder_);
  const auto uuid = new_uuid();
  QVERIFY(store->save(record_of(uuid)).ok());
  QVERIFY(store->append(uuid, metrics, 0, "x").ok());
  QVERIFY(store->remove(uuid).ok());
  QVERIFY(store->load(uuid).failed());
  QVERIFY(!fs::exists(folder_ / "jobs" / uuid));
}

void JobStoreTest::a_store_of_a_newer_werkbank_is_refused_with_a_sentence() {
  opened(folder_);
  {
    auto database = QSqlDatabase::addDatabase("QSQLITE", "newer");
    database.setDatabaseName(QString::fromStdString(path_text(folder_ / "jobs.sqlite")));
    QVERIFY(database.open());
    QVERIFY(QSqlQuery(database).exec("PRAGMA user_version=999"));
    database.close();
  }
  QSqlDatabase::removeDatabase("newer");
  const auto store = JobStore::open(folder_);
  QVERIFY(store.failed());
  QVERIFY(store.error().code == ErrorCode::store_broken);
  QVERIFY(store.error().message.english().find("newer Werkbank") != std::string::npos);
}

void JobStoreTest::a_file_that_is_no_database_is_refused_with_a_sentence() {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "jobs.sqlite") << std::string(10'000, 'x');
  const auto store = JobStore::open(folder_);
  QVERIFY(store.failed());
  QVERIFY(store.error().code == ErrorCode::store_broken);
  QVERIFY(!store.error().message.empty());
}

void JobStoreTest::a_folder_that_cannot_be_made_is_an_error() {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  QVERIFY(JobStore::open(folder_ / "file" / "state").failed());
}

void JobStoreTest::survives_being_killed_at_fifty_moments() {
  std::mt19937 random(20261124);
  int last_number = 0;
  for (int round = 0; round < 50; ++round) {
    QProcess writer;
    writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    writer.start(QCoreApplication::applicationFilePath(),
                 {"job_store_test", "--write-for-ever", QString::fromStdString(folder_.string())});
    const auto wanted = static_cast<int>(random() % 6) + 1;
    QByteArray printed;
    while (printed.count('\n') < wanted) {
      QVERIFY2(writer.waitForReadyRead(30'000), "the writer did not get on: was its claim left behind?");
      printed += writer.readAllStandardOutput();
    }
    // Not always just after a line: anywhere in the work that follows it.
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 4000);
    while (std::chrono::steady_clock::now() < until) {
    }
    writer.kill();
    QVERIFY(writer.waitForFinished(30'000));
    printed += writer.readAllStandardOutput();
    printed.truncate(printed.lastIndexOf('\n'));
    const auto said = printed.mid(printed.lastIndexOf('\n') + 1).split(' ');

    const auto store = opened(folder_);
    const auto record = store->load(writer_uuid).value();
    const int acknowledged = said[0].toInt();
    QVERIFY(acknowledged > last_number);
    QVERIFY2(record.restarts == acknowledged || record.restarts == acknowledged + 1, "a stored change was lost");
    QCOMPARE(record.scheduler_id, std::to_string(record.restarts));
    QCOMPARE(record.title, std::to_string(record.restarts) + std::string(5000, 'x'));
    const auto kept = store->bytes(writer_uuid, metrics, 0, 1U << 30U).value();
    QVERIFY2(kept.size() >= said[1].toULongLong(), "stored bytes were lost");
    QVERIFY2(kept == pattern(0, kept.size()), "the copy is not what was sent");
    last_number = record.restarts;
  }
  qInfo("killed 50 times; %d changes were stored", last_number);
}

int run(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--write-for-ever") return write_for_ever(argv[2]);
  return test_main<JobStoreTest>(argc, argv);
}

}  // namespace job_store_test

WERKBANK_TEST_MAIN(&job_store_test::run);
#include "job_store_test.moc"
