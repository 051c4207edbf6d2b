// Asking a server for its certificate, whatever it then does: it is understood, or it is left in time.
#include <chrono>
#include <cstdlib>
#include <thread>

#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/opened.h"
#include "tests/ssh/support/test_authority.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace host_certificate_request_test {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

class HostCertificateRequestTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { ::unsetenv("SSH_AUTH_SOCK"); }

  void other_key_exchanges_and_none_in_common() {
    for (const std::string exchange : {"ecdh-sha2-nistp256", "curve25519-sha256@libssh.org"}) {
      TestSshd sshd({"KexAlgorithms " + exchange});
      QVERIFY(show_certificate(sshd, authority_));
      QVERIFY(open(sshd).ok());
      QVERIFY2(person_.hosts.empty(), exchange.c_str());
    }
    TestSshd sshd({"KexAlgorithms diffie-hellman-group16-sha512"});
    QVERIFY(show_certificate(sshd, authority_));
    QVERIFY(open(sshd).ok());
    QCOMPARE(person_.hosts.size(), std::size_t{1});
  }

  void a_server_that_hangs_or_goes_is_not_waited_for_longer_than_that() {
    const auto offer = version_and_offer("curve25519-sha256", "ssh-ed25519-cert-v01@openssh.com");
    std::string endless;
    for (int i = 0; i < 20'000; ++i) endless += "still not SSH\r\n";
    std::string says_nothing("\0\0\0\x0c\x06\x02\0\0\0\0\0\0\0\0\0\0", 16);  // SSH_MSG_IGNORE
    for (int i = 0; i < 10; ++i) says_nothing += says_nothing;
    for (const auto& words : {std::string(), std::string("SSH-2.0-hanging\r\n"), offer, endless,
                              "SSH-2.0-x\r\n" + says_nothing, std::string("SSH-2.0-x\r\n\xff\xff\xff\xff rest"),
                              std::string("SSH-1.5-old\r\n"), std::string(100'000, 'x')}) {
      for (const bool closes : {false, true}) {
        RudeServer server(words, closes);
        const auto begin = std::chrono::steady_clock::now();
        const auto opened = open_at(server.port(), {}, 0.7);
        QVERIFY(opened.failed());
        QVERIFY2(opened.error().code == ErrorCode::host_unreachable, words_of(opened).c_str());
        QVERIFY(seconds_since(begin) < 3);
        QVERIFY(server.visitors() >= 1 && person_.hosts.empty());
      }
    }
  }

  void waiting_for_it_can_be_cancelled() {
    RudeServer server(version_and_offer("ecdh-sha2-nistp256", "rsa-sha2-512-cert-v01@openssh.com"), false);
    std::stop_source stop;
    std::jthread soon([&stop, &server] {
      eventually([&server] { return server.visitors() > 0; }, 10);
      stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(open_at(server.port(), {}, 20, stop.get_token()).cancelled());
    QVERIFY(seconds_since(begin) < 10);
  }

 private:
  Opened open(const TestSshd& sshd) { return open_at(sshd.endpoint().port, sshd.key_only(), 20); }

  /// With nothing but an authority that is known.
  Opened open_at(std::uint16_t port, const SignInMethods& methods, double timeout, const std::stop_token& stop = {}) {
    const auto known = folder_.path() / "known_hosts";
    write_text(known, authority_.trusted());
    Endpoint endpoint;
    endpoint.host = "127.0.0.1";
    endpoint.port = port;
    endpoint.user = current_user();
    endpoint.known_hosts = {{known}};
    endpoint.connect_timeout = timeout;
    person_ = {};
    return Connection::open(endpoint, methods, person_, stop);
  }

  TestFolder folder_;
  TestAuthority authority_;
  TestConversation person_;
};

}  // namespace host_certificate_request_test

WERKBANK_TEST(host_certificate_request_test::HostCertificateRequestTest);
#include "host_certificate_request_test.moc"
