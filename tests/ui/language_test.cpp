// Switching the language while running: every number and date on every page follows, on axes and in fields too.
#include <qcustomplot.h>
#include <QDoubleSpinBox>
#include <QRegularExpression>
#include <QTabWidget>

#include "core/base/units.h"
#include "style_marks.h"
#include "tests/ui/themed_test.h"
#include "ui/new_job/new_job_page.h"
#include "ui/new_job/question_field.h"
#include "window_fixture.h"

namespace werkbank::language_test {
namespace {

/// What is drawn along the axes of the charts in view.
QStringList axis_texts(const QWidget& root) {
  QStringList texts;
  for (auto* plot : root.findChildren<QCustomPlot*>()) {
    if (!plot->isVisible()) continue;
    plot->replot();
    for (const QCPAxisRect* rect : plot->axisRects()) {
      for (const QCPAxis* axis : rect->axes()) texts << axis->tickVectorLabels();
    }
  }
  return texts;
}

/// Texts with a number that has its decimals behind `sign`. Paths, versions and addresses are data.
QStringList with_decimals(const QStringList& texts, QChar sign) {
  const QRegularExpression number(QStringLiteral("(^|[^\\w.,/-])\\d+\\%1\\d{1,2}(?![\\d.,])").arg(sign));
  QStringList found;
  for (const QString& text : texts) {
    if (!text.contains(u'/') && number.match(text).hasMatch()) found << text;
  }
  return found;
}

QStringList texts_in(const QWidget& window) { return example::visible_texts(window) + axis_texts(window); }

}  // namespace

class LanguageTest : public QObject {
  Q_OBJECT

 private slots:
  void every_number_follows_the_switch_on_every_page();
  void nothing_in_the_window_keeps_a_locale_of_its_own();
  void a_decimal_field_follows_the_switch_and_keeps_its_value();

 private:
  static void run_a_job(const WindowFixture& bench);
};

void LanguageTest::run_a_job(const WindowFixture& bench) {
  QVERIFY(wait_for([&] { return bench.click("start.first_job") || bench.is_there("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench.click("new_job.start"); }));
  QVERIFY(wait_for([&] { return bench.practice->submissions == 1; }));
  bench.practice->state = JobState::completed;
  QVERIFY(wait_for([&] { return bench.window->live().jobs().front().phase == JobPhase::done; }));
}

void LanguageTest::every_number_follows_the_switch_on_every_page() {
  WindowFixture bench;
  bench.open();
  run_a_job(bench);
  const QString uuid = QString::fromStdString(bench.window->live().jobs().front().uuid);
  bench.window->open_job(uuid);
  const auto is_read = [&] { return !with_decimals(texts_in(*bench.window), u'.').isEmpty(); };
  QVERIFY(wait_for([&] { return bench.is_there("job_sentence") && is_read(); }));
  int numbers = 0;
  const auto look = [&](const char* where) {
    QVERIFY(bench.click("window.language_en"));
    QVERIFY2(with_decimals(texts_in(*bench.window), u',').isEmpty(),
             qPrintable(where + with_decimals(texts_in(*bench.window), u',').join(u'\n')));
    const auto points = with_decimals(texts_in(*bench.window), u'.').size();
    QVERIFY(bench.click("window.language_nl"));
    QVERIFY2(with_decimals(texts_in(*bench.window), u'.').isEmpty(),
             qPrintable(where + with_decimals(texts_in(*bench.window), u'.').join(u'\n')));
    QCOMPARE(with_decimals(texts_in(*bench.window), u',').size(), points);
    numbers += static_cast<int>(points);
  };
  auto* tabs = bench.find<QTabWidget>("job_tabs");
  for (int tab = 0; tab < tabs->count(); ++tab) {
    tabs->setCurrentIndex(tab);
    look("job");
  }
  QVERIFY2(numbers > 3, qPrintable(QString::number(numbers)));  // the axis of the learning curve is among them
  for (const char* name : {"start", "data", "jobs", "catalogue", "factory", "settings"}) {
    QVERIFY(bench.click(QStringLiteral("window.rail_") + name));
    look(name);
  }
  QVERIFY(bench.walk_to_check());
  look("check");
  QVERIFY(bench.click("new_job.back"));
  look("questions");
  QVERIFY(bench.click("new_job.back"));
  look("new job, data");
}

void LanguageTest::nothing_in_the_window_keeps_a_locale_of_its_own() {
  WindowFixture bench;
  bench.open();
  QVERIFY(bench.walk_to_check());
  for (const auto& [button, language] :
       {std::pair{"window.language_nl", QLocale::Dutch}, std::pair{"window.language_en", QLocale::English}}) {
    QVERIFY(bench.click(button));
    QStringList own;
    for (const auto* widget : bench.window->findChildren<QWidget*>()) {
      if (widget->isWindow() || widget->window() != bench.window.get()) continue;  // popups of the system
      if (widget->locale().language() != language) own << QLatin1String(widget->metaObject()->className());
    }
    QCOMPARE(own, QStringList());
  }
}

void LanguageTest::a_decimal_field_follows_the_switch_and_keeps_its_value() {
  WindowFixture bench;
  bench.open();
  auto& draft = bench.window->findChild<NewJobPage*>()->draft();
  const auto check = [&](const char* id, double value, const QString& english, const QString& dutch) {
    const JobTemplate* job_template = draft.live().catalogue().find(id);
    draft.choose(job_template);
    draft.set_value("learning_rate", value);
    QuestionField field(*job_template->parameter("learning_rate"), draft);
    field.setLocale(locale_of(Language::english));
    const auto shown = [&] { return field.findChildren<QLineEdit*>().front()->text(); };
    QCOMPARE(shown(), english);
    field.setLocale(locale_of(Language::dutch));
    QCOMPARE(shown(), dutch);
    QCOMPARE(std::get<double>(draft.values().at("learning_rate")), value);
  };
  check("image-classify", 0.0025, "0.0025", "0,0025");  // typed
  check("tabular-boost", 0.25, "0.25", "0,25");         // with arrows
}

}  // namespace werkbank::language_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::language_test::LanguageTest>);
#include "language_test.moc"
