// What a file is written in: told from its bytes, and never mistaken in the middle of a character.
#include "core/dataset/text_encoding.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace text_encoding_test {

class TextEncodingTest : public QObject {
  Q_OBJECT

 private slots:
  void finds_the_first_byte_that_is_not_utf8_data();
  void finds_the_first_byte_that_is_not_utf8();
  void agrees_with_qt_on_every_two_bytes();
  void knows_utf16_by_its_mark_and_without_it();
  void reads_utf16_wherever_the_blocks_end();
  void replaces_half_a_surrogate_pair();
  void reads_windows_1252_where_it_is_not_utf8();
  void clips_between_characters();
};

void TextEncodingTest::finds_the_first_byte_that_is_not_utf8_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<qsizetype>("place");
  QTest::newRow("ascii") << QByteArray(1000, 'x') << qsizetype(-1);
  QTest::newRow("accents") << QByteArray("Groningen, Frysl\xC3\xA2n, \xE2\x82\xAC 5, \xF0\x9F\x8D\xB7")
                           << qsizetype(-1);
  QTest::newRow("latin-1") << QByteArray("Frysl\xE2n") << qsizetype(5);
  QTest::newRow("after 20 letters") << QByteArray(20, 'x') + QByteArray("\xFF") << qsizetype(20);
  QTest::newRow("too short") << QByteArray("a\xE2\x82") << qsizetype(1);
  QTest::newRow("too long") << QByteArray("\xC0\x80") << qsizetype(0);
  QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << qsizetype(0);
  QTest::newRow("beyond unicode") << QByteArray("\xF4\x90\x80\x80") << qsizetype(0);
  QTest::newRow("continuation alone") << QByteArray("ab\x80") << qsizetype(2);
}

void TextEncodingTest::finds_the_first_byte_that_is_not_utf8() {
  QFETCH(QByteArray, text);
  QFETCH(qsizetype, place);
  const auto found = find_invalid_utf8(text.toStdString());
  QCOMPARE(found == std::string::npos ? -1 : static_cast<qsizetype>(found), place);
}

void TextEncodingTest::agrees_with_qt_on_every_two_bytes() {
  for (unsigned pair = 0; pair < 0x10000; ++pair) {
    const char bytes[] = {static_cast<char>(pair >> 8U), static_cast<char>(pair & 0xFFU)};
    const bool ours = find_invalid_utf8({bytes, 2}) == std::string_view::npos;
    QCOMPARE(ours, QByteArrayView(bytes, 2).isValidUtf8());
  }
}

void TextEncodingTest::knows_utf16_by_its_mark_and_without_it() {
  using namespace std::string_literals;
  QCOMPARE(int(guess_encoding("\xFF\xFE"
                              "a\0"s)),
           int(TextEncoding::utf16_little));
  QCOMPARE(int(guess_encoding("\xFE\xFF\0a"s)), int(TextEncoding::utf16_big));
  QCOMPARE(int(guess_encoding("a\0;\0b\0\n\0001\0;\0002\0"s)), int(TextEncoding::utf16_little));
  QCOMPARE(int(guess_encoding("\0a\0;\0b\0\n\0001\0;\0002"s)), int(TextEncoding::utf16_big));
  QCOMPARE(int(guess_encoding("a;b\n1;2\n")), int(TextEncoding::utf8));
  QCOMPARE(int(guess_encoding("\0\0\0\0\0\0\0\0"s)), int(TextEncoding::utf8));
  QCOMPARE(int(guess_encoding("")), int(TextEncoding::utf8));
}

void TextEncodingTest::reads_utf16_wherever_the_blocks_end() {
  const QString text = QString::fromUtf8("naam;prijs\nFrysl\xC3\xA2n;\xE2\x82\xAC 5 \xF0\x9F\x8D\xB7\n");
  QByteArray bytes("\xFF\xFE");
  for (const QChar c : text) {
    bytes += static_cast<char>(c.unicode() & 0xFFU);
    bytes += static_cast<char>(c.unicode() >> 8U);
  }
  for (qsizetype step = 1; step < 9; ++step) {
    TextDecoder decoder(TextEncoding::utf16_little);
    std::string decoded;
    for (qsizetype at = 0; at < bytes.size(); at += step) decoded += decoder.decode(bytes.mid(at, step).toStdString());
    QCOMPARE(QString::fromStdString(decoded), text);
  }
}

void TextEncodingTest::replaces_half_a_surrogate_pair() {
  using namespace std::string_literals;
  TextDecoder decoder(TextEncoding::utf16_little);
  const std::string decoded(
      decoder.decode("\x3C\xD8"
                     "a\0"
                     "\x3C\xDC"s));
  QCOMPARE(decoded, std::string("\uFFFD"
                                "a"
                                "\uFFFD"));
}

void TextEncodingTest::reads_windows_1252_where_it_is_not_utf8() {
  QCOMPARE(readable("Frysl\xE2n \x80 5"), std::string("Fryslân € 5"));
  QCOMPARE(readable("Fryslân"), std::string("Fryslân"));
}

void TextEncodingTest::clips_between_characters() {
  QCOMPARE(clipped("short", 10), std::string("short"));
  QCOMPARE(clipped("€€€€", 7), std::string("€€…"));
}

}  // namespace text_encoding_test

WERKBANK_TEST(text_encoding_test::TextEncodingTest);
#include "text_encoding_test.moc"
