// Logs of other people's jobs, labelled by hand: all right or "not sure", none wrong. The logs stay outside the
// repository; without them this test is skipped.
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include "core/job_log/failure_log.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace corpus_test {

class CorpusTest : public QObject {
  Q_OBJECT

 private slots:
  void real_logs_are_explained_data() {
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QString>("cause");
    const QDir corpora(WERKBANK_SOURCE_DIR "/../shared/corpora");
    QFile index(corpora.filePath("INDEX.md"));
    if (!index.open(QIODevice::ReadOnly)) QSKIP("there is no ../shared/corpora beside this checkout");
    static const QRegularExpression row(R"(^\| (failure-logs/\S+) \|.*\| cause: (\S+) \|$)");
    for (const auto& line : QString::fromUtf8(index.readAll()).split('\n')) {
      const auto match = row.match(line);
      QFile log(corpora.filePath(match.captured(1)));
      if (!match.hasMatch() || !log.open(QIODevice::ReadOnly)) continue;
      auto cause = match.captured(2);
      cause.replace("no-failure", "none").replace("undetermined", "unknown");
      QTest::newRow(qPrintable(match.captured(1))) << log.readAll() << cause;
    }
  }
  void real_logs_are_explained() {
    QFETCH(QByteArray, log);
    QFETCH(QString, cause);
    const auto clue = failure_in(log.toStdString(), {});
    const QString found = cause_code(clue.cause);
    qInfo().noquote() << cause << "->" << found << QString::fromStdString(clue.line);
    QVERIFY2(found == cause || found == "unknown", qPrintable(found));
  }
};

}  // namespace corpus_test

WERKBANK_TEST(corpus_test::CorpusTest);
#include "corpus_test.moc"
