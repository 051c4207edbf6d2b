#include "core/practice/verified_copy.h"

#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace verified_copy_test {

class VerifiedCopyTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void every_file_arrives_under_its_own_name();
  void one_file_is_a_data_set_too();
  void a_file_that_changed_meanwhile_leaves_nothing_behind();
  void a_file_that_went_meanwhile_leaves_nothing_behind();
  void a_stop_leaves_nothing_behind();
  void progress_counts_every_byte_once();
  void the_same_data_that_somebody_put_there_meanwhile_is_good();
  void a_place_that_cannot_be_written_is_an_error();

 private:
  void write(const std::string& path, const std::string& content);
  FileManifest manifest() const { return scan_files(root_, {}, {}).value(); }
  bool nothing_is_left() const { return !fs::exists(place_) || fs::is_empty(place_); }

  std::unique_ptr<QTemporaryDir> home_;
  fs::path root_;
  fs::path place_;
  fs::path target_;
};

void VerifiedCopyTest::init() {
  home_ = std::make_unique<QTemporaryDir>();
  root_ = path_from_text(home_->path().toStdString()) / "data";
  place_ = root_.parent_path() / "datasets";
  target_ = place_ / "wine@1";
  write("a.csv", "a,b\n1,2\n");
  write("deep/er/big.bin", std::string(700'000, 'x'));
  write("empty", "");
}

void VerifiedCopyTest::write(const std::string& path, const std::string& content) {
  const auto file = root_ / path_from_text(path);
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

void VerifiedCopyTest::every_file_arrives_under_its_own_name() {
  for (const auto* name :
       {"it's $(touch owned) \"x\".csv", "new\nline", "back\\slash", "-rf", "caf\xc3\xa9", "bad\xff"}) {
    write(name, name);
  }
  write(std::string(255, 'n'), "long");
  const auto sent = manifest();
  QVERIFY(copy_verified(sent, root_, target_, {}, {}).ok());
  QCOMPARE(scan_files(target_, {}, {})->hash(), sent.hash());
  QCOMPARE(sent.entries.size(), 10U);
  QCOMPARE(std::distance(fs::directory_iterator(place_), {}), 1);
}

void VerifiedCopyTest::one_file_is_a_data_set_too() {
  const auto file = root_ / "a.csv";
  QVERIFY(copy_verified(scan_files(file, {}, {}).value(), file, target_, {}, {}).ok());
  QCOMPARE(read_file(target_ / "a.csv").value(), std::string("a,b\n1,2\n"));
}

void VerifiedCopyTest::a_file_that_changed_meanwhile_leaves_nothing_behind() {
  const auto sent = manifest();
  write("deep/er/big.bin", std::string(700'000, 'y'));
  const auto copied = copy_verified(sent, root_, target_, {}, {});
  QVERIFY(copied.failed() && copied.error().code == ErrorCode::verification_failed);
  QVERIFY(copied.error().message.english().find("deep/er/big.bin") != std::string::npos);
  QVERIFY(nothing_is_left());
}

void VerifiedCopyTest::a_file_that_went_meanwhile_leaves_nothing_behind() {
  const auto sent = manifest();
  fs::remove(root_ / "empty");
  const auto copied = copy_verified(sent, root_, target_, {}, {});
  QVERIFY(copied.failed() && copied.error().code == ErrorCode::local_file);
  QVERIFY(nothing_is_left());
}

void VerifiedCopyTest::a_stop_leaves_nothing_behind() {
  std::stop_source source;
  const auto stop_soon = [&source](const Progress& news) {
    if (news.done > 300'000) source.request_stop();
  };
  QVERIFY(copy_verified(manifest(), root_, target_, stop_soon, source.get_token()).cancelled());
  QVERIFY(nothing_is_left());
}

void VerifiedCopyTest::progress_counts_every_byte_once() {
  const auto sent = manifest();
  std::uint64_t last = 0;
  bool grows = true;
  const auto sink = [&](const Progress& news) {
    grows = grows && news.done > last && news.total == sent.bytes();
    last = news.done;
  };
  QVERIFY(copy_verified(sent, root_, target_, sink, {}).ok());
  QVERIFY(grows);
  QCOMPARE(last, std::uint64_t(700'008));
}

void VerifiedCopyTest::the_same_data_that_somebody_put_there_meanwhile_is_good() {
  const auto sent = manifest();
  QVERIFY(copy_verified(sent, root_, target_, {}, {}).ok());
  QVERIFY(copy_verified(sent, root_, target_, {}, {}).ok());
  QCOMPARE(scan_files(target_, {}, {})->hash(), sent.hash());
  QCOMPARE(std::distance(fs::directory_iterator(place_), {}), 1);
}

void VerifiedCopyTest::a_place_that_cannot_be_written_is_an_error() {
  std::ofstream(place_) << "a file where the folder should be";
  const auto copied = copy_verified(manifest(), root_, target_, {}, {});
  QVERIFY(copied.failed() && copied.error().code == ErrorCode::local_file);
}

}  // namespace verified_copy_test

WERKBANK_TEST(verified_copy_test::VerifiedCopyTest);
#include "verified_copy_test.moc"
