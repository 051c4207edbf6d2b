// A folder of documents to search in: which are read, what is left out, and how they look to the model.
#include "core/dataset/document_check.h"

#include <fstream>

#include <QTemporaryDir>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "core/dataset/data_repair.h"
#include "core/dataset/page_text.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace document_rules_test {

class DocumentRulesTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  JobTemplate template_;

  std::filesystem::path root() const { return std::filesystem::path(folder_.path().toStdString()) / "set"; }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root() / name).parent_path());
    std::ofstream(root() / name, std::ios::binary) << text;
  }
  void write_good(int count = 12) const {
    for (int i = 0; i < count; ++i)
      write("deep/er/" + std::to_string(i) + ".txt", "Tekst " + std::to_string(i) + "\nover pompen.\n");
  }
  DataReport checked() const {
    const auto report = check_data(template_, template_.data[0], root(), default_values(template_), {}, {});
    if (!report.ok()) qFatal("not checked");
    return *report;
  }
  std::string found() const {
    std::string all;
    for (const auto& one : checked().findings)
      all += one.rule + ':' + one.file + ':' + std::to_string(one.line.value_or(0)) + ' ';
    return all;
  }

 private slots:
  void initTestCase() {
    const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/embed-index");
    QVERIFY2(read.ok(), read.ok() ? "" : (read.error().message.english() + read.error().detail).c_str());
    template_ = *read;
  }
  void init() { std::filesystem::remove_all(root()); }

  void a_folder_of_documents_can_be_used() {
    write_good();
    write("page.html", "<html><script>x()</script><p>Een <b>pagina</b> &amp; meer</p></html>");
    write("a.PDF", "%PDF-1.4 ...");
    const auto report = checked();
    QVERIFY(report.usable());
    QCOMPARE(report.size.rows, 14U);
    QCOMPARE(report.columns, std::vector<std::string>{"text"});
    QCOMPARE(report.proposed.at("text"), std::string("text"));
    QCOMPARE(found(), std::string("personal_data:a.PDF:0 pdf_documents:a.PDF:0 "));
    QCOMPARE(report.table.rows[0], (std::vector<std::string>{"a.PDF", "PDF"}));
    QCOMPARE(report.table.rows[1], (std::vector<std::string>{"deep/er/0.txt", "Tekst 0 over pompen."}));
    QCOMPARE(report.table.rows.back(), (std::vector<std::string>{"page.html", "Een pagina & meer"}));
    QVERIFY(!may_be_repaired(template_.data[0], report));
    QVERIFY(!*find_repairs(template_.data[0], root(), {}, {}, {}));
  }

  void what_is_left_out_is_said_with_its_name() {
    write_good();
    write("b.docx", "PK");
    write("empty.md", " \n\n");
    write("zero.txt", std::string("een\ntwee\0\n", 10));
    write("no.pdf", "hello");
    write("caf.txt", "een\ncaf\xe9\n");
    write("big.html", std::string((25U << 20U) + 1, 'x'));
    write(".hidden/x.docx", "x");
    write("questions.csv", "vraag,bestand\nwat,deep/er/0.txt\n");
    QCOMPARE(found(), std::string("largest_document:big.html:0 document_letters:caf.txt:2 readable_documents:no.pdf:0 "
                                  "readable_documents:zero.txt:2 personal_data:b.docx:0 document_kinds:b.docx:0 "
                                  "empty_documents:empty.md:0 "));
    QCOMPARE(checked().findings[4].message.english(),
             std::string("Werkbank did not look for personal data in 3 of the files, such as b.docx."));
    QVERIFY(checked().usable());
    QCOMPARE(checked().size.rows, 13U);
  }

  void a_letter_over_the_end_of_a_block_is_whole() {
    write_good();
    write("long.txt", std::string((256U << 10U) - 1, 'x') + "\xC3\xA9\n");
    QCOMPARE(found(), std::string());
    write("long.txt", std::string((256U << 10U) - 1, 'x') + "\n\xC3");
    QCOMPARE(found(), std::string("document_letters:long.txt:2 "));
  }

  void too_few_is_an_error() {
    write_good(3);
    QCOMPARE(found(), std::string("min_documents:set:0 "));
    QVERIFY(!checked().usable());
    write("table.csv", "tekst\nx\n");  // whose rows are documents too
    QCOMPARE(found(), std::string());
  }

  void one_table_is_still_a_table() {
    std::string text = "titel,tekst\n";
    for (int i = 0; i < 12; ++i) text += "t" + std::to_string(i) + ",Een lange tekst " + std::to_string(i) + "\n";
    write("documents.csv", text);
    write("photo.png", "x");
    const auto report = checked();
    QCOMPARE(report.columns, (std::vector<std::string>{"titel", "tekst"}));
  }

  void hostile_names_are_only_names() {
    write_good();
    write("$(touch X)\x1b[2J\n<b>.md", "tekst");
    write("caf\xe9.txt", "tekst");
    const auto report = checked();
    QVERIFY(report.usable());
    QCOMPARE(report.size.rows, 14U);
    for (const auto& row : report.table.rows) QVERIFY(QString::fromStdString(row[0]).toStdString() == row[0]);
  }

  void personal_data_is_told_over_all_documents() {
    write_good();
    write("a/mail.txt", "Beste\nbel 06 12345678\nof mail jan@voorbeeld.nl\n");
    write("b.html", "<p>niets</p>\n<a href='mailto:eva@voorbeeld.nl'>mail</a>");
    write("c.csv", "naam,telefoon\nx,0612345679\n");
    write("caf\xe9.md", "geboren op 3-11-1957");
    write("questions.csv", "vraag,bestand\nwie is piet@voorbeeld.nl,a/mail.txt\n");
    QCOMPARE(found(),
             std::string("personal_data:a/mail.txt:3 personal_data:a/mail.txt:2 personal_data:caf\u00e9.md:1 "));
    const auto report = checked();
    QVERIFY(report.usable());
    QCOMPARE(report.findings[0].severity, Severity::warning);
    const auto words = report.findings[0].message.english();
    QVERIFY2(words.find("e-mail addresses: 3, in 3 of the files, such as j") != std::string::npos, words.c_str());
    QVERIFY2(words.find("in a/mail.txt on line 3.") != std::string::npos, words.c_str());
    QVERIFY(words.find("voorbeeld") == std::string::npos);
    QVERIFY(report.findings[1].message.english().find("phone numbers: 2, in 2 of") != std::string::npos);
  }

  void many_mails_give_few_sentences() {
    for (int i = 0; i < 300; ++i)
      write("mail" + std::to_string(i) + ".txt", "Order " + std::to_string(300'000'000 + 7 * i) + ", bel 0612345678\n");
    const auto report = checked();
    QCOMPARE(report.findings.size(), 1U);
    QVERIFY(report.findings[0].message.english().find("phone numbers: 300, in 300 of") != std::string::npos);
  }

  void a_page_that_was_never_closed_is_read() {
    QCOMPARE(page_text("a <!-- never", 100), std::string("a"));
    QCOMPARE(page_text("a<p", 100), std::string("a"));
    QCOMPARE(page_text("a<style>never", 100), std::string("a"));
    QCOMPARE(page_text("<STYLE>x</Style >a<br/>b&lt;c&nbsp;d&x", 100), std::string("a b<c d&x"));
    QCOMPARE(page_text("<", 100), std::string());
    QCOMPARE(page_text("a < b <!--> c <!-- -> --> d&#65;&#x42;&#160;&#0;", 100), std::string("a < b c dAB &#0;"));
    QVERIFY(page_text(std::string(1'000'000, 'x'), 200).size() <= 200);
  }
};

}  // namespace document_rules_test

WERKBANK_TEST(document_rules_test::DocumentRulesTest);
#include "document_rules_test.moc"
