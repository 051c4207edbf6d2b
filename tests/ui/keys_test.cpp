// Keys: a passphrase that the computer remembers when asked to, a key that is handed in over a sign-in by password, and
// how many screens lie between an installed program and being signed in.
#include <set>

#include <QCheckBox>
#include <QLabel>

#include "getting_in_test_case.h"
#include "style_marks.h"
#include "tests/ui/themed_test.h"

namespace werkbank::keys_test {
namespace {

const ShownKey own_key = {"ssh-ed25519 AAAA werkbank@laptop", "/home/jansen/.ssh/werkbank", "SHA256:x", true, true};

Question passphrase_question() {
  Question question;
  question.kind = Question::Kind::key_passphrase;
  question.what = Message(LocalText{"Wat is de wachtzin van uw sleutel?", "What is the passphrase of your key?"});
  question.subject = "/home/jansen/.ssh/werkbank";
  return question;
}

}  // namespace

class KeysTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void asks_whether_a_passphrase_is_to_be_remembered();
  void asks_that_of_nothing_but_a_passphrase_and_only_with_a_keychain();
  void remembers_the_passphrase_of_a_new_key_when_asked_to();
  void says_when_the_keychain_does_not_open();
  void hands_in_a_key_with_one_press();
  void says_why_a_key_was_not_taken_and_tries_again();
  void hands_in_nothing_while_signed_out_or_for_a_practice_factory();
  void names_its_controls_in_both_languages();
  void gets_in_with_a_key_and_a_code_on_three_screens_without_typing_a_path_or_a_command();

 private:
  LiveFactory& live() { return *bench_->window->live().factory("noord"); }
  bool open_keys() { return bench_->open_tab("My keys"); }
  bool sign_in_by_password();
};

bool KeysTest::sign_in_by_password() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto password, factory.ask(conversation, password_question()));
    return Done{};
  };
  if (!bench().open_factory() || !bench().ask()) return false;
  bench().give("geheim");
  return wait_for([&] { return live().state() == LiveFactory::State::signed_in; });
}

void KeysTest::asks_whether_a_passphrase_is_to_be_remembered() {
  bench().has_a_keychain();
  std::vector<bool> wanted;
  bench().talking->script = [&wanted](TalkingFactory& factory, Conversation& conversation,
                                      const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto secret, factory.ask(conversation, passphrase_question()));
    wanted.push_back(conversation.keeps_secrets());
    return Done{};
  };
  QVERIFY(bench().open_factory());
  for (const bool is_to_be_kept : {false, true, false}) {
    QVERIFY(bench().ask());
    auto* keep = bench().find<QCheckBox>("factory.keep");
    QVERIFY(keep != nullptr);
    QVERIFY(!keep->isChecked());  // never by itself
    if (is_to_be_kept) QTest::keyClick(keep, Qt::Key_Space);
    bench().give("drie woorden samen");
    QVERIFY(wait_for([&] { return bench().click("factory.sign_out"); }));
    QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  }
  QCOMPARE(wanted, (std::vector<bool>{false, true, false}));
}

void KeysTest::asks_that_of_nothing_but_a_passphrase_and_only_with_a_keychain() {
  bench().has_a_keychain();
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto password, factory.ask(conversation, password_question()));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(!bench().is_there("factory.keep"));
  live().cancel_sign_in();
  bench_ = std::make_unique<GettingInFixture>();  // without a keychain
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto secret, factory.ask(conversation, passphrase_question()));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(!bench().is_there("factory.keep"));
  QVERIFY(bench().text_on_page().contains("Werkbank does not keep it"));
  live().cancel_sign_in();
}

void KeysTest::remembers_the_passphrase_of_a_new_key_when_asked_to() {
  bench().has_a_keychain();
  QVERIFY(bench().open_factory());
  QVERIFY(open_keys());
  for (const bool is_to_be_kept : {false, true}) {
    QVERIFY(wait_for([&] { return bench().is_there("keys.passphrase"); }));
    QVERIFY(!bench().is_there("keys.keep"));  // nothing to remember yet
    for (const char* field : {"keys.passphrase", "keys.passphrase_again"}) {
      QTest::keyClicks(bench().find<QLineEdit>(field), "drie woorden samen");
    }
    auto* keep = bench().find<QCheckBox>("keys.keep");
    QVERIFY(keep != nullptr && !keep->isChecked());
    if (is_to_be_kept) QTest::keyClick(keep, Qt::Key_Space);
    QVERIFY(bench().click("keys.make"));
    QVERIFY(wait_for([&] { return bench().is_there("keys.made") && bench().click("keys.another"); }));
    if (!is_to_be_kept) QVERIFY(bench().locked(bench().kept).empty());
  }
  QVERIFY(wait_for([&] { return bench().locked(bench().kept).size() == 1; }));
  QCOMPARE(QString::fromStdString(bench().locked(bench().kept).front().second), QString("drie woorden samen"));
}

void KeysTest::says_when_the_keychain_does_not_open() {
  bench().has_a_keychain(Error{ErrorCode::local_file, Message(LocalText{"Dicht.", "The keychain does not open."})});
  QVERIFY(bench().open_factory());
  QVERIFY(open_keys());
  QVERIFY(wait_for([&] { return bench().is_there("keys.passphrase"); }));
  for (const char* field : {"keys.passphrase", "keys.passphrase_again"}) {
    QTest::keyClicks(bench().find<QLineEdit>(field), "drie woorden samen");
  }
  QTest::keyClick(bench().find<QCheckBox>("keys.keep"), Qt::Key_Space);
  QVERIFY(bench().click("keys.make"));
  QVERIFY(wait_for([&] { return bench().is_there("keys.problem"); }));
  QVERIFY(bench().text_on_page().contains("The keychain does not open."));
  QVERIFY(bench().is_there("keys.made"));  // the key is there all the same
}

void KeysTest::hands_in_a_key_with_one_press() {
  *bench().keys = {own_key};
  QVERIFY(sign_in_by_password());
  QVERIFY(open_keys());
  QVERIFY(wait_for([&] { return bench().is_there("keys.hand_in"); }));
  QVERIFY(bench().talking->handed_in().empty());
  QVERIFY(bench().click("keys.hand_in"));
  QVERIFY(wait_for([&] { return bench().is_there("keys.handed_in"); }));
  QCOMPARE(bench().talking->handed_in(), std::vector<std::string>{own_key.public_line});
  QVERIFY(bench().text_on_page().contains("From now on you get in without a password."));
  QVERIFY(!bench().is_there("keys.hand_in"));
}

void KeysTest::says_why_a_key_was_not_taken_and_tries_again() {
  *bench().keys = {own_key};
  bench().talking->takes_keys = false;
  QVERIFY(sign_in_by_password());
  QVERIFY(open_keys());
  QVERIFY(wait_for([&] { return bench().click("keys.hand_in"); }));
  QVERIFY(wait_for([&] { return bench().is_there("keys.hand_in_problem"); }));
  QVERIFY(bench().text_on_page().contains("The factory does not let Werkbank add the key."));
  bench().talking->takes_keys = true;
  QVERIFY(wait_for([&] { return bench().click("keys.hand_in"); }));
  QVERIFY(wait_for([&] { return bench().is_there("keys.handed_in"); }));
  QVERIFY(!bench().is_there("keys.hand_in_problem"));
}

void KeysTest::hands_in_nothing_while_signed_out_or_for_a_practice_factory() {
  *bench().keys = {own_key};
  QVERIFY(bench().open_factory());
  QVERIFY(open_keys());
  QVERIFY(wait_for([&] { return bench().is_there("keys.copy"); }));
  QVERIFY(!bench().is_there("keys.hand_in"));
  QVERIFY(bench().click("factory.back"));
  QVERIFY(bench().click("factories.open.practice"));
  QVERIFY(
      wait_for([&] { return bench().window->live().factory("practice")->state() == LiveFactory::State::signed_in; }));
  QVERIFY(!open_keys());
}

void KeysTest::names_its_controls_in_both_languages() {
  bench().has_a_keychain();
  *bench().keys = {own_key};
  QVERIFY(sign_in_by_password());
  QVERIFY(open_keys());
  QVERIFY(wait_for([&] { return bench().click("keys.another"); }));
  QTest::keyClicks(bench().find<QLineEdit>("keys.passphrase"), "drie woorden samen");
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench().click(language));
    QVERIFY(bench().is_there("keys.keep"));
    QCOMPARE(example::nameless_controls(*bench().window), QStringList());
  }
}

void KeysTest::gets_in_with_a_key_and_a_code_on_three_screens_without_typing_a_path_or_a_command() {
  *bench().keys = {own_key};
  std::vector<QString> screens;
  QStringList typed;
  bench().settings->setValue("factory", "noord");
  bench().open();
  screens.emplace_back("Start");
  QVERIFY(bench().click("window.factory"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  screens.emplace_back("Factory: sign in");
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().answer() != nullptr; }));
  screens.emplace_back("Factory: the code");
  typed << "123456";
  bench().give(typed.last());
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in; }));
  qInfo("from the installed program to signed in with a key and a code: %zu screens, %lld thing(s) typed",
        screens.size(), static_cast<long long>(typed.size()));
  QVERIFY(screens.size() <= 3);
  QCOMPARE(bench().talking->told(), std::vector<std::string>{"123456"});  // a code; no path, no command, no name
}

}  // namespace werkbank::keys_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::keys_test::KeysTest>);
#include "keys_test.moc"
