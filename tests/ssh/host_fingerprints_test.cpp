// Fingerprints that the operator published decide about a host whose key nobody has yet, without a question.
#include <cstdlib>

#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

using Opened = Result<std::shared_ptr<Connection>>;

namespace host_fingerprints_test {

class HostFingerprintsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    QVERIFY(sshd_->host_fingerprint().starts_with("SHA256:"));
  }
  void cleanupTestCase() { sshd_.reset(); }

  void a_published_fingerprint_needs_no_question() {
    const auto opened = open(with({}, {other_, sshd_->host_fingerprint()}));
    QVERIFY(opened.ok());
    QVERIFY(person_.hosts.empty());
    QCOMPARE((*opened)->host_key(), sshd_->host_key());  // what is to be pinned
  }

  void a_key_of_none_of_them_is_a_changed_one() {
    const auto before = sshd_->log().size();
    const auto opened = open(with({}, {other_}));
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
    QVERIFY(person_.hosts.empty() && person_.questions.empty());
    // Neither a name nor a key was said.
    const auto log = sshd_->log().substr(before);
    QVERIFY2(log.find("for " + current_user()) == std::string::npos && log.find("key ED25519") == std::string::npos,
             log.c_str());
  }

  void either_a_pinned_key_or_a_published_fingerprint_will_do() {
    QVERIFY(open(with({sshd_->foreign_host_key()}, {sshd_->host_fingerprint()})).ok());
    QVERIFY(open(with({sshd_->host_key()}, {other_})).ok());
    const auto neither = open(with({sshd_->foreign_host_key()}, {other_}));
    QVERIFY(neither.failed());
    QCOMPARE(neither.error().code, ErrorCode::host_key_changed);
    QVERIFY(person_.hosts.empty());
  }

  void the_person_s_own_known_hosts_do_not_overrule_them() {
    TestFolder folder;
    const auto file = folder.path() / "known_hosts";
    const auto place = "[127.0.0.1]:" + std::to_string(sshd_->endpoint().port) + " ";
    write_text(file, place + sshd_->host_key() + "\n");
    auto endpoint = with({}, {other_});
    endpoint.known_hosts = {{file}};
    const auto opened = open(endpoint);
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
    // But what is revoked there stays so.
    write_text(file, "@revoked * " + sshd_->host_key() + "\n");
    endpoint.host_fingerprints = {sshd_->host_fingerprint()};
    const auto revoked = open(endpoint);
    QVERIFY(revoked.failed());
    QCOMPARE(revoked.error().code, ErrorCode::host_key_changed);
  }

  void on_the_way_as_well() {
    TestSshd jump;
    auto endpoint = with({}, {sshd_->host_fingerprint()});
    endpoint.jumps = {jump.endpoint()};
    endpoint.jumps[0].host_keys.clear();
    endpoint.jumps[0].host_fingerprints = {jump.host_fingerprint()};
    const SignInMethods methods = {key_file_sign_in(jump.key()), key_file_sign_in(sshd_->key())};
    const auto opened = Connection::open(endpoint, methods, person_, {});
    QVERIFY2(opened.ok(), opened.failed() ? opened.error().detail.c_str() : "");
    QVERIFY(person_.hosts.empty());
    endpoint.jumps[0].host_fingerprints = {other_};
    const auto wrong = Connection::open(endpoint, methods, person_, {});
    QVERIFY(wrong.failed());
    QCOMPARE(wrong.error().code, ErrorCode::host_key_changed);
  }

 private:
  Endpoint with(std::vector<std::string> keys, std::vector<std::string> fingerprints) const {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = std::move(keys);
    endpoint.host_fingerprints = std::move(fingerprints);
    return endpoint;
  }
  Opened open(const Endpoint& endpoint) {
    person_ = {};
    return Connection::open(endpoint, sshd_->key_only(), person_, {});
  }

  const std::string other_ = "SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0";
  TestConversation person_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace host_fingerprints_test

WERKBANK_TEST(host_fingerprints_test::HostFingerprintsTest);
#include "host_fingerprints_test.moc"
