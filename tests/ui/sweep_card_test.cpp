// A job that tries several settings, as its page shows it: while it waits, while it runs, ended and failed.
#include <set>

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QTableWidget>
#include <QTemporaryDir>

#include "core/base/units.h"
#include "core/catalogue/catalogue.h"
#include "job_examples.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/charts/curve_plot.h"
#include "ui/charts/learning_curve.h"
#include "ui/charts/render.h"
#include "ui/charts/sweep_curves.h"
#include "ui/jobs/job_page.h"

using namespace werkbank;

namespace sweep_card_test {

const Catalogue& catalogue() {
  static const auto read = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources" / "catalogue"});
  return read.value();
}

VariantNote note(VariantNote::State state, double score = 0) {
  VariantNote made;
  made.state = state;
  if (state == VariantNote::State::failed) made.message = "The GPU's memory was too small.\nChoose a smaller batch.";
  if (state != VariantNote::State::completed) return made;
  made.score = {"loss", score};
  made.end.completed = true;
  made.end.primary = {"accuracy", 1 - score};
  return made;
}

JobView swept(JobView view) {
  view.record.variants_json =
      R"([{},{"augment":"med","learning_rate":0.0006,"weight_decay":0.1},{"learning_rate":0.0015,"augment":"none"},)"
      R"({"learning_rate":0.004,"weight_decay":0.001}])";
  view.record.variants_at_once = 2;
  view.record.values_json = R"({"augment":"low","learning_rate":0.0,"weight_decay":0.01})";
  view.training.variants.clear();
  view.training.kept_variant.reset();
  return view;
}

JobView begun() {
  JobView view = swept(example::running());
  view.training.curves.clear();
  view.training.variants = {{0, note(VariantNote::State::completed, 0.41)},
                            {1, note(VariantNote::State::completed, 0.3274)},
                            {2, note(VariantNote::State::runs)}};
  view.training.kept_variant = 1;
  view.headline = headline_of(view.record, view.training);
  return view;
}

JobView ended() {
  JobView view = swept(example::done());
  view.training.variants = {{0, note(VariantNote::State::completed, 0.41)},
                            {1, note(VariantNote::State::completed, 0.3274)},
                            {2, note(VariantNote::State::failed)},
                            {3, note(VariantNote::State::completed, 0.39)}};
  view.training.kept_variant = 1;
  return view;
}

/// With the curves of these settings, each a little worse than the one before it.
JobView together(JobView view, const std::vector<int>& numbers) {
  double worse = 1;
  for (const int number : numbers) {
    VariantReading one{number, example::training(number == 2 ? 0.4 : 1)};
    for (auto& [key, points] : one.training.curves) {
      for (auto& point : points) {
        if (point.value) *point.value *= key.value == "loss" ? worse : 1 / worse;
      }
    }
    view.variants.push_back(std::move(one));
    worse += 0.06;
  }
  return view;
}

/// The graphs in the order of their names.
std::vector<QCPGraph*> named(const CurvePlot& plot) {
  std::vector<QCPGraph*> graphs;
  for (int i = 0; i < plot.legend->itemCount(); ++i) {
    auto* item = qobject_cast<QCPPlottableLegendItem*>(plot.legend->item(i));
    graphs.push_back(qobject_cast<QCPGraph*>(item->plottable()));
  }
  return graphs;
}

/// Dashes and marks, without colours.
std::set<std::pair<int, int>> looks(const CurvePlot& plot) {
  std::set<std::pair<int, int>> all;
  for (const auto* graph : named(plot)) all.emplace(graph->pen().style(), graph->scatterStyle().shape());
  return all;
}

class SweepCardTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;

  static std::unique_ptr<JobPage> page(const JobView& view) {
    auto made = std::make_unique<JobPage>();
    static_cast<QWidget&>(*made).setLocale(locale_of(example::language()));
    made->resize(1280, 980);
    JobSurroundings surroundings;
    surroundings.job_template = catalogue().find("image-classify");
    made->show(view, surroundings);
    example::settle(*made);
    return made;
  }
  static QTableWidget* table(const QWidget& page) {
    return page.findChild<QTableWidget*>(QStringLiteral("sweep.table"));
  }
  static QString text(const QWidget& page, const char* name) {
    const auto* label = page.findChild<QLabel*>(QLatin1String(name));
    return label == nullptr ? QString() : label->text();
  }
  static QString cell(const QWidget& page, int row, int column) { return table(page)->item(row, column)->text(); }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void a_job_that_is_no_sweep_shows_none() {
    QVERIFY(!table(*page(example::running()))->isVisible());
    QVERIFY(!table(*page(example::done()))->isVisible());
  }

  void one_that_waits_says_that_the_first_result_is_to_come() {
    const auto shown = page(swept(example::waiting()));
    example::save(*shown, QStringLiteral("sweep_waiting"));
    QVERIFY(table(*shown)->isVisible());
    QCOMPARE(table(*shown)->rowCount(), 4);
    QCOMPARE(text(*shown, "sweep.summary"),
             QStringLiteral("Werkbank tries 4 settings. The first result is still to come."));
    for (int row = 0; row < 4; ++row) QCOMPARE(cell(*shown, row, 2), QStringLiteral("Waits"));
  }

  void one_that_runs_names_the_best_so_far_by_a_word() {
    const auto shown = page(begun());
    example::save(*shown, QStringLiteral("sweep_running"));
    QCOMPARE(cell(*shown, 0, 1), QStringLiteral("Your own answers"));
    QVERIFY2(cell(*shown, 1, 1).contains(QLatin1String("Learning rate 0.0006")), qPrintable(cell(*shown, 1, 1)));
    QCOMPARE(cell(*shown, 0, 2), QStringLiteral("Ready"));
    QCOMPARE(cell(*shown, 1, 2), QStringLiteral("Ready, the best so far"));
    QCOMPARE(cell(*shown, 2, 2), QStringLiteral("Runs"));
    QCOMPARE(cell(*shown, 3, 2), QStringLiteral("Waits"));
    QVERIFY(cell(*shown, 3, 3).isEmpty());
    QVERIFY(text(*shown, "sweep.note").contains(QLatin1String("Lower is better.")));
    QVERIFY(text(*shown, "sweep.note").contains(QLatin1String("learning curve appears")));
    QVERIFY(!shown->findChild<LearningCurve*>()->isVisible());
  }

  void while_it_runs_the_curve_of_the_best_so_far_is_shown_and_named() {
    JobView view = begun();
    view.leading = VariantReading{1, example::training(1)};
    view.running = VariantReading{2, example::training(0.4)};
    view.samples_of = 2;
    const auto shown = page(view);
    example::save(*shown, QStringLiteral("sweep_running_curve"));
    auto* curve = shown->findChild<LearningCurve*>();
    QVERIFY(curve->isVisible());
    const QString whose = text(*shown, "curve.note");
    QVERIFY2(whose.startsWith(QLatin1String("Of number 2, the best so far: ")), qPrintable(whose));
    QVERIFY2(whose.contains(QLatin1String("Learning rate 0.0006")), qPrintable(whose));
    const QString described = curve->findChild<CurvePlot*>()->accessibleDescription();
    QVERIFY2(described.startsWith(whose) && described.size() > whose.size() + 20, qPrintable(described));
    QVERIFY(!text(*shown, "sweep.note").contains(QLatin1String("learning curve appears")));
    QVERIFY(text(*shown, "sweep.note").contains(QLatin1String("GPU, processor and memory are those of number 3.")));
  }

  void the_curves_of_all_stand_together_the_best_strong_and_each_told_apart() {
    const auto shown = page(together(begun(), {1, 0, 2}));
    example::save(*shown->findChild<SweepCurves*>(), QStringLiteral("sweep_together"));
    auto* curves = shown->findChild<SweepCurves*>();
    QVERIFY(curves->isVisible());
    CurvePlot& plot = curves->plot();
    const auto graphs = named(plot);
    QCOMPARE(graphs.size(), 3U);
    for (const auto* graph : graphs) QCOMPARE(graph->pen().widthF() > 2, graph == graphs[0]);
    QCOMPARE(looks(plot).size(), 3U);
    QVERIFY2(graphs[0]->name().startsWith(QLatin1String("No. 2, the best so far: ")), qPrintable(graphs[0]->name()));
    QCOMPARE(graphs[1]->name(), QStringLiteral("No. 1: Your own answers"));
    const auto drawn = graphs[0]->layer()->children();
    QVERIFY(drawn.indexOf(graphs[0]) > drawn.indexOf(graphs[2]));
    const QString described = plot.accessibleDescription();
    for (const char* part : {"on data kept apart (check)", "Learning rate 0.0006", "No. 1: Your own answers: from ",
                             "No. 3: ", "The thick line is the best so far."}) {
      QVERIFY2(described.contains(QLatin1String(part)), qPrintable(described));
    }
    QVERIFY(!described.contains(QLatin1String("left out")));
    QVERIFY2(plot.hover_text(1).contains(QLatin1String("No. 3: ")), qPrintable(plot.hover_text(1)));
    auto* choice = shown->findChild<QComboBox*>(QStringLiteral("sweep_curves.choice"));
    QVERIFY(choice->isVisible() && choice->count() > 1);
    const QString before = described;
    choice->setCurrentIndex(1);
    emit choice->activated(1);
    QVERIFY(plot.accessibleDescription() != before);
    // What is on show stays when more is known, and a switch of language goes through all words.
    shown->show(together(begun(), {1, 0, 2}), {});
    QCOMPARE(choice->currentIndex(), 1);
  }

  void the_curves_together_stand_in_the_one_picture_of_all_charts() {
    const QTemporaryDir folder;
    const auto drawn = [&folder](const JobView& view, const std::map<int, QString>& settings = {}) {
      const QString file = folder.filePath(QStringLiteral("all.png"));
      const QSize size(1200, 1500);
      return render_job_charts(view, Language::english, current_theme(), size, file, settings).ok() ? QImage(file)
                                                                                                    : QImage();
    };
    const JobView view = together(begun(), {1, 0, 2});
    const QImage picture = drawn(view, {{2, QStringLiteral("Learning rate 0.0006")}});
    QCOMPARE(picture.size(), QSize(2400, 3000));
    example::save(picture, QStringLiteral("all_charts_of_a_sweep"));
    QVERIFY(drawn(view) != picture);
    QVERIFY(drawn(together(begun(), {1})) != drawn(together(begun(), {1, 0})));
    // One that has ended has a curve of its own too.
    QVERIFY(drawn(together(ended(), {1, 0})) != drawn(ended()));
  }

  void of_many_settings_those_left_out_are_counted() {
    JobView view = together(ended(), {1, 3, 0, 2, 4, 5, 6, 7});
    std::string variants = "[{}";
    for (int number = 1; number < 20; ++number) variants += ",{\"learning_rate\":0.00" + std::to_string(number) + "}";
    view.record.variants_json = variants + "]";
    view.variants_left_out = 12;
    const auto shown = page(view);
    auto* curves = shown->findChild<SweepCurves*>();
    curves->plot().grab();
    example::save(*curves, QStringLiteral("sweep_together_many"));
    QCOMPARE(named(curves->plot()).size(), 8U);
    QCOMPARE(looks(curves->plot()).size(), 8U);
    const QString note = text(*shown, "sweep_curves.note");
    QVERIFY2(note.contains(QLatin1String("12 are left out")), qPrintable(note));
    QVERIFY(note.startsWith(QLatin1String("The thick line is the best.")));
    QVERIFY(curves->plot().accessibleDescription().endsWith(note));
  }

  void one_curve_alone_is_not_laid_over_others() {
    QVERIFY(!page(together(begun(), {2}))->findChild<SweepCurves*>()->isVisible());
    QVERIFY(!page(example::done())->findChild<SweepCurves*>()->isVisible());
    // Of what only one of them measures there is one line; a metric that is no number breaks nothing.
    JobView view = together(begun(), {1, 2});
    for (auto& [key, points] : view.variants[1].training.curves) {
      for (auto& point : points) point.value.reset();
    }
    const auto shown = page(view);
    QVERIFY(shown->findChild<SweepCurves*>()->isVisible());
    QVERIFY(!shown->findChild<CurvePlot*>()->accessibleDescription().contains(QLatin1String("No. 3")));
  }

  void until_one_has_ended_the_curve_is_that_of_one_that_runs() {
    JobView view = begun();
    view.training.variants = {{0, note(VariantNote::State::runs)}};
    view.training.kept_variant.reset();
    view.running = VariantReading{0, example::training(0.4)};
    const auto shown = page(view);
    example::save(*shown, QStringLiteral("sweep_first_curve"));
    QCOMPARE(text(*shown, "curve.note"), QStringLiteral("Of number 1, which runs now: Your own answers."));
    // And when all are ready it is the job's own, of which nothing need be said.
    shown->show(ended(), {});
    QVERIFY(shown->findChild<LearningCurve*>()->isVisible());
    QVERIFY(text(*shown, "curve.note").isEmpty());
  }

  void one_that_ended_says_which_was_the_best_and_why_one_failed() {
    const auto shown = page(ended());
    example::save(*shown, QStringLiteral("sweep_done"));
    QCOMPARE(text(*shown, "sweep.summary"),
             QStringLiteral("3 of 4 settings gave a result. Number 2 was the best; that model is your result."));
    QCOMPARE(cell(*shown, 1, 2), QStringLiteral("Ready, the best"));
    QCOMPARE(cell(*shown, 2, 2), QStringLiteral("Failed"));
    QVERIFY(cell(*shown, 2, 1).contains(QLatin1String("memory was too small. Choose")));
    QVERIFY(!text(*shown, "sweep.note").contains(QLatin1String("learning curve appears")));
  }

  void the_best_comes_first_when_it_is_asked_for() {
    const auto shown = page(ended());
    auto* order = shown->findChild<QPushButton*>(QStringLiteral("sweep.order"));
    order->setFocus();
    QTest::keyClick(order, Qt::Key_Space);
    QCOMPARE(cell(*shown, 0, 0), QStringLiteral("2"));
    QCOMPARE(cell(*shown, 1, 0), QStringLiteral("4"));
    QCOMPARE(cell(*shown, 3, 0), QStringLiteral("3"));
    example::save(*shown, QStringLiteral("sweep_best_first"));
    QTest::keyClick(order, Qt::Key_Space);
    QCOMPARE(cell(*shown, 0, 0), QStringLiteral("1"));
  }

  void every_cell_says_which_column_it_is_of() {
    const auto shown = page(ended());
    QVERIFY(!table(*shown)->accessibleName().isEmpty());
    QVERIFY(!table(*shown)->accessibleDescription().isEmpty());
    QCOMPARE(table(*shown)->item(1, 2)->data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("How it stands: Ready, the best"));
  }
};

}  // namespace sweep_card_test

WERKBANK_TEST(sweep_card_test::SweepCardTest);
#include "sweep_card_test.moc"
