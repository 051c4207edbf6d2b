#include "core/factory/watched_files.h"

#include "tests/runner/test_program.h"

using namespace werkbank;

namespace watched_files_test {

class WatchedFilesTest : public QObject {
  Q_OBJECT

 private slots:
  void of_a_job_and_of_its_variants_the_records_and_the_samples_are_watched() {
    for (const auto* path : {"out/metrics.jsonl", "logs/job.log", "out/gpu/gh01.csv", "out/gpu/gh01.host.1min.csv",
                             "variants/0/out/metrics.jsonl", "variants/31/out/gpu/gh01.csv"}) {
      QVERIFY2(is_watched_file(path), path);
    }
  }

  void no_other_name_is_data() {
    QTest::addColumn<QString>("path");
    for (const auto* path : {"",
                             "out/metrics.jsonl/",
                             "/out/metrics.jsonl",
                             "out/model/weights",
                             "out/gpu/../../x.csv",
                             "out/gpu/.csv",
                             "out/gpu/-x.csv",
                             "out/gpu/a b.csv",
                             "out/gpu/$(id).csv",
                             "variants/0/logs/job.log",
                             "variants/0/config.json",
                             "variants/00/out/metrics.jsonl",
                             "variants/-1/out/metrics.jsonl",
                             "variants/100/out/metrics.jsonl",
                             "variants//out/metrics.jsonl",
                             "variants/../out/metrics.jsonl",
                             "variants/0/../1/out/metrics.jsonl",
                             "variants/0/variants/1/out/metrics.jsonl",
                             "variants/0/out/gpu/a/b.csv",
                             "variants/0"}) {
      QTest::newRow(path) << QString::fromLatin1(path);
    }
  }
  void no_other_name_is() {
    QFETCH(QString, path);
    QVERIFY(!is_watched_file(path.toStdString()));
  }

  void a_path_in_the_folder_of_a_variant_is_known() {
    QVERIFY(is_in_variant("variants/12/out/metrics.jsonl"));
    QCOMPARE(path_in_variant(variant_folder(12) + "out/metrics.jsonl"), std::string_view("out/metrics.jsonl"));
    for (const std::string_view elsewhere : {"out/metrics.jsonl", "variants/x/out", "variants/3", "variants/100/out"}) {
      QVERIFY2(!is_in_variant(elsewhere), elsewhere.data());
      QCOMPARE(path_in_variant(elsewhere), elsewhere);
    }
  }
};

}  // namespace watched_files_test

WERKBANK_TEST(watched_files_test::WatchedFilesTest);
#include "watched_files_test.moc"
