// Through one real sshd to another: each with a host key and a sign-in of its own, and no longer lived than the way.
#include <chrono>
#include <cstdlib>
#include <thread>

#include "core/ssh/connection.h"
#include "core/ssh/sftp.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/opened.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace jump_test {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

class JumpTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    target_ = std::make_unique<TestSshd>();
    // As such a computer is set up: it leads to one place and runs nothing.
    jump_ = std::make_unique<TestSshd>(TestSshd::Options{
        "PermitOpen 127.0.0.1:" + std::to_string(target_->endpoint().port) + "\nForceCommand /bin/false"});
    QVERIFY(target_->ready() && jump_->ready());
  }
  void cleanupTestCase() {
    jump_.reset();
    target_.reset();
  }

  void each_has_its_own_host_key_and_sign_in() {
    TestConversation conversation;
    const auto opened = Connection::open(through(jump_->endpoint()), methods(), conversation, {});
    QVERIFY2(opened.ok(), (words_of(opened) + jump_->log()).c_str());
    QVERIFY(conversation.questions.empty() && conversation.hosts.empty());
    QCOMPARE((*opened)->host_key(), target_->host_key());
    QCOMPARE((*opened)->jump_host_keys(), std::vector<std::string>{jump_->host_key()});
    const auto answer = (*opened)->exec("echo from the other side", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("from the other side\n"));
    QVERIFY(jump_->log().find("Accepted publickey") != std::string::npos);
    QVERIFY(target_->log().find("Accepted publickey") != std::string::npos);
  }

  void both_hosts_are_asked_about_when_both_are_unknown() {
    auto jump = jump_->endpoint();
    jump.host = "localhost";
    jump.host_keys.clear();
    auto endpoint = through(jump);
    endpoint.host_keys.clear();
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, methods(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.hosts.size(), std::size_t{2});
    QCOMPARE(conversation.hosts[0].host, std::string("localhost"));
    QCOMPARE(conversation.hosts[1].host, std::string("127.0.0.1"));
    QVERIFY(conversation.hosts[0].sha256 != conversation.hosts[1].sha256);
  }

  void a_changed_key_on_the_way_ends_it() {
    auto jump = jump_->endpoint();
    jump.host_keys = {jump_->foreign_host_key()};
    TestConversation conversation;
    const auto opened = Connection::open(through(jump), methods(), conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
  }

  void a_changed_key_behind_it_ends_it() {
    auto endpoint = through(jump_->endpoint());
    endpoint.host_keys = {target_->foreign_host_key()};
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, methods(), conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
  }

  void one_that_leads_nowhere_else_says_so() {
    auto endpoint = through(jump_->endpoint());
    endpoint.port = free_port();
    TestConversation conversation;
    const auto opened = Connection::open(endpoint, methods(), conversation, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
    QVERIFY2(opened.error().message.english().find("no way on") != std::string::npos, words_of(opened).c_str());
  }

  void a_locked_key_for_both_asks_for_its_passphrase_once() {
    TestSshd jump;
    write_text(jump.folder() / "authorized_keys", read_text(target_->folder() / "locked_key.pub"));
    TestConversation conversation;
    conversation.answers = {target_->passphrase()};
    const auto opened = Connection::open(through(jump.endpoint()), {key_file_sign_in(target_->key_with_passphrase())},
                                         conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(conversation.questions.size(), std::size_t{1});
  }

  void two_of_them() {
    TestSshd first;
    auto endpoint = through(jump_->endpoint());
    endpoint.jumps.insert(endpoint.jumps.begin(), first.endpoint());
    TestConversation conversation;
    auto all = methods();
    all.push_back(key_file_sign_in(first.key()));
    const auto opened = Connection::open(endpoint, all, conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QVERIFY((*opened)->exec("true", {}, {}).ok());
    QCOMPARE((*opened)->jump_host_keys().size(), std::size_t{2});
  }

  void bytes_come_through_whole_in_both_directions() {
    TestConversation conversation;
    const auto opened = Connection::open(through(jump_->endpoint()), methods(), conversation, {});
    QVERIFY(opened.ok());
    std::string bytes(10'000'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 + i / 997);
    ExecOptions options;
    options.stdin_source = source_of(bytes);
    const auto echoed = (*opened)->exec("cat", std::move(options), {});
    QVERIFY(echoed.ok());
    QVERIFY(echoed->out == bytes);
    auto sftp = Sftp::open(**opened, {});
    QVERIFY(sftp.ok());
    const auto path = RemotePath::parse((target_->folder() / "through").string()).value();
    QVERIFY(sftp->write_file(path, bytes, 0600, {}).ok());
    QVERIFY(read_text(target_->folder() / "through") == bytes);
  }

  void its_loss_is_the_connections_loss() {
    CuttingProxy proxy(jump_->endpoint().port);
    TestConversation conversation;
    const auto opened = Connection::open(through_proxy(proxy), methods(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    proxy.cut_after(0);
    const auto answer = (*opened)->exec("sleep 100", {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::connection_lost);
    QVERIFY(!(*opened)->alive());
  }

  void its_silence_is_noticed() {
    CuttingProxy proxy(jump_->endpoint().port);
    TestConversation conversation;
    auto endpoint = through_proxy(proxy);
    endpoint.keepalive = 0.3;
    const auto opened = Connection::open(endpoint, methods(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    proxy.stall(true);
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = (*opened)->exec("true", {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::connection_lost);
    QVERIFY(seconds_since(begin) < 5);
  }

  void closing_is_quick_while_it_hangs() {
    CuttingProxy proxy(jump_->endpoint().port);
    TestConversation conversation;
    auto opened = Connection::open(through_proxy(proxy), methods(), conversation, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    proxy.stall(true);
    const auto begin = std::chrono::steady_clock::now();
    opened = Cancelled{};
    QVERIFY(seconds_since(begin) < 5);
  }

  void waiting_for_it_can_be_cancelled() {
    // A target that never says a word, behind a real jump host.
    RudeServer silent("", false);
    TestSshd jump;
    auto endpoint = target_->endpoint();
    endpoint.port = silent.port();
    endpoint.jumps = {jump.endpoint()};
    std::stop_source stop;
    std::jthread soon([&stop, &silent] {
      eventually([&silent] { return silent.visitors() > 0; }, 10);
      stop.request_stop();
    });
    TestConversation conversation;
    const auto begin = std::chrono::steady_clock::now();
    const auto opened = Connection::open(endpoint, {key_file_sign_in(jump.key())}, conversation, stop.get_token());
    QVERIFY(opened.cancelled());
    QVERIFY(seconds_since(begin) < 10);
  }

 private:
  Endpoint through(const Endpoint& jump) const {
    auto endpoint = target_->endpoint();
    endpoint.jumps = {jump};
    return endpoint;
  }
  Endpoint through_proxy(const CuttingProxy& proxy) const {
    auto jump = jump_->endpoint();
    jump.port = proxy.port();
    return through(jump);
  }
  SignInMethods methods() const { return {key_file_sign_in(jump_->key()), key_file_sign_in(target_->key())}; }

  std::unique_ptr<TestSshd> target_;
  std::unique_ptr<TestSshd> jump_;
};

}  // namespace jump_test

WERKBANK_TEST(jump_test::JumpTest);
#include "jump_test.moc"
