// What is said of tables and photos that may lead to a person.
#include <QFile>

#include "core/dataset/photo_place.h"
#include "made_persons.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace personal_findings_test {

class PersonalFindingsTest : public QObject {
  Q_OBJECT

 private slots:
  void says_what_a_column_holds_and_never_shows_it();
  void numbers_of_orders_are_no_numbers_of_people();
  void a_column_is_known_by_its_name();
  void dates_of_birth_beside_names();
  void photos_that_say_where_they_were_taken();

 private:
  DataFolder folder_;
};

namespace {

// A TIFF directory that says where it was taken, or only that it has such a directory.
std::string exif(bool little, bool with_latitude) {
  const auto number = [little](std::uint32_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) {
      const int shift = 8 * (little ? i : size - 1 - i);
      bytes += static_cast<char>(value >> shift & 0xFFU);
    }
    return bytes;
  };
  const auto entry = [&](std::uint32_t tag, std::uint32_t value) {
    return number(tag, 2) + number(4, 2) + number(1, 4) + number(value, 4);
  };
  const std::string head = (little ? "II" : "MM") + number(42, 2) + number(8, 4);
  const std::string first = number(2, 2) + entry(0x0112, 1) + entry(0x8825, 38) + number(0, 4);
  return head + first + number(1, 2) + entry(with_latitude ? 2 : 0, 0) + number(0, 4);
}

std::string jpeg_with(const std::string& tiff) {
  const std::string content = std::string("Exif\0\0", 6) + tiff;
  const auto length = content.size() + 2;
  return std::string("\xFF\xD8\xFF\xE0\x00\x04xx", 8) + "\xFF\xE1" + static_cast<char>(length >> 8U) +
         static_cast<char>(length & 0xFFU) + content + "\xFF\xDA";
}

}  // namespace

void PersonalFindingsTest::says_what_a_column_holds_and_never_shows_it() {
  std::string text = "klant,opmerking,bought\n";
  text += "1,geen,yes\n2,mail jan@voorbeeld.nl of bel 06-12345678,no\n3,rekening NL91 ABNA 0417 1643 00,yes\n";
  text += "4,piet@voorbeeld.nl,no\n";
  const auto result = RuleBook(DataFormat::csv).check(folder_.write("klanten.csv", text));
  QVERIFY(result.ok());
  const auto found = of_rule(*result, "personal_data");
  QCOMPARE(found.size(), 3U);
  for (const auto& one : found) {
    QCOMPARE(one.severity, Severity::warning);
    QCOMPARE(one.column, std::string("opmerking"));
    for (const auto language : {Language::dutch, Language::english}) {
      const auto words = one.message.in(language) + one.advice.in(language);
      for (const char* secret : {"voorbeeld", "12345678", "0417"}) QVERIFY2(!words.contains(secret), qPrintable(words));
      QVERIFY(!words.contains("%"));
    }
  }
  QCOMPARE(*found.at(0).line, 4U);  // IBAN
  QVERIFY(found.at(1).message.english().find("e-mail addresses: 2") != std::string::npos);
  QCOMPARE(*found.at(1).line, 3U);
  QVERIFY(result->usable() || !of_rule(*result, "personal_data").empty());
}

void PersonalFindingsTest::numbers_of_orders_are_no_numbers_of_people() {
  PersonMaker make;
  std::string orders = "order,bought\n";
  std::string people = orders;
  for (int i = 0; i < 500; ++i) {
    orders += make.digits(9) + ",yes\n";  // one in eleven passes the test by chance
    people += (i % 10 == 0 ? make.no_bsn() : make.bsn()) + ",yes\n";
  }
  QCOMPARE(of_rule(*RuleBook(DataFormat::csv).check(folder_.write("orders.csv", orders)), "personal_data").size(), 0U);
  const auto found = of_rule(*RuleBook(DataFormat::csv).check(folder_.write("people.csv", people)), "personal_data");
  QCOMPARE(found.size(), 1U);
  QVERIFY(found.at(0).message.english().find("(BSN): 450") != std::string::npos);
}

void PersonalFindingsTest::a_column_is_known_by_its_name() {
  // A spreadsheet takes the zero in front of a number away. These phone numbers would pass the test of a BSN.
  const auto found = of_rule(
      *RuleBook(DataFormat::csv)
           .check(folder_.write("people.csv", "BSN;Telefoon mobiel;n\n10000008;612345671;1\n10000021;612345683;2\n")),
      "personal_data");
  QStringList columns;
  for (const auto& one : found) columns << QString::fromStdString(one.column);
  QCOMPARE(columns, (QStringList{"BSN", "Telefoon mobiel"}));
}

void PersonalFindingsTest::dates_of_birth_beside_names() {
  const auto text = std::string("Achternaam;Geboortedatum;n\nDe Vries;03-11-1957;1\nJansen;1-2-1960;2\n");
  const auto found = of_rule(*RuleBook(DataFormat::csv).check(folder_.write("people.csv", text)), "personal_data");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found.at(0).column, std::string("Geboortedatum"));
  QVERIFY(found.at(0).advice.english().find("age") != std::string::npos);
  const auto machines = std::string("machine;built;n\nA;03-11-1957;1\nB;1-2-1960;2\n");
  QCOMPARE(of_rule(*RuleBook(DataFormat::csv).check(folder_.write("m.csv", machines)), "personal_data").size(), 0U);
}

void PersonalFindingsTest::photos_that_say_where_they_were_taken() {
  for (const bool little : {true, false}) {
    QVERIFY(tells_place(exif(little, true)));
    QVERIFY(!tells_place(exif(little, false)));
    QVERIFY(tells_place(jpeg_with(exif(little, true))));
    QVERIFY(!tells_place(jpeg_with(exif(little, false))));
    const auto whole = jpeg_with(exif(little, true));
    for (std::size_t length = 0; length < whole.size(); ++length) tells_place(whole.substr(0, length));
  }
  const auto tiff = exif(false, true);
  const auto png = std::string("\x89PNG\r\n\x1A\n", 8) + std::string("\0\0\0", 3) + static_cast<char>(tiff.size()) +
                   "eXIf" + tiff + "crc.";
  QVERIFY(tells_place(png));
  const auto webp = std::string("RIFF....WEBPVP8X") + std::string("\x02\0\0\0xx", 6) + "EXIF" +
                    static_cast<char>(tiff.size()) + std::string("\0\0\0", 3) + tiff;
  QVERIFY(tells_place(webp));

  // In a folder: one picture in three.
  const DataFolder folder;
  for (int i = 0; i < 3; ++i) folder.picture("good/" + std::to_string(i) + ".jpg");
  const auto plain = folder.path() / "good/1.jpg";
  QFile file(QString::fromStdString(plain.string()));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const auto bytes = file.readAll().toStdString();
  file.close();
  folder.write("good/1.jpg", jpeg_with(tiff).substr(0, jpeg_with(tiff).size() - 2) + bytes.substr(2));
  const auto found = of_rule(*RuleBook(DataFormat::imagefolder).check(folder.path()), "personal_data");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found.at(0).file, std::string("good/1.jpg"));
}

}  // namespace personal_findings_test

WERKBANK_TEST(personal_findings_test::PersonalFindingsTest);
#include "personal_findings_test.moc"
