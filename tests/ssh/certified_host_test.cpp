// Real servers that show a certificate, to a person whose known_hosts names an authority: a good one leaves no
// question, another one the usual question, and nobody gets a password by showing a certificate of somebody else.
#include <cstdlib>

#include "core/ssh/connection.h"
#include "core/ssh/connection_check.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/opened.h"
#include "tests/ssh/support/test_authority.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

using Terms = TestAuthority::Terms;

namespace certified_host_test {

class CertifiedHostTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void a_good_certificate_leaves_no_question() {
    for (const std::string type : {"ed25519", "rsa", "ecdsa"}) {
      const TestAuthority authority(type);
      QVERIFY(show_certificate(*sshd_, authority, {}, type));
      const auto opened = open(authority.trusted());
      QVERIFY2(opened.ok(), (type + ": " + words_of(opened) + sshd_->log()).c_str());
      QVERIFY(person_.hosts.empty() && person_.questions.empty());
      QVERIFY((*opened)->host_key().empty());  // nothing to be kept
    }
    QVERIFY(show_certificate(*sshd_, authority_, {"127.0.*"}));
    QVERIFY(open(authority_.trusted()).ok());
    QVERIFY(person_.hosts.empty());
  }

  void only_an_authority_of_this_host_and_port_counts() {
    QVERIFY(show_certificate(*sshd_, authority_));
    const auto port = std::to_string(sshd_->endpoint().port);
    QVERIFY(open("@cert-authority [127.0.0.1]:" + port + " " + authority_.line() + "\n").ok());
    QVERIFY(person_.hosts.empty());
    QVERIFY(open("@cert-authority *.example.org " + authority_.line() + "\n").ok());
    QCOMPARE(person_.hosts.size(), std::size_t{1});
  }

  void one_that_does_not_count_leaves_the_usual_question() {
    const TestAuthority other;
    const struct {
      std::string what;
      const TestAuthority& authority;
      Terms terms;
      std::string why;
    } rows[] = {
        {"another name", authority_, {"login.example.org"}, "other names"},
        {"no name", authority_, {""}, "other names"},
        {"over", authority_, {"127.0.0.1", "20260101:20260102"}, "it is over"},
        {"not yet", authority_, {"127.0.0.1", "20990101:20990102"}, "not valid yet"},
        {"another authority", other, {}, "who may not"},
        {"for people", authority_, {"127.0.0.1", "-1m:+1h", false}, "not for hosts"},
    };
    for (const auto& row : rows) {
      QVERIFY2(show_certificate(*sshd_, row.authority, row.terms), row.what.c_str());
      const auto opened = open(authority_.trusted());
      QVERIFY2(opened.ok(), (row.what + ": " + words_of(opened)).c_str());
      QVERIFY2(person_.hosts.size() == 1, row.what.c_str());
      QCOMPARE(person_.hosts[0].sha256, sshd_->host_fingerprint());
      const auto refused = open(authority_.trusted(), false);
      QVERIFY(refused.failed());
      QCOMPARE(refused.error().code, ErrorCode::host_key_unknown);
      QVERIFY2(refused.error().detail.find(row.why) != std::string::npos, refused.error().detail.c_str());
    }
  }

  void a_server_without_one_leaves_the_usual_question() {
    TestSshd plain;
    QVERIFY(open_at(plain, endpoint_of(plain), authority_.trusted()).ok());
    QCOMPARE(person_.hosts.size(), std::size_t{1});
    QCOMPARE(person_.hosts[0].sha256, plain.host_fingerprint());
  }

  void a_revoked_authority_or_key_is_a_hard_stop() {
    QVERIFY(show_certificate(*sshd_, authority_));
    for (const auto& revoked : {authority_.revoked(), "@revoked * " + sshd_->host_key() + "\n"}) {
      const auto before = sshd_->log().size();
      const auto opened = open(authority_.trusted() + revoked);
      QVERIFY(opened.failed());
      QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
      QVERIFY(opened.error().message.english().find("withdrawn") != std::string::npos);
      QVERIFY(opened.error().detail.find("revoked") != std::string::npos);
      QVERIFY(person_.hosts.empty() && person_.questions.empty());
      QVERIFY(sshd_->log().substr(before).find("for " + current_user()) == std::string::npos);
    }
  }

  void nobody_gets_a_password_with_the_certificate_of_another() {
    QVERIFY(show_certificate(*sshd_, authority_));
    for (const std::string type : {"ed25519", "rsa"}) {
      TestSshd false_host({"PasswordAuthentication yes"});
      QVERIFY(show_certificate(false_host, authority_, {"other.example.org"}, type));
      CuttingProxy between(sshd_->endpoint().port);
      between.betray_to(false_host.endpoint().port);
      auto endpoint = endpoint_of(*sshd_);
      endpoint.port = between.port();
      write_known(authority_.trusted());
      person_ = {};
      person_.answers = {"a password"};
      const auto opened = Connection::open(endpoint, {password_sign_in(3)}, person_, {});
      QVERIFY(opened.failed());
      QVERIFY2(opened.error().code == ErrorCode::host_key_changed, words_of(opened).c_str());
      QVERIFY(person_.hosts.empty() && person_.questions.empty());
      const auto log = false_host.log();
      QVERIFY2(log.find("for " + current_user()) == std::string::npos, log.c_str());
      QVERIFY2(log.find("Connection from") != std::string::npos, log.c_str());
      // Five meetings, and all the certificates that were asked for before and between them.
      QCOMPARE(between.visitors(), 5 + 1 + 1 + 2 + 3 + 4);
    }
  }

  void a_host_that_is_known_otherwise_is_not_asked_for_it() {
    QVERIFY(show_certificate(*sshd_, authority_));
    CuttingProxy between(sshd_->endpoint().port);
    auto endpoint = endpoint_of(*sshd_);
    endpoint.port = between.port();
    const auto visitors_of = [this, &between, &endpoint](const std::string& known) {
      const int before = between.visitors();
      return open_at(*sshd_, endpoint, known).ok() && person_.hosts.empty() ? between.visitors() - before : -1;
    };
    QCOMPARE(visitors_of(authority_.trusted()), 2);
    QCOMPARE(visitors_of(authority_.trusted() + "* " + sshd_->host_key() + "\n"), 1);
    // A key that nobody speaks any more is no knowledge.
    QCOMPARE(visitors_of(authority_.trusted() + "* ssh-dss AAAAB3NzaC1kc3M=\n"), 2);
    endpoint.host_fingerprints = {sshd_->host_fingerprint()};
    QCOMPARE(visitors_of(authority_.trusted()), 1);
    endpoint.host_fingerprints.clear();
    endpoint.host_keys = {sshd_->host_key()};
    QCOMPARE(visitors_of(authority_.trusted()), 1);
  }

  void several_computers_behind_one_name_may_each_have_a_key() {
    QVERIFY(show_certificate(*sshd_, authority_));
    TestSshd second;
    QVERIFY(show_certificate(second, authority_, {}, "ecdsa"));
    write_text(second.folder() / "authorized_keys", read_text(sshd_->key().string() + ".pub"));
    CuttingProxy between(sshd_->endpoint().port);
    between.alternate_with(second.endpoint().port);
    auto endpoint = endpoint_of(*sshd_);
    endpoint.port = between.port();
    const auto opened = open_at(*sshd_, endpoint, authority_.trusted());
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QVERIFY(person_.hosts.empty());
    // Asked, another one met, asked, met again, both asked, met.
    QCOMPARE(between.visitors(), 7);
    // But one of them with a withdrawn key ends it, at once.
    QVERIFY(show_certificate(second, authority_));
    CuttingProxy again(sshd_->endpoint().port);
    again.alternate_with(second.endpoint().port);
    endpoint.port = again.port();
    const auto stopped = open_at(*sshd_, endpoint, authority_.trusted() + "@revoked * " + second.host_key() + "\n");
    QVERIFY(stopped.failed());
    QCOMPARE(stopped.error().code, ErrorCode::host_key_changed);
    QVERIFY(stopped.error().message.english().find("withdrawn") != std::string::npos);
    QVERIFY(person_.hosts.empty());
    QCOMPARE(again.visitors(), 2);
  }

  void through_a_jump_host_both_are_asked() {
    QVERIFY(show_certificate(*sshd_, authority_));
    TestSshd jump;
    auto way = endpoint_of(jump);
    way.host = "localhost";
    auto endpoint = endpoint_of(*sshd_);
    endpoint.jumps = {way};
    const SignInMethods methods = {key_file_sign_in(jump.key()), key_file_sign_in(sshd_->key())};
    write_known(authority_.trusted());
    person_ = {};
    QVERIFY(Connection::open(endpoint, methods, person_, {}).ok());
    QCOMPARE(person_.hosts.size(), std::size_t{1});
    QCOMPARE(person_.hosts[0].host, std::string("localhost"));
    QVERIFY(show_certificate(jump, authority_, {"localhost"}));
    person_ = {};
    const auto opened = Connection::open(endpoint, methods, person_, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QVERIFY(person_.hosts.empty());
    QVERIFY((*opened)->host_key().empty());
    QCOMPARE((*opened)->jump_host_keys(), std::vector<std::string>{std::string()});
  }

  void the_connection_check_says_what_came_of_it() {
    QVERIFY(show_certificate(*sshd_, authority_));
    const auto good = check(authority_.trusted());
    QCOMPARE(good.outcome, StepOutcome::ok);
    QVERIFY2(good.what.english().find("certified") != std::string::npos, good.what.english().c_str());
    QCOMPARE(good.detail, sshd_->host_key());
    QVERIFY(show_certificate(*sshd_, authority_, {"login.example.org"}));
    const auto bad = check(authority_.trusted());
    QCOMPARE(bad.outcome, StepOutcome::ok);
    QVERIFY2(bad.what.english().find("no certificate that counts") != std::string::npos, bad.what.english().c_str());
    QVERIFY(bad.what.english().find(sshd_->host_fingerprint()) != std::string::npos);
    QVERIFY(bad.detail.find("other names") != std::string::npos);
    QVERIFY(check("").what.english().find("certificate") == std::string::npos);
    const auto revoked = check(authority_.trusted() + authority_.revoked());
    QCOMPARE(revoked.outcome, StepOutcome::failed);
    QVERIFY(revoked.what.english().find("withdrawn") != std::string::npos);
  }

 private:
  void write_known(const std::string& known) const { write_text(folder_.path() / "known_hosts", known); }

  /// Without a pinned key, and with the test's own known_hosts.
  Endpoint endpoint_of(const TestSshd& sshd) const {
    auto endpoint = sshd.endpoint();
    endpoint.host_keys.clear();
    endpoint.known_hosts = {{folder_.path() / "known_hosts"}};
    return endpoint;
  }

  Opened open_at(const TestSshd& sshd, const Endpoint& endpoint, const std::string& known, bool accepts = true) {
    write_known(known);
    person_ = {};
    person_.accepts_host = accepts;
    return Connection::open(endpoint, sshd.key_only(), person_, {});
  }
  Opened open(const std::string& known, bool accepts = true) {
    return open_at(*sshd_, endpoint_of(*sshd_), known, accepts);
  }

  StepReport check(const std::string& known) {
    write_known(known);
    StepReport found;
    const auto sink = [&found](const StepReport& line) {
      if (line.step == ConnectionStep::host_key) found = line;
    };
    person_ = {};
    const auto done = check_connection(endpoint_of(*sshd_), nullptr, person_, sink, {});
    return done.ok() && person_.hosts.empty() ? found : StepReport{};
  }

  TestFolder folder_;
  TestAuthority authority_;
  TestConversation person_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace certified_host_test

WERKBANK_TEST(certified_host_test::CertifiedHostTest);
#include "certified_host_test.moc"
