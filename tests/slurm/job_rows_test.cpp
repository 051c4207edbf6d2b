#include <QStringList>

#include "core/slurm/job_rows.h"
#include "slurm_samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace job_rows_test {

const SchedulerRow& row(const SchedulerRows& rows, const std::string& name) {
  for (const auto& one : rows.rows) {
    if (one.name == name) return one;
  }
  throw std::runtime_error("no row " + name);
}

class JobRowsTest : public QObject {
  Q_OBJECT
 private slots:
  void both_versions_of_squeue_say_the_same() {
    for (const auto* text : {squeue_2205, squeue_2411}) {
      const auto rows = parse_squeue(separated(text));
      QCOMPARE(rows.garbled, 0);
      QCOMPARE(rows.rows.size(), std::size_t(10));
      QCOMPARE(row(rows, "wb-ok").state, JobState::completed);
      QCOMPARE(row(rows, "wb-ok").exit_code, std::optional<int>(0));
      QCOMPARE(row(rows, "wb-bad").state, JobState::failed);
      QCOMPARE(row(rows, "wb-bad").exit_code, std::optional<int>(7));
      QCOMPARE(row(rows, "wb-bad").nodes, std::string("cpu01"));
      QCOMPARE(row(rows, "wb-cancel").exit_code, std::optional<int>(128 + 15));
      QCOMPARE(row(rows, "wb-cancelpending").starts_at, std::optional<double>());
      QCOMPARE(row(rows, "wb-requeue").restarts, std::optional<int>(1));
      QCOMPARE(row(rows, "wb-requeue").reason, std::string("BeginTime"));
      QVERIFY(!row(rows, "wb-requeue").exit_code);
      QCOMPARE(row(rows, "wb-toolong").starts_at, std::optional<double>());
      QCOMPARE(row(rows, "wb-gpu2").starts_at, std::optional<double>(1795483889));
      QCOMPARE(row(rows, "wb-gpu").nodes, std::string("gh[01-02]"));
      QCOMPARE(row(rows, "wb-gpu").ends_at, std::optional<double>(1795483889));
      QVERIFY(row(rows, "wb-ghost").never_started);
      QVERIFY(!row(rows, "wb-bad").never_started);
      QVERIFY(!row(rows, "wb-cancelpending").never_started);
      QVERIFY(!row(rows, "na|me \"q\" % \xE2\x98\x83").id.empty());
    }
  }

  void reads_the_plain_form_of_squeue() {
    const auto rows = parse_squeue(separated(squeue_plain));
    QCOMPARE(rows.rows.size(), std::size_t(2));
    QCOMPARE(row(rows, "wb-bad").state, JobState::failed);
    QVERIFY(!row(rows, "wb-bad").exit_code);
    QVERIFY(!row(rows, "wb-gpu").restarts);
  }

  void both_versions_of_sacct_say_the_same() {
    for (const auto* text : {sacct_2205, sacct_2411}) {
      const auto rows = parse_sacct(separated(text));
      QCOMPARE(rows.garbled, 0);
      QCOMPARE(rows.rows.size(), std::size_t(8));
      QCOMPARE(row(rows, "wb-bad").exit_code, std::optional<int>(7));
      QCOMPARE(row(rows, "wb-cancel").state, JobState::cancelled);
      QCOMPARE(row(rows, "wb-requeue").state, JobState::pending);
      QCOMPARE(row(rows, "wb-gpu").ends_at, std::optional<double>());
      QCOMPARE(row(rows, "wb-gpu").limit_seconds, std::optional<double>(300));
      QVERIFY(row(rows, "wb-gpu2").nodes.empty());
      QVERIFY(row(rows, "wb-ghost").never_started);
      QVERIFY(!row(rows, "wb-ok").never_started);
    }
  }

  void knows_every_state_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("state");
    const auto add = [](const char* word, JobState state) { QTest::newRow(word) << word << static_cast<int>(state); };
    add("CANCELLED by 1002", JobState::cancelled);
    add("CANCELLED+", JobState::cancelled);
    add("REQUEUED", JobState::pending);
    add("REQUEUE_HOLD", JobState::pending);
    add("SPECIAL_EXIT", JobState::pending);
    add("CONFIGURING", JobState::pending);
    add("SUSPENDED", JobState::running);
    add("STOPPED", JobState::running);
    add("RESIZING", JobState::running);
    add("COMPLETING", JobState::completing);
    add("STAGE_OUT", JobState::completing);
    add("PREEMPTED", JobState::preempted);
    add("NODE_FAIL", JobState::node_failed);
    add("BOOT_FAIL", JobState::node_failed);
    add("OUT_OF_MEMORY", JobState::out_of_memory);
    add("OUT_OF_ME+", JobState::unknown);
    add("DEADLINE", JobState::timed_out);
    add("TIMEOUT", JobState::timed_out);
    add("CD", JobState::completed);
    add("", JobState::unknown);
    add("running", JobState::unknown);
    add("squeue:", JobState::unknown);
  }

  void knows_every_state() {
    QFETCH(QString, word);
    QFETCH(int, state);
    const auto parsed = parse_job_state(word.toStdString());
    QCOMPARE(parsed.has_value(), static_cast<JobState>(state) != JobState::unknown);
    if (parsed) QCOMPARE(static_cast<int>(*parsed), state);
  }

  void counts_rows_that_are_not_whole() {
    const auto text = separated(squeue_2205);
    for (std::size_t cut = 0; cut < text.size(); cut += 7) {
      const auto rows = parse_squeue(std::string_view(text).substr(0, cut));
      QVERIFY(rows.rows.size() + static_cast<std::size_t>(rows.garbled) <= 10);
    }
    QCOMPARE(parse_squeue("slurm_load_jobs error: Unable to contact slurm controller\n").garbled, 1);
    QCOMPARE(parse_squeue(separated("7^BLUE^None^1^2^3^n^0^0^wb-x^")).garbled, 1);
    QCOMPARE(parse_squeue(separated("x^RUNNING^None^1^2^3^n^0^0^wb-x^")).garbled, 1);
  }

  void rows_of_an_array_are_of_its_job() {
    const auto past =
        parse_sacct(separated("10_3^FAILED^None^1^2^3^n^1:0^5^wb-x\n10_[4-7%2]^PENDING^None^Unknown^Unknown^3^"
                              "None assigned^0:0^5^wb-x\n35+0^RUNNING^None^1^2^3^n^0:0^5^wb-y\n"));
    QCOMPARE(past.garbled, 0);
    QCOMPARE(past.rows.at(0).id, std::string("10"));
    QCOMPARE(past.rows.at(1).id, std::string("10"));
    QCOMPARE(past.rows.at(2).id, std::string("35"));
    QCOMPARE(parse_squeue(separated("_3^RUNNING^None^1^2^3^n^0^0^wb-x^")).garbled, 1);
  }

  void tasks_of_an_array_are_one_job_data() {
    QTest::addColumn<QStringList>("states");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, const QStringList& states, JobState expected) {
      QTest::newRow(name) << states << static_cast<int>(expected);
    };
    row("all wait", {"PENDING"}, JobState::pending);
    row("some run", {"PENDING", "RUNNING", "COMPLETED"}, JobState::running);
    row("between two", {"PENDING", "COMPLETED", "COMPLETING"}, JobState::pending);
    row("one waits again", {"COMPLETED", "FAILED", "REQUEUED"}, JobState::pending);
    row("the last leaves", {"COMPLETING", "COMPLETED"}, JobState::completing);
    row("one of them failed", {"FAILED", "COMPLETED"}, JobState::completed);
    row("one was killed", {"CANCELLED by 0", "COMPLETED"}, JobState::completed);
    row("all failed", {"FAILED", "TIMEOUT", "NODE_FAIL"}, JobState::failed);
    row("all cancelled", {"CANCELLED", "CANCELLED by 1000"}, JobState::cancelled);
  }

  void tasks_of_an_array_are_one_job() {
    QFETCH(QStringList, states);
    QFETCH(int, expected);
    std::string text;
    for (const auto& state : states) text += "7^" + state.toStdString() + "^None^100^200^50^gh01^0:0^3^wb-x^\n";
    const auto rows = parse_squeue(separated(text)).rows;
    std::vector<const SchedulerRow*> tasks;
    for (const auto& row : rows) tasks.push_back(&row);
    const auto job = as_one_job(tasks);
    QCOMPARE(static_cast<int>(job.state), expected);
    QCOMPARE(job.id, std::string("7"));
    QCOMPARE(job.nodes, std::string("gh01"));
    QCOMPARE(job.restarts, states.size() > 1 ? std::nullopt : std::optional<int>(3));
  }

  void an_array_has_the_times_and_places_of_all_its_tasks() {
    const auto rows = parse_squeue(separated("7^PENDING^JobArrayTaskLimit^N/A^N/A^50^^0:0^0^wb-x^\n"
                                             "7^RUNNING^None^300^900^50^gh02^0:0^0^wb-x^\n"
                                             "7^COMPLETED^None^100^250^50^gh01^0:0^0^wb-x^\n"))
                          .rows;
    const auto job = as_one_job({&rows.at(0), &rows.at(1), &rows.at(2)});
    QCOMPARE(job.starts_at, std::optional<double>(100));
    QCOMPARE(job.ends_at, std::optional<double>(900));
    QCOMPARE(job.submitted_at, std::optional<double>(50));
    QCOMPARE(job.nodes, std::string("gh02,gh01"));
  }

  void name_may_hold_the_separator() {
    const auto rows = parse_squeue(separated("7^RUNNING^None^1^2^3^n^0^0^a^b^c^"));
    QCOMPARE(rows.rows.size(), std::size_t(1));
    QCOMPARE(rows.rows[0].name, separated("a^b^c"));
  }
};

}  // namespace job_rows_test

WERKBANK_TEST(job_rows_test::JobRowsTest);
#include "job_rows_test.moc"
