// Keys that Werkbank makes, held against ssh-keygen and a real sshd.
#include <sys/stat.h>

#include <cstdlib>

#include "core/ssh/connection.h"
#include "core/ssh/key_pair.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace key_pair_test {

unsigned int rights_of(const std::filesystem::path& path) {
  struct stat facts = {};
  return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0U;
}

std::string first_words(const std::string& line) {
  const auto second = line.find(' ', line.find(' ') + 1);
  return line.substr(0, std::min(second, line.find('\n')));
}

class KeyPairTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { ::unsetenv("SSH_AUTH_SOCK"); }

  void stock_tools_read_it() {
    for (const std::string passphrase : {"", "pass phrase with spaces \xc3\xa9 '$(id)"}) {
      const auto path = folder_.path() / ("key" + std::to_string(passphrase.size()));
      const auto pair = make_key_pair(path, Secret(passphrase), "somebody@werkbank");
      QVERIFY(pair.ok());
      const auto printed = folder_.path() / "printed";
      std::filesystem::remove(printed);
      Child read({"ssh-keygen", "-y", "-P", passphrase, "-f", path.string()}, printed);
      QCOMPARE(read.wait(), 0);
      QCOMPARE(first_words(read_text(printed)), first_words(pair->public_line));
      QCOMPARE(read_text(path.string() + ".pub"), pair->public_line + "\n");
      QVERIFY(pair->public_line.starts_with("ssh-ed25519 ") && pair->public_line.ends_with(" somebody@werkbank"));
      Child fingerprint({"ssh-keygen", "-lf", path.string() + ".pub"}, folder_.path() / "fingerprint");
      QCOMPARE(fingerprint.wait(), 0);
      QVERIFY(read_text(folder_.path() / "fingerprint").find(pair->sha256 + " ") != std::string::npos);
    }
  }

  void a_passphrase_locks_it() {
    const auto path = folder_.path() / "locked";
    QVERIFY(make_key_pair(path, Secret("right one"), "").ok());
    QVERIFY(run_program({"ssh-keygen", "-y", "-P", "", "-f", path.string()}) != 0);
    QVERIFY(run_program({"ssh-keygen", "-y", "-P", "wrong one", "-f", path.string()}) != 0);
    const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(read_text(path)).split('\n').mid(1).join());
    QVERIFY(bytes.contains("bcrypt"));
    QVERIFY(!bytes.contains("right one"));
  }

  void it_signs_in() {
    const auto path = folder_.path() / "for-sshd";
    const auto pair = make_key_pair(path, Secret("a passphrase"), "x");
    QVERIFY(pair.ok());
    TestSshd sshd;
    write_text(sshd.folder() / "authorized_keys", pair->public_line + "\n");
    TestConversation conversation;
    conversation.answers = {"a passphrase"};
    QVERIFY(Connection::open(sshd.endpoint(), {key_file_sign_in(path)}, conversation, {}).ok());
    QCOMPARE(conversation.questions.size(), std::size_t{1});
  }

  void only_its_owner_may_read_it() {
    const auto path = folder_.path() / "new" / "folder" / "key";
    const auto old_mask = ::umask(0);
    const auto made = make_key_pair(path, Secret(), "x");
    ::umask(old_mask);
    QVERIFY(made.ok());
    QCOMPARE(rights_of(path), 0600U);
    QCOMPARE(rights_of(path.parent_path()), 0700U);
    QCOMPARE(rights_of(path.string() + ".pub"), 0644U);
  }

  void nothing_is_overwritten() {
    const auto path = folder_.path() / "twice";
    const auto first = make_key_pair(path, Secret(), "x");
    QVERIFY(first.ok());
    const auto before = read_text(path);
    const auto second = make_key_pair(path, Secret(), "x");
    QVERIFY(second.failed());
    QCOMPARE(second.error().code, ErrorCode::local_file);
    QCOMPARE(read_text(path), before);
    // Nor a public half that stands alone, nor what a link points to.
    write_text(folder_.path() / "alone.pub", "mine\n");
    QVERIFY(make_key_pair(folder_.path() / "alone", Secret(), "x").failed());
    QVERIFY(!std::filesystem::exists(folder_.path() / "alone"));
    std::filesystem::create_symlink(folder_.path() / "elsewhere", folder_.path() / "link");
    QVERIFY(make_key_pair(folder_.path() / "link", Secret(), "x").failed());
    QVERIFY(!std::filesystem::exists(folder_.path() / "elsewhere"));
  }

  void a_folder_that_cannot_be_made_is_an_error() {
    write_text(folder_.path() / "file", "x");
    const auto made = make_key_pair(folder_.path() / "file" / "key", Secret(), "x");
    QVERIFY(made.failed());
    QCOMPARE(made.error().code, ErrorCode::local_file);
  }

  void a_comment_stays_on_its_line() {
    const auto made = make_key_pair(folder_.path() / "comment", Secret(), "two\nlines\tand \x01 more");
    QVERIFY(made.ok());
    QVERIFY(made->public_line.ends_with(" two lines and  more"));
  }

  void the_public_half_of_an_old_key_is_read() {
    for (const std::string type : {"ed25519", "rsa", "ecdsa"}) {
      const auto path = folder_.path() / ("old-" + type);
      run_program({"ssh-keygen", "-q", "-t", type, "-N", "locked away", "-C", "my old key", "-f", path.string()});
      const auto read = read_key_pair(path);
      QVERIFY(read.ok());
      QCOMPARE(read->public_line + "\n", read_text(path.string() + ".pub"));
      std::filesystem::remove(path.string() + ".pub");
      const auto alone = read_key_pair(path);
      QVERIFY(alone.ok());
      QCOMPARE(alone->sha256, read->sha256);
    }
    write_text(folder_.path() / "no-key", "hello");
    QVERIFY(read_key_pair(folder_.path() / "no-key").failed());
    QVERIFY(read_key_pair(folder_.path() / "nothing").failed());
  }

 private:
  TestFolder folder_;
};

}  // namespace key_pair_test

WERKBANK_TEST(key_pair_test::KeyPairTest);
#include "key_pair_test.moc"
