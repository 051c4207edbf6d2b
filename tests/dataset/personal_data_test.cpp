// What in a table or a photo may lead to a person: found where it is, not found where it is not, and never shown whole.
#include <algorithm>
#include <cstdio>
#include <map>
#include <random>

#include "core/dataset/personal_data.h"
#include "core/dataset/photo_place.h"
#include "rule_book.h"
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
  void says_what_a_column_holds_and_never_shows_it();
  void numbers_of_orders_are_no_numbers_of_people();
  void a_column_is_known_by_its_name();
  void dates_of_birth_beside_names();
  void photos_that_say_where_they_were_taken();
  void precision_and_recall_on_a_made_set();
  void precision_and_recall_in_running_text();

 private:
  DataFolder folder_;
};

namespace {

const char* name_of(PersonalKind kind) {
  static constexpr const char* names[] = {"bsn", "iban", "email", "phone", "birth"};
  return names[static_cast<int>(kind)];
}

QStringList found_in(const std::string& text) {
  QStringList all;
  for (const auto& one : find_personal_data(text)) {
    if (one.passes)
      all << QString("%1:%2").arg(name_of(one.kind), QString::fromStdString(text.substr(one.begin, one.length)));
  }
  return all;
}

// Numbers that pass the test of their kind, made by chance.
struct Maker {
  std::mt19937 chance{7};
  int number(int below) { return static_cast<int>(chance() % static_cast<unsigned>(below)); }
  std::string digits(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + number(10));
    return text;
  }
  std::string bsn() {
    while (true) {
      auto text = digits(9);
      if (is_citizen_number(text)) return text;
    }
  }
  std::string no_bsn() {
    while (true) {
      auto text = digits(9);
      if (!is_citizen_number(text)) return text;
    }
  }
  std::string iban() {
    const std::string bank = std::string("INGB0") + digits(9);
    for (int check = 2; check <= 98; ++check) {
      auto text = "NL" + std::string(check < 10 ? "0" : "") + std::to_string(check) + bank;
      if (is_iban(text)) return text;
    }
    return {};
  }
};

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
  row("tel.\u00A006\u00A012345678\u00A0graag", "phone:06\u00A012345678");
  row("06\u201112\u201134\u201156\u201178", "phone:06\u201112\u201134\u201156\u201178");
  row("0612345678\u2013ook na vijf uur", "phone:0612345678");
}

void PersonalDataTest::finds_what_leads_to_a_person() {
  QFETCH(QString, text);
  QFETCH(QString, found);
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

void PersonalDataTest::says_what_a_column_holds_and_never_shows_it() {
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

void PersonalDataTest::numbers_of_orders_are_no_numbers_of_people() {
  Maker make;
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

void PersonalDataTest::a_column_is_known_by_its_name() {
  // A spreadsheet takes the zero in front of a number away. These phone numbers would pass the test of a BSN.
  const auto found = of_rule(
      *RuleBook(DataFormat::csv)
           .check(folder_.write("people.csv", "BSN;Telefoon mobiel;n\n10000008;612345671;1\n10000021;612345683;2\n")),
      "personal_data");
  QStringList columns;
  for (const auto& one : found) columns << QString::fromStdString(one.column);
  QCOMPARE(columns, (QStringList{"BSN", "Telefoon mobiel"}));
}

void PersonalDataTest::dates_of_birth_beside_names() {
  const auto text = std::string("Achternaam;Geboortedatum;n\nDe Vries;03-11-1957;1\nJansen;1-2-1960;2\n");
  const auto found = of_rule(*RuleBook(DataFormat::csv).check(folder_.write("people.csv", text)), "personal_data");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found.at(0).column, std::string("Geboortedatum"));
  QVERIFY(found.at(0).advice.english().find("age") != std::string::npos);
  const auto machines = std::string("machine;built;n\nA;03-11-1957;1\nB;1-2-1960;2\n");
  QCOMPARE(of_rule(*RuleBook(DataFormat::csv).check(folder_.write("m.csv", machines)), "personal_data").size(), 0U);
}

void PersonalDataTest::photos_that_say_where_they_were_taken() {
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

namespace {

// What is found in made sentences, beside what was put there.
class Score {
 public:
  // `kind` is what `what` is, a part of `text`; nullptr where nobody is in it.
  void look(const std::string& text, const std::string& what, const char* kind) {
    bool found = false;
    for (const auto& one : find_personal_data(text)) {
      if (!one.passes) continue;
      const bool is_it =
          kind != nullptr && std::string(name_of(one.kind)) == kind && text.substr(one.begin, one.length) == what;
      if (is_it) found = true;
      if (!is_it) ++counts_[name_of(one.kind)].wrong;
    }
    if (kind != nullptr) ++(found ? counts_[kind].right : counts_[kind].missed);
  }

  void tell(const char* where, const char* kind, double least_precision, double least_recall) {
    const auto& one = counts_[kind];
    const double precision = static_cast<double>(one.right) / std::max(1, one.right + one.wrong);
    const double recall = static_cast<double>(one.right) / std::max(1, one.right + one.missed);
    std::printf("personal data in %s, %s: precision %.4f, recall %.4f (%d right, %d missed, %d wrong)\n", where, kind,
                precision, recall, one.right, one.missed, one.wrong);
    QVERIFY2(precision > least_precision, kind);
    QVERIFY2(recall > least_recall, kind);
  }

 private:
  struct Count {
    int right = 0, missed = 0, wrong = 0;
  };
  std::map<std::string, Count> counts_;
};

}  // namespace

// Sentences as they stand in complaints and logs, with something in them or with something that looks like it.
void PersonalDataTest::precision_and_recall_on_a_made_set() {
  Maker make;
  const std::vector<std::string> before{"Klant belt over ",    "Zie ", "volgens mail: ", "Ref ", "",
                                        "Neem contact op met "};
  const std::vector<std::string> after{" en wil antwoord.", ", graag spoed", "", " (bekend)", ". Afgehandeld"};
  Score score;
  const auto look = [&](const std::string& what, const char* kind) {
    score.look(
        before[static_cast<std::size_t>(make.number(6))] + what + after[static_cast<std::size_t>(make.number(5))], what,
        kind);
  };
  for (int i = 0; i < 2000; ++i) {
    auto bsn = make.bsn();
    look(i % 3 == 0 ? bsn.substr(0, 4) + "." + bsn.substr(4, 2) + "." + bsn.substr(6) : bsn, "bsn");
    auto iban = make.iban();
    if (i % 2 == 0) {
      for (const std::size_t place : {4U, 9U, 14U, 19U}) iban.insert(place, " ");
    }
    look(iban, "iban");
    static const char* domains[] = {"voorbeeld.nl", "mail.example.com", "gemeente-x.example", "bedrijf.co.uk"};
    look("klant" + make.digits(3) + (i % 2 == 0 ? ".jansen@" : "@") + domains[make.number(4)], "email");
    const auto eight = make.digits(8);
    const std::string phones[] = {
        "06" + eight, "06-" + eight, "+316" + eight, "050-" + std::to_string(1 + make.number(9)) + make.digits(6),
        "06 " + eight.substr(0, 2) + " " + eight.substr(2, 2) + " " + eight.substr(4, 2) + " " + eight.substr(6)};
    look(phones[make.number(5)], "phone");
    // What is none.
    look(make.digits(9), nullptr);  // of which one in eleven passes the test; in a column of them none would be told
    look("order " + make.digits(7), nullptr);
    look("artikel " + make.digits(12), nullptr);
    look("2026-0" + std::to_string(1 + make.number(9)) + "-1" + make.digits(1) + " 1" + make.digits(1) + ":30",
         nullptr);
    look("EUR 1.2" + make.digits(2) + "," + make.digits(2), nullptr);
    auto wrong = make.iban();
    wrong[3] = wrong[3] == '9' ? '1' : static_cast<char>(wrong[3] + 1);
    look(wrong, nullptr);
    look("@afdeling" + make.digits(2), nullptr);
    look("v" + make.digits(1) + "." + make.digits(2) + "." + make.digits(3), nullptr);
  }
  for (const char* kind : {"iban", "email", "phone"}) score.tell("cells", kind, 0.97, 0.97);
  score.tell("cells", "bsn", 0.88, 0.97);
}

// Running text in both languages; half of it with what only looks like personal data.
void PersonalDataTest::precision_and_recall_in_running_text() {
  Maker make;
  Score score;
  const auto put = [&](std::string sentence, const std::string& what, const char* kind) {
    sentence.replace(sentence.find("{}"), 2, what);
    score.look(sentence, what, kind);
  };
  const auto one_of = [&](const std::vector<std::string>& all) {
    return all[static_cast<std::size_t>(make.number(static_cast<int>(all.size())))];
  };
  const auto day = [&](const char* months[12]) {
    const auto number = std::to_string(1 + make.number(28));
    const auto month = make.number(12);
    const auto year = std::to_string(1940 + make.number(80));
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return one_of({number + "-" + std::to_string(month + 1) + "-" + year, number + " " + months[month] + " " + year,
                   year + "-" + two(month + 1) + "-" + two(std::stoi(number)),
                   number + "/" + two(month + 1) + "/" + year});
  };
  static const char* dutch[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                "juli",    "augustus", "september", "oktober", "november", "december"};
  static const char* english[] = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};
  for (int i = 0; i < 2000; ++i) {
    put(one_of({"Zijn burgerservicenummer is {}, zei hij om 10.15 uur.", "Met BSN {} op 2 formulieren van 2024.",
                "Her citizen service number (BSN): {}. She called twice."}),
        make.bsn(), "bsn");
    put(one_of({"Graag 1.250,00 overmaken op {} o.v.v. factuur 2026-118.", "Transfer EUR 1,250 to {} within 14 days."}),
        make.iban(), "iban");
    put(one_of({"Stuur de tekening (versie 2.1) naar {}, dan kijk ik.", "Write to {} before Friday 12.00."}),
        "m.de.boer" + make.digits(2) + "@" + one_of({"voorbeeld.nl", "mail.example.com"}), "email");
    const auto eight = make.digits(8);
    put(one_of({"Bel mij morgen op {} tussen 9 en 12 uur.", "Call me on {}, or try room 12.", "Nummer: {}. Order 12."}),
        one_of({"06 " + eight, "06-" + eight, "06/" + eight, "0592 " + eight.substr(0, 1) + "12345",
                "050" + eight.substr(0, 1) + "234567", "+31 6 " + eight, "050-" + eight.substr(0, 1) + "123456",
                "06\u00A0" + eight.substr(0, 4) + "\u00A0" + eight.substr(4)}),
        "phone");
    put(one_of({"Mevrouw De Vries, geboren te Assen op {}, woont daar.", "Dhr. Jansen (geb. {}) belde 2 keer.",
                "Jansen, A., geb {}, Assen"}),
        day(dutch), "birth");
    put(one_of({"The patient, born in 9712 on {}, was seen at 10.15.", "Date of birth: {}."}), day(english), "birth");
    // What is none.
    put(one_of({"Uw order {} is onderweg.", "Article code {} is out of stock.", "Meterstand {} op 1 mei."}),
        make.digits(9), nullptr);  // of which one in eleven passes the test; among many others none is told
    put(one_of({"De pers is gebouwd op {} in Assen.", "Delivered on {}, signed for at 10.15.",
                "De storing begon op {} om 06.12 uur.", "The airborne unit left on {}."}),
        day(make.number(2) == 0 ? dutch : english), nullptr);
    put(one_of({"Wij draaien versie {} sinds mei.", "Firmware {} fixes the pump."}),
        make.digits(2) + "." + make.digits(1) + "." + make.digits(4) + "-" + make.digits(2), nullptr);
    put("Zie ISBN {} op bladzijde 12.", "978-90-" + make.digits(3) + "-" + make.digits(4) + "-" + make.digits(1),
        nullptr);
    put("Streepjescode {} niet gevonden.", make.digits(13), nullptr);
    put("Zending 3S{} is zoek.", make.digits(11), nullptr);
    put("In het log: {} fout 12.", "2026-11-0" + std::to_string(1 + make.number(9)) + " 10:15:" + make.digits(2),
        nullptr);
    put("Het plaatje {} is te groot.", "logo" + make.digits(2) + "@2x.png", nullptr);
    put("De offerte is {} inclusief btw.", "12." + make.digits(3) + "." + make.digits(3) + ",00", nullptr);
    put("Meet op {} en noteer.", "53." + make.digits(6) + ", 6." + make.digits(6), nullptr);
    put("KvK {} te Groningen.", make.digits(8), nullptr);
  }
  for (const char* kind : {"iban", "email", "birth"}) score.tell("running text", kind, 0.97, 0.97);
  score.tell("running text", "bsn", 0.88, 0.97);
  // Ten digits in a row from 0 on, but for 06, may be any number.
  score.tell("running text", "phone", 0.97, 0.8);
}

}  // namespace personal_data_test

WERKBANK_TEST(personal_data_test::PersonalDataTest);
#include "personal_data_test.moc"
