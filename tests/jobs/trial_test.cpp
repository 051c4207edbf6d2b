// What a trial run measured: in words, as an estimate, and for what it holds.
#include "core/jobs/trial.h"

#include "core/catalogue/parameters.h"
#include "core/jobs/headline.h"
#include "core/jobs/job_view.h"
#include "core/jobs/model_use.h"
#include "fake_factory.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace trial_test {

JobRecord done_trial() {
  JobRecord record;
  record.uuid = "11111111-2222-4333-8444-555555555555";
  record.is_trial = true;
  record.phase = JobPhase::done;
  record.factory = "noord";
  record.template_id = "tabular-boost";
  record.data_path = "/data/My Wine.csv";
  record.resources.gpus = 1;
  record.expected_low = 3600;
  record.expected_likely = 6000;
  record.expected_high = 12000;
  return record;
}

TrainingEnd tried() {
  TrainingEnd end;
  end.completed = true;
  end.is_trial = true;
  return end;
}

TrainingRecord measured_record() {
  TrainingRecord training;
  training.end = tried();
  training.forecast = TrialForecast{7800, 6600, 9600, 40, 4000, false};
  return training;
}

QString english(const Message& message) { return message.in(Language::english); }

class TrialTest : public QObject {
  Q_OBJECT

 private slots:
  void says_what_the_whole_run_takes_beside_the_guess();
  void says_nothing_of_gpus_where_none_is_asked();
  void says_that_it_may_end_sooner();
  void only_a_done_trial_run_has_measured();
  void what_has_not_been_read_yet_is_not_called_nothing();
  void a_measurement_takes_the_place_of_the_guess();
  void the_time_limit_follows_the_measurement_data();
  void the_time_limit_follows_the_measurement();
  void holds_only_for_the_same_answers_data_and_factory();
  void leaves_no_model_to_use();
  void is_kept_and_read_back();
};

void TrialTest::says_what_the_whole_run_takes_beside_the_guess() {
  const auto view = headline_of(done_trial(), measured_record());
  QCOMPARE(english(view),
           QString("The whole run will take about 2 h 10 min (1 h 50 min to 2 h 40 min), 2.2 GPU-hours."));
  QCOMPARE(english(next_step_of(done_trial(), measured_record())),
           QString("The guess before the trial run was 1 h to 3 h 20 min."));
}

void TrialTest::says_nothing_of_gpus_where_none_is_asked() {
  auto record = done_trial();
  record.resources.gpus = 0;
  auto training = measured_record();
  training.forecast = TrialForecast{42, 37, 61, 20, 100, false};
  QCOMPARE(english(headline_of(record, training)), QString("The whole run will take about 40 s (35 s to 2 min)."));
}

void TrialTest::says_that_it_may_end_sooner() {
  auto training = measured_record();
  training.forecast->may_end_early = true;
  QCOMPARE(
      english(next_step_of(done_trial(), training)),
      QString("It may be ready sooner: it stops by itself when it gets no better. The guess before the trial run was "
              "1 h to 3 h 20 min."));
  auto record = done_trial();
  record.expected_low.reset();
  QVERIFY(english(next_step_of(record, training)).startsWith("It may be ready sooner"));
}

void TrialTest::only_a_done_trial_run_has_measured() {
  QVERIFY(forecast_of(done_trial(), measured_record()));
  auto whole = done_trial();
  whole.is_trial = false;
  QVERIFY(!forecast_of(whole, measured_record()));
  for (const auto phase : {JobPhase::running, JobPhase::finishing, JobPhase::failed, JobPhase::cancelled}) {
    auto other = done_trial();
    other.phase = phase;
    QVERIFY(!forecast_of(other, measured_record()));
  }
  TrainingRecord nothing;
  nothing.end = tried();
  QVERIFY(!forecast_of(done_trial(), nothing));
  QVERIFY(english(headline_of(done_trial(), nothing)).contains("measured nothing"));
}

void TrialTest::what_has_not_been_read_yet_is_not_called_nothing() {
  QCOMPARE(english(headline_of(done_trial(), {})), QString("The trial run is ready."));
  QVERIFY(next_step_of(done_trial(), {}).empty());
}

void TrialTest::a_measurement_takes_the_place_of_the_guess() {
  Estimate guess;
  guess.seconds = {1000, 2000, 4000};
  guess.tier.gpus = 4;
  guess.tier.nodes = 2;
  guess.kilowatt_hours = {1, 2, 4};
  const auto now = measured(guess, {3600, 7200, 9000});
  QCOMPARE(now.seconds.likely, 7200.0);
  QCOMPARE(now.gpu_hours.low, 8.0);
  QCOMPARE(now.gpu_hours.likely, 16.0);
  QCOMPARE(now.kilowatt_hours.likely, 7.2);
  QCOMPARE(now.kilowatt_hours.high, 9.0);
}

void TrialTest::the_time_limit_follows_the_measurement_data() {
  QTest::addColumn<double>("high");
  QTest::addColumn<int>("minutes");
  QTest::newRow("never less than five minutes") << 1.0 << 5;
  QTest::newRow("to the next five minutes") << 600.0 << 15;
  QTest::newRow("to the next quarter") << 9600.0 << 210;
  QTest::newRow("to the next hour") << 40'000.0 << 14 * 60;
  QTest::newRow("at most thirty days") << 1e9 << 30 * 24 * 60;
}

void TrialTest::the_time_limit_follows_the_measurement() {
  QFETCH(const double, high);
  QFETCH(const int, minutes);
  QCOMPARE(measured({}, {high / 2, high / 2, high}).walltime_minutes, minutes);
}

void TrialTest::holds_only_for_the_same_answers_data_and_factory() {
  const auto catalogue = real_catalogue();
  const auto& made_of = *catalogue->find("tabular-boost");
  auto trial = done_trial();
  trial.template_version = made_of.version;
  auto values = default_values(made_of);
  QVERIFY(holds_for(trial, made_of, values, trial.data_path, "noord", trial.resources));
  QVERIFY(!holds_for(trial, made_of, values, "/data/other.csv", "noord", trial.resources));
  QVERIFY(!holds_for(trial, made_of, values, trial.data_path, "zuid", trial.resources));
  QVERIFY(!holds_for(trial, *catalogue->find("text-mark"), values, trial.data_path, "noord", trial.resources));
  values["rounds"] = std::int64_t{17};
  QVERIFY(!holds_for(trial, made_of, values, trial.data_path, "noord", trial.resources));
  trial.is_trial = false;
  QVERIFY(!holds_for(trial, made_of, default_values(made_of), trial.data_path, "noord", trial.resources));
}

void TrialTest::leaves_no_model_to_use() {
  const auto catalogue = real_catalogue();
  auto record = done_trial();
  QVERIFY(!has_usable_model(record, catalogue->find("tabular-boost")));
  record.is_trial = false;
  QVERIFY(has_usable_model(record, catalogue->find("tabular-boost")));
}

void TrialTest::is_kept_and_read_back() {
  auto record = done_trial();
  record.tried_by = "abc";
  const auto back = record_from_json(record_to_json(record));
  QVERIFY(back.ok() && back->is_trial);
  QCOMPARE(back->tried_by, record.tried_by);
  QCOMPARE(back->expected_likely, record.expected_likely);
  const auto older = record_from_json(R"({"uuid":"a"})");
  QVERIFY2(older.ok() && !older->is_trial && older->tried_by.empty() && !older->expected_low,
           "a record that knows of no trial runs");
}

}  // namespace trial_test

WERKBANK_TEST(trial_test::TrialTest);
#include "trial_test.moc"
