// The conversation of a sign-in, by real clicks and keys: what is asked, what may be answered, and what is shown of it.
#include "getting_in_test_case.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>

#include "tests/runner/test_program.h"
#include "ui/factories/code_field.h"
#include "ui/factories/web_page.h"

namespace werkbank::sign_in_questions_test {

class SignInQuestionsTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void takes_only_what_codes_consist_of();
  void does_not_send_a_refused_code_twice();
  void shows_what_was_answered_but_never_the_answers();
  void says_how_often_one_may_try_and_what_comes_after();
  void quotes_the_server_and_shows_nothing_of_its_tricks();
  void opens_a_page_only_when_it_is_safe_and_the_button_is_pressed();
  void goes_on_after_a_page_without_typing_anything();
  void shows_a_hidden_answer_only_when_asked();
  void shows_an_unknown_computer_as_words_too();
  void holds_up_the_window_nowhere();
};

void SignInQuestionsTest::takes_only_what_codes_consist_of() {
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QTest::keyClicks(bench().answer(), "12 34");
  QCOMPARE(bench().answer()->text(), QString("1234"));
  QVERIFY(!bench().text_on_page().contains("only digits and letters"));
  QTest::keyClicks(bench().answer(), "$5");
  QCOMPARE(bench().answer()->text(), QString("12345"));
  bench().answer()->clear();
  QGuiApplication::clipboard()->setText(QString::fromUtf8(" 987\u00a0654\n"));
  bench().answer()->paste();
  QCOMPARE(bench().answer()->text(), QString("987654"));
  QCOMPARE(bench().answer()->echoMode(), QLineEdit::Normal);
  QCOMPARE(code_in(QString::fromUtf8("٣a-B€")), QString("3aB"));
  QCOMPARE(code_in(QString(500, 'x')).size(), qsizetype(64));
}

void SignInQuestionsTest::does_not_send_a_refused_code_twice() {
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  bench().give("111111");
  QVERIFY(wait_for([&] { return bench().is_there("factory.refused"); }));
  QVERIFY(bench().text_on_page().contains("Each code works only once"));
  QCOMPARE(bench().answer()->text(), QString());
  bench().give("111 111");
  QVERIFY(bench().text_on_page().contains("That is the code you just used."));
  QCOMPARE(bench().talking->told().size(), std::size_t(1));
  bench().answer()->clear();
  bench().give("123456");
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
  QCOMPARE(bench().talking->told(), (std::vector<std::string>{"111111", "123456"}));
}

void SignInQuestionsTest::shows_what_was_answered_but_never_the_answers() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    for (bool refused = false;; refused = true) {
      WERKBANK_TRY(const auto password, factory.ask(conversation, password_question(refused)));
      WERKBANK_TRY(const auto code, factory.ask(conversation, code_question()));
      if (password.reveal() == "geheim") return Done{};
    }
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(!bench().is_there("factory.answered"));
  bench().give("zomer2026");
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("You gave your password"); }));
  QVERIFY(wait_for([&] { return bench().answer() != nullptr; }));
  QVERIFY(!bench().text_on_page().contains("zomer2026"));
  bench().give("222222");
  // Both were refused, so neither is behind the person any more.
  QVERIFY(wait_for([&] { return bench().is_there("factory.refused"); }));
  QVERIFY(!bench().text_on_page().contains("You gave"));
  bench().give("geheim");
  QVERIFY(wait_for(
      [&] { return bench().text_on_page().contains("You gave your password") && bench().answer() != nullptr; }));
  bench().give("333333");
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
  QVERIFY(!bench().text_on_page().contains("You gave"));
}

void SignInQuestionsTest::says_how_often_one_may_try_and_what_comes_after() {
  QVERIFY(bench().open_factory());
  QVERIFY(bench().text_on_page().contains("a code from your app too"));
  QVERIFY(bench().ask());
  auto* tries = bench().find<QLabel>("factory.tries");
  QVERIFY(tries != nullptr);
  QVERIFY2(tries->text().contains("3") && tries->text().contains("24"), qPrintable(tries->text()));
  bench().give("111111");
  QVERIFY(wait_for([&] { return tries->text().contains("2") && !tries->text().contains("3"); }));
}

void SignInQuestionsTest::quotes_the_server_and_shows_nothing_of_its_tricks() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    Question question;
    question.server_words =
        "<b>Werkbank</b> says:\nyour password is \xe2\x80\xae"
        "olleh\x1b[31m" +
        std::string(9000, 'x');
    question.echo = true;
    WERKBANK_TRY(const auto answer, factory.ask(conversation, question));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(bench().text_on_page().contains("These are words of the factory's computer, not of Werkbank:"));
  bool is_shown = false;
  for (const auto* label : bench().window->findChildren<QLabel*>()) {
    if (!label->text().contains("<b>Werkbank</b>")) continue;
    is_shown = is_shown || label->isVisible();
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(label->text().startsWith(QChar(0x201c)));
    QVERIFY(label->text().size() < 620);
    QVERIFY(!label->text().contains(QChar(0x202e)) && !label->text().contains(QChar(27)));
  }
  QVERIFY(is_shown);
  bench().window->live().factory("noord")->cancel_sign_in();
}

void SignInQuestionsTest::opens_a_page_only_when_it_is_safe_and_the_button_is_pressed() {
  OpenedPages opened;
  for (const char* bad : {"http://auth.noord.example/x", "https://jansen@auth.noord.example/", "file:///etc/passwd",
                          "javascript:alert(1)", "https://", "https:///x", ""}) {
    QVERIFY2(!safe_page(bad).isValid(), bad);
  }
  QVERIFY(safe_page("https://auth.noord.example/device?code=AB-12").isValid());
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto bad, factory.ask(conversation, link_question("http://auth.noord.example/x")));
    WERKBANK_TRY(const auto good, factory.ask(conversation, link_question("https://auth.noord.example/d?code=AB-12")));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(!bench().is_there("factory.open_page"));
  bench().give("weiter");
  QVERIFY(wait_for([&] { return bench().is_there("factory.open_page"); }));
  QVERIFY(bench().is_there("factory.qr"));
  QVERIFY(bench().find<QWidget>("factory.qr")->accessibleName().contains("auth.noord.example"));
  QVERIFY(bench().text_on_page().contains("auth.noord.example"));
  QCOMPARE(opened.seen, QStringList());
  QVERIFY(bench().click("factory.open_page"));
  QCOMPARE(opened.seen, QStringList("https://auth.noord.example/d?code=AB-12"));
  bench().window->live().factory("noord")->cancel_sign_in();
}

void SignInQuestionsTest::goes_on_after_a_page_without_typing_anything() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto page, factory.ask(conversation, link_question("https://auth.noord.example/d")));
    WERKBANK_TRY(const auto password, factory.ask(conversation, password_question()));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QVERIFY(!bench().is_there("factory.continue"));
  QVERIFY(bench().click("factory.go_on"));
  QVERIFY(wait_for([&] { return bench().talking->told().size() == 1 && bench().answer() != nullptr; }));
  QVERIFY(bench().text_on_page().contains("You opened the page"));
  QVERIFY(bench().click("factory.continue"));  // a password is never empty
  QVERIFY(bench().text_on_page().contains("Type your answer first."));
  QCOMPARE(bench().talking->told(), std::vector<std::string>{""});
  bench().window->live().factory("noord")->cancel_sign_in();
}

void SignInQuestionsTest::shows_a_hidden_answer_only_when_asked() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto password, factory.ask(conversation, password_question()));
    WERKBANK_TRY(const auto again, factory.ask(conversation, password_question(true)));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().ask());
  QCOMPARE(bench().answer()->echoMode(), QLineEdit::Password);
  QVERIFY(bench().click("factory.show"));
  QCOMPARE(bench().answer()->echoMode(), QLineEdit::Normal);
  bench().give("geheim");
  QVERIFY(wait_for([&] { return bench().is_there("factory.refused"); }));
  QCOMPARE(bench().answer()->echoMode(), QLineEdit::Password);
  bench().window->live().factory("noord")->cancel_sign_in();
}

void SignInQuestionsTest::shows_an_unknown_computer_as_words_too() {
  bench().talking->script = [](TalkingFactory& factory, Conversation& conversation,
                               const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const bool right, conversation.is_right_host({"login.noord.example", "ssh-ed25519",
                                                               "SHA256:3m1mVqLZ0oY9m5m2kCwFJx7R0bqGmN1s6kq9w0eXz2A"}));
    if (!right) return Cancelled{};
    WERKBANK_TRY(const auto code, factory.ask(conversation, code_question()));
    return Done{};
  };
  QVERIFY(bench().open_factory());
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.fingerprint_words"); }));
  const auto spoken = bench().find<QLabel>("factory.fingerprint_words")->text().split(' ', Qt::SkipEmptyParts);
  QCOMPARE(spoken.size(), 8);
  QVERIFY(bench().find<QWidget>("factory.continue") == nullptr);
  QVERIFY(bench().click("factory.host_yes"));
  QVERIFY(wait_for([&] { return bench().answer() != nullptr; }));
  QVERIFY(bench().text_on_page().contains("login.noord.example is the right computer"));
  bench().window->live().factory("noord")->cancel_sign_in();
}

void SignInQuestionsTest::holds_up_the_window_nowhere() {
  LoopWatch loop;
  QVERIFY(bench().open_factory());
  loop.start();
  QVERIFY(bench().ask());
  bench().give("111111");
  QVERIFY(wait_for([&] { return bench().is_there("factory.refused"); }));
  bench().give("123456");
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
  loop.stop();
  QVERIFY2(loop.worst_ms() <= longest_hold_ms, qPrintable(QString::number(loop.worst_ms())));
}

}  // namespace werkbank::sign_in_questions_test

WERKBANK_TEST(werkbank::sign_in_questions_test::SignInQuestionsTest);
#include "sign_in_questions_test.moc"
