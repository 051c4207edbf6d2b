// Every rule for tables: found where it is, not found where it is not, in words without a gap.
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace table_rules_test {

class TableRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_table_has_no_findings();
  void says_how_the_table_looks();
  void finds_what_is_wrong_data();
  void finds_what_is_wrong();
  void counts_what_is_more_than_twenty();
  void a_number_to_predict_needs_no_classes();
  void checks_the_column_that_was_answered();
  void passes_over_columns_that_were_set_aside();
  void a_warning_does_not_repeat_an_error();
  void words_of_the_data_cannot_fill_places();
  void figures_follow_the_language();
  void says_what_an_upload_would_leave_out_or_stop_at();

 private:
  DataFolder folder_;
};

namespace {

// `count` rows of three columns that no rule objects to.
std::string good_rows(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += std::to_string(0.37 * ((i * 7) % 11)) + "," + (i % 3 == 0 ? "red" : "blue") + "," +
            (i % 2 == 0 ? "yes" : "no") + "\n";
  }
  return text;
}

const std::string header = "size,colour,bought\n";

}  // namespace

void TableRulesTest::a_good_table_has_no_findings() {
  const RuleBook rules(DataFormat::csv);
  const auto report = rules.check(folder_.write("good.csv", header + good_rows(40)));
  QVERIFY(report.ok());
  for (const auto& one : report.value().findings) QFAIL(one.message.english().c_str());
  QVERIFY(report.value().usable());
}

void TableRulesTest::says_how_the_table_looks() {
  const RuleBook rules(DataFormat::csv);
  const auto result = rules.check(folder_.write("good.csv", "\xEF\xBB\xBF" + header + good_rows(40)));
  const auto& report = result.value();
  QCOMPARE(report.size.rows, 40U);
  QCOMPARE(report.size.columns, 3U);
  QCOMPARE(report.files, 1U);
  QVERIFY(report.size.bytes > 500);
  QCOMPARE(report.columns, (std::vector<std::string>{"size", "colour", "bought"}));
  QCOMPARE(report.proposed.at("target"), std::string("bought"));
  QCOMPARE(report.table.header, report.columns);
  QCOMPARE(report.table.rows.size(), 20U);
  QCOMPARE(report.table.rows.at(0).at(1), std::string("red"));
}

void TableRulesTest::finds_what_is_wrong_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("rule");
  QTest::addColumn<int>("line");  // 0: none
  QTest::addColumn<QString>("column");
  QTest::addColumn<QString>("words");  // part of the English message
  const auto row = [](const char* name, const std::string& text, const char* rule, int line, const char* column,
                      const char* words) {
    QTest::newRow(name) << QByteArray::fromStdString(text) << rule << line << column << words;
  };
  row("windows encoding", header + good_rows(3) + "1,Frysl\xE2n,no\n", "utf8", 5, "", "value=<Windows-1252> count=<1>");
  row("encoding inside quotes", header + "1,\"x\ny \xE2 z\",no\n" + good_rows(9), "utf8", 3, "", "count=<1>");
  row("no header", "5.1,3.5,yes\n4.9,3.0,no\n4.7,3.2,no\n4.6,3.1,yes\n", "has_header", 1, "", "value=<5.1>");
  row("header without names", ",,bought\n" + good_rows(9), "has_header", 1, "", "file=<table.csv>");
  row("header twice", "size,size,bought\n" + good_rows(9), "unique_headers", 1, "size", "count=<2>");
  row("header twice after blanks", "size, size ,bought\n" + good_rows(9), "unique_headers", 1, "size", "count=<2>");
  row("a cell too many", header + good_rows(5) + "1,red,yes,4\n", "same_column_count", 7, "", "count=<4> limit=<3>");
  row("a cell too few after newlines", header + "1,\"r\n\ned\",yes\n1,red\n" + good_rows(4), "same_column_count", 5, "",
      "count=<2> limit=<3>");
  row("target with gaps", header + good_rows(9) + "1,red,\n2,red,NA\n", "no_missing_target", 11, "bought", "count=<2>");
  row("few rows", header + good_rows(2), "min_rows", 0, "", "count=<2> limit=<3>");
  row("one class", header + "1,red,yes\n2,blue,yes\n1,blue,yes\n", "min_classes", 0, "bought",
      "value=<yes> count=<1> limit=<2>");
  row("no class", header + "1,red,\n2,blue,\n1,blue,?\n", "min_classes", 0, "bought", "count=<0> limit=<2>");
  row("constant", header + "1,red,yes\n2,red,no\n1,red,yes\n", "constant_column", 0, "colour", "value=<red> count=<3>");
  row("mostly empty", header + "1,,yes\n2,,no\n3,red,yes\n", "many_missing", 2, "colour", "count=<2> limit=<0.5>");
  row("decimal comma", "size;colour;bought\n1;red;yes\n2,5;blue;no\n3,5;red;yes\n", "decimal_comma", 3, "size",
      "value=<2,5> count=<2>");
  std::string numbered = "nr,colour,bought\n";
  std::string leaking = "copy,colour,price\n";
  std::string told = "code,colour,bought\n";
  for (int i = 0; i < 30; ++i) {
    numbered += std::to_string(1000 + i) + (i % 3 == 0 ? ",red," : ",blue,") + (i % 2 == 0 ? "yes\n" : "no\n");
    leaking += std::to_string(3 * ((i * 7) % 30) + 5) + (i % 3 == 0 ? ".5,red," : ".5,blue,") +
               std::to_string((i * 7) % 30) + ".25\n";
    told += std::string(i % 3 == 0   ? "A"
                        : i % 3 == 1 ? "B"
                                     : "C") +
            (i % 7 < 2 ? ",red," : ",blue,") + (i % 3 == 0 ? "yes\n" : "no\n");
  }
  row("row numbers", numbered, "id_like_column", 0, "nr", "value=<1000> count=<30>");
  row("says the same in numbers", leaking, "target_leak", 0, "copy", "value=<1> limit=<0.98>");
  row("says the same in words", told, "target_leak", 0, "code", "value=<1> limit=<0.98>");
  row("quote never closed", header + good_rows(5) + "1,\"red,yes\n2,blue,no\n", "closed_quotes", 7, "", "line 7");
  row("workbook", "PK\x03\x04" + std::string(500, 'x'), "plain_text", 0, "", "Excel workbook");
  row("pdf", "%PDF-1.7\n", "plain_text", 0, "", "PDF");
}

void TableRulesTest::finds_what_is_wrong() {
  QFETCH(QByteArray, text);
  QFETCH(QString, rule);
  QFETCH(int, line);
  QFETCH(QString, column);
  QFETCH(QString, words);
  const RuleBook rules(DataFormat::csv);
  const auto result = rules.check(folder_.write("table.csv", text.toStdString()));
  QVERIFY(result.ok());
  const auto found = of_rule(result.value(), rule.toStdString());
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found[0].file, std::string("table.csv"));
  QCOMPARE(found[0].line ? static_cast<int>(*found[0].line) : 0, line);
  QCOMPARE(QString::fromStdString(found[0].column), column);
  const auto english = QString::fromStdString(found[0].message.english());
  QVERIFY2(english.contains(words), qPrintable(english));
  QCOMPARE(unfilled(result.value()), std::string());
  QVERIFY(!result.value().usable());
}

void TableRulesTest::counts_what_is_more_than_twenty() {
  const RuleBook rules(DataFormat::csv);
  std::string text = header + good_rows(3);
  for (int i = 0; i < 1234; ++i) text += "1,red\n";
  const auto result = rules.check(folder_.write("table.csv", text));
  const auto found = of_rule(result.value(), "same_column_count");
  QCOMPARE(found.size(), 21U);
  QCOMPARE(*found[0].line, 5U);
  QCOMPARE(*found[19].line, 24U);
  QVERIFY(!found[20].line);
  QVERIFY(found[20].message.english().find("1,214") != std::string::npos);
  QCOMPARE(unfilled(result.value()), std::string());
}

void TableRulesTest::a_number_to_predict_needs_no_classes() {
  const RuleBook rules(DataFormat::csv);
  std::string text = "colour,price\n";
  for (int i = 0; i < 60; ++i)
    text += std::string(i % 3 == 0 ? "red," : "blue,") + std::to_string((i * 7919) % 1009) + "\n";
  const auto result = rules.check(folder_.write("table.csv", text));
  QCOMPARE(result.value().findings.size(), 0U);
}

void TableRulesTest::checks_the_column_that_was_answered() {
  RuleBook rules(DataFormat::csv);
  const auto path = folder_.write("table.csv", "price,colour,bought\n" + good_rows(30) + ",red,yes\n");
  rules.values["target"] = std::string("price");
  const auto there = rules.check(path);
  QCOMPARE(of_rule(there.value(), "no_missing_target").at(0).column, std::string("price"));
  QVERIFY(of_rule(there.value(), "column_exists").empty());
  rules.values["target"] = std::string("Price\n{count}");
  const auto absent = rules.check(path);
  const auto found = of_rule(absent.value(), "column_exists");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(*found[0].line, 1U);
  QVERIFY(found[0].message.english().find("value=<Price {count}> count=<3>") != std::string::npos);
  QVERIFY(of_rule(absent.value(), "no_missing_target").empty());
}

void TableRulesTest::passes_over_columns_that_were_set_aside() {
  RuleBook rules(DataFormat::csv);
  const auto path = folder_.write("table.csv", "size,colour,bought\n1,red,yes\n2,red,no\n1,red,yes\n");
  QCOMPARE(of_rule(rules.check(path).value(), "constant_column").size(), 1U);
  rules.values["ignore"] = std::string("size, colour ");
  QCOMPARE(of_rule(rules.check(path).value(), "constant_column").size(), 0U);
}

void TableRulesTest::a_warning_does_not_repeat_an_error() {
  RuleBook rules(DataFormat::csv);
  for (const auto& check : std::vector<DataCheck>(rules.item.checks)) {
    if (check.rule != "min_rows") continue;
    auto warning = check;
    warning.severity = Severity::warning;
    warning.arguments["rows"] = 100.0;
    rules.item.checks.push_back(warning);
  }
  const auto few = rules.check(folder_.write("few.csv", header + good_rows(2)));
  QCOMPARE(of_rule(few.value(), "min_rows").size(), 1U);
  QVERIFY(!few.value().usable());
  const auto more = rules.check(folder_.write("more.csv", header + good_rows(40)));
  QCOMPARE(of_rule(more.value(), "min_rows").size(), 1U);
  QVERIFY(more.value().usable());
}

void TableRulesTest::words_of_the_data_cannot_fill_places() {
  const RuleBook rules(DataFormat::csv);
  const auto result = rules.check(
      folder_.write("%1{line}%3.csv", "size,{limit} %2 %4,bought\n1,{file} %5,yes\n2,{file} %5,no\n1,{file} %5,yes\n"));
  const auto found = of_rule(result.value(), "constant_column");
  QCOMPARE(found.size(), 1U);
  const auto words = found[0].message.english();
  QVERIFY2(words.find("file=<%1{line}%3.csv> column=<{limit} %2 %4> value=<{file} %5> count=<3>") != std::string::npos,
           words.c_str());
  QVERIFY(found[0].advice.in(Language::dutch).endsWith("100%1"));
}

void TableRulesTest::figures_follow_the_language() {
  const RuleBook rules(DataFormat::csv);
  std::string text = header;
  for (int i = 0; i < 2500; ++i) text += "1,red,yes\n2,blue,\n";
  const auto result = rules.check(folder_.write("table.csv", text));
  const auto found = of_rule(result.value(), "no_missing_target");
  QCOMPARE(found.size(), 1U);
  QVERIFY(found[0].message.in(Language::dutch).contains("count=<2.500>"));
  QVERIFY(found[0].message.in(Language::english).contains("count=<2,500>"));
}

void TableRulesTest::says_what_an_upload_would_leave_out_or_stop_at() {
  const RuleBook rules(DataFormat::csv);
  const DataFolder folder;
  folder.write("table.csv", header + good_rows(40));
  QVERIFY(rules.check(folder.path())->findings.empty());
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "round");
  const auto linked = rules.check(folder.path());
  QVERIFY(linked->usable());
  QCOMPARE(linked->findings.size(), 1U);
  QVERIFY(linked->findings[0].message.english().find("such as round") != std::string::npos);
  std::filesystem::create_symlink("nowhere", folder.path() / "broken");
  const auto broken = rules.check(folder.path());
  QVERIFY(!broken->usable());
  QVERIFY(broken->findings[0].message.english().find("broken is not there") != std::string::npos);
}

}  // namespace table_rules_test

WERKBANK_TEST(table_rules_test::TableRulesTest);
#include "table_rules_test.moc"
