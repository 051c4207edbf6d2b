// The person's own known_hosts: read as OpenSSH reads it, obeyed, and never written.
#include <cstdlib>

#include "core/ssh/connection.h"
#include "core/ssh/known_hosts.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace known_hosts_test {

using Lines = std::vector<std::string>;

class KnownHostsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void names_ports_and_wildcards() {
    const std::string text =
        "# a comment\n\n"
        "login.example.org,10.0.0.1 ssh-ed25519 AAAA1 comment\n"
        "[login.example.org]:8822 ssh-ed25519 AAAA2\n"
        "*.example.org,!bad.example.org ssh-rsa AAAA3\r\n"
        "login?.example.org ecdsa-sha2-nistp256 AAAA4\n"
        "broken\nlogin.example.org ssh-ed25519\n";
    QCOMPARE(keys_in_known_hosts(text, "login.example.org", 22).keys, (Lines{"ssh-ed25519 AAAA1", "ssh-rsa AAAA3"}));
    QCOMPARE(keys_in_known_hosts(text, "LOGIN.Example.org", 22).keys.size(), std::size_t{2});
    QCOMPARE(keys_in_known_hosts(text, "10.0.0.1", 22).keys, Lines{"ssh-ed25519 AAAA1"});
    QCOMPARE(keys_in_known_hosts(text, "login.example.org", 8822).keys, Lines{"ssh-ed25519 AAAA2"});
    QVERIFY(keys_in_known_hosts(text, "bad.example.org", 22).keys.empty());
    QCOMPARE(keys_in_known_hosts(text, "login7.example.org", 22).keys.size(), std::size_t{2});
    QVERIFY(keys_in_known_hosts(text, "example.org", 22).keys.empty());
  }

  void revoked_keys_and_authorities_are_told_apart() {
    const std::string text =
        "@revoked * ssh-ed25519 AAAAbad\n"
        "@cert-authority *.example.org ssh-ed25519 AAAAca\n"
        "@something x ssh-ed25519 AAAAx\n"
        "login.example.org ssh-ed25519 AAAAbad\n"
        "login.example.org ssh-ed25519 AAAAgood\n";
    const auto known = keys_in_known_hosts(text, "login.example.org", 22);
    QCOMPARE(known.keys, Lines{"ssh-ed25519 AAAAgood"});
    QCOMPARE(known.revoked, Lines{"ssh-ed25519 AAAAbad"});
    QCOMPARE(known.authorities, Lines{"ssh-ed25519 AAAAca"});
  }

  void hashed_names_are_found_as_ssh_keygen_hashes_them() {
    const auto file = folder_.path() / "hashed";
    write_text(file, "login.example.org ssh-ed25519 " + base64() + "\n[login.example.org]:8822 ssh-ed25519 " +
                         base64() + "\n");
    QCOMPARE(run_program({"ssh-keygen", "-q", "-H", "-f", file.string()}), 0);
    QVERIFY(read_text(file).find("login") == std::string::npos);
    QCOMPARE(known_host_keys({file}, "login.example.org", 22).keys.size(), std::size_t{1});
    QCOMPARE(known_host_keys({file}, "login.example.org", 8822).keys.size(), std::size_t{1});
    QVERIFY(known_host_keys({file}, "other.example.org", 22).keys.empty());
    QVERIFY(known_host_keys({file}, "login.example.org", 23).keys.empty());
  }

  void a_known_host_is_not_asked_about() {
    TestConversation conversation;
    const auto opened = open(line_for(sshd_->host_key()), {}, conversation);
    QVERIFY(opened.ok());
    QVERIFY(conversation.hosts.empty());
  }

  void a_host_known_by_another_key_is_a_changed_one() {
    TestConversation conversation;
    const auto opened = open(line_for(sshd_->foreign_host_key()), {}, conversation);
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
    QVERIFY(conversation.hosts.empty());
  }

  void a_host_known_only_by_what_nobody_speaks_any_more_is_unknown() {
    TestConversation conversation;
    QVERIFY(open(line_for("ssh-dss AAAAB3NzaC1kc3M="), {}, conversation).ok());
    QCOMPARE(conversation.hosts.size(), std::size_t{1});
  }

  void pinned_keys_win() {
    TestConversation conversation;
    QVERIFY(open(line_for(sshd_->foreign_host_key()), {sshd_->host_key()}, conversation).ok());
    const auto opened = open(line_for(sshd_->host_key()), {sshd_->foreign_host_key()}, conversation);
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
  }

  void a_revoked_key_is_a_hard_stop_even_when_it_is_pinned() {
    for (const auto& pinned : {Lines{}, Lines{sshd_->host_key()}}) {
      TestConversation conversation;
      const auto opened = open("@revoked * " + sshd_->host_key() + "\n", pinned, conversation);
      QVERIFY(opened.failed());
      QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
      QVERIFY(opened.error().message.english().find("withdrawn") != std::string::npos);
      QVERIFY(conversation.hosts.empty());
    }
  }

  void files_that_cannot_be_read_know_nothing() {
    QVERIFY(known_host_keys({folder_.path() / "none", folder_.path()}, "x", 22).keys.empty());
  }

  void nothing_is_written() {
    const auto file = folder_.path() / "untouched";
    write_text(file, "# mine\n");
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys.clear();
    endpoint.known_hosts = {{file}};
    TestConversation conversation;
    QVERIFY(Connection::open(endpoint, sshd_->key_only(), conversation, {}).ok());
    QCOMPARE(conversation.hosts.size(), std::size_t{1});
    QCOMPARE(read_text(file), std::string("# mine\n"));
  }

 private:
  std::string base64() const { return sshd_->host_key().substr(sshd_->host_key().find(' ') + 1); }
  std::string line_for(const std::string& key) const {
    return "[127.0.0.1]:" + std::to_string(sshd_->endpoint().port) + " " + key + "\n";
  }

  Result<std::shared_ptr<Connection>> open(const std::string& known, const Lines& pinned,
                                           TestConversation& conversation) const {
    const auto file = folder_.path() / "known_hosts";
    write_text(file, known);
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = pinned;
    endpoint.known_hosts = {{file}};
    return Connection::open(endpoint, sshd_->key_only(), conversation, {});
  }

  TestFolder folder_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace known_hosts_test

WERKBANK_TEST(known_hosts_test::KnownHostsTest);
#include "known_hosts_test.moc"
