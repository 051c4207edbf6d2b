// Getting back by itself after the connection was lost: how often it tries, when it stops, and that what was under way
// goes on. Time is the test's own.
#include <QAccessible>
#include <QLabel>

#include "fake_time.h"
#include "style_marks.h"
#include "tests/ui/themed_test.h"
#include "window_fixture.h"

namespace werkbank::reconnect_test {
namespace {

Error gone() {
  return {ErrorCode::connection_lost, Message(LocalText{"Weg.", "Gone."}), "test", Grade::retry_by_itself};
}
Error needs_person() {
  return {ErrorCode::sign_in_needed, Message(LocalText{"Meld u aan.", "Sign in."}), {}, Grade::ask_person};
}

}  // namespace

class ReconnectTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void tries_at_once_and_goes_on_where_it_was();
  void notices_a_line_that_died_in_silence();
  void waits_longer_after_each_failure();
  void does_not_try_in_a_circle_when_nobody_says_why();
  void tries_no_more_once_only_a_person_can_get_in_data();
  void tries_no_more_once_only_a_person_can_get_in();
  void signing_in_by_hand_ends_it_and_asks_the_person();
  void signing_out_stops_it();
  void an_attempt_that_gets_in_after_signing_out_is_signed_out_again();
  void tries_at_once_when_the_computer_wakes_up();
  void asks_the_factory_at_once_when_the_computer_wakes_up();
  void closing_the_window_stops_it();
  void says_so_in_one_line_on_every_page();
  void leads_to_the_page_and_tries_nothing_when_the_account_is_locked();
  void tries_now_when_asked_with_the_keyboard();
  void an_upload_that_broke_off_goes_on_by_itself();
  void a_fetch_that_broke_off_goes_on_by_itself();

 private:
  LiveFactory& live() const { return *bench_->window->live().factory("noord"); }
  ScriptedFactory& factory() const { return *bench_->real; }
  bool sign_in() const;
  /// After `count` attempts, and this is how it stands.
  bool has_tried(int count, Reconnect::Stage stage) const;
  bool start_job() const;
  QString line() const;
  std::unique_ptr<WindowFixture> bench_;
  std::shared_ptr<FakeTime> time_;
};

void ReconnectTest::init() {
  bench_ = std::make_unique<WindowFixture>();
  time_ = std::make_shared<FakeTime>();
  bench_->workbench->time = time_;
  bench_->open();
  bench_->window->live().set_current(&live());
}

void ReconnectTest::cleanup() { bench_.reset(); }

bool ReconnectTest::sign_in() const {
  live().sign_in();
  if (!wait_for([&] { return live().person().question().has_value(); })) return false;
  live().person().answer(Secret("geheim"));
  return wait_for([&] { return live().offer().has_value(); });
}

bool ReconnectTest::has_tried(int count, Reconnect::Stage stage) const {
  return wait_for([&] { return factory().attempts == count && live().reconnect().stage() == stage; });
}

bool ReconnectTest::start_job() const {
  return bench_->walk_to_check() &&
         wait_for([&] { return bench_->click("new_job.next") && bench_->is_there("new_job.start"); }) &&
         wait_for([&] { return bench_->click("new_job.start"); });
}

QString ReconnectTest::line() const {
  const auto* words = bench_->find<QLabel>("window.connection_words");
  return words == nullptr ? QString() : words->text();
}

void ReconnectTest::tries_at_once_and_goes_on_where_it_was() {
  factory().set_again([] { return Result<Done>(Done{}); });
  QVERIFY(sign_in());
  QSignalSpy polled(&live(), &LiveFactory::recovered);
  live().lost(gone());
  QVERIFY(live().state() == LiveFactory::State::offline);
  QVERIFY(live().reconnect().stage() == Reconnect::Stage::trying);
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in; }));
  QCOMPARE(factory().attempts.load(), 1);
  QCOMPARE(polled.count(), 1);
  QVERIFY(!live().problem());
  QVERIFY(!live().has_outage());
  QCOMPARE(factory().passwords().size(), 1U);  // the one that the person typed
  QVERIFY(!bench_->is_there("window.connection"));
}

void ReconnectTest::notices_a_line_that_died_in_silence() {
  factory().set_again([] { return Result<Done>(Done{}); });
  QVERIFY(sign_in());
  QSignalSpy outages(&live(), &LiveFactory::outage);
  factory().sign_out();  // no job is followed, so no question fails
  live().woke_up();
  QVERIFY(wait_for([&] { return outages.count() == 1; }));
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in && !live().has_outage(); }));
  QCOMPARE(factory().attempts.load(), 1);
}

void ReconnectTest::waits_longer_after_each_failure() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  int attempts = 1;
  for (const double pause : {5, 15, 30, 60, 120, 300, 300, 300}) {
    QVERIFY2(has_tried(attempts, Reconnect::Stage::waiting), qPrintable(QString::number(pause)));
    QVERIFY(std::abs(live().reconnect().seconds_left() - pause) < 0.001);
    time_->pass(pause - 0.5);
    QVERIFY(live().reconnect().stage() == Reconnect::Stage::waiting);
    QCOMPARE(factory().attempts.load(), attempts);
    time_->pass(0.6);
    ++attempts;
  }
  QVERIFY(has_tried(attempts, Reconnect::Stage::waiting));
  factory().set_again([] { return Result<Done>(Done{}); });
  time_->pass(301);
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in; }));
  // The next loss begins from the front.
  factory().set_again([] { return Result<Done>(gone()); });
  live().lost(gone());
  QVERIFY(has_tried(attempts + 2, Reconnect::Stage::waiting));
  QCOMPARE(live().reconnect().seconds_left(), 5.0);
}

void ReconnectTest::does_not_try_in_a_circle_when_nobody_says_why() {
  factory().set_again([] { return Result<Done>(Cancelled{}); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  QCOMPARE(live().reconnect().seconds_left(), 5.0);
}

void ReconnectTest::tries_no_more_once_only_a_person_can_get_in_data() {
  QTest::addColumn<int>("code");
  for (const auto code : {ErrorCode::sign_in_needed, ErrorCode::sign_in_refused, ErrorCode::sign_in_blocked,
                          ErrorCode::host_key_changed, ErrorCode::certificate_expired}) {
    QTest::addRow("%d", static_cast<int>(code)) << static_cast<int>(code);
  }
}

void ReconnectTest::tries_no_more_once_only_a_person_can_get_in() {
  QFETCH(const int, code);
  factory().set_again([code] {
    Error error = needs_person();
    error.code = static_cast<ErrorCode>(code);
    return Result<Done>(error);
  });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::needs_person));
  time_->pass(86400);
  time_->sleep(86400);
  time_->pass(60);
  live().try_now();
  QVERIFY(has_tried(1, Reconnect::Stage::needs_person));
  QCOMPARE(factory().passwords().size(), 1U);
  QVERIFY(!live().person().question());
  QVERIFY(static_cast<ErrorCode>(code) == ErrorCode::sign_in_needed
              ? live().problem()->code == ErrorCode::connection_lost
              : live().problem()->code == static_cast<ErrorCode>(code));
}

void ReconnectTest::signing_in_by_hand_ends_it_and_asks_the_person() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  factory().hangs_again = true;
  time_->pass(6);
  QVERIFY(wait_for([&] { return factory().attempts == 2; }));
  live().sign_in();  // waits for the attempt to stop: two at once would be one question too many
  QVERIFY(live().state() == LiveFactory::State::signing_in);
  QVERIFY(wait_for([&] { return live().person().question().has_value(); }));
  QVERIFY(live().reconnect().stage() == Reconnect::Stage::idle);
  time_->pass(3600);
  live().person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::signed_in; }));
  QCOMPARE(factory().attempts.load(), 2);
}

void ReconnectTest::signing_out_stops_it() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  live().sign_out();
  QVERIFY(live().state() == LiveFactory::State::signed_out);
  time_->pass(3600);
  QVERIFY(has_tried(1, Reconnect::Stage::idle));
  QVERIFY(!bench_->is_there("window.connection"));
}

void ReconnectTest::an_attempt_that_gets_in_after_signing_out_is_signed_out_again() {
  factory().set_again([] { return Result<Done>(Done{}); });
  factory().hangs_again = true;
  factory().gets_in_when_stopped = true;
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(wait_for([&] { return factory().attempts == 1; }));
  live().sign_out();
  QVERIFY(wait_for([&] { return !live().reconnect().is_busy() && !factory().is_signed_in(); }));
  QVERIFY(live().state() == LiveFactory::State::signed_out);
}

void ReconnectTest::tries_at_once_when_the_computer_wakes_up() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  for (int attempts = 1; attempts < 6; ++attempts) {
    time_->pass(live().reconnect().seconds_left() + 0.1);
    QVERIFY(has_tried(attempts + 1, Reconnect::Stage::waiting));
  }
  QVERIFY(live().reconnect().seconds_left() > 290);
  time_->pass(20);
  QCOMPARE(factory().attempts.load(), 6);  // nobody slept
  time_->sleep(7200);
  time_->pass(10);
  QVERIFY(has_tried(7, Reconnect::Stage::waiting));
}

void ReconnectTest::asks_the_factory_at_once_when_the_computer_wakes_up() {
  factory().set_again([] { return Result<Done>(needs_person()); });
  QVERIFY(sign_in());
  QVERIFY(start_job());
  QVERIFY(wait_for([&] { return factory().submissions == 1 && factory().polls > 0; }));
  factory().is_cut = true;  // nobody has noticed yet
  time_->sleep(7200);
  time_->pass(10);
  QVERIFY(wait_for([&] { return live().state() == LiveFactory::State::offline; }));
  QVERIFY(has_tried(1, Reconnect::Stage::needs_person));
}

void ReconnectTest::closing_the_window_stops_it() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  bench_->window->close();
  QVERIFY(wait_for([&] { return !bench_->window->isVisible(); }));
  time_->pass(3600);
  QVERIFY(has_tried(1, Reconnect::Stage::idle));
}

void ReconnectTest::says_so_in_one_line_on_every_page() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  for (const char* page : {"start", "data", "jobs", "catalogue", "factory", "help", "settings"}) {
    QVERIFY(bench_->click(QLatin1String("window.rail_") + QLatin1String(page)));
    QVERIFY2(line().contains("The connection to AI Factory North is gone. Your jobs go on there."), page);
    QVERIFY2(line().contains("Trying again in 5 seconds."), qPrintable(line()));
  }
  time_->pass(2);
  QVERIFY2(line().contains("in 3 seconds"), qPrintable(line()));
  QVERIFY(bench_->click("window.language_nl"));
  QVERIFY2(line().contains(QString::fromUtf8("is weg. Uw taken gaan daar door.")), qPrintable(line()));
  QCOMPARE(example::nameless_controls(*bench_->window), QStringList());
  QVERIFY(bench_->click("window.language_en"));
  QVERIFY(bench_->find<QWidget>("window.connection")->accessibleName().contains("AI Factory North"));
  factory().set_again([] { return Result<Done>(needs_person()); });
  time_->pass(4);
  QVERIFY(has_tried(2, Reconnect::Stage::needs_person));
  QCOMPARE(line(), QString("The connection to AI Factory North is gone. Your jobs go on there."));
  QCOMPARE(bench_->find<QPushButton>("window.connection_button")->text(), QString("Sign in again"));
  QVERIFY(bench_->click("window.connection_button"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.answer"); }));
  QCOMPARE(factory().passwords().size(), 1U);
}

void ReconnectTest::leads_to_the_page_and_tries_nothing_when_the_account_is_locked() {
  factory().set_again([] {
    return Result<Done>(Error{ErrorCode::sign_in_blocked, Message(LocalText{"Geblokkeerd.", "Locked."})});
  });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::needs_person));
  QCOMPARE(bench_->find<QPushButton>("window.connection_button")->text(), QString("See what is wrong"));
  QVERIFY(bench_->click("window.connection_button"));
  QVERIFY(bench_->is_there("factory.stop"));
  QVERIFY(live().state() == LiveFactory::State::offline);
  QCOMPARE(factory().passwords().size(), 1U);
}

void ReconnectTest::tries_now_when_asked_with_the_keyboard() {
  factory().set_again([] { return Result<Done>(gone()); });
  QVERIFY(sign_in());
  live().lost(gone());
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  auto* button = bench_->find<QPushButton>("window.connection_button");
  QCOMPARE(button->text(), QString("Try now"));
  QVERIFY((button->focusPolicy() & Qt::TabFocus) != 0);
  button->setFocus();
  QTest::keyClick(button, Qt::Key_Space);
  QVERIFY(has_tried(2, Reconnect::Stage::waiting));
  QCOMPARE(live().reconnect().seconds_left(), 15.0);
}

void ReconnectTest::an_upload_that_broke_off_goes_on_by_itself() {
  factory().set_again([] { return Result<Done>(gone()); });
  factory().upload_ms = 400;
  QVERIFY(sign_in());
  QVERIFY(start_job());
  QVERIFY(wait_for([&] { return factory().upload_begun.load(); }));
  factory().is_cut = true;
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  QVERIFY(wait_for([&] { return bench_->window->live().moving().empty(); }));
  QCOMPARE(factory().submissions.load(), 0);
  factory().set_again([this] {
    factory().is_cut = false;
    return Result<Done>(Done{});
  });
  time_->pass(6);
  QVERIFY(wait_for([&] { return factory().submissions == 1; }));
  QVERIFY(wait_for([&] { return bench_->window->live().moving().empty(); }));
  QCOMPARE(bench_->window->live().jobs().size(), 1U);
  QCOMPARE(factory().passwords().size(), 1U);
}

void ReconnectTest::a_fetch_that_broke_off_goes_on_by_itself() {
  factory().set_again([] { return Result<Done>(gone()); });
  factory().state = JobState::completed;
  QVERIFY(sign_in());
  QVERIFY(start_job());
  LiveWorkbench& workbench = bench_->window->live();
  QVERIFY(wait_for([&] { return !workbench.jobs().empty() && workbench.jobs().front().phase == JobPhase::done; }));
  QSignalSpy fetched(&workbench, &LiveWorkbench::fetched);
  factory().is_cut = true;
  workbench.fetch(QString::fromStdString(workbench.jobs().front().uuid));
  QVERIFY(has_tried(1, Reconnect::Stage::waiting));
  QCOMPARE(fetched.count(), 0);
  factory().set_again([this] {
    factory().is_cut = false;
    return Result<Done>(Done{});
  });
  time_->pass(6);
  QVERIFY(wait_for([&] { return fetched.count() == 1; }));
}

}  // namespace werkbank::reconnect_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::reconnect_test::ReconnectTest>);
#include "reconnect_test.moc"
