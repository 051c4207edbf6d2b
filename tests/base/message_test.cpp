#include "core/base/message.h"

#include "core/base/units.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace message_test {

class MessageTest : public QObject {
  Q_OBJECT

 private slots:
  void fills_its_places();
  void an_argument_with_a_place_in_it_is_not_filled_again();
  void control_characters_do_not_break_the_line();
  void numbers_follow_the_language();
  void durations_have_two_units_at_most();
  void text_known_in_both_languages_is_chosen_by_language();
};

void MessageTest::fills_its_places() {
  const Message message(WERKBANK_TEXT("test", "%2 before %1, 100%"), {std::string("one"), std::string("two")});
  QCOMPARE(message.english(), std::string("two before one, 100%"));
}

void MessageTest::an_argument_with_a_place_in_it_is_not_filled_again() {
  const Message message(WERKBANK_TEXT("test", "%1 and %2"), {std::string("%2"), std::string("x")});
  QCOMPARE(message.english(), std::string("%2 and x"));
}

void MessageTest::control_characters_do_not_break_the_line() {
  const Message message(WERKBANK_TEXT("test", "file %1"), {std::string("a\nb\x1b[31mc")});
  const QString text = message.in(Language::english);
  QVERIFY(!text.contains('\n'));
  QVERIFY(!text.contains(QChar(0x1b)));
}

void MessageTest::numbers_follow_the_language() {
  const Message message(LocalText{"%1, %2", "%1, %2"}, {std::int64_t{1234567}, Bytes{1'234'567}});
  QCOMPARE(message.in(Language::dutch), QString("1.234.567, 1,2 MB"));
  QCOMPARE(message.in(Language::english), QString("1,234,567, 1.2 MB"));
}

void MessageTest::durations_have_two_units_at_most() {
  QCOMPARE(format_duration(45.2, Language::english), QString("45 s"));
  QCOMPARE(format_duration(125, Language::english), QString("2 min 5 s"));
  QCOMPARE(format_duration(12000, Language::dutch), QString("3 u 20 min"));
  QCOMPARE(format_duration(-1, Language::english), QString("0 s"));
  QCOMPARE(format_duration(187200, Language::english), QString("2 d 4 h"));
}

void MessageTest::text_known_in_both_languages_is_chosen_by_language() {
  const Message message(LocalText{"regel %1", "line %1"}, {std::int64_t{3}});
  QCOMPARE(message.in(Language::dutch), QString("regel 3"));
  QCOMPARE(message.in(Language::english), QString("line 3"));
}

}  // namespace message_test

WERKBANK_TEST(message_test::MessageTest);
#include "message_test.moc"
