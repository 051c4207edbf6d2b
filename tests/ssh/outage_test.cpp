// Servers that are not there, say nothing, say nonsense, or go away in the middle.
#include <atomic>
#include <chrono>
#include <thread>

#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace outage_test {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Endpoint endpoint_at(std::uint16_t port) {
  Endpoint endpoint;
  endpoint.host = "127.0.0.1";
  endpoint.port = port;
  endpoint.user = "somebody";
  endpoint.connect_timeout = 1;
  return endpoint;
}

Result<std::shared_ptr<Connection>> try_open(const Endpoint& endpoint, const std::stop_token& stop = {}) {
  TestConversation conversation;
  return Connection::open(endpoint, {password_sign_in(1)}, conversation, stop);
}

bool says(const Error& error, const char* words) { return error.message.english().find(words) != std::string::npos; }

class OutageTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
  }
  void cleanupTestCase() { sshd_.reset(); }

  void a_name_that_does_not_exist() {
    auto endpoint = endpoint_at(22);
    endpoint.host = "no-such-host.invalid";
    endpoint.connect_timeout = 20;
    const auto opened = try_open(endpoint);
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
    // Without any name server the system cannot tell that from a missing network.
    QVERIFY2(says(opened.error(), "no computer called") || says(opened.error(), "no way to reach") ||
                 says(opened.error(), "does not answer"),
             opened.error().detail.c_str());
  }

  void a_name_made_of_nonsense() {
    for (const char* name : {"", "-oProxyCommand=evil", "a b", "\n", "$(id)"}) {
      auto endpoint = endpoint_at(22);
      endpoint.host = name;
      endpoint.connect_timeout = 10;
      QVERIFY(try_open(endpoint).failed());
    }
  }

  void a_port_where_nothing_listens() {
    const auto opened = try_open(endpoint_at(free_port()));
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
    QVERIFY(says(opened.error(), "does not accept connections"));
  }

  void a_port_is_a_name_and_no_quantity() {
    const RudeServer server("", false);
    const auto opened = try_open(endpoint_at(server.port()));
    QVERIFY(opened.failed());
    QVERIFY2(says(opened.error(), ("port " + std::to_string(server.port())).c_str()),
             opened.error().message.english().c_str());
  }

  void a_server_that_says_nothing() {
    const RudeServer server("", false);
    const auto begin = std::chrono::steady_clock::now();
    const auto opened = try_open(endpoint_at(server.port()));
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
    QVERIFY(says(opened.error(), "does not answer"));
    QVERIFY(seconds_since(begin) < 5);
  }

  void a_server_that_falls_silent_in_the_key_exchange() {
    const RudeServer server("SSH-2.0-OpenSSH_9.2\r\n", false);
    const auto begin = std::chrono::steady_clock::now();
    const auto opened = try_open(endpoint_at(server.port()));
    QVERIFY(opened.failed());
    QVERIFY(says(opened.error(), "does not answer"));
    QVERIFY(seconds_since(begin) < 5);
  }

  void a_server_of_another_kind() {
    for (const char* greeting : {"HTTP/1.1 400 Bad Request\r\n\r\n", "\x16\x03\x01\x02", "SSH-1.5-old\r\n"}) {
      const RudeServer server(greeting, true);
      const auto opened = try_open(endpoint_at(server.port()));
      QVERIFY(opened.failed());
      QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
    }
  }

  void a_server_that_hangs_up_at_once() {
    const RudeServer server("", true);
    const auto opened = try_open(endpoint_at(server.port()));
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_unreachable);
  }

  void connecting_can_be_cancelled() {
    const RudeServer server("", false);
    auto endpoint = endpoint_at(server.port());
    endpoint.connect_timeout = 60;
    std::stop_source stop;
    std::jthread canceller([&stop, &server] {
      eventually([&server] { return server.visitors() > 0; }, 10);
      stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(try_open(endpoint, stop.get_token()).cancelled());
    QVERIFY(seconds_since(begin) < 5);
  }

  void a_cut_connection_ends_what_waits() {
    CuttingProxy proxy(sshd_->endpoint().port);
    const auto connection = connect_through(proxy, 15);
    QVERIFY(connection);
    std::atomic<bool> running = false;
    std::chrono::steady_clock::time_point cut;
    std::jthread cutter([&] {
      eventually([&running] { return running.load(); }, 20);
      cut = std::chrono::steady_clock::now();
      proxy.cut_after(0);
    });
    ExecOptions options;
    options.stdout_sink = [&running](std::string_view) -> Result<Done> {
      running = true;
      return Done{};
    };
    const auto result = connection->exec("echo on; sleep 20", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::connection_lost);
    QCOMPARE(result.error().grade, Grade::retry_by_itself);
    cutter.join();
    QVERIFY(seconds_since(cut) < 5);
    QVERIFY(!connection->alive());
    const auto later = connection->exec("true", {}, {});
    QVERIFY(later.failed());
    QCOMPARE(later.error().code, ErrorCode::connection_lost);
  }

  void a_connection_that_is_cut_anywhere_never_hangs() {
    // How many bytes a whole conversation takes, signing in included.
    CuttingProxy proxy(sshd_->endpoint().port);
    QVERIFY(connect_through(proxy, 15)->exec("echo done", {}, {}).ok());
    const auto whole = proxy.passed();
    for (int i = 1; i <= 20; ++i) {
      CuttingProxy cutting(sshd_->endpoint().port);
      cutting.cut_after(whole * i / 22);
      auto endpoint = sshd_->endpoint();
      endpoint.port = cutting.port();
      TestConversation conversation;
      const auto opened = Connection::open(endpoint, sshd_->key_only(), conversation, {});
      QVERIFY(!opened.cancelled());
      if (!opened.ok()) continue;
      const auto result = (*opened)->exec("echo done", {}, {});
      QVERIFY(!result.cancelled());
      if (result.failed()) QCOMPARE(result.error().code, ErrorCode::connection_lost);
      if (result.ok()) QCOMPARE(result->out, std::string("done\n"));
    }
  }

  void a_server_that_hangs_is_noticed() {
    CuttingProxy proxy(sshd_->endpoint().port);
    const auto connection = connect_through(proxy, 0.5);
    QVERIFY(connection);
    const auto begin = std::chrono::steady_clock::now();
    proxy.stall(true);
    const auto result = connection->exec("true", {}, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::connection_lost);
    QVERIFY(seconds_since(begin) < 10);
  }

  void a_server_that_hangs_during_an_upload_is_noticed() {
    CuttingProxy proxy(sshd_->endpoint().port);
    const auto connection = connect_through(proxy, 0.5);
    QVERIFY(connection);
    ExecOptions options;
    options.priority = Priority::bulk;
    options.timeout_seconds = 0;
    std::size_t sent = 0;
    options.stdin_source = [&sent, &proxy](std::span<char> room) -> Result<std::size_t> {
      sent += room.size();
      if (sent > 20'000'000) proxy.stall(true);
      std::fill(room.begin(), room.end(), 'x');
      return room.size();
    };
    const auto result = connection->exec("cat > /dev/null", options, {});
    QVERIFY(result.failed());
    QCOMPARE(result.error().code, ErrorCode::connection_lost);
  }

  void silence_of_a_living_server_is_no_outage() {
    CuttingProxy proxy(sshd_->endpoint().port);
    const auto connection = connect_through(proxy, 0.2);
    QVERIFY(connection);
    // Ten periods without a byte of our own: only the answers to the signs of life come.
    const auto result = connection->exec("sleep 2; echo on", {}, {});
    QVERIFY2(result.ok(), result.failed() ? result.error().detail.c_str() : "cancelled");
    QCOMPARE(result->out, std::string("on\n"));
  }

  void closing_is_quick_while_the_server_hangs() {
    CuttingProxy proxy(sshd_->endpoint().port);
    auto connection = connect_through(proxy, 60);
    QVERIFY(connection);
    proxy.stall(true);
    std::atomic<bool> begun = false;
    std::jthread upload([raw = connection.get(), &begun] {
      ExecOptions options;
      options.timeout_seconds = 0;
      options.stdin_source = [&begun](std::span<char> room) -> Result<std::size_t> {
        begun = true;
        return room.size();
      };
      static_cast<void>(raw->exec("cat > /dev/null", options, {}));
    });
    QVERIFY(eventually([&begun] { return begun.load(); }, 10));
    const auto begin = std::chrono::steady_clock::now();
    connection.reset();
    QVERIFY(seconds_since(begin) < 5);
  }

 private:
  std::shared_ptr<Connection> connect_through(const CuttingProxy& proxy, double keepalive) const {
    auto endpoint = sshd_->endpoint();
    endpoint.port = proxy.port();
    endpoint.keepalive = keepalive;
    return sshd_->connect_to(endpoint);
  }

  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace outage_test

WERKBANK_TEST(outage_test::OutageTest);
#include "outage_test.moc"
