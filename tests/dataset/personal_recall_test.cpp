// How much of what leads to a person is found in made texts, and how much of what only looks like it.
#include <algorithm>
#include <cstdio>
#include <map>

#include "core/dataset/personal_data.h"
#include "made_persons.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace personal_recall_test {

class PersonalRecallTest : public QObject {
  Q_OBJECT

 private slots:
  void precision_and_recall_on_a_made_set();
  void precision_and_recall_in_running_text();
};

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
          kind != nullptr && std::string(kind_name(one.kind)) == kind && text.substr(one.begin, one.length) == what;
      if (is_it) found = true;
      if (!is_it) ++counts_[kind_name(one.kind)].wrong;
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
void PersonalRecallTest::precision_and_recall_on_a_made_set() {
  PersonMaker make;
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
void PersonalRecallTest::precision_and_recall_in_running_text() {
  PersonMaker make;
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

}  // namespace personal_recall_test

WERKBANK_TEST(personal_recall_test::PersonalRecallTest);
#include "personal_recall_test.moc"
