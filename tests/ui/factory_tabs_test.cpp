// What the tabs of a factory show, by real clicks and keys: a sign-in that was refused, keys, a certificate, and the
// check of the connection.
#include "getting_in_test_case.h"

#include <ctime>

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTabBar>

#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/factories/certificate_line.h"

namespace werkbank::factory_tabs_test {

class FactoryTabsTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void says_that_a_new_account_may_take_hours();
  void stops_hard_when_another_computer_answers();
  void says_when_the_account_is_locked_and_for_how_long();
  void makes_a_key_and_says_what_to_do_with_it();
  void makes_no_key_of_two_different_passphrases();
  void warns_of_a_key_that_the_factory_does_not_take();
  void offers_a_new_certificate_before_the_old_one_ends();
  void knows_where_a_certificate_stands();
  void shows_each_step_of_a_check_and_copies_a_report();
  void names_every_control_in_both_languages();
};

void FactoryTabsTest::says_that_a_new_account_may_take_hours() {
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

void FactoryTabsTest::stops_hard_when_another_computer_answers() {
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

void FactoryTabsTest::says_when_the_account_is_locked_and_for_how_long() {
  bench().fails_with({ErrorCode::sign_in_blocked, Message(LocalText{"Geblokkeerd.", "The account is locked."})});
  QVERIFY(bench().open_factory());
  QVERIFY(bench().click("factory.sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.stop"); }));
  QVERIFY(bench().text_on_page().contains("24 hours after the last try"));
  QVERIFY(!bench().is_there("factory.sign_in"));
}

void FactoryTabsTest::makes_a_key_and_says_what_to_do_with_it() {
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

void FactoryTabsTest::makes_no_key_of_two_different_passphrases() {
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

void FactoryTabsTest::warns_of_a_key_that_the_factory_does_not_take() {
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

void FactoryTabsTest::offers_a_new_certificate_before_the_old_one_ends() {
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

void FactoryTabsTest::knows_where_a_certificate_stands() {
  const ShownCertificate day{"", 1000, 90000};
  QVERIFY(standing_of(std::nullopt, 0) == CertificateStanding::none);
  QVERIFY(standing_of(day, 999) == CertificateStanding::not_yet);
  QVERIFY(standing_of(day, 1000) == CertificateStanding::valid);
  QVERIFY(standing_of(day, 86399) == CertificateStanding::valid);
  QVERIFY(standing_of(day, 86400) == CertificateStanding::ends_soon);
  QVERIFY(standing_of(day, 90000) == CertificateStanding::over);
  QVERIFY(standing_of(ShownCertificate{"", 1000, {}}, 1e12) == CertificateStanding::valid);
}

void FactoryTabsTest::shows_each_step_of_a_check_and_copies_a_report() {
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

void FactoryTabsTest::names_every_control_in_both_languages() {
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

}  // namespace werkbank::factory_tabs_test

WERKBANK_TEST(werkbank::factory_tabs_test::FactoryTabsTest);
#include "factory_tabs_test.moc"
