// Single files by SFTP against a real sshd, also for an account that may do nothing else.
#include <algorithm>
#include <thread>

#include "core/ssh/connection.h"
#include "core/ssh/sftp.h"
#include "core/ssh/sftp_protocol.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace sftp_test {

class SftpTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>(TestSshd::Options{"ForceCommand internal-sftp", true});
    QVERIFY(sshd_->ready());
    connection_ = sshd_->connect();
    QVERIFY(connection_);
  }
  void cleanupTestCase() {
    connection_.reset();
    sshd_.reset();
  }

  void writes_and_reads_any_bytes_under_any_name() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    std::string content(300'000, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 7 + i / 251);
    for (const std::string name : {"plain", "it's $(id) \"x\"", "-rf", "caf\xc3\xa9", "\xff\xfe", "back\\slash", " "}) {
      for (const auto& bytes : {content, std::string()}) {
        QVERIFY(sftp->write_file(path(name), bytes, 0640, {}).ok());
        const auto read = sftp->read_file(path(name), 1'000'000, {});
        QVERIFY(read.ok());
        QVERIFY(*read == bytes);
      }
      const auto info = sftp->stat(path(name), {});
      QVERIFY(info.ok() && info->has_value());
      QCOMPARE((*info)->kind, RemoteFileInfo::Kind::file);
      QCOMPARE((*info)->mode & 0777U, 0640U & ~current_umask());
    }
  }

  void lists_a_folder_without_the_dots() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    QVERIFY(sftp->make_folder(path("many"), 0700, {}).ok());
    QVERIFY(sftp->make_folder(path("many"), 0700, {}).ok());
    for (int i = 0; i < 250; ++i) write_text(sshd_->folder() / "many" / ("file" + std::to_string(i)), "x");
    const auto list = sftp->list(path("many"), {});
    QVERIFY(list.ok());
    QCOMPARE(list->size(), std::size_t{250});
    QVERIFY(std::all_of(list->begin(), list->end(),
                        [](const auto& info) { return info.size == 1 && info.name.starts_with("file"); }));
  }

  void what_is_not_there_is_told_apart() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    const auto info = sftp->stat(path("none"), {});
    QVERIFY(info.ok());
    QVERIFY(!info->has_value());
    const auto read = sftp->read_file(path("none"), 100, {});
    QVERIFY(read.failed());
    QCOMPARE(read.error().code, ErrorCode::remote_file);
    QVERIFY(read.error().message.english().find("none is not on the factory") != std::string::npos);
    QVERIFY(sftp->list(path("none"), {}).failed());
    QVERIFY(sftp->write_file(path("none/file"), "x", 0600, {}).failed());
  }

  void a_file_over_the_limit_is_not_read() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    QVERIFY(sftp->write_file(path("large"), std::string(5000, 'x'), 0600, {}).ok());
    QVERIFY(sftp->read_file(path("large"), 4999, {}).failed());
    QVERIFY(sftp->read_file(path("large"), 5000, {}).ok());
  }

  void a_rename_replaces() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    QVERIFY(sftp->write_file(path("from"), "new", 0600, {}).ok());
    QVERIFY(sftp->write_file(path("to"), "old", 0600, {}).ok());
    QVERIFY(sftp->rename(path("from"), path("to"), {}).ok());
    QCOMPARE(read_text(sshd_->folder() / "to"), std::string("new"));
    QVERIFY(sftp->remove_file(path("to"), {}).ok());
    QVERIFY(!sftp->stat(path("to"), {})->has_value());
  }

  void a_failed_write_leaves_nothing_behind() {
    auto sftp = Sftp::open(*connection_, {});
    QVERIFY(sftp.ok());
    QVERIFY(sftp->make_folder(path("in-the-way"), 0700, {}).ok());
    write_text(sshd_->folder() / "in-the-way" / "file", "x");
    QVERIFY(sftp->write_file(path("in-the-way"), "content", 0600, {}).failed());
    for (const auto& entry : std::filesystem::directory_iterator(sshd_->folder())) {
      QVERIFY(entry.path().filename().string().find(".part-") == std::string::npos);
    }
  }

  void no_commands_for_such_an_account_but_no_hang_either() {
    ExecOptions options;
    options.timeout_seconds = 10;
    const auto result = connection_->exec("echo no", options, {});
    QVERIFY(result.ok() || result.failed());
    if (result.ok()) QVERIFY(result->out != "no\n");
  }

  void stops_when_asked() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(Sftp::open(*connection_, stop.get_token()).cancelled());
  }

  void numbers_and_texts_survive_a_packet() {
    SftpWriter writer;
    writer.u8(200).u32(0xdeadbeef).u64(0x0123456789abcdefULL).text(std::string("a\0b", 3));
    SftpReader reader(writer.bytes());
    QCOMPARE(int{reader.u8()}, 200);
    QCOMPARE(reader.u32(), 0xdeadbeefU);
    QCOMPARE(reader.u64(), 0x0123456789abcdefULL);
    QCOMPARE(reader.text(), std::string("a\0b", 3));
    QVERIFY(reader.at_end() && !reader.broken());
  }

  void a_packet_that_lies_about_its_lengths_is_broken() {
    SftpReader reader(SftpWriter().u32(0xffffffff).bytes() + "short");
    QCOMPARE(reader.text(), std::string());
    QVERIFY(reader.broken());
    QCOMPARE(reader.u32(), 0U);
  }

 private:
  RemotePath path(const std::string& name) const {
    return RemotePath::parse((sshd_->folder() / name).string()).value();
  }
  static unsigned current_umask() { return 022U; }

  std::unique_ptr<TestSshd> sshd_;
  std::shared_ptr<Connection> connection_;
};

}  // namespace sftp_test

WERKBANK_TEST(sftp_test::SftpTest);
#include "sftp_test.moc"
