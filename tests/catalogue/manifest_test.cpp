// A manifest comes from somebody else: whatever is not exactly as agreed is refused, and the field is named.
#include <set>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/manifest_reader.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using nlohmann::json;

namespace manifest_test {

class ManifestTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_every_field();
  void refuses_a_wrong_field_data();
  void refuses_a_wrong_field();
  void refuses_a_field_that_is_missing_data();
  void refuses_a_field_that_is_missing();
  void reads_and_refuses_the_rules_for_folders();
  void a_score_needs_no_trivial_guess();
  void refuses_seven_basic_parameters();
  void refuses_a_script_that_was_changed();
  void refuses_a_script_that_is_not_there();
  void refuses_a_script_outside_the_catalogue();
  void refuses_a_link_out_of_the_catalogue();
  void refuses_what_is_no_json();
  void refuses_a_folder_of_another_name();
  void says_which_manifest_is_missing();
  void never_fails_on_cut_text();

 private:
  SampleCatalogue catalogue_;
};

namespace {

std::string field_of(const Result<JobTemplate>& result) {
  if (!result.failed()) return "(no error)";
  return result.error().detail;
}

void to_add(json& manifest, const std::string& pointer, const json& value) {
  manifest[json::json_pointer(pointer)] = value;
}

}  // namespace

void ManifestTest::reads_every_field() {
  const auto result = read_template(catalogue_.add("sample"));
  QVERIFY2(result.ok(), field_of(result).c_str());
  const auto& one = result.value();
  QCOMPARE(one.id, std::string("sample"));
  QCOMPARE(one.title.dutch, std::string("Naam"));
  QCOMPARE(one.examples.size(), 1U);
  QCOMPARE(one.data.at(0).checks.at(0).rule, std::string("min_rows"));
  QCOMPARE(std::get<double>(one.data.at(0).checks.at(0).arguments.at("rows")), 50.0);
  QCOMPARE(std::get<std::string>(one.data.at(0).checks.at(1).arguments.at("parameter")), std::string("target"));
  QCOMPARE(one.parameters.size(), 7U);
  const auto* rounds = one.parameter("rounds");
  QVERIFY(rounds != nullptr && rounds->visible_if);
  QCOMPARE(std::get<std::int64_t>(rounds->default_value), 10);
  QCOMPARE(*rounds->max, 500.0);
  QCOMPARE(rounds->unit.english, std::string("rounds"));
  QVERIFY(one.parameter("rate")->logarithmic);
  QCOMPARE(one.parameter("target")->data, std::string("table"));
  QVERIFY(one.parameter("nothing") == nullptr);
  QCOMPARE(one.resources.tiers.at(0).cpus, 2);
  QCOMPARE(one.resources.constants.at("seconds_per_million_cells"), 13.0);
  QCOMPARE(one.environments.size(), 3U);
  QCOMPARE(one.environments.at(0).variables.at("OMP_NUM_THREADS"), std::string("1"));
  QCOMPARE(one.environments.at(2).image_role, std::string("pytorch"));
  QCOMPARE(one.script, std::string("train.py"));
  QCOMPARE(one.files.at(1).name, std::string("shared.py"));
  QVERIFY(std::filesystem::exists(one.files.at(1).local));
  QCOMPARE(std::get<std::int64_t>(one.trial_values.at("rounds")), 2);
  QCOMPARE(one.outputs.at(0).path, std::string("out/model/"));
  QVERIFY(one.primary.higher_is_better);
  QCOMPARE(*one.primary.good, 0.9);
  QCOMPARE(one.charts.at(0).splits.size(), 2U);
  QCOMPARE(one.personal_data, std::string("possible"));
}

void ManifestTest::refuses_a_wrong_field_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("field");
  const auto row = [](const char* pointer, const char* value, const char* field) {
    QTest::newRow(qPrintable(QString("%1 = %2").arg(pointer, QString(value).left(30)))) << pointer << value << field;
  };
  row("/schema", "2", "schema");
  row("/schema", "\"1\"", "schema");
  row("/unknown", "1", "unknown");
  row("/id", "\"Sample\"", "id");
  row("/id", "\"../sample\"", "id");
  row("/version", "\"1.0\"", "version");
  row("/title/nl", "\"\"", "title.nl");
  row("/title", "\"Name\"", "title");
  row("/title/de", "\"Name\"", "title.de");
  row("/summary/en", "\"two\\nlines\"", "summary");
  row("/icon", "\"rocket\"", "icon");
  row("/have", "\"money\"", "have");
  row("/sectors", "[]", "sectors");
  row("/sectors/0", "\"space\"", "sectors[0]");
  row("/examples/0/sector", "3", "examples[0].sector");
  row("/task", "\"everything\"", "task");
  row("/level", "\"wizard\"", "level");
  row("/licences/0/commercial_ok", "\"maybe\"", "licences[0].commercial_ok");
  row("/licences/0/url", "\"x\"", "licences[0].url");
  row("/models", "[{\"id\": \"m\"}]", "models[0].params");
  row("/data", "[]", "data");
  row("/data/0/key", "\"Table\"", "data[0].key");
  row("/data/0/kind", "\"disk\"", "data[0].kind");
  row("/data/0/format", "\"xml\"", "data[0].format");
  row("/data/0/pack", "\"zip\"", "data[0].pack");
  row("/data/0/format", "\"imagefolder\"", "data[0].kind");
  row("/data/0/checks/0/rule", "\"run_this\"", "data[0].checks[0].rule");
  row("/data/0/checks/0/rule", "\"decodes\"", "data[0].checks[0].rule");
  row("/data/0/checks/0/args", "{}", "data[0].checks[0].args.rows");
  row("/data/0/checks/0/args/rows", "\"50\"", "data[0].checks[0].args.rows");
  row("/data/0/checks/0/args/rows", "-1", "data[0].checks[0].args.rows");
  row("/data/0/checks/0/args/rows", "1.5", "data[0].checks[0].args.rows");
  row("/data/0/checks/0/args/command", "\"rm\"", "data[0].checks[0].args.command");
  row("/data/0/checks/1/args/parameter", "\"nobody\"", "data[0].checks[1].args.parameter");
  row("/data/0/checks/1/args/parameter", "\"effort\"", "data[0].checks[1].args.parameter");
  row("/data/0/checks/0/severity", "\"fatal\"", "data[0].checks[0].severity");
  row("/data/0/checks/0/message/nl", "\"{filename} is te kort\"", "data[0].checks[0].message");
  row("/data/0/checks/0/message/en", "\"{line} is too short\"", "data[0].checks[0].message");
  row("/data/0/checks/0/advice/en", "\"open {\"", "data[0].checks[0].advice");
  row("/parameters/0/key", "\"a b\"", "parameters[0].key");
  row("/parameters/1/key", "\"target\"", "parameters[1].key");
  row("/parameters/0/type", "\"code\"", "parameters[0].type");
  row("/parameters/0/default", "\"wine\"", "parameters[0].default");
  row("/parameters/0/data", "\"other\"", "parameters[0].data");
  row("/parameters/0/min", "0", "parameters[0].min");
  row("/parameters/0/holds", "\"secrets\"", "parameters[0].holds");
  row("/parameters/0/optional", "1", "parameters[0].optional");
  row("/parameters/1/holds", "\"kinds\"", "parameters[1].holds");
  row("/parameters/1/optional", "true", "parameters[1].optional");
  row("/data/0/checks/0", R"({"rule": "min_history", "args": {"parameter": "target", "horizon": "effort", "times": 3},
      "severity": "error", "message": {"nl": "a", "en": "b"}, "advice": {"nl": "a", "en": "b"}})",
      "data[0].checks[0].args.horizon");
  row("/parameters/1/default", "\"slow\"", "parameters[1].default");
  row("/parameters/1/choices/1/value", "\"quick\"", "parameters[1].choices[1].value");
  row("/parameters/1/group", "\"hidden\"", "parameters[1].group");
  row("/parameters/2/default", "501", "parameters[2].default");
  row("/parameters/2/default", "0", "parameters[2].default");
  row("/parameters/2/default", "10.5", "parameters[2].default");
  row("/parameters/2/default", "\"10\"", "parameters[2].default");
  row("/parameters/2/max", "0", "parameters[2].max");
  row("/parameters/2/step", "0", "parameters[2].step");
  row("/parameters/2/visible_if/parameter", "\"rate\"", "parameters[2].visible_if.parameter");
  row("/parameters/2/visible_if/parameter", "\"rounds\"", "parameters[2].visible_if.parameter");
  row("/parameters/2/visible_if/equals", "\"slow\"", "parameters[2].visible_if.equals");
  row("/parameters/2/visible_if/equals", "true", "parameters[2].visible_if.equals");
  row("/parameters/3/default", "1.5", "parameters[3].default");
  row("/parameters/3/default", "1e999", "parameters[3].default");
  row("/parameters/3/min", "0", "parameters[3].scale");
  row("/parameters/4/default", "5", "parameters[4].default");
  row("/parameters/5/default", "0", "parameters[5].default");
  row("/parameters/6/default", "7", "parameters[6].default");
  row("/parameters/6/choices", "[]", "parameters[6].choices");
  row("/parameters/6/shell", "\"x\"", "parameters[6].shell");
  row("/resources/estimator", "\"magic_v9\"", "resources.estimator");
  row("/resources/constants", "{}", "resources.constants.seconds_base");
  row("/resources/constants/seconds", "1", "resources.constants.seconds");
  row("/resources/constants/seconds_base", "-1", "resources.constants.seconds_base");
  row("/resources/tiers", "[]", "resources.tiers");
  row("/resources/tiers/0/gpus", "-1", "resources.tiers[0].gpus");
  row("/resources/tiers/0/cpus", "100000", "resources.tiers[0].cpus");
  row("/resources/tiers/0/launcher", "\"bash\"", "resources.tiers[0].launcher");
  row("/resources/tiers/0/launcher", "\"torchrun\"", "resources.tiers[0].gpus");  // it has none
  row("/resources/tiers/0/strategy", "\"ddp\"", "resources.tiers[0].strategy");
  row("/resources/tiers/0/nodes", "2", "resources.tiers[0].launcher");
  row("/resources/tiers/0/gpus", "2", "resources.tiers[0]");
  row("/resources/tiers/0/cpu_only", "1", "resources.tiers[0].cpu_only");
  row("/resources/grace_seconds", "5", "resources.grace_seconds");
  row("/resources/max_requeues", "-1", "resources.max_requeues");
  row("/resources/default_walltime_minutes", "0", "resources.default_walltime_minutes");
  row("/environment", "[]", "environment");
  row("/environment/0/kind", "\"docker\"", "environment[0].kind");
  row("/environment/0/arch", "\"vax\"", "environment[0].arch");
  row("/environment/0/needs/0", "\"numpy; rm -rf ~\"", "environment[0].needs[0]");
  row("/environment/0/env/A", "\"one\\ntwo\"", "environment[0].env.A");
  row("/environment/0/env/A B", "\"x\"", "environment[0].env.A B");
  row("/environment/1/modules/0", "\"$(id)\"", "environment[1].modules[0]");
  row("/environment/1/modules", "[]", "environment[1].modules");
  row("/environment/2/image_role", "\"../../etc\"", "environment[2].image_role");
  row("/environment/1/modules/0", "\"a/../b\"", "environment[1].modules[0]");
  row("/environment/0/uses", "[\"numpy; id\"]", "environment[0].uses[0]");
  row("/environment/0", R"({"kind": "any"})", "environment[0].needs");
  row("/environment/0", R"({"kind": "any", "needs": [], "modules": ["a"]})", "environment[0].modules");
  row("/environment/0", R"({"kind": "any", "needs": [], "image_role": "a"})", "environment[0].image_role");
  row("/environment/0", R"({"kind": "any", "needs": [], "arch": "vax"})", "environment[0].arch");
  row("/environment/0/modules", "[\"a\"]", "environment[0].modules");
  row("/entry/script", "\"other.py\"", "entry.script");
  row("/entry/args_style", "\"shell\"", "entry.args_style");
  row("/entry/files/0/path", "\"/etc/passwd\"", "entry.files[0].path");
  row("/entry/files/0/path", "\"../../train.py\"", "entry.files[0].path");
  row("/entry/files/0/path", "\"../shared/../../x.py\"", "entry.files[0].path");
  row("/entry/files/0/path", "\"..\"", "entry.files[0].path");
  row("/entry/files/0/sha256", "\"abc\"", "entry.files[0].sha256");
  row("/entry/smoke_args/nobody", "1", "entry.smoke_args.nobody");
  row("/entry/smoke_args/rounds", "9999", "entry.smoke_args.rounds");
  row("/entry/smoke_seconds", "0", "entry.smoke_seconds");
  row("/outputs/0/path", "\"../other\"", "outputs[0].path");
  row("/outputs/0/path", "\"out/../../x\"", "outputs[0].path");
  row("/outputs/0/path", "\"/etc/passwd\"", "outputs[0].path");
  row("/outputs/0/download", "\"sometimes\"", "outputs[0].download");
  row("/outputs/0/keep_days", "0", "outputs[0].keep_days");
  row("/metrics/file", "\"metrics.jsonl\"", "metrics.file");
  row("/metrics/primary/goal", "\"up\"", "metrics.primary.goal");
  row("/metrics/primary/good", "\"high\"", "metrics.primary.good");
  row("/metrics/charts/0/splits/0", "\"secret\"", "metrics.charts[0].splits[0]");
  row("/safety/network", "\"all\"", "safety.network");
  row("/safety/personal_data", "null", "safety.personal_data");
}

void ManifestTest::refuses_a_wrong_field() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, field);
  const auto folder = catalogue_.add("sample");
  auto text = catalogue_.manifest("sample");
  // 1e999 is no JSON number that a library would write, so the value goes in as text.
  to_add(text, pointer.toStdString(), "PUT-IT-HERE");
  auto words = text.dump();
  const std::string mark = "\"PUT-IT-HERE\"";
  words.replace(words.find(mark), mark.size(), value.toStdString());
  catalogue_.write("sample/manifest.json", words);
  const auto result = read_template(folder);
  QVERIFY2(result.failed(), "accepted");
  QCOMPARE(int(result.error().code), int(ErrorCode::catalogue_invalid));
  if (value == "1e999") return;  // refused by the JSON parser already, which knows no fields
  const auto english = QString::fromStdString(result.error().message.english());
  QVERIFY2(english.contains("\"" + field + "\""),
           qPrintable(english + " | " + QString::fromStdString(result.error().detail)));
  QVERIFY(english.contains("sample/manifest.json"));
}

void ManifestTest::refuses_a_field_that_is_missing_data() {
  QTest::addColumn<QString>("path");
  const SampleCatalogue other;
  other.add("sample");
  const auto flat = other.manifest("sample").flatten();
  std::set<std::string> seen;
  for (const auto& [pointer, value] : flat.items()) {
    // Every object on the way down, but not the elements of lists; and what may be left out.
    for (auto end = pointer.find('/', 1);; end = pointer.find('/', end + 1)) {
      const auto part = pointer.substr(0, end);
      const auto name = part.substr(part.rfind('/') + 1);
      static const std::set<std::string> optional{"step", "unit", "scale", "visible_if", "good", "OMP_NUM_THREADS",
                                                  "min",  "max",  "rounds"};
      const bool number = name.find_first_not_of("0123456789") == std::string::npos;
      if (!number && !optional.contains(name) && seen.insert(part).second)
        QTest::newRow(part.c_str()) << QString::fromStdString(part);
      if (end == std::string::npos) break;
    }
  }
}

void ManifestTest::refuses_a_field_that_is_missing() {
  QFETCH(QString, path);
  const auto folder = catalogue_.add("sample");
  auto manifest = catalogue_.manifest("sample");
  const json::json_pointer pointer(path.toStdString());
  manifest[pointer.parent_pointer()].erase(pointer.back());
  catalogue_.write_manifest("sample", manifest);
  const auto result = read_template(folder);
  QVERIFY2(result.failed(), "accepted");
  const auto name = QString::fromStdString(pointer.back());
  const auto english = QString::fromStdString(result.error().message.english());
  QVERIFY2(english.contains(name + "\"") || path == "/entry/files" || path == "/data", qPrintable(english));
}

void ManifestTest::reads_and_refuses_the_rules_for_folders() {
  const auto read = [&](const char* rule, const char* arguments) {
    const auto folder = catalogue_.add("folder");
    auto manifest = catalogue_.manifest("folder");
    auto& item = manifest["data"][0];
    item["kind"] = "folder";
    item["format"] = "folder";
    item["checks"] = json::array();
    item["checks"].push_back({{"rule", rule},
                              {"args", json::parse(arguments)},
                              {"severity", "error"},
                              {"message", both("a {file}", "b {file}")},
                              {"advice", both("a", "b")}});
    manifest["parameters"].erase(0);  // a column is of a table
    catalogue_.write_manifest("folder", manifest);
    return read_template(folder);
  };
  const auto endings = read("allowed_endings", R"({"endings": ["py", "txt"]})");
  QVERIFY2(endings.ok(), field_of(endings).c_str());
  QCOMPARE(std::get<std::string>(endings->data.at(0).checks.at(0).arguments.at("endings")), std::string("py txt"));
  QVERIFY(read("contains_answer", R"({"parameter": "skip"})").ok());
  QVERIFY(read("contains_file", R"({"name": "main.py"})").ok());
  for (const auto& [rule, arguments] :
       std::initializer_list<std::pair<const char*, const char*>>{{"allowed_endings", R"({"endings": []})"},
                                                                  {"allowed_endings", R"({"endings": [".py"]})"},
                                                                  {"allowed_endings", R"({"endings": "py"})"},
                                                                  {"contains_file", R"({"name": "../main.py"})"},
                                                                  {"contains_file", R"({"name": ".."})"},
                                                                  {"contains_answer", R"({"parameter": "effort"})"},
                                                                  {"largest_file", R"({"megabytes": 1.5})"},
                                                                  {"most_files", "{}"},
                                                                  {"decodes", "{}"}}) {
    const auto refused = read(rule, arguments);
    QVERIFY2(refused.failed() && field_of(refused).find("data[0].checks[0]") != std::string::npos, arguments);
  }
}

void ManifestTest::a_score_needs_no_trivial_guess() {
  const auto without = [&](std::initializer_list<const char*> fields) {
    const auto folder = catalogue_.add("own");
    auto manifest = catalogue_.manifest("own");
    for (const char* field : fields) manifest["metrics"]["primary"].erase(field);
    catalogue_.write_manifest("own", manifest);
    return read_template(folder);
  };
  const auto none = without({"baseline", "baseline_label", "good"});
  QVERIFY2(none.ok(), field_of(none).c_str());
  QVERIFY(none->primary.baseline.empty());
  QVERIFY(without({"baseline"}).failed());
  QVERIFY(without({"baseline_label"}).failed());
}

void ManifestTest::refuses_seven_basic_parameters() {
  const auto folder = catalogue_.add("sample");
  auto manifest = catalogue_.manifest("sample");
  QVERIFY(read_template(folder).ok());
  for (auto& parameter : manifest["parameters"]) parameter["group"] = "basic";
  catalogue_.write_manifest("sample", manifest);
  const auto result = read_template(folder);
  QVERIFY(result.failed());
  QVERIFY(result.error().detail.find("six") != std::string::npos);
  QVERIFY(result.error().message.english().find("\"parameters\"") != std::string::npos);
}

void ManifestTest::refuses_a_script_that_was_changed() {
  const auto folder = catalogue_.add("sample");
  catalogue_.write("sample/train.py", "print('something else')\n");
  const auto result = read_template(folder);
  QVERIFY(result.failed());
  QVERIFY(result.error().message.english().find("\"entry.files[0].sha256\"") != std::string::npos);
}

void ManifestTest::refuses_a_script_that_is_not_there() {
  const auto folder = catalogue_.add("sample");
  std::filesystem::remove(folder / "train.py");
  const auto result = read_template(folder);
  QVERIFY(result.failed());
  QVERIFY(result.error().message.english().find("\"entry.files[0].path\"") != std::string::npos);
}

void ManifestTest::refuses_a_script_outside_the_catalogue() {
  const auto folder = catalogue_.add("sample");
  auto manifest = catalogue_.manifest("sample");
  manifest["entry"]["files"][0]["path"] = "sub/../../../secret.py";
  catalogue_.write_manifest("sample", manifest);
  QVERIFY(read_template(folder).failed());
}

void ManifestTest::refuses_a_link_out_of_the_catalogue() {
  const auto folder = catalogue_.add("sample");
  const QTemporaryDir outside;
  const auto secret = std::filesystem::path(outside.path().toStdString()) / "train.py";
  std::filesystem::rename(folder / "train.py", secret);  // the right content, in the wrong place
  std::filesystem::create_symlink(secret, folder / "train.py");
  const auto result = read_template(folder);
  std::filesystem::remove(folder / "train.py");
  QVERIFY(result.failed());
  QVERIFY(result.error().message.english().find("\"entry.files[0].path\"") != std::string::npos);
}

void ManifestTest::refuses_what_is_no_json() {
  const auto folder = catalogue_.add("sample");
  for (const std::string text : {"", "{", "[]", "null", "\xFF\xFE", "{\"schema\":1}", "\"manifest\""}) {
    catalogue_.write("sample/manifest.json", text);
    const auto result = read_template(folder);
    QVERIFY2(result.failed(), text.c_str());
    QCOMPARE(int(result.error().code), int(ErrorCode::catalogue_invalid));
  }
  catalogue_.write("sample/manifest.json", std::string(100'000, '['));
  QVERIFY(read_template(folder).failed());
  catalogue_.write("sample/manifest.json", std::string(3'000'000, ' '));
  const auto large = read_template(folder);
  QVERIFY(large.failed());
  QCOMPARE(int(large.error().code), int(ErrorCode::catalogue_invalid));
}

void ManifestTest::refuses_a_folder_of_another_name() {
  catalogue_.add("sample");
  std::filesystem::rename(catalogue_.folder() / "sample", catalogue_.folder() / "other-name");
  const auto result = read_template(catalogue_.folder() / "other-name");
  QVERIFY(result.failed());
  QVERIFY(result.error().message.english().find("\"id\"") != std::string::npos);
}

void ManifestTest::says_which_manifest_is_missing() {
  const auto result = read_template(catalogue_.folder() / "nowhere");
  QVERIFY(result.failed());
  QCOMPARE(int(result.error().code), int(ErrorCode::catalogue_invalid));
  QVERIFY(result.error().message.english().find("nowhere") != std::string::npos);
}

void ManifestTest::never_fails_on_cut_text() {
  catalogue_.add("sample");
  const auto text = catalogue_.manifest("sample").dump();
  QVERIFY(parse_manifest(text, {}).ok());
  for (std::size_t length = 0; length < text.size(); length += 7)
    QVERIFY(parse_manifest(text.substr(0, length), {}).failed());
}

}  // namespace manifest_test

WERKBANK_TEST(manifest_test::ManifestTest);
#include "manifest_test.moc"
