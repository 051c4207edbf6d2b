// LiveFactory: signing in with the person's own answers, and what happens when the connection goes.
#include "tests/runner/test_program.h"
#include "window_fixture.h"

namespace werkbank::live_factory_test {

class LiveFactoryTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void asks_again_after_a_wrong_password_and_never_sends_it_twice();
  void shows_the_fingerprint_of_an_unknown_host_and_stops_at_no();
  void keeps_the_host_key_that_the_person_accepted();
  void stops_signing_in_when_the_person_wants_to();
  void goes_offline_when_the_connection_is_gone_and_waits_for_the_person();

 private:
  LiveFactory& live() const { return *bench_->window->live().factory("noord"); }
  bool asks() const { return live().person().question().has_value(); }
  std::unique_ptr<WindowFixture> bench_;
};

void LiveFactoryTest::init() {
  bench_ = std::make_unique<WindowFixture>();
  bench_->open();
}

void LiveFactoryTest::cleanup() { bench_.reset(); }

void LiveFactoryTest::asks_again_after_a_wrong_password_and_never_sends_it_twice() {
  live().sign_in();
  QVERIFY(wait_for([&] { return asks(); }));
  QVERIFY(!live().person().question()->refused_before);
  live().person().answer(Secret("verkeerd"));
  QVERIFY(wait_for([&] { return asks() && live().person().question()->refused_before; }));
  QCOMPARE(live().person().question()->tries_left.value(), 2);
  QCOMPARE(bench_->real->passwords(), std::vector<std::string>{"verkeerd"});
  live().person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in; }));
  QCOMPARE(bench_->real->passwords(), (std::vector<std::string>{"verkeerd", "geheim"}));
}

void LiveFactoryTest::shows_the_fingerprint_of_an_unknown_host_and_stops_at_no() {
  bench_->real->asks_host = true;
  live().sign_in();
  QVERIFY(wait_for([&] { return live().person().fingerprint().has_value(); }));
  QCOMPARE(live().person().fingerprint()->sha256, std::string("SHA256:abcDEF123+/xyz"));
  live().person().answer_host(false);
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_out; }));
  QVERIFY(live().problem()->code == ErrorCode::host_key_unknown);
  QVERIFY(bench_->real->passwords().empty());
}

void LiveFactoryTest::keeps_the_host_key_that_the_person_accepted() {
  std::optional<Profile> saved;
  std::mutex mutex;
  bench_->workbench->save_profile = [&](const Profile& profile) -> Result<Done> {
    const std::lock_guard lock(mutex);
    saved = profile;
    return Done{};
  };
  bench_->close();
  bench_->real->asks_host = true;
  bench_->open();
  live().sign_in();
  QVERIFY(wait_for([&] { return live().person().fingerprint().has_value(); }));
  live().person().answer_host(true);
  QVERIFY(wait_for([&] { return asks(); }));
  live().person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] {
    const std::lock_guard lock(mutex);
    return saved.has_value();
  }));
  QCOMPARE(saved->host_keys, std::vector<std::string>{"ssh-ed25519 AAAA"});
  bench_->close();
}

void LiveFactoryTest::stops_signing_in_when_the_person_wants_to() {
  live().sign_in();
  QVERIFY(wait_for([&] { return asks(); }));
  live().cancel_sign_in();
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_out; }));
  QVERIFY(!live().problem());
  QVERIFY(bench_->real->passwords().empty());
}

void LiveFactoryTest::goes_offline_when_the_connection_is_gone_and_waits_for_the_person() {
  live().sign_in();
  QVERIFY(wait_for([&] { return asks(); }));
  live().person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] { return live().offer().has_value(); }));
  QSignalSpy outages(&live(), &LiveFactory::outage);
  live().lost({ErrorCode::connection_lost, Message(LocalText{"Weg.", "Gone."})});
  QVERIFY(live().state() == LiveFactory::State::offline);
  QCOMPARE(outages.count(), 1);
  live().poll_soon();  // nothing is asked of a factory that is gone, and no password is sent by itself
  QVERIFY(!live().person().question());
  QCOMPARE(bench_->real->passwords().size(), 1U);
  live().sign_in();
  QVERIFY(wait_for([&] { return asks(); }));
  QCOMPARE(bench_->real->passwords().size(), 1U);
}

}  // namespace werkbank::live_factory_test

WERKBANK_TEST(werkbank::live_factory_test::LiveFactoryTest);
#include "live_factory_test.moc"
