// What the keychain answers, what the person answers, and what is kept of it.
#include <map>
#include <vector>

#include "core/base/kept_secrets.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace kept_secrets_test {

class Keychain : public SecretStore {
 public:
  Result<std::optional<Secret>> find(const std::string& name) override {
    ++questions;
    if (is_locked) return Error{ErrorCode::local_file, {}, "locked"};
    const auto place = kept.find(name);
    if (place == kept.end()) return std::optional<Secret>();
    return std::optional(Secret(place->second));
  }
  Result<Done> keep(const std::string& name, const Secret& secret) override {
    if (is_locked) return Error{ErrorCode::local_file, {}, "locked"};
    kept[name] = secret.reveal();
    return Done{};
  }
  Result<Done> forget(const std::string& name) override {
    kept.erase(name);
    return Done{};
  }
  std::map<std::string, std::string> kept;
  int questions = 0;
  bool is_locked = false;
};

class Person : public Conversation {
 public:
  Result<Secret> ask(const Question& question) override {
    asked.push_back(question);
    return Secret(answer);
  }
  Result<bool> is_right_host(const HostFingerprint&) override { return true; }
  void banner(const std::string& text) override { heard += text; }
  bool keeps_secrets() const override { return keeps; }
  std::string answer = "typed";
  bool keeps = true;
  std::vector<Question> asked;
  std::string heard;
};

Question passphrase_of(const std::string& path, int tries_left = 3, bool refused = false) {
  Question question;
  question.kind = Question::Kind::key_passphrase;
  question.subject = path;
  question.tries_left = tries_left;
  question.refused_before = refused;
  return question;
}

Question password() {
  Question question;
  question.kind = Question::Kind::password;
  return question;
}

const std::string key = "/home/anna/.ssh/id_ed25519";

class KeptSecretsTest : public QObject {
  Q_OBJECT
 private slots:
  void a_kept_passphrase_is_not_asked_for() {
    Keychain keychain;
    keychain.kept[passphrase_name(key)] = "kept";
    Person person;
    KeptSecrets answers(&person, &keychain);
    const auto answer = answers.ask(passphrase_of(key));
    QVERIFY(answer.ok());
    QCOMPARE(answer->reveal(), std::string("kept"));
    QVERIFY(person.asked.empty());
  }

  void what_was_typed_is_kept_when_the_person_wants_it() {
    Keychain keychain;
    Person person;
    KeptSecrets answers(&person, &keychain);
    QVERIFY(answers.ask(passphrase_of(key)).ok());
    QVERIFY(keychain.kept.empty());  // not before it is known to be right
    QVERIFY(answers.settle().ok());
    QCOMPARE(keychain.kept, (std::map<std::string, std::string>{{"passphrase " + key, "typed"}}));
  }

  void nothing_is_kept_when_the_person_does_not_want_it() {
    Keychain keychain;
    Person person;
    person.keeps = false;
    KeptSecrets answers(&person, &keychain);
    QVERIFY(answers.ask(passphrase_of(key)).ok());
    QVERIFY(answers.settle().ok());
    QVERIFY(keychain.kept.empty());
  }

  void a_refused_one_is_forgotten_and_asked_for() {
    Keychain keychain;
    keychain.kept[passphrase_name(key)] = "old";
    Person person;
    KeptSecrets answers(&person, &keychain);
    QCOMPARE(answers.ask(passphrase_of(key))->reveal(), std::string("old"));
    QCOMPARE(answers.ask(passphrase_of(key, 2, true))->reveal(), std::string("typed"));
    QVERIFY(keychain.kept.empty());
    QCOMPARE(keychain.questions, 1);
    QVERIFY(answers.settle().ok());
    QCOMPARE(keychain.kept[passphrase_name(key)], std::string("typed"));
  }

  void only_what_was_not_refused_is_kept() {
    Keychain keychain;
    Person person;
    KeptSecrets answers(&person, &keychain);
    person.answer = "wrong";
    for (int left = 3; left > 0; --left) QVERIFY(answers.ask(passphrase_of(key, left, left < 3)).ok());
    // The person got in with another key.
    person.answer = "right";
    QVERIFY(answers.ask(passphrase_of("/other")).ok());
    QVERIFY(answers.settle().ok());
    QCOMPARE(keychain.kept, (std::map<std::string, std::string>{{"passphrase /other", "right"}}));
  }

  void what_was_typed_a_moment_ago_is_not_asked_for_again() {
    Person person;
    KeptSecrets answers(&person, nullptr);
    QVERIFY(answers.ask(passphrase_of(key)).ok());
    QCOMPARE(answers.ask(passphrase_of(key))->reveal(), std::string("typed"));
    QCOMPARE(person.asked.size(), std::size_t{1});
    // But one that was refused is.
    QVERIFY(answers.ask(passphrase_of(key, 2, true)).ok());
    QCOMPARE(person.asked.size(), std::size_t{2});
  }

  void passwords_and_codes_are_the_persons_alone() {
    Keychain keychain;
    Person person;
    KeptSecrets answers(&person, &keychain);
    QVERIFY(answers.ask(password()).ok());
    QVERIFY(answers.settle().ok());
    QCOMPARE(keychain.questions, 0);
    QVERIFY(keychain.kept.empty());
  }

  void a_keychain_that_does_not_open_is_as_good_as_none() {
    Keychain keychain;
    keychain.is_locked = true;
    Person person;
    KeptSecrets answers(&person, &keychain);
    QCOMPARE(answers.ask(passphrase_of(key))->reveal(), std::string("typed"));
    const auto kept = answers.settle();
    QVERIFY(kept.failed());
    QCOMPARE(kept.error().code, ErrorCode::local_file);
  }

  void with_nobody_there_a_question_says_that_a_person_is_needed() {
    Keychain keychain;
    keychain.kept[passphrase_name(key)] = "kept";
    KeptSecrets answers(nullptr, &keychain);
    QCOMPARE(answers.ask(passphrase_of(key))->reveal(), std::string("kept"));
    QVERIFY(!answers.needed_a_person());
    answers.banner("welcome");
    const auto unanswered = answers.ask(password());
    QVERIFY(unanswered.failed());
    QCOMPARE(unanswered.error().code, ErrorCode::sign_in_needed);
    QVERIFY(answers.needed_a_person());
    QVERIFY(KeptSecrets(nullptr, nullptr).is_right_host({}).failed());
  }
};

}  // namespace kept_secrets_test

WERKBANK_TEST(kept_secrets_test::KeptSecretsTest);
#include "kept_secrets_test.moc"
