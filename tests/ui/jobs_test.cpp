// The list of jobs and the page of one: states, buttons, languages, keyboard, and how long an update takes.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStringList>
#include <QTabWidget>

#include "core/base/units.h"
#include "job_examples.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/jobs_page.h"
#include "ui/style/theme.h"

using namespace werkbank;

namespace jobs_test {

JobSurroundings around() {
  JobSurroundings surroundings;
  surroundings.factory_name = QStringLiteral("AI-fabriek Groningen");
  return surroundings;
}

QPushButton* button(QWidget& page, const char* name) { return page.findChild<QPushButton*>(QLatin1String(name)); }

bool shown(QWidget& page, const char* name) {
  const auto* found = button(page, name);
  return found != nullptr && found->isVisible();
}

/// What is translated by nobody: data of the examples, numbers and units.
bool is_data(const QString& text) {
  if (text.contains(QChar(0x2039))) return true;  // It carries the translator's mark.
  static const QRegularExpression data(
      QStringLiteral("lasfouten|Groningen|184213|gpu-node|image-classify|lasnaden|6f1c9a52|cuda|9f31c0ab|/home/|out of "
                     "memory|train\\.py|^NVIDIA|"
                     "freesmachine|Wijnsoorten|Klantvragen|Proef "
                     "met|Offertes|Oefenfabriek|epochs|image_size|augment|learning_rate|batch"));
  if (data.match(text).hasMatch()) return true;
  static const QRegularExpression words(QStringLiteral("[A-Za-z]{4,}"));
  return !words.match(QString(text).remove(QRegularExpression(QStringLiteral("\\b(nov|november)\\b")))).hasMatch();
}

const std::vector<std::pair<const char*, JobView (*)()>> states = {
    {"prepared", example::prepared},  {"uploading", example::uploading}, {"waiting", example::waiting},
    {"running", example::running},    {"done", example::done},           {"failed", example::failed},
    {"cancelled", example::cancelled}};

class JobsTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  /// A shown page with this job, in English.
  static std::unique_ptr<JobPage> page(const JobView& view, const JobSurroundings& surroundings = around()) {
    auto made = std::make_unique<JobPage>();
    static_cast<QWidget&>(*made).setLocale(locale_of(Language::english));
    made->resize(1100, 800);
    made->show(view, surroundings);
    example::settle(*made);
    return made;
  }

  static void save(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
  }

 private slots:
  void initTestCase() {
    QLocale::setDefault(locale_of(Language::english));
    werkbank::apply(*qApp, theme_for(ShadeChoice::light));
  }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void the_model_keeps_its_promises() {
    JobListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto jobs = example::list();
    model.set_entries(jobs);
    QCOMPARE(model.rowCount(), 6);
    jobs[0].record.phase = JobPhase::done;
    model.set_entries(jobs);
    jobs.insert(jobs.begin(), jobs[0]);
    jobs[0].record.uuid = "new";
    model.set_entries(jobs);
    QCOMPARE(model.rowCount(), 7);
    jobs.erase(jobs.begin() + 2);
    model.set_entries(jobs);
    QCOMPARE(model.rowCount(), 6);
    model.set_entries({});
    QCOMPARE(model.rowCount(), 0);
  }

  void a_new_job_on_top_leaves_the_selection_where_it_was() {
    JobsPage list;
    auto jobs = example::list();
    list.show(jobs);
    auto* view = list.findChild<QListView*>(QStringLiteral("job_list"));
    view->setCurrentIndex(view->model()->index(2, 0));
    jobs.insert(jobs.begin(), jobs[0]);
    jobs[0].record.uuid = "new";
    list.show(jobs);
    QCOMPARE(view->currentIndex().row(), 3);
    QCOMPARE(view->currentIndex().data(JobListModel::uuid).toString(), QString::fromStdString(jobs[3].record.uuid));
  }

  void the_card_of_the_list_ends_with_its_last_row() {
    JobsPage list;
    list.resize(1000, 900);
    auto jobs = example::list();
    list.show(jobs);
    example::settle(list);
    auto* view = list.findChild<QListView*>(QStringLiteral("job_list"));
    const int six = view->height();
    QVERIFY(six < 700);
    QVERIFY(view->visualRect(view->model()->index(5, 0)).bottom() < six);
    QVERIFY(!view->verticalScrollBar()->isVisible());
    jobs.resize(1);
    list.show(jobs);
    example::settle(list);
    QVERIFY2(view->height() < six / 3, qPrintable(QString::number(view->height())));
  }

  void a_row_says_what_its_spark_line_shows() {
    JobListModel model;
    model.set_language(Language::english);
    model.set_entries(example::list());
    const auto said = [&](int row) { return model.index(row, 0).data(Qt::AccessibleTextRole).toString(); };
    QVERIFY2(said(0).contains(QLatin1String("GPU use: ")) && said(0).endsWith(QLatin1String(" % now")),
             qPrintable(said(0)));
    QVERIFY2(said(2).endsWith(QLatin1String(" % on average")), qPrintable(said(2)));
    QVERIFY2(!said(1).contains(QLatin1String("GPU use")), qPrintable(said(1)));  // it waits: nothing was measured
  }

  void the_metric_that_counts_is_the_templates_until_the_script_says_it() {
    JobTemplate made_of;
    made_of.primary.name = "accuracy";
    JobSurroundings surroundings = around();
    surroundings.job_template = &made_of;
    JobView view = example::running();
    view.record.primary_name.clear();
    QVERIFY(example::visible_texts(*page(view, surroundings)).join(u'\n').contains(QLatin1String("92.5 %")));
    made_of.primary.name = "rmse";  // the script does not measure it
    QVERIFY(!example::visible_texts(*page(view, surroundings)).join(u'\n').contains(QLatin1String("RMSE")));
  }

  void a_failure_shows_the_line_that_proves_it_and_offers_the_change_that_helps() {
    const auto note = [](const JobPage& page) {
      const auto* label = page.findChild<QLabel*>(QStringLiteral("job_note"));
      return label->isVisible() ? label->text() : QString();
    };
    QCOMPARE(note(*page(example::running())), QString());
    QVERIFY(note(*page(example::waiting())).endsWith(QLatin1String("often starts sooner: it fits into the gaps.")));
    const JobView view = example::failed();
    const auto first = page(view);
    QCOMPARE(note(*first),
             QStringLiteral("The log says it in line 1,431: ") + QString::fromStdString(view.why->evidence));
    QCOMPARE(button(*first, "try_again")->text(), QStringLiteral("Try again"));  // without its template
    JobTemplate made_of;
    made_of.parameters.emplace_back();
    made_of.parameters.back().key = "batch_size";
    made_of.parameters.back().default_value = std::int64_t{64};
    JobSurroundings surroundings = around();
    surroundings.job_template = &made_of;
    const auto second = page(view, surroundings);
    QCOMPARE(button(*second, "try_again")->text(), QStringLiteral("Try again with batches of 32"));
    QSignalSpy again(second.get(), &JobPage::try_again_requested);
    button(*second, "try_again")->click();
    QCOMPARE(again.count(), 1);
    const auto repair = again.first().at(1).value<Repair>();
    QCOMPARE(std::get<std::int64_t>(repair.values.at("batch_size")), std::int64_t{32});
    JobView by_note = view;
    by_note.why->log_line = 0;
    QVERIFY(note(*page(by_note)).startsWith(QLatin1String("It said: ")));
  }

  void searching_finds_by_name_factory_and_state() {
    JobsPage list;
    static_cast<QWidget&>(list).setLocale(locale_of(Language::english));
    list.show(example::list());
    example::settle(list);
    auto* search = list.findChild<QLineEdit*>(QStringLiteral("job_search"));
    auto* view = list.findChild<QListView*>(QStringLiteral("job_list"));
    const auto found = [&](const char* text) {
      search->setText(QLatin1String(text));
      return view->model()->rowCount();
    };
    QCOMPARE(found("wijn"), 1);
    QCOMPARE(found("oefenfabriek"), 1);
    QCOMPARE(found("failed"), 1);
    QCOMPARE(found("[(*"), 0);
    QVERIFY(!view->isVisible());
    QVERIFY(example::visible_texts(list).join(u'\n').contains(QLatin1String("[(*")));
    QCOMPARE(found(""), 6);
    QVERIFY(view->isVisible());
  }

  void a_job_opens_by_click_and_by_enter() {
    JobsPage list;
    list.resize(1000, 600);
    list.show(example::list());
    example::settle(list);
    QSignalSpy opened(&list, &JobsPage::opened);
    auto* view = list.findChild<QListView*>(QStringLiteral("job_list"));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(1, 0)).center());
    QCOMPARE(opened.count(), 1);
    QVERIFY(opened[0][0].toString().endsWith(u'1'));
    view->setFocus();
    view->setCurrentIndex(view->model()->index(3, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(opened.count(), 2);
    QVERIFY(opened[1][0].toString().endsWith(u'3'));
  }

  void no_jobs_yet_shows_the_way_to_the_first() {
    JobsPage list;
    list.show_waiting();
    list.show({});
    example::settle(list);
    QSignalSpy wanted(&list, &JobsPage::new_job_requested);
    const auto states_of_nothing = list.findChildren<EmptyState*>();
    const auto empty = std::find_if(states_of_nothing.begin(), states_of_nothing.end(),
                                    [](const EmptyState* one) { return one->isVisible(); });
    QVERIFY(empty != states_of_nothing.end());
    (*empty)->button().click();
    QCOMPARE(wanted.count(), 1);
  }

  void every_state_offers_what_one_can_do_now() {
    const auto offers = [&](const JobView& view, QStringList wanted) {
      const auto shown_page = page(view);
      QStringList there;
      for (const char* name : {"stop_job", "bring_home", "open_folder", "try_again"}) {
        if (shown(*shown_page, name)) there << QLatin1String(name);
      }
      QCOMPARE(there, wanted);
    };
    offers(example::waiting(), {"stop_job"});
    offers(example::running(), {"stop_job"});
    offers(example::done(), {"bring_home"});
    offers(example::failed(), {"try_again"});
    offers(example::cancelled(), {"try_again"});
    JobView home = example::done();
    home.record.fetched_to = "/home/anna/Werkbank/lasfouten";
    offers(home, {"open_folder"});
    JobView stopping = example::running();
    stopping.record.cancel_requested = true;
    offers(stopping, {});
  }

  void stopping_asks_once_in_the_page() {
    const auto shown_page = page(example::running());
    QSignalSpy cancel(shown_page.get(), &JobPage::cancel_requested);
    button(*shown_page, "stop_job")->click();
    QCOMPARE(cancel.count(), 0);
    QVERIFY(shown(*shown_page, "stop_job_sure"));
    shown_page->show(example::running(), around());
    QVERIFY2(shown(*shown_page, "stop_job_sure"), "an update must not take the question away");
    button(*shown_page, "stop_job_sure")->click();
    QCOMPARE(cancel.count(), 1);
    QCOMPARE(cancel[0][0].toString(), QString::fromStdString(example::running().record.uuid));
    QVERIFY(!shown(*shown_page, "stop_job_sure"));
  }

  void the_question_goes_when_the_job_is_over() {
    const auto shown_page = page(example::running());
    button(*shown_page, "stop_job")->click();
    shown_page->show(example::done(), around());
    QVERIFY(!shown(*shown_page, "stop_job_sure"));
  }

  void buttons_say_which_job_is_meant() {
    const auto shown_page = page(example::done());
    QSignalSpy fetch(shown_page.get(), &JobPage::fetch_requested);
    button(*shown_page, "bring_home")->click();
    QCOMPARE(fetch.count(), 1);
    QCOMPARE(fetch[0][0].toString(), shown_page->uuid());
    JobView home = example::done();
    home.record.fetched_to = "/tmp/éèn map";
    shown_page->show(home, around());
    QSignalSpy folder(shown_page.get(), &JobPage::open_folder_requested);
    button(*shown_page, "open_folder")->click();
    QCOMPARE(folder[0][0].toString(), QStringLiteral("/tmp/éèn map"));
  }

  void what_there_is_so_far_can_be_brought_home() {
    JobView running = example::running();
    const auto shown_page = page(running);
    QSignalSpy fetch(shown_page.get(), &JobPage::fetch_requested);
    QVERIFY(!shown(*shown_page, "open_folder"));
    QCOMPARE(button(*shown_page, "bring_home_again")->text(), QStringLiteral("Bring home what there is so far"));
    button(*shown_page, "bring_home_again")->click();
    QCOMPARE(fetch.count(), 1);
    running.record.so_far_in = "/tmp/so far";
    shown_page->show(running, around());
    QSignalSpy folder(shown_page.get(), &JobPage::open_folder_requested);
    button(*shown_page, "open_folder")->click();
    QCOMPARE(folder[0][0].toString(), QStringLiteral("/tmp/so far"));
    JobView done = example::done();
    done.record.so_far_in = "/tmp/so far";
    shown_page->show(done, around());
    QVERIFY(!shown(*shown_page, "open_folder"));
    QVERIFY(shown(*shown_page, "bring_home"));
  }

  void an_outage_is_a_line_in_the_page_and_the_rest_stays() {
    JobSurroundings surroundings = around();
    surroundings.outage = Error{ErrorCode::connection_lost, Message(LocalText{"Geen antwoord.", "No answer."})};
    surroundings.can_sign_in = true;
    const auto shown_page = page(example::running(), surroundings);
    const QString texts = example::visible_texts(*shown_page).join(u'\n');
    QVERIFY(texts.contains(QLatin1String("No answer.")));
    QVERIFY(texts.contains(QLatin1String("63 % is done")));
    QSignalSpy sign_in(shown_page.get(), &JobPage::sign_in_requested);
    for (auto* one : shown_page->findChildren<QPushButton*>()) {
      if (one->isVisible() && one->text() == QLatin1String("Sign in")) one->click();
    }
    QCOMPARE(sign_in.count(), 1);
    shown_page->show(example::running(), around());
    QVERIFY(!example::visible_texts(*shown_page).join(u'\n').contains(QLatin1String("No answer.")));
  }

  void a_score_is_said_against_the_trivial_one() {
    const QString texts = example::visible_texts(*page(example::done())).join(u'\n').replace(QChar::Nbsp, u' ');
    QVERIFY(texts.contains(QLatin1String("95.7 %")));
    QVERIFY2(texts.contains(QLatin1String("better than guessing without learning: that gives 31.2 %")),
             qPrintable(texts));
  }

  void what_is_not_known_is_shown_as_not_known() {
    const QString texts = example::visible_texts(*page(example::waiting())).join(u'\n');
    QVERIFY(texts.contains(QLatin1String("not begun yet")));
    QVERIFY(!texts.contains(QLatin1String("0 %")));
  }

  void each_state_fits_says_its_names_and_warns_of_nothing_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("tab");
    QTest::addColumn<bool>("dark");
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (int tab = 0; tab < 4; ++tab) {
        for (const bool dark : {false, true}) {
          QTest::addRow("%s %d %s", states[i].first, tab, dark ? "dark" : "light")
              << static_cast<int>(i) << tab << dark;
        }
      }
    }
  }
  void each_state_fits_says_its_names_and_warns_of_nothing() {
    QFETCH(int, state);
    QFETCH(int, tab);
    QFETCH(bool, dark);
    werkbank::apply(*qApp, theme_for(dark ? ShadeChoice::dark : ShadeChoice::light));
    const auto shown_page = page(states[static_cast<std::size_t>(state)].second());
    shown_page->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(tab);
    example::settle(*shown_page);
    QCOMPARE(example::nameless_controls(*shown_page), QStringList());
    QVERIFY2(shown_page->minimumSizeHint().width() <= 1000,
             qPrintable(QString::number(shown_page->minimumSizeHint().width())));
    QVERIFY2(shown_page->minimumSizeHint().height() <= 640,
             qPrintable(QString::number(shown_page->minimumSizeHint().height())));
    save(*shown_page, QStringLiteral("job_%1_%2_%3")
                          .arg(QLatin1String(states[static_cast<std::size_t>(state)].first))
                          .arg(tab)
                          .arg(dark ? QStringLiteral("dark") : QStringLiteral("light")));
    werkbank::apply(*qApp, theme_for(ShadeChoice::light));
  }

  void every_control_of_the_list_has_a_name() {
    JobsPage list;
    list.show(example::list());
    example::settle(list);
    QCOMPARE(example::nameless_controls(list), QStringList());
    save(list, QStringLiteral("jobs"));
  }

  void a_switch_of_language_changes_every_word_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("tab");
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (int tab = 0; tab < 4; ++tab) QTest::addRow("%s %d", states[i].first, tab) << static_cast<int>(i) << tab;
    }
  }
  void a_switch_of_language_changes_every_word() {
    QFETCH(int, state);
    QFETCH(int, tab);
    JobView view = states[static_cast<std::size_t>(state)].second();
    view.headline = {};
    view.next_step = {};
    view.record.reason.clear();
    const auto shown_page = page(view);
    shown_page->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(tab);
    example::MarkingTranslator marks;
    QCoreApplication::installTranslator(&marks);
    static_cast<QWidget&>(*shown_page).setLocale(locale_of(Language::dutch));
    example::settle(*shown_page);
    const QStringList texts = example::visible_texts(*shown_page);
    QCoreApplication::removeTranslator(&marks);
    QVERIFY(texts.size() > 5);
    for (const QString& text : texts) QVERIFY2(is_data(text), qPrintable(text));
  }

  void a_switch_of_language_reaches_the_list() {
    JobsPage list;
    list.show(example::list());
    example::settle(list);
    example::MarkingTranslator marks;
    QCoreApplication::installTranslator(&marks);
    example::settle(list);
    const QStringList texts = example::visible_texts(list);
    auto* view = list.findChild<QListView*>(QStringLiteral("job_list"));
    const QString row = view->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QCoreApplication::removeTranslator(&marks);
    for (const QString& text : texts) QVERIFY2(is_data(text), qPrintable(text));
    QVERIFY2(row.contains(QStringLiteral("‹Running›")), qPrintable(row));
  }

  void a_sentence_about_the_job_follows_the_language() {
    const auto shown_page = page(example::waiting());
    auto* sentence = shown_page->findChild<QLabel*>(QStringLiteral("job_sentence"));
    QVERIFY(sentence->text().startsWith(QLatin1String("Your job is in the queue")));
    static_cast<QWidget&>(*shown_page).setLocale(locale_of(Language::dutch));
    QVERIFY(sentence->text().startsWith(QLatin1String("Uw taak staat in de rij")));
  }

  void hostile_words_of_a_server_stay_words() {
    JobView view = example::failed();
    view.record.title = "<h1>big</h1>\n\n&Stop " + std::string(255, 'x');
    view.record.place = "<img src=x>";
    view.record.reason = "\x1b[31m<b>";
    view.record.values_json = "{broken";
    view.record.upload_receipt = "[1,2";
    view.training.notes.back().message = "<script>\n\xff\xfe</script>";
    const auto shown_page = page(view);
    for (int tab = 0; tab < 4; ++tab) {
      shown_page->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(tab);
      example::settle(*shown_page);
      for (const QLabel* label : shown_page->findChildren<QLabel*>()) {
        if (label->text().contains(u'<')) QCOMPARE(label->textFormat(), Qt::PlainText);
      }
    }
  }

  void an_update_each_second_is_cheap() {
    JobView view = example::running();
    view.gpus = example::gpus(8, 3600);
    const auto shown_page = page(view);
    shown_page->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(1);
    example::settle(*shown_page);
    double best = 1e9;
    for (int i = 1; i <= 5; ++i) {
      view.gpus = example::gpus(8, 3600 + 5 * i);
      QElapsedTimer clock;
      clock.start();
      shown_page->show(view, around());
      best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    qInfo("one update of the GPU tab, 8 GPUs of an hour: %.1f ms", best);
    QVERIFY2(best < 50, qPrintable(QString::number(best)));
  }

  void another_job_starts_at_its_overview() {
    const auto shown_page = page(example::done());
    auto* tabs = shown_page->findChild<QTabWidget*>(QStringLiteral("job_tabs"));
    tabs->setCurrentIndex(2);
    shown_page->show(example::done(), around());
    QCOMPARE(tabs->currentIndex(), 2);
    JobView other = example::running();
    other.record.uuid = "another";
    shown_page->show(other, around());
    QCOMPARE(tabs->currentIndex(), 0);
  }
};

}  // namespace jobs_test

WERKBANK_TEST(jobs_test::JobsTest);
#include "jobs_test.moc"
