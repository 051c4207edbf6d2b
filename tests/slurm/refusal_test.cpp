#include "core/slurm/refusal.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace refusal_test {

class RefusalTest : public QObject {
  Q_OBJECT
 private slots:
  /// What 22.05 and 24.11 print, and what it must come to in the sentence.
  void every_refusal_has_a_sentence_for_a_beginner_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    int number = 0;
    const auto row = [&number](const char* text, const char* words) {
      QTest::addRow("%d", ++number) << QString(text) << QString(words);
    };
    const char* const batch = "sbatch: error: Batch job submission failed: ";
    const auto failed = [&row, batch](const char* text, const char* words) {
      row((std::string(batch) + text + "\n").c_str(), words);
    };
    row("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid "
        "partition name specified",
        "out of date");
    failed("Invalid account or account/partition combination specified", "project");
    failed("Invalid qos specification", "out of date");
    failed("Requested node configuration is not available", "combination");
    row("sbatch: error: Memory specification can not be satisfied\nsbatch: error: Batch job submission failed: "
        "Requested node configuration is not available",
        "more memory");
    row("allocation failure: Requested node configuration is not available", "combination");
    row("sbatch: error: Invalid --time specification", "shorter time");
    failed("Requested time limit is invalid (missing or exceeds some limit)", "shorter time");
    row("sbatch: error: QOSMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: Job violates "
        "accounting/QOS policy (job submit "
        "limit, user's size and/or time limits)",
        "shorter time");
    row("sbatch: error: QOSMaxGRESPerUser\nsbatch: error: Batch job submission failed: Job violates accounting/QOS "
        "policy (job submit limit, user's "
        "size and/or time limits)",
        "larger or longer");
    row("sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates "
        "accounting/QOS policy (job submit limit, "
        "user's size and/or time limits)",
        "as many jobs");
    row("sbatch: error: AssocGrpGRESMinutes\nsbatch: error: Batch job submission failed: Job violates accounting/QOS "
        "policy",
        "computing time of your project");
    failed("Requested reservation is invalid", "reserved");
    failed("Invalid feature specification", "out of date");
    row("sbatch: error: Invalid --mem specification", "memory");
    row("sbatch: unrecognized option '--nosuch'\nTry \"sbatch --help\" for more information", "out of date");
    failed("Invalid license specification", "out of date");
    failed("Job dependency problem", "out of date");
    row("sbatch: error: Invalid generic resource (gres) specification", "GPUs in one computer");
    row("sbatch: error: CPU count per node can not be satisfied\nsbatch: error: Batch job submission failed: Requested "
        "node configuration is not available",
        "combination");
    failed("Node count specification invalid", "combination");
    failed("More processors requested than permitted", "combination");
    failed("User's group not permitted to use this partition", "may not use");
    failed("Access/permission denied", "may not use");
    failed("Required partition not available (inactive or drain)", "no jobs at the moment");
    failed("Requested partition configuration not available now", "no jobs at the moment");
    failed("Required node not available (down, drained or reserved)", "no jobs at the moment");
    failed("I/O error writing script/environment to file", "disk is full");
    row("sbatch: error: Batch script is empty!", "out of date");
    row("sbatch: error: lua: Beste gebruiker, kies een projectcode.\nsbatch: error: Batch job submission failed: "
        "Unspecified error",
        "It says: \"Beste gebruiker, kies een projectcode.\"");
    row("", "It says: \"-\"");
  }

  void every_refusal_has_a_sentence_for_a_beginner() {
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto error = scheduler_refusal(text.toStdString());
    const bool is_about_the_account = words == "project";
    QCOMPARE(error.code, is_about_the_account ? ErrorCode::no_such_account : ErrorCode::scheduler_refused);
    const auto sentence = QString::fromStdString(error.message.english());
    QVERIFY2(sentence.contains(words), qPrintable(text + " -> " + sentence));
    QCOMPARE(QString::fromStdString(error.detail), text);
    QVERIFY(!says_unavailable(text.toStdString()));
  }

  void silence_of_the_scheduler_is_no_refusal() {
    for (const auto* text :
         {"slurm_load_jobs error: Unable to contact slurm controller (connect failure)",
          "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
          "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
          "sacct: error: slurm_persist_conn_open_without_init: failed to open persistent connection to "
          "host:127.0.0.1:6819: "
          "Connection refused",
          "sbatch: error: Munge encode failed: Failed to access \"/run/munge/munge.socket.2\"",
          "sbatch: error: Batch job submission failed: Slurm backup controller in standby mode",
          "squeue: fatal: Could not establish a configuration source",
          "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received",
          "slurm_load_jobs error: Slurm temporarily unable to accept job, sleeping and retrying"}) {
      QVERIFY2(says_unavailable(text), text);
    }
    const auto error = scheduler_unavailable("x");
    QCOMPARE(error.code, ErrorCode::scheduler_unavailable);
    QCOMPARE(error.grade, Grade::retry_by_itself);
  }

  void finds_the_forecast_among_other_words() {
    const auto forecast = parse_forecast(
        "Beware of the leopard\nsbatch: Job 53 to start at 1795481371 using 16 processors on nodes gh[01-02] in "
        "partition gpu_h100\n");
    QVERIFY(forecast.has_value());
    QCOMPARE(forecast->starts_at, std::optional<double>(1795481371));
    QCOMPARE(forecast->partition, std::string("gpu_h100"));
    QCOMPARE(
        parse_forecast("sbatch: Job 53 to start at 2026-11-24T00:49:31 using 1 processors on nodes a in partition p")
            ->starts_at,
        std::optional<double>(1795481371));
    QVERIFY(!parse_forecast("sbatch: Job 53 to start at soon")->starts_at);
    QVERIFY(!parse_forecast(""));
  }
};

}  // namespace refusal_test

WERKBANK_TEST(refusal_test::RefusalTest);
#include "refusal_test.moc"
