#include "core/catalogue/software_names.h"

#include "core/catalogue/template_software.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace software_names_test {

TemplateEnvironment entry(const std::string& kind, const std::string& arch) {
  TemplateEnvironment one;
  one.kind = kind;
  one.arch = arch;
  return one;
}

std::vector<std::string> machines_asked(const JobTemplate& job_template, std::string_view kind) {
  std::vector<std::string> machines;
  for (const auto* one : asked_of(job_template, kind)) machines.push_back(one->arch);
  return machines;
}

class SoftwareNamesTest : public QObject {
  Q_OBJECT

 private slots:
  void modules_of_real_sites_have_good_names();
  void a_name_that_means_more_is_none();
  void software_fits_machines_of_its_processor_and_gpus_data();
  void software_fits_machines_of_its_processor_and_gpus();
  void missing_packages_are_those_that_nobody_brings();
  void an_entry_of_its_own_kind_stands_before_that_of_any();
};

void SoftwareNamesTest::modules_of_real_sites_have_good_names() {
  for (const char* name : {"2023", "PyTorch/2.1.2-foss-2023a-CUDA-12.1.1", "profile/deeplrn", "Stages/2026",
                           "env/release/2024.1", "R-bundle/4.2", "Clang/18.1.8-GCCcore-13.3.0", "libstdc++/12", "a..b"})
    QVERIFY2(is_module_name(name), name);
}

void SoftwareNamesTest::a_name_that_means_more_is_none() {
  for (const char* name :
       {"", "-f", "+x", "/abs", "a b", "a$b", "a;b", "a'b", "a\"b", "a\nb", "..", "a/..", "a/../b", "a:b", "é"})
    QVERIFY2(!is_module_name(name), name);
  for (const char* name : {"", "1torch", ".torch", "torch vision", "torch;id", "-c", "torch-vision"})
    QVERIFY2(!is_package_name(name), name);
  QVERIFY(is_package_name("PIL") && is_package_name("jax.numpy") && is_package_name("_x"));
}

void SoftwareNamesTest::software_fits_machines_of_its_processor_and_gpus_data() {
  QTest::addColumn<QString>("there");
  QTest::addColumn<QString>("asked");
  QTest::addColumn<bool>("fits");
  QTest::newRow("the same") << "x86_64-cuda"
                            << "x86_64-cuda" << true;
  QTest::newRow("other GPUs") << "x86_64-rocm"
                              << "x86_64-cuda" << false;
  QTest::newRow("other processor") << "aarch64-cuda"
                                   << "x86_64-cuda" << false;
  QTest::newRow("no GPU wanted") << "x86_64-rocm"
                                 << "x86_64-cpu" << true;
  QTest::newRow("no GPU there") << "x86_64-cpu"
                                << "x86_64-cuda" << false;
  QTest::newRow("no GPU wanted on ARM") << "aarch64-cuda"
                                        << "x86_64-cpu" << false;
  QTest::newRow("any wanted") << "aarch64-cuda"
                              << "any" << true;
  QTest::newRow("any there") << "any"
                             << "x86_64-rocm" << true;
  QTest::newRow("not said") << ""
                            << "x86_64-rocm" << true;
}

void SoftwareNamesTest::software_fits_machines_of_its_processor_and_gpus() {
  QFETCH(QString, there);
  QFETCH(QString, asked);
  QTEST(machine_fits(there.toStdString(), asked.toStdString()), "fits");
}

void SoftwareNamesTest::missing_packages_are_those_that_nobody_brings() {
  using Names = std::vector<std::string>;
  QCOMPARE(missing_packages({"torch", "PIL", "jax.numpy", "jaxlib"}, {"jax", "torch"}), (Names{"PIL", "jaxlib"}));
  QCOMPARE(missing_packages({"torch"}, {"torch.nn"}), Names{"torch"});
  QCOMPARE(missing_packages({}, {"torch"}), Names{});
  QCOMPARE(missing_packages({"torch"}, {}), Names{});  // nobody said what there is
}

void SoftwareNamesTest::an_entry_of_its_own_kind_stands_before_that_of_any() {
  using Machines = std::vector<std::string>;
  JobTemplate job_template;
  job_template.environments = {entry("any", "x86_64-cuda"), entry("system", "x86_64-cpu"), entry("any", "x86_64-rocm")};
  QCOMPARE(machines_asked(job_template, "system"), Machines{"x86_64-cpu"});
  QCOMPARE(machines_asked(job_template, "modules"), (Machines{"x86_64-cuda", "x86_64-rocm"}));
  job_template.environments.resize(2);
  job_template.environments.erase(job_template.environments.begin());
  QCOMPARE(machines_asked(job_template, "apptainer"), Machines{});  // as older manifests mean it
}

}  // namespace software_names_test

WERKBANK_TEST(software_names_test::SoftwareNamesTest);
#include "software_names_test.moc"
