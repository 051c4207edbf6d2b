#include "core/jobs/job_readings.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <QTemporaryDir>

#include "core/base/uuid.h"
#include "core/jobs/computers.h"
#include "core/jobs/job_view.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace job_readings_test {

const std::string metrics = "out/metrics.jsonl";
const std::string samples = "out/gpu/n1.csv";
const std::string header = "t,host,gpu,uuid,name,util_pct,power_w\n";

std::string rows(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += std::to_string(1'700'000'000 + i) + ",n1," + std::to_string(i % 2) + ",GPU-" + std::to_string(i % 2) +
            ",H100," + std::to_string(i % 100) + ",300\n";
  }
  return text;
}

/// Counts what is read, and can say that files are larger than they are.
class CountingStore : public JobStore {
 public:
  explicit CountingStore(std::shared_ptr<JobStore> store) : store_(std::move(store)) {}

  Result<Done> save(const JobRecord& record) override { return store_->save(record); }
  Result<JobRecord> change(const std::string& uuid, const std::function<bool(JobRecord&)>& edit) override {
    return store_->change(uuid, edit);
  }
  std::shared_ptr<void> claim(const std::string& uuid) override { return store_->claim(uuid); }
  Result<JobRecord> load(const std::string& uuid) const override { return store_->load(uuid); }
  Result<JobRecord> find(const std::string& start) const override { return store_->find(start); }
  Result<std::vector<JobRecord>> all() const override { return store_->all(); }
  Result<Done> remove(const std::string& uuid) override { return store_->remove(uuid); }
  Result<Done> append(const std::string& uuid, const std::string& path, std::uint64_t offset,
                      const std::string& bytes) override {
    return store_->append(uuid, path, offset, bytes);
  }
  Result<Done> restart(const std::string& uuid, const std::string& path) override {
    return store_->restart(uuid, path);
  }
  Result<std::map<std::string, std::uint64_t>> offsets(const std::string& uuid) const override {
    auto sizes = store_->offsets(uuid);
    if (!sizes.ok()) return sizes;
    for (const auto& [path, size] : said) (*sizes)[path] = size;
    return sizes;
  }
  Result<std::string> bytes(const std::string& uuid, const std::string& path, std::uint64_t offset,
                            std::uint64_t limit) const override {
    auto got = store_->bytes(uuid, path, offset, limit);
    if (got.ok()) read += got->size();
    return got;
  }

  mutable std::atomic<std::size_t> read = 0;
  std::map<std::string, std::uint64_t> said;
  std::filesystem::path samples_file(const std::string& uuid) const override { return store_->samples_file(uuid); }

 private:
  std::shared_ptr<JobStore> store_;
};

bool same(const JobView& a, const JobView& b) {
  const auto same_series = [](const GpuSeries& one, const GpuSeries& other) {
    return one.uuid == other.uuid && one.samples.size() == other.samples.size() && to_csv({one}) == to_csv({other});
  };
  const auto points = [](const JobView& view) {
    std::size_t count = 0;
    for (const auto& [key, curve] : view.training.curves) count += curve.size();
    return count;
  };
  return std::equal(a.gpus.begin(), a.gpus.end(), b.gpus.begin(), b.gpus.end(), same_series) &&
         points(a) == points(b) && a.training.last_step == b.training.last_step &&
         a.training.progress == b.training.progress && a.training.skipped_lines == b.training.skipped_lines;
}

class JobReadingsTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void a_second_look_reads_only_what_is_new();
  void an_end_that_did_not_move_is_not_read_again();
  void shows_the_same_in_whatever_pieces_the_files_grow();
  void a_file_begun_anew_is_read_from_its_start_data();
  void a_file_begun_anew_is_read_from_its_start();
  void of_many_jobs_those_looked_at_last_are_kept();
  void the_last_one_is_kept_however_large_it_is();
  void a_job_that_was_removed_is_forgotten();
  void many_threads_see_whole_views();
  void of_each_host_the_finest_file_that_is_up_to_date_is_shown();
  void more_than_fits_is_shown_by_the_minute();
  void the_files_of_the_computers_themselves_are_read_beside_those_of_their_gpus();
  void of_several_computers_all_are_joined_under_the_names_of_their_files();
  void ever_more_files_cannot_fill_the_charts();
  void what_was_read_is_there_at_the_next_start();
  void a_kept_reading_of_a_file_begun_anew_is_thrown_away();

 private:
  std::string job();
  void add(const std::string& uuid, const std::string& path, const std::string& bytes);

  std::unique_ptr<QTemporaryDir> home_;
  std::shared_ptr<CountingStore> store_;
};

void JobReadingsTest::init() {
  home_ = std::make_unique<QTemporaryDir>(quick_folder());
  store_ = std::make_shared<CountingStore>(JobStore::open(home_->path().toStdString()).value());
}

std::string JobReadingsTest::job() {
  JobRecord record;
  record.uuid = new_uuid();
  record.phase = JobPhase::running;
  return store_->save(record).ok() ? record.uuid : std::string();
}

void JobReadingsTest::add(const std::string& uuid, const std::string& path, const std::string& bytes) {
  const auto offset = store_->offsets(uuid).value()[path];
  QVERIFY(store_->append(uuid, path, offset, bytes).ok());
}

void JobReadingsTest::a_second_look_reads_only_what_is_new() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 50'000));
  for (int i = 0; i < 200; ++i) add(uuid, metrics, metric_line(0, i, 0.1));
  QCOMPARE(view_of(*store_, uuid)->gpus.front().samples.size(), 25'000U);
  QVERIFY(store_->read > 1'500'000);
  store_->read = 0;
  add(uuid, samples, rows(50'000, 20));
  add(uuid, metrics, metric_line(0, 1000, 0.9));
  const auto view = view_of(*store_, uuid).value();
  QCOMPARE(view.gpus.front().samples.size(), 25'010U);
  QCOMPARE(view.training.last_step, 1000);
  QVERIFY(store_->read < 10'000);
}

void JobReadingsTest::an_end_that_did_not_move_is_not_read_again() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 1000));
  for (int i = 0; i < 40; ++i) {
    add(uuid, "out/gpu/n" + std::to_string(i + 1) + ".1min.csv", header + rows(0, 100));
  }
  QVERIFY(view_of(*store_, uuid).ok());
  store_->read = 0;
  add(uuid, samples, rows(1000, 2));
  QCOMPARE(view_of(*store_, uuid)->gpus.front().samples.size(), 501U);
  // Of each of the forty that are read, its remembered end; but no second end to choose among them.
  QVERIFY2(store_->read < 41 * 1100 + 5'000, qPrintable(QString::number(store_->read)));
}

void JobReadingsTest::shows_the_same_in_whatever_pieces_the_files_grow() {
  std::mt19937 random(7);
  std::string gpu = header + rows(0, 300) + "torn,li\n" + rows(100, 50) + header + rows(400, 300);
  std::string records;
  for (int i = 0; i < 100; ++i) records += metric_line(i / 60, i, i / 100.0) + (i % 9 == 0 ? "not JSON\n" : "");
  const auto uuid = job();
  while (!gpu.empty() || !records.empty()) {
    for (auto* text : {&gpu, &records}) {
      const auto size = std::min<std::size_t>(text->size(), 1 + random() % 900);
      if (size > 0) add(uuid, text == &gpu ? samples : metrics, text->substr(0, size));
      text->erase(0, size);
    }
    CountingStore fresh(store_);
    QVERIFY(same(view_of(*store_, uuid).value(), view_of(fresh, uuid).value()));
  }
  QCOMPARE(view_of(*store_, uuid)->gpus.size(), 2U);
}

void JobReadingsTest::a_file_begun_anew_is_read_from_its_start_data() {
  QTest::addColumn<int>("rows");
  QTest::newRow("nothing yet") << 0;
  QTest::newRow("shorter") << 10;
  QTest::newRow("as long") << 1000;
  QTest::newRow("longer") << 5000;
}

void JobReadingsTest::a_file_begun_anew_is_read_from_its_start() {
  QFETCH(int, rows);
  const auto uuid = job();
  add(uuid, samples, header + job_readings_test::rows(0, 1000));
  QCOMPARE(view_of(*store_, uuid)->gpus.front().samples.size(), 500U);
  // By another program, which does not tell.
  QVERIFY(store_->restart(uuid, samples).ok());
  if (rows > 0) add(uuid, samples, header + job_readings_test::rows(100'000, rows));
  const auto view = view_of(*store_, uuid).value();
  CountingStore fresh(store_);
  QVERIFY(same(view, view_of(fresh, uuid).value()));
  QCOMPARE(view.gpus.size(), rows > 0 ? 2U : 0U);
  if (rows > 0) QCOMPARE(view.gpus.front().samples.front().time, 1'700'100'000.0);
}

void JobReadingsTest::of_many_jobs_those_looked_at_last_are_kept() {
  std::vector<std::string> jobs = {job(), job(), job()};
  for (const auto& uuid : jobs) add(uuid, samples, header + rows(0, 1000));
  const auto size = store_->offsets(jobs[0]).value()[samples];
  JobReadings two(size * 5 / 2);
  const auto cost = [&](const std::string& uuid) {
    store_->read = 0;
    return two.read(*store_, uuid, store_->offsets(uuid).value()).ok() ? store_->read.load() : 0;
  };
  for (const auto& uuid : jobs) QVERIFY(cost(uuid) >= size);
  QVERIFY(cost(jobs[2]) < size / 2 && cost(jobs[1]) < size / 2);
  QVERIFY(cost(jobs[0]) >= size);
  QVERIFY(cost(jobs[2]) >= size);  // it was the one that made room
  QVERIFY(cost(jobs[0]) < size / 2);
}

void JobReadingsTest::the_last_one_is_kept_however_large_it_is() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 1000));
  JobReadings small(10);
  QCOMPARE(small.read(*store_, uuid, store_->offsets(uuid).value())->gpus.size(), 2U);
  store_->read = 0;
  QCOMPARE(small.read(*store_, uuid, store_->offsets(uuid).value())->gpus.size(), 2U);
  QVERIFY(store_->read < 10'000);
}

void JobReadingsTest::a_job_that_was_removed_is_forgotten() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 1000));
  QVERIFY(view_of(*store_, uuid).ok());
  QVERIFY(store_->remove(uuid).ok());
  QVERIFY(view_of(*store_, uuid).error().code == ErrorCode::job_unknown);
  JobRecord record;
  record.uuid = uuid;
  QVERIFY(store_->save(record).ok());
  QVERIFY(view_of(*store_, uuid)->gpus.empty());
}

void JobReadingsTest::many_threads_see_whole_views() {
  const auto uuid = job();
  const auto other = job();
  add(uuid, samples, header);
  add(other, samples, header + rows(0, 100));
  std::atomic<bool> wrong = false;
  std::atomic<bool> ready = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, mine = i % 2 == 0 ? uuid : other] {
      std::size_t before = 0;
      while (!ready) {
        const auto view = view_of(*store_, mine);
        std::size_t now = 0;
        for (const auto& series : view->gpus) now += series.samples.size();
        if (now < before || now % 10 != 0) wrong = true;
        before = now;
      }
    });
  }
  for (int i = 0; i < 100; ++i) add(uuid, samples, rows(i * 10, 10));
  ready = true;
  for (auto& thread : threads) thread.join();
  QVERIFY(!wrong);
  QCOMPARE(view_of(*store_, uuid)->gpus.front().samples.size(), 500U);
}

void JobReadingsTest::of_each_host_the_finest_file_that_is_up_to_date_is_shown() {
  const auto uuid = job();
  const auto count = [&] {
    std::vector<std::size_t> all;
    for (const auto& series : view_of(*store_, uuid)->gpus) all.push_back(series.samples.size());
    return all;
  };
  const auto by = [](int seconds, int until) {  // one GPU
    std::string text = header;
    for (int t = 0; t < until; t += seconds) text += std::to_string(1'700'000'000 + t) + ",n1,0,GPU-0,H100,50,300\n";
    return text;
  };
  // Over the line the small ones come first.
  add(uuid, "out/gpu/n1.1h.csv", by(3600, 36'000));
  QCOMPARE(count(), std::vector<std::size_t>{10});
  add(uuid, "out/gpu/n1.1min.csv", by(60, 12'000));
  add(uuid, "out/gpu/n1.csv", by(10, 600));
  QCOMPARE(count(), std::vector<std::size_t>{10});
  add(uuid, "out/gpu/n1.1min.csv", by(60, 38'000).substr(by(60, 12'000).size()));
  QCOMPARE(count(), std::vector<std::size_t>{634});
  add(uuid, "out/gpu/n1.csv", by(10, 38'000).substr(by(10, 600).size()));
  QCOMPARE(count(), std::vector<std::size_t>{3800});
  // Another host has its own files.
  add(uuid, "out/gpu/n2.csv", header + rows(0, 100));
  QCOMPARE(count(), (std::vector<std::size_t>{3800, 50, 50}));
}

void JobReadingsTest::more_than_fits_is_shown_by_the_minute() {
  const auto uuid = job();
  for (const auto* host : {"n1", "n2", "n3"}) {
    const std::string place = std::string("out/gpu/") + host;
    add(uuid, place + ".csv", header + rows(0, 100));
    if (place != "out/gpu/n3") add(uuid, place + ".1min.csv", header + rows(0, 4));
  }
  const auto count = [&] {
    std::size_t all = 0;
    const auto view = view_of(*store_, uuid).value();
    for (const auto& series : view.gpus) all += series.samples.size();
    return all;
  };
  QCOMPARE(count(), 300U);
  // Each of them alone could be read in full; together they are too much. n3 has no coarse file.
  for (const auto* host : {"n1", "n2", "n3"}) store_->said[std::string("out/gpu/") + host + ".csv"] = 100U << 20U;
  QCOMPARE(count(), 4U + 4U + 100U);
}

void JobReadingsTest::the_files_of_the_computers_themselves_are_read_beside_those_of_their_gpus() {
  const auto uuid = job();
  const auto by = [](int seconds, int until) {
    std::string text = "t,host,cpu_pct,mem_used_mib,mem_total_mib,scope\n";
    for (int t = 0; t < until; t += seconds) text += std::to_string(1'700'000'000 + t) + ",n1,50,300,600,job\n";
    return text;
  };
  add(uuid, samples, header + rows(0, 10));
  add(uuid, "out/gpu/n1.host.1min.csv", by(60, 600));
  const auto count = [&] { return view_of(*store_, uuid)->hosts.front().readings.samples.size(); };
  QCOMPARE(count(), 10U);
  add(uuid, "out/gpu/n1.host.csv", by(10, 600));
  QCOMPARE(count(), 60U);
  const auto view = view_of(*store_, uuid).value();
  QCOMPARE(view.hosts.size(), 1U);
  QVERIFY(view.hosts.front().is_of_job);
  QCOMPARE(view.gpus.size(), 2U);
  // A second look reads only what is new, and what is too much is read by the minute.
  store_->read = 0;
  QCOMPARE(count(), 60U);
  QVERIFY2(store_->read < 10'000, qPrintable(QString::number(store_->read)));
  store_->said["out/gpu/n1.host.csv"] = 100U << 20U;
  QCOMPARE(count(), 10U);
}

void JobReadingsTest::of_several_computers_all_are_joined_under_the_names_of_their_files() {
  const auto uuid = job();
  QVERIFY(store_->change(uuid, [](JobRecord& record) { return (record.resources.nodes = 4) == 4; }).ok());
  const auto of = [](const std::string& name, const char* use, int until = 3600) {
    std::string text;
    for (int t = 0; t < until; t += 30) {
      text += std::to_string(1'700'000'000 + t) + ',' + name + ",0,GPU-" + use + ",H100," + use + ",300\n";
    }
    return text;
  };
  const std::string computer = "t,host,cpu_pct,mem_used_mib,mem_total_mib,scope\n";
  add(uuid, samples, header + of("n1", "90"));
  add(uuid, "out/gpu/n1.host.csv", computer + "1700000010,n1,50,300,600,job\n");
  // One that calls itself by another's name, one by odd characters, with a line that is cut; of the fourth nothing
  // came.
  add(uuid, "out/gpu/n2.csv", header + of("n1", "0") + "1700003600,n1,0,GPU");
  add(uuid, "out/gpu/n2.host.csv", computer + "1700000010,n1,20,200,600,job\n");
  add(uuid, "out/gpu/n3.csv", header + of("\x1b[31m$(x)\xff", "80", 600));
  const auto view = view_of(*store_, uuid).value();
  std::vector<std::string> hosts;
  for (const auto& gpu : view.gpus) hosts.push_back(gpu.host);
  QCOMPARE(hosts, (std::vector<std::string>{"n1", "n2", "n3"}));
  QCOMPARE(view.gpus[1].samples.size(), 120U);
  QCOMPARE(view.hosts.size(), 2U);
  QCOMPARE(view.hosts[1].readings.host, std::string("n2"));
  // n3 has said nothing for most of an hour: the verdict is over the other two.
  QCOMPARE(finding_code(view.work.finding), std::string("some_idle"));
  QCOMPARE(view.work.gpus, 2U);
  QCOMPARE(silence_of(view).english(), std::string("Readings come from 2 of the 4 computers of this job. What the "
                                                   "others do is not known. The job itself can go on all the same."));
  const auto computers = computers_of(view);
  QCOMPARE(computers.size(), 3U);
  QCOMPARE(computers[0].gpus.mean_utilisation_percent, std::optional(90.0));
  QCOMPARE(computers[1].mean_processor_percent, std::optional(20.0));
  QCOMPARE(computers[1].memory->used_mib, 200.0);
  QVERIFY(!computers[2].memory);
}

void JobReadingsTest::ever_more_files_cannot_fill_the_charts() {
  const auto uuid = job();
  std::string many = header;
  for (int i = 0; i < 3000; ++i) many += "1700000000,n,0,GPU-" + std::to_string(i) + ",H100,50,300\n";
  for (const auto* host : {"n1", "n2", "n3"}) add(uuid, std::string("out/gpu/") + host + ".csv", many);
  QCOMPARE(view_of(*store_, uuid)->gpus.size(), 4096U);
}

void JobReadingsTest::what_was_read_is_there_at_the_next_start() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 150'000));
  const auto before = view_of(*store_, uuid).value();
  QVERIFY(std::filesystem::exists(store_->samples_file(uuid)));
  add(uuid, samples, rows(150'000, 10));
  const auto next = [&] {
    return std::make_shared<CountingStore>(JobStore::open(home_->path().toStdString()).value());
  };
  const auto again = next();
  const auto after = view_of(*again, uuid).value();
  QVERIFY2(again->read < 10'000, qPrintable(QString::number(again->read)));
  QCOMPARE(after.gpus.front().samples.size(), before.gpus.front().samples.size() + 5);
  // The same as one that reads all of it.
  std::filesystem::remove(store_->samples_file(uuid));
  QVERIFY(same(view_of(*next(), uuid).value(), after));
  // A damaged one is no use, and does no harm.
  std::ofstream(store_->samples_file(uuid), std::ios::binary) << std::string(10'000, 'x');
  QVERIFY(same(view_of(*next(), uuid).value(), after));
  QVERIFY(same(view_of(*next(), uuid).value(), after));
  // It goes with its job.
  QVERIFY(again->remove(uuid).ok());
  QVERIFY(!std::filesystem::exists(store_->samples_file(uuid)));
}

void JobReadingsTest::a_kept_reading_of_a_file_begun_anew_is_thrown_away() {
  const auto uuid = job();
  add(uuid, samples, header + rows(0, 150'000));
  QCOMPARE(view_of(*store_, uuid)->gpus.front().samples.size(), 75'000U);
  QVERIFY(store_->restart(uuid, samples).ok());
  add(uuid, samples, header + rows(500'000, 300));
  const auto next = std::make_shared<CountingStore>(JobStore::open(home_->path().toStdString()).value());
  QCOMPARE(view_of(*next, uuid)->gpus.front().samples.size(), 150U);
}

}  // namespace job_readings_test

WERKBANK_TEST(job_readings_test::JobReadingsTest);
#include "job_readings_test.moc"
