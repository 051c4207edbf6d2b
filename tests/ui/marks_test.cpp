// The moments of a job on its charts, and the pace of its training.
#include <QComboBox>
#include <QSignalSpy>
#include <QStringList>

#include "core/base/units.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/gpu_charts.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/learning_curve.h"
#include "ui/charts/pace.h"
#include "ui/charts/time_plot.h"

using namespace werkbank;

namespace marks_test {

bool says(const QString& text, const QString& part) { return text.contains(part); }

/// A record of `steps` steps, one each `seconds`, from unix second 1000 on.
TrainingRecord steady(int steps, double seconds, int attempt = 0) {
  TrainingRecord record;
  auto& points = record.curves[{"train", "loss"}];
  for (int i = 0; i < steps; ++i) points.push_back({attempt, 1000 + i * seconds, i, 0, 1.0});
  return record;
}

bool overlap(const std::vector<PlacedWord>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (words[i].left < words[j].right && words[j].left < words[i].right) return true;
    }
  }
  return false;
}

std::size_t count_of(const std::vector<TimeMark>& marks, TimeMark::Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(marks.begin(), marks.end(), [kind](const TimeMark& mark) { return mark.kind == kind; }));
}

class MarksTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  template <typename Widget>
  static std::unique_ptr<Widget> shown(const JobView& view, QSize size = {1000, 760}) {
    auto made = std::make_unique<Widget>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(size);
    made->show_job(view);
    example::settle(*made);
    return made;
  }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void every_moment_of_a_job_is_marked() {
    const auto marks = marks_of(example::done());
    QCOMPARE(count_of(marks, TimeMark::Kind::queued), 1U);
    QCOMPARE(count_of(marks, TimeMark::Kind::started), 1U);
    QCOMPARE(count_of(marks, TimeMark::Kind::attempt), 1U);
    QCOMPARE(count_of(marks, TimeMark::Kind::checkpoint), 10U);
    QCOMPARE(count_of(marks, TimeMark::Kind::ended), 1U);
    QCOMPARE(marks.back().kind, TimeMark::Kind::ended);
    QCOMPARE(time_in_queue(marks).value_or(0), 900.0);
  }

  void a_job_that_began_at_once_did_not_wait() {
    JobView view = example::running();
    view.record.submitted_at = example::start - 0.4;
    QVERIFY(!time_in_queue(marks_of(view)));
    view.record.submitted_at = example::start + 50;  // a clock that is wrong
    QVERIFY(!time_in_queue(marks_of(view)));
  }

  void a_long_time_in_the_queue_takes_a_small_part_of_the_chart() {
    JobView view = example::done();
    view.record.submitted_at = example::start - 3 * 86400;
    const auto charts = shown<GpuCharts>(view);
    const QCPRange seen = charts->plot().visible();
    QVERIFY(seen.lower < 0);
    QVERIFY2(-seen.lower < 0.2 * seen.upper, qPrintable(QString::number(seen.lower)));
    view.record.submitted_at = example::start - 60;
    charts->show_job(view);
    QCOMPARE(charts->plot().visible().lower, -60.0);
  }

  void records_with_a_clock_that_is_wrong_do_not_stretch_the_axis() {
    JobView view = example::done();
    const QCPRange before = shown<GpuCharts>(view)->plot().visible();
    view.training.checkpoints.push_back({0, 1, 5});
    view.training.checkpoints.push_back({0, -1e300, 5});
    view.training.checkpoints.push_back({0, 1e300, 5});
    view.training.attempts.push_back({7, 3.9e9, 3.9e9, 0, 0});
    QCOMPARE(shown<GpuCharts>(view)->plot().visible(), before);
  }

  void words_never_overlap_and_the_last_save_is_the_last() {
    JobView view = example::done();
    example::save(*shown<GpuCharts>(view), QStringLiteral("marks_done"));
    for (int i = 0; i < 1500; ++i) view.training.checkpoints.push_back({1, example::start + 900 + i * 0.7, 2000 + i});
    for (int i = 0; i < 9; ++i) view.training.attempts.push_back({i + 2, example::start + 1400 + i * 40.0, 0, 1, 2});
    for (const int width : {420, 700, 1000, 1600}) {
      const auto charts = shown<GpuCharts>(view, {width, 700});
      const auto& words = charts->plot().mark_words();
      QVERIFY(words.size() >= 2);
      QVERIFY(!overlap(words));
      const auto is_end = [](const PlacedWord& word) {
        return word.text == QStringLiteral("end") || word.text == QStringLiteral("einde");
      };
      QVERIFY(std::any_of(words.begin(), words.end(), is_end));
      if (width == 1000) example::save(*charts, QStringLiteral("marks_many"));
    }
    // Nearer, where only earlier ones are in view, none of them is called the last.
    const auto charts = shown<GpuCharts>(example::done());
    charts->plot().zoom(0.2);
    example::settle(*charts);
    for (const auto& word : charts->plot().mark_words()) QVERIFY(word.text != QStringLiteral("last saved"));
  }

  void the_pointer_tells_of_a_mark() {
    const auto charts = shown<GpuCharts>(example::done());
    charts->plot().hover_at(example::start + 50 + 3 * 60 + 2);
    QVERIFY2(says(charts->plot().hover_text(), QStringLiteral("saved at step 354")),
             qPrintable(charts->plot().hover_text()));
    charts->plot().hover_at(example::start + 300);
    QVERIFY(!says(charts->plot().hover_text(), QStringLiteral("saved")));
    charts->plot().hover_at(example::start + 865);
    QVERIFY2(says(charts->plot().hover_text(), QStringLiteral("attempt 2 goes on from step 1,062")),
             qPrintable(charts->plot().hover_text()));
  }

  void the_summary_tells_of_queue_attempts_saves_and_end() {
    const auto charts = shown<GpuCharts>(example::done());
    const QString text = charts->plot().accessibleDescription();
    for (const char* part : {"after 15 min in the queue", "new attempt", "Saved 10", "Ended at"}) {
      QVERIFY2(says(text, QLatin1String(part)), qPrintable(text));
    }
    QCOMPARE(describe(std::vector<TimeMark>(), Language::english), QString());
  }

  void the_pace_is_that_of_the_records() {
    const TrainingRecord record = steady(1000, 0.5);
    const auto summary = pace_summary(record);
    QVERIFY(summary.has_value());
    QCOMPARE(summary->mean, 2.0);
    QCOMPARE(summary->latest, 2.0);
    QCOMPARE(summary->seconds, 180.0);
    for (const auto& point : pace_of(record)) QCOMPARE(point.value, 2.0);
    QCOMPARE(describe(*summary, false, Language::english),
             QStringLiteral("2.00 steps a second over the last 3 min that were recorded; on average 2.00 steps a "
                            "second."));
  }

  void what_the_script_counts_itself_is_told_with_the_pace() {
    auto record = steady(100, 2);
    record.throughput = Throughput{Throughput::Unit::examples, 384.4};
    QVERIFY(describe(*pace_summary(record), true, Language::english)
                .endsWith(QStringLiteral(". While it learns, it counts 384 examples a second.")));
    record.throughput = Throughput{Throughput::Unit::tokens, 9000};
    QVERIFY(describe(*pace_summary(record), false, Language::english).contains(QStringLiteral("9,000 tokens (")));
  }

  void a_pace_that_falls_is_told_by_the_last_minutes() {
    TrainingRecord record = steady(1000, 0.5);
    auto& points = record.curves[{"train", "loss"}];
    for (int i = 0; i < 100; ++i) points.push_back({0, 1500 + i * 5.0, 1000 + i, 0, 1.0});
    const auto summary = pace_summary(record);
    QVERIFY(std::abs(summary->latest - 0.2) < 1e-9);
    QVERIFY(summary->mean > 1);
  }

  void the_time_between_two_attempts_has_no_pace() {
    TrainingRecord record = steady(100, 1);
    auto& points = record.curves[{"train", "loss"}];
    for (int i = 0; i < 100; ++i) points.push_back({1, 9000.0 + i, 50 + i, 0, 1.0});
    const auto summary = pace_summary(record);
    QCOMPARE(summary->attempts, 2U);
    QCOMPARE(summary->mean, 1.0);
    const auto pace = pace_of(record);
    QCOMPARE(std::count_if(pace.begin(), pace.end(), [](const TimePoint& point) { return std::isnan(point.value); }),
             1);
  }

  void records_without_steps_or_with_nonsense_have_no_pace() {
    QVERIFY(!pace_summary({}));
    TrainingRecord record;
    record.curves[{"train", "loss"}] = {{0, 1000, 0, 0, 1}, {0, 1010, 0, 1, 1}};
    QVERIFY(!pace_summary(record));
    record.curves[{"train", "loss"}] = {{0, -1e300, 1, 0, 1}, {0, 1e300, 9, 0, 1}, {0, 1000, 5, 0, 1}};
    QVERIFY(!pace_summary(record));
    record.curves = {{{"baseline", "loss"}, {{0, 1000, 1, 0, 1}, {0, 1010, 9, 0, 1}}}};
    QVERIFY(!pace_summary(record));
    QVERIFY(pace_of(record).empty());
  }

  void many_records_become_few_points() {
    const auto pace = pace_of(steady(400'000, 1));
    QVERIFY2(pace.size() > 200 && pace.size() < 600, qPrintable(QString::number(pace.size())));
  }

  void a_slow_pace_is_told_by_the_minute_or_the_hour() {
    QCOMPARE(pace_value(0.25, unit_of(0.25), Language::english), QStringLiteral("15.0 steps a minute"));
    QCOMPARE(pace_value(0.002, unit_of(0.002), Language::english), QStringLiteral("7.20 steps an hour"));
    QCOMPARE(pace_title(unit_of(0.25)), QStringLiteral("Pace (steps a minute)"));
  }

  void the_pace_is_the_last_choice_of_the_learning_curve() {
    const auto curve = shown<LearningCurve>(example::running(), {1000, 360});
    auto& choice = curve->choice();
    QCOMPARE(choice.count(), 3);
    QVERIFY(!curve->shows_pace());
    choice.setCurrentIndex(2);
    emit choice.activated(2);
    example::settle(*curve);
    QVERIFY(curve->shows_pace());
    QVERIFY(curve->pace_plot().isVisible());
    example::save(*curve, QStringLiteral("pace_running"));
    QVERIFY(!overlap(curve->pace_plot().mark_words()));
    const QString text = curve->pace_plot().accessibleDescription();
    QVERIFY2(says(text, QStringLiteral("a second over the last")) && says(text, QStringLiteral("in the queue")),
             qPrintable(text));
    // It stays while the job goes on, and is gone with another job.
    curve->show_job(example::running());
    QVERIFY(curve->shows_pace());
    JobView other = example::waiting();
    other.record.uuid = "another";
    curve->show_job(other);
    QVERIFY(!curve->shows_pace());
    QVERIFY(!curve->pace_plot().isVisible());
  }

  void the_pace_is_read_by_keyboard_and_pointer() {
    const auto curve = shown<LearningCurve>(example::done(), {1000, 360});
    emit curve->choice().activated(2);
    example::settle(*curve);
    TimePlot& plot = curve->pace_plot();
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY2(says(plot.hover_text(), QStringLiteral("a second")), qPrintable(plot.hover_text()));
    example::save(*curve, QStringLiteral("pace_hover"));
    QTest::keyClick(&plot, Qt::Key_Escape);
    QCOMPARE(plot.hover_text(), QString());
    const double all = plot.visible().size();
    QTest::keyClick(&plot, Qt::Key_Plus);
    QVERIFY(plot.visible().size() < 0.7 * all);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_0);
    QCOMPARE(plot.visible().size(), all);
  }

  void the_curve_tells_where_an_attempt_went_on() {
    const auto curve = shown<LearningCurve>(example::done(), {1000, 360});
    example::save(*curve, QStringLiteral("curve_attempts"));
    const QString text = curve->findChild<QWidget*>(QStringLiteral("curve_plot"))->accessibleDescription();
    QVERIFY2(says(text, QStringLiteral("Attempt 2 goes on from step 1,062.")), qPrintable(text));
  }
};

}  // namespace marks_test

WERKBANK_TEST(marks_test::MarksTest);
#include "marks_test.moc"
