#include "core/practice/file_pieces.h"

#include <algorithm>
#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/factory/watched_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace file_pieces_test {

class FilePiecesTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void all_that_is_watched_is_given_from_its_start();
  void only_what_is_new_is_given();
  void of_a_sweep_only_the_variants_that_are_followed_are_read();
  void a_long_file_comes_in_pieces_of_256_kib();
  void a_file_begun_anew_is_given_from_its_start();
  void what_is_no_file_is_left_out();
  void the_results_that_are_there_are_listed_once();
  void what_lies_outside_of_the_job_is_not_listed_data();
  void what_lies_outside_of_the_job_is_not_listed();
  void listing_stops_when_asked();
  void new_results_take_the_place_of_older_ones();
  void a_result_that_cannot_be_put_in_place_is_an_error();

 private:
  void write(const std::string& path, const std::string& content);
  std::map<std::string, FilePiece> pieces(const std::map<std::string, std::uint64_t>& offsets = {});
  std::vector<std::string> listed(const std::vector<std::string>& paths);

  std::unique_ptr<QTemporaryDir> home_;
  fs::path job_;
};

void FilePiecesTest::init() {
  home_ = std::make_unique<QTemporaryDir>();
  job_ = path_from_text(home_->path().toStdString()) / "job";
  fs::create_directories(job_);
}

void FilePiecesTest::write(const std::string& path, const std::string& content) {
  const auto file = job_ / path_from_text(path);
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

std::map<std::string, FilePiece> FilePiecesTest::pieces(const std::map<std::string, std::uint64_t>& offsets) {
  std::map<std::string, FilePiece> found;
  const auto given = new_pieces(job_, offsets).value();
  for (const auto& piece : given) found[piece.path] = piece;
  return found;
}

std::vector<std::string> FilePiecesTest::listed(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  const auto manifest = results_manifest(job_, paths, {}).value();
  for (const auto& entry : manifest.entries) found.push_back(entry.path);
  return found;
}

void FilePiecesTest::all_that_is_watched_is_given_from_its_start() {
  QVERIFY(pieces().empty());
  write("out/metrics.jsonl", "m");
  write("logs/job.log", "log");
  write("out/gpu/n1.csv", "fine");
  write("out/gpu/n1.1min.csv", "coarse");
  write("out/gpu/n1.csv.tmp", "not yet");
  write("out/model/model.bin", "not watched");
  const auto found = pieces();
  QCOMPARE(found.size(), 4U);
  QCOMPARE(found.at("logs/job.log").bytes, std::string("log"));
  QCOMPARE(found.at("logs/job.log").size, std::uint64_t(3));
  QCOMPARE(found.at("out/metrics.jsonl").offset, std::uint64_t(0));
  QCOMPARE(found.at("out/gpu/n1.csv").bytes, std::string("fine"));
  QCOMPARE(found.at("out/gpu/n1.1min.csv").bytes, std::string("coarse"));
}

void FilePiecesTest::only_what_is_new_is_given() {
  write("logs/job.log", "0123456789");
  write("out/metrics.jsonl", "all known");
  const auto found = pieces({{"logs/job.log", 7}, {"out/metrics.jsonl", 9}, {"out/gpu/gone.csv", 3}});
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found.at("logs/job.log").offset, std::uint64_t(7));
  QCOMPARE(found.at("logs/job.log").bytes, std::string("789"));
  QCOMPARE(found.at("logs/job.log").size, std::uint64_t(10));
}

void FilePiecesTest::of_a_sweep_only_the_variants_that_are_followed_are_read() {
  write("out/metrics.jsonl", "m");
  for (int number = 0; number < 4; ++number) {
    const auto folder = variant_folder(number);
    write(folder + "out/metrics.jsonl", "of " + std::to_string(number));
    write(folder + "out/gpu/n1.csv", "samples of " + std::to_string(number));
    write(folder + "logs/job.log", "log");
  }
  QCOMPARE(pieces().size(), 1U);
  std::vector<std::string> paths;
  const auto given = new_pieces(job_, {{"variants/1/out/metrics.jsonl", 2}}, {1, 3}).value();
  for (const auto& piece : given) {
    paths.push_back(piece.path);
    if (piece.path == "variants/1/out/metrics.jsonl") QCOMPARE(piece.bytes, std::string(" 1"));
  }
  QCOMPARE(paths, (std::vector<std::string>{"out/metrics.jsonl", "variants/1/out/metrics.jsonl",
                                            "variants/3/out/metrics.jsonl", "variants/3/out/gpu/n1.csv"}));
  QCOMPARE(new_pieces(job_, {}, {3, 3})->size(), 3U);
  QCOMPARE(new_pieces(job_, {}, {7, 8})->size(), 1U);
  QCOMPARE(new_pieces(job_, {}, {1, 3, {0, 2, 9}})->size(), 6U);
}

void FilePiecesTest::a_long_file_comes_in_pieces_of_256_kib() {
  std::string log;
  while (log.size() < 600'000) log += "line " + std::to_string(log.size()) + '\n';
  write("logs/job.log", log);
  std::string read;
  int polls = 0;
  for (auto found = pieces(); !found.empty(); found = pieces({{"logs/job.log", read.size()}}), ++polls) {
    const auto& piece = found.at("logs/job.log");
    QCOMPARE(piece.offset, read.size());
    QCOMPARE(piece.size, log.size());
    QVERIFY(!piece.bytes.empty() && piece.bytes.size() <= (256U << 10U));
    read += piece.bytes;
  }
  QCOMPARE(polls, 3);
  QVERIFY(read == log);
}

void FilePiecesTest::a_file_begun_anew_is_given_from_its_start() {
  write("logs/job.log", "new");
  const auto piece = pieces({{"logs/job.log", 5000}}).at("logs/job.log");
  QCOMPARE(piece.offset, std::uint64_t(0));
  QCOMPARE(piece.bytes, std::string("new"));
  write("logs/job.log", "");
  const auto emptied = pieces({{"logs/job.log", 5000}}).at("logs/job.log");
  QCOMPARE(emptied.size, std::uint64_t(0));
  QVERIFY(emptied.bytes.empty());
}

void FilePiecesTest::what_is_no_file_is_left_out() {
  fs::create_directories(job_ / "out" / "gpu" / "folder.csv");
  fs::create_directories(job_ / "logs" / "job.log");
  fs::create_symlink("nowhere", job_ / "out" / "metrics.jsonl");
  QVERIFY(pieces().empty());
}

void FilePiecesTest::the_results_that_are_there_are_listed_once() {
  write("out/report.html", "r");
  write("out/model/a", "1");
  write("out/model/deep/it's \"b\"\n$(x)", "2");
  write("logs/job.log", "l");
  const std::vector<std::string> all = {"logs/job.log", "out/model/a", "out/model/deep/it's \"b\"\n$(x)",
                                        "out/report.html"};
  QCOMPARE(listed({"out/report.html", "out/model/", "logs/job.log", "out/gone", "out/model/a", "out"}), all);
  QVERIFY(listed({"out/gone"}).empty());
}

void FilePiecesTest::what_lies_outside_of_the_job_is_not_listed_data() {
  QTest::addColumn<QString>("path");
  for (const auto* path : {"../secret", "/", "", "..", ".", "out/../../secret", "/etc/passwd", "out//../../secret"}) {
    QTest::newRow(path) << QString(path);
  }
}

void FilePiecesTest::what_lies_outside_of_the_job_is_not_listed() {
  QFETCH(QString, path);
  std::ofstream(job_.parent_path() / "secret") << "secret";
  write("out/a", "1");
  QVERIFY(listed({path.toStdString()}).empty());
}

void FilePiecesTest::listing_stops_when_asked() {
  write("out/a", "1");
  std::stop_source source;
  source.request_stop();
  QVERIFY(results_manifest(job_, {"out"}, source.get_token()).cancelled());
}

void FilePiecesTest::new_results_take_the_place_of_older_ones() {
  write("draft/out/model/a", "new");
  write("home/out/model/a", "old");
  write("home/notes.txt", "mine");
  const FileManifest manifest{{{"out/model/a", 3, {}}}};
  QVERIFY(move_into(manifest, job_ / "draft", job_ / "home").ok());
  QCOMPARE(read_file(job_ / "home/out/model/a").value(), std::string("new"));
  QCOMPARE(read_file(job_ / "home/notes.txt").value(), std::string("mine"));
  QVERIFY(!fs::exists(job_ / "draft"));
}

void FilePiecesTest::a_result_that_cannot_be_put_in_place_is_an_error() {
  write("draft/a", "new");
  write("home/a/in the way", "a folder of that name");
  const auto moved = move_into({{{"a", 3, {}}}}, job_ / "draft", job_ / "home");
  QVERIFY(moved.failed() && moved.error().code == ErrorCode::local_file);
  QCOMPARE(read_file(job_ / "home/a/in the way").value(), std::string("a folder of that name"));
}

}  // namespace file_pieces_test

WERKBANK_TEST(file_pieces_test::FilePiecesTest);
#include "file_pieces_test.moc"
