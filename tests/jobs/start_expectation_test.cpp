#include "core/jobs/start_expectation.h"

#include "core/jobs/verdict.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace start_expectation_test {

constexpr double now = 1'796'000'000;

JobRecord waiting(double in_seconds) {
  JobRecord record;
  record.factory = "groningen";
  record.phase = JobPhase::waiting;
  record.starts_at = now + in_seconds;
  return record;
}

/// One that was said to wait an hour, and waited `minutes`.
JobRecord past(double minutes, const char* factory = "groningen") {
  JobRecord record;
  record.factory = factory;
  record.phase = JobPhase::done;
  record.first_forecast_at = now - 100'000;
  record.first_forecast = now - 100'000 + 3600;
  record.started_at = now - 100'000 + minutes * 60;
  return record;
}

class StartExpectationTest : public QObject {
  Q_OBJECT

 private slots:
  void without_a_forecast_nothing_is_said();
  void without_a_past_the_forecast_is_the_latest();
  void a_past_makes_a_range();
  void other_factories_and_short_waits_do_not_count();
  void the_first_forecast_of_a_job_is_kept();
  void words_name_both_ends();
};

void StartExpectationTest::without_a_forecast_nothing_is_said() {
  auto record = waiting(100);
  record.starts_at.reset();
  QVERIFY(!expect_start(record, {}, now));
  record = waiting(100);
  record.phase = JobPhase::running;
  QVERIFY(!expect_start(record, {}, now));
}

void StartExpectationTest::without_a_past_the_forecast_is_the_latest() {
  const auto expected = expect_start(waiting(7200), {past(30), past(90)}, now).value();
  QCOMPARE(expected.earliest, now);
  QCOMPARE(expected.latest, now + 7200);
  QCOMPARE(expected.compared, 0);
  // A forecast that has passed cannot be in the past.
  QCOMPARE(expect_start(waiting(-50), {}, now)->latest, now);
}

void StartExpectationTest::a_past_makes_a_range() {
  std::vector<JobRecord> jobs;
  for (const double minutes : {6.0, 30.0, 30.0, 36.0, 42.0, 48.0, 54.0, 60.0, 60.0, 90.0, 600.0}) {
    jobs.push_back(past(minutes));
  }
  const auto expected = expect_start(waiting(7200), jobs, now).value();
  QCOMPARE(expected.compared, 11);
  QCOMPARE(expected.earliest, now + 7200 * 0.5);
  QCOMPARE(expected.latest, now + 7200 * 1.5);
  QVERIFY(expected.off_by_seconds > 0);
}

void StartExpectationTest::other_factories_and_short_waits_do_not_count() {
  auto at_once = past(0);
  at_once.first_forecast = *at_once.first_forecast_at + 10;
  auto never_told = past(30);
  never_told.first_forecast.reset();
  const auto expected =
      expect_start(waiting(100), {past(30, "lumi"), past(30, "lumi"), past(30, "lumi"), at_once, never_told}, now);
  QCOMPARE(expected->compared, 0);
}

void StartExpectationTest::the_first_forecast_of_a_job_is_kept() {
  JobRecord record;
  record.uuid = "11111111-2222-4333-8444-555555555555";
  record.phase = JobPhase::waiting;
  JobAnswer answer;
  answer.state = JobState::pending;
  answer.starts_at = now + 500;
  take_answer(record, answer, {}, {true, true, now});
  QCOMPARE(record.first_forecast.value(), now + 500);
  QCOMPARE(record.first_forecast_at.value(), now);
  answer.starts_at = now + 900;
  take_answer(record, answer, {}, {true, true, now + 60});
  QCOMPARE(record.first_forecast.value(), now + 500);
  const auto back = record_from_json(record_to_json(record)).value();
  QCOMPARE(back.first_forecast, record.first_forecast);
  QCOMPARE(back.first_forecast_at, record.first_forecast_at);
}

void StartExpectationTest::words_name_both_ends() {
  StartExpectation expectation{now, now + 3600, 0, 0};
  QVERIFY(words_of(expectation).english().find("or earlier") != std::string::npos);
  expectation.compared = 4;
  expectation.off_by_seconds = 1200;
  QVERIFY(words_of(expectation).english().find("4 jobs") != std::string::npos);
  QVERIFY(words_of(expectation).english().find("20 min") != std::string::npos);
}

}  // namespace start_expectation_test

WERKBANK_TEST(start_expectation_test::StartExpectationTest);
#include "start_expectation_test.moc"
