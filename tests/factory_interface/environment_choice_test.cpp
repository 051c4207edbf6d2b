#include <QStringList>

#include "core/factory/environment_choice.h"

#include "core/factory/job_order.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace environment_choice_test {

/// With one entry, for whatever software there is.
JobTemplate job_that_needs(const std::vector<std::string>& packages, const std::string& arch = "any") {
  auto job_template = sample_order().job_template;
  job_template.environments = {sample_environment("any")};
  job_template.environments[0].needs = packages;
  job_template.environments[0].arch = arch;
  return job_template;
}

QStringList chosen(const JobTemplate& job_template, const Profile& profile) {
  QStringList names;
  for (const auto& choice : choices_of(job_template, profile)) names << QString::fromStdString(name_of(*choice.there));
  return names;
}

class EnvironmentChoiceTest : public QObject {
  Q_OBJECT
 private slots:
  void one_entry_is_enough_for_software_of_every_kind_in_the_profile_s_order() {
    auto profile = sample_profile();
    const QStringList all = {"/images/torch.sif", "2023 PyTorch/2.1", "/usr/bin/python3"};
    QCOMPARE(chosen(job_that_needs({"torch"}), profile), all);
    QCOMPARE(environments_that_fit(job_that_needs({"torch"}), profile), 3);
    std::reverse(profile.environments.begin(), profile.environments.end());
    QCOMPARE(chosen(job_that_needs({"torch"}), profile), QStringList(all.rbegin(), all.rend()));
  }

  void an_older_template_runs_with_the_kinds_that_it_names_alone() {
    auto job_template = sample_order().job_template;
    job_template.environments = {sample_environment("system"), sample_environment("apptainer")};
    QCOMPARE(chosen(job_template, sample_profile()), QStringList({"/images/torch.sif", "/usr/bin/python3"}));
  }

  void software_that_lacks_a_package_is_left_out() {
    auto profile = sample_profile();
    profile.environments[0].packages = {"torch", "numpy"};
    profile.environments[2].packages = {"numpy"};
    QCOMPARE(chosen(job_that_needs({"torch", "PIL"}), profile), QStringList({"2023 PyTorch/2.1"}));
    QCOMPARE(chosen(job_that_needs({"numpy"}), profile).size(), 3);
  }

  void software_for_other_machines_or_in_another_image_is_left_out() {
    auto profile = sample_profile();
    profile.environments[0].arch = "x86_64-rocm";
    profile.environments[1].arch = "x86_64-cuda";
    QCOMPARE(chosen(job_that_needs({}, "x86_64-cuda"), profile), QStringList({"2023 PyTorch/2.1", "/usr/bin/python3"}));
    auto with_role = job_that_needs({});
    with_role.environments[0].kind = "apptainer";
    with_role.environments[0].image_role = "llm";
    QCOMPARE(chosen(with_role, profile), QStringList({"/images/torch.sif"}));
    profile.environments[0].image_role = "pytorch";
    QCOMPARE(chosen(with_role, profile), QStringList());
    profile.environments[0].image_role = "llm";
    QCOMPARE(chosen(with_role, profile), QStringList({"/images/torch.sif"}));
  }

  void a_template_that_names_machines_runs_on_each_of_them() {
    auto job_template = job_that_needs({"torch"}, "x86_64-cuda");
    job_template.environments.push_back(job_template.environments[0]);
    job_template.environments[1].arch = "aarch64-cuda";
    job_template.environments[1].variables["X"] = "arm";
    auto profile = sample_profile();
    for (auto& one : profile.environments) one.arch = "aarch64-cuda";
    const auto choices = choices_of(job_template, profile);
    QCOMPARE(choices.size(), std::size_t(3));
    QCOMPARE(choices[0].asked->variables.count("X"), std::size_t(1));
    for (auto& one : profile.environments) one.arch = "x86_64-rocm";
    QVERIFY(choices_of(job_template, profile).empty());
  }

  void says_which_package_is_missing_where() {
    auto profile = sample_profile();
    profile.environments[0].packages = {"numpy"};
    profile.environments[1].packages = {"numpy", "torch"};
    profile.environments.resize(2);
    auto order = sample_order();
    order.job_template = job_that_needs({"torch", "PIL"});
    const auto files = job_files(order, profile, "/remote");
    QVERIFY(files.failed());
    QCOMPARE(files.error().code, ErrorCode::catalogue_invalid);
    const auto words = QString::fromStdString(files.error().message.english());
    QVERIFY2(words.contains("the software PIL") && words.contains("(in 2023 PyTorch/2.1)"), qPrintable(words));
    QVERIFY(words.contains("Sample") && !words.contains("torch,"));
  }

  void says_only_that_nothing_fits_where_no_package_is_the_reason() {
    auto profile = sample_profile();
    for (auto& one : profile.environments) one.arch = "x86_64-rocm";
    const auto error = why_no_choice(job_that_needs({"torch"}, "x86_64-cuda"), profile);
    QVERIFY(error.message.english().find("is not set up there") != std::string::npos);
  }
};

}  // namespace environment_choice_test

WERKBANK_TEST(environment_choice_test::EnvironmentChoiceTest);
#include "environment_choice_test.moc"
