#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/base/local_files.h"
#include "core/factory/profile.h"
#include "samples.h"

using namespace werkbank;
using Json = nlohmann::json;

namespace {

/// The sample with the value at `pointer` replaced; null removes it.
std::string spoilt(const std::string& pointer, const Json& value) {
  auto json = Json::parse(sample_profile_json());
  const Json::json_pointer place(pointer);
  if (value.is_null()) {
    json.at(place.parent_pointer()).erase(place.back());
  } else {
    json[place] = value;
  }
  return json.dump();
}

}  // namespace

class ProfileTest : public QObject {
  Q_OBJECT
 private slots:
  void reads_every_field() {
    const auto profile = sample_profile();
    QCOMPARE(profile.id, std::string("sample"));
    QCOMPARE(profile.kind, FactoryKind::slurm);
    QCOMPARE(profile.name.dutch, std::string("Voorbeeld"));
    QCOMPARE(profile.operator_name.english, std::string("Operator"));
    QCOMPARE(profile.help_email, std::string("help@example.org"));
    QCOMPARE(profile.port, 8822);
    QCOMPARE(profile.host_keys.size(), std::size_t(1));
    QCOMPARE(profile.sign_in_methods, (std::vector<std::string>{"agent", "key", "password"}));
    QCOMPARE(profile.max_password_attempts, 2);
    QCOMPARE(profile.work_folder, std::string("$SCRATCH/{user}"));
    QCOMPARE(profile.partitions.size(), std::size_t(2));
    QCOMPARE(profile.partitions[0].gpus_per_node, 4);
    QCOMPARE(profile.partitions[1].memory_gib_per_node, 240.5);
    QCOMPARE(profile.gpu_request, GpuRequest::gpus_per_node);
    QCOMPARE(profile.account_rule, AccountRule::fixed);
    QCOMPARE(profile.account, std::string("project_465"));
    QCOMPARE(profile.environments.size(), std::size_t(3));
    QCOMPARE(profile.environments[0].options.size(), std::size_t(3));
    QCOMPARE(profile.environments[1].python, std::string("python3"));
    QCOMPARE(profile.environments[1].variables.at("NCCL_DEBUG"), std::string("WARN"));
    QCOMPARE(profile.billing_per_gpu_hour, 1.5);
    QCOMPARE(profile.verified.size(), std::size_t(2));
  }

  void survives_being_written_and_read_again() {
    for (const auto rule : {AccountRule::ask_scheduler, AccountRule::fixed, AccountRule::none}) {
      auto profile = sample_profile();
      profile.account_rule = rule;
      profile.name.dutch = "Fabriek \"é\" \\ ☃";
      const auto text = profile_to_json(profile);
      const auto again = parse_profile(text, "again");
      QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
      QCOMPARE(profile_to_json(*again), text);
      QCOMPARE(again->name, profile.name);
      QCOMPARE(again->account_rule, rule);
    }
  }

  void names_the_wrong_field_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* field) {
      QTest::newRow(name) << pointer << value << field;
    };
    row("schema of the future", "/schema", "2", "schema");
    row("no id", "/id", "null", "id");
    row("id with capitals", "/id", "\"Lab\"", "id");
    row("id that leaves the folder", "/id", "\"../x\"", "id");
    row("unknown kind", "/kind", "\"pbs\"", "kind");
    row("only one language", "/name/en", "null", "name.en");
    row("help page that runs a script", "/help/url", "\"javascript:alert(1)\"", "help.url");
    row("no host", "/host", "null", "host");
    row("host that is an option", "/host", "\"-oProxyCommand=x\"", "host");
    row("port too high", "/port", "65536", "port");
    row("port in words", "/port", "\"22\"", "port");
    row("user that is an option", "/user", "\"-l\"", "user");
    row("host key that is none", "/host_keys/0", "\"ssh-ed25519\"", "host_keys[0]");
    row("sign-in method unknown", "/sign_in/methods/1", "\"fax\"", "sign_in.methods[1]");
    row("a hundred password attempts", "/sign_in/max_password_attempts", "100", "sign_in.max_password_attempts");
    row("work folder that climbs", "/work_folder", "\"/work/../etc\"", "work_folder");
    row("work folder that runs a command", "/work_folder", "\"$(id)/x\"", "work_folder");
    row("work folder relative", "/work_folder", "\"work\"", "work_folder");
    row("work folder with newline", "/work_folder", "\"/work\\nx\"", "work_folder");
    row("partition without name", "/partitions/1/name", "null", "partitions[1].name");
    row("partition that is an option", "/partitions/0/name", "\"--x\"", "partitions[0].name");
    row("negative GPUs", "/partitions/0/gpus_per_node", "-1", "partitions[0].gpus_per_node");
    row("GPU request unknown", "/gpu_request", "\"magic\"", "gpu_request");
    row("fixed account without name", "/account/name", "null", "account.name");
    row("account with a newline", "/account/name", "\"a\\nb\"", "account.name");
    row("apptainer without image", "/environment/0/image", "null", "environment[0].image");
    row("environment variable with a strange name", "/environment/1/variables/A B", "\"x\"",
        "environment[1].variables.A B");
    row("module with a newline", "/environment/1/modules/0", "\"a\\nb\"", "environment[1].modules[0]");
    row("no environment", "/environment", "[]", "environment");
    row("billing negative", "/billing/per_gpu_hour", "-1", "billing.per_gpu_hour");
    row("field that nobody knows", "/colour", "\"red\"", "colour");
  }

  void names_the_wrong_field() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, field);
    const auto profile = parse_profile(spoilt(pointer.toStdString(), Json::parse(value.toStdString())), "sample.json");
    QVERIFY(profile.failed());
    QCOMPARE(profile.error().code, ErrorCode::profile_invalid);
    const auto sentence = QString::fromStdString(profile.error().message.english());
    QVERIFY2(sentence.contains("sample.json") && sentence.contains("\"" + field + "\""), qPrintable(sentence));
  }

  void needs_no_host_for_practice() {
    auto json = Json::parse(sample_profile_json());
    json["kind"] = "practice";
    json.erase("host");
    QVERIFY(parse_profile(json.dump(), "x").ok());
  }

  void reads_the_built_in_practice_factory() {
    std::vector<Error> problems;
    const auto profiles = read_profiles({WERKBANK_SOURCE_DIR "/resources/factories"}, problems);
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].detail.c_str());
    const auto found =
        std::find_if(profiles.begin(), profiles.end(), [](const auto& one) { return one.id == "practice"; });
    QVERIFY(found != profiles.end());
    QCOMPARE(found->kind, FactoryKind::practice);
    QCOMPARE(found->name.dutch, std::string("Oefenfabriek"));
  }

  void later_folder_counts_and_wrong_files_are_reported() {
    QTemporaryDir first, second;
    const std::filesystem::path one = first.path().toStdString(), other = second.path().toStdString();
    QVERIFY(write_file(one / "b.json", spoilt("/id", "bb")).ok());
    QVERIFY(write_file(one / "a.json", spoilt("/host", "old.example.org")).ok());
    QVERIFY(write_file(one / "wrong.json", "{").ok());
    QVERIFY(write_file(one / "notes.txt", "not a profile").ok());
    QVERIFY(write_file(other / "a.json", spoilt("/host", "new.example.org")).ok());
    std::vector<Error> problems;
    const auto profiles = read_profiles({one, other, other / "not-there"}, problems);
    QCOMPARE(profiles.size(), std::size_t(2));
    QCOMPARE(profiles[0].id, std::string("bb"));
    QCOMPARE(profiles[1].host, std::string("new.example.org"));
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].code, ErrorCode::profile_invalid);
    QVERIFY(problems[0].message.english().find("wrong.json") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
