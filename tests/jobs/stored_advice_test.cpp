#include "core/jobs/stored_advice.h"

#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/jobs/dataset_verify.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace stored_advice_test {

const std::string one = "11111111-2222-4333-8444-555555555555";
const std::string two = "22222222-2222-4333-8444-555555555555";
constexpr double now = 1'795'000'000;

StoredThing wine(std::vector<std::string> jobs = {}) {
  StoredThing thing;
  thing.kind = StoredKind::dataset;
  thing.name = "wine@0123456789abcdef";
  thing.jobs = std::move(jobs);
  return thing;
}

JobRecord record(const std::string& uuid, JobPhase phase, const std::string& dataset = {}) {
  JobRecord job;
  job.uuid = uuid;
  job.title = "My wine";
  job.factory = "lab";
  job.phase = phase;
  job.dataset = dataset;
  return job;
}

/// Says of its data set what the test wants, and remembers whether it was given the original files.
class CheckedFactory : public FakeFactory {
 public:
  CheckedFactory() : FakeFactory(std::make_shared<World>()) {}
  Result<DatasetCheck> verify_dataset(const std::string& name, const FileManifest* original, const ProgressSink&,
                                      const std::stop_token&) override {
    ++asked;
    DatasetCheck check = answer;
    check.name = name;
    check.knows_which = original != nullptr;
    if (original != nullptr && breaks) return Error{ErrorCode::connection_lost};
    return check;
  }
  DatasetCheck answer;
  bool breaks = false;
  int asked = 0;
};

class StoredAdviceTest : public QObject {
  Q_OBJECT

 private slots:
  void data_that_nobody_uses_may_go() {
    const auto advice = advise(wine(), "lab", {}, now);
    QCOMPARE(advice.risk, RemovalRisk::none);
    QCOMPARE(advice.title, std::string("wine"));
    QVERIFY(advice.kept.english().find("Your own files") != std::string::npos);
  }

  void data_of_a_job_that_is_not_over_stays_also_before_the_job_is_there() {
    for (const auto phase : {JobPhase::prepared, JobPhase::uploading, JobPhase::submitting, JobPhase::waiting,
                             JobPhase::running, JobPhase::finishing}) {
      QCOMPARE(advise(wine({one}), "lab", {record(one, phase)}, now).risk, RemovalRisk::in_use);
      QCOMPARE(advise(wine(), "lab", {record(two, phase, wine().name)}, now).risk, RemovalRisk::in_use);
      // The same data at another factory is another copy.
      QCOMPARE(advise(wine(), "elsewhere", {record(two, phase, wine().name)}, now).risk, RemovalRisk::none);
    }
    const auto advice = advise(wine({one}), "lab", {record(one, JobPhase::running)}, now);
    QVERIFY(advice.reason.english().find("My wine") != std::string::npos);
  }

  void data_of_jobs_that_are_over_or_unknown_is_for_the_person_to_decide() {
    QCOMPARE(advise(wine({one}), "lab", {record(one, JobPhase::done)}, now).risk, RemovalRisk::some);
    const auto unknown = advise(wine({one, two}), "lab", {record(one, JobPhase::done)}, now);
    QCOMPARE(unknown.risk, RemovalRisk::some);
    QVERIFY(unknown.reason.english().find("not started on this computer") != std::string::npos);
  }

  void a_job_may_go_when_its_results_are_home() {
    StoredThing folder;
    folder.kind = StoredKind::job;
    folder.name = one;
    auto job = record(one, JobPhase::running);
    QCOMPARE(advise(folder, "lab", {job}, now).risk, RemovalRisk::in_use);
    job.phase = JobPhase::done;
    QCOMPARE(advise(folder, "lab", {job}, now).risk, RemovalRisk::some);
    job.fetched_to = "/home/jansen/results";
    QCOMPARE(advise(folder, "lab", {job}, now).risk, RemovalRisk::none);
    QVERIFY(advise(folder, "lab", {job}, now).kept.english().find("/home/jansen/results") != std::string::npos);
    job = record(one, JobPhase::failed);
    QCOMPARE(advise(folder, "lab", {job}, now).risk, RemovalRisk::none);
    job.started_at = now;
    QCOMPARE(advise(folder, "lab", {job}, now).risk, RemovalRisk::some);
    QCOMPARE(advise(folder, "lab", {}, now).risk, RemovalRisk::some);
  }

  void a_left_over_may_go_when_it_has_rested() {
    StoredThing part;
    part.kind = StoredKind::broken_upload;
    part.name = ".part-abc";
    part.used_at = now - 600;
    QCOMPARE(advise(part, "lab", {}, now).risk, RemovalRisk::in_use);
    part.used_at = 0;
    QCOMPARE(advise(part, "lab", {}, now).risk, RemovalRisk::in_use);
    part.used_at = now - 3700;
    QCOMPARE(advise(part, "lab", {}, now).risk, RemovalRisk::none);
    part.name = ".part-removing-abc";
    part.used_at = now;
    QCOMPARE(advise(part, "lab", {}, now).risk, RemovalRisk::none);
  }

  void a_removal_names_all_jobs_of_that_factory_that_are_not_over() {
    auto elsewhere = record(new_uuid(), JobPhase::running);
    elsewhere.factory = "elsewhere";
    const auto removal =
        removal_of(wine(), "lab", {record(one, JobPhase::running), record(two, JobPhase::done), elsewhere});
    QCOMPARE(removal.unfinished, std::vector<std::string>{one});
    QVERIFY(removal.even_if_used);
    QCOMPARE(removal.name, wine().name);
  }

  void a_damaged_data_set_is_compared_with_the_files_that_are_still_here() {
    const QTemporaryDir folder;
    const auto data = path_from_text(folder.path().toStdString()) / "data";
    std::filesystem::create_directories(data);
    std::ofstream(data / "a.csv") << "1";
    const auto name = "wine@" + scan_files(data, {}, {}).value().hash().substr(0, 16);
    auto job = record(one, JobPhase::done, name);
    job.data_path = path_text(data);
    CheckedFactory factory;
    factory.answer.whole = true;
    QVERIFY(verify_with_originals(factory, name, {job}, {}, {})->whole);
    QCOMPARE(factory.asked, 1);
    factory.answer.whole = false;
    QVERIFY(verify_with_originals(factory, name, {job}, {}, {})->knows_which);
    QCOMPARE(factory.asked, 3);
    // What is known is not lost with the line.
    factory.breaks = true;
    const auto broken = verify_with_originals(factory, name, {job}, {}, {});
    QVERIFY(broken.ok() && !broken->whole && !broken->knows_which);
    // The files here are others by now, or gone: they are no measure.
    factory.breaks = false;
    std::ofstream(data / "a.csv") << "2";
    QVERIFY(!verify_with_originals(factory, name, {job}, {}, {})->knows_which);
    std::filesystem::remove_all(data);
    QVERIFY(!verify_with_originals(factory, name, {job}, {}, {})->knows_which);
  }
};

}  // namespace stored_advice_test

WERKBANK_TEST(stored_advice_test::StoredAdviceTest);
#include "stored_advice_test.moc"
