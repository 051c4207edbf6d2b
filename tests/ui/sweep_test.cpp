// Several settings instead of one run, from the questions to what is sent, by real clicks and keys. With
// $WERKBANK_SCREENSHOTS also pictures of it, in the language and shade of $WERKBANK_LANGUAGE and $WERKBANK_SHADE.
#include <QCheckBox>
#include <QComboBox>

#include "pictures.h"
#include "tests/ui/themed_test.h"
#include "ui/new_job/new_job_page.h"
#include "window_test_case.h"

namespace werkbank::sweep_test {

class SweepTest : public WindowTestCase {
  Q_OBJECT

 private slots:
  void a_sweep_costs_what_all_its_settings_cost_and_is_sent();
  void it_is_off_until_it_is_asked_for();
  void it_can_be_switched_on_with_the_keyboard();
  void another_template_begins_without_it();
  void where_nothing_can_be_varied_it_is_not_offered();

 private:
  void prepare() override;
  JobDraft& draft() const { return bench_->window->findChild<NewJobPage*>()->draft(); }
  bool walk_to_questions() const { return bench_->walk_to_check() && bench_->click("new_job.back"); }
  QCheckBox* toggle() const { return bench_->find<QCheckBox>("new_job.sweep"); }
  void take(const QString& name) const { example::save_settled(*bench_->window, name); }
};

void SweepTest::prepare() {
  bench_->take_language_of_pictures();
  bench_->size = {1280, 980};
}

void SweepTest::a_sweep_costs_what_all_its_settings_cost_and_is_sent() {
  QVERIFY(walk_to_questions());
  take("40-questions");
  const double once = draft().cost()->value().kilowatt_hours.likely;
  const double seconds = draft().cost()->value().seconds.likely;
  const int limit = draft().cost()->value().walltime_minutes;
  toggle()->click();
  QCOMPARE(draft().variants(), 8);
  auto* count = bench_->find<QComboBox>("new_job.sweep_count");
  QVERIFY(count != nullptr && count->isVisible());
  QVERIFY(!count->accessibleName().isEmpty());
  take("41-questions-sweep");
  count->setFocus();
  QTest::keyClick(count, Qt::Key_Home);
  QCOMPARE(draft().variants(), 4);
  QCOMPARE(draft().cost()->value().kilowatt_hours.likely, 4 * once);
  QCOMPARE(draft().cost()->value().seconds.likely, 4 * seconds);  // one after another, on one computer
  QCOMPARE(draft().cost()->value().walltime_minutes, limit);
  QVERIFY(wait_for([&] {
    bench_->click("new_job.next");
    auto* start = bench_->find<QPushButton>("new_job.start");
    return start != nullptr && start->isEnabled();
  }));
  take("42-start-sweep");
  QVERIFY(bench_->click("new_job.start"));
  QVERIFY(wait_for([&] { return bench_->practice->submissions == 1; }));
  const auto order = bench_->practice->orders().front();
  QCOMPARE(order.variants.size(), 4U);
  QCOMPARE(order.variants_at_once, 1);
  QCOMPARE(order.variants.front(), order.values);
  QVERIFY(wait_for([&] { return bench_->is_there("sweep.table"); }));
  take("43-job-sweep");
}

void SweepTest::it_is_off_until_it_is_asked_for() {
  QVERIFY(walk_to_questions());
  QVERIFY(toggle() != nullptr && toggle()->isVisible() && !toggle()->isChecked());
  QVERIFY(!bench_->is_there("new_job.sweep_count"));
  QCOMPARE(draft().request(Language::english).variants, 0);
}

void SweepTest::it_can_be_switched_on_with_the_keyboard() {
  QVERIFY(walk_to_questions());
  toggle()->setFocus();
  QTest::keyClick(toggle(), Qt::Key_Space);
  QCOMPARE(draft().request(Language::english).variants, 8);
  QCOMPARE(draft().trial_request(Language::english).variants, 0);
  QTest::keyClick(toggle(), Qt::Key_Space);
  QCOMPARE(draft().request(Language::english).variants, 0);
}

void SweepTest::another_template_begins_without_it() {
  QVERIFY(walk_to_questions());
  toggle()->click();
  draft().choose(bench_->workbench->catalogue->find("image-classify"));
  QCOMPARE(draft().wanted_variants(), 0);
  QVERIFY(!toggle()->isChecked());
}

void SweepTest::where_nothing_can_be_varied_it_is_not_offered() {
  QVERIFY(walk_to_questions());
  QVERIFY(draft().has_sweep());
  draft().choose(bench_->workbench->catalogue->find("batch-infer"));
  QVERIFY(!draft().has_sweep());
  QVERIFY(!bench_->is_there("new_job.sweep"));
}

}  // namespace werkbank::sweep_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::sweep_test::SweepTest>);
#include "sweep_test.moc"
