#include "core/base/file_manifest.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
namespace fs = std::filesystem;

namespace files_test {

class FilesTest : public QObject {
  Q_OBJECT

 private slots:
  void sha256_is_the_standard_one();
  void the_manifest_is_what_sha256sum_reads();
  void the_same_files_have_the_same_hash_wherever_they_lie();
  void bookkeeping_of_operating_systems_is_left_out();
  void what_is_left_out_is_said();
  void a_folder_with_only_bookkeeping_is_empty();
  void a_broken_link_is_named();
  void an_unreadable_file_is_named();
  void a_file_in_the_way_of_a_folder_is_named();
  void writing_replaces_the_whole_file();
  void writing_to_a_full_disk_keeps_the_old_file();
  void a_cancelled_scan_is_cancelled();
};

namespace {
void put(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  QVERIFY(write_file(path, content).ok());
}
FileManifest scan(const fs::path& root) {
  auto manifest = scan_files(root, {}, {});
  if (!manifest.ok()) qFatal("%s", manifest.failed() ? manifest.error().detail.c_str() : "cancelled");
  return std::move(manifest).value();
}
}  // namespace

void FilesTest::sha256_is_the_standard_one() {
  QCOMPARE(sha256_hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  Sha256 hash;
  hash.add("a");
  hash.add("bc");
  QCOMPARE(hash.hex_digest(), sha256_hex("abc"));
  QCOMPARE(hash.hex_digest(), sha256_hex(""));
}

void FilesTest::the_manifest_is_what_sha256sum_reads() {
  QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  for (const std::string name :
       {"plain.csv", "sub/with space", "-rf", "new\nline", "back\\slash", "quote'\"", "$(x)", "\xff\xfe"})
    put(root / name, "x" + name);
  put(root / "empty", "");
  const auto manifest = scan(root);
  QCOMPARE(manifest.entries.size(), std::size_t{9});
  QProcess check;
  check.setWorkingDirectory(folder.path());
  check.start("sha256sum", {"-c", "--strict", "--quiet", "-"});
  check.write(manifest.text().c_str());
  check.closeWriteChannel();
  check.waitForFinished();
  QCOMPARE(check.exitCode(), 0);
  put(root / "$(x)", "changed");
  QVERIFY(scan(root).hash() != manifest.hash());
}

void FilesTest::the_same_files_have_the_same_hash_wherever_they_lie() {
  QTemporaryDir one;
  QTemporaryDir two;
  for (const auto& root : {fs::path(one.path().toStdString()), fs::path(two.path().toStdString())}) {
    put(root / "b", "2");
    put(root / "a/c", "1");
  }
  QCOMPARE(scan(one.path().toStdString()).hash(), scan(two.path().toStdString()).hash());
  const auto single = scan(fs::path(one.path().toStdString()) / "b");
  QCOMPARE(single.entries[0].path, std::string("b"));
  QCOMPARE(single.bytes(), std::uint64_t{1});
}

void FilesTest::bookkeeping_of_operating_systems_is_left_out() {
  QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  for (const std::string name : {".DS_Store", "Thumbs.db", "._photo.png", "desktop.ini", "photo.png"})
    put(root / name, "x");
  const auto manifest = scan(root);
  QCOMPARE(manifest.entries.size(), std::size_t{1});
  QCOMPARE(manifest.entries[0].path, std::string("photo.png"));
}

void FilesTest::what_is_left_out_is_said() {
  QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  put(root / "file", "x");
  QVERIFY(!scan(root).left_out.any());
  fs::create_directories(root / "empty/deeper");
  fs::create_directory_symlink(root, root / "zoo");
  fs::create_directory_symlink(root, root / "again");
  QCOMPARE(::mkfifo((root / "pipe").c_str(), 0600), 0);
  const auto manifest = scan(root);
  QCOMPARE(manifest.entries.size(), std::size_t{1});
  const auto sentences = manifest.left_out.sentences();
  QCOMPARE(sentences.size(), std::size_t{3});
  QVERIFY(sentences[0].english().find("2 left out, such as again") != std::string::npos);
  QVERIFY(sentences[1].english().find("1 left out, such as pipe") != std::string::npos);
  QVERIFY(sentences[2].english().find("1 left out, such as empty/deeper") != std::string::npos);
}

void FilesTest::a_folder_with_only_bookkeeping_is_empty() {
  QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  put(root / "looked at/.DS_Store", "x");
  put(root / "looked at/._photo.jpg", "x");
  put(root / "full/.DS_Store", "x");
  put(root / "full/photo.jpg", "x");
  const auto manifest = scan(root);
  QCOMPARE(manifest.entries.size(), std::size_t{1});
  const auto sentences = manifest.left_out.sentences();
  QCOMPARE(sentences.size(), std::size_t{1});
  QVERIFY(sentences[0].english().find("1 left out, such as looked at") != std::string::npos);
}

void FilesTest::a_broken_link_is_named() {
  QTemporaryDir folder;
  const fs::path root = folder.path().toStdString();
  fs::create_symlink("nowhere", root / "link.csv");
  const auto manifest = scan_files(root, {}, {});
  QVERIFY(manifest.failed());
  QCOMPARE(manifest.error().code, ErrorCode::local_file);
  QVERIFY(manifest.error().message.english().find("link.csv") != std::string::npos);
}

void FilesTest::an_unreadable_file_is_named() {
  if (geteuid() == 0) QSKIP("root may read everything");
  QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "secret.csv";
  put(file, "x");
  fs::permissions(file, fs::perms::none);
  const auto manifest = scan_files(file.parent_path(), {}, {});
  QVERIFY(manifest.failed());
  QVERIFY(manifest.error().message.english().find("secret.csv") != std::string::npos);
}

void FilesTest::a_file_in_the_way_of_a_folder_is_named() {
  QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "taken";
  put(file, "x");
  const auto made = make_folders(file / "deeper");
  QVERIFY(made.failed());
  QCOMPARE(made.error().code, ErrorCode::local_file);
}

void FilesTest::writing_replaces_the_whole_file() {
  QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "f";
  put(file, "a longer text");
  put(file, "short");
  const auto content = read_file(file);
  QVERIFY(content.ok());
  QCOMPARE(*content, std::string("short"));
  QVERIFY(read_file(file, 3).failed());
}

void FilesTest::writing_to_a_full_disk_keeps_the_old_file() {
  QTemporaryDir folder;
  const fs::path file = fs::path(folder.path().toStdString()) / "f";
  put(file, "old");
  // A limit on the size of files makes the write fail half-way, as a full disk does.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const auto failed = write_file(file, std::string(100'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  QVERIFY(failed.failed());
  QCOMPARE(*read_file(file), std::string("old"));
}

void FilesTest::a_cancelled_scan_is_cancelled() {
  QTemporaryDir folder;
  put(fs::path(folder.path().toStdString()) / "f", "x");
  std::stop_source stop;
  stop.request_stop();
  QVERIFY(scan_files(folder.path().toStdString(), {}, stop.get_token()).cancelled());
}

}  // namespace files_test

WERKBANK_TEST(files_test::FilesTest);
#include "files_test.moc"
