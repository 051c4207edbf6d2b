// The connection check: against servers that fail at each of its steps, it names that step and skips the rest.
#include <cstdlib>

#include "core/ssh/connection_check.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace connection_check_test {

struct Checked {
  std::vector<StepReport> lines;
  TestConversation conversation;

  std::string outcomes() const {
    std::string all;
    for (const auto& line : lines)
      all += line.outcome == StepOutcome::ok ? 'o' : line.outcome == StepOutcome::failed ? 'F' : '-';
    return all;
  }
  const StepReport& of(ConnectionStep step) const { return lines.at(static_cast<std::size_t>(step)); }
};

void check(Checked& checked, const Endpoint& endpoint, const SignInMethods* methods) {
  const auto done = check_connection(endpoint, methods, checked.conversation,
                                     [&checked](const StepReport& line) { checked.lines.push_back(line); }, {});
  QVERIFY(done.ok());
  QCOMPARE(checked.lines.size(), std::size_t{8});
  for (std::size_t i = 0; i < 8; ++i) {
    QCOMPARE(static_cast<std::size_t>(checked.lines[i].step), i);
    QVERIFY(!checked.lines[i].what.english().empty());
    QVERIFY(checked.lines[i].seconds >= 0 && checked.lines[i].seconds < 30);
  }
}

class ConnectionCheckTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void all_is_well() {
    Checked checked;
    const auto methods = sshd_->key_only();
    check(checked, sshd_->endpoint(), &methods);
    QCOMPARE(checked.outcomes(), std::string("oooooooo"));
    QVERIFY(checked.of(ConnectionStep::name).detail.find("127.0.0.1") != std::string::npos);
    QVERIFY(checked.of(ConnectionStep::greeting).detail.starts_with("SSH-2.0-"));
    QVERIFY(checked.of(ConnectionStep::ways).detail.find("publickey") != std::string::npos);
    QVERIFY(checked.of(ConnectionStep::sign_in).what.english().find(current_user()) != std::string::npos);
    QVERIFY(checked.conversation.questions.empty());
  }

  void without_a_sign_in_nothing_is_asked_and_nothing_is_sent() {
    TestSshd sshd;
    Checked checked;
    check(checked, sshd.endpoint(), nullptr);
    QCOMPARE(checked.outcomes(), std::string("ooooo---"));
    QVERIFY(checked.conversation.questions.empty() && checked.conversation.hosts.empty());
    QVERIFY(sshd.log().find("Accepted") == std::string::npos);
    QVERIFY2(sshd.log().find("Failed publickey") == std::string::npos &&
                 sshd.log().find("Failed password") == std::string::npos,
             sshd.log().c_str());
  }

  void an_unknown_host_is_told_and_not_asked_about() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys.clear();
    Checked checked;
    check(checked, endpoint, nullptr);
    QCOMPARE(checked.outcomes(), std::string("ooooo---"));
    QVERIFY(checked.of(ConnectionStep::host_key).what.english().find("SHA256:") != std::string::npos);
    QVERIFY(checked.conversation.hosts.empty());
  }

  void a_name_that_does_not_exist() {
    auto endpoint = sshd_->endpoint();
    endpoint.host = "no-such-host.invalid";
    Checked checked;
    check(checked, endpoint, nullptr);
    QCOMPARE(checked.outcomes(), std::string("F-------"));
  }

  void a_port_where_nothing_listens() {
    auto endpoint = sshd_->endpoint();
    endpoint.port = free_port();
    Checked checked;
    check(checked, endpoint, nullptr);
    QCOMPARE(checked.outcomes(), std::string("oF------"));
  }

  void a_server_without_a_greeting_or_of_another_kind() {
    for (const std::string greeting : {"", "HTTP/1.1 400 Bad Request\r\n\r\n"}) {
      for (const bool closes : {false, true}) {
        RudeServer rude(greeting, closes);
        auto endpoint = sshd_->endpoint();
        endpoint.port = rude.port();
        endpoint.connect_timeout = 1;
        Checked checked;
        check(checked, endpoint, nullptr);
        QCOMPARE(checked.outcomes(), std::string("ooF-----"));
      }
    }
  }

  void a_server_that_greets_and_then_hangs() {
    RudeServer rude("SSH-2.0-hanging\r\n", false);
    auto endpoint = sshd_->endpoint();
    endpoint.port = rude.port();
    endpoint.connect_timeout = 1;
    Checked checked;
    check(checked, endpoint, nullptr);
    QCOMPARE(checked.outcomes(), std::string("oooF----"));
  }

  void a_changed_host_key() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = {sshd_->foreign_host_key()};
    Checked checked;
    const auto methods = sshd_->key_only();
    check(checked, endpoint, &methods);
    QCOMPARE(checked.outcomes(), std::string("oooF----"));
    QVERIFY(checked.of(ConnectionStep::host_key).what.english().find("help desk") != std::string::npos);
  }

  void an_account_that_does_not_open() {
    TestSshd stranger({"PasswordAuthentication no", false});
    Checked checked;
    const auto methods = stranger.key_only();
    check(checked, stranger.endpoint(), &methods);
    QCOMPARE(checked.outcomes(), std::string("oooooF--"));
  }

  void an_account_for_files_only() {
    TestSshd files({"ForceCommand internal-sftp"});
    Checked checked;
    const auto methods = files.key_only();
    check(checked, files.endpoint(), &methods);
    QCOMPARE(checked.outcomes(), std::string("ooooooFo"));
  }

  void an_account_that_talks() {
    TestSshd noisy({"ForceCommand echo Welcome to the factory; eval \"$SSH_ORIGINAL_COMMAND\""});
    Checked checked;
    const auto methods = noisy.key_only();
    check(checked, noisy.endpoint(), &methods);
    QVERIFY(checked.outcomes().starts_with("ooooooo"));
    QVERIFY(checked.of(ConnectionStep::shell).detail.find("Welcome to the factory") != std::string::npos);
  }

  void through_a_jump_host_the_first_steps_are_about_it() {
    TestSshd jump;
    auto endpoint = sshd_->endpoint();
    endpoint.jumps = {jump.endpoint()};
    endpoint.jumps[0].host = "localhost";
    Checked checked;
    const SignInMethods methods = {key_file_sign_in(jump.key()), key_file_sign_in(sshd_->key())};
    check(checked, endpoint, &methods);
    QCOMPARE(checked.outcomes(), std::string("oooooooo"));
    QVERIFY(checked.of(ConnectionStep::reach).what.english().find("localhost") != std::string::npos);
  }

  void it_can_be_stopped() {
    std::stop_source stop;
    TestConversation conversation;
    int lines = 0;
    const auto sink = [&stop, &lines](const StepReport&) {
      if (++lines == 2) stop.request_stop();
    };
    QVERIFY(check_connection(sshd_->endpoint(), nullptr, conversation, sink, stop.get_token()).cancelled());
    QCOMPARE(lines, 2);
  }

 private:
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace connection_check_test

WERKBANK_TEST(connection_check_test::ConnectionCheckTest);
#include "connection_check_test.moc"
