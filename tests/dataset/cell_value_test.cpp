// What a cell says: numbers as people here write them, dates, and the many words for "not known".
#include <QFile>
#include <QRegularExpression>

#include "core/dataset/cell_value.h"
#include "core/dataset/column_stats.h"
#include "core/dataset/month_names.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace cell_value_test {

class CellValueTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_a_cell_data();
  void reads_a_cell();
  void strips_blanks_and_no_break_spaces();
  void tells_when_a_date_is();
  void months_may_be_words_data();
  void months_may_be_words();
  void the_training_scripts_know_the_same_months();
  void counts_different_values_exactly_when_few();
  void counts_different_values_nearly_when_many();
  void tells_what_kind_a_column_is_data();
  void tells_what_kind_a_column_is();
  void tells_numbers_of_rows_from_measurements();
};

namespace {

ColumnStats stats_of(const std::vector<std::string>& cells) {
  ColumnStats stats;
  std::uint64_t line = 2;
  for (const auto& cell : cells) stats.add(look_at_cell(cell), line++, 1024);
  return stats;
}

template <typename Make>
std::vector<std::string> many(int count, Make make) {
  std::vector<std::string> cells;
  for (int i = 0; i < count; ++i) cells.push_back(make(i));
  return cells;
}

}  // namespace

void CellValueTest::reads_a_cell_data() {
  QTest::addColumn<QByteArray>("cell");
  QTest::addColumn<QString>("meaning");
  const auto row = [](const char* cell, const char* meaning) { QTest::newRow(cell) << QByteArray(cell) << meaning; };
  for (const char* cell : {"", "  ", "NA", "n/a", "NaN", "null", "None", "-", "?", "#N/A", "nvt", "N.v.t."})
    row(cell, "missing");
  for (const char* cell : {"5", "-5", "+5", " 5 "}) row(cell, "point comma");
  for (const char* cell : {"5.5", "1e-3", ".5", "-0.25", "1E5"})
    row(cell, cell == std::string("1e-3") || cell == std::string("1E5") ? "point comma" : "point");
  for (const char* cell : {"5,5", "-0,25", "1.250,75", "1.000.000", "12,5e3"}) row(cell, "comma");
  row("1.250", "point comma");
  for (const char* cell : {"2026-08-31", "31-08-2026", "31/8/2026", "1.12.2026", "2026-08-31 12:30",
                           "2026-08-31T12:30:05.25Z", "31-08-2026 9:05"})
    row(cell, "date");
  for (const char* cell : {"hello",
                           "5 apples",
                           "inf",
                           "nan5",
                           "1_000",
                           "0x10",
                           "1,2,3",
                           "12,",
                           ",5",
                           "2026-13-01",
                           "32-01-2026",
                           "1-2",
                           "2026-02-30",
                           "2026-01-01 24:61",
                           "2026-01-01T10:00+2",
                           "--5",
                           "5-",
                           "1.2.3",
                           "2026-08-31x",
                           "1,234.56"}) {
    row(cell, "words");
  }
  row("1e999", "words");
}

void CellValueTest::reads_a_cell() {
  QFETCH(QByteArray, cell);
  QFETCH(QString, meaning);
  const auto text = cell.toStdString();
  const auto value = look_at_cell(text);
  QStringList found;
  if (value.missing) found << "missing";
  if (value.point) found << "point";
  if (value.comma) found << "comma";
  if (value.date) found << "date";
  QCOMPARE(found.isEmpty() ? QString("words") : found.join(' '), meaning);
}

void CellValueTest::strips_blanks_and_no_break_spaces() {
  QCOMPARE(std::string(stripped(" \t\xC2\xA0 x y \xC2\xA0\r\n")), std::string("x y"));
  QCOMPARE(std::string(stripped("\xC2\xA0")), std::string());
  QCOMPARE(*look_at_cell("1.250,75").number(), 1250.75);
  QCOMPARE(*look_at_cell("-1,5").number(), -1.5);
}

void CellValueTest::months_may_be_words_data() {
  QTest::addColumn<QByteArray>("cell");
  QTest::addColumn<QByteArray>("same");
  const auto row = [](const char* cell, const char* same) {
    QTest::newRow(cell) << QByteArray(cell) << QByteArray(same);
  };
  for (const char* cell : {"3 januari 2024", "3-jan-24", "03-Jan-2024", "3 jan. 2024", "Jan 3, 2024", "JANUARY 3 2024",
                           "jan. 3, 24", "3.jan.2024", "3/Jan/2024", "2024-jan-03", "2024 januari 3"})
    row(cell, "2024-01-03");
  row("1 mei 1999", "1999-05-01");
  row("1-mrt-69", "1969-03-01");
  row("31 augustus 2026 14:05", "2026-08-31 14:05");
  row("31-okt-26 14:05:10", "2026-10-31 14:05:10");
  row("Aug 31, 2026, 14:05", "2026-08-31 14:05");
  row("februari 2024", "2024-02-01");
  row("Sept. 2024", "2024-09-01");
  for (const char* cell :
       {"3 janvier 2024", "3-jan-45", "Jan 03 24", "jan-24 00:00", "32 januari 2024", "30 februari 2024",
        "3 januari 024", "3-jan/2024", "3 jan 20245", "3januari2024", "Jan 3, 2024T12:00", "maandag 3 januari 2024",
        "3 januari 2024 25:99", "januari", "mayonaise 2024"})
    row(cell, "");
}

void CellValueTest::months_may_be_words() {
  QFETCH(QByteArray, cell);
  QFETCH(QByteArray, same);
  const auto date = look_at_cell(cell.toStdString()).date;
  QCOMPARE(date, same.isEmpty() ? std::nullopt : date_seconds(same.toStdString()));
  QCOMPARE(date.has_value(), !same.isEmpty());
}

void CellValueTest::the_training_scripts_know_the_same_months() {
  QFile file(QStringLiteral(WERKBANK_SOURCE_DIR "/resources/catalogue/shared/werkbank_table.py"));
  QVERIFY(file.open(QFile::ReadOnly));
  const auto text = QString::fromUtf8(file.readAll());
  const auto begin = text.indexOf(u"MONTH_NAMES = (");
  QVERIFY(begin > 0);
  const auto list = text.mid(begin, text.indexOf(u")", begin) - begin);
  QStringList found;
  auto names = QRegularExpression(QStringLiteral("\"([a-z ]+)\"")).globalMatch(list);
  while (names.hasNext()) found << names.next().captured(1);
  QCOMPARE(found.size(), qsizetype(month_names.size()));
  for (std::size_t i = 0; i < month_names.size(); ++i)
    QCOMPARE(found[static_cast<qsizetype>(i)].toStdString(), std::string(month_names[i]));
}

void CellValueTest::tells_when_a_date_is() {
  QCOMPARE(*date_seconds("1970-01-02"), 86400);
  QCOMPARE(*date_seconds("2026-08-31"), *date_seconds("31/08/2026"));
  QCOMPARE(*date_seconds("2026-08-31 13:45:10.5") - *date_seconds("31.8.2026"), 13 * 3600 + 45 * 60 + 10);
  QCOMPARE(*date_seconds("2026-08-31T12:00:00Z"), *date_seconds("2026-08-31T14:00:00+02:00"));
  QCOMPARE(*date_seconds("2026-08-31T12:00Z"), *date_seconds("2026-08-31T10:30-0130"));
}

void CellValueTest::counts_different_values_exactly_when_few() {
  DistinctSketch sketch;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 1024; ++i) sketch.add(content_hash(std::to_string(i)), 1024);
  }
  QVERIFY(sketch.exact());
  QCOMPARE(sketch.count(), 1024.0);
  QCOMPARE(DistinctSketch().count(), 0.0);
}

void CellValueTest::counts_different_values_nearly_when_many() {
  for (const int count : {1025, 10'000, 300'000}) {
    DistinctSketch sketch;
    for (int i = 0; i < count; ++i) sketch.add(content_hash(std::to_string(i)), 1024);
    QVERIFY(!sketch.exact());
    QVERIFY2(std::abs(sketch.count() - count) < 0.12 * count, qPrintable(QString::number(sketch.count())));
  }
}

void CellValueTest::tells_what_kind_a_column_is_data() {
  QTest::addColumn<QStringList>("cells");
  QTest::addColumn<int>("kind");
  QTest::newRow("numbers") << QStringList{"1", "2.5", "", "3"} << int(ColumnKind::number);
  QTest::newRow("decimal commas") << QStringList{"1,5", "2", "3,25"} << int(ColumnKind::comma_number);
  QTest::newRow("dates") << QStringList{"2026-01-01", "2026-01-02"} << int(ColumnKind::date);
  QTest::newRow("words") << QStringList{"red", "green", "3"} << int(ColumnKind::text);
  QTest::newRow("nothing") << QStringList{"", "NA", "?"} << int(ColumnKind::empty);
}

void CellValueTest::tells_what_kind_a_column_is() {
  QFETCH(QStringList, cells);
  QFETCH(int, kind);
  std::vector<std::string> list;
  for (const auto& cell : cells) list.push_back(cell.toStdString());
  QCOMPARE(int(stats_of(list).kind()), kind);
}

void CellValueTest::tells_numbers_of_rows_from_measurements() {
  QVERIFY(stats_of(many(100, [](int i) { return std::to_string(1000 + i); })).is_identity());
  QVERIFY(stats_of(many(100, [](int i) { return std::to_string(200 - i); })).is_identity());
  QVERIFY(stats_of(many(100, [](int i) { return std::to_string((i * 37) % 101); })).is_identity());  // shuffled numbers
  QVERIFY(stats_of(many(100, [](int i) { return "customer-" + std::to_string(i); })).is_identity());
  QVERIFY(
      stats_of(many(5000, [](int i) { return "customer-" + std::to_string(i); })).is_identity());  // more than are kept
  QVERIFY(!stats_of(many(100, [](int i) { return std::to_string(i % 50); })).is_identity());
  QVERIFY(!stats_of(many(5000, [](int i) { return "kind " + std::to_string(i % 2500); })).is_identity());
  QVERIFY(!stats_of(many(100, [](int i) { return std::to_string(0.37 * i); })).is_identity());  // a measurement
  QVERIFY(!stats_of(many(100, [](int i) { return std::to_string((i * 7919) % 10'007); })).is_identity());
  QVERIFY(!stats_of(many(100, [](int i) { return std::to_string(2000 + i) + "-01-01"; })).is_identity());
  QVERIFY(!stats_of(many(10, [](int i) { return std::to_string(i); })).is_identity());  // too few to tell
}

}  // namespace cell_value_test

WERKBANK_TEST(cell_value_test::CellValueTest);
#include "cell_value_test.moc"
