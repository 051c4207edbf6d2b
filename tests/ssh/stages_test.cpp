// A server that hangs or goes away at each stage of connecting and signing in: always an end, in time, with words.
#include <chrono>
#include <cstdlib>
#include <thread>

#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace stages_test {

using Opened = Result<std::shared_ptr<Connection>>;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

class StagesTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    CuttingProxy proxy(sshd_->endpoint().port);
    TestConversation conversation;
    QVERIFY(Connection::open(through(proxy), sshd_->key_only(), conversation, {}).ok());
    whole_ = proxy.passed();
    QVERIFY(whole_ > 2000);
  }
  void cleanupTestCase() { sshd_.reset(); }

  void a_server_that_hangs_anywhere_is_given_up_in_time() {
    // From the greeting over the key exchange to the last word of the sign-in.
    constexpr int stages = 8;
    for (int stage = 0; stage < stages; ++stage) {
      CuttingProxy proxy(sshd_->endpoint().port);
      proxy.stall_after(whole_ * stage / stages);
      auto endpoint = through(proxy);
      endpoint.connect_timeout = 0.7;
      TestConversation conversation;
      const auto begin = std::chrono::steady_clock::now();
      const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
      QVERIFY2(opened.failed(), std::to_string(stage).c_str());
      QVERIFY(opened.error().code == ErrorCode::host_unreachable || opened.error().code == ErrorCode::connection_lost);
      QVERIFY(!opened.error().message.english().empty());
      QVERIFY2(seconds_since(begin) < 6, std::to_string(stage).c_str());
    }
  }

  void a_sign_in_can_be_stopped_wherever_the_server_hangs() {
    for (const std::int64_t stage : {1, 3, 5, 7}) {
      CuttingProxy proxy(sshd_->endpoint().port);
      proxy.stall_after(whole_ * stage / 8);
      std::stop_source stop;
      std::jthread soon([&stop, &proxy] {
        eventually([&proxy] { return proxy.stalled(); }, 10);
        stop.request_stop();
      });
      TestConversation conversation;
      const auto begin = std::chrono::steady_clock::now();
      QVERIFY(Connection::open(through(proxy), sshd_->key_only(), conversation, stop.get_token()).cancelled());
      QVERIFY(seconds_since(begin) < 5);
    }
  }

  void a_server_that_goes_right_after_the_sign_in() {
    for (int i = 0; i < 5; ++i) {
      CuttingProxy proxy(sshd_->endpoint().port);
      TestConversation conversation;
      const auto opened = Connection::open(through(proxy), sshd_->key_only(), conversation, {});
      QVERIFY(opened.ok());
      proxy.cut_after(0);
      const auto begin = std::chrono::steady_clock::now();
      const auto answer = (*opened)->exec("true", {}, {});
      QVERIFY(answer.failed());
      QCOMPARE(answer.error().code, ErrorCode::connection_lost);
      QVERIFY(seconds_since(begin) < 5);
      QVERIFY(!(*opened)->alive());
    }
  }

  void a_server_whose_account_has_no_shell() {
    TestSshd closed({"ForceCommand /usr/sbin/nologin"});
    const auto connection = closed.connect();
    QVERIFY(connection);
    const auto answer = connection->exec("true", {}, {});
    QVERIFY(answer.ok());
    QVERIFY(answer->exit_code != 0);
  }

 private:
  Endpoint through(const CuttingProxy& proxy) const {
    auto endpoint = sshd_->endpoint();
    endpoint.port = proxy.port();
    return endpoint;
  }

  std::unique_ptr<TestSshd> sshd_;
  std::int64_t whole_ = 0;  ///< bytes in both directions until the sign-in was over
};

}  // namespace stages_test

WERKBANK_TEST(stages_test::StagesTest);
#include "stages_test.moc"
