// The notebook of a job: what its page says and offers, and the way to it while the window is open.
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QStringList>
#include <QUrl>

#include "core/base/units.h"
#include "job_examples.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/learning_curve.h"
#include "ui/jobs/job_page.h"
#include "ui/live/live_notebooks.h"
#include "ui/style/theme.h"
#include "window_fixture.h"

using namespace werkbank;

namespace notebook_test {

const JobTemplate& serves_notebooks() {
  static const JobTemplate made = [] {
    JobTemplate one;
    one.id = one.task = "notebook";
    return one;
  }();
  return made;
}

JobView notebook_job(bool ready = true) {
  JobView view = example::running();
  view.record.title = "Metingen bekijken";
  view.record.template_id = "notebook";
  view.gpus.clear();
  view.training = {};
  if (ready) view.training.started_at = example::start;
  view.record.progress.reset();
  view.headline = headline_of(view.record, view.training);
  view.next_step = next_step_of(view.record, view.training);
  return view;
}

class ToldNotebook : public OpenNotebook {
 public:
  ToldNotebook(std::string address, std::shared_ptr<std::atomic<bool>> open)
      : address_(std::move(address)), open_(std::move(open)) {}
  std::string address() const override { return address_; }
  bool is_open() const override { return *open_; }

 private:
  std::string address_;
  std::shared_ptr<std::atomic<bool>> open_;
};

class NotebookTest : public QObject {
  Q_OBJECT

  static Language language() {
    return qEnvironmentVariable("WERKBANK_LANGUAGE") == QStringLiteral("nl") ? Language::dutch : Language::english;
  }
  static std::unique_ptr<JobPage> page(const JobView& view, const NotebookShown& shown = {},
                                       const JobTemplate* made_of = &serves_notebooks()) {
    auto made = std::make_unique<JobPage>();
    static_cast<QWidget&>(*made).setLocale(locale_of(language()));
    made->resize(1280, 700);
    JobSurroundings around;
    around.job_template = made_of;
    around.notebook = shown;
    made->show(view, around);
    example::settle(*made);
    return made;
  }
  static void save(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
  }
  static QString said(QWidget& page, const char* name) {
    const auto* label = page.findChild<QLabel*>(QString::fromLatin1(name));
    return label->isVisibleTo(&page) ? label->text() : QString();
  }
  static QPushButton* button(QWidget& page) {
    for (const char* name : {"notebook.open", "notebook.open_again"}) {
      auto* found = page.findChild<QPushButton*>(QString::fromLatin1(name));
      if (found->isVisibleTo(&page)) return found;
    }
    return nullptr;
  }

 private slots:
  void initTestCase() {
    QLocale::setDefault(locale_of(Language::english));
    const bool dark = qEnvironmentVariable("WERKBANK_SHADE") == QStringLiteral("dark");
    werkbank::apply(*qApp, theme_for(dark ? ShadeChoice::dark : ShadeChoice::light));
  }

  void is_opened_with_one_press_by_the_keyboard_too() {
    const auto shown = page(notebook_job());
    save(*shown, QStringLiteral("notebook_ready"));
    QCOMPARE(said(*shown, "notebook.sentence"), QStringLiteral("Your notebook is ready"));
    QCOMPARE(said(*shown, "job_sentence"), QStringLiteral("Your notebook is running."));
    QSignalSpy asked(shown.get(), &JobPage::notebook_requested);
    auto* open = button(*shown);
    QVERIFY(open != nullptr);
    QCOMPARE(open->text(), QStringLiteral("Open the notebook"));
    QVERIFY(!open->accessibleDescription().isEmpty());
    QVERIFY(open->focusPolicy() & Qt::TabFocus);
    QTest::keyClick(open, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), shown->uuid());
  }

  void has_no_score_and_no_curve_to_wait_for() {
    const auto is_shown = [](const JobPage& shown) {
      const auto* curve = shown.findChild<LearningCurve*>();
      return curve != nullptr && curve->isVisible();
    };
    QVERIFY(!is_shown(*page(notebook_job())));
    // A person may well write down how a training in it goes.
    JobView trains = notebook_job();
    trains.training.curves = example::running().training.curves;
    QVERIFY(is_shown(*page(trains)));
    JobTemplate other;
    QVERIFY(is_shown(*page(notebook_job(), {}, &other)));
  }

  void says_what_is_with_the_way_data() {
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("offers");
    QTest::newRow("opening") << int(NotebookWay::opening) << "The way to your notebook"
                             << "";
    QTest::newRow("open") << int(NotebookWay::open)
                          << "The notebook is open in your browser as long as Werkbank is connected"
                          << "Open it again";
    QTest::newRow("lost") << int(NotebookWay::lost) << "The connection was lost, but"
                          << "";
    QTest::newRow("back") << int(NotebookWay::back) << "The connection is back"
                          << "Open the notebook";
  }
  void says_what_is_with_the_way() {
    QFETCH(int, way);
    QFETCH(QString, begins);
    QFETCH(QString, offers);
    const auto shown = page(notebook_job(), {static_cast<NotebookWay>(way), {}});
    save(*shown, QStringLiteral("notebook_") + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(said(*shown, "notebook.sentence").startsWith(begins), qPrintable(said(*shown, "notebook.sentence")));
    QVERIFY(!said(*shown, "notebook.more").isEmpty());
    QCOMPARE(button(*shown) == nullptr ? QString() : button(*shown)->text(), offers);
  }

  void while_it_starts_there_is_nothing_to_press() {
    const auto shown = page(notebook_job(false));
    save(*shown, QStringLiteral("notebook_starting"));
    QCOMPARE(said(*shown, "notebook.sentence"), QStringLiteral("Your notebook is starting"));
    QVERIFY(button(*shown) == nullptr);
  }

  void what_went_wrong_is_said_with_a_button_to_try_again() {
    const auto shown = page(notebook_job(), {NotebookWay::closed, no_notebook_now("technical")});
    save(*shown, QStringLiteral("notebook_problem"));
    QCOMPARE(said(*shown, "notebook.sentence"), QStringLiteral("Your notebook could not be opened"));
    QVERIFY(said(*shown, "notebook.more").startsWith(QStringLiteral("This job has no notebook")));
    QCOMPARE(button(*shown)->text(), QStringLiteral("Try again"));
  }

  void other_jobs_and_those_that_do_not_run_have_no_such_card() {
    QCOMPARE(said(*page(notebook_job(), {}, nullptr), "notebook.sentence"), QString());
    JobTemplate other;
    other.task = "own-script";
    QCOMPARE(said(*page(notebook_job(), {}, &other), "notebook.sentence"), QString());
    auto view = notebook_job();
    view.record.phase = JobPhase::waiting;
    QCOMPARE(said(*page(view), "notebook.sentence"), QString());
    view.record.phase = JobPhase::running;
    view.record.cancel_requested = true;
    QCOMPARE(said(*page(view), "notebook.sentence"), QString());
  }

  void a_recording_has_no_notebook_to_open() {
    auto view = notebook_job();
    view.record.reality.is_played_back = true;
    const auto shown = page(view);
    QCOMPARE(said(*shown, "notebook.sentence"), QStringLiteral("There is no notebook to open"));
    QVERIFY(button(*shown) == nullptr);
  }

  void the_way_is_opened_kept_lost_and_opened_again();
  void an_error_is_said_and_a_browser_that_is_missing_too();

 private:
  /// A window with a notebook job of "noord" in its store; its uuid.
  static QString with_job(WindowFixture& bench);
  static bool sign_in(LiveFactory& factory);
};

QString NotebookTest::with_job(WindowFixture& bench) {
  auto record = notebook_job().record;
  record.factory = "noord";
  record.uuid = "0b5c2f6e-1111-4222-8333-444455556666";
  static_cast<void>(bench.workbench->store->save(record));
  bench.real->state = JobState::running;
  bench.open();
  bench.window->live().read_jobs();
  const auto uuid = QString::fromStdString(record.uuid);
  wait_for([&] { return bench.window->live().record(uuid) != nullptr; });
  return uuid;
}

bool NotebookTest::sign_in(LiveFactory& factory) {
  factory.sign_in();
  if (!wait_for([&] { return factory.person().question().has_value(); })) return false;
  factory.person().answer(Secret("geheim"));
  return wait_for([&] { return factory.state() == LiveFactory::State::signed_in; });
}

void NotebookTest::the_way_is_opened_kept_lost_and_opened_again() {
  WindowFixture bench;
  const auto uuid = with_job(bench);
  auto& noord = *bench.window->live().factory("noord");
  QVERIFY(sign_in(noord));

  auto open = std::make_shared<std::atomic<bool>>(true);
  std::atomic<int> asked = 0;
  bench.real->set_notebook([&]() -> Result<std::unique_ptr<OpenNotebook>> {
    const auto address = "http://127.0.0.1:" + std::to_string(5000 + ++asked) + "/?token=abc";
    if (!*open) *open = true;
    return std::unique_ptr<OpenNotebook>(std::make_unique<ToldNotebook>(address, open));
  });
  QStringList browsed;
  LiveNotebooks notebooks(bench.window->live(), [&](const QUrl& address) {
    browsed << address.toString();
    return true;
  });
  notebooks.open(uuid);
  QVERIFY(notebooks.shown(uuid).way == NotebookWay::opening);
  QVERIFY(wait_for([&] { return notebooks.shown(uuid).way == NotebookWay::open; }));
  notebooks.open(uuid);
  QCOMPARE(browsed, QStringList(2, QStringLiteral("http://127.0.0.1:5001/?token=abc")));
  QCOMPARE(asked.load(), 1);

  *open = false;  // looked at each second
  QVERIFY(wait_for([&] { return notebooks.shown(uuid).way == NotebookWay::back; }));
  QCOMPARE(browsed.size(), 2);
  notebooks.open(uuid);
  QCOMPARE(browsed.last(), QStringLiteral("http://127.0.0.1:5002/?token=abc"));

  noord.sign_out();
  QVERIFY(wait_for([&] { return notebooks.shown(uuid).way == NotebookWay::closed; }));
  bench.close();
}

void NotebookTest::an_error_is_said_and_a_browser_that_is_missing_too() {
  WindowFixture bench;
  const auto uuid = with_job(bench);
  QVERIFY(sign_in(*bench.window->live().factory("noord")));
  bool has_browser = false;
  LiveNotebooks notebooks(bench.window->live(), [&](const QUrl&) { return has_browser; });
  bench.real->set_notebook([]() -> Result<std::unique_ptr<OpenNotebook>> { return no_notebook_now("not yet"); });
  notebooks.open(uuid);
  QVERIFY(wait_for([&] { return notebooks.shown(uuid).problem.has_value(); }));
  QVERIFY(notebooks.shown(uuid).way == NotebookWay::closed);
  bench.real->set_notebook([]() -> Result<std::unique_ptr<OpenNotebook>> {
    return std::unique_ptr<OpenNotebook>(
        std::make_unique<ToldNotebook>("http://127.0.0.1:1/?token=a", std::make_shared<std::atomic<bool>>(true)));
  });
  notebooks.open(uuid);
  QVERIFY(wait_for([&] { return notebooks.shown(uuid).way == NotebookWay::open; }));
  QVERIFY(notebooks.shown(uuid).problem.has_value());
  has_browser = true;
  notebooks.open(uuid);
  QVERIFY(!notebooks.shown(uuid).problem.has_value());
  bench.close();
}

}  // namespace notebook_test

WERKBANK_TEST(notebook_test::NotebookTest);
#include "notebook_test.moc"
