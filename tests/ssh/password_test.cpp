// Passwords, against a real sshd and a real account that exists only for the test; making one takes root.
#include <signal.h>

#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace password_test {

std::size_t failures_in(const std::string& log) {
  std::size_t count = 0;
  for (auto at = log.find("Failed password"); at != std::string::npos; at = log.find("Failed password", at + 1))
    ++count;
  return count;
}

class PasswordTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!is_root()) QSKIP("an account with a password can be made only as root");
    user_ = std::make_unique<UnixUser>();
    if (!user_->made()) QSKIP("no account could be made here (useradd)");
  }
  void cleanupTestCase() { user_.reset(); }

  void init() {
    sshd_ = std::make_unique<TestSshd>(
        TestSshd::Options{"PasswordAuthentication yes\nKbdInteractiveAuthentication no\nMaxAuthTries 10", true});
    QVERIFY(sshd_->ready());
  }

  void the_right_password_is_asked_for_once() {
    TestConversation conversation;
    conversation.answers = {user_->password()};
    const auto opened = open(conversation, 3);
    QVERIFY(opened.ok());
    QCOMPARE(conversation.questions.size(), std::size_t{1});
    QCOMPARE(conversation.questions[0].kind, Question::Kind::password);
    QCOMPARE(conversation.questions[0].tries_left, std::optional(3));
    const auto answer = (*opened)->exec("id -un", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, user_->name() + "\n");
  }

  void a_wrong_one_is_never_sent_twice() {
    TestConversation conversation;
    conversation.answers = {"wrong", user_->password()};
    const auto opened = open(conversation, 3);
    QVERIFY(opened.ok());
    QCOMPARE(conversation.questions.size(), std::size_t{2});
    QVERIFY(conversation.questions[1].refused_before);
    QCOMPARE(conversation.questions[1].tries_left, std::optional(2));
    QCOMPARE(failures_in(sshd_->log()), std::size_t{1});
  }

  void after_the_last_try_it_says_so() {
    TestConversation conversation;
    conversation.answers = {"wrong-1", "wrong-2", "wrong-3", "wrong-4"};
    const auto opened = open(conversation, 3);
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QVERIFY(opened.error().message.english().find("password") != std::string::npos);
    QCOMPARE(conversation.questions.size(), std::size_t{3});
    QCOMPARE(failures_in(sshd_->log()), std::size_t{3});
    QVERIFY((opened.error().message.english() + opened.error().detail).find("wrong-") == std::string::npos);
  }

  void a_server_that_gives_up_earlier_is_not_tried_again() {
    TestSshd strict({"PasswordAuthentication yes\nMaxAuthTries 2", true});
    auto endpoint = strict.endpoint();
    endpoint.user = user_->name();
    TestConversation conversation;
    conversation.answers = {"wrong-1", "wrong-2", "wrong-3"};
    const auto opened = Connection::open(endpoint, {password_sign_in(3)}, conversation, {});
    QVERIFY(opened.failed());
    // The server hangs up instead of refusing, which cannot be told from a line that broke.
    QVERIFY(opened.error().code == ErrorCode::sign_in_refused || opened.error().code == ErrorCode::connection_lost);
    QCOMPARE(conversation.questions.size(), std::size_t{1});
  }

  void a_person_may_cancel() {
    TestConversation conversation;
    QVERIFY(open(conversation, 3).cancelled());
    QCOMPARE(failures_in(sshd_->log()), std::size_t{0});
  }

  void a_command_that_is_given_up_ends_at_the_server_too() {
    TestConversation conversation;
    conversation.answers = {user_->password()};
    const auto opened = open(conversation, 3);
    QVERIFY(opened.ok());
    pid_t id = 0;
    ExecOptions options;
    options.timeout_seconds = 20;
    options.stdout_sink = [&id](std::string_view bytes) -> Result<Done> {
      id = std::stoi(std::string(bytes));
      return Cancelled{};
    };
    QVERIFY((*opened)->exec("echo $$; exec sleep 1000", options, {}).cancelled());
    QVERIFY(id > 0);
    QVERIFY(eventually([id] { return ::kill(id, 0) != 0; }, 10));
  }

 private:
  Result<std::shared_ptr<Connection>> open(TestConversation& conversation, int attempts) const {
    auto endpoint = sshd_->endpoint();
    endpoint.user = user_->name();
    return Connection::open(endpoint, {password_sign_in(attempts)}, conversation, {});
  }

  std::unique_ptr<UnixUser> user_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace password_test

WERKBANK_TEST(password_test::PasswordTest);
#include "password_test.moc"
