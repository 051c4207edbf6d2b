// A port here whose connections travel over one command: with the real relay behind it, and with one that lies.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include <QElapsedTimer>

#include "core/ssh/answer_filter.h"
#include "core/ssh/connection.h"
#include "core/ssh/relay_forward.h"
#include "core/ssh/relay_frames.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace relay_forward_test {

/// Says back what it hears, until it hears no more; then ends too.
const std::string echo_server = R"py(
import os, socket, sys, threading
os.chdir(sys.argv[1])
listener = socket.socket(socket.AF_UNIX)
listener.bind("notebook.sock")
listener.listen(64)
def serve(one):
    while block := one.recv(65536):
        one.sendall(block)
    one.shutdown(socket.SHUT_WR)
    one.close()
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
)py";

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in place = {};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience = {20, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
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

/// What comes back of `text`, which is sent while the answer is read.
std::string echoed(std::uint16_t port, const std::string& text) {
  const int descriptor = connect_to(port);
  if (descriptor < 0) return "no connection";
  const std::jthread writer([descriptor, &text] {
    for (std::size_t sent = 0; sent < text.size();) {
      const auto count = ::send(descriptor, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
    ::shutdown(descriptor, SHUT_WR);
  });
  auto came = read_all(descriptor);
  ::close(descriptor);
  return came;
}

std::string made_up(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>((i * i + i / 7) % 256);
  return text;
}

class RelayForwardTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    connection_ = sshd_->connect();
    QVERIFY(connection_);
    write_text(folder_.path() / "notebook.json", R"({"v":1,"token":"","job":"1","socket":"notebook.sock"})");
    write_text(folder_.path() / "echo.py", echo_server);
    echo_ = std::make_unique<Child>(
        std::vector<std::string>{"/usr/bin/python3", (folder_.path() / "echo.py").string(), folder_.path().string()},
        folder_.path() / "echo.log");
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(folder_.path() / "notebook.sock"), 20'000);
    relay_ = {"exec /usr/bin/python3 -B \"$1\" \"$2\"",
              {WERKBANK_SOURCE_DIR "/resources/catalogue/notebook/relay.py", folder_.path().string()}};
  }
  void cleanupTestCase() {
    echo_.reset();
    connection_.reset();
    sshd_.reset();
  }

  void bytes_come_back_as_they_went() {
    const auto way = RelayForward::open(connection_, relay_, {});
    QVERIFY2(way.ok(), way.failed() ? way.error().detail.c_str() : "");
    QVERIFY((*way)->is_open());
    QCOMPARE(echoed((*way)->port(), std::string("\0;\n d 1 x\xff", 11)), std::string("\0;\n d 1 x\xff", 11));
    const auto large = made_up(3'000'017);  // many windows
    QVERIFY(echoed((*way)->port(), large) == large);
  }

  void many_at_once_and_one_that_nobody_reads() {
    const auto way = RelayForward::open(connection_, relay_, {});
    QVERIFY(way.ok());
    const int silent = connect_to((*way)->port());
    ::fcntl(silent, F_SETFL, O_NONBLOCK);
    const auto block = made_up(1 << 20);
    static_cast<void>(::send(silent, block.data(), block.size(), MSG_NOSIGNAL));
    std::vector<std::jthread> all;
    std::atomic<int> right = 0;
    for (std::size_t number = 0; number < 8; ++number) {
      all.emplace_back([&right, port = (*way)->port(), number] {
        const auto text = made_up(200'000 + number);
        if (echoed(port, text) == text) ++right;
      });
    }
    all.clear();
    QCOMPARE(right.load(), 8);
    ::close(silent);
  }

  void only_this_computer_gets_in_and_nobody_when_it_is_gone() {
    std::uint16_t port = 0;
    {
      const auto way = RelayForward::open(connection_, relay_, {});
      QVERIFY(way.ok());
      port = (*way)->port();
      const int descriptor = connect_to(port);
      QVERIFY(descriptor >= 0);
      sockaddr_in own = {};
      socklen_t size = sizeof own;
      QCOMPARE(::getpeername(descriptor, reinterpret_cast<sockaddr*>(&own), &size), 0);
      QCOMPARE(ntohl(own.sin_addr.s_addr), std::uint32_t{INADDR_LOOPBACK});
      ::close(descriptor);
    }
    QVERIFY(connect_to(port) < 0);
  }

  void a_command_that_ends_says_its_last_words() {
    const auto way = RelayForward::open(connection_, {"echo 'job 7 has expired' >&2; exit 1", {}}, {});
    QVERIFY(way.failed());
    QVERIFY(way.error().code == ErrorCode::job_unknown);
    QVERIFY2(way.error().detail.find("has expired") != std::string::npos, way.error().detail.c_str());
  }

  void a_relay_that_ends_closes_the_way() {
    const auto way = RelayForward::open(connection_, {"echo 'werkbank-relay 1;'; sleep 0.3", {}}, {});
    QVERIFY(way.ok());
    QTRY_VERIFY_WITH_TIMEOUT(!(*way)->is_open(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(connect_to((*way)->port()) < 0, 10'000);
  }

  void a_relay_that_lies_is_not_followed_data() {
    QTest::addColumn<QString>("script");
    QTest::newRow("no number") << "echo 'werkbank-relay 1;d x AAAA;'; sleep 20";
    QTest::newRow("no base64") << "echo 'werkbank-relay 1;d 1 \\$(x)=;'; sleep 20";
    QTest::newRow("no end of a line") << "echo 'werkbank-relay 1;'; head -c 200000 /dev/zero; sleep 20";
    QTest::newRow("more than it may")
        << "echo 'werkbank-relay 1;'; read open; b=$(head -c 48000 /dev/zero | base64 -w0); "
           "while :; do echo \"d 1 $b;\"; done";
  }
  void a_relay_that_lies_is_not_followed() {
    QFETCH(QString, script);
    const auto way = RelayForward::open(connection_, {script.toStdString(), {}}, {});
    const int reader = way.ok() ? connect_to((*way)->port()) : -1;  // reads nothing
    if (way.ok()) QTRY_VERIFY_WITH_TIMEOUT(!(*way)->is_open(), 20'000);
    if (way.failed()) QVERIFY(way.error().code == ErrorCode::answer_garbled);
    ::close(reader);
  }

  void a_lost_connection_closes_the_way() {
    auto own = sshd_->connect();
    QVERIFY(own);
    const auto way = RelayForward::open(own, {"echo 'werkbank-relay 1;'; kill -9 $PPID; sleep 20", {}}, {});
    if (way.ok()) QTRY_VERIFY_WITH_TIMEOUT(!(*way)->is_open(), 20'000);
  }

  void is_cancelled_while_it_waits() {
    std::stop_source stop;
    const std::jthread stopper([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      stop.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QVERIFY(RelayForward::open(connection_, {"sleep 30", {}}, stop.get_token()).cancelled());
    QVERIFY(timer.elapsed() < 10'000);
  }

  void an_answer_is_passed_on_without_waiting_for_more() {
    std::string came;
    AnswerFilter filter("begin-x", "end-x", [&came](std::string_view bytes) -> Result<Done> {
      came += bytes;
      return Done{};
    });
    QVERIFY(filter.add("begin-x\nabc;").ok());
    QCOMPARE(came, std::string("abc;"));
    QVERIFY(filter.add("\nend").ok());
    QCOMPARE(came, std::string("abc;"));
    QVERIFY(filter.add("ing\nend-x 3\n").ok());
    QCOMPARE(came, std::string("abc;\nending"));
    QCOMPARE(filter.exit_code(), std::optional<int>(3));
  }

 private:
  TestFolder folder_;
  std::unique_ptr<TestSshd> sshd_;
  std::shared_ptr<Connection> connection_;
  std::unique_ptr<Child> echo_;
  Script relay_;
};

}  // namespace relay_forward_test

WERKBANK_TEST(relay_forward_test::RelayForwardTest);
#include "relay_forward_test.moc"
