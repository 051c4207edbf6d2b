#include "core/telemetry/training_record.h"
#include "tests/runner/test_program.h"

#include <chrono>
#include <string>

using namespace werkbank;

namespace training_record_test {

TrainingRecord record_of(const std::string& text) {
  TrainingRecordReader reader;
  reader.add(text);
  return reader.record();
}

std::string line(const std::string& type, double time, int attempt, const std::string& more = {}) {
  return R"({"v":1,"t":)" + std::to_string(time) + R"(,"type":")" + type + R"(","attempt":)" + std::to_string(attempt) +
         (more.empty() ? "" : ',' + more) + "}\n";
}

std::string metric(double time, int attempt, int step, double loss, double progress) {
  return line("metric", time, attempt,
              R"("step":)" + std::to_string(step) + R"(,"split":"train","values":{"loss":)" + std::to_string(loss) +
                  R"(},"progress":)" + std::to_string(progress));
}

const std::string completed = R"("status":"completed","primary":{"name":"accuracy","value":0.91,"goal":"max"},)"
                              R"("baseline":{"name":"most_frequent","value":0.4},"seconds":12.5)";

const CurveKey loss{"train", "loss"};

}  // namespace training_record_test

// Once more, because moc counts the braces in raw strings.
namespace training_record_test {

class TrainingRecordTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_a_whole_run();
  void gives_the_same_in_whatever_pieces_the_bytes_come();
  void a_torn_last_line_is_not_an_end();
  void lines_that_do_not_parse_are_counted_and_skipped_data();
  void lines_that_do_not_parse_are_counted_and_skipped();
  void unknown_types_and_keys_are_ignored();
  void a_line_over_64_kb_is_dropped_and_the_next_one_read();
  void a_value_that_is_not_finite_leaves_a_gap_in_the_curve();
  void a_later_attempt_takes_the_end_of_an_earlier_one_away();
  void a_late_record_of_an_earlier_attempt_changes_nothing_that_counts();
  void an_end_that_says_failed_is_not_completed();
  void each_attempt_says_where_it_began_and_how_far_it_came();
  void ever_new_attempts_and_checkpoints_cannot_fill_the_memory();
  void steps_that_a_later_attempt_repeats_are_replaced_in_the_curve();
  void what_the_script_counts_a_second_is_the_latest();
  void time_left_comes_from_the_pace_of_this_attempt();
  void time_left_comes_from_the_scripts_estimate_before_there_is_a_pace();
  void a_trial_run_says_what_the_whole_run_takes();
  void what_a_trial_run_cannot_know_is_not_believed_data();
  void what_a_trial_run_cannot_know_is_not_believed();
  void an_ended_run_has_no_time_left();
  void progress_stays_between_nothing_and_all();
  void notes_keep_the_first_cause_and_the_last_word();
  void a_goal_to_minimise_is_known();
  void ever_new_curves_cannot_fill_the_memory();
  void variants_of_a_sweep_say_how_they_stand();
  void what_a_variant_cannot_be_is_skipped();
  void many_lines_are_read_in_seconds();
};

namespace {

std::string variant(double time, int number, const std::string& state, const std::string& more = {}) {
  return line("variant", time, 0,
              R"("number":)" + std::to_string(number) + R"(,"of":4,"state":")" + state + R"(","begun":0)" + more);
}

std::string told(double score) {
  return R"(,"told":{"type":"end",)" + completed + R"(,"choice":{"name":"loss","value":)" + std::to_string(score) +
         R"(,"goal":"min"}})";
}

}  // namespace

void TrainingRecordTest::variants_of_a_sweep_say_how_they_stand() {
  TrainingRecordReader reader;
  reader.add(variant(10, 0, "runs") + variant(10, 1, "runs"));
  QCOMPARE(reader.record().started_at, std::optional(10.0));
  QCOMPARE(reader.record().progress, std::optional(0.0));
  QVERIFY(!end_of_kept(reader.record()));
  reader.add(variant(20, 1, "completed", R"(,"kept":true)" + told(0.5)) +
             variant(21, 0, "failed", R"(,"told":{"type":"error","message":"no room"})") + variant(22, 2, "waits"));
  const auto& record = reader.record();
  QCOMPARE(record.variants.size(), 3U);
  QCOMPARE(record.progress, std::optional(0.5));
  QCOMPARE(record.kept_variant, std::optional(1));
  // While the results of another change places with them, those of none lie there.
  TrainingRecordReader midway = reader;
  midway.add(variant(23, 2, "runs", R"(,"keeping":true)"));
  QVERIFY(!midway.record().kept_variant && !end_of_kept(midway.record()));
  midway.add(variant(24, 2, "completed", R"(,"kept":true)" + told(0.4)));
  QCOMPARE(midway.record().kept_variant, std::optional(2));
  QCOMPARE(record.variants.at(0).state, VariantNote::State::failed);
  QCOMPARE(record.variants.at(0).message, std::string("no room"));
  QVERIFY(!record.variants.at(0).end.completed);
  QCOMPARE(record.variants.at(1).score.value, std::optional(0.5));
  QVERIFY(!record.variants.at(1).higher_is_better);
  QVERIFY(record.variants.at(1).end.higher_is_better);
  QCOMPARE(end_of_kept(record)->primary.value, std::optional(0.91));
  QVERIFY(!record.end);
  reader.add(variant(30, 0, "runs"));  // it is begun again
  QCOMPARE(reader.record().variants.at(0).state, VariantNote::State::runs);
  reader.add(metric(12, 1, 10, 0.9, 0.05) + line("end", 20, 1, completed));
  QVERIFY(reader.record().end && reader.record().end->completed);
  QCOMPARE(reader.record().progress, std::optional(1.0));
}

void TrainingRecordTest::what_a_variant_cannot_be_is_skipped() {
  const auto record =
      record_of(variant(1, -1, "runs") + variant(1, 100, "runs") + variant(1, 1, "dances") +
                line("variant", 1, 0, R"("state":"runs")") + variant(1, 2, "completed", R"(,"told":7)") +
                line("variant", 1, 0, R"("number":3,"of":-7,"state":"completed","kept":true)"));
  QCOMPARE(record.skipped_lines, 4U);
  QCOMPARE(record.variants.size(), 2U);
  QVERIFY(!record.progress || *record.progress <= 1);
  QVERIFY(!end_of_kept(record));
}

void TrainingRecordTest::reads_a_whole_run() {
  const auto record =
      record_of(line("start", 1000, 0, R"("steps_total":200,"device":"cuda","template":"tabular-boost")") +
                line("metric", 1000.5, 0, R"("step":0,"split":"baseline","values":{"accuracy":0.4})") +
                metric(1001, 0, 10, 0.9, 0.05) + metric(1002, 0, 20, 0.8, 0.1) +
                line("checkpoint", 1003, 0, R"("step":20,"path":"out/ckpt/a","bytes":5,"seconds":0.1)") +
                line("data_error", 1003, 0, R"("code":"bad_row","message":"no number","file":"a.csv","line":17)") +
                line("end", 1010, 0, completed));
  QCOMPARE(record.started_at.value(), 1000.0);
  QCOMPARE(record.device, std::string("cuda"));
  QCOMPARE(record.steps_total, 200);
  QCOMPARE(record.last_step, 20);
  QCOMPARE(record.last_checkpoint_step, 20);
  QCOMPARE(record.checkpoints.size(), 1U);
  QCOMPARE(record.checkpoints.front().time, 1003.0);
  QCOMPARE(record.checkpoints.front().step, 20);
  QCOMPARE(record.attempts.size(), 1U);
  QCOMPARE(record.curves.at(loss).size(), 2U);
  QCOMPARE(record.curves.at({"baseline", "accuracy"}).front().value.value(), 0.4);
  QCOMPARE(record.notes.size(), 1U);
  QCOMPARE(record.notes.front().line.value(), 17);
  QVERIFY(record.end && record.end->completed);
  QCOMPARE(record.end->primary.name, std::string("accuracy"));
  QCOMPARE(record.end->primary.value.value(), 0.91);
  QCOMPARE(record.end->baseline.value.value(), 0.4);
  QCOMPARE(record.end->seconds, 12.5);
  QCOMPARE(record.last_record_at, 1010.0);
  QCOMPARE(record.skipped_lines, 0U);
}

void TrainingRecordTest::gives_the_same_in_whatever_pieces_the_bytes_come() {
  const std::string text = line("start", 1000, 0) + metric(1001, 0, 1, 0.5, 0.1) + "{torn\n" +
                           metric(1002, 0, 2, 0.4, 0.2) + line("end", 1003, 0, completed);
  for (const std::size_t piece : {1U, 2U, 5U, 100U}) {
    TrainingRecordReader reader;
    for (std::size_t at = 0; at < text.size(); at += piece) reader.add(std::string_view(text).substr(at, piece));
    QCOMPARE(reader.record().curves.at(loss).size(), 2U);
    QCOMPARE(reader.record().skipped_lines, 1U);
    QVERIFY(reader.record().end.has_value());
  }
}

void TrainingRecordTest::a_torn_last_line_is_not_an_end() {
  auto text = line("end", 1003, 0, completed);
  text.pop_back();  // the newline: the rest of the line may still come
  TrainingRecordReader reader;
  reader.add(text);
  QVERIFY(!reader.record().end);
  reader.add("\n");
  QVERIFY(reader.record().end);
}

void TrainingRecordTest::lines_that_do_not_parse_are_counted_and_skipped_data() {
  QTest::addColumn<QByteArray>("bad");
  QTest::newRow("half a line") << QByteArray(R"({"v":1,"t":10)");
  QTest::newRow("Python's NaN") << QByteArray(R"({"type":"metric","values":{"loss":NaN}})");
  QTest::newRow("no type") << QByteArray(R"({"v":1})");
  QTest::newRow("type is a number") << QByteArray(R"({"type":1})");
  QTest::newRow("a list") << QByteArray("[1,2]");
  QTest::newRow("a number too large") << QByteArray(R"({"type":"end","t":1e999})");
  QTest::newRow("deep") << QByteArray(60'000, '[');
  QTest::newRow("NUL bytes") << QByteArray(200, '\0');
  QTest::newRow("not UTF-8") << QByteArray("{\"type\":\"\xff\xfe\"}");
  QTest::newRow("negative attempt") << QByteArray(R"({"type":"end","attempt":-1})");
  QTest::newRow("attempt that would hide all others") << QByteArray(R"({"type":"start","attempt":2147483647})");
  QTest::newRow("two records on one line") << QByteArray(R"({"type":"end"}{"type":"end"})");
}

void TrainingRecordTest::lines_that_do_not_parse_are_counted_and_skipped() {
  QFETCH(QByteArray, bad);
  const auto record = record_of(metric(1001, 0, 1, 0.5, 0.1) + bad.toStdString() + "\n" + metric(1002, 0, 2, 0.4, 0.2));
  QCOMPARE(record.skipped_lines, 1U);
  QCOMPARE(record.curves.at(loss).size(), 2U);
  QVERIFY(!record.end);
}

void TrainingRecordTest::unknown_types_and_keys_are_ignored() {
  const auto record = record_of(line("poem", 1000, 0, R"("verse":"x")") + line("sample", 1000, 0, R"("text":"y")") +
                                line("metric", 1001, 0, R"("step":"four","split":5,"values":[1],"progress":"half")") +
                                line("end", 1002, 0, R"("status":7,"primary":"accuracy")"));
  QCOMPARE(record.skipped_lines, 0U);
  QVERIFY(record.curves.empty());
  QVERIFY(!record.progress);
  QVERIFY(record.end && !record.end->completed);
}

void TrainingRecordTest::a_line_over_64_kb_is_dropped_and_the_next_one_read() {
  TrainingRecordReader reader;
  reader.add(R"({"type":"end","status":"completed","x":")");
  const std::string megabyte(1U << 20U, 'x');
  for (int i = 0; i < 10; ++i) reader.add(megabyte);
  reader.add("\"}\n" + metric(1001, 0, 1, 0.5, 0.1));
  QCOMPARE(reader.record().skipped_lines, 1U);
  QVERIFY(!reader.record().end);
  QCOMPARE(reader.record().curves.at(loss).size(), 1U);
}

void TrainingRecordTest::a_value_that_is_not_finite_leaves_a_gap_in_the_curve() {
  const auto record = record_of(line("metric", 1001, 0, R"("step":1,"split":"train","values":{"loss":null,"f1":"x"})"));
  QVERIFY(!record.curves.at(loss).front().value);
  QVERIFY(!record.curves.at({"train", "f1"}).front().value);
}

void TrainingRecordTest::a_later_attempt_takes_the_end_of_an_earlier_one_away() {
  const auto first = line("start", 1000, 0) + line("end", 1010, 0, completed);
  QVERIFY(record_of(first).end);
  QVERIFY(!record_of(first + line("start", 1020, 1)).end);
  QVERIFY(!record_of(first + line("start", 1020, 0)).end);   // a wrapper that does not count attempts
  QVERIFY(!record_of(first + line("error", 1020, 1)).end);   // the later attempt never came to its start
  QVERIFY(record_of(first + line("warning", 1020, 0)).end);  // still the same attempt
  const auto second = record_of(first + line("start", 1020, 1) + line("end", 1030, 1, completed));
  QCOMPARE(second.end->attempt, 1);
  QCOMPARE(second.attempt, 1);
  QCOMPARE(second.started_at.value(), 1000.0);
}

void TrainingRecordTest::a_late_record_of_an_earlier_attempt_changes_nothing_that_counts() {
  const auto record = record_of(line("start", 1000, 0) + line("start", 1020, 1) + metric(1021, 1, 5, 0.3, 0.5) +
                                metric(1022, 0, 90, 0.1, 0.9) + line("end", 1023, 0, completed));
  QVERIFY(!record.end);
  QCOMPARE(record.last_step, 5);
  QCOMPARE(record.progress.value(), 0.5);
  QCOMPARE(record.attempt, 1);
}

void TrainingRecordTest::each_attempt_says_where_it_began_and_how_far_it_came() {
  const auto checkpoint = [](double t, int attempt, int step) {
    return line("checkpoint", t, attempt, R"("step":)" + std::to_string(step));
  };
  const auto record =
      record_of(line("start", 1000, 0) + metric(1001, 0, 10, 0.9, 0.1) + checkpoint(1002, 0, 10) +
                metric(1003, 0, 15, 0.8, 0.15) + line("start", 2000, 1) + metric(2001, 1, 20, 0.7, 0.2) +
                metric(1004, 0, 16, 0.8, 0.16) + checkpoint(2002, 1, 20) + line("start", 3000, 2));
  QCOMPARE(record.attempts.size(), 3U);
  QCOMPARE(record.attempts[0].number, 0);
  QCOMPARE(record.attempts[0].began_at, 1000.0);
  QCOMPARE(record.attempts[0].last_at, 1003.0);
  QCOMPARE(record.attempts[0].from_step, 0);
  QCOMPARE(record.attempts[0].last_step, 15);
  QCOMPARE(record.attempts[1].number, 1);
  QCOMPARE(record.attempts[1].began_at, 2000.0);
  QCOMPARE(record.attempts[1].last_at, 2002.0);
  QCOMPARE(record.attempts[1].from_step, 10);
  QCOMPARE(record.attempts[1].last_step, 20);
  QCOMPARE(record.attempts[2].from_step, 20);
  QCOMPARE(record.attempts[2].last_step, 20);
  QCOMPARE(record.checkpoints.size(), 2U);
  QCOMPARE(record.checkpoints.back().attempt, 1);
}

void TrainingRecordTest::ever_new_attempts_and_checkpoints_cannot_fill_the_memory() {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += line("start", 1000 + i, i) + line("checkpoint", 1000 + i, i, R"("step":)" + std::to_string(i));
  const auto record = record_of(text);
  QCOMPARE(record.attempts.size(), 1000U);
  QCOMPARE(record.attempts.front().number, 0);
  QCOMPARE(record.attempts.back().number, 4999);
  QVERIFY(record.checkpoints.size() <= 2000 && record.checkpoints.size() >= 1000);
  QCOMPARE(record.checkpoints.front().step, 0);
  QCOMPARE(record.checkpoints.back().step, 4999);
  QCOMPARE(record.last_checkpoint_step, 4999);
}

void TrainingRecordTest::an_end_that_says_failed_is_not_completed() {
  const auto record = record_of(line("end", 1010, 0, R"("status":"failed")"));
  QVERIFY(record.end && !record.end->completed);
}

void TrainingRecordTest::steps_that_a_later_attempt_repeats_are_replaced_in_the_curve() {
  const auto record =
      record_of(metric(1001, 0, 10, 0.9, 0.1) + metric(1002, 0, 20, 0.8, 0.2) + metric(1003, 0, 30, 0.7, 0.3) +
                metric(1100, 1, 20, 0.75, 0.2) + metric(1101, 0, 40, 0.1, 0.4) + metric(1102, 1, 25, 0.74, 0.25));
  const auto points = without_replaced(record.curves.at(loss));
  std::vector<std::int64_t> steps;
  for (const auto& point : points) steps.push_back(point.step);
  QCOMPARE(steps, (std::vector<std::int64_t>{10, 20, 25}));
  QCOMPARE(points[1].value.value(), 0.75);
}

void TrainingRecordTest::what_the_script_counts_a_second_is_the_latest() {
  const auto told = [](const std::string& throughput) {
    return line("metric", 1001, 0, R"("step":1,"split":"train","values":{},"throughput":)" + throughput);
  };
  QVERIFY(!record_of(metric(1001, 0, 1, 0.5, 0.1)).throughput);
  const auto examples = record_of(told(R"({"samples_per_s":100})") + told(R"({"samples_per_s":384.5})"));
  QCOMPARE(examples.throughput->per_second, 384.5);
  QVERIFY(examples.throughput->unit == Throughput::Unit::examples);
  const auto tokens = record_of(told(R"({"samples_per_s":4,"tokens_per_s":9000})"));
  QCOMPARE(tokens.throughput->per_second, 9000.0);
  QVERIFY(tokens.throughput->unit == Throughput::Unit::tokens);
  for (const char* nonsense : {R"(5)", R"({"samples_per_s":"many"})", R"({"samples_per_s":-1})", R"({"steps":1})"}) {
    QVERIFY(!record_of(told(nonsense)).throughput);
  }
}

void TrainingRecordTest::time_left_comes_from_the_pace_of_this_attempt() {
  // The first attempt was quick, then an hour of waiting; only the second one's own pace counts.
  const auto record = record_of(line("start", 1000, 0) + metric(1001, 0, 10, 0.9, 0.2) + metric(1002, 0, 20, 0.8, 0.4) +
                                line("start", 4600, 1) + metric(4600, 1, 20, 0.8, 0.4) + metric(4650, 1, 25, 0.7, 0.5));
  QVERIFY(std::abs(record.seconds_left.value() - 250) < 1e-6);
}

void TrainingRecordTest::time_left_comes_from_the_scripts_estimate_before_there_is_a_pace() {
  const auto record = record_of(line("start", 1000, 0) + line("estimate", 1010, 0, R"("seconds_total":100)"));
  QVERIFY(std::abs(record.seconds_left.value() - 90) < 1e-6);
  QVERIFY(!record_of(line("start", 1000, 0) + line("estimate", 1010, 0, R"("seconds_total":null)")).seconds_left);
}

void TrainingRecordTest::a_trial_run_says_what_the_whole_run_takes() {
  const auto estimate = line("estimate", 1090, 0,
                             R"("trial":true,"seconds_total":7800,"lo":6600,"hi":9600,"from_steps":40,)"
                             R"("steps_total":4000,"may_end_early":true)");
  const auto begun = line("start", 1000, 0) + estimate;
  QVERIFY2(!record_of(begun).seconds_left, "it says nothing of how long the trial run itself takes");
  const auto record = record_of(begun + line("end", 1090, 0, R"("status":"completed","trial":true,"seconds":90)"));
  QVERIFY(record.end && record.end->completed && record.end->is_trial && !record.end->primary.value);
  QVERIFY(record.forecast.has_value());
  QCOMPARE(record.forecast->seconds, 7800.0);
  QCOMPARE(record.forecast->low, 6600.0);
  QCOMPARE(record.forecast->high, 9600.0);
  QCOMPARE(record.forecast->steps, 40);
  QCOMPARE(record.forecast->steps_total, 4000);
  QVERIFY(record.forecast->may_end_early);
  QVERIFY2(!record_of(begun + line("start", 2000, 1)).forecast, "a later attempt measures anew");
  QVERIFY(!record_of(line("start", 1000, 0) + line("end", 1010, 0, completed)).end->is_trial);
}

void TrainingRecordTest::what_a_trial_run_cannot_know_is_not_believed_data() {
  QTest::addColumn<QByteArray>("fields");
  QTest::addColumn<double>("low");  // -1: no forecast
  QTest::addColumn<double>("high");
  QTest::newRow("negative") << QByteArray(R"("seconds_total":-1)") << -1.0 << -1.0;
  QTest::newRow("a text") << QByteArray(R"("seconds_total":"60")") << -1.0 << -1.0;
  QTest::newRow("not finite") << QByteArray(R"("seconds_total":1e999)") << -1.0 << -1.0;
  QTest::newRow("longer than a century") << QByteArray(R"("seconds_total":1e15)") << -1.0 << -1.0;
  QTest::newRow("no range") << QByteArray(R"("seconds_total":60)") << 60.0 << 60.0;
  QTest::newRow("a range beside it") << QByteArray(R"("seconds_total":60,"lo":90,"hi":10)") << 60.0 << 60.0;
  QTest::newRow("odd ends") << QByteArray(R"("seconds_total":60,"lo":-5,"hi":null,"from_steps":-3)") << 0.0 << 60.0;
}

void TrainingRecordTest::what_a_trial_run_cannot_know_is_not_believed() {
  QFETCH(const QByteArray, fields);
  QFETCH(const double, low);
  QFETCH(const double, high);
  const auto forecast = record_of(line("estimate", 1010, 0, R"("trial":true,)" + fields.toStdString())).forecast;
  QCOMPARE(forecast.has_value(), low >= 0);
  if (!forecast) return;
  QCOMPARE(forecast->low, low);
  QCOMPARE(forecast->high, high);
  QCOMPARE(forecast->steps, 0);
}

void TrainingRecordTest::an_ended_run_has_no_time_left() {
  const auto record =
      record_of(metric(1001, 0, 10, 0.9, 0.1) + metric(1002, 0, 20, 0.8, 0.2) + line("end", 1003, 0, completed));
  QVERIFY(!record.seconds_left);
  QCOMPARE(record.progress.value(), 1.0);
}

void TrainingRecordTest::progress_stays_between_nothing_and_all() {
  QCOMPARE(record_of(metric(1001, 0, 10, 0.9, 1.7)).progress.value(), 1.0);
  QCOMPARE(record_of(metric(1001, 0, 10, 0.9, -3)).progress.value(), 0.0);
}

void TrainingRecordTest::notes_keep_the_first_cause_and_the_last_word() {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += line("warning", 1000 + i, 0, R"("code":"w)" + std::to_string(i) + '"');
  const auto notes = record_of(text).notes;
  QCOMPARE(notes.size(), 200U);
  QCOMPARE(notes.front().code, std::string("w0"));
  QCOMPARE(notes.back().code, std::string("w999"));
}

void TrainingRecordTest::a_goal_to_minimise_is_known() {
  const auto record =
      record_of(line("end", 1, 0, R"("status":"completed","primary":{"name":"mae","value":2,"goal":"min"})"));
  QVERIFY(!record.end->higher_is_better);
}

void TrainingRecordTest::ever_new_curves_cannot_fill_the_memory() {
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += line("metric", 1000, 0, R"("step":1,"split":"s)" + std::to_string(i) + R"(","values":{"v":1})");
  }
  QCOMPARE(record_of(text).curves.size(), 512U);
}

void TrainingRecordTest::many_lines_are_read_in_seconds() {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += metric(1000 + i, 0, i, 0.5, i / 200'000.0);
  const auto begin = std::chrono::steady_clock::now();
  const auto record = record_of(text);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  qInfo("200,000 metric lines, %.0f MB: read in %.2f s", static_cast<double>(text.size()) / 1e6, seconds);
  QCOMPARE(record.curves.at(loss).size(), 200'000U);
  QVERIFY(seconds < 60);  // generous: also unoptimised and under sanitizers
}

}  // namespace training_record_test

WERKBANK_TEST(training_record_test::TrainingRecordTest);
#include "training_record_test.moc"
