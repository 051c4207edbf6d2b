// Who may in, and who is asked what: host keys, keys, an agent, passwords, against a real sshd.
#include <cstdlib>
#include <sstream>

#include "core/ssh/connection.h"
#include "core/ssh/script.h"
#include "core/ssh/ssh_error.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/opened.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace sign_in_test {

/// How many sign-ins sshd refused, whatever the method.
std::size_t attempts_in(const std::string& log) {
  std::size_t count = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("Failed ") != std::string::npos && line.find("Failed none") == std::string::npos) ++count;
    if (line.find("Accepted ") != std::string::npos) ++count;
  }
  return count;
}

class SignInTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void a_pinned_host_and_a_key_need_no_question() {
    TestConversation conversation;
    const auto opened = Connection::open(sshd_->endpoint(), sshd_->key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QVERIFY((*opened)->alive());
    QCOMPARE((*opened)->host_key(), sshd_->host_key());
    QCOMPARE((*opened)->user(), current_user());
    QVERIFY(conversation.questions.empty());
    QVERIFY(conversation.hosts.empty());
  }

  void one_of_many_pinned_keys_is_enough() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = {sshd_->foreign_host_key(), "ssh-rsa AAAAB3NzaC1yc2E= old key",
                          sshd_->host_key() + " and a comment"};
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void a_changed_host_key_stops_before_anybody_signs_in() {
    TestSshd sshd;
    QVERIFY(sshd.ready());
    auto endpoint = sshd.endpoint();
    endpoint.host_keys = {sshd.foreign_host_key()};
    TestConversation conversation;
    conversation.answers = {"my secret"};
    const auto opened = Connection::open(endpoint, {sshd.key_only().front(), password_sign_in(3)}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
    QVERIFY(opened.error().message.english().find("help desk") != std::string::npos);
    QVERIFY(opened.error().detail.find("SHA256:") != std::string::npos);
    QVERIFY(conversation.questions.empty());
    QVERIFY(conversation.hosts.empty());
    QCOMPARE(attempts_in(sshd.log()), std::size_t{0});
    QVERIFY2(sshd.log().find("userauth") == std::string::npos && sshd.log().find("publickey") == std::string::npos,
             sshd.log().c_str());
  }

  void a_host_without_a_key_of_the_pinned_type_is_a_changed_one() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = {"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ=="};
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
  }

  void an_unknown_host_is_asked_about_once() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys.clear();
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.hosts.size(), std::size_t{1});
    QCOMPARE(conversation.hosts[0].host, endpoint.host);
    QCOMPARE(conversation.hosts[0].key_type, std::string("ssh-ed25519"));
    QVERIFY(conversation.hosts[0].sha256.starts_with("SHA256:"));
    // What it tells is what to pin.
    endpoint.host_keys = {(*opened)->host_key()};
    const auto again = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY2(again.ok(), words_of(again).c_str());
    QCOMPARE(conversation.hosts.size(), std::size_t{1});
  }

  void the_fingerprint_is_the_one_that_openssh_prints() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys.clear();
    TestConversation conversation;
    QVERIFY(Connection::open(endpoint, sshd_->key_only(), conversation, {}).ok());
    const auto file = sshd_->folder() / "printed";
    Child child({"ssh-keygen", "-lf", (sshd_->folder() / "host_key.pub").string()}, file);
    QCOMPARE(child.wait(), 0);
    QVERIFY(read_text(file).find(conversation.hosts.at(0).sha256 + " ") != std::string::npos);
  }

  void an_unknown_host_that_is_not_confirmed_gets_nothing() {
    TestSshd sshd;
    auto endpoint = sshd.endpoint();
    endpoint.host_keys.clear();
    TestConversation conversation;
    conversation.accepts_host = false;
    const auto opened = Connection::open(endpoint, sshd.key_only(), conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_unknown);
    QCOMPARE(attempts_in(sshd.log()), std::size_t{0});
  }

  void a_user_name_is_asked_for_when_there_is_none() {
    auto endpoint = sshd_->endpoint();
    endpoint.user.clear();
    TestConversation conversation;
    conversation.answers = {current_user()};
    const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.questions.at(0).kind, Question::Kind::user_name);
    QCOMPARE((*opened)->user(), current_user());
  }

  void a_locked_key_asks_for_its_passphrase() {
    TestConversation conversation;
    conversation.answers = {"not it", sshd_->passphrase()};
    const auto opened =
        Connection::open(sshd_->endpoint(), {key_file_sign_in(sshd_->key_with_passphrase())}, conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.questions.size(), std::size_t{2});
    QCOMPARE(conversation.questions[0].kind, Question::Kind::key_passphrase);
    QVERIFY(!conversation.questions[0].refused_before);
    QVERIFY(conversation.questions[1].refused_before);
  }

  void a_locked_key_that_the_server_does_not_want_asks_nothing() {
    TestSshd stranger({"PasswordAuthentication no", false});
    TestConversation conversation;
    conversation.answers = {stranger.passphrase()};
    const auto opened =
        Connection::open(stranger.endpoint(), {key_file_sign_in(stranger.key_with_passphrase())}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QVERIFY(opened.error().message.english().find("keys") != std::string::npos);
    QVERIFY(conversation.questions.empty());
  }

  void a_cancelled_passphrase_is_cancelled() {
    TestConversation conversation;
    const auto opened =
        Connection::open(sshd_->endpoint(), {key_file_sign_in(sshd_->key_with_passphrase())}, conversation, {});
    QVERIFY(opened.cancelled());
  }

  void without_any_key_it_says_that_one_is_needed() {
    TestSshd keys_only({"PasswordAuthentication no\nKbdInteractiveAuthentication no", true});
    TestConversation conversation;
    const auto opened = Connection::open(
        keys_only.endpoint(), {agent_sign_in(), key_file_sign_in(keys_only.folder() / "none"), password_sign_in(3)},
        conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_impossible);
    QVERIFY(conversation.questions.empty());
  }

  void a_broken_key_file_is_passed_over() {
    const auto broken = sshd_->folder() / "broken_key";
    write_text(broken, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    TestConversation conversation;
    const auto opened =
        Connection::open(sshd_->endpoint(), {key_file_sign_in(broken), sshd_->key_only().front()}, conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void signs_in_with_the_keys_of_an_agent() {
    const auto socket = sshd_->folder() / "agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    Child add({"ssh-add", "-q", sshd_->key().string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
    QCOMPARE(add.wait(), 0);
    TestConversation conversation;
    const auto opened = Connection::open(sshd_->endpoint(), {agent_sign_in(socket.string())}, conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    const auto answer = (*opened)->exec("echo through the agent", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("through the agent\n"));
  }

  void an_agent_full_of_foreign_keys_does_not_keep_the_right_key_out() {
    const auto socket = sshd_->folder() / "full-agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    for (int i = 0; i < 8; ++i) {
      const auto key = sshd_->folder() / ("foreign-" + std::to_string(i));
      QCOMPARE(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.string()}), 0);
      Child add({"ssh-add", "-q", key.string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
      QCOMPARE(add.wait(), 0);
    }
    TestConversation conversation;
    const auto opened = Connection::open(sshd_->endpoint(), {agent_sign_in(socket.string()), sshd_->key_only().front()},
                                         conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    const auto refused = Connection::open(sshd_->endpoint(), {agent_sign_in(socket.string())}, conversation, {});
    QVERIFY(refused.failed());
    QCOMPARE(refused.error().code, ErrorCode::sign_in_refused);
  }

  void an_agent_that_is_gone_is_passed_over() {
    TestConversation conversation;
    const auto opened = Connection::open(
        sshd_->endpoint(), {agent_sign_in((sshd_->folder() / "no-agent").string()), sshd_->key_only().front()},
        conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void the_greeting_is_passed_on_as_it_is() {
    const auto file = sshd_->folder() / "greeting";
    write_text(file, "Welkom bij de fabriek \xe2\x80\x94 caf\xc3\xa9\n");
    TestSshd polite({"Banner " + file.string(), true});
    TestConversation conversation;
    const auto opened = Connection::open(polite.endpoint(), polite.key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.banners.size(), std::size_t{1});
    QVERIFY(conversation.banners[0].find("Welkom bij de fabriek") != std::string::npos);
  }

  void the_persons_own_configuration_decides_nothing() {
    // libssh finds the home folder in the system's user list, so the file cannot be put in place here; what can be seen
    // is that a host name that such a file might rewrite is used as it is.
    auto endpoint = sshd_->endpoint();
    endpoint.host = "localhost";
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void key_files_are_tried_in_their_order() {
    TestConversation conversation;
    const auto opened = Connection::open(
        sshd_->endpoint(), sign_in_methods({false, {sshd_->folder() / "foreign_key", sshd_->key()}, false, 3}),
        conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
  }

  void an_account_that_is_not_available_is_told_apart() {
    QVERIFY(says_account_unavailable("This account is currently not available.\n"));
    QVERIFY(says_account_unavailable("Your account has EXPIRED; please contact your system administrator"));
    QVERIFY(!says_account_unavailable("Welcome to the factory"));
    TestSshd closed({"ForceCommand echo 'This account is currently not available.'; exit 1", true});
    const auto connection = closed.connect();
    QVERIFY(connection);
    const auto answer = run_script(*connection, {"echo here", {}}, {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::no_such_account);
  }

  void secrets_are_in_no_error() {
    TestSshd stranger({"PasswordAuthentication yes", false});
    TestConversation conversation;
    conversation.answers = {"hunter2-secret", "hunter3-secret", "hunter4-secret"};
    const auto opened = Connection::open(
        stranger.endpoint(), {key_file_sign_in(stranger.key_with_passphrase()), password_sign_in(2)}, conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QCOMPARE(conversation.questions.size(), std::size_t{2});
    const auto all = opened.error().message.english() + opened.error().detail;
    QVERIFY2(all.find("hunter") == std::string::npos, all.c_str());
  }

 private:
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace sign_in_test

WERKBANK_TEST(sign_in_test::SignInTest);
#include "sign_in_test.moc"
