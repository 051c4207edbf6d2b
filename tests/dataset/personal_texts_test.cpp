// Personal data in running text that comes in blocks: found once wherever a block ends, with its line and its file.
#include "core/dataset/personal_texts.h"

#include "tests/dataset/made_persons.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace personal_texts_test {

/// "phone:1:3:06..." of all that is held: the kind, how many, on which line the first is, how many files.
std::string all_of(const PersonalCounts& found) {
  std::string all;
  for (std::size_t i = 0; i < personal_kinds; ++i) {
    const auto kind = static_cast<PersonalKind>(i);
    if (!found.holds(kind)) continue;
    const auto& seen = found.seen(kind);
    all += std::string(kind_name(kind)) + ':' + std::to_string(seen.count) + ':' + std::to_string(seen.line) + ' ';
  }
  return all;
}

/// What is found when the blocks end at these places.
std::string in_document(const std::string& text, bool is_page, std::initializer_list<std::size_t> ends = {}) {
  PersonalCounts found;
  PersonalDocument document(found, is_page);
  std::size_t begin = 0;
  for (const auto end : ends) {
    document.add(std::string_view(text).substr(begin, end - begin));
    begin = end;
  }
  document.add(std::string_view(text).substr(begin));
  document.finish();
  return all_of(found);
}

class PersonalTextsTest : public QObject {
  Q_OBJECT

 private slots:
  void a_block_may_end_anywhere_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is_page");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("text") << QByteArray(
                                 "Beste klant,\r\n\r\nbel 06 12345678 of mail jan@voorbeeld.nl.\n"
                                 "Jansen, geboren op 3-11-1957\nBSN 123456782, rekening NL91 ABNA 0417 1643 00")
                          << false << QByteArray("bsn:1:5 iban:1:5 email:1:3 phone:1:3 birth:1:4 ");
    QTest::newRow("page")
        << QByteArray(
               "<html><!-- a > b\n--><script>\nif (a<b) x = 123456782; </script>\n"
               "<p class=\"c\"\n>Bel 06 <b>12345678</b> of <a href='mailto:jan@voorbeeld.nl?x'>mail</a>"
               "\neva&#64;voorbeeld&period;nl <a href='tel:+31612345678'>bel</a> a < b\n"
               "<footer>geb. 3&#45;11-1957</footer></html>")
        << true << QByteArray("email:2:5 phone:2:5 birth:1:7 ");
  }
  void a_block_may_end_anywhere() {
    QFETCH(QByteArray, text);
    QFETCH(bool, is_page);
    QFETCH(QByteArray, found);
    const auto whole_text = text.toStdString();
    QCOMPARE(in_document(whole_text, is_page), found.toStdString());
    for (std::size_t end = 0; end <= whole_text.size(); ++end)
      QCOMPARE(in_document(whole_text, is_page, {end, std::min(end + 1, whole_text.size())}), found.toStdString());
  }

  // The cut of a line without an end moves over what is in it.
  void what_lies_across_the_cut_of_a_long_line_is_found_once_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("phone") << QByteArray(" 06 12345678 ") << QByteArray("phone:1:2 ");
    QTest::newRow("address") << QByteArray(" jan.de.vries@voorbeeld.nl ") << QByteArray("email:1:2 ");
    QTest::newRow("birth") << QByteArray(" geboren op 3-11-1957 ") << QByteArray("birth:1:2 ");
    QTest::newRow("account") << QByteArray(" NL91 ABNA 0417 1643 00 ") << QByteArray("iban:1:2 ");
    // Cut in two, its end would look like a number of its own.
    QTest::newRow("part of a word") << QByteArray(" A123456782 ") << QByteArray();
    QTest::newRow("a longer number") << QByteArray(" 4123456782 ") << QByteArray();
  }
  void what_lies_across_the_cut_of_a_long_line_is_found_once() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, found);
    const std::size_t cut = TextLines::longest_piece - TextLines::overlap;
    for (const std::size_t place : {cut, cut + TextLines::overlap / 2, TextLines::longest_piece, 2 * cut}) {
      for (const std::size_t back : {0U, 1U, 5U, 12U, 20U, 27U}) {
        const auto long_line = "x\n" + std::string(place - back, 'x') + text.toStdString() + std::string(66'000, 'x');
        QCOMPARE(in_document(long_line, false, {1000, 70'000}), found.toStdString());
      }
    }
  }

  void files_are_counted_and_the_first_is_told() {
    PersonalCounts found;
    for (const char* text : {"niets", "a@b.nl\nc@d.nl", "x\ne@f.nl"}) {
      found.begin_file(std::string("over ") + text[0]);
      PersonalDocument document(found, false);
      document.add(text);
      document.finish();
    }
    Findings findings;
    say_people_in_documents(found, findings);
    const auto all = findings.take();
    QCOMPARE(all.size(), 1U);
    QCOMPARE(all[0].severity, Severity::warning);
    QCOMPARE(all[0].file, std::string("over a"));
    QCOMPARE(all[0].line.value_or(0), 1U);
    const auto words = all[0].message.english();
    QVERIFY2(words.find("addresses: 3, in 2 of the files") != std::string::npos, words.c_str());
    QVERIFY(words.find("b.nl") == std::string::npos);
  }

  void numbers_of_orders_in_texts_are_no_numbers_of_people() {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "Uw order " + std::to_string(300'000'000 + i * 7) + " is onderweg.\n";
    QCOMPARE(in_document(text, false), std::string());
    // One that is named is one all the same.
    QCOMPARE(in_document(text + "Mijn burgerservicenummer is 123456782.\n", false), std::string("bsn:1:301 "));
  }
};

}  // namespace personal_texts_test

WERKBANK_TEST(personal_texts_test::PersonalTextsTest);
#include "personal_texts_test.moc"
