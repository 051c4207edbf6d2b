// A job's page inside the window: what is practice is said once, answers read as they were asked, and trying again
// begins a new job with the same answers.
#include <QTabWidget>

#include "core/base/units.h"
#include "tests/ui/themed_test.h"
#include "ui/factories/stored_panel.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_page.h"
#include "ui/new_job/new_job_page.h"
#include "ui/start/spark_line.h"
#include "window_fixture.h"

namespace werkbank::job_again_test {

class JobAgainTest : public QObject {
  Q_OBJECT

 private slots:
  void says_once_what_is_practice();
  void the_spark_line_on_start_says_what_it_shows();
  void a_lost_connection_is_said_once_on_start();
  void tries_again_with_the_same_template_data_and_answers();
  void tries_again_with_the_change_that_helps();
  void names_the_job_that_is_continued();
  void the_model_of_a_job_is_used_on_new_data();
  void leads_to_what_takes_the_room();
  void says_so_when_the_template_is_no_longer_there();
  void answers_read_as_they_were_asked();
  void answers_of_an_unknown_template_keep_their_names();

 private:
  static bool run_job_to(WindowFixture& bench, JobState state, JobPhase phase);
};

bool JobAgainTest::run_job_to(WindowFixture& bench, JobState state, JobPhase phase) {
  const bool went = wait_for([&] { return bench.click("start.first_job") || bench.is_there("new_job.start"); }) &&
                    wait_for([&] { return bench.click("new_job.start"); }) &&
                    wait_for([&] { return bench.practice->submissions == 1; });
  bench.practice->state = state;
  return went && wait_for([&] {
           const auto& jobs = bench.window->live().jobs();
           return !jobs.empty() && jobs.front().phase == phase;
         });
}

void JobAgainTest::says_once_what_is_practice() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::running, JobPhase::running));
  bench.window->open_job(QString::fromStdString(bench.window->live().jobs().front().uuid));
  QVERIFY(wait_for([&] { return bench.is_there("job_sentence"); }));
  const QString sentence = bench.find<Banner>("window.reality")->sentence();
  QVERIFY(!sentence.isEmpty());
  auto* tabs = bench.find<QTabWidget>("job_tabs");
  for (int tab = 0; tab < tabs->count(); ++tab) {
    tabs->setCurrentIndex(tab);
    int said = 0;
    for (const auto* label : bench.window->findChildren<QLabel*>())
      said += label->isVisible() && label->text() == sentence;
    QCOMPARE(said, 1);
  }
}

void JobAgainTest::the_spark_line_on_start_says_what_it_shows() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::running, JobPhase::running));
  QVERIFY(bench.click("window.rail_start"));
  QVERIFY(wait_for([&] {
    const auto* spark = bench.window->findChild<SparkLine*>();
    return spark != nullptr && spark->isVisible();
  }));
  const auto* spark = bench.window->findChild<SparkLine*>();
  QVERIFY2(spark->text().startsWith(QLatin1String("GPU use: ")), qPrintable(spark->text()));
  QCOMPARE(spark->accessibleName(), spark->text());
  QVERIFY(bench.click("window.language_nl"));
  QVERIFY2(!spark->text().startsWith(QLatin1String("GPU use: ")), qPrintable(spark->text()));
}

void JobAgainTest::a_lost_connection_is_said_once_on_start() {
  WindowFixture bench;
  bench.open();
  auto& live = *bench.window->live().factory("noord");
  bench.window->live().set_current(&live);
  live.sign_in();
  QVERIFY(wait_for([&] { return live.person().question().has_value(); }));
  live.person().answer(Secret("geheim"));
  QVERIFY(wait_for([&] { return live.offer().has_value(); }));
  live.lost({ErrorCode::connection_lost, Message(LocalText{"Weg.", "The connection to AI Factory North is gone."})});
  QVERIFY(bench.is_there("window.connection"));
  int said = 0;
  for (const auto* label : bench.window->findChildren<QLabel*>()) {
    said += label->isVisible() && label->text().startsWith(QLatin1String("The connection to"));
  }
  QCOMPARE(said, 1);
}

void JobAgainTest::tries_again_with_the_same_template_data_and_answers() {
  WindowFixture bench;
  bench.open();
  auto& page = *bench.window->findChild<NewJobPage*>();
  QVERIFY(bench.walk_to_check());
  page.draft().set_value("effort", std::string("quick"));
  page.draft().set_value("rounds", std::int64_t(77));
  page.draft().set_value("learning_rate", 0.25);
  page.draft().set_title(QStringLiteral("Wijn & \"kaas\" $(id)"));
  const ParameterValues values = page.draft().values();
  QVERIFY(wait_for([&] {
    bench.click("new_job.next");
    return bench.is_there("new_job.start");
  }));
  QVERIFY(wait_for([&] { return bench.click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench.practice->submissions == 1; }));
  bench.practice->state = JobState::failed;
  QVERIFY(wait_for([&] { return bench.window->live().jobs().front().phase == JobPhase::failed; }));
  QVERIFY(wait_for([&] { return bench.is_there("try_again"); }));
  QVERIFY(page.draft().job_template() == nullptr);  // the draft that was started is gone
  QVERIFY(bench.click("try_again"));
  QVERIFY(page.isVisible());
  QCOMPARE(page.step(), 2);
  QCOMPARE(page.draft().job_template()->id, std::string("tabular-boost"));
  QVERIFY(page.draft().values() == values);
  QCOMPARE(page.draft().title(Language::english), QStringLiteral("Wijn & \"kaas\" $(id)"));
  QCOMPARE(QString::fromStdString(page.draft().data().path().string()), bench.good_table());
  QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
  QVERIFY(page.draft().values() == values);  // the check of the data proposes nothing over it
  QCOMPARE(bench.practice->submissions.load(), 1);
}

void JobAgainTest::tries_again_with_the_change_that_helps() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::timed_out, JobPhase::failed));
  const JobRecord failed = bench.window->live().jobs().front();
  QVERIFY(failed.walltime_minutes > 0);
  bench.window->open_job(QString::fromStdString(failed.uuid));
  QVERIFY(wait_for([&] { return bench.is_there("try_again"); }));
  QCOMPARE(bench.find<QPushButton>("try_again")->text(), QStringLiteral("Try again with twice the time"));
  QVERIFY(bench.click("try_again"));
  auto& page = *bench.window->findChild<NewJobPage*>();
  QCOMPARE(page.step(), 4);
  QVERIFY(bench.find<Banner>("new_job.change")->sentence().startsWith(QLatin1String("This time it may take ")));
  QVERIFY(wait_for([&] { return bench.click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench.practice->submissions == 2; }));
  const auto& again = bench.window->live().jobs().front();
  QVERIFY(again.uuid != failed.uuid);
  QCOMPARE(again.walltime_minutes, 2 * failed.walltime_minutes);
  QCOMPARE(again.values_json, failed.values_json);
  // The next job is one of its own.
  QVERIFY(wait_for([&] { return page.draft().change().empty(); }));
  QCOMPARE(page.draft().order(Language::english).resources.memory_gib, ResourceTier().memory_gib);
}

void JobAgainTest::names_the_job_that_is_continued() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::timed_out, JobPhase::failed));
  const JobRecord failed = bench.window->live().jobs().front();
  auto& page = *bench.window->findChild<NewJobPage*>();
  Repair repair;
  repair.continues = failed.uuid;
  repair.environment = 7;  // of another factory, which has so many
  QVERIFY(page.open_again(failed, repair));
  QCOMPARE(page.draft().request(Language::english).continues, failed.uuid);
  QCOMPARE(page.draft().request(Language::english).environment, 0);
  page.draft().clear();
  QCOMPARE(page.draft().request(Language::english).continues, std::string());
}

void JobAgainTest::the_model_of_a_job_is_used_on_new_data() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::completed, JobPhase::done));
  const JobRecord done = bench.window->live().jobs().front();
  bench.window->open_job(QString::fromStdString(done.uuid));
  QVERIFY(wait_for([&] { return bench.click("use_model"); }));
  auto& page = *bench.window->findChild<NewJobPage*>();
  QCOMPARE(page.step(), 1);  // the new data is to be chosen
  QCOMPARE(page.draft().job_template()->id, std::string("batch-infer"));
  QCOMPARE(std::get<std::string>(page.draft().values().at("model_path")), done.uuid);
  QVERIFY(page.draft().data().path().empty());
  QCOMPARE(bench.window->live().current()->profile().id, done.factory);
  QVERIFY(bench.find<Banner>("new_job.change")->sentence().contains(QString::fromStdString(done.title)));
}

void JobAgainTest::leads_to_what_takes_the_room() {
  WindowFixture bench;
  bench.open();
  QVERIFY(run_job_to(bench, JobState::running, JobPhase::running));
  const auto uuid = QString::fromStdString(bench.window->live().jobs().front().uuid);
  bench.window->open_job(uuid);
  auto* page = bench.window->findChild<JobPage*>();
  QVERIFY(wait_for([&] { return page->isVisible(); }));
  emit page->room_requested(uuid);
  QVERIFY(!page->isVisible());
  QVERIFY(wait_for([&] { return bench.window->findChild<StoredPanel*>()->isVisible(); }));
}

void JobAgainTest::says_so_when_the_template_is_no_longer_there() {
  WindowFixture bench;
  bench.open();
  QVERIFY(bench.click("window.new_job"));
  auto& page = *bench.window->findChild<NewJobPage*>();
  JobRecord record;
  record.title = "Melk\nmeten";
  record.template_id = "milk-forecast";
  QVERIFY(!page.open_again(record));
  QCOMPARE(page.step(), 0);
  QVERIFY(bench.is_there("new_job.obstacle"));
  QVERIFY(bench.find<Banner>("new_job.obstacle")->sentence().contains(QLatin1String("Melk meten")));
}

void JobAgainTest::answers_read_as_they_were_asked() {
  const auto catalogue = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR "/resources/catalogue")});
  JobSurroundings around;
  around.job_template = catalogue.value().find("image-classify");
  QVERIFY(around.job_template != nullptr);
  JobView view;
  view.record.template_id = "image-classify";
  view.record.values_json =
      R"({"augment":"low","epochs":20,"learning_rate":0.001,"checkpoint_seconds":90,"gone_since":"x\ny"})";
  JobDetails details;
  details.setLocale(locale_of(Language::dutch));
  details.show_job(view, around);
  const QString dutch = details.as_text();
  QVERIFY2(dutch.contains(QStringLiteral("Hoe vaak alle foto's bekijken?: 20 keer\n")), qPrintable(dutch));
  QVERIFY2(dutch.contains(QStringLiteral(": Een beetje: spiegelen en schuiven\n")), qPrintable(dutch));
  QVERIFY2(dutch.contains(QStringLiteral("Leersnelheid: 0,001\n")), qPrintable(dutch));
  QVERIFY2(dutch.contains(QStringLiteral(": 90 seconden\n")), qPrintable(dutch));
  QVERIFY2(dutch.contains(QStringLiteral("gone_since: x y\n")), qPrintable(dutch));
  QVERIFY2(!dutch.contains(QLatin1String("epochs")), qPrintable(dutch));
  QVERIFY(dutch.indexOf(QLatin1String("Hoe vaak")) < dutch.indexOf(QLatin1String("Een beetje")));  // as asked
  details.setLocale(locale_of(Language::english));
  const QString english = details.as_text();
  QVERIFY2(english.contains(QStringLiteral("How many times to go through all photos?: 20 times\n")),
           qPrintable(english));
  QVERIFY2(english.contains(QStringLiteral("Learning rate: 0.001\n")), qPrintable(english));
}

void JobAgainTest::answers_of_an_unknown_template_keep_their_names() {
  JobView view;
  view.record.values_json = R"({"melk":true,"liters":12.5,"leeg":false})";
  JobDetails details;
  details.setLocale(locale_of(Language::english));
  details.show_job(view, {});
  const QString text = details.as_text();
  QVERIFY2(text.contains(QLatin1String("melk: Yes\n")), qPrintable(text));
  QVERIFY2(text.contains(QLatin1String("liters: 12.5\n")), qPrintable(text));
  QVERIFY2(text.contains(QLatin1String("leeg: No\n")), qPrintable(text));
}

}  // namespace werkbank::job_again_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::job_again_test::JobAgainTest>);
#include "job_again_test.moc"
