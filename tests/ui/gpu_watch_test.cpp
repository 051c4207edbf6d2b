// What the window says of a job's GPUs: is it really working, and the charts of many of them.
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStringList>
#include <QTabWidget>

#include "core/base/units.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/gpu_charts.h"
#include "ui/charts/gpu_plot.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/work_line.h"

using namespace werkbank;

namespace gpu_watch_test {

/// The samples with what `change` makes of them, of GPU number and seconds since the start.
template <typename Change>
std::vector<GpuSeries> changed(const std::vector<GpuSeries>& all, Change change) {
  std::vector<GpuSeries> result;
  for (std::size_t gpu = 0; gpu < all.size(); ++gpu) {
    GpuSeries one{all[gpu].host, all[gpu].uuid, all[gpu].index, all[gpu].name, {}};
    for (auto sample : all[gpu].samples) {
      change(gpu, sample.time - example::start, sample);
      one.samples.add(sample);
    }
    result.push_back(std::move(one));
  }
  return result;
}

void at_rest(GpuSample& sample) {
  sample.utilisation_percent = 0;
  sample.power_watt = 70;
}

/// 32 GPUs for a week: one that has no part in it, a host that stood still for a day, and nights that are slower.
JobView week() {
  JobView view = example::done();
  view.record.title = "Taalmodel bijscholen op onze handleidingen";
  view.record.resources.gpus = 32;
  view.record.resources.nodes = 8;
  view.record.started_at = example::start;
  view.record.ended_at = example::start + 7 * 86400.0;
  view.gpus = changed(example::gpus(32, 7 * 86400.0, 60), [](std::size_t gpu, double t, GpuSample& sample) {
    const bool still = gpu / 4 == 5 && t > 2.2 * 86400 && t < 3.1 * 86400;
    if (gpu == 13 || still) at_rest(sample);
    const bool night = std::fmod(t, 86400) > 50'000 && std::fmod(t, 86400) < 80'000;
    if (night && sample.utilisation_percent) *sample.utilisation_percent *= 0.55;
  });
  return view;
}

/// With what view_of() makes of the readings.
JobView judged(JobView view) {
  view.work = judge(view.gpus, view.training, is_over(view.record.phase));
  return view;
}

JobView idle() {
  JobView view = example::running();
  view.gpus = changed(example::gpus(4, 3000), [](std::size_t, double t, GpuSample& sample) {
    if (t > 900) at_rest(sample);
  });
  return view;
}

class GpuWatchTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  static std::unique_ptr<JobPage> page(const JobView& view, QSize size = {1280, 860}) {
    auto made = std::make_unique<JobPage>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(size);
    made->show(judged(view), {});
    example::settle(*made);
    return made;
  }
  static QString sentence(QWidget& page) { return page.findChild<QLabel*>(QStringLiteral("work_sentence"))->text(); }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void a_job_that_works_is_said_to_work() {
    const auto shown = page(example::done());
    example::save(*shown, QStringLiteral("watch_works"));
    QCOMPARE(sentence(*shown), QStringLiteral("The computing power of the GPU was well used."));
    const auto* blocks = shown->findChild<WorkBlocks*>();
    QCOMPARE(blocks->accessibleName(), QStringLiteral("How much of the GPU is put to use"));
    QVERIFY2(QRegularExpression(QStringLiteral("^[89]\\d %$")).match(blocks->accessibleDescription()).hasMatch(),
             qPrintable(blocks->accessibleDescription()));
  }

  void an_idle_job_can_be_stopped_from_there() {
    const auto shown = page(idle());
    example::save(*shown, QStringLiteral("watch_idle"));
    QVERIFY2(sentence(*shown).startsWith(QStringLiteral("Nothing has happened on the GPU for 35 min")),
             qPrintable(sentence(*shown)));
    QSignalSpy cancel(shown.get(), &JobPage::cancel_requested);
    auto* line = shown->findChild<WorkLine*>();
    auto* stop = line->findChild<QPushButton*>();
    QVERIFY(stop->isVisibleTo(line));
    stop->click();
    auto* sure = shown->findChild<QPushButton*>(QStringLiteral("stop_job_sure"));
    QVERIFY(sure->isVisibleTo(shown.get()));
    QCOMPARE(cancel.count(), 0);
    sure->click();
    QCOMPARE(cancel.count(), 1);
  }

  void at_the_begin_it_asks_for_patience_and_afterwards_it_is_silent() {
    JobView young = example::running();
    young.gpus = example::gpus(4, 60);
    const auto shown = page(young);
    auto* line = shown->findChild<WorkLine*>();
    QVERIFY(line->isVisibleTo(shown.get()));
    QVERIFY(!line->findChild<WorkBlocks*>()->isVisibleTo(shown.get()));
    QVERIFY2(sentence(*shown).contains(QStringLiteral("only just begun")), qPrintable(sentence(*shown)));
    young.record = example::done().record;
    shown->show(judged(young), {});
    QVERIFY(!line->isVisibleTo(shown.get()));
  }

  void without_readings_it_says_nothing() {
    JobView bare = example::running();
    bare.gpus.clear();
    const auto shown = page(bare);
    QVERIFY(!shown->findChild<WorkLine*>()->isVisibleTo(shown.get()));
  }

  void a_week_of_many_gpus_is_one_picture() {
    const JobView view = week();
    const auto shown = page(view);
    example::save(*shown, QStringLiteral("watch_week_overview"));
    QCOMPARE(sentence(*shown), QStringLiteral("GPUs that did nothing: 1 of 32."));
    shown->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(1);
    example::settle(*shown);
    auto* plot = shown->findChild<GpuPlot*>();
    example::save(*shown, QStringLiteral("watch_week_gpus"));
    // The one that does nothing is pale in its whole row, the others are not.
    const QImage picture = plot->grab().toImage();
    const QRect map = plot->axisRect(0)->rect();
    const double ratio = picture.devicePixelRatio();
    const auto lightness = [&](int gpu, double along) {
      const double y = map.top() + (gpu + 0.5) * map.height() / 32.0;
      return picture
          .pixelColor(QPoint(static_cast<int>((map.left() + map.width() * along) * ratio), static_cast<int>(y * ratio)))
          .lightnessF();
    };
    for (const double along : {0.1, 0.5, 0.9}) {
      QVERIFY(std::abs(lightness(13, along) - lightness(12, along)) > 0.2);
      QVERIFY(std::abs(lightness(14, along) - lightness(12, along)) < 0.1);
    }
    QVERIFY(std::abs(lightness(21, 0.38) - lightness(12, 0.38)) > 0.2);  // the day on which a host stood still
    plot->hover_at(example::start + 2.5 * 86400, 21);
    QVERIFY2(plot->hover_text().contains(QStringLiteral("gpu-node-012 · GPU 1: 0 %")), qPrintable(plot->hover_text()));
    example::save(*shown, QStringLiteral("watch_week_hover"));
    plot->end_hover();
    plot->zoom(0.02);
    example::settle(*shown);
    example::save(*shown, QStringLiteral("watch_week_near"));
  }

  void two_gpus_show_their_range() {
    JobView view = example::done();
    view.gpus = example::gpus(2, 86400);
    const auto shown = page(view);
    shown->findChild<QTabWidget*>(QStringLiteral("job_tabs"))->setCurrentIndex(1);
    example::settle(*shown);
    example::save(*shown, QStringLiteral("watch_two_gpus"));
    QCOMPARE(shown->findChild<GpuPlot*>()->graphCount(), 4 * 2 * 3);
  }
};

}  // namespace gpu_watch_test

WERKBANK_TEST(gpu_watch_test::GpuWatchTest);
#include "gpu_watch_test.moc"
