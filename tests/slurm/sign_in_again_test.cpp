// A connection that was lost comes back by itself where that needs no person, and says so where it does.
#include <cstdlib>
#include <thread>

#include "live_site.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace sign_in_again_test {

using Kind = Question::Kind;

constexpr const char* key_then_code =
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\n"
    "AuthenticationMethods publickey,keyboard-interactive:pam";
constexpr const char* account = "account required pam_unix.so\nsession required pam_permit.so\n";

/// The server's connections end, and the factory notices.
bool lose(TestSshd& server, const Factory& factory) {
  server.stop();
  return eventually([&factory] { return !factory.is_signed_in(); }, 10);
}

class SignInAgainTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { ::unsetenv("SSH_AUTH_SOCK"); }

  void a_key_comes_back_by_itself_after_the_server_was_restarted() {
    TestSshd server;
    const auto factory = factory_of(profile_of(server, current_user()), server.key());
    KeepingPerson person;
    MUST(factory->sign_in(person, {}));
    QVERIFY(lose(server, *factory));
    MUST_FAIL(host_unreachable, factory->sign_in_again({}));
    QVERIFY(server.start());
    MUST(factory->sign_in_again({}));
    QVERIFY(factory->is_signed_in());
    MUST(factory->sign_in_again({}));  // again is no harm
    QVERIFY(person.questions.empty());
  }

  void a_key_with_a_code_needs_the_person_and_sends_nothing() {
    if (!is_root()) QSKIP("a PAM service and an account can be made only as root");
    if (!has_one_time_codes()) QSKIP("pam_google_authenticator is not installed (libpam-google-authenticator)");
    UnixUser user;
    AuthenticatorApp app;
    TestSshd server({key_then_code, true, app.pam_line() + account});
    const auto factory = factory_of(profile_of(server, user.name()), server.key());
    KeepingPerson person;
    person.codes = {app.code()};
    MUST(factory->sign_in(person, {}));
    QVERIFY(lose(server, *factory));
    QVERIFY(server.start());
    const auto before = server.log().size();
    const auto again = factory->sign_in_again({});
    MUST_FAIL(sign_in_needed, again);
    QVERIFY(again.error().grade == Grade::ask_person);
    QVERIFY(!factory->is_signed_in());
    const auto log = server.log().substr(before);
    QVERIFY2(log.find("Partial publickey") != std::string::npos, log.c_str());
    // Not even asked for: a question that nobody answers counts as a wrong answer at some sites.
    for (const char* words : {"keyboard-interactive", "PAM: Authentication failure", "Failed password"})
      QVERIFY2(log.find(words) == std::string::npos, log.c_str());
    person.codes = {app.code(1)};
    MUST(factory->sign_in(person, {}));
    QCOMPARE(person.asked_for(Kind::one_time_code), std::size_t{2});
  }

  void a_passphrase_in_the_keychain_needs_nobody() {
    TestSshd server;
    const auto keychain = std::make_shared<MemoryStore>();
    const auto factory = factory_of(profile_of(server, current_user()), server.key_with_passphrase(), keychain);
    KeepingPerson person;
    person.others = {server.passphrase()};
    MUST(factory->sign_in(person, {}));
    QCOMPARE(person.asked_for(Kind::key_passphrase), std::size_t{1});
    QCOMPARE(person.questions[0].subject, server.key_with_passphrase().string());
    QVERIFY(keychain->holds(passphrase_name(server.key_with_passphrase())));
    QVERIFY(lose(server, *factory));
    QVERIFY(server.start());
    MUST(factory->sign_in_again({}));
    // Nor on another day.
    const auto tomorrow = factory_of(profile_of(server, current_user()), server.key_with_passphrase(), keychain);
    MUST(tomorrow->sign_in(person, {}));
    QCOMPARE(person.questions.size(), std::size_t{1});
  }

  void a_passphrase_that_is_not_kept_needs_the_person() {
    TestSshd server;
    const auto keychain = std::make_shared<MemoryStore>();
    const auto factory = factory_of(profile_of(server, current_user()), server.key_with_passphrase(), keychain);
    KeepingPerson person;
    person.keeps = false;
    person.others = {server.passphrase()};
    MUST(factory->sign_in(person, {}));
    QVERIFY(!keychain->holds(passphrase_name(server.key_with_passphrase())));
    QVERIFY(lose(server, *factory));
    QVERIFY(server.start());
    MUST_FAIL(sign_in_needed, factory->sign_in_again({}));
  }

  void a_kept_passphrase_that_was_refused_is_forgotten_and_asked_for() {
    TestSshd server;
    const auto keychain = std::make_shared<MemoryStore>();
    const auto name = passphrase_name(server.key_with_passphrase());
    MUST(keychain->keep(name, Secret("an old one")));
    const auto factory = factory_of(profile_of(server, current_user()), server.key_with_passphrase(), keychain);
    MUST_FAIL(sign_in_needed, factory->sign_in_again({}));
    QVERIFY(!keychain->holds(name));
    MUST(keychain->keep(name, Secret("an old one")));
    KeepingPerson person;
    person.others = {server.passphrase()};
    MUST(factory->sign_in(person, {}));
    QCOMPARE(person.questions.size(), std::size_t{1});
    QVERIFY(person.questions[0].refused_before);
    const auto kept = keychain->find(name);
    QVERIFY(kept.ok() && *kept && (*kept)->reveal() == server.passphrase());
  }

  void where_only_a_password_leads_in_the_server_is_left_alone() {
    TestSshd server;
    auto profile = profile_of(server, current_user());
    profile.sign_in_methods = {"password"};
    const auto factory = factory_of(profile, server.key());
    MUST_FAIL(sign_in_needed, factory->sign_in_again({}));
    // The test's own look at the port leaves a line as well, but none with a user.
    QVERIFY2(server.log().find(current_user()) == std::string::npos, server.log().c_str());
  }

  void a_key_that_is_not_taken_any_more_needs_the_person() {
    TestSshd server({"PasswordAuthentication yes", false});
    const auto factory = factory_of(profile_of(server, current_user()), server.key());
    MUST_FAIL(sign_in_needed, factory->sign_in_again({}));
    QVERIFY2(server.log().find("Failed password") == std::string::npos, server.log().c_str());
    auto keys_only = profile_of(server, current_user());
    keys_only.sign_in_methods = {"key"};
    MUST_FAIL(sign_in_refused, factory_of(keys_only, server.key())->sign_in_again({}));
  }

  void a_server_that_came_back_as_another_one_is_a_hard_stop() {
    TestSshd server;
    const auto factory = factory_of(profile_of(server, current_user()), server.key());
    KeepingPerson person;
    MUST(factory->sign_in(person, {}));
    QVERIFY(lose(server, *factory));
    server.change_host_key();
    QVERIFY(server.start());
    const auto before = server.log().size();
    MUST_FAIL(host_key_changed, factory->sign_in_again({}));
    QVERIFY(server.log().substr(before).find("Accepted") == std::string::npos);
  }

  void what_the_person_said_once_holds_for_the_next_time() {
    TestSshd server;
    auto profile = profile_of(server, {});
    profile.host_keys.clear();
    const auto factory = factory_of(profile, server.key());
    // Nobody is there to say who, and whether this is the right computer.
    MUST_FAIL(sign_in_needed, factory->sign_in_again({}));
    KeepingPerson person;
    person.others = {current_user()};
    MUST(factory->sign_in(person, {}));
    QCOMPARE(person.hosts.size(), std::size_t{1});
    QCOMPARE(factory->accepted_host_key(), server.host_key());
    QVERIFY(lose(server, *factory));
    QVERIFY(server.start());
    MUST(factory->sign_in_again({}));
  }

  void the_same_through_a_jump_host_that_the_person_accepted() {
    TestSshd jump;
    TestSshd server;
    write_text(server.folder() / "authorized_keys", read_text(jump.key().string() + ".pub"));
    auto profile = profile_of(server, current_user());
    profile.jump = HostAddress{"127.0.0.1", jump.endpoint().port, {}, {}, {}};
    const auto factory = factory_of(profile, jump.key());
    KeepingPerson person;
    MUST(factory->sign_in(person, {}));
    QCOMPARE(person.hosts.size(), std::size_t{1});
    QVERIFY(lose(server, *factory));
    QVERIFY(server.start());
    MUST(factory->sign_in_again({}));
    QCOMPARE(person.hosts.size(), std::size_t{1});
  }

  void waits_for_a_sign_in_under_way_and_can_be_stopped() {
    TestSshd server({"", false});
    const auto factory = factory_of(profile_of(server, current_user()), server.key());
    class Slow : public KeepingPerson {
     public:
      Result<Secret> ask(const Question&) override {
        asked = true;
        eventually([this] { return may_go.load(); }, 30);
        return Cancelled{};
      }
      std::atomic<bool> asked = false;
      std::atomic<bool> may_go = false;
    } person;
    std::jthread first([&factory, &person] { static_cast<void>(factory->sign_in(person, {})); });
    QVERIFY(eventually([&person] { return person.asked.load(); }, 10));
    std::stop_source stop;
    std::jthread stopper([&stop] { stop.request_stop(); });
    QVERIFY(factory->sign_in_again(stop.get_token()).cancelled());
    person.may_go = true;
  }
};

}  // namespace sign_in_again_test

WERKBANK_TEST(sign_in_again_test::SignInAgainTest);
#include "sign_in_again_test.moc"
