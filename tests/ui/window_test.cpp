// The window as a whole: its pages by key and click, what it remembers, its names for screen readers, and its end.
#include <QAccessible>
#include <QComboBox>
#include <QScrollArea>

#include "tests/ui/themed_test.h"
#include "window_test_case.h"

namespace werkbank::window_test {

class WindowTest : public WindowTestCase {
  Q_OBJECT

 private slots:
  void opens_its_pages_by_keys_and_by_the_rail();
  void speaks_dutch_and_english_at_once_and_remembers_it();
  void remembers_where_it_was_and_which_factory();
  void keeps_to_the_limit_of_the_line_that_was_chosen();
  void names_every_control_for_a_screen_reader();
  void says_on_every_page_what_is_not_real();
  void stops_an_upload_cleanly_when_it_is_closed();
  void shows_the_strip_only_while_something_moves();
  void fetches_what_is_ready_from_the_start_page();
  void offers_to_connect_again_once_and_sends_no_password_by_itself();
  void cuts_nothing_off_in_the_smallest_window();

 private:
  bool run_job_to(JobState state) const;
};

bool WindowTest::run_job_to(JobState state) const {
  const bool went = wait_for([&] { return bench_->click("start.first_job") || bench_->is_there("new_job.start"); }) &&
                    wait_for([&] { return bench_->click("new_job.start"); }) &&
                    wait_for([&] { return bench_->practice->submissions == 1; });
  bench_->practice->state = state;
  const auto phase = state == JobState::completed ? JobPhase::done : JobPhase::running;
  return went && wait_for([&] {
           const auto& jobs = bench_->window->live().jobs();
           return !jobs.empty() && jobs.front().phase == phase;
         });
}

void WindowTest::opens_its_pages_by_keys_and_by_the_rail() {
  const char* controls[] = {"start.first_job", "data.path", "", "catalogue.use.tabular-boost", "factories.open.noord"};
  QVERIFY(wait_for([&] { return bench_->is_there("start.first_job"); }));
  QApplication::setActiveWindow(bench_->window.get());
  for (int i = 4; i >= 0; --i) {
    QTest::keyClick(bench_->window.get(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
    if (*controls[i] != 0) QVERIFY2(bench_->is_there(controls[i]), controls[i]);
  }
  for (const char* name : {"data", "jobs", "catalogue", "factory", "help", "settings", "start"}) {
    QVERIFY2(bench_->click(QStringLiteral("window.rail_") + name), name);
  }
  QVERIFY(bench_->is_there("start.first_job"));
}

void WindowTest::speaks_dutch_and_english_at_once_and_remembers_it() {
  QVERIFY(bench_->click("window.language_nl"));
  QVERIFY(wait_for([&] { return bench_->window->locale().language() == QLocale::Dutch; }));
  QCOMPARE(bench_->find<QPushButton>("window.factory")->text(), QString("Oefenfabriek"));
  QVERIFY(bench_->find<QPushButton>("window.language_nl")->isChecked());
  QVERIFY(!bench_->find<QPushButton>("window.language_en")->isChecked());
  bench_->close();
  bench_->open();
  QCOMPARE(bench_->find<QPushButton>("window.factory")->text(), QString("Oefenfabriek"));
  QVERIFY(bench_->click("window.language_en"));
  QCOMPARE(bench_->find<QPushButton>("window.factory")->text(), QString("Practice factory"));
  QVERIFY(bench_->language == Language::english);
}

void WindowTest::remembers_where_it_was_and_which_factory() {
  bench_->window->resize(1100, 720);
  QVERIFY(bench_->click("window.rail_factory"));
  QVERIFY(bench_->click("factories.open.noord"));
  QVERIFY(bench_->click("factory.use"));
  bench_->close();
  WindowCallbacks none;
  bench_->window = std::make_unique<MainWindow>(bench_->workbench, *bench_->settings, none);
  QCOMPARE(bench_->window->size(), QSize(1100, 720));
  QCOMPARE(bench_->window->live().current()->profile().id, std::string("noord"));
}

void WindowTest::keeps_to_the_limit_of_the_line_that_was_chosen() {
  const auto& bandwidth = bench_->workbench->bandwidth;
  QCOMPARE(bandwidth->limit(), 0.0);
  QVERIFY(bench_->click("window.rail_settings"));
  auto* choice = bench_->find<QComboBox>("settings.bandwidth");
  QTest::keyClick(choice, Qt::Key_End);
  QCOMPARE(choice->currentText(), QString("At most 50 MB/s (400 Mbit/s)"));
  QCOMPARE(bandwidth->limit(), 50e6);
  bandwidth->limit_to(0);
  bench_->close();
  bench_->open();
  QCOMPARE(bandwidth->limit(), 50e6);
  QVERIFY(bench_->click("window.rail_settings"));
  choice = bench_->find<QComboBox>("settings.bandwidth");
  QTest::keyClick(choice, Qt::Key_Home);
  QCOMPARE(bandwidth->limit(), 0.0);
}

void WindowTest::names_every_control_for_a_screen_reader() {
  QVERIFY(bench_->walk_to_check());
  QStringList nameless;
  for (const auto* widget : bench_->window->findChildren<QWidget*>()) {
    if ((widget->focusPolicy() & Qt::TabFocus) == 0 || widget->parentWidget() == nullptr) continue;
    if (widget->objectName() == QLatin1String("qt_spinbox_lineedit") || widget->inherits("QComboBoxListView")) continue;
    auto* accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
    const bool is_hidden_for_good = !widget->isEnabled() && !widget->isVisible();
    if (accessible != nullptr && accessible->text(QAccessible::Name).trimmed().isEmpty() && !is_hidden_for_good) {
      const bool was_never_shown = !widget->isVisible() && qobject_cast<const QPushButton*>(widget) != nullptr;
      if (!was_never_shown) nameless << QLatin1String(widget->metaObject()->className()) + " " + widget->objectName();
    }
  }
  QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(", ")));
}

void WindowTest::says_on_every_page_what_is_not_real() {
  for (const char* name : {"data", "jobs", "catalogue", "factory", "help", "settings", "start"}) {
    QVERIFY(bench_->click(QStringLiteral("window.rail_") + name));
    QVERIFY2(wait_for([&] { return bench_->is_there("window.reality"); }), name);
  }
  bench_->window->live().set_current(bench_->window->live().factory("noord"));
  QVERIFY(wait_for([&] { return !bench_->is_there("window.reality"); }));
}

void WindowTest::stops_an_upload_cleanly_when_it_is_closed() {
  bench_->practice->upload_hangs = true;
  QVERIFY(wait_for([&] { return bench_->click("start.first_job") || bench_->is_there("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench_->click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench_->practice->upload_begun.load(); }));
  bench_->window->close();
  QVERIFY(bench_->window->isVisible());  // did not wait: the upload ends later, and the window goes with it
  QVERIFY(bench_->window->live().background().is_busy());
  QVERIFY(wait_for([&] { return !bench_->window->isVisible(); }));
  QVERIFY(bench_->practice->upload_stopped);
  QVERIFY(!bench_->window->live().background().is_busy());
  const auto jobs = bench_->workbench->store->all();
  QVERIFY(jobs.value().front().phase == JobPhase::uploading || jobs.value().front().phase == JobPhase::prepared);
}

void WindowTest::shows_the_strip_only_while_something_moves() {
  bench_->practice->upload_hangs = true;
  QVERIFY(!bench_->is_there("window.activity"));
  QVERIFY(wait_for([&] { return bench_->click("start.first_job") || bench_->is_there("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench_->click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench_->practice->upload_begun.load(); }));
  QVERIFY(!bench_->is_there("window.activity"));  // the Start step shows it itself
  QVERIFY(bench_->click("window.rail_data"));
  QVERIFY(wait_for([&] { return bench_->is_there("window.activity"); }));
  QVERIFY(bench_->click("window.activity_button"));
  QVERIFY(wait_for([&] { return !bench_->is_there("window.activity"); }));
  QVERIFY(bench_->practice->upload_stopped);
}

void WindowTest::fetches_what_is_ready_from_the_start_page() {
  QVERIFY(run_job_to(JobState::completed));
  QVERIFY(bench_->click("window.rail_start"));
  QSignalSpy fetched(&bench_->window->live(), &LiveWorkbench::fetched);
  QVERIFY(wait_for([&] { return bench_->click("start.first_job"); }));
  QVERIFY(wait_for([&] { return fetched.count() == 1; }));
}

void WindowTest::offers_to_connect_again_once_and_sends_no_password_by_itself() {
  auto& live = *bench_->window->live().factory("noord");
  bench_->window->live().set_current(&live);
  live.sign_in();
  QVERIFY(wait_for([&] { return live.person().question().has_value(); }));
  live.person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] { return live.offer().has_value(); }));
  live.lost({ErrorCode::connection_lost, Message(LocalText{"Weg.", "Gone."})});
  QVERIFY(wait_for([&] { return live.reconnect().stage() == Reconnect::Stage::needs_person; }));
  QVERIFY(bench_->is_there("window.connection"));
  QVERIFY(bench_->click("window.connection_button"));
  QVERIFY(wait_for([&] { return bench_->is_there("factory.answer"); }));
  QCOMPARE(bench_->real->passwords().size(), 1U);
  QTest::keyClicks(bench_->find<QLineEdit>("factory.answer"), "geheim");
  QVERIFY(bench_->click("factory.continue"));
  QVERIFY(wait_for([&] { return live.state() == LiveFactory::State::signed_in; }));
  QVERIFY(!bench_->is_there("window.connection"));
}

void WindowTest::cuts_nothing_off_in_the_smallest_window() {
  for (const char* language : {"window.language_nl", "window.language_en"}) {
    QVERIFY(bench_->click(language));
    bench_->window->resize(bench_->window->minimumSize());
    for (const char* page : {"start", "data", "jobs", "catalogue", "factory", "help", "settings"}) {
      QVERIFY(bench_->click(QLatin1String("window.rail_") + QLatin1String(page)));
      for (const auto* area : bench_->window->findChildren<QScrollArea*>()) {
        if (!area->isVisible() || area->widget() == nullptr) continue;
        const auto fits = [area] { return area->widget()->width() <= area->viewport()->width(); };
        QVERIFY2(wait_for(fits), page);
      }
    }
  }
}

}  // namespace werkbank::window_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::window_test::WindowTest>);
#include "window_test.moc"
