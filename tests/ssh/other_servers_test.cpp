// Servers of another make: one that writes down all that it is given, to prove what it never gets, and Dropbear.
#include <cstdlib>

#include "core/ssh/connection.h"
#include "core/ssh/sftp.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/opened.h"
#include "tests/ssh/support/other_servers.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace other_servers_test {

using Kind = Question::Kind;

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

std::unique_ptr<RecordingServer> recording(const std::string& mode) {
  auto server = std::make_unique<RecordingServer>(mode);
  if (!server->ready()) qWarning() << server->log().c_str();
  return server->ready() ? std::move(server) : nullptr;
}

class OtherServersTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    if (!has_asyncssh()) QSKIP("AsyncSSH is not installed (python3-asyncssh)");
    run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key().string()});
  }

  void a_key_runs_commands_and_moves_files_at_asyncssh() {
    const auto server = recording("keys");
    QVERIFY(server);
    server->authorize(read_text(key().string() + ".pub"));
    TestConversation conversation;
    const auto opened = Connection::open(server->endpoint(), {key_file_sign_in(key())}, conversation, {});
    QVERIFY2(opened.ok(), (words_of(opened) + server->log()).c_str());
    const auto answer = (*opened)->exec("anything", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("ran\n"));
    auto sftp = Sftp::open(**opened, {});
    QVERIFY(sftp.ok());
    const auto path = RemotePath::parse((folder_.path() / "sent").string()).value();
    QVERIFY(sftp->write_file(path, "whole", 0600, {}).ok());
    QCOMPARE(read_text(folder_.path() / "sent"), std::string("whole"));
  }

  void a_password_signs_in_at_asyncssh() {
    const auto server = recording("password");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"wrong one", "open sesame"};
    const auto opened = Connection::open(server->endpoint(), {password_sign_in(3)}, person, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(person.questions.size(), std::size_t{2});
    QCOMPARE(count_of(server->record(), "wrong one"), std::size_t{1});
  }

  void any_number_of_questions_in_any_number_of_rounds() {
    const auto server = recording("rounds");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"my password"};
    person.codes = {"111111", "222222"};
    person.others = {"research", ""};
    const auto opened = Connection::open(server->endpoint(), {password_sign_in(3)}, person, {});
    QVERIFY2(opened.ok(), (words_of(opened) + server->log()).c_str());
    QCOMPARE(person.questions.size(), std::size_t{5});
    const std::vector<Kind> kinds = {Kind::password, Kind::one_time_code, Kind::other, Kind::one_time_code,
                                     Kind::other};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      QCOMPARE(person.questions[i].kind, kinds[i]);
      QCOMPARE(person.questions[i].echo, i == 2 || i == 4);
      QCOMPARE(person.questions[i].tries_left, std::optional(3));
      QVERIFY(!person.questions[i].refused_before);
      QCOMPARE(person.questions[i].link, std::string(i >= 2 ? "https://id.example.org/start?x=1" : ""));
    }
    QVERIFY(std::find(person.banners.begin(), person.banners.end(), "Part one is done.") != person.banners.end());
    const auto record = server->record();
    QVERIFY(record.find("[\"my password\", \"111111\"]") != std::string::npos);
    QVERIFY2(record.find("[\"research\", \"222222\", \"\"]") != std::string::npos, record.c_str());
  }

  void a_new_password_asked_for_in_questions_is_answered_as_asked() {
    const auto server = recording("change");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"old password"};
    person.new_passwords = {"new password"};
    const auto opened = Connection::open(server->endpoint(), {password_sign_in(3)}, person, {});
    QVERIFY2(opened.ok(), words_of(opened).c_str());
    QCOMPARE(person.questions.size(), std::size_t{4});
    QCOMPARE(person.questions[1].kind, Kind::password);
    QVERIFY(person.questions[1].what.english().find("present password") != std::string::npos);
    QCOMPARE(person.questions[2].kind, Kind::new_password);
    QCOMPARE(person.questions[2].tries_left, std::optional<int>());
    QVERIFY(person.questions[3].what.english().find("once more") != std::string::npos);
    QVERIFY(server->record().find("[\"old password\", \"new password\", \"new password\"]") != std::string::npos);
  }

  void a_new_password_asked_for_by_the_password_method_says_where_to_change_it() {
    const auto server = recording("changereq");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"old password"};
    const auto opened = Connection::open(server->endpoint(), {password_sign_in(3)}, person, {});
    QVERIFY(opened.failed());
    QVERIFY2(opened.error().code == ErrorCode::password_change_needed, words_of(opened).c_str());
    QVERIFY(opened.error().message.english().find("website") != std::string::npos);
    QCOMPARE(count_of(server->record(), "old password"), std::size_t{1});
  }

  void a_server_that_says_back_what_was_typed_brings_no_secret_into_an_error() {
    const auto server = recording("echoes");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"hunter2", "hunter3", "hunter4"};
    const auto opened = Connection::open(server->endpoint(), {password_sign_in(2)}, person, {});
    QVERIFY(opened.failed());
    QVERIFY2(words_of(opened).find("hunter") == std::string::npos, words_of(opened).c_str());
    QVERIFY(count_of(server->record(), "hunter2") <= 1);
  }

  void a_server_that_asks_without_end_is_left() {
    for (const std::string mode : {"endless", "crowd"}) {
      const auto server = recording(mode);
      QVERIFY(server);
      WillingPerson person;
      person.passwords = {"again"};
      person.others = {"again"};
      const auto opened = Connection::open(server->endpoint(), {password_sign_in(3)}, person, {});
      QVERIFY(opened.failed());
      QVERIFY(person.questions.size() <= 30);
    }
  }

  void a_host_whose_key_has_changed_gets_nothing() {
    const auto server = recording("all");
    QVERIFY(server);
    server->authorize(read_text(key().string() + ".pub"));
    auto endpoint = server->endpoint();
    // A key of the same type, but another one.
    endpoint.host_keys = {first_two_words(read_text(key().string() + ".pub"))};
    WillingPerson person;
    person.passwords = {"open sesame"};
    const auto opened = Connection::open(endpoint, {key_file_sign_in(key()), password_sign_in(3)}, person, {});
    QVERIFY(opened.failed());
    QCOMPARE(opened.error().code, ErrorCode::host_key_changed);
    QVERIFY(person.questions.empty());
    // Connected, and nothing else: no user name, no key, no password.
    const auto record = server->record();
    QVERIFY(record.find("\"connected\"") != std::string::npos);
    QCOMPARE(count_of(record, "\"what\""), count_of(record, "\"connected\""));
  }

  void nor_with_a_certificate_or_an_agent() {
    const auto server = recording("all");
    QVERIFY(server);
    const auto socket = folder_.path() / "agent";
    Child agent({"ssh-agent", "-D", "-a", socket.string()}, "/dev/null");
    QVERIFY(eventually([&socket] { return std::filesystem::exists(socket); }, 10));
    Child add({"ssh-add", "-q", key().string()}, "/dev/null", {"SSH_AUTH_SOCK=" + socket.string()});
    QCOMPARE(add.wait(), 0);
    run_program({"ssh-keygen", "-q", "-s", key().string(), "-I", "test", "-n", "anybody", "-V", "-1m:+1h",
                 key().string() + ".pub"});
    const SignInMethods methods = {agent_sign_in(socket.string()),
                                   certificate_sign_in(key(), key().string() + "-cert.pub"), password_sign_in(3)};
    auto pinned = server->endpoint();
    pinned.host_keys = {first_two_words(read_text(key().string() + ".pub"))};
    auto published = server->endpoint();
    published.host_keys.clear();
    published.host_fingerprints = {"SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0"};
    for (const auto& endpoint : {pinned, published}) {
      WillingPerson person;
      person.passwords = {"open sesame"};
      const auto opened = Connection::open(endpoint, methods, person, {});
      QVERIFY(opened.failed());
      QVERIFY2(opened.error().code == ErrorCode::host_key_changed, words_of(opened).c_str());
      QVERIFY(person.questions.empty() && person.hosts.empty());
    }
    const auto record = server->record();
    QCOMPARE(count_of(record, "\"connected\""), std::size_t{2});
    QCOMPARE(count_of(record, "\"what\""), count_of(record, "\"connected\""));
    std::filesystem::remove(key().string() + "-cert.pub");
  }

  void nor_on_the_way_nor_behind_it() {
    const auto jump = recording("jump");
    const auto target = recording("password");
    QVERIFY(jump && target);
    const auto other = first_two_words(read_text(key().string() + ".pub"));
    auto endpoint = target->endpoint();
    endpoint.jumps = {jump->endpoint()};
    endpoint.jumps[0].host_keys = {other};
    WillingPerson person;
    person.passwords = {"open sesame"};
    const auto at_jump = Connection::open(endpoint, {password_sign_in(3)}, person, {});
    QVERIFY(at_jump.failed());
    QCOMPARE(at_jump.error().code, ErrorCode::host_key_changed);
    QCOMPARE(count_of(jump->record(), "\"what\""), count_of(jump->record(), "\"connected\""));
    QVERIFY(target->record().empty() && person.questions.empty());
    endpoint.jumps = {jump->endpoint()};
    endpoint.host_keys = {other};
    const auto behind = Connection::open(endpoint, {password_sign_in(3)}, person, {});
    QVERIFY(behind.failed());
    QCOMPARE(behind.error().code, ErrorCode::host_key_changed);
    QCOMPARE(person.questions.size(), std::size_t{1});  // the jump host's own
    QVERIFY(target->record().find("\"connected\"") != std::string::npos);
    QCOMPARE(count_of(target->record(), "\"what\""), count_of(target->record(), "\"connected\""));
  }

  void a_refused_answer_is_never_sent_again_by_itself() {
    const auto server = recording("password");
    QVERIFY(server);
    WillingPerson person;
    person.passwords = {"wrong-1", "wrong-2", "wrong-3"};
    QVERIFY(Connection::open(server->endpoint(), {password_sign_in(3)}, person, {}).failed());
    const auto record = server->record();
    for (const std::string word : {"wrong-1", "wrong-2", "wrong-3"}) QCOMPARE(count_of(record, word), std::size_t{1});
    QCOMPARE(count_of(record, "\"password\", "), std::size_t{3});
  }

  void a_computer_on_the_way_never_gets_the_targets_secrets() {
    const auto jump = recording("jump");
    const auto target = recording("password");
    QVERIFY(jump && target);
    auto endpoint = target->endpoint();
    endpoint.user = "at-target";
    auto way = jump->endpoint();
    way.user = "at-jump";
    endpoint.jumps = {way};
    WillingPerson person;
    person.passwords = {"wrong for jump", "open sesame", "wrong for target", "open sesame"};
    const auto opened = Connection::open(endpoint, {password_sign_in(3)}, person, {});
    QVERIFY2(opened.ok(), (words_of(opened) + jump->log()).c_str());
    QCOMPARE(person.questions.size(), std::size_t{4});
    QVERIFY(person.questions[0].what.english().find("at-jump") != std::string::npos);
    QVERIFY(person.questions[2].what.english().find("at-target") != std::string::npos);
    const auto seen = jump->record();
    QVERIFY(seen.find("wrong for jump") != std::string::npos);
    QVERIFY(seen.find("for target") == std::string::npos && seen.find("at-target") == std::string::npos);
    QVERIFY(target->record().find("for jump") == std::string::npos);
    QCOMPARE(count_of(seen, "\"forward\""), std::size_t{1});
  }

  void dropbear_takes_keys_passwords_and_commands() {
    if (!has_dropbear()) QSKIP("Dropbear is not installed (dropbear-bin)");
    if (!is_root()) QSKIP("an account can be made only as root");
    UnixUser user;
    if (!user.made()) QSKIP("no account could be made here (useradd)");
    DropbearServer server(user, read_text(key().string() + ".pub"));
    QVERIFY2(server.ready(), server.log().c_str());
    TestConversation nobody;
    const auto by_key = Connection::open(server.endpoint(), {key_file_sign_in(key())}, nobody, {});
    QVERIFY2(by_key.ok(), (words_of(by_key) + server.log()).c_str());
    const auto answer = (*by_key)->exec("id -un", {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, user.name() + "\n");
    WillingPerson person;
    person.passwords = {user.password()};
    const auto by_password = Connection::open(server.endpoint(), {password_sign_in(3)}, person, {});
    QVERIFY2(by_password.ok(), (words_of(by_password) + server.log()).c_str());
    QCOMPARE(person.questions.size(), std::size_t{1});
    auto endpoint = server.endpoint();
    endpoint.host_keys = {first_two_words(read_text(key().string() + ".pub"))};
    const auto changed = Connection::open(endpoint, {key_file_sign_in(key())}, nobody, {});
    QVERIFY(changed.failed());
    QCOMPARE(changed.error().code, ErrorCode::host_key_changed);
  }

 private:
  std::filesystem::path key() const { return folder_.path() / "key"; }
  static std::string first_two_words(const std::string& line) {
    return line.substr(0, line.find(' ', line.find(' ') + 1));
  }

  TestFolder folder_;
};

}  // namespace other_servers_test

WERKBANK_TEST(other_servers_test::OtherServersTest);
#include "other_servers_test.moc"
