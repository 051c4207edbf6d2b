#include "core/base/json_reader.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace json_reader_test {

class JsonReaderTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_is_there();
  void names_the_first_wrong_field_data();
  void names_the_first_wrong_field();
  void refuses_what_is_not_json();
  void refuses_a_document_nested_too_deep();
};

namespace {
Result<JsonReader> parse(const std::string& text) {
  return JsonReader::parse(text, "the profile", ErrorCode::profile_invalid);
}

// A little of everything; the result of reading it.
Result<Done> read_sample(const std::string& text) {
  WERKBANK_TRY(const auto root, parse(text));
  root.only({"name", "port", "list", "words"});
  root.at("name").name();
  root.at("port").integer(1, 65535);
  for (const auto& item : root.maybe("list").items()) item.at("kind").one_of({"a", "b"});
  root.maybe("words").local_text();
  return root.finish();
}
}  // namespace

void JsonReaderTest::reads_what_is_there() {
  const auto result = read_sample(R"({"name":"x","port":22,"list":[{"kind":"a"}],"words":{"nl":"een","en":"one"}})");
  QVERIFY(result.ok());
}

void JsonReaderTest::names_the_first_wrong_field_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("field");
  QTest::newRow("missing") << R"({"port":22})"
                           << "\"name\"";
  QTest::newRow("empty") << R"({"name":"","port":22})"
                         << "\"name\"";
  QTest::newRow("wrong type") << R"({"name":"x","port":"22"})"
                              << "\"port\"";
  QTest::newRow("out of range") << R"({"name":"x","port":70000})"
                                << "\"port\"";
  QTest::newRow("beyond 64 bits") << R"({"name":"x","port":18446744073709551615})"
                                  << "\"port\"";
  QTest::newRow("in a list") << R"({"name":"x","port":1,"list":[{"kind":"a"},{"kind":"c"}]})"
                             << "\"list[1].kind\"";
  QTest::newRow("no list") << R"({"name":"x","port":1,"list":{}})"
                           << "\"list\"";
  QTest::newRow("unknown") << R"({"name":"x","port":1,"hots":"y"})"
                           << "\"hots\"";
  QTest::newRow("one language") << R"({"name":"x","port":1,"words":{"nl":"een"}})"
                                << "\"words.en\"";
  QTest::newRow("not an object") << R"([1])"
                                 << "\"(all)\"";
}

void JsonReaderTest::names_the_first_wrong_field() {
  QFETCH(QString, text);
  QFETCH(QString, field);
  const auto result = read_sample(text.toStdString());
  QVERIFY(result.failed());
  QCOMPARE(result.error().code, ErrorCode::profile_invalid);
  const auto sentence = QString::fromStdString(result.error().message.english());
  QVERIFY2(sentence.contains(field), qPrintable(sentence));
}

void JsonReaderTest::refuses_what_is_not_json() {
  for (const std::string text : {"", "{", "nonsense", "{\"a\":1}x", "\xff"}) QVERIFY(parse(text).failed());
}

void JsonReaderTest::refuses_a_document_nested_too_deep() {
  QVERIFY(parse(std::string(100'000, '[')).failed());
  QVERIFY(parse(std::string(100, '[') + std::string(100, ']')).failed());
}

}  // namespace json_reader_test

WERKBANK_TEST(json_reader_test::JsonReaderTest);
#include "json_reader_test.moc"
