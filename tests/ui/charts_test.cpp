// The charts: what they draw, how they are moved by hand, what they say to those who cannot see them, what they export.
#include <cmath>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLocale>
#include <QSet>
#include <QSignalSpy>
#include <QStringList>
#include <QTemporaryDir>

#include "core/base/units.h"
#include "job_examples.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/curve_plot.h"
#include "ui/charts/gpu_charts.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/learning_curve.h"
#include "ui/charts/plotted.h"
#include "ui/charts/render.h"
#include "ui/style/theme.h"

using namespace werkbank;

namespace charts_test {

std::size_t breaks_in(const std::vector<TimePoint>& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](const TimePoint& point) { return std::isnan(point.value); }));
}

/// The samples that `keep` says yes to; it may change them.
template <typename Keep>
GpuSeries edited(const GpuSeries& series, Keep keep) {
  GpuSeries changed{series.host, series.uuid, series.index, series.name, {}};
  for (auto sample : series.samples) {
    if (keep(sample)) changed.samples.add(sample);
  }
  return changed;
}

PlottedLines all_of(const GpuSeries& series, GpuMetric metric) {
  return plotted(series, metric, series.samples.front().time, series.samples.back().time, points_in_view);
}

bool says(const QString& text, const QString& part) { return text.contains(part); }

class ChartsTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;
  QTemporaryDir folder_;

  QString file(const char* name) const { return folder_.filePath(QLatin1String(name)); }

  /// A shown plot with two GPUs over ten minutes.
  std::unique_ptr<GpuPlot> plot(std::size_t gpus = 2) const {
    auto made = std::make_unique<GpuPlot>();
    static_cast<QWidget&>(*made).setLocale(locale_of(Language::english));
    made->resize(900, 600);
    made->set_data(example::gpus(gpus, 600), example::start, {});
    example::settle(*made);
    return made;
  }

 private slots:
  void initTestCase() {
    QLocale::setDefault(locale_of(Language::english));
    werkbank::apply(*qApp, theme_for(ShadeChoice::light));
  }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void does_not_bridge_a_gap_in_the_readings() {
    const auto series = edited(example::gpus(1, 600).front(), [](GpuSample& one) {
      return one.time <= example::start + 200 || one.time >= example::start + 300;
    });
    QCOMPARE(breaks_in(all_of(series, GpuMetric::power).mean), std::size_t{1});
  }

  void does_not_bridge_readings_without_a_value() {
    const auto series = edited(example::gpus(1, 600).front(), [](GpuSample& one) {
      if (one.time > example::start + 200 && one.time < example::start + 300) one.power_watt.reset();
      return true;
    });
    QCOMPARE(breaks_in(all_of(series, GpuMetric::power).mean), std::size_t{1});
    QCOMPARE(breaks_in(all_of(series, GpuMetric::utilisation).mean), std::size_t{0});
  }

  void keeps_the_extremes_of_a_long_run_in_few_points() {
    const double peak = example::start + 5 * 17123;
    const auto series = edited(example::gpus(1, 200000).front(), [&](GpuSample& one) {
      if (one.time == peak) one.power_watt = 1999;
      return true;
    });
    const auto lines = all_of(series, GpuMetric::power);
    QVERIFY(lines.highest.size() <= points_in_view + 3);
    QCOMPARE(lines.highest.size(), lines.mean.size());
    QVERIFY(std::any_of(lines.highest.begin(), lines.highest.end(), [&](const TimePoint& point) {
      return point.value == 1999 && std::abs(point.time - peak) <= 600;
    }));
    QVERIFY(
        std::none_of(lines.mean.begin(), lines.mean.end(), [](const TimePoint& point) { return point.value > 900; }));
  }

  void shows_each_reading_when_near() {
    const auto series = example::gpus(1, 200000).front();
    const auto lines = plotted(series, GpuMetric::power, example::start + 1000, example::start + 2000, points_in_view);
    QCOMPARE(lines.mean.size(), std::size_t{1000 / 5 + 1 + 2});
    QCOMPARE(lines.mean[1].value, series.samples[200].power_watt.value());
  }

  void many_gpus_together_are_as_fine_as_one() {
    const auto series = example::gpus(12, 3600);
    const auto near = combined(series, GpuMetric::utilisation, example::start + 100, example::start + 200, 1500);
    QVERIFY2(near.mean.size() >= 20 && near.mean.size() <= 25, qPrintable(QString::number(near.mean.size())));
    const auto far = combined(series, GpuMetric::utilisation, example::start, example::start + 3600, 300);
    QVERIFY(far.mean.size() >= 55 && far.mean.size() <= 305);
    QCOMPARE(breaks_in(far.mean), std::size_t{0});
    for (std::size_t i = 0; i < far.mean.size(); ++i) {
      QVERIFY(far.lowest[i].value <= far.mean[i].value && far.mean[i].value <= far.highest[i].value);
    }
  }

  void a_heat_map_has_a_row_for_each_gpu_without_holes() {
    auto series = example::gpus(32, 3600);
    series[5] = edited(series[5], [](GpuSample& one) { return one.time > example::start + 1800; });
    for (const std::size_t columns : {50U, 400U, 2000U}) {
      const auto heat = heat_rows(series, GpuMetric::utilisation, example::start, example::start + 3600, columns);
      QCOMPARE(heat.rows.size(), std::size_t{32});
      QCOMPARE(heat.rows[0].size(), columns);
      const auto holes = [&](std::size_t row) {
        return std::count_if(heat.rows[row].begin(), heat.rows[row].end(), [](double v) { return std::isnan(v); });
      };
      QCOMPARE(holes(0), 0);
      QVERIFY(std::abs(static_cast<double>(holes(5)) / static_cast<double>(columns) - 0.5) < 0.03);
    }
  }

  void many_gpus_become_lowest_highest_and_average() {
    const auto shown = plot(12);
    QCOMPARE(shown->graphCount(), 3 * 3);  // and a map in place of the use
    QCOMPARE(shown->plottableCount(), 3 * 3 + 1);
    shown->hover_at(example::start + 100);
    QVERIFY2(says(shown->hover_text(), QStringLiteral("average of 12 GPUs")), qPrintable(shown->hover_text()));
    shown->set_data(example::gpus(3, 600), example::start, {});
    QCOMPARE(shown->plottableCount(), 4 * 3);
  }

  void the_map_tells_each_gpu_by_pointer_and_by_keyboard() {
    const auto shown = plot(12);
    const auto second = QStringLiteral("gpu-node-07 · GPU 1: ");
    const QRect map = shown->axisRect(0)->rect();
    QTest::mouseMove(shown.get(), QPoint(map.center().x(), map.top() + map.height() * 3 / 24));
    QVERIFY2(says(shown->hover_text(), second), qPrintable(shown->hover_text()));
    QTest::mouseMove(shown.get(), shown->axisRect(2)->rect().center());
    QVERIFY(!says(shown->hover_text(), second));
    QTest::keyClick(shown.get(), Qt::Key_Escape);
    QTest::keyClick(shown.get(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(shown.get(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY2(says(shown->hover_text(), second), qPrintable(shown->hover_text()));
    QTest::keyClick(shown.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(says(shown->hover_text(), second));
    for (int i = 0; i < 3; ++i) QTest::keyClick(shown.get(), Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(!says(shown->hover_text(), QStringLiteral("gpu-node-07 · GPU")));
    for (int i = 0; i < 20; ++i) QTest::keyClick(shown.get(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(says(shown->hover_text(), QStringLiteral("gpu-node-09 · GPU 3: ")));
  }

  void has_one_line_for_each_gpu_and_metric() { QCOMPARE(plot(8)->graphCount(), 4 * 8); }

  void parts_of_gpus_are_named_by_their_size_and_tell_only_their_memory() {
    std::vector<GpuSeries> parts;
    for (const char* uuid : {"MIG-1", "MIG-2", "MIG-3"}) {
      GpuSeries one{"n1", uuid, 0, "NVIDIA H100 80GB HBM3 MIG 1g.10gb", {}};
      GpuSample sample;
      sample.time = example::start;
      sample.memory_used_mib = 5000;
      sample.memory_total_mib = 9856;
      one.samples.add(sample);
      parts.push_back(std::move(one));
    }
    parts.back().name = "a name without a size";
    const std::vector<std::string> wanted = {"GPU 0 · 1g.10gb", "GPU 0 · 1g.10gb (2)", "GPU 0"};
    QCOMPARE(gpu_names(parts), wanted);
    const QString text = describe(parts, Language::english);
    QVERIFY2(says(text, QStringLiteral("a part does not tell how busy it is")), qPrintable(text));
    QVERIFY2(says(text, QStringLiteral("GPU memory: 4.9 GiB")), qPrintable(text));
    parts.push_back(example::gpus(1, 60).front());
    QVERIFY(!says(describe(parts, Language::english), QStringLiteral("part")));
  }

  void a_metric_that_was_not_measured_is_said_so() {
    GpuPlot shown;
    const auto series = edited(example::gpus(1, 100).front(), [](GpuSample& one) {
      one.power_watt.reset();
      return true;
    });
    shown.set_data({series}, example::start, {});
    QStringList said;
    for (int i = 0; i < shown.itemCount(); ++i) {
      const auto* text = qobject_cast<QCPItemText*>(shown.item(i));
      if (text != nullptr && text->visible()) said << text->text();
    }
    QCOMPARE(said, QStringList{metric_absent(GpuMetric::power, shown.series())});
  }

  void zooms_and_moves_by_keyboard_and_comes_back() {
    const auto shown = plot();
    const QCPRange all = shown->visible();
    QVERIFY(all.size() >= 600);
    QSignalSpy following(shown.get(), &GpuPlot::following_changed);
    QTest::keyClick(shown.get(), Qt::Key_Plus);
    const QCPRange closer = shown->visible();
    QVERIFY(closer.size() < 0.7 * all.size());
    QCOMPARE(following.count(), 1);
    QVERIFY(!shown->is_following());
    QTest::keyClick(shown.get(), Qt::Key_Right);
    QVERIFY(shown->visible().lower > closer.lower);
    QCOMPARE(shown->visible().size(), closer.size());
    QTest::keyClick(shown.get(), Qt::Key_Left);
    QTest::keyClick(shown.get(), Qt::Key_Minus);
    QVERIFY(shown->visible().size() > closer.size());
    QTest::keyClick(shown.get(), Qt::Key_0);
    QCOMPARE(shown->visible().size(), all.size());
    QVERIFY(shown->is_following());
  }

  void never_leaves_the_run() {
    const auto shown = plot();
    const QCPRange all = shown->visible();
    for (int i = 0; i < 30; ++i) QTest::keyClick(shown.get(), Qt::Key_Plus);
    QVERIFY(shown->visible().size() >= 9.99);
    for (int i = 0; i < 300; ++i) QTest::keyClick(shown.get(), Qt::Key_Right);
    QVERIFY(shown->visible().upper <= all.upper + 1e-6);
    for (int i = 0; i < 60; ++i) QTest::keyClick(shown.get(), Qt::Key_Minus);
    QCOMPARE(shown->visible().size(), all.size());
  }

  void all_four_charts_show_the_same_stretch_of_time() {
    const auto shown = plot();
    shown->axisRect(2)->axis(QCPAxis::atBottom)->setRange(100, 200);
    for (int i = 0; i < 4; ++i) {
      QCOMPARE(shown->axisRect(i)->axis(QCPAxis::atBottom)->range().lower, 100.0);
      QCOMPARE(shown->axisRect(i)->axis(QCPAxis::atBottom)->range().upper, 200.0);
    }
  }

  void the_wheel_zooms_at_the_pointer() {
    const auto shown = plot();
    const QRect area = shown->axisRect(1)->rect();
    const double before = shown->visible().size();
    QWheelEvent wheel(area.center(), shown->mapToGlobal(area.center()), {}, QPoint(0, 120), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(shown.get(), &wheel);
    QVERIFY(shown->visible().size() < before);
  }

  void follows_a_run_that_goes_on_until_one_looks_closer() {
    GpuPlot shown;
    shown.set_data(example::gpus(1, 300), example::start, {});
    shown.set_data(example::gpus(1, 400), example::start, {});
    QVERIFY(shown.visible().upper >= 400);
    shown.zoom(0.5);
    const QCPRange kept = shown.visible();
    shown.set_data(example::gpus(1, 500), example::start, {});
    QCOMPARE(shown.visible().lower, kept.lower);
    QCOMPARE(shown.visible().upper, kept.upper);
  }

  void appends_what_is_new_and_replaces_what_is_other() {
    GpuPlot shown;
    const auto whole = example::gpus(2, 600);
    shown.set_data(example::gpus(2, 300), example::start, {});
    shown.set_data(whole, example::start, {});
    QCOMPARE(to_csv(shown.series()), to_csv(whole));
    shown.set_data(example::gpus(1, 100, 10), example::start, {});
    QCOMPARE(to_csv(shown.series()), to_csv(example::gpus(1, 100, 10)));
  }

  void the_cross_hair_says_what_every_gpu_did() {
    const auto shown = plot();
    shown->hover_at(example::start + 300);
    const auto sample = shown->series()[1].samples[60];
    const QString text = shown->hover_text();
    QVERIFY2(says(text, QStringLiteral("5 min after the start")), qPrintable(text));
    QVERIFY(says(text, QStringLiteral("GPU 0: ")));
    QVERIFY2(says(text, QStringLiteral("GPU 1: %1 % · %2 GiB · %3 W · %4 °C")
                            .arg(qRound(*sample.utilisation_percent))
                            .arg(*sample.memory_used_mib / 1024, 0, 'f', 1)
                            .arg(qRound(*sample.power_watt))
                            .arg(qRound(*sample.temperature_celsius))),
             qPrintable(text));
    shown->end_hover();
    QCOMPARE(shown->hover_text(), QString());
  }

  void the_cross_hair_moves_by_keyboard() {
    const auto shown = plot();
    QTest::keyClick(shown.get(), Qt::Key_Right, Qt::ShiftModifier);
    const QString first = shown->hover_text();
    QVERIFY(!first.isEmpty());
    QTest::keyClick(shown.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(shown->hover_text() != first);
    QTest::keyClick(shown.get(), Qt::Key_Escape);
    QVERIFY(shown->hover_text().isEmpty());
  }

  void the_pointer_shows_the_cross_hair() {
    const auto shown = plot();
    QTest::mouseMove(shown.get(), shown->axisRect(3)->rect().center());
    QVERIFY(!shown->hover_text().isEmpty());
  }

  void no_value_is_invented_where_nothing_was_measured() {
    const auto series = edited(example::gpus(1, 600).front(), [](GpuSample& one) {
      return one.time <= example::start + 200 || one.time >= example::start + 400;
    });
    GpuPlot shown;
    shown.set_data({series}, example::start, {});
    shown.hover_at(example::start + 300);
    QVERIFY2(says(shown.hover_text(), QStringLiteral("GPU 0: – · – · – · –")), qPrintable(shown.hover_text()));
  }

  void marks_the_attempts_the_last_save_and_the_end() {
    const auto running = marks_of(example::running());
    QCOMPARE(running.front().kind, TimeMark::Kind::queued);
    QCOMPARE(running[1].kind, TimeMark::Kind::started);
    QVERIFY(std::any_of(running.begin(), running.end(), [](const TimeMark& mark) {
      return mark.kind == TimeMark::Kind::attempt && mark.attempt == 2;
    }));
    QVERIFY(std::any_of(running.begin(), running.end(),
                        [](const TimeMark& mark) { return mark.kind == TimeMark::Kind::checkpoint; }));
    QCOMPARE(marks_of(example::done()).back().kind, TimeMark::Kind::ended);
  }

  void picture_is_twice_as_fine_as_the_screen() {
    GpuCharts charts;
    charts.resize(900, 700);
    charts.show_job(example::done());
    example::settle(charts);
    QVERIFY(charts.save_charts(file("gpu.png")).ok());
    const QImage picture(file("gpu.png"));
    QCOMPARE(picture.size(), charts.plot().size() * 2);
    QSet<QRgb> colors;
    for (int x = 0; x < picture.width(); x += 2) colors.insert(picture.pixel(x, picture.height() / 8));
    QVERIFY(colors.size() > 5);
  }

  void charts_become_a_pdf_too() {
    GpuCharts charts;
    charts.resize(900, 700);
    charts.show_job(example::done());
    example::settle(charts);
    QVERIFY(charts.save_charts(file("gpu.pdf")).ok());
    QVERIFY(charts.save_charts(file("gpu.pdf")).ok());  // in the place of the first
    QFile pdf(file("gpu.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    QVERIFY(charts.save_charts(QStringLiteral("/no/such/folder/x.pdf")).failed());
    QCOMPARE(QDir(folder_.path()).entryList({QStringLiteral("*.part")}), QStringList());
  }

  void table_holds_every_reading() {
    GpuCharts charts;
    const JobView view = example::running();
    charts.show_job(view);
    charts.plot().zoom(0.1);
    QVERIFY(charts.save_csv(file("gpu.csv")).ok());
    QFile table(file("gpu.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QByteArray text = table.readAll();
    std::size_t samples = 0;
    for (const auto& one : view.gpus) samples += one.samples.size();
    QCOMPARE(static_cast<std::size_t>(text.count('\n')), samples + 1);
    QVERIFY(text.startsWith("t,") || text.contains("host"));
    QCOMPARE(text, QByteArray::fromStdString(to_csv(view.gpus)));
  }

  void a_place_that_cannot_be_written_is_an_error_with_the_file_in_it() {
    GpuCharts charts;
    charts.show_job(example::done());
    const auto result = charts.save_csv(file("no/such/folder/gpu.csv"));
    QVERIFY(result.failed());
    QVERIFY(result.error().code == ErrorCode::local_file);
    QVERIFY(result.error().message.english().find("gpu.csv") != std::string::npos);
  }

  void saving_asks_for_a_name_without_a_path_in_it() {
    GpuCharts charts;
    JobView view = example::done();
    view.record.title = "../../etc/passwd <b>\n";
    charts.show_job(view);
    QString suggested;
    charts.set_ask_file([&](QWidget&, const QString&, const QString& suggestion, const QString&, const auto& chosen) {
      suggested = suggestion;
      chosen(file("asked.csv"));
    });
    example::settle(charts);
    for (auto* button : charts.findChildren<QPushButton*>()) {
      if (button->text() == QLatin1String("Table")) button->click();
    }
    QVERIFY(suggested.endsWith(QLatin1String(".csv")));
    QVERIFY2(!suggested.contains(u'/') && !suggested.contains(u'\n') && !suggested.contains(u'<'),
             qPrintable(suggested));
    QVERIFY(QFile::exists(file("asked.csv")));
  }

  void says_in_words_what_the_charts_show() {
    GpuCharts charts;
    charts.show_job(example::done());
    const QString text = charts.plot().accessibleDescription();
    for (const char* part : {"Readings of 4", "GPU use:", "GPU memory:", "Power:", "Temperature:", "on average"}) {
      QVERIFY2(says(text, QLatin1String(part)), qPrintable(text));
    }
  }

  void says_so_when_the_readings_are_simulated() {
    JobView view = example::done();
    GpuCharts charts;
    charts.show_job(view);
    example::settle(charts);
    QVERIFY(!says(example::visible_texts(charts).join(u'\n'), QStringLiteral("simulated")));
    view.record.reality.gpu_is_simulated = true;
    charts.show_job(view);
    QVERIFY(says(example::visible_texts(charts).join(u'\n'), QStringLiteral("simulated")));
    view.record.reality.is_played_back = true;
    charts.show_job(view);
    QVERIFY(says(example::visible_texts(charts).join(u'\n'), QStringLiteral("played back")));
  }

  void baseline_belongs_to_the_metric_it_is_of() {
    const JobView view = example::done();
    QCOMPARE(baseline_of(view, "accuracy").value_or(0), 0.312);
    QVERIFY(!baseline_of(view, "loss"));
    QVERIFY(!baseline_of(example::waiting(), "accuracy"));
  }

  void a_new_attempt_is_a_line_of_its_own() {
    const auto lines = curve_lines(example::training(1), "accuracy", CurveAxis::epoch);
    QCOMPARE(lines.size(), std::size_t{4});  // Two splits, two attempts.
    QCOMPARE(std::count_if(lines.begin(), lines.end(), [](const CurveLine& line) { return line.is_latest; }), 2);
  }

  void a_value_that_is_no_number_breaks_the_curve() {
    TrainingRecord training = example::training(1);
    auto& points = training.curves[{"train", "loss"}];
    points[20].value.reset();
    LearningCurve curve;
    JobView view = example::done();
    view.training = training;
    curve.show_job(view);
    const auto lines = curve_lines(training, "loss", CurveAxis::epoch);
    const auto broken = [](const auto& point) { return std::isnan(point.second); };
    QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const CurveLine& line) {
      return std::any_of(line.points.begin(), line.points.end(), broken);
    }));
  }

  void one_can_choose_another_metric_and_it_stays() {
    LearningCurve curve;
    curve.show_job(example::running());
    QCOMPARE(curve.value(), QStringLiteral("accuracy"));
    curve.choice().setCurrentIndex(1);
    emit curve.choice().activated(1);
    QCOMPARE(curve.value(), QStringLiteral("loss"));
    curve.show_job(example::running());
    QCOMPARE(curve.value(), QStringLiteral("loss"));
    QVERIFY(says(curve.plot().accessibleDescription(), QStringLiteral("loss")));
  }

  void hovering_the_curve_says_its_values() {
    LearningCurve curve;
    static_cast<QWidget&>(curve).setLocale(locale_of(Language::english));
    curve.show_job(example::done());
    const QString text = curve.plot().hover_text(30);
    QVERIFY2(says(text, QStringLiteral("round 30")) && says(text, QStringLiteral("on the training data")) &&
                 says(text, QStringLiteral("%")),
             qPrintable(text));
  }

  void draws_everything_into_one_picture_data() {
    QTest::addColumn<JobView>("view");
    QTest::newRow("done") << example::done();
    QTest::newRow("waiting, nothing to draw") << example::waiting();
    JobView hostile = example::done();
    hostile.record.title = std::string(255, 'x') + "\n<b>\x01$(rm)";
    hostile.gpus.front().host = "a\nb<b>%1";
    hostile.training.curves[{"tr\xff", "lo\nss<b>"}] = hostile.training.curves[{"train", "loss"}];
    QTest::newRow("hostile names") << hostile;
    JobView many = example::running();
    many.gpus = example::gpus(32, 3600);
    QTest::newRow("32 GPUs") << many;
    JobView bare = example::done();
    bare.gpus.front().samples = {};
    QTest::newRow("a GPU without readings") << bare;
  }
  void draws_everything_into_one_picture() {
    QFETCH(JobView, view);
    for (const Language language : {Language::dutch, Language::english}) {
      const auto result = render_job_charts(view, language, current_theme(), QSize(1000, 1100), file("all.png"));
      QVERIFY(result.ok());
      QCOMPARE(QImage(file("all.png")).size(), QSize(2000, 2200));
    }
  }

  void the_picture_changes_when_something_is_not_real() {
    JobView view = example::done();
    QVERIFY(render_job_charts(view, Language::english, current_theme(), QSize(800, 800), file("real.png")).ok());
    view.record.reality.gpu_is_simulated = true;
    QVERIFY(render_job_charts(view, Language::english, current_theme(), QSize(800, 800), file("simulated.png")).ok());
    QVERIFY(QImage(file("real.png")) != QImage(file("simulated.png")));
  }

  void a_spark_line_is_said_in_words() {
    QCOMPARE(spark_words({10, 40, 72.4}, false, Language::english), QStringLiteral("GPU use: 72 % now"));
    QCOMPARE(spark_words({10, 40, 70}, true, Language::english), QStringLiteral("GPU use: 40 % on average"));
    QCOMPARE(spark_words({}, true, Language::english), QString());
  }

  void follows_a_switch_to_dark() {
    GpuCharts charts;
    charts.resize(900, 700);
    charts.show_job(example::done());
    example::settle(charts);
    const QRgb light = charts.plot().grab().toImage().pixel(1, 1);
    werkbank::apply(*qApp, theme_for(ShadeChoice::dark));
    example::settle(charts);
    const QRgb dark = charts.plot().grab().toImage().pixel(1, 1);
    werkbank::apply(*qApp, theme_for(ShadeChoice::light));
    QVERIFY(qGray(light) > 200);
    QVERIFY(qGray(dark) < 60);
  }
};

}  // namespace charts_test

Q_DECLARE_METATYPE(werkbank::JobView)

WERKBANK_TEST(charts_test::ChartsTest);
#include "charts_test.moc"
