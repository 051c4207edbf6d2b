// A port here that leads to a program behind the server: many connections at once, beside everything else.
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "core/ssh/connection.h"
#include "core/ssh/port_forward.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace port_forward_test {

constexpr std::size_t page_size = 700'001;

int connect_to(in_addr_t address, std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in place = {};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = address;
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 65536> block;
  for (ssize_t count = 0; (count = ::recv(descriptor, block.data(), block.size(), 0)) > 0;)
    text.append(block.data(), static_cast<std::size_t>(count));
  return text;
}

/// What is behind the port; empty when it cannot be reached. `half_close`: says that it has nothing more to say.
std::string fetch(std::uint16_t port, bool half_close = false) {
  const int descriptor = connect_to(htonl(INADDR_LOOPBACK), port);
  if (descriptor < 0) return {};
  const std::string request = "GET /page HTTP/1.0\r\nHost: here\r\n\r\n";
  static_cast<void>(::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL));
  if (half_close) ::shutdown(descriptor, SHUT_WR);
  auto answer = read_all(descriptor);
  ::close(descriptor);
  const auto body = answer.find("\r\n\r\n");
  return body == std::string::npos ? std::string() : answer.substr(body + 4);
}

class PortForwardTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    for (std::size_t i = 0; i < page_size; ++i) page_ += static_cast<char>('a' + (i * i + i / 7) % 26);
    write_text(folder_.path() / "page", page_);
    web_port_ = free_port();
    web_ = std::make_unique<Child>(
        std::vector<std::string>{"/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory",
                                 folder_.path().string(), std::to_string(web_port_)},
        folder_.path() / "web.log");
    QVERIFY(eventually([this] { return fetch(web_port_) == page_; }, 20));
  }
  void cleanupTestCase() {
    web_.reset();
    sshd_.reset();
  }

  void a_page_behind_the_server_is_seen_here() {
    const auto connection = sshd_->connect();
    QVERIFY(connection != nullptr);
    const auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.ok());
    QVERIFY((*way)->port() != web_port_);
    QCOMPARE(fetch((*way)->port()), page_);
    QCOMPARE(fetch((*way)->port(), true), page_);
  }

  void twenty_at_once_beside_commands() {
    const auto connection = sshd_->connect();
    QVERIFY(connection != nullptr);
    const auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.ok());
    std::atomic<int> right = 0;
    std::atomic<int> over = 0;
    int commands = 0;
    double slowest = 0;
    const auto begin = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 20; ++i) {
        threads.emplace_back([this, &way, &right, &over] {
          for (int times = 0; times < 5; ++times) right += fetch((*way)->port()) == page_ ? 1 : 0;
          ++over;
        });
      }
      while (over < 20) {
        const auto asked = std::chrono::steady_clock::now();
        const auto answer = connection->exec("echo " + std::to_string(commands), {}, {});
        QVERIFY(answer.ok());
        QCOMPARE(answer->out, std::to_string(commands++) + "\n");
        slowest = std::max(slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count());
      }
    }
    QCOMPARE(right.load(), 100);
    QVERIFY(commands > 0);
    qInfo("100 pages of 0.7 MB over 20 connections at a time in %.1f s, %d commands beside them, the slowest %.2f s",
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), commands, slowest);
  }

  void what_does_not_listen_yet_may_later() {
    const auto connection = sshd_->connect();
    QVERIFY(connection != nullptr);
    const auto later = free_port();
    const auto way = connection->forward("127.0.0.1", later, {});
    QVERIFY(way.ok());
    QCOMPARE(fetch((*way)->port()), std::string());
    Child web({"/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", folder_.path().string(),
               std::to_string(later)},
              folder_.path() / "web2.log");
    QVERIFY(eventually([&] { return fetch((*way)->port()) == page_; }, 20));
  }

  void a_server_that_carries_nothing_on_says_so() {
    TestSshd strict({"AllowTcpForwarding no"});
    const auto connection = strict.connect();
    QVERIFY(connection != nullptr);
    const auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.failed());
    QCOMPARE(way.error().code, ErrorCode::host_unreachable);
    QVERIFY2(way.error().message.english().find("forwarding") != std::string::npos, way.error().detail.c_str());
    QVERIFY(connection->exec("true", {}, {}).ok());
  }

  void only_this_computer_can_use_it() {
    const auto connection = sshd_->connect();
    QVERIFY(connection != nullptr);
    const auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.ok());
    ifaddrs* list = nullptr;
    QCOMPARE(::getifaddrs(&list), 0);
    int others = 0;
    for (const auto* one = list; one != nullptr; one = one->ifa_next) {
      if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
      const auto address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr.s_addr;
      if (address == htonl(INADDR_LOOPBACK)) continue;
      ++others;
      QCOMPARE(connect_to(address, (*way)->port()), -1);
    }
    ::freeifaddrs(list);
    // Loopback has more addresses than the one that is meant.
    QCOMPARE(connect_to(htonl(INADDR_LOOPBACK + 1), (*way)->port()), -1);
    qInfo("%d further addresses of this computer tried", others);
  }

  void it_ends_with_what_holds_it() {
    const auto connection = sshd_->connect();
    QVERIFY(connection != nullptr);
    auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.ok());
    const auto port = (*way)->port();
    const int held = connect_to(htonl(INADDR_LOOPBACK), port);
    QVERIFY(held >= 0);
    *way = nullptr;
    QCOMPARE(read_all(held), std::string());  // ended, not hanging
    ::close(held);
    QVERIFY(eventually([port] { return connect_to(htonl(INADDR_LOOPBACK), port) < 0; }, 10));
    QVERIFY(connection->exec("true", {}, {}).ok());
  }

  void it_ends_with_the_connection() {
    TestSshd server;
    CuttingProxy proxy(server.endpoint().port);
    auto endpoint = server.endpoint();
    endpoint.port = proxy.port();
    const auto connection = server.connect_to(endpoint);
    QVERIFY(connection != nullptr);
    const auto way = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(way.ok());
    QCOMPARE(fetch((*way)->port()), page_);
    proxy.cut_after(page_size / 2);
    QVERIFY(fetch((*way)->port()) != page_);
    QVERIFY(eventually([&] { return !connection->alive(); }, 20));
    QVERIFY(eventually([&] { return connect_to(htonl(INADDR_LOOPBACK), (*way)->port()) < 0; }, 10));
    const auto again = connection->forward("127.0.0.1", web_port_, {});
    QVERIFY(again.failed());
    QCOMPARE(again.error().code, ErrorCode::connection_lost);
  }

 private:
  TestFolder folder_;
  std::string page_;
  std::uint16_t web_port_ = 0;
  std::unique_ptr<Child> web_;
  std::unique_ptr<TestSshd> sshd_;
};

}  // namespace port_forward_test

WERKBANK_TEST(port_forward_test::PortForwardTest);
#include "port_forward_test.moc"
