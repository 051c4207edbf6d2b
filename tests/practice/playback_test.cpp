#include "core/practice/playback.h"

#include <fstream>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace playback_test {

const std::string recording =
    R"({"v":1,"t":0,"type":"start","attempt":0,"template":"x"})"
    "\n"
    R"({"v":1,"t":1.5,"type":"metric","attempt":0,"step":1,"split":"train","values":{"loss":0.5}})"
    "\n"
    R"({"v":1,"t":4,"type":"end","attempt":0,"status":"completed"})"
    "\n";

std::string text_of(const fs::path& file) { return read_file(file).value(); }

class PlaybackTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void the_length_is_the_last_moment();
  void what_was_not_written_yet_is_not_shown();
  void the_times_are_those_of_now();
  void a_record_keeps_its_other_members_and_their_order();
  void what_was_shown_stays_as_it_was();
  void the_results_and_the_log_come_at_the_end();
  void an_unusable_recording_is_named_and_nothing_is_shown_data();
  void an_unusable_recording_is_named_and_nothing_is_shown();
  void results_that_are_missing_are_an_error_and_no_end();

 private:
  void record(const std::string& metrics);
  std::string shown(double elapsed, double started = 1'700'000'000);

  std::unique_ptr<QTemporaryDir> home_;
  fs::path recorded_;
  fs::path job_;
};

void PlaybackTest::init() {
  home_ = std::make_unique<QTemporaryDir>();
  recorded_ = path_from_text(home_->path().toStdString()) / "recorded";
  job_ = recorded_.parent_path() / "a job";
  fs::create_directories(recorded_ / "out" / "model");
  record(recording);
  std::ofstream(recorded_ / "out" / "model" / "model.txt") << "a model";
  std::ofstream(recorded_ / "job.log") << "the log\n";
}

void PlaybackTest::record(const std::string& metrics) {
  std::ofstream(recorded_ / "metrics.jsonl", std::ios::binary) << metrics;
}

std::string PlaybackTest::shown(double elapsed, double started) {
  if (!play(recorded_, job_, started, elapsed).ok()) return "not played";
  return text_of(job_ / "out" / "metrics.jsonl");
}

void PlaybackTest::the_length_is_the_last_moment() {
  QCOMPARE(playback_seconds(recorded_).value(), 4.0);
  record(R"({"t":7})"
         "\n"
         R"({"t":2})"
         "\n");
  QCOMPARE(playback_seconds(recorded_).value(), 7.0);
}

void PlaybackTest::what_was_not_written_yet_is_not_shown() {
  QCOMPARE(std::ranges::count(shown(0), '\n'), 1);
  QCOMPARE(std::ranges::count(shown(1.4), '\n'), 1);
  QCOMPARE(std::ranges::count(shown(1.5), '\n'), 2);
  QVERIFY(!fs::exists(job_ / "out" / "model"));
  QVERIFY(!fs::exists(job_ / "logs" / "job.log"));
  QVERIFY(fs::is_directory(job_ / "logs"));
  QCOMPARE(std::ranges::count(shown(4), '\n'), 3);
}

void PlaybackTest::the_times_are_those_of_now() {
  const auto text = shown(2, 1'234'567'890.25);
  const auto second = nlohmann::json::parse(text.substr(text.find('\n') + 1));
  QCOMPARE(second["t"].get<double>(), 1'234'567'891.75);
}

void PlaybackTest::a_record_keeps_its_other_members_and_their_order() {
  const auto text = shown(2, 100);
  QCOMPARE(
      QString::fromStdString(text.substr(text.find('\n') + 1)),
      QStringLiteral(R"({"v":1,"t":101.5,"type":"metric","attempt":0,"step":1,"split":"train","values":{"loss":0.5}})"
                     "\n"));
}

void PlaybackTest::what_was_shown_stays_as_it_was() {
  std::string before;
  for (double elapsed = 0; elapsed < 6; elapsed += 0.5) {
    const auto now = shown(elapsed);
    QVERIFY(now.starts_with(before));
    before = now;
  }
}

void PlaybackTest::the_results_and_the_log_come_at_the_end() {
  QCOMPARE(std::ranges::count(shown(100), '\n'), 3);
  QCOMPARE(text_of(job_ / "out" / "model" / "model.txt"), std::string("a model"));
  QCOMPARE(text_of(job_ / "logs" / "job.log"), std::string("the log\n"));
  // And once more, as the next poll does.
  QCOMPARE(std::ranges::count(shown(101), '\n'), 3);
  QCOMPARE(text_of(job_ / "out" / "model" / "model.txt"), std::string("a model"));
}

void PlaybackTest::an_unusable_recording_is_named_and_nothing_is_shown_data() {
  QTest::addColumn<QByteArray>("metrics");
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("no JSON") << QByteArray("hello\n");
  QTest::newRow("no object") << QByteArray("[1]\n");
  QTest::newRow("no time") << QByteArray("{\"type\":\"start\"}\n");
  QTest::newRow("time in words") << QByteArray("{\"t\":\"now\"}\n");
  QTest::newRow("a torn end") << QByteArray("{\"t\":1}\n{\"t\":2");
  QTest::newRow("not UTF-8") << QByteArray("{\"t\":1,\"a\":\"\xff\"}\n");
  QTest::newRow("nested too deep") << QByteArray("{\"t\":1,\"a\":") + QByteArray(100'000, '[') + "\n";
}

void PlaybackTest::an_unusable_recording_is_named_and_nothing_is_shown() {
  QFETCH(QByteArray, metrics);
  record(metrics.toStdString());
  for (const auto code : {playback_seconds(recorded_).error().code, play(recorded_, job_, 0, 10).error().code}) {
    QVERIFY(code == ErrorCode::catalogue_invalid);
  }
  QVERIFY(playback_seconds(recorded_).error().detail.find("recorded") != std::string::npos);
  QVERIFY(!fs::exists(job_ / "out" / "metrics.jsonl"));
  fs::remove(recorded_ / "metrics.jsonl");
  QVERIFY(playback_seconds(recorded_).error().code == ErrorCode::catalogue_invalid);
}

void PlaybackTest::results_that_are_missing_are_an_error_and_no_end() {
  fs::remove_all(recorded_ / "out");
  const auto played = play(recorded_, job_, 0, 10);
  QVERIFY(played.failed() && played.error().code == ErrorCode::local_file);
  QVERIFY(!fs::exists(job_ / "out" / "metrics.jsonl"));  // else its `end` record would say that all is there
}

}  // namespace playback_test

WERKBANK_TEST(playback_test::PlaybackTest);
#include "playback_test.moc"
