// Texts of Slurm that others collected, beside the checkout where they are kept: our parsers must cope with them too.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/slurm/cluster_facts.h"
#include "core/slurm/job_rows.h"
#include "core/slurm/refusal.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace corpus_test {

const QString folder = WERKBANK_SOURCE_DIR "/../shared/corpora/slurm-text";

QByteArray content(const QString& name) {
  QFile file(name);
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

std::string recorded(const QString& name, const char* stream) {
  return QJsonDocument::fromJson(content(folder + "/eth-cscs+firecrest-v2/tests__mocked_ssh_outputs__" + name))
      .object()[stream]
      .toString()
      .toStdString();
}

/// The jobs (not their steps) of a table with a header, in the columns that we ask of sacct.
std::string as_ours(const QByteArray& table, int& jobs) {
  const auto lines = table.split('\n');
  const auto header = lines.front().split('|');
  std::string rows;
  for (const auto& line : lines.mid(1)) {
    const auto fields = line.split('|');
    const auto field = [&](const char* name) { return fields.value(header.indexOf(name)).toStdString(); };
    const auto id = field("JobIDRaw");
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos) continue;
    ++jobs;
    for (const auto& value : {id, field("State"), std::string("None"), field("Start"), field("End"), field("Submit"),
                              field("NodeList"), field("ExitCode"), std::string()}) {
      rows += value + field_separator;
    }
    rows += field("JobName") + "\n";
  }
  return rows;
}

class CorpusTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!QDir(folder).exists()) QSKIP("there is no ../shared/corpora/slurm-text beside this checkout");
  }

  void reads_every_job_of_other_sites() {
    int jobs = 0;
    for (const auto* name : {"1", "2", "3"}) {
      int here = 0;
      const auto rows =
          parse_sacct(as_ours(content(folder + "/NordicHPC+slurm2sql/tests__test-data" + name + ".csv"), here));
      QCOMPARE(rows.garbled, 0);
      QCOMPARE(static_cast<int>(rows.rows.size()), here);
      for (const auto& row : rows.rows) QVERIFY(row.state != JobState::unknown && row.submitted_at);
      jobs += here;
    }
    QVERIFY(jobs >= 3);
  }

  void reads_the_partitions_of_another_site() {
    const auto rules = parse_partitions(recorded("ssh_scontrol_partitions.json", "stdout"));
    QVERIFY(rules.size() >= 2);
    for (const auto& rule : rules) QVERIFY(rule.up && rule.allow_accounts.empty());
    QCOMPARE(rules[0].limit_seconds, std::optional<double>(5 * 86400));
  }

  void understands_a_refusal_of_another_site() {
    const auto error = scheduler_refusal(recorded("ssh_sbatch_command_out_of_quota.json", "stderr"));
    QVERIFY(error.message.english().find("as many jobs") != std::string::npos);
  }

  void survives_every_text() {
    int texts = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
      const auto text = content(files.next()).toStdString();
      ++texts;
      const auto size = text.size();
      QVERIFY(parse_squeue(text).rows.size() <= size && parse_sacct(text).rows.size() <= size);
      QVERIFY(parse_sinfo(text).size() <= size && parse_partitions(text).size() <= size);
      QVERIFY(parse_associations(text).size() <= size && parse_qos(text).size() <= size);
      QVERIFY(!scheduler_refusal(text).message.empty());
    }
    QVERIFY(texts > 10);
  }
};

}  // namespace corpus_test

WERKBANK_TEST(corpus_test::CorpusTest);
#include "corpus_test.moc"
