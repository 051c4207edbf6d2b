// The templates that Werkbank ships: all of them load, and their words fit the program.
#include "core/catalogue/catalogue.h"
#include "core/catalogue/check_rules.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/parameters.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace real_templates_test {

class RealTemplatesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void all_load_without_problems();
  void every_place_in_a_message_is_known();
  void the_defaults_are_allowed_and_can_be_estimated();
  void no_words_are_the_same_in_both_languages();

 private:
  std::vector<JobTemplate> templates_;
};

void RealTemplatesTest::initTestCase() {
  const auto catalogue = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources" / "catalogue"});
  QVERIFY(catalogue.ok());
  for (const auto& problem : catalogue->problems())
    qWarning("%s | %s", problem.message.english().c_str(), problem.detail.c_str());
  QCOMPARE(catalogue->problems().size(), 0U);
  templates_ = catalogue->templates();
}

void RealTemplatesTest::all_load_without_problems() {
  QVERIFY(templates_.size() >= 13);
  for (const char* id :
       {"tabular-boost", "image-classify", "text-classify", "series-forecast", "image-anomaly", "own-script",
        "batch-infer", "embed-index", "text-mark", "image-detect", "notebook", "speech-asr", "llm-sft"}) {
    QVERIFY2(std::any_of(templates_.begin(), templates_.end(), [&](const auto& one) { return one.id == id; }), id);
  }
}

void RealTemplatesTest::every_place_in_a_message_is_known() {
  int places = 0;
  for (const auto& one : templates_) {
    for (const auto& item : one.data) {
      for (const auto& check : item.checks) {
        const auto* rule = find_check_rule(check.rule);
        QVERIFY(rule != nullptr);
        for (const auto* words :
             {&check.message.dutch, &check.message.english, &check.advice.dutch, &check.advice.english}) {
          for (const auto name : placeholders(*words)) {
            ++places;
            QVERIFY2(std::find(rule->places.begin(), rule->places.end(), name) != rule->places.end(), words->c_str());
          }
        }
      }
    }
  }
  QVERIFY(places > 10);
}

void RealTemplatesTest::the_defaults_are_allowed_and_can_be_estimated() {
  for (const auto& one : templates_) {
    const auto values = default_values(one);
    QVERIFY2(check_values(one, values).ok(), one.id.c_str());
    const auto cost = estimate(one, values, {1'000'000, 1000, 10, 1000}, true);
    QVERIFY2(cost.ok(), one.id.c_str());
    const double likely = cost.value().seconds.likely;
    QVERIFY2(likely > 0 && likely <= 4 * 3600, (one.id + ' ' + std::to_string(likely)).c_str());
  }
}

void RealTemplatesTest::no_words_are_the_same_in_both_languages() {
  for (const auto& one : templates_) {
    QVERIFY(one.summary.dutch != one.summary.english);
    for (const auto& parameter : one.parameters)
      QVERIFY2(parameter.help.dutch != parameter.help.english, parameter.key.c_str());
    for (const auto& item : one.data) {
      for (const auto& check : item.checks) QVERIFY2(check.message.dutch != check.message.english, check.rule.c_str());
    }
  }
}

}  // namespace real_templates_test

WERKBANK_TEST(real_templates_test::RealTemplatesTest);
#include "real_templates_test.moc"
