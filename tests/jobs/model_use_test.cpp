// Which jobs leave a model that can judge new data, and how it is handed to the template that does so.
#include "core/jobs/model_use.h"
#include "tests/runner/test_program.h"

#include <filesystem>

using namespace werkbank;

namespace model_use_test {

class ModelUseTest : public QObject {
  Q_OBJECT

  Catalogue catalogue_;

  JobRecord done(const std::string& template_id) const {
    JobRecord record;
    record.uuid = "0b5a9f0e-3a46-4a53-9c3e-1f2f6e9f9b11";
    record.template_id = template_id;
    record.phase = JobPhase::done;
    return record;
  }

 private slots:
  void initTestCase() {
    auto read = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue"});
    QVERIFY(read.ok());
    catalogue_ = std::move(read).value();
  }

  void what_trains_leaves_a_model_and_the_rest_does_not() {
    for (const char* id :
         {"tabular-boost", "image-classify", "image-anomaly", "text-classify", "text-mark", "series-forecast"})
      QVERIFY2(has_usable_model(done(id), catalogue_.find(id)), id);
    for (const char* id : {"batch-infer", "own-script"}) QVERIFY2(!has_usable_model(done(id), catalogue_.find(id)), id);
    QVERIFY(!has_usable_model(done("gone"), nullptr));
    auto failed = done("image-classify");
    failed.phase = JobPhase::failed;
    QVERIFY(!has_usable_model(failed, catalogue_.find("image-classify")));
  }

  void it_is_named_by_the_number_of_its_job() {
    const auto* for_models = template_for_models(catalogue_);
    QVERIFY(for_models != nullptr);
    const auto answers = answers_with_model_of(done("image-classify"), *for_models);
    QCOMPARE(std::get<std::string>(answers.at("model_path")), done("image-classify").uuid);
    QCOMPARE(answers.size(), for_models->parameters.size());
    QVERIFY(template_for_models({}) == nullptr);
  }
};

}  // namespace model_use_test

WERKBANK_TEST(model_use_test::ModelUseTest);
#include "model_use_test.moc"
