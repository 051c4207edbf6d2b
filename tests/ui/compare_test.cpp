// The learning curves of two jobs, one over the other.
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QStringList>
#include <QTabWidget>

#include "core/base/units.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/curve_plot.h"
#include "ui/charts/gpu_charts.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/learning_curve.h"
#include "ui/jobs/job_page.h"

using namespace werkbank;

namespace compare_test {

bool says(const QString& text, const QString& part) { return text.contains(part); }

/// A job that was stopped early and came less far.
JobView first_try() {
  JobView view = example::done();
  view.record.uuid = "first";
  view.record.title = "First\ntry <b>";
  view.training = example::training(0.4);
  for (auto& [key, points] : view.training.curves) {
    for (auto& point : points) point.value = *point.value * 0.9;
  }
  return view;
}

class CompareTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  static std::unique_ptr<LearningCurve> shown() {
    auto made = std::make_unique<LearningCurve>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(1000, 380);
    made->show_job(example::done());
    made->set_comparable({{QStringLiteral("first"), QStringLiteral("First try")}});
    example::settle(*made);
    return made;
  }
  static QString visible_text(QWidget& widget) { return example::visible_texts(widget).join(u'\n'); }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void both_results_are_told_in_one_sentence() {
    const auto curve = shown();
    const int before = curve->plot().graphCount();
    curve->compare_with(first_try());
    example::settle(*curve);
    example::save(*curve, QStringLiteral("compare"));
    const QString text = visible_text(*curve);
    QVERIFY2(says(text, QStringLiteral("This job: 95.7 %; \"First try <b>\": ")), qPrintable(text));
    QVERIFY(says(curve->plot().accessibleDescription(), QStringLiteral("\"First try <b>\": ")));
    QVERIFY(curve->plot().graphCount() > before);
    QVERIFY(says(curve->plot().hover_text(5), QStringLiteral("First try <b>: on data kept apart")));
    curve->end_comparison();
    QCOMPARE(curve->plot().graphCount(), before);
    QVERIFY(!says(curve->plot().hover_text(5), QStringLiteral("First try")));
    QVERIFY(!says(curve->plot().accessibleDescription(), QStringLiteral("First try")));
  }

  void one_is_asked_for_by_the_choice_and_taken_away_by_it() {
    const auto curve = shown();
    QVERIFY(curve->comparison().isVisible());
    QSignalSpy asked(curve.get(), &LearningCurve::compare_requested);
    emit curve->comparison().activated(1);
    QCOMPARE(asked.takeFirst().first().toString(), QStringLiteral("first"));
    curve->compare_with(first_try());
    QCOMPARE(curve->comparison().currentIndex(), 1);
    emit curve->comparison().activated(0);
    QCOMPARE(asked.takeFirst().first().toString(), QString());
    QVERIFY(!says(visible_text(*curve), QStringLiteral("This job:")));
  }

  void a_comparison_stays_while_the_job_goes_on_and_ends_with_another_job() {
    const auto curve = shown();
    curve->compare_with(first_try());
    curve->show_job(example::done());
    QVERIFY(says(visible_text(*curve), QStringLiteral("This job:")));
    curve->set_comparable({});  // the other one was removed
    QVERIFY(!says(visible_text(*curve), QStringLiteral("This job:")));
    QVERIFY(!curve->comparison().isVisible());
    curve->compare_with(first_try());
    JobView other = example::done();
    other.record.uuid = "another";
    curve->show_job(other);
    QVERIFY(!says(visible_text(*curve), QStringLiteral("This job:")));
  }

  void one_without_a_curve_has_no_result_yet() {
    const auto curve = shown();
    JobView bare = first_try();
    bare.training = {};
    curve->compare_with(bare);
    QVERIFY2(says(visible_text(*curve), QStringLiteral("no result yet")), qPrintable(visible_text(*curve)));
  }

  void one_that_counts_no_rounds_is_laid_over_by_steps() {
    const auto curve = shown();
    JobView steps = first_try();
    for (auto& [key, points] : steps.training.curves) {
      for (auto& point : points) point.epoch = 0;
    }
    curve->compare_with(steps);
    QVERIFY2(says(curve->plot().hover_text(500), QStringLiteral("step ")), qPrintable(curve->plot().hover_text(500)));
  }

  void the_average_of_anothers_gpus_is_laid_over_the_charts() {
    GpuCharts charts;
    static_cast<QWidget&>(charts).setLocale(locale_of(example::language()));
    charts.resize(1200, 800);
    charts.show_job(example::running());
    charts.set_comparable({{QStringLiteral("first"), QStringLiteral("First try")}});
    QVERIFY(charts.comparison().isVisibleTo(&charts));
    const int before = charts.plot().graphCount();
    JobView other = example::running();
    other.record.uuid = "first";
    other.record.title = "First\ntry <b>";
    other.record.started_at = *other.record.started_at - 5000;  // both are drawn from their own start
    for (GpuSeries& series : other.gpus) {
      GpuHistory earlier;
      for (GpuSample sample : series.samples) {
        sample.time -= 5000;
        sample.utilisation_percent = 20;
        earlier.add(sample);
      }
      series.samples = earlier;
    }
    charts.compare_with(other);
    example::settle(charts);
    example::save(charts, QStringLiteral("compare_gpus"));
    QCOMPARE(charts.plot().graphCount(), before + 4);
    QVERIFY2(says(visible_text(charts), QStringLiteral("\"First try <b>\" 20 %.")), qPrintable(visible_text(charts)));
    QVERIFY(says(charts.plot().accessibleDescription(), QStringLiteral("\"First try <b>\" 20 %.")));
    charts.plot().hover_at(charts.plot().series().front().samples.back().time);
    const QString hovered = charts.plot().hover_text();
    QVERIFY2(says(hovered, QStringLiteral("average of \"First try <b>\"")), qPrintable(hovered));
    QVERIFY2(says(hovered, QStringLiteral("20 %")), qPrintable(hovered));
    QSignalSpy asked(&charts, &GpuCharts::compare_requested);
    emit charts.comparison().activated(0);
    QCOMPARE(asked.takeFirst().first().toString(), QString());
    QCOMPARE(charts.plot().graphCount(), before);
    QVERIFY(!says(visible_text(charts), QStringLiteral("First try <b>")));
  }

  void one_without_gpus_says_so_and_draws_nothing() {
    GpuCharts charts;
    charts.resize(1200, 800);
    charts.show_job(example::running());
    const int before = charts.plot().graphCount();
    JobView bare = first_try();
    bare.gpus.clear();
    charts.compare_with(bare);
    QCOMPARE(charts.plot().graphCount(), before);
    QVERIFY2(says(visible_text(charts), QStringLiteral("not measured")), qPrintable(visible_text(charts)));
  }

  void what_was_chosen_on_one_tab_holds_on_the_other() {
    JobPage page;
    JobSurroundings around;
    around.comparable = {{QStringLiteral("first"), QStringLiteral("First try")}};
    page.resize(1200, 860);
    page.show(example::done(), around);
    page.compare_with(first_try());
    page.findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(1);
    auto* charts = page.findChild<GpuCharts*>();
    QCOMPARE(charts->comparison().currentIndex(), 1);
    around.comparable.clear();
    page.show(example::done(), around);  // the other one was removed
    QVERIFY(!says(visible_text(page), QStringLiteral("First try <b>")));
    QVERIFY(!charts->comparison().isVisibleTo(&page));
  }

  void the_page_passes_it_on() {
    JobPage page;
    JobSurroundings around;
    around.comparable = {{QStringLiteral("first"), QStringLiteral("First try")}};
    page.resize(1200, 860);
    page.show(example::done(), around);
    example::settle(page);
    QSignalSpy asked(&page, &JobPage::compare_requested);
    auto* choice = page.findChild<QComboBox*>(QStringLiteral("compare_with"));
    QVERIFY(choice->isVisibleTo(&page));
    emit choice->activated(1);
    QCOMPARE(asked.takeFirst().first().toString(), QStringLiteral("first"));
    page.compare_with(first_try());
    QVERIFY(says(visible_text(page), QStringLiteral("This job: 95.7 %")));
    page.show(example::done(), around);  // news of this job
    QVERIFY(says(visible_text(page), QStringLiteral("This job: 95.7 %")));
  }
};

}  // namespace compare_test

WERKBANK_TEST(compare_test::CompareTest);
#include "compare_test.moc"
