// Every way in, once, as a table: what was tried, how long it took, what the person was asked, how it ended.
#include <atomic>
#include <cstdlib>
#include <thread>

#include "core/ssh/certificate.h"
#include "core/ssh/connection.h"
#include "core/ssh/script.h"
#include "core/ssh/sftp.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/other_servers.h"
#include "tests/ssh/support/sign_in_table.h"
#include "tests/ssh/support/test_authority.h"
#include "tests/ssh/support/test_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace sign_in_table_test {

constexpr const char* account = "account required pam_unix.so\nsession required pam_permit.so\n";
constexpr const char* only_questions =
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nAuthenticationMethods keyboard-interactive:pam";

class SignInTableTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    sshd_ = std::make_unique<TestSshd>(
        TestSshd::Options{"TrustedUserCAKeys " + (folder_.path() / "ca.pub").string() + "\nPasswordAuthentication no"});
    QVERIFY(sshd_->ready());
    for (const std::string name : {"ca", "certified"})
      run_program(
          {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", (folder_.path() / name).string()});
  }

  void cleanupTestCase() {
    table_.print();
    user_.reset();
    sshd_.reset();
  }

  void with_keys() {
    WillingPerson person;
    QVERIFY(in("key file", sshd_->endpoint(), sshd_->key_only(), person));
    person = {};
    person.others = {sshd_->passphrase()};
    QVERIFY(
        in("key file with a passphrase", sshd_->endpoint(), {key_file_sign_in(sshd_->key_with_passphrase())}, person));
    const auto socket = folder_.path() / "agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    Child add({"ssh-add", "-q", sshd_->key().string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
    QCOMPARE(add.wait(), 0);
    person = {};
    QVERIFY(in("agent", sshd_->endpoint(), {agent_sign_in(socket.string())}, person));
    auto unknown = sshd_->endpoint();
    unknown.host_keys.clear();
    person = {};
    QVERIFY(in("key file, unknown host", unknown, sshd_->key_only(), person));
  }

  void with_certificates() {
    WillingPerson person;
    QVERIFY(in("certificate", sshd_->endpoint(), {certificate(current_user(), "-1m:+1h")}, person));
    QVERIFY(refused("certificate of another account", ErrorCode::sign_in_refused, sshd_->endpoint(),
                    {certificate("somebody-else", "-1m:+1h")}, person));
    QVERIFY(refused("certificate that is over", ErrorCode::certificate_expired, sshd_->endpoint(),
                    {certificate(current_user(), "20260101:20260102")}, person));
  }

  void through_a_jump_host() {
    TestSshd jump;
    auto endpoint = sshd_->endpoint();
    endpoint.jumps = {jump.endpoint()};
    WillingPerson person;
    QVERIFY(in("key file, through a jump host", endpoint, {key_file_sign_in(jump.key()), sshd_->key_only().front()},
               person));
  }

  void to_a_host_of_a_published_fingerprint() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys.clear();
    endpoint.host_fingerprints = {sshd_->host_fingerprint()};
    WillingPerson person;
    QVERIFY(in("key file, fingerprint published", endpoint, sshd_->key_only(), person));
    QVERIFY(person.hosts.empty());
    endpoint.host_fingerprints = {"SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0"};
    QVERIFY(refused("host key of no published fingerprint", ErrorCode::host_key_changed, endpoint, sshd_->key_only(),
                    person));
  }

  void to_a_host_with_a_certificate() {
    const TestAuthority authority;
    TestSshd certified;
    QVERIFY(show_certificate(certified, authority));
    auto endpoint = certified.endpoint();
    endpoint.host_keys.clear();
    endpoint.known_hosts = {{folder_.path() / "known_hosts"}};
    write_text(endpoint.known_hosts->front(), authority.trusted());
    WillingPerson person;
    QVERIFY(in("key file, host with a certificate", endpoint, certified.key_only(), person));
    QVERIFY(person.hosts.empty());
    QVERIFY(show_certificate(certified, authority, {"login.example.org"}));
    QVERIFY(in("certificate of another host's name", endpoint, certified.key_only(), person));
    QCOMPARE(person.hosts.size(), std::size_t{1});
    person = {};
    write_text(endpoint.known_hosts->front(), authority.trusted() + authority.revoked());
    QVERIFY(refused("host certified by a revoked authority", ErrorCode::host_key_changed, endpoint,
                    certified.key_only(), person));
  }

  void with_a_key_that_is_tied_to_an_address() {
    TestSshd tied;
    const auto line = read_text(tied.key().string() + ".pub");
    WillingPerson person;
    write_text(tied.folder() / "authorized_keys", "from=\"127.0.0.0/8\" " + line);
    QVERIFY(in("key file with from=, from there", tied.endpoint(), tied.key_only(), person));
    write_text(tied.folder() / "authorized_keys", "from=\"192.0.2.1\" " + line);
    QVERIFY(refused("key file with from=, from elsewhere", ErrorCode::sign_in_refused, tied.endpoint(), tied.key_only(),
                    person));
  }

  void to_accounts_of_other_kinds() {
    WillingPerson person;
    TestSshd narrow({"MaxSessions 2"});
    const auto few = tried("MaxSessions 2, 12 commands at once", narrow.endpoint(), narrow.key_only(), person);
    QVERIFY(few.ok());
    std::atomic<int> answered = 0;
    {
      std::vector<std::jthread> callers;
      for (int i = 0; i < 12; ++i)
        callers.emplace_back([&few, &answered] {
          const auto answer = (*few)->exec("sleep 0.05; echo here", {}, {});
          answered += answer.ok() && answer->out == "here\n" ? 1 : 0;
        });
    }
    table_.last().outcome += ", " + std::to_string(answered) + " of 12 answered";
    QCOMPARE(answered.load(), 12);
    const auto banner = folder_.path() / "banner";
    write_text(banner, "Welkom \xE2\x80\x94 \xC3\xA9\xC3\xA9n account, \xE2\x98\x83\n");
    TestSshd noisy({"Banner " + banner.string()});
    write_text(noisy.home() / ".bashrc", "echo hello from .bashrc\nprintf 'caf\\303\\251 '\n");
    const auto loud = tried("UTF-8 banner and a noisy .bashrc", noisy.endpoint(), noisy.key_only(), person);
    QVERIFY(loud.ok());
    QCOMPARE(person.banners, std::vector<std::string>{read_text(banner)});
    const auto answer = run_script(**loud, {"echo answer", {}}, {}, {});
    QVERIFY(answer.ok());
    table_.last().outcome += ", the answer is \"" + answer->out.substr(0, answer->out.size() - 1) + "\"";
    QCOMPARE(answer->out, std::string("answer\n"));
    TestSshd files_only({"ForceCommand internal-sftp"});
    const auto quiet = tried("SFTP-only account", files_only.endpoint(), files_only.key_only(), person);
    QVERIFY(quiet.ok() && Sftp::open(**quiet, {}).ok());
    ExecOptions soon;
    soon.timeout_seconds = 5;
    const auto nothing = run_script(**quiet, {"echo answer", {}}, soon, {});
    QVERIFY(nothing.failed());
    QVERIFY2(nothing.error().code == ErrorCode::no_such_account, nothing.error().detail.c_str());
    table_.last().outcome += ", files work; a command: " + nothing.error().message.english();
  }

  void to_servers_that_hang_or_go() {
    CuttingProxy measure(sshd_->endpoint().port);
    WillingPerson person;
    QVERIFY(Connection::open(through(measure), sshd_->key_only(), person, {}).ok());
    const auto whole = measure.passed();
    for (int stage = 0; stage < 8; ++stage) {
      CuttingProxy proxy(sshd_->endpoint().port);
      proxy.stall_after(whole * stage / 8);
      auto endpoint = through(proxy);
      endpoint.connect_timeout = 0.7;
      const auto opened =
          tried("hangs after " + std::to_string(stage) + "/8 of the sign-in", endpoint, sshd_->key_only(), person);
      QVERIFY(opened.failed());
      QVERIFY(table_.last().seconds < 6);
      const auto code = opened.error().code;
      QVERIFY(code == ErrorCode::host_unreachable || code == ErrorCode::connection_lost);
    }
    CuttingProxy proxy(sshd_->endpoint().port);
    const auto opened = tried("drops after the sign-in", through(proxy), sshd_->key_only(), person);
    QVERIFY(opened.ok());
    proxy.cut_after(0);
    const auto answer = (*opened)->exec("true", {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::connection_lost);
    table_.last().outcome += ", then: " + answer.error().message.english();
  }

  void to_the_wrong_host() {
    auto endpoint = sshd_->endpoint();
    endpoint.host_keys = {sshd_->foreign_host_key()};
    WillingPerson person;
    QVERIFY(refused("host key changed", ErrorCode::host_key_changed, endpoint, sshd_->key_only(), person));
  }

  void with_passwords_and_codes() {
    if (!is_root()) QSKIP("a PAM service and an account can be made only as root");
    if (!has_one_time_codes()) QSKIP("pam_google_authenticator is not installed (libpam-google-authenticator)");
    user_ = std::make_unique<UnixUser>();
    if (!user_->made()) QSKIP("no account could be made here (useradd)");
    const std::string password = "auth required pam_unix.so nodelay\n";
    AuthenticatorApp app;
    TestSshd plain({"PasswordAuthentication yes\nKbdInteractiveAuthentication no", true, password + account});
    auto person = person_with({});
    QVERIFY(in("password", of_user(plain), {password_sign_in(3)}, person));
    person = person_with({});
    person.passwords = {"wrong", user_->password()};
    QVERIFY(in("password, wrong once", of_user(plain), {password_sign_in(3)}, person));
    person = person_with({});
    person.passwords = {"wrong"};
    QVERIFY(refused("password, wrong twice, locks 24 h", ErrorCode::sign_in_blocked, of_user(plain),
                    {password_sign_in(2, 24)}, person));
    TestSshd code_first({only_questions, true, app.pam_line() + password + account});
    person = person_with({app.code()});
    QVERIFY(in("code, then password", of_user(code_first), {password_sign_in(3)}, person));
    TestSshd password_first({only_questions, true, password + app.pam_line() + account});
    person = person_with({app.code(1)});
    QVERIFY(in("password, then code", of_user(password_first), {password_sign_in(3)}, person));
    TestSshd code_only({only_questions, true, app.pam_line() + account});
    person = person_with({app.code(2)});
    QVERIFY(in("code alone", of_user(code_only), {password_sign_in(3)}, person));
    person = person_with({app.code(2), app.code(3)});
    QVERIFY(in("code that was used, then the next", of_user(code_only), {password_sign_in(3)}, person));
    TestSshd both({"PasswordAuthentication no\nAuthenticationMethods publickey,keyboard-interactive:pam", true,
                   app.pam_line() + account});
    person = person_with({app.code(-1)});
    QVERIFY(in("key file and code", of_user(both), {key_file_sign_in(both.key()), password_sign_in(3)}, person));
  }

  void with_a_password_that_is_over() {
    if (!is_root()) QSKIP("an account can be made only as root");
    UnixUser user;
    if (!user.made() || run_program({"chage", "-d", "0", user.name()}) != 0) QSKIP("no such account can be made here");
    TestSshd site({only_questions, true,
                   "auth required pam_unix.so nodelay\npassword required pam_unix.so sha512\n" + std::string(account)});
    auto endpoint = site.endpoint();
    endpoint.user = user.name();
    WillingPerson person;
    person.passwords = {user.password()};
    person.new_passwords = {"another-" + user.password()};
    QVERIFY(in("password that must be changed first", endpoint, {password_sign_in(3)}, person));
  }

  void at_servers_of_another_make() {
    if (!has_asyncssh()) QSKIP("AsyncSSH is not installed (python3-asyncssh)");
    RecordingServer by_password("password");
    QVERIFY(by_password.ready());
    WillingPerson person;
    person.passwords = {"open sesame"};
    QVERIFY(in("AsyncSSH: password", by_password.endpoint(), {password_sign_in(3)}, person));
    RecordingServer rounds("rounds");
    QVERIFY(rounds.ready());
    person = {};
    person.passwords = {"x"};
    person.codes = {"1", "2"};
    person.others = {"a", ""};
    QVERIFY(in("AsyncSSH: three rounds, a page", rounds.endpoint(), {password_sign_in(3)}, person));
    RecordingServer change("changereq");
    QVERIFY(change.ready());
    person = {};
    person.passwords = {"x"};
    QVERIFY(refused("AsyncSSH: password is over", ErrorCode::password_change_needed, change.endpoint(),
                    {password_sign_in(3)}, person));
    if (!is_root() || !has_dropbear()) return;
    UnixUser user;
    DropbearServer dropbear(user, read_text(sshd_->key().string() + ".pub"));
    QVERIFY2(dropbear.ready(), dropbear.log().c_str());
    person = {};
    QVERIFY(in("Dropbear: key file", dropbear.endpoint(), sshd_->key_only(), person));
    person.passwords = {user.password()};
    QVERIFY(in("Dropbear: password", dropbear.endpoint(), {password_sign_in(3)}, person));
  }

 private:
  Result<std::shared_ptr<Connection>> tried(const std::string& what, const Endpoint& endpoint,
                                            const SignInMethods& methods, WillingPerson& person) {
    return table_.tried(what, endpoint, methods, person);
  }

  Endpoint through(const CuttingProxy& proxy) const {
    auto endpoint = sshd_->endpoint();
    endpoint.port = proxy.port();
    return endpoint;
  }

  bool in(const std::string& what, const Endpoint& endpoint, const SignInMethods& methods, WillingPerson& person) {
    const auto opened = tried(what, endpoint, methods, person);
    return opened.ok() && (*opened)->alive();
  }

  bool refused(const std::string& what, ErrorCode code, const Endpoint& endpoint, const SignInMethods& methods,
               WillingPerson& person) {
    const auto opened = tried(what, endpoint, methods, person);
    return opened.failed() && opened.error().code == code;
  }

  std::shared_ptr<const SignInMethod> certificate(const std::string& principal, const std::string& validity) const {
    const auto key = folder_.path() / "certified";
    run_program({"ssh-keygen", "-q", "-s", (folder_.path() / "ca").string(), "-I", "a test", "-n", principal, "-V",
                 validity, key.string() + ".pub"});
    return certificate_sign_in(key, certificate_beside(key));
  }

  WillingPerson person_with(std::vector<std::string> codes) const {
    WillingPerson person;
    person.passwords = {user_->password()};
    person.codes = std::move(codes);
    return person;
  }

  Endpoint of_user(const TestSshd& site) const {
    auto endpoint = site.endpoint();
    endpoint.user = user_->name();
    return endpoint;
  }

  TestFolder folder_;
  std::unique_ptr<TestSshd> sshd_;
  std::unique_ptr<UnixUser> user_;
  SignInTable table_;
};

}  // namespace sign_in_table_test

WERKBANK_TEST(sign_in_table_test::SignInTableTest);
#include "sign_in_table_test.moc"
