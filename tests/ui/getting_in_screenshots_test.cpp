// Pictures of every state of getting in, for people to look at: only when $WERKBANK_SCREENSHOTS names a folder to put
// them in. $WERKBANK_SHADE is light or dark, $WERKBANK_LANGUAGE nl or en, $WERKBANK_SIZE like 1000x700, and
// $QT_SCALE_FACTOR how many pixels one of ours has.
#include <atomic>
#include <ctime>
#include <thread>

#include <QCheckBox>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>

#include "fake_time.h"
#include "getting_in_fixture.h"
#include "tests/ui/themed_test.h"
#include "ui/factories/factories_page.h"
#include "ui/factories/numbered_edit.h"

namespace werkbank::getting_in_screenshots_test {

class GettingInScreenshotsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void takes_pictures_of_the_conversation();
  void takes_pictures_of_further_questions();
  void takes_pictures_of_a_page_to_open();
  void takes_pictures_of_stops();
  void takes_pictures_of_keys();
  void takes_pictures_of_handing_in();
  void takes_pictures_of_certificates();
  void takes_pictures_of_the_program_that_fetches_one();
  void takes_pictures_of_a_check();
  void takes_pictures_of_adding();
  void takes_pictures_of_a_lost_connection();
  void takes_pictures_of_the_editor();

 private:
  void take(const GettingInFixture& bench, const QString& name) const;
  void open(GettingInFixture& bench) const;
  void fail_with(GettingInFixture& bench, const Error& error, const QString& name) const;
  void open_tab(const GettingInFixture& bench, int tab) const;
  QString folder_ = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
};

void GettingInScreenshotsTest::initTestCase() {
  if (folder_.isEmpty()) QSKIP("WERKBANK_SCREENSHOTS is not set: nobody wants pictures now");
  QDir().mkpath(folder_);
}

void GettingInScreenshotsTest::open(GettingInFixture& bench) const {
  bench.settings->setValue("language", qEnvironmentVariable("WERKBANK_LANGUAGE", "en"));
  bench.open();
  const QStringList size = qEnvironmentVariable("WERKBANK_SIZE", "1280x800").split('x');
  bench.window->resize(size[0].toInt(), size[1].toInt());
  bench.window->live().set_current(bench.window->live().factory("noord"));
  bench.click("window.rail_factory");
}

void GettingInScreenshotsTest::take(const GettingInFixture& bench, const QString& name) const {
  QEventLoop settle;
  QTimer::singleShot(150, &settle, &QEventLoop::quit);
  settle.exec();
  const QString file = QStringLiteral("%1/%2.png").arg(folder_, name);
  QVERIFY2(bench.window->grab().save(file), qPrintable(file));
}

void GettingInScreenshotsTest::open_tab(const GettingInFixture& bench, int tab) const {
  bench.find<QTabBar>("factory.tabs")->setCurrentIndex(tab);
}

void GettingInScreenshotsTest::takes_pictures_of_the_conversation() {
  GettingInFixture bench;
  bench.talking->script = [](TalkingFactory& factory, Conversation& conversation,
                             const std::stop_token&) -> Result<Done> {
    conversation.banner("Welcome to North.\nUse of this system is logged. See https://www.noord.example/terms");
    WERKBANK_TRY(const bool right, conversation.is_right_host({"login.noord.example", "ssh-ed25519",
                                                               "SHA256:3m1mVqLZ0oY9m5m2kCwFJx7R0bqGmN1s6kq9w0eXz2A"}));
    if (!right) return Cancelled{};
    WERKBANK_TRY(const auto password, factory.ask(conversation, password_question()));
    WERKBANK_TRY(const auto code, factory.ask(conversation, code_question()));
    WERKBANK_TRY(const auto again, factory.ask(conversation, code_question(true)));
    return Done{};
  };
  open(bench);
  bench.click("factories.open.noord");
  take(bench, "01-signed-out");
  bench.click("factory.sign_in");
  QVERIFY(wait_for([&] { return bench.is_there("factory.host_yes"); }));
  take(bench, "02-host");
  bench.click("factory.host_yes");
  const auto asked = [&] { return bench.is_there("factory.answer"); };
  QVERIFY(wait_for(asked));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "geheim");
  take(bench, "03-password");
  bench.click("factory.continue");
  QVERIFY(wait_for(asked));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "492 731");
  take(bench, "04-code");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return bench.is_there("factory.refused"); }));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "492731");
  bench.click("factory.continue");
  take(bench, "05-code-refused-same-again");
  bench.find<QLineEdit>("factory.answer")->clear();
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "508112");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return bench.is_there("factory.sign_out"); }));
  take(bench, "06-signed-in");
}

void GettingInScreenshotsTest::takes_pictures_of_a_page_to_open() {
  GettingInFixture bench;
  bench.talking->script = [](TalkingFactory& factory, Conversation& conversation,
                             const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto page, factory.ask(conversation, link_question("https://auth.noord.example/realms/north/"
                                                                          "device?user_code=KXBN-QWRT")));
    Question question;
    question.kind = Question::Kind::new_password;
    question.what = Message(LocalText{"Kies een nieuw wachtwoord voor login.noord.example.",
                                      "Choose a new password for login.noord.example."});
    question.server_words =
        "You are required to change your password immediately (administrator enforced).\nNew password:";
    WERKBANK_TRY(const auto password, factory.ask(conversation, question));
    return Done{};
  };
  open(bench);
  bench.click("factories.open.noord");
  bench.click("factory.sign_in");
  QVERIFY(wait_for([&] { return bench.is_there("factory.open_page"); }));
  take(bench, "10-page");
  bench.click("factory.go_on");
  QVERIFY(wait_for([&] { return bench.is_there("factory.answer") && !bench.is_there("factory.open_page"); }));
  take(bench, "11-new-password");
  bench.window->live().factory("noord")->cancel_sign_in();
}

void GettingInScreenshotsTest::takes_pictures_of_further_questions() {
  const auto asks = [](Question::Kind kind, const LocalText& what) {
    Question question;
    question.kind = kind;
    question.what = Message(what);
    question.echo = kind == Question::Kind::user_name;
    return question;
  };
  GettingInFixture bench;
  bench.has_a_keychain();
  bench.talking->script = [&](TalkingFactory& factory, Conversation& conversation,
                              const std::stop_token&) -> Result<Done> {
    WERKBANK_TRY(const auto name, factory.ask(conversation, asks(Question::Kind::user_name,
                                                                 {"Wat is uw gebruikersnaam bij login.noord.example?",
                                                                  "What is your user name at login.noord.example?"})));
    WERKBANK_TRY(const auto secret, factory.ask(conversation, asks(Question::Kind::key_passphrase,
                                                                   {"Wat is de wachtzin van uw sleutel werkbank_noord?",
                                                                    "What is the passphrase of your key "
                                                                    "werkbank_noord?"})));
    WERKBANK_TRY(const auto again, factory.ask(conversation, password_question(true)));
    return Done{};
  };
  open(bench);
  bench.click("factories.open.noord");
  bench.click("factory.sign_in");
  QVERIFY(wait_for([&] { return bench.is_there("factory.answer"); }));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "jansen");
  take(bench, "07-user-name");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return bench.is_there("factory.keep"); }));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "drie woorden");
  bench.find<QCheckBox>("factory.keep")->setChecked(true);
  take(bench, "08-passphrase");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return bench.is_there("factory.refused"); }));
  take(bench, "09-password-refused");
  bench.window->live().factory("noord")->cancel_sign_in();
}

void GettingInScreenshotsTest::fail_with(GettingInFixture& bench, const Error& error, const QString& name) const {
  bench.talking->script = [error](TalkingFactory&, Conversation&, const std::stop_token&) -> Result<Done> {
    return error;
  };
  auto& live = *bench.window->live().factory("noord");
  live.sign_in();
  QVERIFY(wait_for([&] { return live.state() == LiveFactory::State::signed_out; }));
  take(bench, name);
}

void GettingInScreenshotsTest::takes_pictures_of_stops() {
  GettingInFixture bench;
  *bench.keys = {{"ssh-ed25519 AAAA jansen", "/home/jansen/.ssh/id_ed25519", "SHA256:x", true, false}};
  open(bench);
  bench.click("factories.open.noord");
  fail_with(bench,
            {ErrorCode::host_key_changed,
             Message(LocalText{"Op login.noord.example antwoordt een andere computer dan Werkbank kent.",
                               "At login.noord.example another computer answers than the one Werkbank knows."})},
            "12-host-changed");
  fail_with(bench,
            {ErrorCode::sign_in_blocked,
             Message(LocalText{"login.noord.example laat jansen nu niet toe: te veel verkeerde pogingen.",
                               "login.noord.example does not let jansen in now: too many wrong tries."})},
            "13-locked");
  fail_with(bench,
            {ErrorCode::sign_in_refused, Message(LocalText{"login.noord.example kent de sleutel van jansen niet.",
                                                           "login.noord.example does not know the key of jansen."})},
            "14-not-active");
}

void GettingInScreenshotsTest::takes_pictures_of_keys() {
  GettingInFixture bench;
  open(bench);
  bench.click("factories.open.noord");
  QVERIFY(wait_for([&] { return bench.is_there("factory.make_key"); }));
  take(bench, "20-key-wanted");
  bench.click("factory.make_key");
  QTest::keyClicks(bench.find<QLineEdit>("keys.passphrase"), "drie woorden samen");
  take(bench, "21-key-form");
  QTest::keyClicks(bench.find<QLineEdit>("keys.passphrase_again"), "drie woorden samen");
  bench.click("keys.make");
  QVERIFY(wait_for([&] { return bench.is_there("keys.made"); }));
  bench.click("keys.copy");
  bench.window->resize(bench.window->width(), 1150);
  take(bench, "22-key-made");
}

void GettingInScreenshotsTest::takes_pictures_of_handing_in() {
  GettingInFixture bench;
  bench.has_a_keychain();
  *bench.keys = {{"ssh-ed25519 AAAA werkbank@laptop", "/home/jansen/.ssh/werkbank_noord",
                  "SHA256:3m1mVqLZ0oY9m5m2kCwFJx7R0bqGmN1s6kq9w0eXz2A", true, true}};
  bench.talking->script = [](TalkingFactory&, Conversation&, const std::stop_token&) -> Result<Done> { return Done{}; };
  bench.talking->takes_keys = false;
  open(bench);
  bench.click("factories.open.noord");
  bench.click("factory.sign_in");
  QVERIFY(wait_for([&] { return bench.is_there("factory.sign_out"); }));
  open_tab(bench, 2);
  QVERIFY(wait_for([&] { return bench.is_there("keys.hand_in"); }));
  bench.window->resize(bench.window->width(), 1150);
  take(bench, "24-hand-in");
  bench.click("keys.hand_in");
  QVERIFY(wait_for([&] { return bench.is_there("keys.hand_in_problem"); }));
  take(bench, "25-hand-in-refused");
  bench.talking->takes_keys = true;
  bench.click("keys.hand_in");
  QVERIFY(wait_for([&] { return bench.is_there("keys.handed_in"); }));
  take(bench, "26-handed-in");
  bench.click("keys.another");
  QTest::keyClicks(bench.find<QLineEdit>("keys.passphrase"), "drie woorden samen");
  take(bench, "23-key-form-with-keychain");
}

void GettingInScreenshotsTest::takes_pictures_of_certificates() {
  Profile profile = north();
  profile.sign_in_methods = {"agent", "certificate"};
  profile.certificate.page = "https://sso.noord.example/certificate";
  profile.certificate.command = {"step", "ssh", "login", "--provisioner", "noord"};
  profile.certificate.hours = 12;
  profile.certificate.advice = {"Het programma step opent uw browser. Houd uw telefoon bij de hand.",
                                "The program step opens your browser. Keep your telephone at hand."};
  const auto now = static_cast<double>(std::time(nullptr));
  const std::vector<std::pair<QString, std::optional<ShownCertificate>>> states = {
      {"30-certificate-none", {}},
      {"31-certificate-valid", ShownCertificate{"jansen", now - 3600, now + 7 * 3600 + 2520}},
      {"32-certificate-soon", ShownCertificate{"jansen", now - 3600, now + 1500}},
      {"33-certificate-over", ShownCertificate{"jansen", now - 90000, now - 1500}}};
  for (const auto& [name, certificate] : states) {
    GettingInFixture bench(profile);
    bench.certificate = certificate;
    open(bench);
    bench.click("factories.open.noord");
    QVERIFY(wait_for([&] { return bench.is_there("certificate.state"); }));
    take(bench, name);
  }
}

void GettingInScreenshotsTest::takes_pictures_of_the_program_that_fetches_one() {
  Profile profile = north();
  profile.sign_in_methods = {"certificate"};
  profile.certificate.page = "https://sso.noord.example/certificate";
  profile.certificate.command = {"step", "ssh", "login", "{email}", "--provisioner", "noord"};
  profile.certificate.hours = 12;
  GettingInFixture bench(profile);
  std::atomic<bool> goes_on = false;
  std::atomic<bool> succeeds = false;
  bench.fetches_certificates_with([&](const std::stop_token& stop) -> Result<Done> {
    while (!goes_on && !stop.stop_requested()) std::this_thread::yield();
    goes_on = false;
    if (succeeds) return Done{};
    return Error{ErrorCode::sign_in_refused,
                 Message(LocalText{"Het programma step stopte met een fout. Zijn laatste woorden staan hieronder.",
                                   "The program step ended with an error. Its last words are below."}),
                 "error contacting https://ca.noord.example: certificate has expired"};
  });
  open(bench);
  bench.click("factories.open.noord");
  QVERIFY(wait_for([&] { return bench.click("certificate.fetch"); }));
  QTest::keyClicks(bench.find<QLineEdit>("certificate.fetch_email"), "j.jansen@bedrijf.example");
  take(bench, "34-certificate-may-it-run");
  bench.click("certificate.fetch_yes");
  QVERIFY(wait_for([&] { return bench.is_there("certificate.fetch_stop"); }));
  take(bench, "35-certificate-running");
  goes_on = true;
  QVERIFY(wait_for([&] { return bench.is_there("certificate.fetch_problem"); }));
  take(bench, "36-certificate-failed");
  const auto now = static_cast<double>(std::time(nullptr));
  bench.set_certificate(ShownCertificate{"jansen", now - 60, now + 12 * 3600});
  succeeds = true;
  bench.click("certificate.fetch_yes");
  goes_on = true;
  QVERIFY(wait_for([&] { return bench.is_there("certificate.fetch_done"); }));
  take(bench, "37-certificate-fetched");
}

void GettingInScreenshotsTest::takes_pictures_of_a_check() {
  using State = ShownCheckStep::State;
  GettingInFixture bench;
  bench.steps = {
      made_up_step("dns", State::ok, {"De naam van de computer", "The name of the computer"},
                   {"login.noord.example is gevonden.", "login.noord.example was found."}, "192.0.2.7, 2001:db8::7"),
      made_up_step("tcp", State::ok, {"De deur van de computer", "The door of the computer"},
                   {"De deur staat open.", "The door is open."}),
      made_up_step(
          "key", State::failed, {"Is het de goede computer?", "Is it the right computer?"},
          {"Er antwoordt een andere computer dan Werkbank kent. Bel uw fabriek.",
           "Another computer answers than the one Werkbank knows. Call your factory."},
          "offered ssh-ed25519 SHA256:3m1mVqLZ0oY9m5m2kCwFJx7R0bqGmN1s6kq9w0eXz2A\npinned 2 keys, none of these"),
      made_up_step("sign_in", State::skipped, {"Aanmelden", "Signing in"}, {"", ""})};
  open(bench);
  bench.click("factories.open.noord");
  open_tab(bench, 3);
  take(bench, "40-check-before");
  bench.click("connection.check");
  QVERIFY(wait_for([&] { return bench.is_there("connection.result"); }));
  bench.window->resize(bench.window->width(), 1150);
  take(bench, "41-check-failed");
}

void GettingInScreenshotsTest::takes_pictures_of_adding() {
  GettingInFixture bench;
  std::vector<Error> problems;
  bench.workbench->known_factories = read_further_profiles({WERKBANK_SOURCE_DIR "/resources/factories"}, problems);
  open(bench);
  take(bench, "50-list");
  bench.click("factories.add");
  take(bench, "51-add");
  auto* page = bench.window->findChild<FactoriesPage*>();
  page->open_invitation(bench.write_invitation());
  QVERIFY(wait_for([&] { return bench.is_there("invitation.words"); }));
  take(bench, "52-invitation-unknown");
  bench.trusted = {bench.coach_key()};
  bench.content.factory.id = "noord";
  bench.content.factory.host = "login2.noord.example";
  page->open_invitation(bench.write_invitation());
  QVERIFY(wait_for([&] { return bench.is_there("invitation.use") && !bench.is_there("invitation.words"); }));
  take(bench, "53-invitation-known");
  page->open_invitation(std::filesystem::path("/nergens/cursus.werkbank"));
  QVERIFY(wait_for([&] { return bench.is_there("invitation.problem"); }));
  take(bench, "54-invitation-broken");
}

void GettingInScreenshotsTest::takes_pictures_of_a_lost_connection() {
  Profile profile = north();
  profile.sign_in_methods = {"certificate"};
  profile.certificate.page = "https://sso.noord.example/certificate";
  GettingInFixture bench(profile);
  const auto time = std::make_shared<FakeTime>();
  bench.workbench->time = time;
  bench.certificate = ShownCertificate{"jansen", time->wall() - 3600, time->wall() + 1500};
  bench.talking->script = [](TalkingFactory&, Conversation&, const std::stop_token&) -> Result<Done> { return Done{}; };
  open(bench);
  auto& live = *bench.window->live().factory("noord");
  live.sign_in();
  QVERIFY(wait_for([&] { return live.offer() && bench.is_there("window.connection"); }));
  bench.click("window.rail_start");
  take(bench, "63-certificate-ends-soon");
  const Error lost{ErrorCode::connection_lost, Message(LocalText{"De verbinding met AI-fabriek Noord is weg.",
                                                                 "The connection to AI Factory North is gone."})};
  bench.talking->set_again([lost] { return Result<Done>(lost); });
  bench.talking->hangs_again = true;
  live.lost(lost);
  take(bench, "60-connecting-again");
  bench.talking->hangs_again = false;
  QVERIFY(wait_for([&] { return live.reconnect().stage() == Reconnect::Stage::waiting; }));
  time->pass(6);
  QVERIFY(wait_for([&] { return live.reconnect().stage() == Reconnect::Stage::waiting; }));
  bench.click("window.rail_jobs");
  take(bench, "61-trying-again-in-15-s");
  bench.talking->set_again({});
  time->pass(16);
  QVERIFY(wait_for([&] { return live.reconnect().stage() == Reconnect::Stage::needs_person; }));
  take(bench, "62-sign-in-again");
  bench.click("window.rail_factory");
  bench.click("factories.open.noord");
  take(bench, "64-page-while-offline");
}

void GettingInScreenshotsTest::takes_pictures_of_the_editor() {
  Profile profile = north();
  profile.verified = {"host", "sign_in.key.page", "help"};
  GettingInFixture bench(profile);
  bench.workbench->shipped_profile = [](const std::string&) -> Result<Profile> { return north(); };
  open(bench);
  bench.click("factories.open.noord");
  open_tab(bench, 4);
  take(bench, "70-help-and-what-was-checked");
  bench.window->resize(bench.window->width(), 1400);
  bench.click("factory.edit");
  take(bench, "71-editor");
  auto* text = bench.find<NumberedEdit>("profile.text");
  text->setPlainText(text->toPlainText().replace("\"port\": 22", "\"port\": 99999"));
  QVERIFY(wait_for([&] { return bench.is_there("profile.problem"); }));
  take(bench, "72-editor-wrong");
}

}  // namespace werkbank::getting_in_screenshots_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::getting_in_screenshots_test::GettingInScreenshotsTest>);
#include "getting_in_screenshots_test.moc"
