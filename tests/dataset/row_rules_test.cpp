// Rules that look at every row: times that follow each other, kinds in a column, texts that come back; and which
// columns are proposed for which question.
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace row_rules_test {

class RowRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_series_has_no_findings();
  void finds_what_is_wrong_in_times_data();
  void finds_what_is_wrong_in_times();
  void several_series_in_one_table();
  void months_and_newest_first_are_regular();
  void weekends_and_the_hour_that_comes_twice_are_no_fault();
  void interleaved_series_are_not_doubles();
  void a_series_too_short_for_the_horizon_is_named();
  void finds_what_is_wrong_in_kinds_data();
  void finds_what_is_wrong_in_kinds();
  void says_nothing_of_a_question_without_an_answer();
  void proposes_a_column_for_each_question();
  void proposes_no_column_twice();
  void words_of_a_series_cannot_fill_places();

 private:
  DataFolder folder_;
};

namespace {

std::string day(int number) {
  const int month = 1 + number / 28;
  const int date = 1 + number % 28;
  return "2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-" + (date < 10 ? "0" : "") +
         std::to_string(date);
}

// Days within one month, so that every step is a day.
std::string days(int count, const std::string& rest = ",1") {
  std::string text;
  for (int i = 0; i < count; ++i) text += day(i) + rest + "\n";
  return text;
}

RuleBook series_book() {
  RuleBook book(DataFormat::csv);
  book.values["time"] = std::string("when");
  book.values["amount"] = std::string("load");
  return book;
}

RuleBook text_book() {
  RuleBook book(DataFormat::csv);
  book.values["kind"] = std::string("kind");
  book.values["text"] = std::string("text");
  return book;
}

const std::vector<std::string> time_rules{"time_column", "unique_times", "regular_steps", "min_history",
                                          "numbers_only"};
const std::vector<std::string> kind_rules{"rows_per_class", "max_classes", "label_spelling", "duplicate_texts"};

QStringList words_of(const DataReport& report, const std::vector<std::string>& rules) {
  QStringList words;
  for (const auto& rule : rules) {
    for (const auto& one : of_rule(report, rule)) words << QString::fromStdString(one.message.english());
  }
  return words;
}

}  // namespace

void RowRulesTest::a_good_series_has_no_findings() {
  const auto result = series_book().check(folder_.write("good.csv", "when,load\n" + days(28)));
  QVERIFY(result.ok());
  QCOMPARE(words_of(result.value(), time_rules), QStringList());
}

void RowRulesTest::finds_what_is_wrong_in_times_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* name, const std::string& text, const char* words) {
    QTest::newRow(name) << QByteArray::fromStdString(text) << QString(words);
  };
  const std::string header = "when,load\n";
  row("no date", header + days(9) + "tomorrow,1\nsoon,2\n",
      "Rule time_column: file=<table.csv> line=<11> column=<when> value=<tomorrow> count=<2>");
  row("no such day", header + days(9) + "2026-02-30,1\n",
      "Rule time_column: file=<table.csv> line=<11> column=<when> value=<2026-02-30> count=<1>");
  row("a day twice", header + days(9) + "2026-01-09,1\n2026-01-09,1\n",
      "Rule unique_times: file=<table.csv> line=<11> column=<when> value=<2026-01-09> count=<2>");
  row("a day twice in two spellings", header + days(9) + "09-01-2026,1\n",
      "Rule unique_times: file=<table.csv> line=<11> column=<when> value=<09-01-2026> count=<1>");
  row("a day twice far apart", header + days(9) + "2026-01-10,1\n2026-01-02,1\n",
      "Rule unique_times: file=<table.csv> line=<12> column=<when> value=<2026-01-02> count=<1>");
  row("an hour twice on another Sunday",
      header + "2026-10-18 01:00,1\n2026-10-18 02:00,1\n2026-10-18 02:00,1\n2026-10-18 03:00,1\n",
      "Rule unique_times: file=<table.csv> line=<4> column=<when> value=<2026-10-18 02:00> count=<1>");
  row("steps of any length", header + "2026-01-01,1\n2026-01-02,1\n2026-01-05,1\n2026-01-11,1\n2026-01-23,1\n",
      "Rule regular_steps: file=<table.csv> line=<4> column=<when> value=<2026-01-05> count=<3> limit=<0.5>");
  row("too few rows for the horizon", header + days(3),
      "Rule min_history: file=<table.csv> value=<(empty)> count=<3> limit=<4>");
  row("words among numbers", header + days(9) + "2026-01-10,ERROR\n2026-01-11,3 kWh\n2026-01-12,\n",
      "Rule numbers_only: file=<table.csv> line=<11> column=<load> value=<ERROR> count=<2>");
}

void RowRulesTest::finds_what_is_wrong_in_times() {
  QFETCH(QByteArray, text);
  QFETCH(QString, words);
  const auto result = series_book().check(folder_.write("table.csv", text.toStdString()));
  QVERIFY(result.ok());
  QCOMPARE(words_of(result.value(), time_rules), QStringList{words});
  QCOMPARE(unfilled(result.value()), std::string());
}

void RowRulesTest::several_series_in_one_table() {
  auto book = series_book();
  std::string text = "when,load,shop\n" + days(9, ",1,A") + days(9, ",1,B");
  const auto without = book.check(folder_.write("shops.csv", text));
  QCOMPARE(of_rule(without.value(), "unique_times").size(), 1U);  // one series: every day twice
  book.values["series"] = std::string("shop");
  const auto with = book.check(folder_.write("shops.csv", text));
  QCOMPARE(words_of(with.value(), time_rules), QStringList());
}

void RowRulesTest::months_and_newest_first_are_regular() {
  std::string months = "when,load\n";
  std::string backwards = months;
  for (int i = 0; i < 24; ++i) {
    const int month = i % 12 + 1;
    const int year = 2024 + i / 12;
    months += "1-" + std::to_string(month) + "-" + std::to_string(year) + ",5\n";
    backwards += day(23 - i) + ",5\n";
  }
  auto book = series_book();
  for (auto& check : book.item.checks) {
    if (check.rule == "regular_steps") check.arguments["fraction"] = 0.01;
  }
  for (const auto& text : {months, backwards})
    QCOMPARE(words_of(book.check(folder_.write("table.csv", text)).value(), time_rules), QStringList());
}

void RowRulesTest::weekends_and_the_hour_that_comes_twice_are_no_fault() {
  auto book = series_book();
  for (auto& check : book.item.checks) {
    if (check.rule == "regular_steps") check.arguments["fraction"] = 0.0;
  }
  // 5 January 2026 is a Monday.
  const std::string week = "05-01-2026,1\n06-01-2026,1\n07-01-2026,1\n08-01-2026,1\n09-01-2026,1\n";
  const auto workdays = "when,load\n" + week + "12-01-2026,1\n13-01-2026,1\n";
  QCOMPARE(words_of(book.check(folder_.write("work.csv", workdays)).value(), time_rules), QStringList());
  // Where a Saturday is there, a weekend without one is a gap.
  const auto gap = "when,load\n03-01-2026,1\n04-01-2026,1\n" + week + "12-01-2026,1\n";
  QCOMPARE(words_of(book.check(folder_.write("gap.csv", gap)).value(), {"regular_steps"}).size(), 1);
  // The clock goes back on 25 October 2026.
  const std::string hours = "2026-10-25 01:00,1\n2026-10-25 02:00,1\n2026-10-25 02:00,1\n2026-10-25 03:00,1\n";
  QCOMPARE(words_of(book.check(folder_.write("hours.csv", "when,load\n" + hours)).value(), time_rules), QStringList());
}

void RowRulesTest::interleaved_series_are_not_doubles() {
  std::string text = "when,load,shop\n";
  for (int i = 0; i < 9; ++i) {
    for (const char* shop : {"A", "B", "C"}) text += day(i) + ",1," + shop + "\n";
  }
  auto book = series_book();
  book.values["series"] = std::string("shop");
  QCOMPARE(words_of(book.check(folder_.write("shops.csv", text)).value(), time_rules), QStringList());
}

void RowRulesTest::a_series_too_short_for_the_horizon_is_named() {
  auto book = series_book();
  book.values["series"] = std::string("shop");
  book.values["horizon"] = std::int64_t{10};
  const auto text = "when,load,shop\n" + days(25, ",1,Assen") + days(7, ",1,Leek") + days(3, ",1,Roden");
  const auto words = words_of(book.check(folder_.write("shops.csv", text)).value(), {"min_history"});
  QCOMPARE(words, (QStringList{"Rule min_history: file=<shops.csv> value=<Leek> count=<7> limit=<20>",
                               "Rule min_history: file=<shops.csv> value=<Roden> count=<3> limit=<20>"}));
}

void RowRulesTest::finds_what_is_wrong_in_kinds_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* name, const std::string& text, const char* words) {
    QTest::newRow(name) << QByteArray::fromStdString("text,kind\n" + text) << QString(words);
  };
  const std::string good = "a,yes\nb,yes\nc,yes\n";
  row("a kind with few rows", good + "d,no\n",
      "Rule rows_per_class: file=<table.csv> column=<kind> value=<no> count=<1> limit=<3>");
  row("more kinds than allowed", good + "d,no\ne,no\nf,no\ng,maybe\nh,maybe\ni,maybe\n",
      "Rule max_classes: file=<table.csv> column=<kind> count=<3> limit=<2>");
  row("one kind in two spellings", good + "d,Yes\ne,Yes\nf,Yes\ng,yes\n",
      "Rule label_spelling: file=<table.csv> column=<kind> value=<yes / Yes> count=<3>");
  row("a text twice", good + "d,no\n\"e\ne\",no\n\"e\ne\",no\n",
      "Rule duplicate_texts: file=<table.csv> line=<8> column=<text> count=<1>");
}

void RowRulesTest::finds_what_is_wrong_in_kinds() {
  QFETCH(QByteArray, text);
  QFETCH(QString, words);
  const auto result = text_book().check(folder_.write("table.csv", text.toStdString()));
  QVERIFY(result.ok());
  QCOMPARE(words_of(result.value(), kind_rules), QStringList{words});
  QCOMPARE(unfilled(result.value()), std::string());
}

void RowRulesTest::says_nothing_of_a_question_without_an_answer() {
  const RuleBook book(DataFormat::csv);
  const auto result = book.check(folder_.write("table.csv", "when,load\nnever,much\nnever,much\nnever,little\n"));
  QCOMPARE(words_of(result.value(), time_rules) + words_of(result.value(), kind_rules), QStringList());
}

void RowRulesTest::proposes_a_column_for_each_question() {
  RuleBook book(DataFormat::csv);
  std::string text = "number,received,note,weight,grade\n";
  for (int i = 0; i < 40; ++i) {
    text += std::to_string(9000 + i) + "," + day(i) + ",a longer note about parcel " + std::to_string(i) + "," +
            std::to_string(i) + ".5," + (i % 2 == 0 ? "good" : "bad") + "\n";
  }
  const auto proposed = book.check(folder_.write("table.csv", text)).value().proposed;
  // "target" comes first and takes the last column, whatever it holds; the kinds are taken then.
  QCOMPARE(proposed.at("target"), std::string("grade"));
  QCOMPARE(proposed.at("time"), std::string("received"));
  QCOMPARE(proposed.at("amount"), std::string("weight"));
  QCOMPARE(proposed.at("text"), std::string("note"));
  QVERIFY(!proposed.contains("kind") && !proposed.contains("series"));
  book.job_template.parameters.erase(book.job_template.parameters.begin());
  QCOMPARE(book.check(folder_.write("table.csv", text)).value().proposed.at("kind"), std::string("grade"));
}

void RowRulesTest::proposes_no_column_twice() {
  RuleBook book(DataFormat::csv);
  book.values["kind"] = std::string("b");
  const auto proposed = book.check(folder_.write("table.csv", "a,b\n1,x\n2,y\n3,x\n")).value().proposed;
  QCOMPARE(proposed, (std::map<std::string, std::string>{{"target", "a"}}));
}

void RowRulesTest::words_of_a_series_cannot_fill_places() {
  auto book = series_book();
  book.values["series"] = std::string("shop");
  const auto text = "when,load,shop\n" + days(3, ",1,\"{count} %1\n$(touch x)\"");
  const auto result = book.check(folder_.write("shops.csv", text));
  const auto words = words_of(result.value(), {"min_history"});
  QCOMPARE(words.size(), 1);
  QVERIFY2(words.at(0).contains("value=<{count} %1 $(touch x)>"), qPrintable(words.at(0)));
}

}  // namespace row_rules_test

WERKBANK_TEST(row_rules_test::RowRulesTest);
#include "row_rules_test.moc"
