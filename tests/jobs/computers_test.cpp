#include "core/jobs/computers.h"

#include "tests/runner/test_program.h"

using namespace werkbank;

namespace computers_test {

constexpr double start = 1'700'000'000;

GpuSeries gpu(const std::string& host, double from, double to) {
  GpuSeries one{host, "GPU-" + host, 0, "H100", {}};
  for (double t = from; t <= to; t += 10) {
    GpuSample sample;
    sample.time = start + t;
    sample.utilisation_percent = 80;
    one.samples.add(sample);
  }
  return one;
}

JobView view(int nodes, std::vector<GpuSeries> gpus, JobPhase phase = JobPhase::running) {
  JobView made;
  made.record.phase = phase;
  made.record.resources.nodes = nodes;
  made.gpus = std::move(gpus);
  return made;
}

class ComputersTest : public QObject {
  Q_OBJECT

 private slots:
  void a_job_on_one_computer_says_nothing_of_it() {
    QVERIFY(silence_of(view(1, {gpu("a", 0, 3600)})).empty());
    QVERIFY(silence_of(view(1, {gpu("a", 0, 600), gpu("b", 3000, 3600)})).empty());
    QVERIFY(silence_of(view(2, {})).empty());
  }

  void one_that_begins_a_little_later_is_not_silent() {
    QVERIFY(silence_of(view(2, {gpu("a", 0, 100)})).empty());
    QVERIFY(!silence_of(view(2, {gpu("a", 0, 300)})).empty());
    QVERIFY(silence_of(view(2, {gpu("a", 0, 3600), gpu("b", 60, 3300)})).empty());
  }

  void one_that_fell_silent_is_told_while_the_job_runs() {
    const auto fell = view(2, {gpu("a", 0, 3600), gpu("b", 0, 1200)});
    QVERIFY(silence_of(fell).english().starts_with("Readings come from 1 of the 2 computers"));
    // Of a job that is over it says what it did for as long as it was heard.
    QVERIFY(silence_of(view(2, {gpu("a", 0, 3600), gpu("b", 0, 1200)}, JobPhase::done)).empty());
    QVERIFY(silence_of(view(2, {gpu("a", 0, 3600)}, JobPhase::done))
                .english()
                .starts_with("There are readings of 1 of the 2 computers"));
  }

  void a_job_without_gpus_is_heard_by_its_computers() {
    JobView hosts = view(2, {});
    hosts.hosts = {{gpu("a", 0, 3600), true}, {gpu("b", 0, 3600), true}};
    QVERIFY(silence_of(hosts).empty());
    hosts.hosts.pop_back();
    QVERIFY(!silence_of(hosts).empty());
  }
};

}  // namespace computers_test

WERKBANK_TEST(computers_test::ComputersTest);
#include "computers_test.moc"
