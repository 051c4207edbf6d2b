// Sentences in which every word has a tag: every way of writing them, what is wrong with its line, and the preview.
#include "core/dataset/marked_check.h"

#include <algorithm>
#include <fstream>

#include <QTemporaryDir>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "core/dataset/data_repair.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace marked_words_test {

/// Thirty sentences of five words with a name of two words and a place of one.
std::string good(const char* b = "B", const char* i = "I", const char* s = "B", const std::string& gap = "\t") {
  std::string text;
  for (int n = 0; n < 30; ++n) {
    const auto number = std::to_string(n);
    text += "Dag" + number + gap + "O\nde" + gap + b + "-NAAM\nVries" + gap + i + "-NAAM\nin" + gap + "O\nAssen" + gap +
            s + "-PLAATS\n\n";
  }
  return text;
}
constexpr std::uint64_t good_lines = 180;

class MarkedWordsTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  JobTemplate template_;

  std::filesystem::path write(const std::string& text, const std::string& name = "a.conll") const {
    const auto place = std::filesystem::path(folder_.path().toStdString()) / name;
    std::filesystem::create_directories(place.parent_path());
    std::ofstream(place, std::ios::binary) << text;
    return place;
  }
  DataReport checked(const std::filesystem::path& path) const {
    const auto report = check_data(template_, template_.data[0], path, default_values(template_), {}, {});
    if (!report.ok()) qFatal("not checked");
    return *report;
  }
  /// "rule:line " of all findings.
  std::string found(const std::string& text, const std::string& name = "a.conll") const {
    std::string all;
    for (const auto& one : checked(write(text, name)).findings)
      all += one.rule + ':' + std::to_string(one.line.value_or(0)) + ' ';
    return all;
  }
  static std::string at(const char* rule, std::uint64_t line) {
    return std::string(rule) + ':' + std::to_string(line) + ' ';
  }

 private slots:
  void initTestCase() {
    const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/text-mark");
    QVERIFY2(read.ok(), read.ok() ? "" : (read.error().message.english() + read.error().detail).c_str());
    template_ = *read;
  }
  void init() {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().toStdString()))
      std::filesystem::remove_all(entry.path());
  }

  void every_way_of_writing_is_read_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("IOB2") << QByteArray(good().c_str());
    QTest::newRow("IOB") << QByteArray(good("I", "I", "I").c_str());
    QTest::newRow("BIOES") << QByteArray(good("B", "E", "S").c_str());
    QTest::newRow("BILOU") << QByteArray(good("B", "L", "U").c_str());
    QTest::newRow("spaces") << QByteArray(good("B", "I", "B", " ").c_str());
    QTest::newRow("four columns") << QByteArray(good("B", "I", "B", " NN  X ").c_str());
    QTest::newRow("begin of a document") << QByteArray(("-DOCSTART- -X- O O\n\n" + good()).c_str());
    QTest::newRow("begin of a document, by tabs") << QByteArray(("-DOCSTART-\tO\n\n" + good()).c_str());
    QTest::newRow("lines of Windows, and a mark")
        << QByteArray(("\xEF\xBB\xBF" + good()).c_str()).replace("\n", "\r\n");
  }
  void every_way_of_writing_is_read() {
    QFETCH(QByteArray, text);
    const auto report = checked(write(text.toStdString()));
    QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].message.english().c_str());
    QCOMPARE(report.size.rows, 150U);
    QCOMPARE(report.table.header, (std::vector<std::string>{"sentence", "marks"}));
    QCOMPARE(report.table.rows.size(), 8U);
    QCOMPARE(report.table.rows[1],
             (std::vector<std::string>{"Dag1 de Vries in Assen", "NAAM: de Vries, PLAATS: Assen"}));
  }

  void marks_that_touch_stay_apart() {
    const auto report =
        checked(write("Jan\tI-NAAM\nPiet\tB-NAAM\nSmit\tI-NAAM\nLeek\tI-PLAATS\n\n" + good("I", "I", "I")));
    QVERIFY(report.findings.empty());
    QCOMPARE(report.table.rows[0][1], std::string("NAAM: Jan, NAAM: Piet Smit, PLAATS: Leek"));
  }

  void what_is_wrong_has_its_line_data() {
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("findings");
    const auto row = [](const char* name, const std::string& more, const std::string& findings) {
      QTest::newRow(name) << QByteArray(more.c_str(), static_cast<qsizetype>(more.size()))
                          << QByteArray(findings.c_str());
    };
    row("no tag", "woord\n", at("word_with_tag", 181));
    row("no word", "\tO\n", at("word_with_tag", 181));
    row("a tag that is none", "a\tNAAM\nb\tB-\nc\tb-NAAM\n",
        at("known_tag", 181) + at("known_tag", 182) + at("known_tag", 183));
    row("I- without B-", "a\tO\nb\tI-NAAM\n", at("whole_marks", 182));
    row("I- of another kind", "a\tB-NAAM\nb\tI-PLAATS\n", at("whole_marks", 182));
    row("IOB among IOB2", "\n" + good("I", "I", "I"), at("whole_marks", 183));
    row("BIOES among IOB2", "\n" + good("B", "E", "S"), at("one_scheme", 3));
    row("three columns", "a\tx\tO\n", at("even_columns", 181));
    row("one more tab", "a\tO\t\n", at("word_with_tag", 181));
    row("a kind that is rare", "a\tB-NAAN\n", at("marks_per_kind", 181));
    row("no letters of UTF-8", "caf\xe9\tO\n", at("utf8", 181));
  }
  void what_is_wrong_has_its_line() {
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, findings);
    QCOMPARE(QByteArray(found(good() + more.toStdString()).c_str()), findings);
  }

  void a_sentence_of_thousands_of_words_is_said_once() {
    std::string text = good();
    for (int i = 0; i < 5000; ++i) text += "woord\tO\n";
    QCOMPARE(found(text), at("longest_sentence", good_lines + 1));
  }

  void too_little_is_said() {
    QCOMPARE(found(""), at("min_sentences", 0));
    QCOMPARE(found("a\tO\n\nb\tO\n"), at("min_sentences", 0) + at("has_marks", 0));
    std::string kinds;
    for (int kind = 0; kind < 60; ++kind) kinds += "a\tB-K" + std::to_string(kind) + "\n\n";
    QCOMPARE(found(kinds), at("max_kinds", 0));
  }

  void a_table_is_read_by_the_same_rules() {
    std::string text = "zin;woord;tag\n";
    for (int n = 0; n < 30; ++n) {
      const auto zin = std::to_string(n) + ';';
      text += zin + "\"1,5\";O\n" + zin + "Jan;B-NAAM\n" + zin + "Smit;I-NAAM\n";
    }
    const auto report = checked(write(text, "a.csv"));
    QVERIFY(report.findings.empty());
    QCOMPARE(report.table.rows[2], (std::vector<std::string>{"1,5 Jan Smit", "NAAM: Jan Smit"}));
    QCOMPARE(found(text + "9;x;I-NAAM\n", "a.csv"), at("whole_marks", 92));
    QCOMPARE(found(text + "9;;O\n9;x\n", "a.csv"), at("word_with_tag", 92) + at("even_columns", 93));
    QCOMPARE(found("woord;tag\na;O\n", "a.csv"), at("sentence_column", 1) + at("min_sentences", 0));
  }

  void people_are_found_across_the_words_of_a_sentence() {
    const std::string phone = "bel\tO\n06\tO\n12345678\tO\n.\tO\n";
    const std::string birth = "geboren\tO\nop\tO\n3-11-1957\tO\n";
    const auto report = checked(write(good() + phone + "\n" + birth + "\nmail\tO\njan@voorbeeld.nl\tO\n"));
    QVERIFY(report.usable());
    QCOMPARE(found(good() + phone + "\n" + birth + "\nmail\tO\njan@voorbeeld.nl\tO\n"),
             at("personal_data", 190) + at("personal_data", 181) + at("personal_data", 186));
    for (const auto& one : report.findings) {
      const auto words = one.message.in(Language::english);
      QVERIFY2(words.contains("Your sentences hold") && words.contains(": 1, such as"), qPrintable(words));
      for (const char* secret : {"12345678", "voorbeeld", "1957"}) QVERIFY2(!words.contains(secret), qPrintable(words));
    }
    // Of two sentences: nobody's number.
    QCOMPARE(found(good() + "maat\tO\n06\tO\n\n12345678\tO\n"), std::string());
  }

  void people_are_found_in_a_table_of_words() {
    std::string text = "zin;woord;tag\n";
    for (int n = 0; n < 30; ++n) text += std::to_string(n) + ";Jan;B-NAAM\n" + std::to_string(n) + ";06;O\n";
    text += "30;+31;O\n30;6;O\n30;12345678;O\n";
    QCOMPARE(found(text, "a.csv"), at("personal_data", 62));
  }

  void a_sentence_without_an_end_is_looked_through_in_little_memory() {
    std::string text = good();
    for (int i = 0; i < 60'000; ++i) text += i % 20'000 == 19'999 ? "06\tO\n12345678\tO\n" : "woord\tO\n";
    const auto report = checked(write(text));
    const auto people = std::find_if(report.findings.begin(), report.findings.end(),
                                     [](const Finding& one) { return one.rule == "personal_data"; });
    QVERIFY(people != report.findings.end());
    QCOMPARE(people->line.value_or(0), good_lines + 1);
    QVERIFY(people->message.english().find("phone numbers: 3") != std::string::npos);
  }

  void hostile_bytes_are_said_and_bounded() {
    QVERIFY(found(good() + std::string(3'000'000, 'x') + '\n').find("word_with_tag:181") != std::string::npos);
    QVERIFY(found(good() + std::string("a\0b\tB-\x1b[2J\n", 11)).find("known_tag") == std::string::npos);
    std::string many = good();
    for (int i = 0; i < 3000; ++i) many += "a\tB-" + std::to_string(i) + "\n\n";
    QVERIFY(found(many).find("max_kinds") != std::string::npos);
  }

  void a_folder_with_one_file_counts_as_that_file() {
    write(good(), "set/a.bio");
    write("x", "set/readme.md");
    QVERIFY(checked(std::filesystem::path(folder_.path().toStdString()) / "set").usable());
    write(good(), "set/b.txt");
    const auto report = checked(std::filesystem::path(folder_.path().toStdString()) / "set");
    QVERIFY(!report.usable());
    QCOMPARE(report.findings[0].rule, std::string("one_file"));
  }

  // As a table its empty lines would be gone, and with them the sentences.
  void it_is_never_repaired_as_a_table() {
    const auto path = write(good() + "caf\xe9\tO\n");
    QVERIFY(!may_be_repaired(template_.data[0], checked(path)));
    QVERIFY(!*find_repairs(template_.data[0], path, {}, {}, {}));
  }
};

}  // namespace marked_words_test

WERKBANK_TEST(marked_words_test::MarkedWordsTest);
#include "marked_words_test.moc"
