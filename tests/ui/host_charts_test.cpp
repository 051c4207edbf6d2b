// The memory and the processor of a job's computers, below the charts of its GPUs.
#include <QFile>
#include <QImage>
#include <QPushButton>
#include <QStringList>
#include <QTemporaryDir>

#include "core/base/units.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/gpu_charts.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/host_charts.h"
#include "ui/charts/plotted.h"
#include "ui/charts/render.h"

using namespace werkbank;

namespace host_charts_test {

bool says(const QString& text, const QString& part) { return text.contains(part); }

/// Computers of 64 GiB, of which the first one fills up; a reading each ten seconds for `seconds`.
std::vector<HostSeries> hosts(std::size_t count, double seconds, bool of_job = true) {
  std::vector<HostSeries> all;
  for (std::size_t host = 0; host < count; ++host) {
    HostSeries one{{"gpu-node-0" + std::to_string(7 + host), {}, 0, {}, {}}, of_job};
    for (double t = 0; t <= seconds; t += 10) {
      GpuSample sample;
      sample.time = example::start + t;
      sample.utilisation_percent = std::clamp(35 + 25 * std::sin(t / 90 + static_cast<double>(host)), 0.0, 100.0);
      sample.memory_used_mib = 1024 * (12 + (49 - 6.0 * static_cast<double>(host)) * t / seconds);
      sample.memory_total_mib = 65536;
      one.readings.samples.add(sample);
    }
    all.push_back(std::move(one));
  }
  return all;
}

class HostChartsTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;
  QTemporaryDir folder_;

  static std::unique_ptr<GpuCharts> shown(const JobView& view, QSize size = {1000, 860}) {
    auto made = std::make_unique<GpuCharts>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(size);
    made->show_job(view);
    example::settle(*made);
    return made;
  }
  static JobView with_hosts(std::size_t count = 1) {
    JobView view = example::done();
    view.hosts = hosts(count, 2000);
    return view;
  }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void memory_that_is_nearly_full_is_said() {
    const auto text = memory_words(hosts(1, 2000), Language::english);
    QVERIFY2(says(text, QStringLiteral("of 64.0 GiB, 61.0 GiB used at most. That is nearly full")), qPrintable(text));
    const auto machine = memory_words(hosts(1, 2000, false), Language::english);
    QVERIFY2(says(machine, QStringLiteral("whole computer")), qPrintable(machine));
    QVERIFY(!says(machine, QStringLiteral("broken off")));
    QCOMPARE(memory_words({}, Language::english), QString());
  }

  void stand_in_the_one_picture_of_all_charts() {
    const auto drawn = [this](const JobView& view) {
      const QString file = folder_.filePath(QStringLiteral("all.png"));
      const bool done = render_job_charts(view, example::language(), current_theme(), QSize(1200, 1500), file).ok();
      return done ? QImage(file) : QImage();
    };
    JobView view = with_hosts();
    QImage picture = drawn(view);
    QCOMPARE(picture.size(), QSize(2400, 3000));
    example::save(picture, QStringLiteral("all_charts"));
    // At the bottom the limit of the memory: a fuller one looks different, none is no empty frame.
    const QRect bottom(0, 2300, 2400, 700);
    for (auto& host : view.hosts) host.readings.samples = hosts(3, 2000)[2].readings.samples;
    QVERIFY(drawn(view).copy(bottom) != picture.copy(bottom));
    view.hosts.clear();
    QVERIFY(drawn(view).copy(bottom) != picture.copy(bottom));
    // Without GPUs too: a job on processors alone.
    view = with_hosts(2);
    view.gpus.clear();
    picture = drawn(view);
    QCOMPARE(picture.size(), QSize(2400, 3000));
    example::save(picture, QStringLiteral("all_charts_without_gpus"));
  }

  void the_fullest_of_several_is_named() {
    const auto text = memory_words(hosts(3, 2000), Language::english);
    QVERIFY2(says(text, QStringLiteral("fullest (gpu-node-07)")), qPrintable(text));
  }

  void of_two_computers_every_line_names_its_own_and_one_that_is_silent_is_told() {
    JobView view = with_hosts(2);
    view.record.resources.nodes = 2;
    view.gpus = example::gpus(8, 2000);
    for (std::size_t gpu = 0; gpu < 8; ++gpu) view.gpus[gpu].host = view.hosts[gpu / 4].readings.host;
    const auto both = shown(view);
    example::save(*both, QStringLiteral("hosts_two_computers"));
    QVERIFY(gpu_names(view.gpus)[5].starts_with("gpu-node-08 · GPU "));
    QVERIFY(says(both->plot().accessibleDescription(), QStringLiteral("Readings of 8 GPUs")));
    QVERIFY(says(both->plot().accessibleDescription(), QStringLiteral("They are in 2 computers.")));
    QVERIFY(!says(both->plot().accessibleDescription(), QStringLiteral("not known")));
    view.gpus.resize(4);
    view.hosts.resize(1);
    const auto one = shown(view);
    example::save(*one, QStringLiteral("hosts_one_of_two_is_silent"));
    const QString told = QStringLiteral("There are readings of 1 of the 2 computers of this job.");
    QVERIFY(says(one->plot().accessibleDescription(), told));
    QVERIFY(says(example::visible_texts(*one).join(u' '), told));
    view.record.resources.nodes = 1;
    QVERIFY(!says(shown(view)->plot().accessibleDescription(), QStringLiteral("computers")));
  }

  void a_long_name_of_a_computer_keeps_its_number() {
    QCOMPARE(short_host("gh01"), std::string("gh01"));
    const std::string first = std::string(150, 'x') + "-node-0417";
    QVERIFY(short_host(first).ends_with("-node-0417"));
    QCOMPARE(QString::fromStdString(short_host(first)).size(), 24);
    QCOMPARE(QString::fromStdString(short_host("a\nb\tc")), QStringLiteral("a b c"));
  }

  void stands_below_the_gpus_and_in_step_with_them() {
    const auto charts = shown(with_hosts());
    example::save(*charts, QStringLiteral("hosts_one"));
    QVERIFY(charts->hosts().isVisible());
    TimePlot& plot = charts->hosts().plot();
    QCOMPARE(plot.visible(), charts->plot().visible());
    charts->plot().zoom(0.3);
    QCOMPARE(plot.visible(), charts->plot().visible());
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_Plus);
    QCOMPARE(plot.visible(), charts->plot().visible());
    QVERIFY(!charts->plot().is_following());
    QTest::keyClick(&plot, Qt::Key_0);
    QVERIFY(charts->plot().is_following());
    QCOMPARE(plot.visible(), charts->plot().visible());
    example::settle(*charts);
    QCOMPARE(plot.axisRect(0)->rect().left(), charts->plot().axisRect(0)->rect().left());
  }

  void a_job_without_gpus_shows_its_computer() {
    JobView view = with_hosts();
    view.gpus.clear();
    const auto charts = shown(view);
    example::save(*charts, QStringLiteral("hosts_alone"));
    QVERIFY(charts->hosts().isVisible());
    QVERIFY(!charts->plot().isVisible());
    const QString text = charts->hosts().plot().accessibleDescription();
    for (const char* part : {"Main memory: of 64.0 GiB", "Processor:", "after 15 min in the queue"}) {
      QVERIFY2(says(text, QLatin1String(part)), qPrintable(text));
    }
    QVERIFY(charts->save_charts(folder_.filePath(QStringLiteral("host.png"))).ok());
    QCOMPARE(QImage(folder_.filePath(QStringLiteral("host.png"))).size(), charts->hosts().plot().size() * 2);
  }

  void without_readings_there_is_nothing_of_it() {
    const auto charts = shown(example::done());
    QVERIFY(!charts->hosts().isVisible());
    QVERIFY(charts->plot().isVisible());
    JobView empty = example::waiting();
    empty.hosts = {HostSeries{}};
    charts->show_job(empty);
    QVERIFY(!charts->hosts().isVisible());
    QVERIFY(!charts->plot().isVisible());
  }

  void many_computers_become_lowest_highest_and_average() {
    const auto few = host_panes(hosts(3, 600), Language::english);
    QCOMPARE(few.front().lines.size(), 3U);
    const auto many = host_panes(hosts(9, 600), Language::english);
    QCOMPARE(many.front().lines.size(), 3U);
    QVERIFY(says(many.front().lines.front().name, QStringLiteral("average of 9")));
    example::save(*shown(with_hosts(3)), QStringLiteral("hosts_three"));
  }

  void the_pointer_tells_what_is_used() {
    const auto charts = shown(with_hosts());
    charts->hosts().plot().hover_at(example::start + 2000);
    const QString text = charts->hosts().plot().hover_text();
    QVERIFY2(says(text, QStringLiteral("61.0 GiB")) && says(text, QStringLiteral(" %")), qPrintable(text));
  }

  void picture_pdf_and_table_hold_both() {
    const auto charts = shown(with_hosts());
    const QString png = folder_.filePath(QStringLiteral("both.png"));
    QVERIFY(charts->save_charts(png).ok());
    const int height = charts->plot().height() + charts->hosts().plot().height();
    QCOMPARE(QImage(png).height(), 2 * height);
    QVERIFY(charts->save_charts(folder_.filePath(QStringLiteral("both.pdf"))).ok());
    QVERIFY(charts->save_csv(folder_.filePath(QStringLiteral("both.csv"))).ok());
    QFile table(folder_.filePath(QStringLiteral("both.csv")));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QByteArray text = table.readAll();
    QVERIFY(text.startsWith("t,host,gpu,"));
    QVERIFY(text.contains("\n\nt,host,cpu_pct,"));
  }

  void names_of_computers_are_data() {
    JobView view = with_hosts(2);
    view.hosts[0].readings.host = "a\nb<b>%1" + std::string(300, 'x');
    const auto charts = shown(view);
    QVERIFY(!charts->hosts().plot().accessibleDescription().contains(u'\n'));
  }
};

}  // namespace host_charts_test

WERKBANK_TEST(host_charts_test::HostChartsTest);
#include "host_charts_test.moc"
