// Which settings a sweep tries, what it costs, and which manifests may ask for one.
#include "core/catalogue/sweep.h"

#include <set>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using nlohmann::json;

namespace sweep_test {

const json good = {{"vary",
                    {{{"parameter", "rate"}, {"from", 0.001}, {"to", 0.1}, {"scale", "log"}},
                     {{"parameter", "rounds"}, {"values", {5, 50, 500}}},
                     {{"parameter", "exact"}, {"values", {true, false}}}}},
                   {"at_once", 3}};

std::set<std::string> texts_of(const std::vector<ParameterValues>& variants) {
  std::set<std::string> texts;
  for (const auto& variant : variants) texts.insert(values_to_json(variant).dump());
  return texts;
}

class SweepTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_is_varied();
  void a_template_without_a_sweep_has_none();
  void refuses_a_wrong_sweep_data();
  void refuses_a_wrong_sweep();
  void the_first_variant_is_the_person_s_own_answers();
  void no_two_variants_are_the_same_and_all_are_allowed();
  void the_same_seed_gives_the_same_variants_and_another_others();
  void there_are_no_more_variants_than_settings();
  void a_question_that_is_not_asked_is_not_varied();
  void an_axis_may_depend_on_another_answer();
  void few_variants_still_cover_the_range();
  void numbers_are_as_a_person_would_write_them();
  void the_limit_of_the_factory_is_kept();
  void a_sweep_costs_what_its_variants_cost();
  void a_count_that_makes_no_sense_does_no_harm();

 private:
  JobTemplate with_sweep(const json& sweep) {
    const auto folder = catalogue_.add("sample");
    auto manifest = catalogue_.manifest("sample");
    manifest["sweep"] = sweep;
    catalogue_.write_manifest("sample", manifest);
    const auto read = read_template(folder);
    return read.ok() ? read.value() : JobTemplate{};
  }
  SampleCatalogue catalogue_;
};

void SweepTest::reads_what_is_varied() {
  const auto one = with_sweep(good);
  QVERIFY(one.sweep);
  QCOMPARE(one.sweep->at_once, 3);
  QCOMPARE(one.sweep->axes.size(), 3U);
  QCOMPARE(one.sweep->axes[0].parameter, std::string("rate"));
  QVERIFY(one.sweep->axes[0].logarithmic);
  QCOMPARE(one.sweep->axes[0].high, 0.1);
  QCOMPARE(one.sweep->axes[1].values.size(), 3U);
  QVERIFY(!one.sweep->axes[1].when);
}

void SweepTest::a_template_without_a_sweep_has_none() {
  const auto read = read_template(catalogue_.add("plain"));
  QVERIFY(read.ok());
  QVERIFY(!read->sweep);
  QCOMPARE(choose_variants(*read, default_values(*read), 8, 1).size(), 1U);
}

void SweepTest::refuses_a_wrong_sweep_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("field");
  const auto row = [](const char* name, const char* pointer, const char* value, const char* field) {
    QTest::newRow(name) << pointer << value << field;
  };
  row("nothing is varied", "/vary", "[]", "vary");
  row("a key it does not know", "/shell", "\"rm\"", "shell");
  row("a parameter that is not there", "/vary/0/parameter", "\"nothing\"", "parameter");
  row("a column", "/vary/0/parameter", "\"target\"", "parameter");
  row("a text", "/vary/0/parameter", "\"skip\"", "parameter");
  row("a parameter twice", "/vary/1", R"({"parameter":"rate","values":[0.1,0.2]})", "parameter");
  row("below its parameter", "/vary/0/from", "0.0001", "from");
  row("above its parameter", "/vary/0/to", "2", "to");
  row("backwards", "/vary/0/to", "0.001", "to");
  row("values and a range", "/vary/1/from", "1", "from");
  row("one value", "/vary/1/values", "[5]", "values");
  row("the same value twice", "/vary/1/values", "[5,5]", "values");
  row("a value of another type", "/vary/1/values/0", "\"five\"", "values");
  row("a value out of range", "/vary/1/values/0", "0", "values");
  row("a range of yes and no", "/vary/2", R"({"parameter":"exact","from":0,"to":1})", "values");
  row("none at once", "/at_once", "0", "at_once");
  row("thousands at once", "/at_once", "1000", "at_once");
  row("a condition on nothing", "/vary/0/when", R"({"parameter":"nothing","equals":1})", "when");
  row("a condition that cannot hold", "/vary/0/when", R"({"parameter":"effort","equals":"huge"})", "when");
}

void SweepTest::refuses_a_wrong_sweep() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, field);
  const auto folder = catalogue_.add("sample");
  auto manifest = catalogue_.manifest("sample");
  manifest["sweep"] = good;
  manifest[json::json_pointer("/sweep" + pointer.toStdString())] = json::parse(value.toStdString());
  catalogue_.write_manifest("sample", manifest);
  const auto read = read_template(folder);
  QVERIFY(read.failed());
  QCOMPARE(read.error().code, ErrorCode::catalogue_invalid);
  QVERIFY2(QString::fromStdString(read.error().detail).contains(field), read.error().detail.c_str());
}

void SweepTest::the_first_variant_is_the_person_s_own_answers() {
  const auto one = with_sweep(good);
  auto answers = default_values(one);
  answers["rate"] = 0.77;
  answers["skip"] = std::string("$(touch x)");
  const auto variants = choose_variants(one, answers, 4, 42);
  QCOMPARE(variants.size(), 4U);
  QCOMPARE(variants.front(), answers);
  for (const auto& variant : variants) QCOMPARE(variant.at("skip"), answers.at("skip"));
  QVERIFY(differences(answers, variants.front()).empty());
  QVERIFY(!differences(answers, variants.back()).empty());
}

void SweepTest::no_two_variants_are_the_same_and_all_are_allowed() {
  const auto one = with_sweep(good);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto variants = choose_variants(one, default_values(one), 12, seed);
    QCOMPARE(variants.size(), 12U);
    QCOMPARE(texts_of(variants).size(), 12U);
    for (const auto& variant : variants) QVERIFY(check_values(one, variant).ok());
  }
}

void SweepTest::the_same_seed_gives_the_same_variants_and_another_others() {
  const auto one = with_sweep(good);
  const auto answers = default_values(one);
  QCOMPARE(choose_variants(one, answers, 8, 42), choose_variants(one, answers, 8, 42));
  QVERIFY(choose_variants(one, answers, 8, 42) != choose_variants(one, answers, 8, 43));
}

void SweepTest::there_are_no_more_variants_than_settings() {
  const auto one = with_sweep({{"vary", {{{"parameter", "exact"}, {"values", {true, false}}}}}});
  QCOMPARE(choose_variants(one, default_values(one), 12, 42).size(), 2U);
}

void SweepTest::a_question_that_is_not_asked_is_not_varied() {
  const auto one = with_sweep(good);
  auto answers = default_values(one);
  answers["effort"] = std::string("quick");  // then the rounds are not asked
  for (const auto& variant : choose_variants(one, answers, 12, 42))
    QCOMPARE(variant.at("rounds"), answers.at("rounds"));
  QCOMPARE(varied_parameters(one, answers).size(), 2U);
}

void SweepTest::an_axis_may_depend_on_another_answer() {
  const auto one = with_sweep(
      {{"vary",
        {{{"parameter", "rate"}, {"values", {0.1, 0.2}}, {"when", {{"parameter", "effort"}, {"equals", "quick"}}}},
         {{"parameter", "rate"}, {"values", {0.5, 0.6}}, {"when", {{"parameter", "effort"}, {"equals", "normal"}}}}}}});
  QVERIFY(one.sweep);
  auto answers = default_values(one);
  answers["rate"] = 0.9;
  for (const auto& variant : choose_variants(one, answers, 3, 42)) QVERIFY(std::get<double>(variant.at("rate")) >= 0.5);
  answers["effort"] = std::string("quick");
  QCOMPARE(choose_variants(one, answers, 9, 42).size(), 3U);
}

void SweepTest::few_variants_still_cover_the_range() {
  const auto one = with_sweep({{"vary", {{{"parameter", "rate"}, {"from", 0.001}, {"to", 1.0}, {"scale", "log"}}}}});
  int low = 0;
  int high = 0;
  for (const auto& variant : choose_variants(one, default_values(one), 7, 42)) {
    low += std::get<double>(variant.at("rate")) < 0.01 ? 1 : 0;
    high += std::get<double>(variant.at("rate")) > 0.1 ? 1 : 0;
  }
  QVERIFY(low >= 1);
  QVERIFY(high >= 1);
}

void SweepTest::numbers_are_as_a_person_would_write_them() {
  const auto one = with_sweep({{"vary", {{{"parameter", "rate"}, {"from", 0.001}, {"to", 1.0}, {"scale", "log"}}}}});
  for (const auto& variant : choose_variants(one, default_values(one), 32, 1))
    QVERIFY2(value_text(variant.at("rate")).size() <= 6, value_text(variant.at("rate")).c_str());
}

void SweepTest::the_limit_of_the_factory_is_kept() {
  const auto one = with_sweep(good);
  QCOMPARE(variants_at_once(one, 8, 0), 3);
  QCOMPARE(variants_at_once(one, 8, 1), 1);
  QCOMPARE(variants_at_once(one, 8, 50), 3);
  QCOMPARE(variants_at_once(one, 2, 0), 2);
}

void SweepTest::a_sweep_costs_what_its_variants_cost() {
  Estimate run;
  run.seconds = {10, 20, 30};
  run.gpu_hours = {1, 2, 3};
  run.kilowatt_hours = {0.1, 0.2, 0.3};
  run.walltime_minutes = 15;
  const auto all = swept(run, 5, 2);
  QCOMPARE(all.seconds.likely, 60.0);  // three turns
  QCOMPARE(all.gpu_hours.high, 15.0);
  QCOMPARE(all.kilowatt_hours.likely, 1.0);
  QCOMPARE(all.walltime_minutes, 15);
  QCOMPARE(swept(run, 0, 2).seconds.likely, 20.0);
}

void SweepTest::a_count_that_makes_no_sense_does_no_harm() {
  const auto one = with_sweep(good);
  QCOMPARE(choose_variants(one, default_values(one), -5, 42).size(), 1U);
  QVERIFY(choose_variants(one, default_values(one), 1'000'000, 42).size() <= std::size_t(most_variants));
  QCOMPARE(variants_at_once(one, -1, -1), 1);
}

}  // namespace sweep_test

WERKBANK_TEST(sweep_test::SweepTest);
#include "sweep_test.moc"
