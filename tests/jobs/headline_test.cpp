// The words for scores: known metrics in plain words, unknown ones in quotes, shares as percentages.
#include <QTranslator>

#include "core/jobs/headline.h"
#include "core/jobs/job_view.h"
#include "tests/runner/test_program.h"

namespace werkbank::headline_test {

class HeadlineTest : public QObject {
  Q_OBJECT

 private slots:
  void puts_no_name_of_a_metric_into_the_sentence_data();
  void puts_no_name_of_a_metric_into_the_sentence();
  void says_a_share_as_a_percentage_with_one_decimal();
  void writes_numbers_as_the_language_does();
  void knows_a_metric_by_the_name_of_its_split_too();
  void quotes_what_it_does_not_know();
  void a_hostile_name_stays_inside_its_sentence();
};

void HeadlineTest::puts_no_name_of_a_metric_into_the_sentence_data() {
  QTest::addColumn<QString>("metric");
  for (const char* metric : {"accuracy", "balanced_accuracy", "macro_f1", "f1_macro", "f1", "mae", "rmse", "r2", "auc",
                             "roc_auc", "loss", "log_loss", "perplexity", "wer", "map50"}) {
    QTest::newRow(metric) << QString::fromLatin1(metric);
  }
}

void HeadlineTest::puts_no_name_of_a_metric_into_the_sentence() {
  QFETCH(QString, metric);
  const std::string name = metric.toStdString();
  for (const auto& baseline : {std::optional<double>(), std::optional<double>(0.4)}) {
    const QString sentence = score_sentence(name, 0.91, baseline).in(Language::english);
    QVERIFY2(!sentence.contains(metric), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u'“'), qPrintable(sentence));
    QVERIFY2(sentence.contains(QLatin1String("91")), qPrintable(sentence));
    QCOMPARE(sentence.contains(QLatin1String("trivial guess")), baseline.has_value());
    QVERIFY2(!sentence.contains(QLatin1String("%1")) && !sentence.contains(QLatin1String("%2")), qPrintable(sentence));
  }
  QVERIFY(!score_name(name).english().empty());
  QVERIFY2(score_name(name).english().front() != '"', score_name(name).english().c_str());
}

void HeadlineTest::says_a_share_as_a_percentage_with_one_decimal() {
  JobRecord record;
  record.phase = JobPhase::done;
  record.primary_name = "accuracy";
  record.primary_value = 0.95712;
  record.baseline_value = 1.0 / 3;
  QCOMPARE(headline_of(record, {}).english(),
           std::string("Your model is ready. 95.7 % of its answers are right; a trivial guess gets 33.3 %."));
  record.baseline_value.reset();
  QCOMPARE(headline_of(record, {}).english(), std::string("Your model is ready. 95.7 % of its answers are right."));
  record.primary_name = "rmse";
  record.primary_value = 12.5;
  QCOMPARE(headline_of(record, {}).english(), std::string("Your model is ready. It is typically off by 12.5."));
  QVERIFY(is_share("accuracy"));
  QVERIFY(!is_share("rmse"));
  QVERIFY(!is_share(""));
}

void HeadlineTest::writes_numbers_as_the_language_does() {
  const auto sentence = score_sentence("accuracy", 0.957, 0.312);
  QVERIFY(sentence.in(Language::dutch).contains(QLatin1String("95,7 %")));
  QVERIFY(sentence.in(Language::english).contains(QLatin1String("95.7 %")));
}

void HeadlineTest::knows_a_metric_by_the_name_of_its_split_too() {
  for (const char* name : {"test_accuracy", "val/accuracy", "test accuracy", "eval.accuracy"}) {
    QVERIFY2(score_name(name) == score_name("accuracy"), name);
    QVERIFY2(is_share(name), name);
  }
  QVERIFY(score_name("testaccuracy") != score_name("accuracy"));
  QVERIFY(score_name("test_") != score_name("accuracy"));
}

void HeadlineTest::quotes_what_it_does_not_know() {
  QCOMPARE(score_name("melkgift_kg").english(), std::string("“melkgift_kg”"));
  QCOMPARE(score_sentence("melkgift_kg", 3.5, std::nullopt).english(),
           std::string("Your model is ready. Its score “melkgift_kg” is 3.5."));
  QCOMPARE(score_sentence("melkgift_kg", 3.5, 2.0).english(),
           std::string("Your model is ready. Its score “melkgift_kg” is 3.5; a trivial guess scores 2."));
}

void HeadlineTest::a_hostile_name_stays_inside_its_sentence() {
  const QString sentence = score_sentence("a\nb%2\x01$(id)", 1, 2.0).in(Language::english);
  QVERIFY(!sentence.contains(u'\n'));
  QVERIFY2(sentence.contains(QLatin1String("a b%2")), qPrintable(sentence));
  QVERIFY(sentence.endsWith(QLatin1String("a trivial guess scores 2.")));
}

}  // namespace werkbank::headline_test

WERKBANK_TEST(werkbank::headline_test::HeadlineTest);
#include "headline_test.moc"
