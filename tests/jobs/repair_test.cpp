// What is offered to be done differently after a failure: one change, within what the template and the computer allow.
#include "core/jobs/repair.h"

#include <QTest>

#include "core/jobs/answers.h"

using namespace werkbank;

namespace {

Parameter whole(const std::string& key, std::int64_t standard, double least) {
  Parameter parameter;
  parameter.key = key;
  parameter.type = ParameterType::integer;
  parameter.default_value = standard;
  parameter.min = least;
  return parameter;
}

Parameter number(const std::string& key, double standard) {
  Parameter parameter;
  parameter.key = key;
  parameter.type = ParameterType::number;
  parameter.default_value = standard;
  parameter.min = 0;
  return parameter;
}

JobTemplate made_of() {
  JobTemplate job_template;
  job_template.parameters = {whole("batch_size", 0, 0), number("learning_rate", 0.0)};
  return job_template;
}

JobRecord record_with(const std::string& values) {
  JobRecord record;
  record.values_json = values;
  record.walltime_minutes = 60;
  record.resources.memory_gib = 16;
  return record;
}

}  // namespace

class RepairTest : public QObject {
  Q_OBJECT

 private slots:
  void a_batch_is_halved_data() {
    QTest::addColumn<QString>("values");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("offered");  // 0: nothing
    QTest::newRow("a number") << R"({"batch_size":32})" << 0 << 16;
    QTest::newRow("an odd one") << R"({"batch_size":7})" << 0 << 3;
    QTest::newRow("the program chose") << R"({"batch_size":0})" << 0 << 16;
    QTest::newRow("nothing was kept") << "" << 0 << 16;
    QTest::newRow("kept by a damaged record") << R"({"batch_size":"many"})" << 0 << 16;
    QTest::newRow("one cannot be halved") << R"({"batch_size":1})" << 0 << 0;
    QTest::newRow("less is not allowed") << R"({"batch_size":8})" << 8 << 0;
  }
  void a_batch_is_halved() {
    QFETCH(QString, values);
    QFETCH(int, least);
    QFETCH(int, offered);
    auto job_template = made_of();
    job_template.parameters[0].min = least;
    const auto repair = repair_of("cuda-oom", record_with(values.toStdString()), job_template);
    QCOMPARE(repair.offer.empty(), offered == 0);
    QCOMPARE(repair.change.empty(), offered == 0);
    if (offered == 0) return;
    QCOMPARE(std::get<std::int64_t>(repair.values.at("batch_size")), std::int64_t{offered});
    QVERIFY(repair.offer.english().ends_with(' ' + std::to_string(offered)));
  }

  void a_template_without_batches_offers_nothing() {
    QVERIFY(repair_of("cuda-oom", record_with("{}"), {}).offer.empty());
  }

  void a_learning_rate_becomes_a_third() {
    const auto repair = repair_of("nan-loss", record_with(R"({"learning_rate":0.001})"), made_of());
    QCOMPARE(std::get<double>(repair.values.at("learning_rate")), 0.00033);
    // 1 is how JSON writes 1.0.
    QCOMPARE(std::get<double>(
                 repair_of("nan-loss", record_with(R"({"learning_rate":1})"), made_of()).values.at("learning_rate")),
             0.33);
    QVERIFY(repair_of("nan-loss", record_with(R"({"learning_rate":0})"), made_of()).offer.empty());
  }

  void time_and_memory_are_doubled() {
    auto record = record_with("{}");
    QCOMPARE(repair_of("timeout", record, made_of()).least_walltime_minutes, 120);
    QCOMPARE(repair_of("oom-host", record, made_of()).least_memory_gib, 32.0);
    QCOMPARE(repair_of("killed-silently", record, made_of()).least_memory_gib, 32.0);
    record.reality.runs_here = true;
    QVERIFY(repair_of("oom-host", record, made_of()).offer.empty());
    record.walltime_minutes = 0;
    QVERIFY(repair_of("timeout", record, made_of()).offer.empty());
  }

  void what_no_change_helps_is_left_as_it_was() {
    for (const char* cause :
         {"none", "unknown", "cancelled", "python-exception", "node-failure", "missing-module", ""}) {
      const auto repair = repair_of(cause, record_with(R"({"batch_size":32})"), made_of());
      QVERIFY(repair.offer.empty() && repair.values.empty());
    }
  }

  void answers_that_no_longer_fit_become_the_default() {
    const auto answers = answers_for(made_of(), record_with(R"({"batch_size":2.5,"learning_rate":2,"gone":true})"));
    QCOMPARE(answers, (ParameterValues{{"batch_size", std::int64_t{0}}, {"learning_rate", 2.0}}));
  }
};

QTEST_GUILESS_MAIN(RepairTest)
#include "repair_test.moc"
