// Answers: typed the way people type them, refused with a sentence that says what is allowed.
#include <nlohmann/json.hpp>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "sample_template.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace parameters_test {

class ParametersTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void reads_what_people_type_data();
  void reads_what_people_type();
  void refuses_what_cannot_be_data();
  void refuses_what_cannot_be();
  void names_the_choices_in_both_languages();
  void the_defaults_are_allowed();
  void refuses_an_answer_to_no_question();
  void refuses_a_question_without_answer();
  void refuses_an_answer_of_another_type_or_out_of_range();
  void shows_a_question_only_when_it_matters();
  void writes_values_as_json_and_back();

 private:
  SampleCatalogue catalogue_;
  JobTemplate template_;
};

void ParametersTest::initTestCase() {
  auto result = read_template(catalogue_.add("sample"));
  QVERIFY(result.ok());
  template_ = std::move(result).value();
}

void ParametersTest::reads_what_people_type_data() {
  QTest::addColumn<QString>("key");
  QTest::addColumn<QString>("typed");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* key, const char* typed, const char* text) {
    QTest::newRow(qPrintable(QString("%1: %2").arg(key, typed))) << key << typed << text;
  };
  row("rounds", "20", "20");
  row("rounds", " 20 ", "20");
  row("rounds", "+20", "20");
  row("rate", "0,5", "0.5");
  row("rate", "0.5", "0.5");
  row("rate", "1", "1.0");
  row("rate", "1e-2", "0.01");
  row("exact", "ja", "true");
  row("exact", "Nee", "false");
  row("exact", "yes", "true");
  row("exact", "0", "false");
  row("effort", "quick", "quick");
  row("effort", "Snel", "quick");
  row("effort", "NORMAL", "normal");
  row("pause", "30 s", "30");
  row("pause", "2", "120");
  row("pause", "15 min", "900");
  row("pause", "0,5 u", "1800");
  row("pause", "0:45", "2700");
  row("pause", "1 h", "3600");
  row("pause", "30 min 10 s", "1810");
  row("skip", "'; rm -rf ~ #", "'; rm -rf ~ #");
  row("skip", "", "");
  row("target", "Soort wijn", "Soort wijn");
}

void ParametersTest::reads_what_people_type() {
  QFETCH(QString, key);
  QFETCH(QString, typed);
  QFETCH(QString, text);
  const auto value = parse_value(*template_.parameter(key.toStdString()), typed.toStdString());
  QVERIFY2(value.ok(), value.failed() ? value.error().message.english().c_str() : "");
  QCOMPARE(QString::fromStdString(value_text(value.value())), text);
}

void ParametersTest::refuses_what_cannot_be_data() {
  QTest::addColumn<QString>("key");
  QTest::addColumn<QByteArray>("typed");
  const auto row = [](const char* key, const QByteArray& typed) {
    QTest::newRow(qPrintable(QString("%1: %2").arg(key, QString::fromLatin1(typed.left(20))))) << key << typed;
  };
  for (const char* typed :
       {"", "0", "501", "-1", "1.5", "1,5", "ten", "0x10", "99999999999999999999", "1 2", "--3", "1e2"})
    row("rounds", typed);
  for (const char* typed : {"", "0", "2", "nan", "inf", "-inf", "0,5,5", "0..5", "half", "1e999"}) row("rate", typed);
  for (const char* typed : {"", "maybe", "2"}) row("exact", typed);
  for (const char* typed : {"", "slow", "quick;"}) row("effort", typed);
  for (const char* typed : {"", "5 s", "2 h", "1:99", "soon", "-5", "5 parsecs", "99999999999 d"}) row("pause", typed);
  row("skip", QByteArray("a\0b", 3));
  row("skip", QByteArray("\xFF\xFE"));
  row("skip", QByteArray(5000, 'x'));
}

void ParametersTest::refuses_what_cannot_be() {
  QFETCH(QString, key);
  QFETCH(QByteArray, typed);
  const auto value = parse_value(*template_.parameter(key.toStdString()), typed.toStdString());
  QVERIFY2(value.failed(), "accepted");
  QCOMPARE(int(value.error().code), int(ErrorCode::parameter_invalid));
  const auto words = QString::fromStdString(value.error().message.english());
  QVERIFY2(words.startsWith("Question: "), qPrintable(words));
  QVERIFY(!words.contains('%'));
  QVERIFY(words.size() < 400);
  if (key == "rounds") QVERIFY2(words.contains("from 1 to 500"), qPrintable(words));
  if (key == "rate") QVERIFY2(words.contains("from 0.001 to 1"), qPrintable(words));
  if (key == "pause") QVERIFY2(words.contains("from 10 s to 1 h"), qPrintable(words));
}

void ParametersTest::names_the_choices_in_both_languages() {
  const auto value = parse_value(*template_.parameter("effort"), "slow");
  QVERIFY(value.failed());
  QVERIFY(value.error().message.in(Language::dutch).contains("quick (Snel), normal (Gewoon)"));
  QVERIFY(value.error().message.in(Language::english).contains("quick (Quick), normal (Normal)"));
}

void ParametersTest::the_defaults_are_allowed() {
  const auto values = default_values(template_);
  QCOMPARE(values.size(), template_.parameters.size());
  QVERIFY(check_values(template_, values).ok());
}

void ParametersTest::refuses_an_answer_to_no_question() {
  auto values = default_values(template_);
  values["rounds; rm"] = std::int64_t{1};
  const auto result = check_values(template_, values);
  QVERIFY(result.failed());
  QCOMPARE(int(result.error().code), int(ErrorCode::parameter_invalid));
  QVERIFY(result.error().message.english().find("rounds; rm") != std::string::npos);
}

void ParametersTest::refuses_a_question_without_answer() {
  auto values = default_values(template_);
  values.erase("rounds");
  const auto result = check_values(template_, values);
  QVERIFY(result.failed());
  QCOMPARE(result.error().detail, std::string("rounds"));
}

void ParametersTest::refuses_an_answer_of_another_type_or_out_of_range() {
  const std::pair<const char*, ParameterValue> wrong[] = {{"rounds", 10.0},
                                                          {"rounds", std::string("10")},
                                                          {"rounds", std::int64_t{501}},
                                                          {"rate", std::int64_t{2}},
                                                          {"rate", true},
                                                          {"exact", std::int64_t{1}},
                                                          {"effort", std::string("slow")},
                                                          {"effort", true},
                                                          {"target", std::int64_t{3}},
                                                          {"pause", 60.5},
                                                          {"rate", std::numeric_limits<double>::quiet_NaN()},
                                                          {"rate", std::numeric_limits<double>::infinity()}};
  for (const auto& [key, value] : wrong) {
    auto values = default_values(template_);
    values[key] = value;
    const auto result = check_values(template_, values);
    QVERIFY2(result.failed(), key);
    QVERIFY(!result.error().message.empty());
  }
  auto values = default_values(template_);
  values["rate"] = std::int64_t{1};  // a whole number is a number
  QVERIFY(check_values(template_, values).ok());
}

void ParametersTest::shows_a_question_only_when_it_matters() {
  auto values = default_values(template_);
  const auto& rounds = *template_.parameter("rounds");
  QVERIFY(is_visible(rounds, values));
  values["effort"] = std::string("quick");
  QVERIFY(!is_visible(rounds, values));
  QVERIFY(is_visible(*template_.parameter("effort"), values));
}

void ParametersTest::writes_values_as_json_and_back() {
  const auto json = values_to_json(default_values(template_));
  QVERIFY(json["rounds"].is_number_integer());
  QVERIFY(json["rate"].is_number_float());
  QVERIFY(json["exact"].is_boolean());
  QCOMPARE(json["effort"].get<std::string>(), std::string("normal"));
  QCOMPARE(value_text(ParameterValue(0.1)), std::string("0.1"));
  QCOMPARE(value_text(ParameterValue(std::string("a\"b"))), std::string("a\"b"));
}

}  // namespace parameters_test

WERKBANK_TEST(parameters_test::ParametersTest);
#include "parameters_test.moc"
