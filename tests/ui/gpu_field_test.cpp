// "How many graphics cards?", from the questions to what is sent, by real clicks and keys. With $WERKBANK_SCREENSHOTS
// also pictures of it, in the language and shade of $WERKBANK_LANGUAGE and $WERKBANK_SHADE.
#include <QComboBox>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/catalogue/gpu_choice.h"
#include "pictures.h"
#include "tests/ui/themed_test.h"
#include "ui/new_job/new_job_page.h"
#include "window_test_case.h"

namespace werkbank::gpu_field_test {

class GpuFieldTest : public WindowTestCase {
  Q_OBJECT

 private slots:
  void where_there_is_nothing_to_choose_nothing_is_asked();
  void more_cards_cost_more_and_what_is_chosen_is_sent();
  void another_template_begins_with_what_it_proposes();
  void a_measurement_holds_for_as_many_cards_as_it_had();

 private:
  void prepare() override;
  JobDraft& draft() const { return bench_->window->findChild<NewJobPage*>()->draft(); }
  QComboBox* count() const { return bench_->find<QComboBox>("new_job.gpus"); }
  bool walk_to_texts();
  void take(const QString& name) const { example::save_settled(*bench_->window, name); }
  QTemporaryDir folder_;
};

void GpuFieldTest::prepare() {
  bench_->take_language_of_pictures();
  bench_->practice->set_partitions({{"gpu", "h100", 4, 16, 180, 64, 720, 48}});
  bench_->size = {1280, 980};
}

/// The questions of a template that several cards can learn, with texts for it.
bool GpuFieldTest::walk_to_texts() {
  const auto path = path_from_text(folder_.filePath(QStringLiteral("berichten.csv")).toStdString());
  std::string table = "bericht,soort\n";
  for (int row = 0; row < 4000; ++row) {
    const bool is_bill = row % 2 == 0;
    table += (is_bill ? "de rekening van maand " : "de trein van spoor ") + std::to_string(row) +
             (is_bill ? " klopt niet,geld\n" : " was te laat,reis\n");
  }
  if (!write_file(path, table).ok()) return false;
  if (!bench_->walk_to_check() || !bench_->click("new_job.back")) return false;
  draft().choose(bench_->workbench->catalogue->find("text-classify"));
  draft().data().set_path(path);
  return wait_for([this] { return draft().data().report().has_value() && count() != nullptr && count()->isVisible(); });
}

void GpuFieldTest::where_there_is_nothing_to_choose_nothing_is_asked() {
  QVERIFY(bench_->walk_to_check() && bench_->click("new_job.back"));
  QVERIFY(!bench_->is_there("new_job.gpus"));  // a table is learned on processor cores
  draft().set_gpus(4);
  QCOMPARE(draft().request(Language::english).resources.gpus, 0);
}

void GpuFieldTest::more_cards_cost_more_and_what_is_chosen_is_sent() {
  QVERIFY(walk_to_texts());
  QCOMPARE(count()->count(), 3);
  QCOMPARE(count()->currentData().toInt(), 1);
  QVERIFY(!count()->accessibleName().isEmpty());
  take("50-questions-gpus");
  QVERIFY2(count()->itemText(0).startsWith("1 graphics card, about "), qPrintable(count()->itemText(0)));
  QVERIFY(!count()->itemText(0).contains("costs more"));
  QVERIFY2(count()->itemText(2).startsWith("4 graphics cards, about "), qPrintable(count()->itemText(2)));
  // So little work four do no sooner than one.
  QVERIFY(count()->itemText(2).contains("not ready sooner, and costs more"));
  const auto once = draft().cost()->value();
  count()->setFocus();
  QTest::keyClick(count(), Qt::Key_End);
  QCOMPARE(draft().gpus(), 4);
  const auto four = draft().cost()->value();
  QCOMPARE(gpus_in_all(four.tier), 4);
  QVERIFY(four.gpu_hours.likely > once.gpu_hours.likely);
  QCOMPARE(draft().request(Language::english).resources.launcher, std::string("torchrun"));
  QCOMPARE(draft().request(Language::english).resources.gpus, 4);
  take("51-questions-four-gpus");
}

void GpuFieldTest::another_template_begins_with_what_it_proposes() {
  QVERIFY(walk_to_texts());
  draft().set_gpus(2);
  draft().choose(bench_->workbench->catalogue->find("image-classify"));
  QCOMPARE(draft().gpus(), 1);
  draft().choose(bench_->workbench->catalogue->find("text-classify"));
  QVERIFY(wait_for([this] { return draft().data().report().has_value(); }));
  QCOMPARE(draft().gpus(), 1);
  QCOMPARE(draft().request(Language::english).resources.launcher, std::string("python"));
  draft().choose(bench_->workbench->catalogue->find("own-script"));
  QVERIFY(!bench_->is_there("new_job.gpus"));  // it has a question of its own for it
}

void GpuFieldTest::a_measurement_holds_for_as_many_cards_as_it_had() {
  QVERIFY(walk_to_texts());
  draft().set_gpus(2);
  JobRecord trial;
  const auto asked = draft().trial_request(Language::english);
  trial.is_trial = true;
  trial.template_id = asked.job_template->id;
  trial.template_version = asked.job_template->version;
  trial.factory = draft().live().current()->profile().id;
  trial.data_path = path_text(asked.data);
  trial.resources = asked.resources;
  trial.values_json = R"({"text": "bericht", "label": "soort"})";
  Forecast forecast;
  forecast.seconds = {3000, 3600, 4000};
  QVERIFY(draft().take_trial(trial, forecast));
  QVERIFY(wait_for([this] { return draft().data().report().has_value(); }));
  QCOMPARE(draft().gpus(), 2);
  QVERIFY(draft().is_measured());
  QCOMPARE(draft().cost()->value().seconds.likely, 3600.0);
  draft().set_gpus(4);
  QVERIFY(!draft().is_measured());
  QVERIFY(draft().cost()->value().seconds.likely < 3600);
}

}  // namespace werkbank::gpu_field_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::gpu_field_test::GpuFieldTest>);
#include "gpu_field_test.moc"
