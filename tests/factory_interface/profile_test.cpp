#include <QStringList>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include "core/base/local_files.h"
#include "core/factory/profile.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using Json = nlohmann::json;

namespace profile_test {

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

  void reads_how_one_gets_in() {
    const auto profile = sample_profile_with_ways_in();
    QCOMPARE(profile.sign_in_methods, (std::vector<std::string>{"certificate", "agent", "key", "password"}));
    QCOMPARE(profile.lock_hours, 24);
    QVERIFY(profile.one_time_code);
    QCOMPARE(profile.activation_hours, 4);
    QCOMPARE(profile.key.page, std::string("https://example.org:8443/keys?x=1#new"));
    QCOMPARE(profile.key.types, (std::vector<std::string>{"ed25519", "rsa"}));
    QVERIFY(profile.key.from_address);
    QCOMPARE(profile.key.advice.dutch, std::string("Plak uw sleutel."));
    QCOMPARE(profile.certificate.page, std::string("https://example.org/certificate"));
    QCOMPARE(profile.certificate.command, (std::vector<std::string>{"step", "ssh", "login", "--provisioner", "a b"}));
    QCOMPARE(profile.certificate.hours, 12);
    QCOMPARE(profile.certificate.advice.english, std::string("Fetch one each morning."));
    QVERIFY(profile.jump && profile.transfer);
    QCOMPARE(profile.jump->host, std::string("jump.example.org"));
    QCOMPARE(profile.jump->port, 2222);
    QCOMPARE(profile.jump->user, std::string("guest"));
    QCOMPARE(profile.jump->host_keys.size(), std::size_t(1));
    QCOMPARE(profile.transfer->host, std::string("transfer.example.org"));
    QCOMPARE(profile.transfer->port, 22);
    QCOMPARE(profile.data_connections, 4);
    QCOMPARE(profile.sweep_at_once, 3);
    QCOMPARE(parse_profile(profile_to_json(profile), "again")->sweep_at_once, 3);
    QCOMPARE(profile.pack_from_files, 20'000);
    QCOMPARE(parse_profile(profile_to_json(profile), "again")->pack_from_files, 20'000);
    const std::map<std::string, std::string> between = {{"NCCL_SOCKET_IFNAME", "hsn0,hsn1"}, {"UCX_TLS", "^cma"}};
    QCOMPARE(profile.several_nodes, between);
    QCOMPARE(parse_profile(profile_to_json(profile), "again")->several_nodes, between);
    QVERIFY(!profile.listed);
    QCOMPARE(profile.host_fingerprints.size(), std::size_t(1));
  }

  void says_nothing_of_ways_in_that_are_not_there() {
    const auto profile = sample_profile();
    QVERIFY(profile.listed && !profile.jump && !profile.transfer && !profile.one_time_code);
    QCOMPARE(profile.lock_hours + profile.activation_hours + profile.certificate.hours, 0);
    QCOMPARE(profile.data_connections, 1);
    QVERIFY(profile.key.page.empty() && profile.certificate.command.empty());
    const auto text = profile_to_json(profile);
    for (const auto* word : {"jump", "transfer", "data_connections", "certificate", "lock_hours", "listed"})
      QVERIFY2(text.find(word) == std::string::npos, word);
  }

  void ways_in_survive_being_written_and_read_again() {
    const auto text = profile_to_json(sample_profile_with_ways_in());
    const auto again = parse_profile(text, "again");
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
    QCOMPARE(profile_to_json(*again), text);
    QCOMPARE(again->certificate.command.size(), std::size_t(5));
    QCOMPARE(again->jump->port, 2222);
    QCOMPARE(again->transfer->host_keys, sample_profile_with_ways_in().transfer->host_keys);
    QCOMPARE(again->host_fingerprints, sample_profile_with_ways_in().host_fingerprints);
    QVERIFY(!again->listed && again->key.from_address && again->one_time_code);
  }

  void reservation_and_fingerprints_survive_being_written_and_read_again() {
    auto profile = sample_profile();
    profile.reservation = CourseReservation{"course_9", 1000, 2000};
    const std::string fingerprint = "SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0";
    profile.jump = HostAddress{"jump.example.org", 22, {}, {}, {fingerprint}};
    const auto again = parse_profile(profile_to_json(profile), "x");
    QVERIFY(again.ok());
    QVERIFY(again->reservation.has_value());
    QCOMPARE(again->reservation->name, std::string("course_9"));
    QCOMPARE(again->reservation->start, std::int64_t(1000));
    QCOMPARE(again->reservation->end, std::int64_t(2000));
    QCOMPARE(again->jump->host_fingerprints, std::vector<std::string>{fingerprint});
  }

  void digest_changes_with_all_but_what_the_person_chose() {
    const auto profile = sample_profile_with_ways_in();
    const auto digest = profile_digest(profile);
    auto chosen = profile;
    chosen.user = "piet";
    chosen.host_keys.clear();
    chosen.jump->user = "klaas";
    QCOMPARE(profile_digest(chosen), digest);
    auto changed = profile;
    changed.certificate.command.back() = "a c";
    QVERIFY(profile_digest(changed) != digest);
    changed = profile;
    changed.jump->host = "other.example.org";
    QVERIFY(profile_digest(changed) != digest);
  }

  void software_survives_being_written_and_read_again() {
    auto json = Json::parse(sample_profile_json());
    json["names_qos"] = true;
    auto& first = json["environment"][0];
    first["arch"] = "aarch64-cuda";
    first["packages"] = {"torch", "PIL"};
    first["module_folders"] = {"/appl/local/modules"};
    first["modules"] = {"Apptainer/1.3.6-GCCcore-13.3.0"};
    first["image_role"] = "pytorch";
    first["gpu_options"] = {"--nvccli"};
    const auto profile = parse_profile(json.dump(), "x");
    QVERIFY2(profile.ok(), profile.ok() ? "" : profile.error().detail.c_str());
    const auto again = parse_profile(profile_to_json(*profile), "again");
    QVERIFY(again.ok() && again->names_qos);
    const auto& one = again->environments.at(0);
    QCOMPARE(one.arch, std::string("aarch64-cuda"));
    QCOMPARE(one.packages, (std::vector<std::string>{"torch", "PIL"}));
    QCOMPARE(one.module_folders, std::vector<std::string>{"/appl/local/modules"});
    QCOMPARE(one.modules, std::vector<std::string>{"Apptainer/1.3.6-GCCcore-13.3.0"});
    QCOMPARE(one.image_role, std::string("pytorch"));
    QCOMPARE(one.gpu_options.value(), std::vector<std::string>{"--nvccli"});
    QVERIFY(!again->environments.at(1).gpu_options && !sample_profile().names_qos);
  }

  void refuses_software_that_is_more_than_a_name_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    for (const char* name :
         {"$(id)",  "`id`", "a b",     "a;id",   "a\nb", "a'b", "a\"b", "-f",  "--force", "",          "../../x",
          "a/../b", "a/..", ".hidden", "/abs/x", "a\\b", "a|b", "a&b",  "a>b", "é",       "[exec id]", "a\tb"}) {
      QTest::newRow(qPrintable(QStringLiteral("module %1").arg(name).simplified()))
          << "/environment/1/modules/0" << QString::fromUtf8(Json(name).dump());
    }
    const auto row = [](const char* name, const char* pointer, const char* value) {
      QTest::newRow(name) << pointer << value;
    };
    row("module too long", "/environment/1/modules/0", Json(std::string(201, 'a')).dump().c_str());
    row("module that is a number", "/environment/1/modules/0", "2023");
    row("modules that are a word", "/environment/1/modules", "\"2023\"");
    row("a thousand modules", "/environment/1/modules", Json(std::vector<std::string>(1000, "a")).dump().c_str());
    row("module folder that is not absolute", "/environment/1/module_folders", R"(["modules"])");
    row("module folder that climbs", "/environment/1/module_folders", R"(["/appl/../home/x"])");
    row("module folder with a shell's words", "/environment/1/module_folders", R"x(["/appl/$(id)"])x");
    row("module folder with a colon", "/environment/1/module_folders", R"(["/appl:/home"])");
    row("package with a shell's words", "/environment/1/packages", R"(["torch; id"])");
    row("architecture unknown", "/environment/1/arch", "\"vax\"");
    row("image that is an option", "/environment/0/image", "\"--writable\"");
    row("image role in capitals", "/environment/0/image_role", "\"PyTorch\"");
    row("GPU options that are a word", "/environment/0/gpu_options", "\"--nv\"");
    row("GPU option on two lines", "/environment/0/gpu_options", R"(["--nv\nx"])");
    row("Python that is an option", "/environment/2/python", "\"-c\"");
    row("setup lines", "/environment/1/setup", R"(["source x"])");
    row("QoS in words", "/names_qos", "\"yes\"");
    for (const char* name : {"LD_PRELOAD", "PATH", "PYTHONPATH", "NCCL_", "NCCL_A B", "NCCL_A=B", "nccl_debug", "",
                             "XNCCL_DEBUG", "FI_$(id)", "WERKBANK_OUT"}) {
      QTest::newRow(qPrintable(QStringLiteral("between nodes the name %1").arg(name)))
          << "/several_nodes" << QString::fromStdString(Json{{"variables", Json{{name, "a"}}}}.dump());
    }
    for (const char* value : {"", "a b", "$(id)", "`id`", "a;id", "a\nb", "/lib/x.so", "a'b", "a\"b", "a\\b", "a&b"}) {
      QTest::newRow(qPrintable(QStringLiteral("between nodes the value %1").arg(value).simplified()))
          << "/several_nodes" << QString::fromStdString(Json{{"variables", Json{{"NCCL_DEBUG", value}}}}.dump());
    }
    row("between nodes too long", "/several_nodes",
        Json{{"variables", Json{{"NCCL_DEBUG", std::string(201, 'a')}}}}.dump().c_str());
    row("between nodes a number", "/several_nodes", R"({"variables": {"NCCL_DEBUG": 1}})");
    row("between nodes a list", "/several_nodes", R"({"variables": ["NCCL_DEBUG=INFO"]})");
    row("between nodes something else", "/several_nodes", R"({"setup": {}})");
  }
  void refuses_software_that_is_more_than_a_name() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    const auto profile = parse_profile(spoilt(pointer.toStdString(), Json::parse(value.toStdString())), "spoilt.json");
    QVERIFY(profile.failed());
    QCOMPARE(profile.error().code, ErrorCode::profile_invalid);
    QVERIFY(profile.error().detail.size() < 2000);
  }

  void refuses_a_way_in_that_could_do_harm_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* pointer, const char* value) {
      QTest::newRow(name) << pointer << value;
    };
    row("lock of a negative time", "/sign_in/lock_hours", "-1");
    row("lock of a hundred years", "/sign_in/lock_hours", "876000");
    row("lock in words", "/sign_in/lock_hours", "\"24\"");
    row("no connection for data", "/data_connections", "0");
    row("a hundred connections for data", "/data_connections", "100");
    row("a negative number of variants at once", "/sweep_at_once", "-1");
    row("thousands of variants at once", "/sweep_at_once", "1000");
    row("packing from less than no file", "/storage/pack_from_files", "-1");
    row("packing from half a file", "/storage/pack_from_files", "0.5");
    row("storage in words", "/storage", "\"packed\"");
    row("another rule of storage", "/storage/squashfs", "true");
    row("code as a number", "/sign_in/one_time_code", "1");
    row("activation in half hours", "/sign_in/activation_hours", "0.5");
    row("key type unknown", "/sign_in/key/types/0", "\"dsa\"");
    row("from-address in words", "/sign_in/key/from_address", "\"yes\"");
    row("advice in one language", "/sign_in/key/advice", R"({"nl": "x"})");
    row("advice on two lines", "/sign_in/key/advice/nl", R"("a\nb")");
    row("advice that turns around", "/sign_in/key/advice/en", R"("a\u202egpj.exe")");
    row("advice with something invisible", "/sign_in/key/advice/en", R"("pay\u200bpal")");
    row("key field unknown", "/sign_in/key/colour", "1");
    row("certificate field unknown", "/sign_in/certificate/shell", "true");
    row("fingerprint of another kind", "/host_fingerprints/0", "\"MD5:00:11\"");
    row("fingerprint too short", "/host_fingerprints/0", "\"SHA256:qCFZThjRw8nf0CiZ\"");
    row("fingerprint in digits", "/host_fingerprints/0",
        "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"");
    row("fingerprint that is a list", "/host_fingerprints/0", "[]");
    row("jump without a host", "/sign_in/jump/host", "null");
    row("jump host that is an option", "/sign_in/jump/host", "\"-oProxyCommand=x\"");
    row("jump host with a space", "/sign_in/jump/host", "\"a b\"");
    row("jump host empty", "/sign_in/jump/host", "\"\"");
    row("jump port zero", "/sign_in/jump/port", "0");
    row("jump user that is an option", "/sign_in/jump/user", "\"-l\"");
    row("jump key that is none", "/sign_in/jump/host_keys/0", "\"ssh-rsa AAAA\"");
    row("jump that is a word", "/sign_in/jump", "\"host\"");
    row("transfer with a newline", "/transfer/host", R"("a\nb")");
    row("transfer field unknown", "/transfer/path", "\"/\"");
    row("reservation that is an option", "/reservation", R"({"name": "-x", "start": 1, "end": 2})");
    row("reservation with a shell's words", "/reservation", R"({"name": "a;id", "start": 1, "end": 2})");
    row("reservation without a name", "/reservation", R"({"name": "", "start": 1, "end": 2})");
    row("reservation that ends first", "/reservation", R"({"name": "a", "start": 2, "end": 2})");
    row("reservation with more in it", "/reservation", R"({"name": "a", "start": 1, "end": 2, "x": 1})");
    row("jump fingerprint that is none", "/sign_in/jump/host_fingerprints", R"(["SHA256:x"])");
    row("listed in words", "/listed", "\"no\"");
    for (const char* program : {"/bin/sh", "../step", "sh", "BASH", "cmd.exe", "PowerShell.EXE", "step.bat", "a.ps1",
                                "-x", ".hidden", "a b", "a;b", "$(id)", "", "step.", "env", "sudo", "stép"}) {
      QTest::newRow(qPrintable(QStringLiteral("program %1").arg(program)))
          << "/sign_in/certificate/command/0" << QString::fromUtf8(Json(program).dump());
    }
    row("word with a newline", "/sign_in/certificate/command/1", R"("a\nb")");
    row("word with NUL", "/sign_in/certificate/command/1", R"("a\u0000b")");
    row("word that is empty", "/sign_in/certificate/command/1", "\"\"");
    row("word in other letters", "/sign_in/certificate/command/1", R"("\u0430")");
    row("command in one line", "/sign_in/certificate/command", "\"step ssh login\"");
    QTest::newRow("word too long") << "/sign_in/certificate/command/1"
                                   << QString::fromStdString(Json(std::string(257, 'a')).dump());
    QTest::newRow("words too many") << "/sign_in/certificate/command"
                                    << QString::fromStdString(Json(std::vector<std::string>(17, "a")).dump());
  }

  void refuses_a_way_in_that_could_do_harm() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    auto json = Json::parse(profile_to_json(sample_profile_with_ways_in()));
    const Json::json_pointer place(pointer.toStdString());
    if (value == "null") {
      json.at(place.parent_pointer()).erase(place.back());
    } else {
      json[place] = Json::parse(value.toStdString());
    }
    const auto profile = parse_profile(json.dump(), "sample.json");
    QVERIFY(profile.failed());
    QCOMPARE(profile.error().code, ErrorCode::profile_invalid);
    QVERIFY(profile.error().message.english().find("sample.json has a wrong field: \"") == 0);
  }

  void takes_only_web_pages_that_are_what_they_look_like_data() {
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<bool>("fits");
    const auto row = [](const QByteArray& page, bool fits) {
      QTest::newRow(page.left(60).constData()) << page << fits;
    };
    row("https://mms.myaccessid.org/profile/", true);
    row("https://example.org", true);
    row("https://example.org:443/a?b=c&d=%20#e", true);
    row("http://example.org/", false);
    row("HTTPS://example.org/", false);
    row("https://", false);
    row("https:///path", false);
    row("https://user@example.org/", false);
    row("https://example.org:pass@evil.org/", false);
    row("https://example.org\\@evil.org/", false);
    row("https://exa mple.org/", false);
    row("https://example.org/a b", false);
    row("https://example.org/\"onclick", false);
    row("https://example.org/<b>", false);
    row("https://.example.org/", false);
    row("https://a..b/", false);
    row("https://-a/", false);
    row("https://example.org:/", false);
    row("https://example.org:999999/", false);
    row("https://ex\xc3\xa4mple.org/", false);
    row("javascript:alert(1)", false);
    row("file:///etc/passwd", false);
    row("", false);
    row("https://example.org/" + QByteArray(2048, 'a'), false);
  }

  void takes_only_web_pages_that_are_what_they_look_like() {
    QFETCH(QByteArray, page);
    QFETCH(bool, fits);
    for (const auto* pointer : {"/sign_in/key/page", "/sign_in/certificate/page"}) {
      auto json = Json::parse(profile_to_json(sample_profile_with_ways_in()));
      json[Json::json_pointer(pointer)] = page.toStdString();
      QCOMPARE(parse_profile(json.dump(), "x").ok(), fits);
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
    row("name on two lines", "/name/en", R"("a\nb")", "name.en");
    row("name that turns around", "/name/nl", R"("\u202eimul")", "name.nl");
    row("operator with something invisible", "/operator/nl", R"("SU\u200bRF")", "operator.nl");
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
    row("apptainer by another program", "/environment/0/program", "\"bash\"", "environment[0].program");
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

  void knows_the_factories_of_europe_that_a_person_can_add() {
    std::vector<Error> problems;
    const std::filesystem::path folder = WERKBANK_SOURCE_DIR "/resources/factories";
    const auto further = read_further_profiles({folder}, problems);
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].detail.c_str());
    QStringList ids;
    for (const auto& profile : further) {
      ids << QString::fromStdString(profile.id);
      QCOMPARE(profile.kind, FactoryKind::slurm);
      QVERIFY(profile.user.empty());
      QVERIFY2(profile.help_url.starts_with("https://"), profile.id.c_str());
      // Nobody gets in without a key, a certificate or advice on how to come by one.
      QVERIFY2(!profile.key.advice.dutch.empty() || !profile.certificate.advice.dutch.empty(), profile.id.c_str());
      // What is checked is a field that is there.
      const auto json = Json::parse(read_file(folder / (profile.id + ".json")).value());
      for (const auto& field : profile.verified) {
        const auto pointer = QString::fromStdString("/" + field).replace('.', '/').replace('[', '/').remove(']');
        QVERIFY2(json.contains(Json::json_pointer(pointer.toStdString())), (profile.id + " " + field).c_str());
      }
      const bool fingerprints_compared =
          std::count(profile.verified.begin(), profile.verified.end(), "host_fingerprints") > 0;
      QVERIFY2(profile.host_fingerprints.empty() || fingerprints_compared, profile.id.c_str());
      // A key that was not compared with what its operator publishes may not be pinned.
      const bool compared = std::count(profile.verified.begin(), profile.verified.end(), "host_keys") > 0;
      QVERIFY2(profile.host_keys.empty() || compared, profile.id.c_str());
    }
    QCOMPARE(ids, (QStringList{"jupiter", "leonardo", "lumi", "marenostrum5", "meluxina", "snellius"}));
    QCOMPARE(read_profiles({folder}, problems).size(), std::size_t(1));
  }

  void an_added_factory_moves_to_the_list_and_can_leave_it_again() {
    QTemporaryDir shipped, own;
    const std::filesystem::path one = shipped.path().toStdString(), other = own.path().toStdString();
    QVERIFY(write_file(one / "sample.json", profile_to_json(sample_profile_with_ways_in())).ok());
    std::vector<Error> problems;
    QCOMPARE(read_profiles({one, other}, problems).size(), std::size_t(0));
    QCOMPARE(read_further_profiles({one, other}, problems).size(), std::size_t(1));
    auto added = sample_profile_with_ways_in();
    added.listed = true;
    QVERIFY(write_file(other / "sample.json", profile_to_json(added)).ok());
    QCOMPARE(read_profiles({one, other}, problems).size(), std::size_t(1));
    QCOMPARE(read_further_profiles({one, other}, problems).size(), std::size_t(0));
    added.listed = false;
    QVERIFY(write_file(other / "sample.json", profile_to_json(added)).ok());
    QCOMPARE(read_profiles({one, other}, problems).size(), std::size_t(0));
    QVERIFY(problems.empty());
  }

  void a_certificate_command_takes_the_persons_words_as_words() {
    CertificateAdvice certificate;
    QVERIFY(certificate_command(certificate, "jan", "jan@example.org").empty());
    certificate.command = {"step", "ssh", "login", "{email}", "--principal", "{user}", "a{user}b"};
    QCOMPARE(certificate_command(certificate, "jan", "j+x@example.org"),
             (std::vector<std::string>{"step", "ssh", "login", "j+x@example.org", "--principal", "jan", "a{user}b"}));
    for (const char* bad : {"", "-x", "a b", "a;b", "$(id)", "a\nb", "{user}", "'"}) {
      QVERIFY2(certificate_command(certificate, "jan", bad).empty(), bad);
      QVERIFY2(certificate_command(certificate, bad, "j@example.org").empty(), bad);
    }
    certificate.command = {"step"};
    QCOMPARE(certificate_command(certificate, "", "").size(), std::size_t(1));
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

}  // namespace profile_test

WERKBANK_TEST(profile_test::ProfileTest);
#include "profile_test.moc"
