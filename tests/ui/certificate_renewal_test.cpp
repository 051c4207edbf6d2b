// A certificate that ends: said on every page before it does, and fetched by a program only after a clear yes.
#include <QLabel>

#include "fake_time.h"
#include "getting_in_test_case.h"
#include "style_marks.h"
#include "tests/ui/themed_test.h"

namespace werkbank::certificate_renewal_test {
namespace {

Profile with_certificates() {
  Profile profile = north();
  profile.sign_in_methods = {"certificate"};
  profile.certificate.command = {"step",        "ssh",    "login",         "{email}",
                                 "--principal", "{user}", "--provisioner", "my company"};
  profile.certificate.hours = 12;
  return profile;
}

Error ended_badly() {
  return {ErrorCode::sign_in_refused,
          Message(LocalText{"Het programma step stopte met een fout.", "The program step ended with an error."}),
          "error: token expired\n<b>bold</b>", Grade::ask_person};
}

}  // namespace

class CertificateRenewalTest : public GettingInTestCase {
  Q_OBJECT

 private slots:
  void the_badge_says_until_when();
  void a_new_one_is_offered_on_every_page_before_the_old_one_ends_and_can_be_closed();
  void runs_the_program_only_after_a_yes_to_its_very_words();
  void asks_for_what_the_command_has_to_be_told();
  void shows_the_last_words_of_a_program_that_failed();
  void stops_a_program_that_takes_too_long();
  void is_said_to_screen_readers_and_in_dutch();

 private:
  Profile profile() const override { return with_certificates(); }
  void prepare() override;
  ShownCertificate certificate(double seconds_left) const {
    return {"jansen", time_->wall() - 3600, time_->wall() + seconds_left};
  }
  bool sign_in();
  QString text_of(const QString& name) const;
  std::shared_ptr<FakeTime> time_;
};

void CertificateRenewalTest::prepare() {
  time_ = std::make_shared<FakeTime>();
  bench().workbench->time = time_;
  bench().talking->script = [](TalkingFactory&, Conversation&, const std::stop_token&) -> Result<Done> {
    return Done{};
  };
}

bool CertificateRenewalTest::sign_in() {
  if (!bench().open_factory()) return false;
  LiveFactory& live = *bench().window->live().factory("noord");
  bench().window->live().set_current(&live);
  return wait_for([&] { return bench().is_there("certificate.state"); }) && bench().click("factory.sign_in") &&
         wait_for([&] { return live.state() == LiveFactory::State::signed_in; });
}

QString CertificateRenewalTest::text_of(const QString& name) const {
  const auto* label = bench_->find<QLabel>(name);
  return label == nullptr ? QString() : label->text();
}

void CertificateRenewalTest::the_badge_says_until_when() {
  bench().certificate = certificate(7 * 3600);
  QVERIFY(sign_in());
  const auto end = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time_->wall() + 7 * 3600));
  const auto badge = [&] { return bench().find<StatusPill>("window.standing")->word(); };
  QVERIFY2(wait_for([&] { return badge().contains(end.time().toString("HH:mm")); }), qPrintable(badge()));
  QVERIFY(badge().startsWith("Signed in"));
  QVERIFY(bench().find<QWidget>("window.factory")->accessibleName().contains(end.time().toString("HH:mm")));
  QVERIFY(!bench().is_there("window.connection"));
  bench().set_certificate(std::nullopt);
  // A minute more each time: a look that was under way when the certificate went still saw it.
  QVERIFY(wait_for([&] {
    time_->pass(61);
    return badge() == "Signed in";
  }));
}

void CertificateRenewalTest::a_new_one_is_offered_on_every_page_before_the_old_one_ends_and_can_be_closed() {
  bench().certificate = certificate(2 * 3600);
  bench().fetches_certificates_with([](const std::stop_token&) -> Result<Done> { return Done{}; });
  QVERIFY(sign_in());
  QVERIFY(!bench().is_there("window.connection"));
  time_->pass(3660);
  QVERIFY(wait_for([&] { return bench().is_there("window.connection"); }));
  QVERIFY(bench().click("window.rail_jobs"));
  QVERIFY2(text_of("window.connection_words").contains("Your certificate for AI Factory North ends at"),
           qPrintable(text_of("window.connection_words")));
  QVERIFY(bench().click("window.connection_button"));
  QVERIFY(bench().is_there("certificate.fetch_yes"));  // nothing was run
  QVERIFY(bench().locked(bench().fetches).empty());
  QVERIFY(bench().click("window.connection_close"));
  QVERIFY(!bench().is_there("window.connection"));
  QSignalSpy looked(&bench().window->live(), &LiveWorkbench::certificate_changed);
  time_->pass(61);
  QVERIFY(wait_for([&] { return looked.count() == 1; }));
  QVERIFY(!bench().is_there("window.connection"));  // closed is closed, for this certificate
  bench().set_certificate(certificate(1800));
  time_->pass(61);
  QVERIFY(wait_for([&] { return bench().is_there("window.connection"); }));  // another one, so said once more
}

void CertificateRenewalTest::runs_the_program_only_after_a_yes_to_its_very_words() {
  bench().fetches_certificates_with([this](const std::stop_token&) -> Result<Done> {
    bench().set_certificate(certificate(12 * 3600));
    return Done{};
  });
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch"); }));
  QVERIFY(!bench().is_there("certificate.copy"));
  QVERIFY(bench().click("certificate.fetch"));
  QCOMPARE(text_of("certificate.fetch_command"),
           QString("step ssh login {email} --principal {user} --provisioner 'my company'"));
  QVERIFY(bench().click("certificate.fetch_no"));
  QVERIFY(bench().locked(bench().fetches).empty());
  QVERIFY(bench().click("certificate.fetch"));
  QTest::keyClicks(bench().find<QLineEdit>("certificate.fetch_email"), "jansen@bedrijf.example");
  QCOMPARE(text_of("certificate.fetch_command"),
           QString("step ssh login jansen@bedrijf.example --principal jansen --provisioner 'my company'"));
  QVERIFY(bench().click("certificate.fetch_yes"));
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch_done"); }));
  QCOMPARE(bench().locked(bench().fetches).size(), std::size_t(1));
  QVERIFY(wait_for([&] { return bench().text_on_page().contains("Certificate valid"); }));
  QVERIFY(bench().click("certificate.fetch_sign_in"));
  QVERIFY(wait_for([&] { return bench().is_there("factory.sign_out"); }));
}

void CertificateRenewalTest::asks_for_what_the_command_has_to_be_told() {
  bench().fetches_certificates_with([](const std::stop_token&) -> Result<Done> { return Done{}; });
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().click("certificate.fetch"); }));
  QCOMPARE(bench().find<QLineEdit>("certificate.fetch_user")->text(), QString("jansen"));  // known already
  QVERIFY(bench().find<QLineEdit>("certificate.fetch_email")->hasFocus());
  QVERIFY(bench().click("certificate.fetch_yes"));
  QVERIFY(bench().text_on_page().contains("Type this first."));
  auto* email = bench().find<QLineEdit>("certificate.fetch_email");
  QTest::keyClicks(email, "--exec=rm");
  QVERIFY(bench().click("certificate.fetch_yes"));
  QVERIFY(bench().text_on_page().contains("It cannot begin with a dash."));
  QVERIFY(bench().locked(bench().fetches).empty());
  email->clear();
  QTest::keyClicks(email, "j@b.example");
  QTest::keyClick(email, Qt::Key_Return);
  QVERIFY(wait_for([&] { return !bench().locked(bench().fetches).empty(); }));
  QVERIFY(bench().locked(bench().fetches).front() == std::make_pair(std::string("jansen"), std::string("j@b.example")));
}

void CertificateRenewalTest::shows_the_last_words_of_a_program_that_failed() {
  bench().fetches_certificates_with([](const std::stop_token&) -> Result<Done> { return ended_badly(); });
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().click("certificate.fetch"); }));
  QTest::keyClicks(bench().find<QLineEdit>("certificate.fetch_email"), "j@b.example");
  QVERIFY(bench().click("certificate.fetch_yes"));
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch_problem"); }));
  QVERIFY(bench().text_on_page().contains("The program step ended with an error."));
  QVERIFY(bench().text_on_page().contains("token expired"));
  QCOMPARE(bench().find<QLineEdit>("certificate.fetch_email")->text(), QString("j@b.example"));
  QVERIFY(bench().click("certificate.fetch_yes"));  // once more, as the person wants
  QVERIFY(wait_for([&] { return bench().locked(bench().fetches).size() == 2; }));
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch_problem"); }));
}

void CertificateRenewalTest::stops_a_program_that_takes_too_long() {
  bench().fetches_certificates_with([](const std::stop_token& stop) -> Result<Done> {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
    return Cancelled{};
  });
  QVERIFY(bench().open_factory());
  QVERIFY(wait_for([&] { return bench().click("certificate.fetch"); }));
  QTest::keyClicks(bench().find<QLineEdit>("certificate.fetch_email"), "j@b.example");
  QVERIFY(bench().click("certificate.fetch_yes"));
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch_stop"); }));
  QVERIFY(!bench().is_there("certificate.fetch_yes"));
  QVERIFY(bench().click("certificate.fetch_stop"));
  QVERIFY(wait_for([&] { return bench().is_there("certificate.fetch_yes"); }));
  QVERIFY(!bench().is_there("certificate.fetch_problem"));
}

void CertificateRenewalTest::is_said_to_screen_readers_and_in_dutch() {
  bench().certificate = certificate(1500);
  bench().fetches_certificates_with([](const std::stop_token&) -> Result<Done> { return ended_badly(); });
  QVERIFY(sign_in());
  QVERIFY(wait_for([&] { return bench().is_there("window.connection"); }));
  QVERIFY(bench().click("certificate.fetch"));
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench().click(language));
    QCOMPARE(example::nameless_controls(*bench().window), QStringList());
  }
  QVERIFY(bench().click("window.language_nl"));
  QVERIFY2(text_of("window.connection_words").startsWith("Uw certificaat voor AI-fabriek Noord"),
           qPrintable(text_of("window.connection_words")));
}

}  // namespace werkbank::certificate_renewal_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::certificate_renewal_test::CertificateRenewalTest>);
#include "certificate_renewal_test.moc"
