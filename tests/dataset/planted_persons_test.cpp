// Personal data that was planted in made texts and pages: all of it is found and nothing else, wherever it stands. The
// texts know what is in them, so that nothing here looks for it in the way that the program does.
#include <array>
#include <string>
#include <utility>

#include "core/dataset/personal_texts.h"
#include "tests/dataset/made_persons.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace planted_persons_test {

struct Planted {
  std::uint64_t count = 0;
  std::uint64_t line = 0;  ///< of the first
  std::uint64_t files = 0;
  std::uint64_t last_file = 0;
};

QByteArray told(const std::array<Planted, personal_kinds>& all) {
  QByteArray text;
  for (std::size_t i = 0; i < personal_kinds; ++i) {
    text += QByteArray(kind_name(static_cast<PersonalKind>(i))) + ' ' + QByteArray::number(all[i].count) + " in " +
            QByteArray::number(all[i].files) + " from line " + QByteArray::number(all[i].line) + "; ";
  }
  return text;
}

/// Makes the lines of documents, and keeps what it planted in them.
class MadeDocuments {
 public:
  explicit MadeDocuments(bool are_pages) : are_pages_(are_pages) {}

  std::string next(int lines) {
    ++file_;
    line_ = 0;
    std::string text;
    while (line_ < static_cast<std::uint64_t>(lines)) text += line() + (person_.number(5) == 0 ? "\r\n" : "\n");
    return text;
  }
  const std::array<Planted, personal_kinds>& planted() const { return planted_; }

 private:
  std::string words(int most) {
    static constexpr std::array<const char*, 12> some{"de",  "pomp", "(zie", "boven)", "caf\u00e9", "is",
                                                      "op+", "3",    "42",   "stuks",  "9 januari", "x-7"};
    std::string text;
    for (int i = person_.number(most); i >= 0; --i) {
      const std::string word = some.at(static_cast<std::size_t>(person_.number(some.size())));
      text += (are_pages_ && person_.number(4) == 0 ? "<b id=\"t12345\">" + word + "</b>" : word) + ' ';
    }
    return text + "en ";  // a number right beside the one that is planted would be one with it
  }

  std::string line() {
    ++line_;
    auto text = words(30);
    if (person_.number(6) == 0) text += plant(static_cast<PersonalKind>(person_.number(personal_kinds)));
    text += " en " + words(30);
    return are_pages_ ? "<p class=\"c1\">" + text + "</p>" : text;
  }

  std::string plant(PersonalKind kind) {
    auto& planted = planted_.at(static_cast<std::size_t>(kind));
    if (planted.count++ == 0) planted.line = line_;
    if (std::exchange(planted.last_file, file_) != file_) ++planted.files;
    switch (kind) {
      case PersonalKind::citizen_number:
        return person_.bsn();
      case PersonalKind::bank_account:
        return person_.iban();
      case PersonalKind::email:
        return address();
      case PersonalKind::phone:
        return "06-" + person_.digits(8);
      case PersonalKind::birth_date:
        return "geboren op " + std::to_string(1 + person_.number(28)) + "-3-1957";
    }
    return {};
  }

  std::string address() {
    const auto name = "klant" + person_.digits(2);
    if (!are_pages_) return name + "@voorbeeld.nl";
    return person_.number(2) == 0 ? name + "&#64;voorbeeld&period;nl"
                                  : "<a href=\"mailto:" + name + "@voorbeeld.nl\">mail</a>";
  }

  bool are_pages_;
  PersonMaker person_;
  std::uint64_t file_ = 0;
  std::uint64_t line_ = 0;
  std::array<Planted, personal_kinds> planted_;
};

class PlantedPersonsTest : public QObject {
  Q_OBJECT

 private slots:
  void all_that_was_planted_is_found_and_nothing_else_data() {
    QTest::addColumn<bool>("are_pages");
    QTest::addColumn<qsizetype>("block");
    for (const qsizetype block : {100, 4096, 262'144}) {
      QTest::addRow("texts in blocks of %d", static_cast<int>(block)) << false << block;
      QTest::addRow("pages in blocks of %d", static_cast<int>(block)) << true << block;
    }
  }
  void all_that_was_planted_is_found_and_nothing_else() {
    QFETCH(bool, are_pages);
    QFETCH(qsizetype, block);
    MadeDocuments made(are_pages);
    PersonalCounts found;
    for (int i = 0; i < 8; ++i) {
      const auto text = made.next(i % 2 == 0 ? 3 : 400);
      found.begin_file(std::to_string(i));
      PersonalDocument document(found, are_pages);
      for (std::size_t at = 0; at < text.size(); at += static_cast<std::size_t>(block))
        document.add(std::string_view(text).substr(at, static_cast<std::size_t>(block)));
      document.finish();
    }
    std::array<Planted, personal_kinds> seen;
    for (std::size_t i = 0; i < personal_kinds; ++i) {
      const auto& one = found.seen(static_cast<PersonalKind>(i));
      seen.at(i) = {one.count, one.line, one.files, one.last_file};
    }
    QCOMPARE(told(seen), told(made.planted()));
    QVERIFY(seen[0].count > 20);
  }
};

}  // namespace planted_persons_test

WERKBANK_TEST(planted_persons_test::PlantedPersonsTest);
#include "planted_persons_test.moc"
