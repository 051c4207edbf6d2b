// A folder of templates: what is right is there, what is wrong is reported and does not spoil the rest.
#include "core/catalogue/catalogue.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace catalogue_test {

class CatalogueTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_all_templates_of_a_folder();
  void what_most_people_have_comes_first();
  void leaves_out_a_wrong_template_and_says_so();
  void takes_the_later_folder_for_the_same_id();
  void reports_a_folder_that_is_not_there();
  void is_empty_for_an_empty_folder();
  void passes_over_what_is_no_template();
  void finds_the_example_that_comes_with_a_template();
  void does_not_fall_for_hostile_names();
};

void CatalogueTest::reads_all_templates_of_a_folder() {
  const SampleCatalogue sample;
  sample.add("second");
  sample.add("first");
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->problems().size(), 0U);
  QCOMPARE(catalogue->templates().size(), 2U);
  QCOMPARE(catalogue->templates().at(0).id, std::string("first"));
  QVERIFY(catalogue->find("second") != nullptr);
  QVERIFY(catalogue->find("third") == nullptr);
}

void CatalogueTest::what_most_people_have_comes_first() {
  const SampleCatalogue sample;
  for (const auto& [id, have] : {std::pair("code", "code"), std::pair("photos", "photos"), std::pair("rows", "table"),
                                 std::pair("cells", "table")}) {
    sample.add(id);
    auto manifest = sample.manifest(id);
    manifest["have"] = have;
    sample.write_manifest(id, manifest);
  }
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  std::vector<std::string> ids;
  for (const auto& one : catalogue->templates()) ids.push_back(one.id);
  QCOMPARE(ids, (std::vector<std::string>{"cells", "rows", "photos", "code"}));
}

void CatalogueTest::leaves_out_a_wrong_template_and_says_so() {
  const SampleCatalogue sample;
  sample.add("good");
  sample.add("wrong");
  sample.write("wrong/train.py", "changed");
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->templates().size(), 1U);
  QCOMPARE(catalogue->problems().size(), 1U);
  QVERIFY(catalogue->problems().at(0).message.english().find("wrong/manifest.json") != std::string::npos);
}

void CatalogueTest::takes_the_later_folder_for_the_same_id() {
  const SampleCatalogue shipped;
  const SampleCatalogue own;
  shipped.add("sample");
  own.add("sample");
  auto manifest = own.manifest("sample");
  manifest["version"] = "9.0.0";
  own.write_manifest("sample", manifest);
  const auto catalogue = Catalogue::read({shipped.folder(), own.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->templates().size(), 1U);
  QCOMPARE(catalogue->find("sample")->version, std::string("9.0.0"));
}

void CatalogueTest::reports_a_folder_that_is_not_there() {
  const SampleCatalogue sample;
  const auto catalogue = Catalogue::read({sample.folder() / "nowhere"});
  QVERIFY(catalogue.failed());
  QCOMPARE(int(catalogue.error().code), int(ErrorCode::local_file));
}

void CatalogueTest::is_empty_for_an_empty_folder() {
  const SampleCatalogue sample;
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QVERIFY(catalogue->templates().empty());
}

void CatalogueTest::passes_over_what_is_no_template() {
  const SampleCatalogue sample;
  sample.add("good");
  sample.write("__pycache__/train.pyc", "x");
  sample.write(".hidden/manifest.json", "{}");
  sample.write("manifest.schema.json", "{}");
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->templates().size(), 1U);
  QCOMPARE(catalogue->problems().size(), 0U);
}

void CatalogueTest::finds_the_example_that_comes_with_a_template() {
  const SampleCatalogue sample;
  sample.add("with");
  sample.add("without");
  sample.write("with/example/README.md", "words");
  sample.write("with/example/wine.csv", "a,b\n");
  sample.write("without/example/README.md", "words");
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->find("with")->example, sample.folder() / "with/example/wine.csv");
  QVERIFY(catalogue->find("without")->example.empty());
}

void CatalogueTest::does_not_fall_for_hostile_names() {
  const SampleCatalogue sample;
  sample.add("good");
  sample.write("two\nlines/manifest.json", "{}");
  sample.write("$(touch x)/manifest.json", "[]");
  std::filesystem::create_directory_symlink(sample.folder() / "loop", sample.folder() / "loop");
  const auto catalogue = Catalogue::read({sample.folder()});
  QVERIFY(catalogue.ok());
  QCOMPARE(catalogue->templates().size(), 1U);
  QCOMPARE(catalogue->problems().size(), 2U);
  for (const auto& problem : catalogue->problems()) QVERIFY(problem.message.english().find('\n') == std::string::npos);
}

}  // namespace catalogue_test

WERKBANK_TEST(catalogue_test::CatalogueTest);
#include "catalogue_test.moc"
