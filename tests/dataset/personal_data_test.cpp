// What in a text may lead to a person: found where it is, not found where it is not, and never shown whole.
#include "core/dataset/personal_data.h"

#include "made_persons.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace personal_data_test {

class PersonalDataTest : public QObject {
  Q_OBJECT

 private slots:
  void finds_what_leads_to_a_person_data();
  void finds_what_leads_to_a_person();
  void passes_over_what_does_not_data();
  void passes_over_what_does_not();
  void masks_what_it_shows();
};

namespace {

QStringList found_in(const std::string& text) {
  QStringList all;
  for (const auto& one : find_personal_data(text)) {
    if (one.passes)
      all << QString("%1:%2").arg(kind_name(one.kind), QString::fromStdString(text.substr(one.begin, one.length)));
  }
  return all;
}

}  // namespace

void PersonalDataTest::finds_what_leads_to_a_person_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("found");
  const auto row = [](const char* text, const char* found) { QTest::newRow(text) << QString(text) << QString(found); };
  row("123456782", "bsn:123456782");
  row("BSN 1234.56.782.", "bsn:1234.56.782");
  row("bsn:123 456 782, verder niets", "bsn:123 456 782");
  row("NL91ABNA0417164300", "iban:NL91ABNA0417164300");
  row("op nl91 abna 0417 1643 00 graag", "iban:nl91 abna 0417 1643 00");
  row("DE89 3704 0044 0532 0130 00", "iban:DE89 3704 0044 0532 0130 00");
  row("Mail j.de.vries+werk@voorbeeld.nl.", "email:j.de.vries+werk@voorbeeld.nl");
  row("<info@xn--caf-dma.example.org>", "email:info@xn--caf-dma.example.org");
  row("a@b.nl;c@d.nl", "email:a@b.nl email:c@d.nl");
  row("bel 06-12345678", "phone:06-12345678");
  row("0612345678", "phone:0612345678");
  row("06 12 34 56 78", "phone:06 12 34 56 78");
  row("tel. 050-1234567", "phone:050-1234567");
  row("(050) 123 45 67", "phone:(050) 123 45 67");
  row("+31 6 12345678", "phone:+31 6 12345678");
  row("+31 (0)50 123 4567", "phone:+31 (0)50 123 4567");
  row("0031612345678", "phone:0031612345678");
  row("+49 30 901820", "phone:+49 30 901820");
  row("mw. Jansen, geb. 3-11-1957, Assen", "birth:3-11-1957");
  row("born on 1957-11-03", "birth:1957-11-03");
  row("geboren te Assen op 3 november 1957.", "birth:3 november 1957");
  row("born 3-nov-1957, in Assen", "birth:3-nov-1957");
  row("geb. 3 nov 75", "birth:3 nov 75");
  row("tel.\u00A006\u00A012345678\u00A0graag", "phone:06\u00A012345678");
  row("06\u201112\u201134\u201156\u201178", "phone:06\u201112\u201134\u201156\u201178");
  row("0612345678\u2013ook na vijf uur", "phone:0612345678");
}

void PersonalDataTest::finds_what_leads_to_a_person() {
  QFETCH(QString, text);
  QFETCH(QString, found);
  QVERIFY(may_hold_personal_data(text.toStdString()));
  QCOMPARE(found_in(text.toStdString()).join(' '), found);
}

void PersonalDataTest::passes_over_what_does_not_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"123456789",
                           "000000000",
                           "1234567",
                           "12345678",
                           "1234567820",
                           "A123456782",
                           "123456782B",
                           "0.123456782",
                           "3,141592653",
                           "NL91ABNA0417164301",
                           "NL91ABNA04171643",
                           "XX91ABNA0417164300",
                           "ANL91ABNA0417164300",
                           "@handle",
                           "price@10",
                           "a@b",
                           "a@b.1",
                           "a @ b.nl",
                           "x@@y.nl",
                           "2026-08-31 12:45:10",
                           "31-08-2026",
                           "0123456789",
                           "10.0.0.1",
                           "192.168.100.200",
                           "12.500.000",
                           "+1",
                           "00",
                           "1e-12345678",
                           "order 2026-11-03 geleverd",
                           "0201234567",
                           "5.12.345.6789.0",
                           "(((((((((",
                           "+++++++++",
                           "geb. onbekend",
                           "logo@2x.png",
                           "lib@4.17.min.js",
                           "airborne since 1957-11-03",
                           "op 3 november 1957",
                           "een reborn 2 mei",
                           "06\u00A0\u00A0\u00A012345678"}) {
    QTest::newRow(text) << QString(text);
  }
}

void PersonalDataTest::passes_over_what_does_not() {
  QFETCH(QString, text);
  QCOMPARE(found_in(text.toStdString()).join(' '), QString());
}

void PersonalDataTest::masks_what_it_shows() {
  const auto dots = [](int count) { return QString(count, QChar(0x2022)).toStdString(); };
  QCOMPARE(masked(PersonalKind::citizen_number, "123456782"), "1" + dots(7) + "2");
  QCOMPARE(masked(PersonalKind::bank_account, "NL91 ABNA 0417 1643 00"),
           "NL" + dots(2) + " " + dots(4) + " " + dots(4) + " " + dots(4) + " 00");
  QCOMPARE(masked(PersonalKind::email, "jan@voorbeeld.nl"), "j" + dots(3) + "@" + dots(3) + ".nl");
  QCOMPARE(masked(PersonalKind::email, "\xC3\xA9@x.nl"), dots(3) + "@" + dots(3) + ".nl");
  QCOMPARE(masked(PersonalKind::phone, "06-12345678"), "0" + dots(1) + "-" + dots(7) + "8");
  QCOMPARE(masked(PersonalKind::birth_date, "3-11-1957"), dots(1) + "-" + dots(2) + "-" + dots(4));
}

}  // namespace personal_data_test

WERKBANK_TEST(personal_data_test::PersonalDataTest);
#include "personal_data_test.moc"
