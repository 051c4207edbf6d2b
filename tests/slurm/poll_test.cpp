#include "core/slurm/poll.h"
#include "slurm_samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace poll_test {

const std::string one = "11111111-2222-4333-8444-555555555555";
const std::string two = "22222222-2222-4333-8444-555555555555";
constexpr double now = 1795484000;

struct PartText {
  std::string name;
  std::string bytes;
  int first = 0;
  int second = 0;
};

Answer answer_of(const std::vector<PartText>& parts) {
  std::string text;
  for (const auto& part : parts) {
    text += "=" + part.name + " " + std::to_string(part.first) + " " + std::to_string(part.second) + " " +
            std::to_string(part.bytes.size()) + "\n" + part.bytes + "\n";
  }
  return Answer::parse(text + "=end 0 0 0\n\n").value();
}

JobQuestion question(const std::string& uuid, const std::string& id = {}) {
  JobQuestion result;
  result.uuid = uuid;
  result.scheduler_id = id;
  return result;
}

std::string queue_row(const std::string& id, const std::string& state, const std::string& uuid) {
  return separated(id + "^" + state + "^None^1795483589^1795487189^1795483500^gh01^0:0^2^wb-" + uuid + "^\n");
}

std::string past_row(const std::string& id, const std::string& state, const std::string& name) {
  return separated(id + "^" + state + "^None^1795483589^1795483600^1795483500^gh01^1:0^60^" + name + "\n");
}

Result<PollReading> read_poll(const Answer& answer, const std::vector<JobQuestion>& questions, double at) {
  SeenQueue none;
  return werkbank::read_poll(answer, questions, at, none);
}

class PollTest : public QObject {
  Q_OBJECT
 private slots:
  void running_job_has_its_times_and_place() {
    const auto reading =
        read_poll(answer_of({{"queue", queue_row("7", "RUNNING", one)}}), {question(one, "7")}, now).value();
    QCOMPARE(reading.answers.size(), std::size_t(1));
    const auto& job = reading.answers[0];
    QCOMPARE(job.uuid, one);
    QCOMPARE(job.scheduler_id, std::string("7"));
    QCOMPARE(job.state, JobState::running);
    QCOMPARE(job.started_at, std::optional<double>(1795483589));
    QCOMPARE(job.ends_by, std::optional<double>(1795487189));
    QCOMPARE(job.submitted_at, std::optional<double>(1795483500));
    QVERIFY(!job.ended_at && !job.starts_at && !job.exit_code);
    QCOMPARE(job.place, std::string("gh01"));
    QCOMPARE(job.restarts, 2);
  }

  void pending_job_has_an_expected_start_only() {
    const auto job =
        read_poll(answer_of({{"queue", queue_row("7", "PENDING", one)}}), {question(one)}, now)->answers[0];
    QCOMPARE(job.scheduler_id, std::string("7"));
    QCOMPARE(job.starts_at, std::optional<double>(1795483589));
    QVERIFY(!job.started_at && !job.ends_by && !job.ended_at);
  }

  void job_that_left_the_queue_is_taken_from_the_accounting() {
    const auto answer = answer_of({{"queue", ""}, {"past_by_id", past_row("7", "FAILED", "wb-" + one)}});
    const auto job = read_poll(answer, {question(one, "7")}, now)->answers[0];
    QCOMPARE(job.state, JobState::failed);
    QCOMPARE(job.exit_code, std::optional<int>(1));
    QCOMPARE(job.ended_at, std::optional<double>(1795483600));
  }

  void number_that_now_belongs_to_another_job_is_not_ours() {
    const auto answer = answer_of({{"queue", ""}, {"past_by_id", past_row("7", "COMPLETED", "somebody else")}});
    QCOMPARE(read_poll(answer, {question(one, "7")}, now)->answers[0].state, JobState::unknown);
    const auto queue = answer_of({{"queue", queue_row("7", "RUNNING", two)}});
    QCOMPARE(read_poll(queue, {question(one, "7")}, now)->answers[0].state, JobState::unknown);
  }

  void controller_that_is_down_gives_no_state() {
    const auto answer =
        answer_of({{"queue", "", 1},
                   {"queue.error", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"}});
    const auto reading = read_poll(answer, {question(one, "7")}, now);
    QCOMPARE(reading.error().code, ErrorCode::scheduler_unavailable);
  }

  void accounting_that_is_away_gives_no_state_of_what_left_the_queue() {
    const std::vector<PartText> parts = {
        {"queue", queue_row("8", "RUNNING", two)}, {"past_by_id", "", 1}, {"past_by_id.error", "Connection refused"}};
    const auto both = read_poll(answer_of(parts), {question(one, "7"), question(two, "8")}, now).value();
    QCOMPARE(both.answers.size(), std::size_t(1));
    QCOMPARE(both.answers[0].uuid, two);
    QCOMPARE(read_poll(answer_of(parts), {question(one, "7")}, now).error().code, ErrorCode::scheduler_unavailable);
  }

  void site_without_accounting_forgets() {
    const auto answer = answer_of(
        {{"queue", ""}, {"past_by_name", "", 1}, {"past_by_name.error", "Slurm accounting storage is disabled"}});
    QCOMPARE(read_poll(answer, {question(one)}, now)->answers[0].state, JobState::unknown);
  }

  void garbled_rows_give_no_state() {
    QCOMPARE(read_poll(answer_of({{"queue", "7 RUNNING wb-" + one}}), {question(one)}, now).error().code,
             ErrorCode::answer_garbled);
    QCOMPARE(read_poll(answer_of({{"queue", ""}, {"past_by_id", "7|FAILED"}}), {question(one, "7")}, now).error().code,
             ErrorCode::answer_garbled);
    QCOMPARE(read_poll(answer_of({}), {question(one)}, now).error().code, ErrorCode::answer_garbled);
  }

  void refused_submission_is_not_the_job() {
    const auto ghost = separated("3^FAILED^BadConstraints^1^1^1^^1^0^wb-" + one + "^\n");
    const auto job =
        read_poll(answer_of({{"queue", ghost + queue_row("9", "PENDING", one)}}), {question(one)}, now)->answers[0];
    QCOMPARE(job.scheduler_id, std::string("9"));
    QCOMPARE(read_poll(answer_of({{"queue", ghost}}), {question(one)}, now)->answers[0].state, JobState::unknown);
  }

  void a_sweep_is_one_job_of_which_no_task_is_spare() {
    const auto rows = queue_row("7", "PENDING", one) + queue_row("7", "RUNNING", one) + queue_row("7", "FAILED", one);
    const auto reading = read_poll(answer_of({{"queue", rows}}), {question(one, "7")}, now).value();
    QCOMPARE(reading.answers.size(), std::size_t(1));
    QCOMPARE(reading.answers[0].state, JobState::running);
    QCOMPARE(reading.answers[0].restarts, 0);
    QVERIFY(reading.spare_ids.empty());
    const auto past = past_row("7_0", "COMPLETED", "wb-" + one) + past_row("7_1", "FAILED", "wb-" + one);
    const auto later = read_poll(answer_of({{"queue", ""}, {"past_by_id", past}}), {question(one, "7")}, now).value();
    QCOMPARE(later.answers[0].state, JobState::completed);
    QCOMPARE(later.answers[0].scheduler_id, std::string("7"));
  }

  void second_job_of_one_uuid_is_named_so_that_it_can_be_dropped() {
    const auto answer = answer_of({{"queue", queue_row("12", "PENDING", one) + queue_row("9", "RUNNING", one)}});
    const auto reading = read_poll(answer, {question(one)}, now).value();
    QCOMPARE(reading.answers.size(), std::size_t(1));
    QCOMPARE(reading.answers[0].scheduler_id, std::string("9"));
    QCOMPARE(reading.spare_ids, std::vector<std::string>{"12"});
    QCOMPARE(read_poll(answer, {question(one, "12")}, now)->answers[0].state, JobState::pending);
    QVERIFY(read_poll(answer, {question(one, "12")}, now)->spare_ids.empty());
  }

  void accounting_that_never_saw_the_end_does_not_keep_a_job_alive_for_ever() {
    const auto answer = answer_of(
        {{"queue", ""},
         {"past_by_id", separated("7^RUNNING^None^1795480000^Unknown^1795480000^gh01^0:0^5^wb-" + one + "\n")}});
    QCOMPARE(read_poll(answer, {question(one, "7")}, 1795480100)->answers[0].state, JobState::running);
    QCOMPARE(read_poll(answer, {question(one, "7")}, 1795480100)->answers[0].ends_by,
             std::optional<double>(1795480300));
    QCOMPARE(read_poll(answer, {question(one, "7")}, 1795490000)->answers[0].state, JobState::unknown);
  }

  void files_go_to_their_jobs() {
    const auto answer = answer_of({{"queue", queue_row("7", "RUNNING", one) + queue_row("8", "RUNNING", two)},
                                   {"file:" + two + "/out/metrics.jsonl", "{}\n", 100, 97},
                                   {"file:" + one + "/out/gpu/gh01.csv", "", 5, 5},
                                   {"file:" + one + "/out/../../x", "no", 2, 0},
                                   {"file:" + one + "/out/gpu/a;b.csv", "no", 2, 0},
                                   {"file:short", "no", 2, 0}});
    const auto reading = read_poll(answer, {question(one), question(two)}, now).value();
    QCOMPARE(reading.answers[0].files.size(), std::size_t(1));
    QCOMPARE(reading.answers[0].files[0].path, std::string("out/gpu/gh01.csv"));
    QCOMPARE(reading.answers[1].files.size(), std::size_t(1));
    QCOMPARE(reading.answers[1].files[0].bytes, std::string("{}\n"));
    QCOMPARE(reading.answers[1].files[0].offset, std::uint64_t(97));
    QCOMPARE(reading.answers[1].files[0].size, std::uint64_t(100));
  }
};

}  // namespace poll_test

WERKBANK_TEST(poll_test::PollTest);
#include "poll_test.moc"
