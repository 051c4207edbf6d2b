// What can be repaired in a table without a guess, what cannot, and the copy.
#include "core/dataset/table_repair.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "core/dataset/data_check.h"
#include "core/dataset/text_encoding.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace table_repair_test {

constexpr const char* mark = "\xEF\xBB\xBF";

std::string count_words(const TableRepairs& repairs) {
  std::string all;
  for (const auto& one : repairs.list())
    all += std::to_string(static_cast<int>(one.kind)) + ':' + one.column + ':' + std::to_string(one.count) + ' ';
  return all;
}

std::string code(RepairKind kind, std::uint64_t count, const std::string& column = {}) {
  return std::to_string(static_cast<int>(kind)) + ':' + column + ':' + std::to_string(count) + ' ';
}

class TableRepairTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;

  std::filesystem::path place(const std::string& name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  std::filesystem::path table(const QByteArray& text, const std::string& name = "table.csv") const {
    QFile file(QString::fromStdString(place(name).string()));
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()) qFatal("no table");
    return place(name);
  }
  static TableRepairs found_in(const std::filesystem::path& path, const std::vector<std::string>& kinds = {}) {
    auto repairs = TableRepairs::find(path, {kinds}, {}, {});
    if (!repairs.ok()) qFatal("%s", repairs.error().message.english().c_str());
    return std::move(*repairs);
  }
  /// The repaired copy of a table with this text; checks that it needs no repair any more.
  QByteArray repaired(const QByteArray& text, const std::vector<std::string>& kinds = {}) const {
    const auto path = table(text);
    const auto copy = name_of_copy(found_in(path), "repaired");
    const auto outcome = found_in(path, kinds).write(copy, {}, {});
    if (!outcome.ok()) return ("failed: " + outcome.error().message.english()).c_str();
    if (!found_in(copy, kinds).list().empty()) return "the copy needs a repair";
    const auto all = read_file(copy);
    std::filesystem::remove(copy);
    if (*read_file(path) != text.toStdString()) return "the table itself was changed";
    return all->starts_with(mark) ? QByteArray(all->c_str() + 3) : "no mark";
  }
  std::string refusal(const QByteArray& text) const {
    const auto repairs = TableRepairs::find(table(text), {}, {}, {});
    return repairs.failed() ? repairs.error().message.english() : "";
  }
  std::size_t files() const { return static_cast<std::size_t>(QDir(folder_.path()).count()); }

 private slots:
  void init() {
    for (const auto& entry : std::filesystem::directory_iterator(place("."))) std::filesystem::remove_all(entry.path());
  }

  void what_excel_writes_becomes_utf8_with_decimal_points() {
    const QByteArray text = "naam;prijs;aantal\r\nCaf\xe9;1.250,75;3\r\n\xa4 5;12,5;4\r\n;-0,125;\r\n";
    const auto path = table(text);
    QCOMPARE(count_words(found_in(path)), code(RepairKind::encoding, 2) + code(RepairKind::decimal_comma, 3, "prijs"));
    QCOMPARE(found_in(path).list()[0].after, std::string("Café"));
    QCOMPARE(repaired(text), QByteArray("naam;prijs;aantal\r\nCafé;1250.75;3\r\n¤ 5;12.5;4\r\n;-0.125;\r\n"));
  }

  void utf16_becomes_utf8() {
    const QString words = QStringLiteral("naam\tstad\nJoão\tGroningen\n");
    QByteArray text("\xFF\xFE");
    text.append(reinterpret_cast<const char*>(words.utf16()), words.size() * 2);
    QCOMPARE(count_words(found_in(table(text))), code(RepairKind::encoding, 0));
    QCOMPARE(repaired(text), QByteArray("naam\tstad\r\nJoão\tGroningen\r\n"));
  }

  void the_line_for_excel_goes() {
    for (const QByteArray begin : {"sep=;\r\n", "\xEF\xBB\xBFsep=;\n"}) {
      QCOMPARE(count_words(found_in(table(begin + "a;b;c\n1;2;3\n"))), code(RepairKind::separator_line, 1));
      QCOMPARE(repaired(begin + "a;b;c\n1;2;3\n"), QByteArray("a;b;c\r\n1;2;3\r\n"));
    }
    QVERIFY(refusal("sep=;\na;b\n1;\"open\n").find("line 3") != std::string::npos);
    QVERIFY(found_in(table("sep=\n1\n2\n")).list().empty());
  }

  void spaces_empty_rows_extra_cells_and_double_names_go() {
    const QByteArray text = "a, b ,a,a\n 1,x ,2,3\n,,,\n4,\xC2\xA0y,5,6,,\n , , , \n";
    QCOMPARE(count_words(found_in(table(text))), code(RepairKind::column_names, 2) + code(RepairKind::empty_rows, 2) +
                                                     code(RepairKind::extra_cells, 1) + code(RepairKind::spaces, 3));
    QCOMPARE(repaired(text), QByteArray("a,b,a (2),a (3)\r\n1,x,2,3\r\n4,y,5,6\r\n"));
  }

  void empty_rows_before_the_names_go_too() {
    const QByteArray text = ";;\n ; ;\na;a;kind\n1;2;Ja\n3;4;Ja\n5;6;ja\n";
    QCOMPARE(
        count_words(found_in(table(text), {"kind"})),
        code(RepairKind::column_names, 1) + code(RepairKind::empty_rows, 2) + code(RepairKind::spelling, 1, "kind"));
    QCOMPARE(repaired(text, {"kind"}), QByteArray("a;a (2);kind\r\n1;2;Ja\r\n3;4;Ja\r\n5;6;Ja\r\n"));
  }

  void a_new_name_is_never_one_that_is_there() {
    QCOMPARE(repaired("a,a (2),a\n1,2,3\n"), QByteArray("a,a (2),a (3)\r\n1,2,3\r\n"));
  }

  void numbers_that_can_be_read_in_two_ways_are_left_alone_data() {
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<bool>("is_repaired");
    QTest::newRow("decimal comma") << QByteArray("1,5\n2,25") << true;
    QTest::newRow("thousands with a comma, perhaps") << QByteArray("1,250\n3,500") << false;
    QTest::newRow("three decimals, and one that shows it") << QByteArray("1,250\n0,125") << true;
    QTest::newRow("thousands with a point, perhaps") << QByteArray("1,5\n1.250") << false;
    QTest::newRow("both points and commas") << QByteArray("1.250,75\n12") << true;
    QTest::newRow("words among them") << QByteArray("1,5\n2,5 kg") << false;
    QTest::newRow("not known") << QByteArray("1,5\nnvt\n\n2,5") << true;
    QTest::newRow("dates") << QByteArray("01-02-2026\n03-04-2026") << false;
    QTest::newRow("points") << QByteArray("1.5\n2.5") << false;
  }
  void numbers_that_can_be_read_in_two_ways_are_left_alone() {
    QFETCH(QByteArray, column);
    QFETCH(bool, is_repaired);
    QByteArray text = "number;word\n";
    for (const auto& cell : column.split('\n')) text += cell + ";x\n";
    QCOMPARE(found_in(table(text)).list().size(), is_repaired ? 1U : 0U);
  }

  void kinds_get_one_spelling_and_other_columns_keep_theirs() {
    const QByteArray text = "kind,remark\nGoed,Ja\ngoed,ja\nGoed ,JA\nSlecht,nee\nGOED,x\ngo  ed,y\n";
    const auto repairs = found_in(table(text), {"kind", "not there"});
    QCOMPARE(count_words(repairs), code(RepairKind::spaces, 1) + code(RepairKind::spelling, 2, "kind"));
    QCOMPARE(repaired(text, {"kind"}),
             QByteArray("kind,remark\r\nGoed,Ja\r\nGoed,ja\r\nGoed,JA\r\nSlecht,nee\r\nGoed,x\r\ngo  ed,y\r\n"));
  }

  void a_column_of_very_many_words_has_no_kinds() {
    QByteArray text = "kind\n";
    for (int i = 0; i < 25'000; ++i) text += "word" + QByteArray::number(i) + "\nWORD" + QByteArray::number(i) + '\n';
    QVERIFY(found_in(table(text), {"kind"}).list().empty());
  }

  void cells_with_delimiters_quotes_and_line_ends_stay_what_they_are() {
    QCOMPARE(repaired("a;b\n\"x;y\";\"he said \"\"no\"\"\"\n\"two\nlines\"; z\n'$(rm -rf)';`x`\n"),
             QByteArray("a;b\r\n\"x;y\";\"he said \"\"no\"\"\"\r\n\"two\nlines\";z\r\n'$(rm -rf)';`x`\r\n"));
  }

  void rows_with_too_few_or_too_many_cells_are_left_to_the_person() {
    QCOMPARE(repaired("a,b\n1\n1,2,3\n1, 2\n"), QByteArray("a,b\r\n1\r\n1,2,3\r\n1,2\r\n"));
  }

  void what_is_no_table_is_refused_with_its_line() {
    QVERIFY(refusal("a,b\n1,\"open\n2,3\n").find("line 2") != std::string::npos);
    QVERIFY(refusal(QByteArray("a,b\n1,2\n3,\0\n", 12)).find("line 3") != std::string::npos);
    QVERIFY(refusal("a,b\n1," + QByteArray(3'000'000, 'x') + '\n').find("Line 2") != std::string::npos);
    QVERIFY(TableRepairs::find(place("absent.csv"), {}, {}, {}).failed());
    QVERIFY(TableRepairs::find(place("."), {}, {}, {}).failed());
  }

  void nothing_is_ever_written_over() {
    const auto path = table("a,b\n 1,2\n");
    const auto repairs = found_in(path);
    const auto other = table("mine", "copy.csv");
    QVERIFY(repairs.write(other, {}, {}).failed());
    QCOMPARE(*read_file(other), std::string("mine"));
    QCOMPARE(name_of_copy(found_in(path), "repaired"), place("table-repaired.csv"));
    QVERIFY(repairs.write(place("table-repaired.csv"), {}, {}).ok());
    QCOMPARE(name_of_copy(found_in(path), "repaired"), place("table-repaired-2.csv"));
    QVERIFY(repairs.write(place("absent/copy.csv"), {}, {}).failed());
  }

  void a_table_that_was_changed_meanwhile_is_not_copied() {
    const auto path = table("a,b\n 1,2\n");
    const auto repairs = found_in(path);
    table("a,b\n 1,2\n3,4\n");
    const auto outcome = repairs.write(place("copy.csv"), {}, {});
    QVERIFY(outcome.failed() && outcome.error().code == ErrorCode::data_rejected);
    QCOMPARE(files(), 3U);  // the table, and the two that every folder has
  }

  void who_stops_it_finds_nothing_half() {
    const auto path = table("a,b\n 1,2\n");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(TableRepairs::find(path, {}, {}, stop.get_token()).cancelled());
    QVERIFY(found_in(path).write(place("copy.csv"), {}, stop.get_token()).cancelled());
    QCOMPARE(files(), 3U);
  }

  // "1,5" without quotes has two columns as soon as the sign between them is found differently.
  void a_copy_that_would_read_as_another_table_is_refused() {
    QByteArray text = "a\tb\n";
    for (int i = 0; i < 30; ++i) text += " x;y\tz\n";
    text += " x;y;\n";
    const auto path = table(text);
    const auto outcome = found_in(path).write(place("copy.csv"), {}, {});
    if (outcome.ok()) {
      QVERIFY(found_in(place("copy.csv")).list().empty());
    } else {
      QVERIFY(outcome.error().code == ErrorCode::data_rejected);
    }
  }

  void a_table_that_was_refused_can_be_used_once_it_is_repaired() {
    const auto catalogue = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue"});
    QVERIFY(catalogue.ok());
    const auto* job_template = catalogue->find("tabular-boost");
    QVERIFY(job_template != nullptr);
    QByteArray text = "lengte;gewicht;lengte;soort\r\n";
    for (int i = 0; i < 200; ++i) {
      const auto number = QByteArray::number(i);
      text += number + ",5; " + number + ",25;" + number + ';' + (i % 2 == 0 ? "caf\xe9" : "bar") +
              (i % 20 == 0 ? ";;\r\n" : "\r\n");
    }
    const auto path = table(text);
    const auto values = default_values(*job_template);
    const auto before = check_data(*job_template, job_template->data[0], path, values, {}, {});
    QVERIFY(before.ok() && !before->usable());
    const auto copy = name_of_copy(found_in(path), "repaired");
    QVERIFY(found_in(path, {"soort"}).write(copy, {}, {}).ok());
    const auto after = check_data(*job_template, job_template->data[0], copy, values, {}, {});
    QVERIFY(after.ok());
    QVERIFY2(after->usable(), after->findings.empty() ? "" : after->findings[0].message.english().c_str());
    QCOMPARE(after->size.rows, 200U);
  }

  void each_repair_says_what_becomes_different() {
    QByteArray text = "a;a;p;k\n x;y;1,5;Ja;\n;;;\n";
    for (int i = 0; i < 20; ++i) text += "Caf\xe9;y;2,5;ja\n";
    const auto repairs = found_in(table(text), {"k"});
    QCOMPARE(repairs.list().size(), 7U);
    for (const auto& one : repairs.list()) {
      const auto words = one.sentence().english();
      QVERIFY2(words.size() > 30 && words.find('%') == std::string::npos, words.c_str());
    }
  }
};

}  // namespace table_repair_test

WERKBANK_TEST(table_repair_test::TableRepairTest);
#include "table_repair_test.moc"
