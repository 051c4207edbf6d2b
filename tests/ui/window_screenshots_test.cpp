// Pictures of every page, for people to look at: only when $WERKBANK_SCREENSHOTS names a folder to put them in.
// $WERKBANK_SHADE is light or dark, $WERKBANK_LANGUAGE nl or en, $WERKBANK_SIZE like 1000x700.
#include <QDir>
#include <QPainter>
#include <QScrollArea>
#include <QTabBar>

#include "stored_examples.h"
#include "tests/ui/themed_test.h"
#include "ui/new_job/new_job_page.h"
#include "window_fixture.h"

namespace werkbank::window_screenshots_test {

class WindowScreenshotsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void takes_a_picture_of_every_page();
  void takes_pictures_of_what_a_course_brings();
  void takes_pictures_of_a_failure();
  void takes_pictures_of_photos();
  void takes_pictures_of_every_example();
  void takes_a_picture_of_data_about_people();
  void takes_pictures_of_signing_in();
  void takes_pictures_of_what_is_stored();

 private:
  void take(const WindowFixture& bench, const QString& name) const;
  void open(WindowFixture& bench) const;
  void walk_new_job(const WindowFixture& bench) const;
  QString folder_ = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
};

void WindowScreenshotsTest::initTestCase() {
  if (folder_.isEmpty()) QSKIP("WERKBANK_SCREENSHOTS is not set: nobody wants pictures now");
  QDir().mkpath(folder_);
}

void WindowScreenshotsTest::open(WindowFixture& bench) const {
  bench.settings->setValue("language", qEnvironmentVariable("WERKBANK_LANGUAGE", "en"));
  bench.open();
  const QStringList size = qEnvironmentVariable("WERKBANK_SIZE", "1280x800").split('x');
  bench.window->resize(size[0].toInt(), size[1].toInt());
}

void WindowScreenshotsTest::take(const WindowFixture& bench, const QString& name) const {
  QEventLoop settle;
  QTimer::singleShot(120, &settle, &QEventLoop::quit);
  settle.exec();
  const QString file = QStringLiteral("%1/%2.png").arg(folder_, name);
  QVERIFY2(bench.window->grab().save(file), qPrintable(file));
}

void WindowScreenshotsTest::walk_new_job(const WindowFixture& bench) const {
  auto& page = *bench.window->findChild<NewJobPage*>();
  bench.click("window.new_job");
  take(bench, "10-choose");
  bench.click("new_job.choose.tabular-boost");
  take(bench, "11-data-empty");
  auto* path = bench.find<QLineEdit>("new_job.data_path");
  path->setText(bench.bad_table());
  QTest::keyClick(path, Qt::Key_Return);
  QVERIFY(wait_for([&] { return page.draft().data().report().has_value(); }));
  take(bench, "12-data-bad");
  path->setText(bench.good_table());
  QTest::keyClick(path, Qt::Key_Return);
  QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
  take(bench, "13-data-good");
  bench.click("new_job.next");
  take(bench, "14-questions");
  bench.click("new_job.next");
  take(bench, "15-check-busy");
  QVERIFY(wait_for([&] {
    bench.click("new_job.next");
    return page.step() == 4;
  }));
  take(bench, "16-start");
  bench.practice->upload_hangs = true;
  bench.click("new_job.start");
  QVERIFY(wait_for([&] { return !bench.window->live().moving().empty(); }));
  take(bench, "17-uploading");
  bench.practice->upload_hangs = false;
  QVERIFY(wait_for([&] { return bench.practice->submissions == 1; }));
}

void WindowScreenshotsTest::takes_a_picture_of_every_page() {
  WindowFixture bench;
  open(bench);
  QVERIFY(wait_for([&] { return bench.is_there("start.first_job"); }));
  take(bench, "01-start-first");
  for (const char* name : {"data", "jobs", "catalogue", "factory", "help", "settings"}) {
    bench.click(QStringLiteral("window.rail_") + name);
    take(bench, QStringLiteral("02-") + name);
  }
  walk_new_job(bench);
  bench.practice->state = JobState::running;
  const auto phase = [&] { return bench.window->live().jobs().front().phase; };
  QVERIFY(wait_for([&] { return phase() == JobPhase::running; }));
  take(bench, "18-job-running");
  bench.click("window.rail_start");
  take(bench, "20-start-running");
  bench.click("window.rail_data");
  take(bench, "21-data-receipts");
  bench.practice->state = JobState::completed;
  QVERIFY(wait_for([&] { return phase() == JobPhase::done; }));
  bench.click("window.rail_start");
  take(bench, "22-start-ready");
  bench.click("window.rail_jobs");
  take(bench, "23-jobs");
}

void WindowScreenshotsTest::takes_pictures_of_a_failure() {
  WindowFixture bench;
  open(bench);
  QVERIFY(wait_for([&] { return bench.click("start.first_job"); }));
  QVERIFY(wait_for([&] { return bench.click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench.practice->submissions == 1; }));
  bench.practice->state = JobState::timed_out;
  QVERIFY(wait_for([&] { return bench.is_there("try_again"); }));
  take(bench, "24-failed");
  QVERIFY(bench.click("try_again"));
  QVERIFY(wait_for([&] { return bench.is_there("new_job.change"); }));
  take(bench, "25-again-with-more-time");
}

void WindowScreenshotsTest::takes_pictures_of_what_a_course_brings() {
  WindowFixture bench;
  std::atomic<bool> hangs = true;
  bench.workbench->course_data = [](const std::string&) {
    return std::vector<CourseData>{{"pinguïns.csv", "https://example.org/p.csv", {}, {}, 84'000},
                                   {"bloemen.zip", "https://example.org/b.zip", {}, {}, 221'000'000},
                                   {"satellietbeelden", {}, "/project/cursus/satelliet", {}, 1}};
  };
  bench.workbench->fetch_course_data = [&](const CourseData& data, const ProgressSink& progress,
                                           const std::stop_token& stop) -> Result<std::filesystem::path> {
    progress({Message(LocalText{data.name + " wordt opgehaald", "Fetching " + data.name}), 93'000'000, data.bytes});
    while (hangs && !stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return Error{ErrorCode::host_unreachable,
                 Message(LocalText{"De gegevens konden niet van example.org worden opgehaald.",
                                   "The data could not be fetched from example.org."})};
  };
  open(bench);
  bench.click("window.new_job");
  bench.click("new_job.choose.tabular-boost");
  QVERIFY(wait_for([&] { return bench.is_there("course_data.fetch.bloemen.zip"); }));
  take(bench, "50-course-data");
  bench.click("course_data.fetch.bloemen.zip");
  QVERIFY(wait_for([&] { return bench.is_there("course_data.stop"); }));
  take(bench, "51-course-data-fetching");
  hangs = false;
  QVERIFY(wait_for([&] { return bench.is_there("course_data.problem"); }));
  take(bench, "52-course-data-problem");
}

void WindowScreenshotsTest::takes_pictures_of_every_example() {
  std::vector<QString> ids;
  const WindowFixture first;
  for (const JobTemplate& one : first.workbench->catalogue->templates()) {
    if (!one.example.empty()) ids.push_back(QString::fromStdString(one.id));
  }
  for (const QString& id : ids) {
    WindowFixture bench;
    open(bench);
    bench.click("window.new_job");
    QVERIFY(bench.click("new_job.choose." + id));
    QVERIFY(bench.click("new_job.example_data"));
    auto& page = *bench.window->findChild<NewJobPage*>();
    QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
    take(bench, "43-" + id + "-data");
    bench.click("new_job.next");
    take(bench, "44-" + id + "-questions");
  }
}

void WindowScreenshotsTest::takes_a_picture_of_data_about_people() {
  WindowFixture bench;
  QFile file(bench.folder.filePath("klanten.csv"));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("achternaam;geboortedatum;mail;bedrag;afgezegd\n");
  for (int i = 0; i < 200; ++i) {
    file.write(QStringLiteral("Jansen;%1-11-19%2;klant%3@voorbeeld.nl;%4,50;%5\n")
                   .arg(i % 28 + 1)
                   .arg(40 + i % 60)
                   .arg(i)
                   .arg(i % 37)
                   .arg(i % 3 == 0 ? QStringLiteral("ja") : QStringLiteral("nee"))
                   .toUtf8());
  }
  file.close();
  open(bench);
  bench.click("window.new_job");
  bench.click("new_job.choose.tabular-boost");
  auto* path = bench.find<QLineEdit>("new_job.data_path");
  path->setText(file.fileName());
  QTest::keyClick(path, Qt::Key_Return);
  auto& page = *bench.window->findChild<NewJobPage*>();
  QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
  take(bench, "45-personal-data");
}

void WindowScreenshotsTest::takes_pictures_of_photos() {
  WindowFixture bench;
  const QDir photos(bench.folder.filePath("fotos"));
  int hue = 0;
  for (const char* kind : {"goed", "kras", "deuk"}) {
    photos.mkpath(kind);
    for (int i = 0; i < 30; ++i) {
      QImage image(96, 72, QImage::Format_RGB32);
      image.fill(QColor::fromHsv((hue + i * 3) % 360, 90, 200));
      QPainter painter(&image);
      painter.drawEllipse(10 + i % 20, 10, 40, 40);
      painter.drawLine(0, i * 2, hue % 96, 70);
      painter.end();
      image.save(photos.filePath(QStringLiteral("%1/%2.png").arg(kind).arg(i)));
    }
    hue += 120;
  }
  open(bench);
  bench.click("window.new_job");
  bench.click("new_job.choose.image-classify");
  auto* path = bench.find<QLineEdit>("new_job.data_path");
  path->setText(photos.path());
  QTest::keyClick(path, Qt::Key_Return);
  auto& page = *bench.window->findChild<NewJobPage*>();
  QVERIFY(wait_for([&] { return page.draft().data().report() && !page.draft().data().is_checking(); }));
  take(bench, "40-photos");
  bench.click("new_job.next");
  take(bench, "41-photos-questions");
  bench.click("new_job.more_settings");
  take(bench, "42-photos-more");
}

void WindowScreenshotsTest::takes_pictures_of_signing_in() {
  WindowFixture bench;
  bench.real->asks_host = true;
  open(bench);
  auto& live = *bench.window->live().factory("noord");
  bench.window->live().set_current(&live);
  QVERIFY(wait_for([&] { return bench.is_there("start.first_job"); }));
  take(bench, "30-start-signed-out");
  bench.click("window.factory");
  take(bench, "31-factory-signed-out");
  bench.click("factory.sign_in");
  QVERIFY(wait_for([&] { return bench.is_there("factory.fingerprint"); }));
  take(bench, "32-factory-host");
  bench.click("factory.host_yes");
  QVERIFY(wait_for([&] { return bench.is_there("factory.answer"); }));
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "fout");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return bench.is_there("factory.refused"); }));
  take(bench, "33-factory-password");
  QTest::keyClicks(bench.find<QLineEdit>("factory.answer"), "geheim");
  bench.click("factory.continue");
  QVERIFY(wait_for([&] { return live.offer().has_value(); }));
  take(bench, "34-factory-signed-in");
  live.lost({ErrorCode::connection_lost, Message(LocalText{"De verbinding met AI-fabriek Noord is weg.",
                                                           "The connection to AI Factory North is gone."})});
  bench.click("window.rail_start");
  take(bench, "35-start-offline");
}

void WindowScreenshotsTest::takes_pictures_of_what_is_stored() {
  WindowFixture bench;
  open(bench);
  bench.practice->set_stored(example::stored_things());
  bench.practice->storage_hangs = true;
  bench.click("window.rail_factory");
  bench.click("factories.open.practice");
  QVERIFY(wait_for([&] { return bench.window->live().factory("practice")->state() == LiveFactory::State::signed_in; }));
  bench.find<QTabBar>("factory.tabs")->setCurrentIndex(1);
  take(bench, "60-stored-waiting");
  bench.practice->storage_hangs = false;
  const QString wine = QStringLiteral("wijn@0123456789abcdef");
  QVERIFY(wait_for([&] { return bench.is_there("stored.remove." + wine); }));
  take(bench, "61-stored");
  const auto scroll_to = [&](const QString& name) {
    auto* part = bench.find<QWidget>(name);
    for (QWidget* up = part; up != nullptr; up = up->parentWidget()) {
      if (auto* area = qobject_cast<QScrollArea*>(up)) area->ensureWidgetVisible(part, 0, 200);
    }
  };
  scroll_to("stored.remove." + wine);
  bench.click("stored.remove." + wine);
  take(bench, "62-stored-question");
  bench.click("stored.keep." + wine);
  bench.practice->storage_hangs = true;
  bench.click("stored.check." + wine);
  QVERIFY(wait_for([&] { return bench.is_there("stored.stop." + wine); }));
  take(bench, "63-stored-checking");
  DatasetCheck damaged;
  damaged.knows_which = true;
  damaged.differences = 2;
  damaged.changed = {"foto's/kras 12.png", "labels.csv"};
  bench.practice->set_check(damaged);
  bench.practice->storage_hangs = false;
  QVERIFY(wait_for([&] { return bench.is_there("stored.result." + wine); }));
  take(bench, "64-stored-damaged");
  DatasetCheck whole;
  whole.whole = true;
  whole.files = 3412;
  whole.bytes = 1'800'000'000;
  whole.at = 1795870000;
  bench.practice->set_check(whole);
  bench.click("stored.check." + wine);
  QVERIFY(wait_for([&] { return bench.is_there("stored.check." + wine); }));
  take(bench, "65-stored-whole");
  bench.click("stored.remove." + wine);
  bench.click("stored.sure." + wine);
  QVERIFY(wait_for([&] { return bench.is_there("stored.done"); }));
  scroll_to("stored.done");
  take(bench, "66-stored-removed");
  bench.practice->set_stored(Error{ErrorCode::remote_file,
                                   Message(LocalText{"De fabriek kan de map niet lezen. Probeer het opnieuw.",
                                                     "The factory cannot read the folder. Try again."}),
                                   "exit 103: Permission denied"});
  QVERIFY(wait_for([&] { return bench.click("stored.refresh"); }));
  QVERIFY(wait_for([&] { return bench.is_there("stored.problem"); }));
  take(bench, "67-stored-problem");
  bench.practice->set_stored(Stored{{}, 0, example::stored_things().room, 1795870000});
  QVERIFY(wait_for([&] { return bench.click("stored.refresh"); }));
  QVERIFY(wait_for([&] { return bench.is_there("stored.empty"); }));
  take(bench, "68-stored-empty");
}

}  // namespace werkbank::window_screenshots_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::window_screenshots_test::WindowScreenshotsTest>);
#include "window_screenshots_test.moc"
