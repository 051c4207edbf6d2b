#include <nlohmann/json.hpp>

#include <QStringList>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/profile_lint.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace software_lint_test {

const std::filesystem::path resources = std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources";

QStringList fields_of(const std::vector<ProfileFinding>& findings) {
  QStringList fields;
  for (const auto& one : findings) {
    if (one.message.english().size() < 20) qFatal("a finding without a sentence");
    fields << QString::fromStdString(one.field);
  }
  return fields;
}

/// The sample with other GPUs and, as its only software, what the JSON says.
Profile profile_with(const std::string& gpu_type, const QString& software) {
  auto profile = sample_profile();
  profile.partitions[0].gpu_type = gpu_type;
  auto json = nlohmann::json::parse(profile_to_json(profile));
  json["environment"] = {nlohmann::json::parse(software.toStdString())};
  return parse_profile(json.dump(), "x").value();
}

std::vector<Profile> shipped_profiles() {
  std::vector<Error> problems;
  auto profiles = read_profiles({resources / "factories"}, problems);
  for (auto& one : read_further_profiles({resources / "factories"}, problems)) profiles.push_back(std::move(one));
  if (!problems.empty()) qFatal("%s", problems[0].detail.c_str());
  return profiles;
}

class SoftwareLintTest : public QObject {
  Q_OBJECT
 private slots:
  void what_is_doubtful_is_named_data() {
    QTest::addColumn<QString>("gpu_type");
    QTest::addColumn<QString>("software");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const char* gpu_type, const char* software, const char* field) {
      QTest::newRow(name) << gpu_type << software << field;
    };
    row("good modules", "h100", R"({"kind": "modules", "modules": ["2023"], "arch": "x86_64-cuda"})", "");
    row("good image", "mi250", R"({"kind": "apptainer", "image": "/a.sif", "arch": "x86_64-rocm"})", "");
    row("good image of ARM", "gh200", R"({"kind": "apptainer", "image": "/a.sif", "arch": "aarch64-cuda"})", "");
    row("software of the login computers", "h100", R"({"kind": "system", "arch": "x86_64-cpu"})", "");
    row("GPUs that nobody knows", "xyz1", R"({"kind": "apptainer", "image": "/a.sif", "arch": "x86_64-rocm"})", "");
    row("no modules", "h100", R"({"kind": "modules"})", "environment[0].modules");
    row("folders without modules", "h100", R"({"kind": "system", "module_folders": ["/m"]})",
        "environment[0].module_folders");
    row("Python of each job", "h100", R"({"kind": "system", "python": "bin/python"})", "environment[0].python");
    row("image of each job", "h100", R"({"kind": "apptainer", "image": "a.sif", "options": ["--nv"]})",
        "environment[0].image");
    row("image in a home", "h100", R"({"kind": "apptainer", "image": "~/a.sif", "options": ["--nv"]})",
        "environment[0].image");
    row("image to fill in", "h100", R"({"kind": "apptainer", "image": "/p/$USER/a.sif", "options": ["--nv"]})",
        "environment[0].image");
    row("image from the internet", "h100",
        R"({"kind": "apptainer", "image": "docker:\/\/pytorch\/pytorch", "options": ["--nv"]})",
        "environment[0].image");
    row("NVIDIA's word at an AMD factory", "mi250", R"({"kind": "apptainer", "image": "/a.sif", "options": ["--nv"]})",
        "environment[0].options");
    row("NVIDIA's word in an AMD image", "mi250",
        R"({"kind": "apptainer", "image": "/a.sif", "arch": "x86_64-rocm", "gpu_options": ["--nv"]})",
        "environment[0].gpu_options");
    row("AMD's word at an NVIDIA factory", "h100",
        R"({"kind": "apptainer", "image": "/a.sif", "gpu_options": ["--rocm"]})", "environment[0].gpu_options");
    row("image that sees no GPU", "h100", R"({"kind": "apptainer", "image": "/a.sif"})", "environment[0].arch");
    row("other GPUs", "mi300a", R"({"kind": "modules", "modules": ["a"], "arch": "x86_64-cuda"})",
        "environment[0].arch");
    row("other processor", "gh200", R"({"kind": "modules", "modules": ["a"], "arch": "x86_64-cuda"})",
        "environment[0].arch");
  }

  void what_is_doubtful_is_named() {
    QFETCH(QString, gpu_type);
    QFETCH(QString, software);
    QFETCH(QString, field);
    const auto profile = profile_with(gpu_type.toStdString(), software);
    const auto fields = fields_of(lint_software(profile));
    QCOMPARE(fields, field.isEmpty() ? QStringList() : QStringList(field));
    const auto all = fields_of(lint_profile(profile));
    for (const auto& one : fields) QVERIFY(all.contains(one));
  }

  void what_no_reader_lets_through_is_named_too() {
    auto profile = sample_profile();
    profile.environments[0].python.clear();
    profile.environments[1].modules[0] = "2023; id";
    QCOMPARE(fields_of(lint_software(profile)), QStringList({"environment[0].python", "environment[1].modules"}));
  }

  void a_job_that_no_software_runs_is_named() {
    auto job_template = sample_order().job_template;
    auto profile = sample_profile();
    QVERIFY(lint_with_templates(profile, {job_template}).empty());
    profile.environments.resize(2);  // without that of the system, the only one that the template knows
    QCOMPARE(fields_of(lint_with_templates(profile, {job_template, job_template})),
             QStringList({"environment", "environment"}));
    profile.kind = FactoryKind::practice;
    QVERIFY(lint_with_templates(profile, {job_template}).empty());
  }

  void the_profiles_that_we_ship_name_good_software_for_every_job_that_we_ship() {
    const auto catalogue = Catalogue::read({resources / "catalogue"});
    QVERIFY(catalogue.ok() && catalogue->templates().size() > 10);
    const auto profiles = shipped_profiles();
    QVERIFY(profiles.size() >= 7);
    for (const auto& profile : profiles) {
      const auto fields =
          fields_of(lint_software(profile)) + fields_of(lint_with_templates(profile, catalogue->templates()));
      QVERIFY2(fields.isEmpty(), qPrintable(QString::fromStdString(profile.id) + ": " + fields.join(", ")));
    }
  }
};

}  // namespace software_lint_test

WERKBANK_TEST(software_lint_test::SoftwareLintTest);
#include "software_lint_test.moc"
