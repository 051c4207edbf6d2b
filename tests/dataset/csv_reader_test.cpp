// Tables as offices write them: whatever the quotes, line ends and separators, each cell and each line number is right.
#include <memory>

#include "core/dataset/csv_reader.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace csv_reader_test {

class CsvReaderTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_a_table_data();
  void reads_a_table();
  void finds_the_separator_data();
  void finds_the_separator();
  void keeps_the_line_numbers_right();
  void says_that_a_quote_is_never_closed();
  void a_cell_of_ten_megabytes_is_cut();
  void a_row_of_two_million_cells_is_counted();
  void reads_a_file();
  void names_a_file_that_is_not_there();
  void passes_on_a_failure_of_the_disk();
};

namespace {

// The text in blocks of `step` bytes; a failure instead of the last block when asked.
CsvReader::Source in_blocks(std::string text, std::size_t step, bool fails = false) {
  struct State {
    std::string text;
    std::size_t at = 0;
  };
  auto state = std::make_shared<State>(State{std::move(text)});
  return [state, step, fails]() -> Result<std::string_view> {
    const auto block = std::string_view(state->text).substr(state->at, step);
    state->at += block.size();
    if (block.empty() && fails) return Error{ErrorCode::local_file, Message("base", "The disk is gone."), "EIO"};
    return block;
  };
}

std::string read_all(const std::string& text, std::size_t step, char* delimiter = nullptr) {
  auto reader = CsvReader::read_from(in_blocks(text, step));
  if (!reader.ok()) return "(error)";
  if (delimiter != nullptr) *delimiter = reader->delimiter();
  CsvRow row;
  std::string all;
  while (reader->next(row).value()) {
    all += std::to_string(row.line) + ":";
    for (const auto cell : row.cells) all += "[" + std::string(cell) + "]";
    if (row.count != row.cells.size()) all += "+" + std::to_string(row.count);
    if (!row.closed) all += "!";
  }
  return all;
}

}  // namespace

void CsvReaderTest::reads_a_table_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QByteArray>("expected");
  const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected) {
    QTest::newRow(name) << text << expected;
  };
  row("plain", "a,b\n1,2\n", "1:[a][b]2:[1][2]");
  row("no last line end", "a,b\n1,2", "1:[a][b]2:[1][2]");
  row("windows", "a,b\r\n1,2\r\n", "1:[a][b]2:[1][2]");
  row("old mac", "a,b\r1,2\r", "1:[a][b]2:[1][2]");
  row("byte order mark",
      "\xEF\xBB\xBF"
      "a,b\n1,2\n",
      "1:[a][b]2:[1][2]");
  row("quotes", "a,b\n\"1\",\"x, y\"\n", "1:[a][b]2:[1][x, y]");
  row("doubled quotes", "a,b\n\"say \"\"hi\"\"\",2\n", "1:[a][b]2:[say \"hi\"][2]");
  row("only quotes", "a,b\n\"\",\"\"\"\"\n", "1:[a][b]2:[][\"]");
  row("a quote inside a cell", "a,b\n5\" pipe,2\n", "1:[a][b]2:[5\" pipe][2]");
  row("words behind a quote", "a,b\n\"x\"y,2\n", "1:[a][b]2:[xy][2]");
  row("newline in quotes", "a,b\n\"x\ny\",2\n3,4\n", "1:[a][b]2:[x\ny][2]4:[3][4]");
  row("windows newline in quotes", "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", "1:[a][b]2:[x\r\ny][2]4:[3][4]");
  row("empty cells", "a,b,c\n,,\n", "1:[a][b][c]2:[][][]");
  row("blank lines", "\n\na,b\n\n1,2\n   \n3,4\n\n", "3:[a][b]5:[1][2]7:[3][4]");
  row("one column", "a\n1\n2\n", "1:[a]2:[1]3:[2]");
  row("ragged", "a,b\n1\n1,2,3\n", "1:[a][b]2:[1]3:[1][2][3]");
  row("empty", "", "");
  row("only blank", "\n \n\r\n", "");
  row("only a mark", "\xEF\xBB\xBF", "");
  row("never closed", "a,b\n1,\"2\n3,4\n", "1:[a][b]2:[1][2\n3,4\n]!");
  row("zero bytes", QByteArray("a,b\n1\0,2\n", 9), QByteArray("1:[a][b]2:[1\0][2]", 17));
  row("a quote alone", "\"", "1:[]!");
}

void CsvReaderTest::reads_a_table() {
  QFETCH(QByteArray, text);
  QFETCH(QByteArray, expected);
  for (const std::size_t step : {1U, 2U, 3U, 7U, 100'000U})
    QCOMPARE(QByteArray::fromStdString(read_all(text.toStdString(), step)), expected);
}

void CsvReaderTest::finds_the_separator_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<char>("separator");
  QTest::newRow("comma") << QByteArray("a,b\n1,2\n") << ',';
  QTest::newRow("semicolon") << QByteArray("a;b\n1;2\n") << ';';
  QTest::newRow("tab") << QByteArray("a\tb\n1\t2\n") << '\t';
  QTest::newRow("bar") << QByteArray("a|b\n1|2\n") << '|';
  QTest::newRow("decimal commas") << QByteArray("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n") << ';';
  QTest::newRow("commas in texts") << QByteArray("name;note\nx;one, two, three\ny;four, five\n") << ';';
  QTest::newRow("in quotes") << QByteArray("a,b\n\"1;2;3\",\"4;5;6\"\n") << ',';
  QTest::newRow("one odd row of many") << QByteArray("a;b\n") + QByteArray("1;2\n").repeated(30) + QByteArray("1;2;3\n")
                                       << ';';
  QTest::newRow("one column") << QByteArray("a\n1\n2\n") << ',';
  QTest::newRow("nothing") << QByteArray() << ',';
}

void CsvReaderTest::finds_the_separator() {
  QFETCH(QByteArray, text);
  QFETCH(char, separator);
  char found = 0;
  read_all(text.toStdString(), 5, &found);
  QCOMPARE(found, separator);
  // Larger than what is looked at: the cut goes through a row, and through a quote.
  const auto long_text = text + text.repeated(text.isEmpty() ? 0 : static_cast<int>(200'000 / text.size()));
  read_all(long_text.toStdString(), 4096, &found);
  if (text.count('\n') < 4) QCOMPARE(found, separator);
}

void CsvReaderTest::keeps_the_line_numbers_right() {
  std::string text = "id,words\n";
  std::vector<std::uint64_t> begins;
  std::uint64_t line = 2;
  for (int i = 0; i < 1000; ++i) {
    begins.push_back(line);
    const int newlines = i % 4;
    text += std::to_string(i) + ",\"";
    for (int k = 0; k < newlines; ++k) text += k % 2 == 0 ? "x\n" : "\r\n";
    text += "\"\r\n";
    line += static_cast<std::uint64_t>(newlines) + 1;
  }
  auto reader = CsvReader::read_from(in_blocks(text, 13));
  QVERIFY(reader.ok());
  CsvRow row;
  QVERIFY(reader->next(row).value());
  for (const auto begin : begins) {
    QVERIFY(reader->next(row).value());
    QCOMPARE(row.line, begin);
  }
  QVERIFY(!reader->next(row).value());
  QVERIFY(!reader->next(row).value());
}

void CsvReaderTest::says_that_a_quote_is_never_closed() {
  auto reader = CsvReader::read_from(in_blocks("a,b\n1,2\n3,\"4\n5,6\n", 4));
  CsvRow row;
  QVERIFY(reader->next(row).value() && row.closed);
  QVERIFY(reader->next(row).value() && row.closed);
  QVERIFY(reader->next(row).value());
  QVERIFY(!row.closed);
  QCOMPARE(row.line, 3U);
}

void CsvReaderTest::a_cell_of_ten_megabytes_is_cut() {
  auto reader = CsvReader::read_from(in_blocks("a,b\n" + std::string(10'000'000, 'x') + ",2\n3,4\n", 65'536));
  CsvRow row;
  QVERIFY(reader->next(row).value());
  QVERIFY(reader->next(row).value());
  QVERIFY(row.cut);
  QCOMPARE(row.count, 2U);
  QVERIFY(row.cells.at(0).size() <= 1U << 20U);
  QCOMPARE(std::string(row.cells.at(1)), std::string("2"));
  QVERIFY(reader->next(row).value());
  QVERIFY(!row.cut);
  QCOMPARE(row.line, 3U);
}

void CsvReaderTest::a_row_of_two_million_cells_is_counted() {
  auto reader = CsvReader::read_from(in_blocks(std::string(2'000'000, ',') + "\n", 65'536));
  CsvRow row;
  QVERIFY(reader->next(row).value());
  QCOMPARE(row.count, 2'000'001U);
  QVERIFY(row.cells.size() < row.count);
}

void CsvReaderTest::reads_a_file() {
  const DataFolder folder;
  auto reader = CsvReader::open(folder.write("table.csv", "a;b\n1;2\n"));
  QVERIFY(reader.ok());
  CsvRow row;
  QVERIFY(reader->next(row).value());
  QCOMPARE(row.cells.size(), 2U);
  QVERIFY(reader->next(row).value());
  QVERIFY(!reader->next(row).value());
  QCOMPARE(reader->bytes_read(), 8U);
}

void CsvReaderTest::names_a_file_that_is_not_there() {
  const auto reader = CsvReader::open("/nowhere/table.csv");
  QVERIFY(reader.failed());
  QCOMPARE(int(reader.error().code), int(ErrorCode::local_file));
  QVERIFY(reader.error().message.english().find("/nowhere/table.csv") != std::string::npos);
}

void CsvReaderTest::passes_on_a_failure_of_the_disk() {
  auto reader = CsvReader::read_from(in_blocks("a,b\n" + std::string(100'000, '1') + "\n", 4096, true));
  QVERIFY(reader.ok());
  CsvRow row;
  QVERIFY(reader->next(row).value());
  auto result = reader->next(row);
  if (result.ok()) result = reader->next(row);
  QVERIFY(result.failed());
  QCOMPARE(result.error().detail, std::string("EIO"));
}

}  // namespace csv_reader_test

WERKBANK_TEST(csv_reader_test::CsvReaderTest);
#include "csv_reader_test.moc"
