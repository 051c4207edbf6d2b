// Second factors, against a real sshd with a real PAM stack that asks for the codes of an authenticator app.
#include "core/ssh/connection.h"
#include "core/ssh/port_forward.h"
#include "core/ssh/sftp.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace one_time_code_test {

using Kind = Question::Kind;

constexpr const char* only_questions =
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nAuthenticationMethods keyboard-interactive:pam";
constexpr const char* key_then_questions =
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\n"
    "AuthenticationMethods publickey,keyboard-interactive:pam";
constexpr const char* unix_password = "auth required pam_unix.so nodelay\n";
constexpr const char* account = "account required pam_unix.so\nsession required pam_permit.so\n";

std::string words_of(const Result<std::shared_ptr<Connection>>& opened) {
  if (opened.cancelled()) return "cancelled";
  return opened.failed() ? opened.error().message.english() + " | " + opened.error().detail : "opened";
}

std::vector<Kind> kinds_of(const WillingPerson& person) {
  std::vector<Kind> kinds;
  for (const auto& question : person.questions) kinds.push_back(question.kind);
  return kinds;
}

std::size_t refusals_in(const std::string& log) {
  std::size_t count = 0;
  for (auto at = log.find("PAM: Authentication failure"); at != std::string::npos;
       at = log.find("PAM: Authentication failure", at + 1))
    ++count;
  return count;
}

class OneTimeCodeTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!is_root()) QSKIP("a PAM service and an account can be made only as root");
    if (!has_one_time_codes()) QSKIP("pam_google_authenticator is not installed (libpam-google-authenticator)");
    user_ = std::make_unique<UnixUser>();
    if (!user_->made()) QSKIP("no account could be made here (useradd)");
  }
  void cleanupTestCase() { user_.reset(); }
  void init() { app_ = std::make_unique<AuthenticatorApp>(); }

  void a_code_and_then_a_password() {
    const auto site = site_of(app_->pam_line() + unix_password, only_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(kinds_of(person), (std::vector<Kind>{Kind::one_time_code, Kind::password}));
    QCOMPARE(person.questions[0].tries_left, std::optional(3));
    QCOMPARE(person.questions[1].tries_left, std::optional(3));
    QVERIFY(!person.questions[0].echo && !person.questions[1].echo);
    const auto answer = (*opened)->exec("id -un", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, user_->name() + "\n");
  }

  void a_password_and_then_a_code() {
    const auto site = site_of(std::string("auth requisite pam_unix.so nodelay\n") + app_->pam_line(), only_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(kinds_of(person), (std::vector<Kind>{Kind::password, Kind::one_time_code}));
  }

  void a_code_alone() {
    const auto site = site_of(app_->pam_line(), only_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(kinds_of(person), (std::vector<Kind>{Kind::one_time_code}));
  }

  void a_key_and_then_a_code() {
    const auto site = site_of(app_->pam_line(), key_then_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {key_file_sign_in(site->key()), password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(kinds_of(person), (std::vector<Kind>{Kind::one_time_code}));
    QCOMPARE(person.questions[0].tries_left, std::optional(3));
    QVERIFY(site->log().find("Partial publickey") != std::string::npos);
  }

  void a_key_alone_is_not_enough_there() {
    const auto site = site_of(app_->pam_line(), key_then_questions);
    auto person = person_with({});
    const auto opened = open(*site, person, {key_file_sign_in(site->key())});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_impossible);
    QVERIFY2(opened.error().message.english().find("second") != std::string::npos, words_of(opened).c_str());
    QVERIFY(person.questions.empty());
  }

  void a_code_that_was_used_is_refused_and_the_next_one_asked_for() {
    const auto site = site_of(app_->pam_line(), only_questions);
    const auto used = app_->code();
    auto first = person_with({used});
    QVERIFY(open(*site, first, {password_sign_in(3)}).ok());
    // The same code once more, then again although it was refused, and then the next one.
    auto second = person_with({used, used, app_->code(1)});
    const auto opened = open(*site, second, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(second.questions.size(), std::size_t{3});
    QVERIFY(!second.questions[0].refused_before);
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
      QVERIFY(second.questions[i].refused_before);
      QVERIFY(second.questions[i].what.english().find("next code") != std::string::npos);
      QCOMPARE(second.questions[i].tries_left, std::optional(2));
    }
    // The refused one reached the server once, not twice.
    QCOMPARE(refusals_in(site->log()), std::size_t{1});
  }

  void tries_are_counted_over_passwords_and_codes() {
    const auto site = site_of(app_->pam_line() + unix_password, only_questions);
    auto person = person_with({app_->code(1), "000000", app_->code(2)});
    person.passwords = {"wrong-1", user_->password(), "wrong-3"};
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_refused);
    QCOMPARE(kinds_of(person), (std::vector<Kind>{Kind::one_time_code, Kind::password, Kind::one_time_code,
                                                  Kind::password, Kind::one_time_code, Kind::password}));
    for (std::size_t i = 0; i < 6; ++i) {
      QCOMPARE(person.questions[i].tries_left, std::optional(3 - static_cast<int>(i) / 2));
      QCOMPARE(person.questions[i].refused_before, i >= 2);
    }
    QVERIFY(person.questions[3].what.english().find("which was wrong") != std::string::npos);
    QCOMPARE(refusals_in(site->log()), std::size_t{3});
    const auto told = opened.error().message.english() + opened.error().detail;
    QVERIFY(told.find("wrong-") == std::string::npos && told.find("000000") == std::string::npos);
  }

  void where_the_lock_is_known_the_end_of_the_tries_says_how_long() {
    const auto site = site_of(app_->pam_line(), only_questions);
    auto person = person_with({"000001", "000002", "000003"});
    const auto opened = open(*site, person, {password_sign_in(2, 24)});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::sign_in_blocked);
    QVERIFY(opened.error().message.english().find("24 hours") != std::string::npos);
    QCOMPARE(person.questions.size(), std::size_t{2});
  }

  void an_account_that_the_server_locked_is_said_and_not_tried_again() {
    TestFolder tally;
    const auto faillock = "pam_faillock.so dir=" + tally.path().string() + " deny=2 unlock_time=600";
    const auto site =
        site_of("auth required " + faillock + " preauth\nauth [success=1 default=ignore] pam_unix.so nodelay\n" +
                    "auth [default=die] " + faillock + " authfail\nauth required pam_permit.so\n",
                only_questions);
    auto person = person_with({});
    person.passwords = {"wrong-1", "wrong-2", user_->password()};
    const auto opened = open(*site, person, {password_sign_in(5)});
    QVERIFY(opened.failed());
    QVERIFY2(opened.error().code == ErrorCode::sign_in_blocked, (words_of(opened) + site->log()).c_str());
    QCOMPARE(person.questions.size(), std::size_t{3});
    QVERIFY(opened.error().message.english().find("locked") != std::string::npos);
  }

  void a_prompt_that_may_be_shown_says_so() {
    const auto site = site_of(app_->pam_line("echo_verification_code"), only_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QVERIFY(person.questions.at(0).echo);
  }

  void a_page_in_a_prompt_is_offered_as_a_link() {
    const auto site =
        site_of(app_->pam_line("[authtok_prompt=Open https://login.example.org/device?id=AB-12, then type the code: ]"),
                only_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(person.questions.at(0).link, std::string("https://login.example.org/device?id=AB-12"));
    QVERIFY(person.questions[0].server_words.find("then type the code") != std::string::npos);
  }

  void a_person_may_cancel_at_the_second_question() {
    const auto site = site_of(app_->pam_line() + unix_password, only_questions);
    auto person = person_with({app_->code()});
    person.passwords.clear();
    QVERIFY(open(*site, person, {password_sign_in(3)}).cancelled());
    QCOMPARE(refusals_in(site->log()), std::size_t{0});
  }

  void a_whole_session_takes_one_code() {
    const auto site = site_of(app_->pam_line(), key_then_questions);
    auto person = person_with({app_->code()});
    const auto opened = open(*site, person, {key_file_sign_in(site->key()), password_sign_in(3)});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    for (int i = 0; i < 25; ++i) {
      const auto answer = (*opened)->exec("echo " + std::to_string(i), {}, {});
      QVERIFY(answer.ok());
      QCOMPARE(answer->out, std::to_string(i) + "\n");
    }
    for (int i = 0; i < 5; ++i) {
      auto sftp = Sftp::open(**opened, {});
      QVERIFY(sftp.ok());
      QVERIFY(sftp->list(*RemotePath::parse("/"), {}).ok());
    }
    const auto way = (*opened)->forward("127.0.0.1", free_port(), {});
    QVERIFY2(way.ok(), way.failed() ? way.error().detail.c_str() : "cancelled");
    QCOMPARE(person.questions.size(), std::size_t{1});
    QCOMPARE(person.asked_for(Kind::one_time_code), std::size_t{1});
  }

 private:
  std::unique_ptr<TestSshd> site_of(const std::string& auth, const std::string& lines) const {
    return std::make_unique<TestSshd>(TestSshd::Options{lines, true, auth + account});
  }

  WillingPerson person_with(std::vector<std::string> codes) const {
    WillingPerson person;
    person.passwords = {user_->password()};
    person.codes = std::move(codes);
    return person;
  }

  Result<std::shared_ptr<Connection>> open(const TestSshd& site, WillingPerson& person,
                                           const SignInMethods& methods) const {
    auto endpoint = site.endpoint();
    endpoint.user = user_->name();
    return Connection::open(endpoint, methods, person, {});
  }

  std::unique_ptr<UnixUser> user_;
  std::unique_ptr<AuthenticatorApp> app_;
};

}  // namespace one_time_code_test

WERKBANK_TEST(one_time_code_test::OneTimeCodeTest);
#include "one_time_code_test.moc"
