// Tables that break programs: nothing here may crash, hang, eat the memory, or get a wrong place.
#include <fstream>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace hostile_tables_test {

class HostileTablesTest : public QObject {
  Q_OBJECT

 private slots:
  void an_empty_file();
  void only_a_header();
  void a_line_of_ten_megabytes();
  void a_cell_that_swallows_the_file();
  void zero_bytes();
  void a_file_in_utf16();
  void a_hundred_thousand_columns();
  void a_file_name_with_a_newline();
  void a_file_name_that_is_no_utf8();
  void random_bytes();
  void one_column_only();
  void a_folder_with_one_table();
  void a_folder_with_two_tables();
  void a_folder_without_tables();
  void a_link_in_a_circle();
  void a_file_that_may_not_be_opened();
  void a_file_that_is_not_there();
  void a_device_instead_of_a_file();
  void stops_when_asked();
  void tells_how_far_it_is();
  void memory_does_not_grow_with_the_rows();

 private:
  std::string whole(const Result<DataReport>& result) const;
  RuleBook rules_{DataFormat::csv};
  DataFolder folder_;
};

namespace {

bool has(const DataReport& report, const char* rule) { return !of_rule(report, rule).empty(); }

}  // namespace

// Empty when the check ran and all its words are whole.
std::string HostileTablesTest::whole(const Result<DataReport>& result) const {
  if (!result.ok()) return "not ok";
  return unfilled(result.value());
}

void HostileTablesTest::an_empty_file() {
  for (const char* text : {"", "\n\n\n", "   \n", "\xEF\xBB\xBF"}) {
    const auto result = rules_.check(folder_.write("empty.csv", text));
    QVERIFY(result.ok());
    const auto found = of_rule(result.value(), "has_header");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(*found[0].line, 1U);
    QCOMPARE(found[0].file, std::string("empty.csv"));
    QVERIFY(has(result.value(), "min_rows"));
    QVERIFY(!result.value().usable());
    QVERIFY(result.value().columns.empty() && result.value().proposed.empty());
  }
}

void HostileTablesTest::only_a_header() {
  const auto result = rules_.check(folder_.write("header.csv", "a,b,c\n"));
  QCOMPARE(whole(result), std::string());
  QCOMPARE(result.value().findings.size(), 1U);
  QCOMPARE(result.value().findings[0].rule, std::string("min_rows"));
  QCOMPARE(result.value().columns.size(), 3U);
}

void HostileTablesTest::a_line_of_ten_megabytes() {
  const auto result =
      rules_.check(folder_.write("line.csv", "a,b\n1,2\n3," + std::string(10'000'000, 'x') + "\n5,6,7\n"));
  QCOMPARE(whole(result), std::string());
  const auto found = of_rule(result.value(), "same_column_count");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(*found[0].line, 4U);
  const auto header = rules_.check(folder_.write("line.csv", std::string(10'000'000, 'x') + ",b\n1,2\n"));
  QCOMPARE(whole(header), std::string());
  QVERIFY(header.value().columns.at(0).size() < 1000);
}

void HostileTablesTest::a_cell_that_swallows_the_file() {
  std::string text = "a,b\n1,2\n3,\"4\n";
  for (int i = 0; i < 300'000; ++i) text += "5,6\n";
  const auto result = rules_.check(folder_.write("open.csv", text));
  QCOMPARE(whole(result), std::string());
  const auto found = of_rule(result.value(), "closed_quotes");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(*found[0].line, 3U);
}

void HostileTablesTest::zero_bytes() {
  const auto result = rules_.check(folder_.write("zero.csv", std::string("a,b\n1,2\n3,\0\0\n4,5\n6,7\n", 21)));
  QCOMPARE(whole(result), std::string());
  const auto found = of_rule(result.value(), "plain_text");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(*found[0].line, 3U);
  QCOMPARE(found[0].file, std::string("zero.csv"));
}

void HostileTablesTest::a_file_in_utf16() {
  for (const bool mark : {true, false}) {
    std::string text = mark ? "\xFF\xFE" : "";
    for (const char c : std::string("naam;prijs\nrood;1,5\nblauw;2\nrood;3\nblauw;1\n")) text += {c, '\0'};
    const auto result = rules_.check(folder_.write("wide.csv", text));
    QCOMPARE(whole(result), std::string());
    const auto found = of_rule(result.value(), "utf8");
    QCOMPARE(found.size(), 1U);
    QCOMPARE(*found[0].line, 1U);
    QVERIFY(found[0].message.english().find("UTF-16") != std::string::npos);
    QVERIFY(!has(result.value(), "plain_text"));
    QCOMPARE(result.value().columns, (std::vector<std::string>{"naam", "prijs"}));
    QCOMPARE(result.value().size.rows, 4U);
  }
}

void HostileTablesTest::a_hundred_thousand_columns() {
  std::string text;
  for (int row = 0; row < 5; ++row) {
    for (int i = 0; i < 100'000; ++i)
      text += (row == 0 ? "c" : "") + std::to_string(i + row) + (i + 1 < 100'000 ? "," : "\n");
  }
  const auto result = rules_.check(folder_.write("wide.csv", text));
  QCOMPARE(whole(result), std::string());
  QCOMPARE(result.value().size.columns, 100'000U);
  QCOMPARE(result.value().size.rows, 4U);
  QVERIFY(result.value().table.header.size() <= 1000);
  QVERIFY(result.value().findings.size() < 200);
}

void HostileTablesTest::a_file_name_with_a_newline() {
  const auto result = rules_.check(folder_.write("two\nlines $(id) \"x\".csv", "a,b\n1,2,3\n"));
  QCOMPARE(whole(result), std::string());
  const auto found = of_rule(result.value(), "same_column_count");
  QCOMPARE(found.size(), 1U);
  QCOMPARE(found[0].file, std::string("two\nlines $(id) \"x\".csv"));
  QVERIFY(found[0].message.english().find("two lines $(id)") != std::string::npos);
}

void HostileTablesTest::a_file_name_that_is_no_utf8() {
  const auto result = rules_.check(folder_.write("caf\xE9.csv", "a,b\n1,2,3\n"));
  QCOMPARE(whole(result), std::string());
  QCOMPARE(of_rule(result.value(), "same_column_count").at(0).file, std::string("caf\xE9.csv"));
  QVERIFY(of_rule(result.value(), "same_column_count")
              .at(0)
              .message.in(Language::dutch)
              .contains(QString::fromUtf8("café.csv")));
}

void HostileTablesTest::random_bytes() {
  unsigned noise = 1;
  for (int round = 0; round < 50; ++round) {
    std::string text;
    for (int i = 0; i < 5000; ++i) {
      noise = noise * 1664525U + 1013904223U;
      const unsigned kind = noise >> 28U;
      text += kind < 3 ? ',' : kind < 5 ? '\n' : kind < 6 ? '"' : static_cast<char>(noise >> 16U);
      if (text.back() == '{' || text.back() == '%' || text.back() == '<')
        text.back() = 'x';  // what unfilled() looks for
    }
    QCOMPARE(whole(rules_.check(folder_.write("noise.csv", text))), std::string());
  }
}

void HostileTablesTest::one_column_only() {
  const auto result = rules_.check(folder_.write("one.csv", "name\nred\nblue\nred\nblue\n"));
  QCOMPARE(whole(result), std::string());
  QCOMPARE(result.value().findings.size(), 0U);
  QCOMPARE(result.value().proposed.at("target"), std::string("name"));
}

void HostileTablesTest::a_folder_with_one_table() {
  const DataFolder folder;
  folder.write("sub/table.CSV", "a,b\n1,2,3\n");
  folder.write("readme.md", "x");
  folder.write(".hidden.csv", "x");
  const auto result = rules_.check(folder.path());
  QCOMPARE(whole(result), std::string());
  QCOMPARE(of_rule(result.value(), "same_column_count").size(), 1U);
}

void HostileTablesTest::a_folder_with_two_tables() {
  const DataFolder folder;
  folder.write("one.csv", "a,b\n");
  folder.write("two.csv", "a,b\n");
  const auto result = rules_.check(folder.path());
  QCOMPARE(whole(result), std::string());
  QCOMPARE(result.value().findings.size(), 1U);
  QCOMPARE(result.value().findings[0].rule, std::string("one_table"));
  QVERIFY(result.value().findings[0].message.english().find("one.csv and two.csv") != std::string::npos);
}

void HostileTablesTest::a_folder_without_tables() {
  const DataFolder folder;
  folder.write("photo.png", "x");
  const auto result = rules_.check(folder.path());
  QCOMPARE(whole(result), std::string());
  QCOMPARE(result.value().findings.at(0).rule, std::string("one_table"));
  QVERIFY(!result.value().usable());
}

void HostileTablesTest::a_link_in_a_circle() {
  const DataFolder folder;
  std::filesystem::create_symlink(folder.path() / "round.csv", folder.path() / "round.csv");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "again");
  folder.write("table.csv", "a,b\n1,2,3\n");
  const auto result = rules_.check(folder.path());
  QCOMPARE(whole(result), std::string());
  QCOMPARE(of_rule(result.value(), "same_column_count").size(), 1U);
  const auto round = rules_.check(folder.path() / "round.csv");
  QVERIFY(round.failed());
  QCOMPARE(int(round.error().code), int(ErrorCode::local_file));
}

void HostileTablesTest::a_file_that_may_not_be_opened() {
#ifdef Q_OS_UNIX
  const auto path = folder_.write("secret.csv", "a,b\n1,2\n");
  const DataFolder locked;
  locked.write("table.csv", "a,b\n1,2\n");
  ::chmod(path.c_str(), 0);
  ::chmod(locked.path().c_str(), 0);
  const bool root = ::geteuid() == 0;  // nothing is closed to root: be somebody else for a moment
  if (root) QCOMPARE(::seteuid(65534), 0);
  const auto file = rules_.check(path);
  const auto folder = rules_.check(locked.path());
  if (root) QCOMPARE(::seteuid(0), 0);
  ::chmod(locked.path().c_str(), 0755);
  QVERIFY(file.failed());
  QCOMPARE(int(file.error().code), int(ErrorCode::local_file));
  QVERIFY(file.error().message.english().find("may not open") != std::string::npos);
  QVERIFY(folder.failed());
  QCOMPARE(int(folder.error().code), int(ErrorCode::local_file));
#endif
}

void HostileTablesTest::a_file_that_is_not_there() {
  const auto result = rules_.check(folder_.path() / "nowhere.csv");
  QVERIFY(result.failed());
  QCOMPARE(int(result.error().code), int(ErrorCode::local_file));
}

void HostileTablesTest::a_device_instead_of_a_file() {
#ifdef Q_OS_UNIX
  const auto pipe = folder_.path() / "pipe.csv";
  QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
  for (const auto& path : {pipe, std::filesystem::path("/dev/zero")}) {
    const auto result = rules_.check(path);  // must not wait for a writer, or read without end
    QVERIFY(result.failed());
    QCOMPARE(int(result.error().code), int(ErrorCode::local_file));
  }
#endif
}

void HostileTablesTest::stops_when_asked() {
  std::string text = "a,b\n";
  for (int i = 0; i < 500'000; ++i) text += "1,2\n";
  std::stop_source stop;
  int calls = 0;
  const auto sink = [&](const Progress&) {
    if (++calls == 2) stop.request_stop();
  };
  const auto result = check_data(rules_.job_template, rules_.item, folder_.write("long.csv", text), rules_.values, sink,
                                 stop.get_token());
  QVERIFY(result.cancelled());
  QCOMPARE(calls, 2);
}

void HostileTablesTest::tells_how_far_it_is() {
  std::string text = "a,b\n";
  for (int i = 0; i < 200'000; ++i) text += "1,2\n";
  std::uint64_t last = 0;
  const auto sink = [&](const Progress& progress) {
    QVERIFY(progress.done >= last && progress.done <= progress.total);
    QCOMPARE(progress.total, text.size());
    last = progress.done;
  };
  QVERIFY(check_data(rules_.job_template, rules_.item, folder_.write("long.csv", text), rules_.values, sink, {}).ok());
  QCOMPARE(last, text.size());
}

void HostileTablesTest::memory_does_not_grow_with_the_rows() {
#ifdef Q_OS_LINUX
  const auto write_rows = [&](const std::string& name, int rows) {
    std::ofstream file(folder_.path() / name);
    file << "id,text,price,target\n";
    for (int i = 0; i < rows; ++i) file << i << ",customer " << i * 7919 << "," << i * 0.37 << "," << i % 5 << "\n";
    return folder_.path() / name;
  };
  const auto peak = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;  // kB
  };
  QVERIFY(rules_.check(write_rows("small.csv", 20'000)).ok());
  const auto before = peak();
  const auto path = write_rows("large.csv", 600'000);
  const auto size = static_cast<long>(std::filesystem::file_size(path) / 1024);
  QVERIFY(rules_.check(path).ok());
  const auto grown = peak() - before;
  QVERIFY2(grown < size / 4, qPrintable(QString("%1 kB for a file of %2 kB").arg(grown).arg(size)));
#endif
}

}  // namespace hostile_tables_test

WERKBANK_TEST(hostile_tables_test::HostileTablesTest);
#include "hostile_tables_test.moc"
