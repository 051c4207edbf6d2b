// Getting in, by real clicks and keys: the conversation of a sign-in, keys, certificates, the connection check, adding
// a factory and using an invitation.
#include "getting_in_fixture.h"

#include <ctime>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QTabBar>

#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/factories/certificate_line.h"
#include "ui/factories/factories_page.h"

namespace werkbank::getting_in_test {

class GettingInTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void gets_in_with_an_invitation_and_a_code_on_three_screens();
  void takes_only_what_codes_consist_of();
  void does_not_send_a_refused_code_twice();
  void shows_what_was_answered_but_never_the_answers();
  void says_how_often_one_may_try_and_what_comes_after();
  void quotes_the_server_and_shows_nothing_of_its_tricks();
  void opens_a_page_only_when_it_is_safe_and_the_button_is_pressed();
  void goes_on_after_a_page_without_typing_anything();
  void shows_a_hidden_answer_only_when_asked();
  void says_that_a_new_account_may_take_hours();
  void stops_hard_when_another_computer_answers();
  void says_when_the_account_is_locked_and_for_how_long();
  void shows_an_unknown_computer_as_words_too();
  void makes_a_key_and_says_what_to_do_with_it();
  void makes_no_key_of_two_different_passphrases();
  void warns_of_a_key_that_the_factory_does_not_take();
  void offers_a_new_certificate_before_the_old_one_ends();
  void knows_where_a_certificate_stands();
  void shows_each_step_of_a_check_and_copies_a_report();
  void lists_only_what_is_used_and_adds_by_choosing();
  void says_why_a_factory_could_not_be_added();
  void uses_an_invitation_of_an_unknown_maker_only_after_the_words_were_heard();
  void refuses_an_invitation_that_was_changed();
  void takes_an_invitation_that_is_dropped_on_any_page();
  void opens_an_invitation_that_the_system_gave();
  void names_every_control_in_both_languages();
  void offers_nothing_that_nobody_can_do();
  void warns_nobody_of_anything();

 private:
  GettingInFixture& bench() { return *bench_; }
  std::unique_ptr<GettingInFixture> bench_;
};

void GettingInTest::init() { bench_ = std::make_unique<GettingInFixture>(); }

void GettingInTest::cleanup() { bench_.reset(); }

void GettingInTest::gets_in_with_an_invitation_and_a_code_on_three_screens() {
  bench().trusted = {bench().coach_key()};
  *bench().keys = {{"ssh-ed25519 AAAA jansen", "/home/jansen/.ssh/id_ed25519", "SHA256:x", true, false}};
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(bench().click("factories.add"));  // 1
  bench().window->findChild<FactoriesPage*>()->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));  // 2
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("cursus-07"); }));
  QVERIFY(bench().text_on_page().contains("M. Visser, kenniscentrum Noord"));
  QVERIFY(bench().text_on_page().contains("Welcome to the course on Tuesday."));
  QVERIFY(bench().click("invitation.use"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));  // 3
  QCOMPARE(bench().window->live().current()->profile().id, std::string("zuid"));
  QVERIFY(bench().ask());
  QVERIFY(bench().answer()->hasFocus());
  bench().give("123 456");
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
  QCOMPARE(bench().made.front()->told(), std::vector<std::string>{"123456"});
  QVERIFY(bench().window->live().factory("zuid")->state() == LiveFactory::State::signed_in);
}

void GettingInTest::takes_only_what_codes_consist_of() {
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

void GettingInTest::does_not_send_a_refused_code_twice() {
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

void GettingInTest::shows_what_was_answered_but_never_the_answers() {
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

void GettingInTest::says_how_often_one_may_try_and_what_comes_after() {
  QVERIFY(bench().open_factory());
  QVERIFY(bench().text_on_page().contains("a code from your app too"));
  QVERIFY(bench().ask());
  auto* tries = bench().find<QLabel>("factory.tries");
  QVERIFY(tries != nullptr);
  QVERIFY2(tries->text().contains("3") && tries->text().contains("24"), qPrintable(tries->text()));
  bench().give("111111");
  QVERIFY(wait_for([&] { return tries->text().contains("2") && !tries->text().contains("3"); }));
}

void GettingInTest::quotes_the_server_and_shows_nothing_of_its_tricks() {
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

void GettingInTest::opens_a_page_only_when_it_is_safe_and_the_button_is_pressed() {
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

void GettingInTest::goes_on_after_a_page_without_typing_anything() {
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

void GettingInTest::shows_a_hidden_answer_only_when_asked() {
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

void GettingInTest::says_that_a_new_account_may_take_hours() {
  bench().fails_with({ErrorCode::sign_in_refused, Message(LocalText{"Niet toegelaten.", "You were not let in."})});
  QVERIFY(bench().open_factory());
  QVERIFY(!bench().text_on_page().contains("key new?"));
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.problem"); }));
  QVERIFY(bench().text_on_page().contains("it can take up to 4 hours"));
  auto* again = bench().find<QPushButton>("factory.sign_in");
  QVERIFY(again != nullptr);
  QCOMPARE(again->text(), QString("Try again"));
}

void GettingInTest::stops_hard_when_another_computer_answers() {
  OpenedPages opened;
  bench().fails_with(
      {ErrorCode::host_key_changed, Message(LocalText{"Een andere computer.", "Another computer answers."})});
  QVERIFY(bench().open_factory());
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.stop"); }));
  QVERIFY(!bench().is_there("factory.sign_in"));
  QVERIFY(!bench().is_there("factory.host_yes"));
  QVERIFY(!bench().is_there("factory.problem"));
  QVERIFY(bench().text_on_page().contains("Another computer answers."));
  QVERIFY(bench().click("factory.stop.call"));
  QVERIFY(bench().click("factory.stop.mail"));
  QVERIFY(bench().click("factory.stop.site"));
  QCOMPARE(opened.seen,
           QStringList({"tel:+31501234567", "mailto:help@noord.example", "https://www.noord.example/help"}));
  QVERIFY(bench().click("factory.again"));  // looks once more, and stops again
  QVERIFY(wait_for([&] { return bench().is_there("factory.stop"); }));
}

void GettingInTest::says_when_the_account_is_locked_and_for_how_long() {
  bench().fails_with({ErrorCode::sign_in_blocked, Message(LocalText{"Geblokkeerd.", "The account is locked."})});
  QVERIFY(bench().open_factory());
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.stop"); }));
  QVERIFY(bench().text_on_page().contains("24 hours after the last try"));
  QVERIFY(!bench().is_there("factory.sign_in"));
}

void GettingInTest::shows_an_unknown_computer_as_words_too() {
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

void GettingInTest::makes_a_key_and_says_what_to_do_with_it() {
  OpenedPages opened;
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().is_there("factory.make_key"); }));
  QVERIFY(bench().click("factory.make_key"));
  QVERIFY(wait_for([&] { return bench().is_there("keys.make"); }));
  QVERIFY(bench().click("keys.make"));
  QVERIFY(wait_for([&] { return bench().is_there("keys.made"); }));
  QCOMPARE(bench().passphrase, std::string());
  QVERIFY(!bench().is_there("factory.make_key"));
  QVERIFY(bench().text_on_page().contains("Sign in on the account page, choose SSH keys"));
  QVERIFY(bench().click("keys.copy"));
  const QString copied = QGuiApplication::clipboard()->text();
  QVERIFY2(copied.startsWith("ssh-ed25519 AAAA") && !copied.contains('\n'), qPrintable(copied));
  QCOMPARE(bench().find<QPushButton>("keys.copy")->text(), QString("Copied"));
  QVERIFY(bench().click("keys.open_page"));
  QCOMPARE(opened.seen, QStringList("https://account.noord.example/keys"));
  QVERIFY(bench().click("keys.sign_in"));
  QVERIFY(wait_for([&] { return bench().answer() != nullptr; }));
  bench().window->live().factory("noord")->cancel_sign_in();
}

void GettingInTest::makes_no_key_of_two_different_passphrases() {
  QVERIFY(bench().open_factory());
  QVERIFY(bench().open_tab("My keys"));
  QVERIFY(wait_for([&] { return bench().is_there("keys.passphrase"); }));
  QVERIFY(!bench().is_there("keys.passphrase_again"));
  QTest::keyClicks(bench().find<QLineEdit>("keys.passphrase"), "kort");
  QVERIFY(bench().click("keys.make"));
  QVERIFY(bench().text_on_page().contains("at least 8 characters"));
  QTest::keyClicks(bench().find<QLineEdit>("keys.passphrase"), " is niet goed");
  QTest::keyClicks(bench().find<QLineEdit>("keys.passphrase_again"), "kort is wel goed");
  QVERIFY(bench().click("keys.make"));
  QVERIFY(bench().text_on_page().contains("This is not the same."));
  QVERIFY(!bench().is_there("keys.made"));
  bench().find<QLineEdit>("keys.passphrase_again")->clear();
  QTest::keyClicks(bench().find<QLineEdit>("keys.passphrase_again"), "kort is niet goed");
  QTest::keyClick(bench().find<QLineEdit>("keys.passphrase_again"), Qt::Key_Return);
  QVERIFY(wait_for([&] { return bench().is_there("keys.made"); }));
  QCOMPARE(bench().passphrase, std::string("kort is niet goed"));
  QCOMPARE(bench().window->findChild<QLineEdit*>("keys.passphrase")->text(), QString());
}

void GettingInTest::warns_of_a_key_that_the_factory_does_not_take() {
  *bench().keys = {{"ssh-rsa AAAA <b>oud</b>\n", "/home/jansen/.ssh/id_rsa", "SHA256:y", {}, false}};
  QVERIFY(bench().open_factory());
  QVERIFY(bench().open_tab("My keys"));
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("does not take keys of this kind"); }));
  QVERIFY(!bench().is_there("factory.make_key"));
  QVERIFY(bench().click("keys.copy"));
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("ssh-rsa AAAA <b>oud</b>"));
  QVERIFY(bench().click("keys.another"));
  QVERIFY(bench().is_there("keys.make"));
}

void GettingInTest::offers_a_new_certificate_before_the_old_one_ends() {
  OpenedPages opened;
  Profile profile = north();
  profile.certificate.page = "https://sso.noord.example/certificate";
  profile.certificate.command = {"step", "ssh", "login", "mijn naam"};
  profile.certificate.hours = 12;
  bench_ = std::make_unique<GettingInFixture>(profile);
  const auto now = static_cast<double>(std::time(nullptr));
  bench().certificate = ShownCertificate{"jansen", now - 39600, now + 1500};
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().is_there("certificate.renew"); }));
  QVERIFY(bench().text_on_page().contains("Certificate ends soon"));
  QVERIFY(bench().text_on_page().contains("left, until"));
  QVERIFY(bench().click("certificate.renew"));
  QCOMPARE(opened.seen, QStringList("https://sso.noord.example/certificate"));
  QVERIFY(bench().click("certificate.copy"));
  QCOMPARE(QGuiApplication::clipboard()->text(), QString("step ssh login 'mijn naam'"));
}

void GettingInTest::knows_where_a_certificate_stands() {
  const ShownCertificate day{"", 1000, 90000};
  QVERIFY(standing_of(std::nullopt, 0) == CertificateStanding::none);
  QVERIFY(standing_of(day, 999) == CertificateStanding::not_yet);
  QVERIFY(standing_of(day, 1000) == CertificateStanding::valid);
  QVERIFY(standing_of(day, 86399) == CertificateStanding::valid);
  QVERIFY(standing_of(day, 86400) == CertificateStanding::ends_soon);
  QVERIFY(standing_of(day, 90000) == CertificateStanding::over);
  QVERIFY(standing_of(ShownCertificate{"", 1000, {}}, 1e12) == CertificateStanding::valid);
}

void GettingInTest::shows_each_step_of_a_check_and_copies_a_report() {
  using State = ShownCheckStep::State;
  bench().steps = {
      made_up_step("dns", State::ok, {"Naam", "Name"}, {"192.0.2.7", "192.0.2.7"}),
      made_up_step("tcp", State::failed, {"Deur", "Door"}, {"Dicht.", "The door is shut."}, "refused\x1b[2J\nport 22"),
      made_up_step("key", State::skipped, {"Sleutel", "Host key"}, {"", ""})};
  QVERIFY(bench().open_factory());
  QVERIFY(bench().open_tab("Connection check"));
  QVERIFY(!bench().is_there("connection.copy"));
  QVERIFY(bench().click("connection.check"));
  QVERIFY(wait_for([&] { return bench().is_there("connection.result"); }));
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("Not looked at"); }));
  const QString page = bench().text_on_page();
  for (const char* word : {"In order", "Stops here", "Not looked at", "The door is shut.", "It stops at: Door"}) {
    QVERIFY2(page.contains(word), word);
  }
  QVERIFY(!page.contains("Busy"));
  QVERIFY(bench().click("connection.copy"));
  const QString report = QGuiApplication::clipboard()->text();
  QVERIFY2(report.contains("[Stops here] Door (0.03 s)\n    The door is shut.\n    refused"), qPrintable(report));
  QVERIFY(report.contains("login.noord.example"));
  QVERIFY(!report.contains(QChar(27)));
  QVERIFY(bench().click("connection.check"));
  QVERIFY(wait_for([&] { return bench().is_there("connection.result"); }));
  QVERIFY(wait_for([&] { return bench().text_on_page().count("Not looked at") == 1; }));
}

void GettingInTest::lists_only_what_is_used_and_adds_by_choosing() {
  Profile far = north();
  far.id = "ver";
  far.name = {"Verre fabriek", "Far factory"};
  far.operator_name = {"Centrum Ver, Finland", "Centre Far, Finland"};
  far.listed = false;
  bench().workbench->known_factories = {far, north()};
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(!bench().is_there("factories.open.ver"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(bench().text_on_page().contains("Centre Far, Finland"));
  QVERIFY(!bench().is_there("add.choose.noord"));  // is used already
  QVERIFY(bench().click("add.choose.ver"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  QCOMPARE(bench().made.size(), std::size_t(1));
  QVERIFY(bench().made.front()->own_.listed);
  QVERIFY(bench().click("factory.back"));
  QVERIFY(bench().is_there("factories.open.ver"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(!bench().is_there("add.choose.ver"));
}

void GettingInTest::says_why_a_factory_could_not_be_added() {
  Profile far = north();
  far.id = "ver";
  bench().workbench->known_factories = {far};
  bench().workbench->add_factory = [](const Profile&) -> Result<std::shared_ptr<Factory>> {
    return Error{ErrorCode::local_file, Message(LocalText{"De schijf is vol.", "The disk is full."})};
  };
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  QVERIFY(bench().click("factories.add"));
  QVERIFY(bench().click("add.choose.ver"));
  QVERIFY(wait_for([&] { return bench().is_there("add.problem"); }));
  QVERIFY(bench().text_on_page().contains("The disk is full."));
  QVERIFY(wait_for([&] { return bench().is_there("add.choose.ver"); }));
}

void GettingInTest::uses_an_invitation_of_an_unknown_maker_only_after_the_words_were_heard() {
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  auto* page = bench().window->findChild<FactoriesPage*>();
  page->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.words"); }));
  QCOMPARE(bench().find<QLabel>("invitation.words")->text().split(' ', Qt::SkipEmptyParts).size(), 8);
  QVERIFY(!bench().click("invitation.use"));  // cannot be pressed
  auto* heard = bench().find<QCheckBox>("invitation.heard");
  QTest::keyClick(heard, Qt::Key_Space);
  QVERIFY(heard->isChecked());
  // The yes was about this file; the next one asks anew.
  page->open_invitation(bench().write_invitation("tweede.werkbank"));
  QVERIFY(wait_for([&] { return bench().is_there("invitation.words"); }));
  QVERIFY(!heard->isChecked());
  QTest::keyClick(heard, Qt::Key_Space);
  QVERIFY(bench().click("invitation.use"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  QCOMPARE(bench().made.size(), std::size_t(1));
}

void GettingInTest::refuses_an_invitation_that_was_changed() {
  bench().trusted = {bench().coach_key()};
  const auto path = bench().write_invitation();
  QFile file(QString::fromStdString(path.string()));
  QVERIFY(file.open(QIODevice::ReadWrite));
  QByteArray bytes = file.readAll();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] == 'A' ? 'B' : 'A');
  file.seek(0);
  file.write(bytes);
  file.close();
  bench().open();
  QVERIFY(bench().click("window.rail_factory"));
  bench().window->findChild<FactoriesPage*>()->open_invitation(path);
  QVERIFY(wait_for([&] { return bench().is_there("invitation.problem"); }));
  QVERIFY(!bench().is_there("invitation.use"));
  QVERIFY(bench().click("invitation.back"));
  QVERIFY(bench().is_there("factories.open.noord"));
}

void GettingInTest::takes_an_invitation_that_is_dropped_on_any_page() {
  bench().trusted = {bench().coach_key()};
  bench().open();
  QMimeData wrong;
  wrong.setUrls({QUrl::fromLocalFile(bench().good_table())});
  QDragEnterEvent no({10, 10}, Qt::CopyAction, &wrong, Qt::LeftButton, {});
  no.ignore();
  QApplication::sendEvent(bench().window.get(), &no);
  QVERIFY(!no.isAccepted());
  QMimeData right;
  right.setUrls({QUrl::fromLocalFile(QString::fromStdString(bench().write_invitation().string()))});
  for (const char* page : {"window.rail_start", "window.rail_jobs", "window.rail_factory"}) {
    QVERIFY(bench().click(page));
    QVERIFY(!bench().is_there("invitation.use"));
    QDragEnterEvent yes({10, 10}, Qt::CopyAction, &right, Qt::LeftButton, {});
    yes.ignore();
    QApplication::sendEvent(bench().window.get(), &yes);
    QVERIFY(yes.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &right, Qt::LeftButton, {});
    QApplication::sendEvent(bench().window.get(), &drop);
    QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));
    QVERIFY(bench().find<QWidget>("invitation.use")->isEnabled());
    QVERIFY(bench().made.empty());  // nothing before the person says so
  }
}

void GettingInTest::opens_an_invitation_that_the_system_gave() {
  bench().trusted = {bench().coach_key()};
  bench().open();
  bench().window->open_invitation(bench().write_invitation());
  QVERIFY(wait_for([&] { return bench().is_there("invitation.use"); }));
  bench().workbench->read_invitation = {};
  QVERIFY(bench().click("window.rail_start"));
  bench().window->open_invitation(bench().write_invitation());
  QVERIFY(!bench().is_there("invitation.use"));
}

void GettingInTest::names_every_control_in_both_languages() {
  QVERIFY(bench().open_factory());
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench().click(language));
    auto* tabs = bench().find<QTabBar>("factory.tabs");
    for (int i = 0; i < tabs->count(); ++i) {
      tabs->setCurrentIndex(i);
      QCOMPARE(example::nameless_controls(*bench().window), QStringList());
    }
    QVERIFY(bench().ask());
    QCOMPARE(example::nameless_controls(*bench().window), QStringList());
    QVERIFY(bench().click("factory.cancel_sign_in"));
    QVERIFY(wait_for([&] { return bench().is_there("factory.sign_in"); }));
  }
}

void GettingInTest::offers_nothing_that_nobody_can_do() {
  Workbench& bare = *bench().workbench;
  bare.list_keys = {};
  bare.make_key = {};
  bare.find_certificate = {};
  bare.check_connection = {};
  bare.add_factory = {};
  bare.read_invitation = {};
  bare.known_factories = {north()};
  QVERIFY(bench().open_factory());
  QCOMPARE(bench().find<QTabBar>("factory.tabs")->count(), 3);
  QVERIFY(bench().click("factory.back"));
  QVERIFY(!bench().is_there("factories.add"));
}

void GettingInTest::warns_nobody_of_anything() {
  WarningWatch watch;
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
  QCOMPARE(WarningWatch::seen(), QStringList());
}

}  // namespace werkbank::getting_in_test

WERKBANK_TEST(werkbank::getting_in_test::GettingInTest);
#include "getting_in_test.moc"
