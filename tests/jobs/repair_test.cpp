// What is offered to be done differently after a failure: one change, within what the template and the computer allow.
#include "core/jobs/repair.h"

#include "core/factory/job_order.h"
#include "core/jobs/answers.h"
#include "core/jobs/note_words.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace repair_test {

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

/// Of a job that saved nothing, at a factory with one kind of software.
Repair repair_for(const std::string& cause, const JobRecord& record, const JobTemplate& job_template) {
  return repair_of(cause, record, {}, job_template, 1);
}

TrainingRecord saved_at(std::int64_t step) {
  TrainingRecord training;
  training.last_checkpoint_step = step;
  return training;
}

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
    const auto repair = repair_for("cuda-oom", record_with(values.toStdString()), job_template);
    QCOMPARE(repair.offer.empty(), offered == 0);
    QCOMPARE(repair.change.empty(), offered == 0);
    if (offered == 0) return;
    QCOMPARE(std::get<std::int64_t>(repair.values.at("batch_size")), std::int64_t{offered});
    QVERIFY(repair.offer.english().ends_with(' ' + std::to_string(offered)));
  }

  void a_template_without_batches_offers_nothing() {
    QVERIFY(repair_for("cuda-oom", record_with("{}"), {}).offer.empty());
  }

  void a_learning_rate_becomes_a_third() {
    const auto repair = repair_for("nan-loss", record_with(R"({"learning_rate":0.001})"), made_of());
    QCOMPARE(std::get<double>(repair.values.at("learning_rate")), 0.00033);
    // 1 is how JSON writes 1.0.
    QCOMPARE(std::get<double>(
                 repair_for("nan-loss", record_with(R"({"learning_rate":1})"), made_of()).values.at("learning_rate")),
             0.33);
    QVERIFY(repair_for("nan-loss", record_with(R"({"learning_rate":0})"), made_of()).offer.empty());
  }

  void time_and_memory_are_doubled() {
    auto record = record_with("{}");
    QCOMPARE(repair_for("timeout", record, made_of()).least_walltime_minutes, 120);
    QCOMPARE(repair_for("oom-host", record, made_of()).least_memory_gib, 32.0);
    QCOMPARE(repair_for("killed-silently", record, made_of()).least_memory_gib, 32.0);
    record.reality.runs_here = true;
    QVERIFY(repair_for("oom-host", record, made_of()).offer.empty());
    record.walltime_minutes = 0;
    QVERIFY(repair_for("timeout", record, made_of()).offer.empty());
  }

  void what_ended_from_outside_goes_on_where_it_was_saved_data() {
    QTest::addColumn<QString>("cause");
    QTest::addColumn<int>("saved");
    QTest::addColumn<bool>("goes_on");
    for (const char* cause : {"cancelled", "preempted", "node-failure", "node-problem", "gpu-hardware",
                              "node-drain-unkillable", "network", "nccl-timeout", "scheduler-down"}) {
      QTest::addRow("%s, saved", cause) << cause << 1200 << true;
      QTest::addRow("%s, nothing saved", cause) << cause << -1 << false;
    }
    QTest::newRow("a fault of the script") << "python-exception" << 1200 << false;
    QTest::newRow("nobody knows") << "unknown" << 1200 << false;
  }
  void what_ended_from_outside_goes_on_where_it_was_saved() {
    QFETCH(QString, cause);
    QFETCH(int, saved);
    QFETCH(bool, goes_on);
    auto job_template = made_of();
    job_template.version = "1.0.0";
    job_template.resources.resumable = true;
    auto record = record_with("{}");
    record.uuid = "before";
    record.template_version = "1.0.0";
    record.environment = 2;
    const auto repair = repair_of(cause.toStdString(), record, saved_at(saved), job_template, 3);
    QCOMPARE(repair.continues, goes_on ? std::string("before") : std::string());
    QCOMPARE(repair.offer.empty(), !goes_on);
    QCOMPARE(repair.environment, 2);
    QVERIFY(repair.values.empty());
    job_template.version = "1.1.0";  // it may not know what the older one saved
    QVERIFY(repair_of(cause.toStdString(), record, saved_at(saved), job_template, 3).offer.empty());
  }

  void more_time_goes_on_from_the_checkpoint_where_that_can_be_done_data() {
    QTest::addColumn<int>("saved");
    QTest::addColumn<bool>("resumable");
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("goes_on");
    QTest::newRow("saved") << 1200 << true << "1.0.0" << true;
    QTest::newRow("nothing saved") << -1 << true << "1.0.0" << false;
    QTest::newRow("only its beginning saved") << 0 << true << "1.0.0" << false;
    QTest::newRow("a script that cannot") << 1200 << false << "1.0.0" << false;
    QTest::newRow("another version") << 1200 << true << "1.1.0" << false;
  }
  void more_time_goes_on_from_the_checkpoint_where_that_can_be_done() {
    QFETCH(int, saved);
    QFETCH(bool, resumable);
    QFETCH(QString, version);
    QFETCH(bool, goes_on);
    auto record = record_with("{}");
    record.uuid = "5a8f3f0e-0000-4000-8000-000000000001";
    record.template_version = "1.0.0";
    auto job_template = made_of();
    job_template.version = version.toStdString();
    job_template.resources.resumable = resumable;
    const auto repair = repair_of("timeout", record, saved_at(saved), job_template, 1);
    QCOMPARE(repair.least_walltime_minutes, 120);
    QCOMPARE(repair.continues, goes_on ? record.uuid : std::string());
    QCOMPARE(repair.offer.english(),
             std::string(goes_on ? "Go on with twice the time" : "Try again with twice the time"));
    // What begins at the start may not be said to go on, nor the other way round.
    QCOMPARE(repair.change.english().find("step 1,200") != std::string::npos, goes_on);
    QCOMPARE(repair.change.english().find("begins at the start") != std::string::npos, !goes_on);
  }

  void a_time_that_cannot_be_doubled_is_left() {
    auto record = record_with("{}");
    record.walltime_minutes = 2'000'000'000;
    QVERIFY(repair_for("timeout", record, made_of()).offer.empty());
    record.walltime_minutes = -60;
    QVERIFY(repair_for("timeout", record, made_of()).offer.empty());
  }

  void a_full_disk_is_emptied_first() {
    auto record = record_with(R"({"batch_size":32})");
    for (const char* cause : {"disk-full", "disk-quota"}) {
      const auto repair = repair_for(cause, record, made_of());
      QVERIFY(repair.room_first && !repair.offer.empty() && repair.values.empty() && repair.change.empty());
    }
    record.reality.runs_here = true;  // there is no page that shows what takes the space of this computer
    QVERIFY(repair_for("disk-full", record, made_of()).offer.empty());
    QVERIFY(!repair_for("cuda-oom", record_with(R"({"batch_size":32})"), made_of()).room_first);
  }

  void other_software_is_offered_where_there_is_some_data() {
    QTest::addColumn<int>("used");
    QTest::addColumn<int>("there");
    QTest::addColumn<int>("next");  // -1: nothing to offer
    QTest::newRow("two") << 0 << 2 << 1;
    QTest::newRow("the only one") << 0 << 1 << -1;
    QTest::newRow("none is known") << 0 << 0 << -1;
    QTest::newRow("the second of three") << 1 << 3 << 2;
    QTest::newRow("the last") << 1 << 2 << -1;
    QTest::newRow("a damaged record") << -5 << 2 << -1;
  }
  void other_software_is_offered_where_there_is_some() {
    QFETCH(int, used);
    QFETCH(int, there);
    QFETCH(int, next);
    auto record = record_with("{}");
    record.environment = used;
    for (const char* cause : {"missing-module", "env-module", "library-mismatch"}) {
      const auto repair = repair_of(cause, record, {}, made_of(), there);
      QCOMPARE(repair.offer.empty(), next < 0);
      if (next >= 0) QCOMPARE(repair.environment, next);
    }
  }

  void a_factory_with_modules_and_the_system_s_python_has_two_ways() {
    const auto profile = parse_profile(R"json({"schema": 1, "id": "sample", "kind": "slurm", "host": "a.example.org",
        "name": {"nl": "V", "en": "S"}, "operator": {"nl": "B", "en": "O"},
        "environment": [{"kind": "modules", "modules": ["2023", "PyTorch/2.1"]}, {"kind": "system"}]})json",
                                       "sample.json");
    QVERIFY2(profile.ok(), profile.ok() ? "" : profile.error().detail.c_str());
    JobOrder order;
    order.uuid = "5a8f3f0e-12ab-4000-8000-0123456789ab";
    order.job_template = made_of();
    order.job_template.script = "train.py";
    order.job_template.environments.emplace_back().kind = "any";
    order.job_template.environments[0].needs = {"torch"};
    const auto conf = [&] { return job_files(order, *profile, "/remote").value().at(1).content; };
    QVERIFY(conf().find("module=PyTorch/2.1\nneed=torch\n") != std::string::npos);
    const int there = environments_that_fit(order.job_template, *profile);
    auto record = record_with("{}");
    for (const char* code : {"packages", "module"}) {
      const auto words = words_of_code(code, false);
      QVERIFY(words.has_value());
      const auto repair = repair_of(cause_code(words->cause), record, {}, order.job_template, there);
      QVERIFY(!repair.offer.empty());
      order.environment = repair.environment;
    }
    QCOMPARE(order.environment, 1);
    QVERIFY(conf().find("module=") == std::string::npos && conf().find("need=torch\n") != std::string::npos);
    record.environment = 1;
    QVERIFY(repair_of("missing-module", record, {}, order.job_template, there).offer.empty());
  }

  void the_software_that_was_chosen_stays_with_other_repairs() {
    auto record = record_with(R"({"batch_size":32})");
    record.environment = 1;
    for (const char* cause : {"cuda-oom", "timeout", "disk-full", "unknown"})
      QCOMPARE(repair_for(cause, record, made_of()).environment, 1);
  }

  void what_no_change_helps_is_left_as_it_was() {
    for (const char* cause :
         {"none", "unknown", "cancelled", "python-exception", "node-failure", "missing-module", ""}) {
      const auto repair = repair_for(cause, record_with(R"({"batch_size":32})"), made_of());
      QVERIFY(repair.offer.empty() && repair.values.empty());
    }
  }

  void answers_that_no_longer_fit_become_the_default() {
    const auto answers = answers_for(made_of(), record_with(R"({"batch_size":2.5,"learning_rate":2,"gone":true})"));
    QCOMPARE(answers, (ParameterValues{{"batch_size", std::int64_t{0}}, {"learning_rate", 2.0}}));
  }
};

}  // namespace repair_test

WERKBANK_TEST(repair_test::RepairTest);
#include "repair_test.moc"
