// A factory that the person's own ~/.ssh/config speaks of is reached as that says, against real sshd's.
#include <cstdlib>

#include "core/ssh/certificate.h"
#include "core/ssh/ssh_config.h"
#include "live_site.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_authority.h"

using namespace werkbank;
using namespace werkbank::test;

namespace own_ssh_config_test {

class OwnSshConfigTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    server_ = std::make_unique<TestSshd>();
    QVERIFY(server_->ready());
  }
  void cleanupTestCase() { server_.reset(); }
  void init() {
    person_ = {};
    profile_ = {};
    profile_.id = "lab";
    profile_.name = LocalText{"het lab", "the lab"};
    profile_.host = "fab";
    profile_.sign_in_methods = {"key"};
    profile_.host_keys = {server_->host_key()};
  }

  void name_port_user_and_key_come_from_there() {
    MUST(sign_in("Host fab\n  HostName 127.0.0.1\n  Port " + port() + "\n  User " + current_user() +
                 "\n  IdentityFile " + server_->key().string() + "\n"));
    QVERIFY(person_.questions.empty());
  }

  void what_the_profile_says_counts_more() {
    profile_.port = server_->endpoint().port;
    profile_.user = current_user();
    MUST(sign_in("Host fab\n  HostName 127.0.0.1\n  Port 1\n  User nobody-such\n  IdentityFile " +
                 server_->key().string() + "\n"));
  }

  void a_file_that_does_not_speak_of_it_changes_nothing() {
    profile_.host = "127.0.0.1";
    profile_.port = server_->endpoint().port;
    profile_.user = current_user();
    const std::string others = "Host other\n  HostName 127.0.0.1\nHost *\n  Port 1\n  User nobody-such\n";
    MUST_FAIL(sign_in_impossible, sign_in(others));  // the key is not where one looks
    MUST(sign_in(others, server_->key()));
  }

  void an_agent_of_its_own() {
    const auto socket = folder_.path() / "agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    Child add({"ssh-add", "-q", server_->key().string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
    QCOMPARE(add.wait(), 0);
    profile_.sign_in_methods = {"agent"};
    MUST(sign_in(address() + "  IdentityAgent " + socket.string() + "\n"));
  }

  void a_certificate_that_lies_elsewhere() {
    for (const std::string name : {"ca", "certified"})
      run_program(
          {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", (folder_.path() / name).string()});
    const auto key = folder_.path() / "certified";
    run_program({"ssh-keygen", "-q", "-s", (folder_.path() / "ca").string(), "-I", "test", "-n", current_user(), "-V",
                 "-1m:+1h", key.string() + ".pub"});
    const auto elsewhere = folder_.path() / "today.pub";
    std::filesystem::rename(key.string() + "-cert.pub", elsewhere);
    TestSshd server({"TrustedUserCAKeys " + (folder_.path() / "ca.pub").string(), false});
    profile_.host_keys = {server.host_key()};
    const auto text = "Host fab\n  HostName 127.0.0.1\n  Port " + std::to_string(server.endpoint().port) + "\n  User " +
                      current_user() + "\n  IdentityFile " + key.string() + "\n";
    MUST_FAIL(sign_in_refused, sign_in(text));
    MUST(sign_in(text + "  CertificateFile " + elsewhere.string() + "\n"));
  }

  void a_computer_to_go_through() {
    TestSshd jump;
    const auto known = folder_.path() / "known";
    write_text(known, "[127.0.0.1]:" + std::to_string(jump.endpoint().port) + " " + jump.host_key() + "\n");
    const auto text = address() + "  IdentityFile " + jump.key().string() + "\n  IdentityFile " +
                      server_->key().string() + "\n  ProxyJump gate\nHost gate\n  HostName 127.0.0.1\n  Port " +
                      std::to_string(jump.endpoint().port) + "\n  UserKnownHostsFile " + known.string() + "\n";
    const auto through = sign_in(text);
    MUST(through);
    QVERIFY(person_.hosts.empty() && person_.questions.empty());
    QCOMPARE(count_of(jump.log(), "Accepted publickey"), std::size_t{1});
    // Where the profile has a way of its own, that is the one.
    TestSshd own;
    profile_.jump = HostAddress{"127.0.0.1", own.endpoint().port, {}, {own.host_key()}, {}};
    const auto in_its_own_way = sign_in(text + "Host *\n  IdentityFile " + own.key().string() + "\n");
    MUST(in_its_own_way);
    QCOMPARE(count_of(jump.log(), "Accepted publickey"), std::size_t{1});
    QCOMPARE(count_of(own.log(), "Accepted publickey"), std::size_t{1});
  }

  void hosts_that_the_person_knows_already() {
    const auto known = folder_.path() / "mine";
    const auto text =
        address() + "  IdentityFile " + server_->key().string() + "\n  UserKnownHostsFile " + known.string() + "\n";
    profile_.host_keys.clear();
    write_text(known, "[127.0.0.1]:" + port() + " " + server_->host_key() + "\n");
    MUST(sign_in(text));
    QVERIFY(person_.hosts.empty());
    write_text(known, "[127.0.0.1]:" + port() + " " + server_->foreign_host_key() + "\n");
    MUST_FAIL(host_key_changed, sign_in(text));
  }

  void a_host_that_an_authority_certifies_may_have_a_new_key_tomorrow() {
    const TestAuthority authority;
    TestSshd server;
    const auto known = folder_.path() / "authorities";
    write_text(known, authority.trusted());
    profile_.host_keys.clear();
    const auto factory =
        factory_with("Host fab\n  HostName 127.0.0.1\n  Port " + std::to_string(server.endpoint().port) + "\n  User " +
                     current_user() + "\n  IdentityFile " + server.key().string() + "\n  UserKnownHostsFile " +
                     known.string() + "\n");
    for (int day = 0; day < 2; ++day) {
      QVERIFY(show_certificate(server, authority));
      MUST(factory->sign_in(person_, {}));
      QVERIFY(person_.hosts.empty());
      QVERIFY(factory->accepted_host_key().empty());
    }
    // Without a certificate that counts it is an unknown host again.
    QVERIFY(show_certificate(server, TestAuthority()));
    MUST(factory->sign_in(person_, {}));
    QCOMPARE(person_.hosts.size(), std::size_t{1});
    QVERIFY(!factory->accepted_host_key().empty());
  }

  void a_program_in_between_is_not_started_and_said() {
    const auto ran = folder_.path() / "ran";
    const auto text = "Host fab\n  HostName no-such-host.invalid\n  ProxyCommand touch " + ran.string() + "\n";
    const auto done = sign_in(text, server_->key());
    MUST_FAIL(host_unreachable, done);
    QVERIFY2(done.error().message.english().find("ProxyCommand") != std::string::npos, told(done).constData());
    QVERIFY(!std::filesystem::exists(ran));
    // Where the host answers without it, nothing is said.
    MUST(sign_in(address() + "  ProxyCommand touch " + ran.string() + "\n", server_->key()));
    QVERIFY(!std::filesystem::exists(ran));
  }

 private:
  std::string port() const { return std::to_string(server_->endpoint().port); }
  std::string address() const {
    return "Host fab\n  HostName 127.0.0.1\n  Port " + port() + "\n  User " + current_user() + "\n";
  }

  Result<Done> sign_in(const std::string& config, const std::filesystem::path& key = {}) {
    return factory_with(config, key)->sign_in(person_, {});
  }

  std::unique_ptr<Factory> factory_with(const std::string& config, const std::filesystem::path& key = {}) {
    const auto file = folder_.path() / "config";
    write_text(file, config);
    SlurmSettings settings;
    settings.key_files = {key.empty() ? folder_.path() / "none" : key};
    settings.ssh_config = SshConfigPlaces{folder_.path(), file, folder_.path() / "no-system-file", "me"};
    person_.others = {current_user()};
    return make_slurm_factory(profile_, settings, std::make_shared<SystemClock>());
  }

  TestFolder folder_;
  std::unique_ptr<TestSshd> server_;
  WillingPerson person_;
  Profile profile_;
};

}  // namespace own_ssh_config_test

WERKBANK_TEST(own_ssh_config_test::OwnSshConfigTest);
#include "own_ssh_config_test.moc"
