// The Data page: data checked before it is used, and the receipts of what went to a factory.
#include <QComboBox>

#include "tests/runner/test_program.h"
#include "ui/data/dataset_list.h"
#include "ui/new_job/new_job_page.h"
#include "window_fixture.h"

namespace werkbank::data_page_test {

class DataPageTest : public QObject {
  Q_OBJECT

 private slots:
  void tells_of_each_data_set_once_and_how_many_jobs_used_it();
  void passes_over_receipts_that_cannot_be_read();
  void checks_data_and_takes_it_to_a_new_job();
  void says_what_is_wrong_with_a_file_that_is_not_there();
};

void DataPageTest::tells_of_each_data_set_once_and_how_many_jobs_used_it() {
  JobRecord job;
  job.factory = "noord";
  job.dataset = "wijn@0123456789abcdef";
  job.upload_receipt =
      R"({"name":"wijn@0123456789abcdef","files":3,"bytes":1200,"manifest_sha256":"abc","at":1800000000})";
  const auto datasets = known_datasets({job, job});
  QCOMPARE(datasets.size(), 1U);
  QCOMPARE(datasets.front().jobs, 2);
  QCOMPARE(datasets.front().bytes, 1200U);
  QCOMPARE(datasets.front().hash, std::string("abc"));
  job.factory = "zuid";
  QCOMPARE(known_datasets({job}).size(), 1U);
}

void DataPageTest::passes_over_receipts_that_cannot_be_read() {
  JobRecord job;
  job.upload_receipt = "{\"bytes\": \"many\"";
  QVERIFY(known_datasets({job}).empty());
  job.upload_receipt = R"({"name":"a@b","bytes":-5,"files":"x"})";
  const auto datasets = known_datasets({job});
  QCOMPARE(datasets.size(), 1U);
  QCOMPARE(datasets.front().bytes, 0U);
}

void DataPageTest::checks_data_and_takes_it_to_a_new_job() {
  WindowFixture bench;
  bench.open();
  QVERIFY(bench.click("window.rail_data"));
  auto* purpose = bench.find<QComboBox>("data.purpose");
  purpose->setCurrentIndex(purpose->findData("tabular-boost"));
  auto* path = bench.find<QLineEdit>("data.path");
  QTest::keyClicks(path, bench.good_table());
  QTest::keyClick(path, Qt::Key_Return);
  QVERIFY(wait_for([&] { return bench.is_there("data.use"); }));
  QVERIFY(bench.click("data.use"));
  auto& page = *bench.window->findChild<NewJobPage*>();
  QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
  QCOMPARE(page.step(), 1);
  QCOMPARE(page.draft().job_template()->id, std::string("tabular-boost"));
}

void DataPageTest::says_what_is_wrong_with_a_file_that_is_not_there() {
  WindowFixture bench;
  bench.open();
  QVERIFY(bench.click("window.rail_data"));
  auto* path = bench.find<QLineEdit>("data.path");
  QTest::keyClicks(path, bench.folder.filePath("nee$(rm -rf).csv"));
  QTest::keyClick(path, Qt::Key_Return);
  QVERIFY(wait_for([&] { return bench.is_there("data.verdict"); }));
  QVERIFY(!bench.find<Banner>("data.verdict")->sentence().isEmpty());
  QVERIFY(!bench.is_there("data.use"));
}

}  // namespace werkbank::data_page_test

WERKBANK_TEST(werkbank::data_page_test::DataPageTest);
#include "data_page_test.moc"
