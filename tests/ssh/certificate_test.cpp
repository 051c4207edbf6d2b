// Certificates as ssh-keygen makes them: what they say, and which of them open a real sshd.
#include <cstdlib>
#include <ctime>

#include "core/ssh/certificate.h"
#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace certificate_test {

std::string words_of(const Result<std::shared_ptr<Connection>>& opened) {
  if (opened.cancelled()) return "cancelled";
  return opened.failed() ? opened.error().message.english() + " | " + opened.error().detail : "opened";
}

class CertificateTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    make_key("ca", "ed25519", "");
    sshd_ = std::make_unique<TestSshd>(TestSshd::Options{
        "TrustedUserCAKeys " + (folder_.path() / "ca.pub").string() + "\nPasswordAuthentication no", false});
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void reads_what_ssh_keygen_wrote() {
    const auto key = certified("read", "ed25519", "alice,bob", "20260101000000Z:20260102000000Z");
    const auto facts = read_certificate(certificate_beside(key));
    QVERIFY(facts.ok());
    QCOMPARE(facts->key_id, std::string("a test"));
    QCOMPARE(facts->principals, (std::vector<std::string>{"alice", "bob"}));
    QCOMPARE(facts->key_type, std::string("ssh-ed25519"));
    QCOMPARE(facts->valid_after, std::int64_t{1767225600});
    QCOMPARE(facts->valid_before, std::int64_t{1767312000});
    QVERIFY(!facts->is_valid_at(1767225599) && facts->is_valid_at(1767225600));
    QVERIFY(facts->is_valid_at(1767311999) && !facts->is_valid_at(1767312000));
    QVERIFY(facts->names("bob") && !facts->names("eve"));
    const auto printed = folder_.path() / "printed";
    Child child({"ssh-keygen", "-lf", (folder_.path() / "ca.pub").string()}, printed);
    QCOMPARE(child.wait(), 0);
    QVERIFY(read_text(printed).find(facts->ca_sha256 + " ") != std::string::npos);
  }

  void every_kind_of_key_signs_in_with_its_certificate() {
    for (const std::string type : {"ed25519", "rsa", "ecdsa"}) {
      const auto key = certified("good-" + type, type, current_user(), "-1m:+1h");
      TestConversation conversation;
      const auto opened =
          Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {});
      QVERIFY2(opened.ok(), (type + ": " + words_of(opened) + sshd_->log()).c_str());
      QVERIFY(conversation.questions.empty());
    }
  }

  void a_certificate_without_an_end_is_valid() {
    const auto key = certified("always", "ed25519", current_user(), "always:forever");
    const auto facts = read_certificate(certificate_beside(key));
    QVERIFY(facts.ok());
    QCOMPARE(facts->valid_before, CertificateFacts::no_end);
    TestConversation conversation;
    QVERIFY(Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {})
                .ok());
  }

  void the_one_beside_a_key_is_found_and_goes_first() {
    const auto key = certified("beside", "ed25519", current_user(), "-1m:+1h");
    TestConversation conversation;
    const auto opened = Connection::open(sshd_->endpoint(), sign_in_methods({false, {key}, false}), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    const auto none =
        Connection::open(sshd_->endpoint(), sign_in_methods({false, {key}, false, 3, true, false}), conversation, {});
    QVERIFY(none.failed());
    QCOMPARE(none.error().code, ErrorCode::sign_in_refused);
  }

  void a_locked_key_asks_for_its_passphrase_only_when_the_certificate_is_wanted() {
    make_key("locked", "ed25519", "a passphrase");
    const auto key = sign("locked", current_user(), "-1m:+1h");
    TestConversation conversation;
    conversation.answers = {"a passphrase"};
    QVERIFY(Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {})
                .ok());
    QCOMPARE(conversation.questions.size(), std::size_t{1});
    TestSshd stranger({"PasswordAuthentication no", false});
    QVERIFY(Connection::open(stranger.endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {})
                .failed());
    QCOMPARE(conversation.questions.size(), std::size_t{1});
  }

  void one_for_another_account_says_whose_it_is() {
    const auto key = certified("other", "ed25519", "somebody-else", "-1m:+1h");
    TestConversation conversation;
    const auto opened =
        Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QVERIFY(opened.error().message.english().find("somebody-else") != std::string::npos);
  }

  void one_that_is_over_is_found_out_before_connecting() {
    const auto key = certified("over", "ed25519", current_user(), "20260101000000Z:20260102000000Z");
    RudeServer listener("", false);
    auto endpoint = sshd_->endpoint();
    endpoint.port = listener.port();
    TestConversation conversation;
    const auto opened =
        Connection::open(endpoint, {certificate_sign_in(key, certificate_beside(key))}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::certificate_expired);
    QVERIFY2(opened.error().message.english().find("2026-01-0") != std::string::npos, words_of(opened).c_str());
    QCOMPARE(listener.visitors(), 0);
  }

  void one_that_is_over_does_not_keep_another_key_out() {
    const auto key = certified("over-but", "ed25519", current_user(), "20260101000000Z:20260102000000Z");
    TestSshd open_door;
    TestConversation conversation;
    const SignInMethods both = {certificate_sign_in(key, certificate_beside(key)), key_file_sign_in(open_door.key())};
    QVERIFY(Connection::open(open_door.endpoint(), both, conversation, {}).ok());
    // And where the other key is refused, the certificate's end is what to tell.
    TestSshd closed({"", false});
    const SignInMethods neither = {both[0], key_file_sign_in(closed.key())};
    const auto opened = Connection::open(closed.endpoint(), neither, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::certificate_expired);
  }

  void one_that_begins_later_says_when() {
    const auto key = certified("later", "ed25519", current_user(), "20990101000000Z:20990102000000Z");
    TestConversation conversation;
    const auto opened =
        Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::certificate_expired);
    QVERIFY(opened.error().message.english().find("clock") != std::string::npos);
  }

  void one_of_an_unknown_authority_is_refused_in_words() {
    make_key("foreign_ca", "ed25519", "");
    make_key("foreign", "ed25519", "");
    const auto key = sign("foreign", current_user(), "-1m:+1h", "foreign_ca");
    TestConversation conversation;
    const auto opened =
        Connection::open(sshd_->endpoint(), {certificate_sign_in(key, certificate_beside(key))}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QVERIFY(opened.error().message.english().find("certificate") != std::string::npos);
  }

  void an_agent_offers_its_certificates() {
    for (const std::string type : {"ed25519", "rsa"}) {
      const auto socket = folder_.path() / ("agent-" + type);
      Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
      QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
      const auto key = certified("in-agent-" + type, type, current_user(), "-1m:+1h");
      Child add({"ssh-add", "-q", key.string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
      QCOMPARE(add.wait(), 0);
      TestConversation conversation;
      const auto opened = Connection::open(sshd_->endpoint(), {agent_sign_in(socket.string())}, conversation, {});
      QVERIFY2(opened.ok(), (type + ": " + words_of(opened) + sshd_->log()).c_str());
    }
  }

  void an_agent_with_nothing_but_an_old_certificate_says_so_before_connecting() {
    const auto socket = folder_.path() / "old-agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    const auto key = certified("old", "ed25519", current_user(), "20260101000000Z:20260102000000Z");
    const auto environment = std::vector<std::string>{"SSH_AUTH_SOCK=" + socket.string()};
    Child add({"ssh-add", "-q", key.string()}, "/dev/null", environment);
    QCOMPARE(add.wait(), 0);
    Child remove({"ssh-add", "-q", "-d", "-k", key.string()}, "/dev/null", environment);  // the plain key
    remove.wait();
    TestConversation conversation;
    const auto opened = Connection::open(sshd_->endpoint(), {agent_sign_in(socket.string())}, conversation, {});
    QVERIFY(opened.failed());
    QVERIFY2(opened.error().code == ErrorCode::certificate_expired, words_of(opened).c_str());
  }

  void an_agent_that_hangs_is_passed_over() {
    const auto socket = folder_.path() / "hung-agent";
    Child hung(
        {"python3", "-c",
         "import socket,sys,time\ns=socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen()\ntime.sleep(60)",
         socket.string()},
        "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    const auto key = certified("beside-hung", "ed25519", current_user(), "-1m:+1h");
    TestConversation conversation;
    const auto opened = Connection::open(
        sshd_->endpoint(), {agent_sign_in(socket.string()), certificate_sign_in(key, certificate_beside(key))},
        conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void what_is_no_certificate_is_refused_in_words() {
    const auto key = certified("cut", "ed25519", "x", "-1m:+1h");
    const auto whole = read_text(certificate_beside(key));
    const auto empty_base64 = std::string("ssh-ed25519-cert-v01@openssh.com AAAA");
    for (const auto& text :
         {std::string(), std::string("\n"), whole.substr(0, whole.size() / 2), empty_base64,
          read_text(folder_.path() / "cut.pub"), "ssh-rsa-cert-v01@openssh.com " + whole.substr(33)}) {
      const auto facts = parse_certificate(text, "file");
      QVERIFY2(facts.failed() && facts.error().code == ErrorCode::sign_in_impossible, text.c_str());
    }
    QVERIFY(read_certificate(folder_.path() / "none").failed());
  }

  void one_for_hosts_is_not_one_for_people() {
    make_key("host", "ed25519", "");
    QCOMPARE(run_program({"ssh-keygen", "-q", "-h", "-s", (folder_.path() / "ca").string(), "-I", "host", "-n", "x",
                          (folder_.path() / "host.pub").string()}),
             0);
    QVERIFY(read_certificate(folder_.path() / "host-cert.pub").failed());
  }

 private:
  void make_key(const std::string& name, const std::string& type, const std::string& passphrase) const {
    const auto path = folder_.path() / name;
    if (std::filesystem::exists(path)) return;
    run_program({"ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", path.string()});
  }

  std::filesystem::path sign(const std::string& name, const std::string& principals, const std::string& validity,
                             const std::string& authority = "ca") const {
    const auto path = folder_.path() / name;
    run_program({"ssh-keygen", "-q", "-s", (folder_.path() / authority).string(), "-I", "a test", "-n", principals,
                 "-V", validity, path.string() + ".pub"});
    return path;
  }

  std::filesystem::path certified(const std::string& name, const std::string& type, const std::string& principals,
                                  const std::string& validity) const {
    make_key(name, type, "");
    return sign(name, principals, validity);
  }

  TestFolder folder_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace certificate_test

WERKBANK_TEST(certificate_test::CertificateTest);
#include "certificate_test.moc"
