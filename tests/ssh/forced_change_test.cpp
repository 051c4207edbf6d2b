// A password that has to be changed before anything else, against a real sshd, PAM and an account of the test.
#include "core/base/uuid.h"
#include "core/ssh/connection.h"
#include "core/ssh/script.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace forced_change_test {

using Kind = Question::Kind;

constexpr const char* stack =
    "auth required pam_unix.so nodelay\naccount required pam_unix.so\npassword required pam_unix.so sha512\n"
    "session required pam_permit.so\n";

std::string words_of(const Result<std::shared_ptr<Connection>>& opened) {
  if (opened.cancelled()) return "cancelled";
  return opened.failed() ? opened.error().message.english() + " | " + opened.error().detail : "opened";
}

class ForcedChangeTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    if (!is_root()) QSKIP("a PAM service and an account can be made only as root");
    user_ = std::make_unique<UnixUser>();
    if (!user_->made()) QSKIP("no account could be made here (useradd)");
    QCOMPARE(run_program({"chage", "-d", "0", user_->name()}), 0);
  }
  void cleanup() { user_.reset(); }

  void the_new_password_is_asked_for_twice_and_is_the_one_from_then_on() {
    TestSshd site({"PasswordAuthentication no\nKbdInteractiveAuthentication yes", false, stack});
    WillingPerson person;
    person.passwords = {user_->password()};
    person.new_passwords = {"new-" + new_uuid()};
    const auto opened = open(site, person);
    QVERIFY2(opened.ok(), (words_of(opened) + site.log()).c_str());
    std::vector<Kind> kinds;
    for (const auto& question : person.questions) kinds.push_back(question.kind);
    QCOMPARE(kinds, (std::vector<Kind>{Kind::password, Kind::password, Kind::new_password, Kind::new_password}));
    QVERIFY(person.questions[1].what.english().find("present password") != std::string::npos);
    QVERIFY(person.questions[3].what.english().find("once more") != std::string::npos);
    const auto answer = (*opened)->exec("id -un", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, user_->name() + "\n");
    WillingPerson later;
    later.passwords = person.new_passwords;
    const auto again = open(site, later);
    QVERIFY2(again.ok(), words_of(again).c_str());
    QCOMPARE(later.questions.size(), std::size_t{1});
  }

  void two_different_new_ones_are_not_taken() {
    TestSshd site({"PasswordAuthentication no\nKbdInteractiveAuthentication yes", false, stack});
    WillingPerson person;
    person.passwords = {user_->password()};
    person.new_passwords = {"new-one-" + new_uuid(), "another-" + new_uuid()};
    const auto opened = open(site, person, 1);
    QVERIFY(opened.failed());
    const auto told = words_of(opened);
    for (const auto& secret : {user_->password(), person.new_passwords.front()})
      QVERIFY2(told.find(secret) == std::string::npos, told.c_str());
  }

  void where_the_server_lets_one_in_first_it_is_told_at_the_first_command() {
    TestSshd site({"PasswordAuthentication yes\nKbdInteractiveAuthentication no", false, stack});
    WillingPerson person;
    person.passwords = {user_->password()};
    const auto opened = open(site, person);
    if (opened.failed()) {
      QCOMPARE(opened.error().code, ErrorCode::password_change_needed);
      return;
    }
    const auto answer = run_script(**opened, {"echo here", {}}, {}, {});
    QVERIFY(answer.failed());
    QVERIFY2(answer.error().code == ErrorCode::password_change_needed, answer.error().detail.c_str());
  }

 private:
  Result<std::shared_ptr<Connection>> open(const TestSshd& site, WillingPerson& person, int tries = 3) const {
    auto endpoint = site.endpoint();
    endpoint.user = user_->name();
    return Connection::open(endpoint, {password_sign_in(tries)}, person, {});
  }

  std::unique_ptr<UnixUser> user_;
};

}  // namespace forced_change_test

WERKBANK_TEST(forced_change_test::ForcedChangeTest);
#include "forced_change_test.moc"
