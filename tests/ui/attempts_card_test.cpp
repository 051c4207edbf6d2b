// One job with its attempts, as the job's page shows it; and the buttons that repair a job which failed.
#include <algorithm>

#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QStringList>
#include <QTableWidget>

#include "core/base/units.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/jobs/attempts_card.h"
#include "ui/jobs/job_page.h"

using namespace werkbank;

namespace attempts_card_test {

TrainingNote note(int attempt, const char* code) {
  TrainingNote made;
  made.attempt = attempt;
  made.code = code;
  made.message = "the time was up";
  return made;
}

/// Past its time limit once, and then taken from a machine that broke down; it runs again.
JobView continued() {
  JobView view = example::running();
  const double start = example::start;
  view.record.restarts = 2;
  view.training.attempt = 2;
  view.training.attempts = {{0, start + 30, start + 7060, 0, 1062},
                            {1, start + 7800, start + 9000, 1062, 1311},
                            {2, start + 10200, start + 14500, 1274, 2230}};
  view.training.last_checkpoint_step = 2124;
  view.training.notes = {note(0, "time_up"), note(2, "node_failed")};
  return view;
}

/// The same job before, while it waits for its next turn.
JobView requeued() {
  JobView view = continued();
  view.record.phase = JobPhase::waiting;
  view.record.reason = "BeginTime";
  view.record.restarts = 1;
  view.training.attempt = 0;
  view.training.attempts.resize(1);
  view.training.last_checkpoint_step = 1062;
  view.headline = headline_of(view.record, view.training);
  view.next_step = next_step_of(view.record, view.training);
  return view;
}

JobView failed_by(const char* cause) {
  JobView view = example::failed();
  view.why->cause = cause;
  return view;
}

class AttemptsCardTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  static std::unique_ptr<JobPage> page(const JobView& view, const JobSurroundings& surroundings = {}) {
    auto made = std::make_unique<JobPage>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(1280, 860);
    made->show(view, surroundings);
    example::settle(*made);
    return made;
  }
  static QTableWidget* table(const QWidget& page) {
    return page.findChild<QTableWidget*>(QStringLiteral("attempts.table"));
  }
  static bool shown(const QWidget& page, const char* name) {
    const auto* button = page.findChild<QPushButton*>(QLatin1String(name));
    return button != nullptr && button->isVisible();
  }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void a_job_that_was_begun_once_shows_no_attempts() {
    QVERIFY(!table(*page(example::running()))->isVisible());
    QVERIFY(!table(*page(example::done()))->isVisible());
  }

  void one_job_shows_its_attempts_and_what_became_of_its_work() {
    const auto shown_page = page(continued());
    example::save(*shown_page, QStringLiteral("attempts_continued"));
    const auto* summary = shown_page->findChild<QLabel*>(QStringLiteral("attempts.summary"));
    QCOMPARE(summary->text(), QStringLiteral("This job was continued 2 times by itself, the last time from step 1,274. "
                                             "It had to do 37 steps again that were not saved."));
    const auto* all = table(*shown_page);
    QVERIFY(all->isVisible());
    QCOMPARE(all->rowCount(), 3);
    const auto cell = [all](int row, int column) { return all->item(row, column)->text(); };
    QCOMPARE(cell(0, 0), QStringLiteral("1"));
    QCOMPARE(cell(0, 2), QStringLiteral("1 h 57 min"));
    QCOMPARE(cell(1, 3), QStringLiteral("1,062 to 1,311"));
    QVERIFY2(cell(0, 4).startsWith(QLatin1String("The time was up.")), qPrintable(cell(0, 4)));
    QVERIFY2(cell(1, 4).contains(QLatin1String("broke down")), qPrintable(cell(1, 4)));
    QCOMPARE(cell(2, 4), QStringLiteral("It is running now."));
    // All of it is in sight: no row is cut off and no column lies beyond the edge.
    QVERIFY(all->visualItemRect(all->item(2, 4)).bottom() <= all->viewport()->height());
    QVERIFY(all->horizontalHeader()->length() <= all->viewport()->width());
  }

  void while_it_waits_the_page_says_what_is_safe() {
    const auto shown_page = page(requeued());
    example::save(*shown_page, QStringLiteral("attempts_waiting"));
    QCOMPARE(shown_page->findChild<QLabel*>(QStringLiteral("job_sentence"))->text(),
             QStringLiteral("Your job has saved its work up to step 1,062 and waits for its next turn."));
    QCOMPARE(table(*shown_page)->rowCount(), 1);
  }

  void the_table_is_walked_with_the_keyboard_and_read_aloud() {
    const auto shown_page = page(continued());
    auto* all = table(*shown_page);
    QCOMPARE(example::nameless_controls(*shown_page), QStringList());
    QVERIFY(all->accessibleDescription().startsWith(QLatin1String("This job was continued")));
    QVERIFY(all->focusPolicy() & Qt::TabFocus);
    all->setFocus();
    all->setCurrentCell(0, 0);
    QTest::keyClick(all, Qt::Key_Down);
    QTest::keyClick(all, Qt::Key_Right);
    QCOMPARE(std::pair(all->currentRow(), all->currentColumn()), std::pair(1, 1));
    QVERIFY(all->currentItem()->data(Qt::AccessibleTextRole).toString().startsWith(QLatin1String("Began: ")));
    QTest::keyClick(all, Qt::Key_Tab);
    QVERIFY2(!all->hasFocus(), "the tab key leads out of the table");
  }

  void news_leaves_the_chosen_row_where_it_was() {
    JobView view = continued();
    const auto shown_page = page(view);
    auto* all = table(*shown_page);
    all->setCurrentCell(1, 2);
    view.training.attempts.back().last_step += 5;
    shown_page->show(view);
    QCOMPARE(std::pair(all->currentRow(), all->currentColumn()), std::pair(1, 2));
    QVERIFY(all->item(2, 3)->text().endsWith(QLatin1String("2,235")));
  }

  void many_attempts_are_scrolled_and_the_latest_are_kept() {
    JobView view = continued();
    view.record.restarts = 999;
    view.training.attempts.clear();
    for (int i = 0; i < 1000; ++i) {
      view.training.attempts.push_back({i, example::start + i * 60.0, example::start + i * 60.0 + 50, i, i + 1});
    }
    QElapsedTimer clock;
    clock.start();
    const auto shown_page = page(view);
    auto* all = table(*shown_page);
    QCOMPARE(all->rowCount(), 100);
    QCOMPARE(all->item(99, 0)->text(), QStringLiteral("1,000"));
    QVERIFY(all->height() < 400);
    qint64 best = 1'000;  // of a few: other programs may have the processor meanwhile
    for (int i = 0; i < 20; ++i) {
      clock.restart();
      shown_page->show(view);
      best = std::min(best, clock.elapsed());
    }
    QVERIFY2(best < 50, qPrintable(QString::number(best)));
  }

  void a_switch_of_language_changes_every_word() {
    const auto shown_page = page(continued());
    example::MarkingTranslator marks;
    QCoreApplication::installTranslator(&marks);
    static_cast<QWidget&>(*shown_page).setLocale(locale_of(Language::dutch));
    example::settle(*shown_page);
    const auto* all = table(*shown_page);
    QStringList texts = {shown_page->findChild<QLabel*>(QStringLiteral("attempts.summary"))->text()};
    for (int c = 0; c < all->columnCount(); ++c) texts << all->horizontalHeaderItem(c)->text();
    texts << all->item(0, 3)->text() << all->item(0, 4)->text() << all->accessibleName();
    QCoreApplication::removeTranslator(&marks);
    for (const QString& text : texts) QVERIFY2(text.contains(QChar(0x2039)), qPrintable(text));
  }

  void a_full_disk_leads_to_what_takes_the_room_and_then_tries_again() {
    JobTemplate made_of;
    JobSurroundings around;
    around.job_template = &made_of;
    const auto shown_page = page(failed_by("disk-quota"), around);
    example::save(*shown_page, QStringLiteral("attempts_disk"));
    QVERIFY(shown(*shown_page, "make_room") && shown(*shown_page, "try_again_after"));
    QVERIFY(!shown(*shown_page, "try_again"));
    QSignalSpy room(shown_page.get(), &JobPage::room_requested);
    QSignalSpy again(shown_page.get(), &JobPage::try_again_requested);
    shown_page->findChild<QPushButton*>(QStringLiteral("make_room"))->click();
    QCOMPARE(room.count(), 1);
    shown_page->findChild<QPushButton*>(QStringLiteral("try_again_after"))->click();
    QCOMPARE(again.count(), 1);
    QVERIFY(!shown(*page(failed_by("cuda-oom"), around), "make_room"));
  }

  void other_software_is_offered_where_the_factory_has_some() {
    JobTemplate made_of;
    JobSurroundings around;
    around.job_template = &made_of;
    around.environments = 1;
    const auto word = [&] {
      return page(failed_by("missing-module"), around)->findChild<QPushButton*>(QStringLiteral("try_again"))->text();
    };
    QCOMPARE(word(), QStringLiteral("Try again"));
    around.environments = 2;
    QCOMPARE(word(), QStringLiteral("Try again with other software"));
  }

  void more_time_is_said_to_go_on_only_where_it_does() {
    JobTemplate made_of;
    made_of.version = example::failed().record.template_version;
    made_of.resources.resumable = true;
    JobSurroundings around;
    around.job_template = &made_of;
    JobView view = failed_by("timeout");
    const auto shown_page = page(view, around);
    example::save(*shown_page, QStringLiteral("attempts_more_time"));
    auto* button = shown_page->findChild<QPushButton*>(QStringLiteral("try_again"));
    QCOMPARE(button->text(), QStringLiteral("Go on with twice the time"));
    QSignalSpy again(shown_page.get(), &JobPage::try_again_requested);
    button->click();
    QCOMPARE(again.first().at(1).value<Repair>().continues, view.record.uuid);
    view.training.last_checkpoint_step = -1;
    shown_page->show(view, around);
    QCOMPARE(button->text(), QStringLiteral("Try again with twice the time"));
  }
};

}  // namespace attempts_card_test

WERKBANK_TEST(attempts_card_test::AttemptsCardTest);
#include "attempts_card_test.moc"
