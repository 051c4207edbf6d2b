// Every way in, once, as a table: what was tried, how long it took, what the person was asked, how it ended.
#include <QtTest>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/ssh/certificate.h"
#include "core/ssh/connection.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/other_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace {

using Kind = Question::Kind;

constexpr const char* account = "account required pam_unix.so\nsession required pam_permit.so\n";
constexpr const char* only_questions =
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nAuthenticationMethods keyboard-interactive:pam";

struct Row {
  std::string what;
  double seconds = 0;
  std::string prompts;
  std::string outcome;
};

std::string prompts_of(const WillingPerson& person) {
  std::string list;
  const auto add = [&list](const std::string& word) { list += (list.empty() ? "" : ", ") + word; };
  for (const auto& host : person.hosts) add("right host? (" + host.key_type + ")");
  for (const auto& question : person.questions) {
    switch (question.kind) {
      case Kind::user_name:
        add("user name");
        break;
      case Kind::password:
        add("password");
        break;
      case Kind::new_password:
        add("new password");
        break;
      case Kind::key_passphrase:
        add("passphrase");
        break;
      case Kind::one_time_code:
        add("code");
        break;
      case Kind::other:
        add("other");
        break;
    }
  }
  return list.empty() ? "none" : list;
}

}  // namespace

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
    std::printf("\n%-38s %8s  %-34s %s\n", "what was tried", "seconds", "prompts asked", "outcome");
    for (const auto& row : rows_)
      std::printf("%-38s %8.2f  %-34s %s\n", row.what.c_str(), row.seconds, row.prompts.c_str(), row.outcome.c_str());
    std::fflush(stdout);
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
    const auto begin = std::chrono::steady_clock::now();
    auto opened = Connection::open(endpoint, methods, person, {});
    Row row;
    row.what = what;
    row.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    row.prompts = prompts_of(person);
    row.outcome = opened.ok() ? "signed in" : opened.cancelled() ? "cancelled" : opened.error().message.english();
    rows_.push_back(std::move(row));
    return opened;
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
  std::vector<Row> rows_;
};

QTEST_GUILESS_MAIN(SignInTableTest)
#include "sign_in_table_test.moc"
