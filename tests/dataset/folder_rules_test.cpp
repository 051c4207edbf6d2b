// Every rule for folders of any files, what is said of programs in them, and hostile names and contents.
#include <fstream>

#include "core/dataset/text_lines.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace folder_rules_test {

class FolderRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_folder_has_no_findings();
  void tells_what_is_in_it();
  void an_empty_folder();
  void files_of_another_kind();
  void too_many_files();
  void a_file_and_a_whole_that_are_too_large();
  void a_file_that_should_be_there();
  void the_file_that_was_answered();
  void proposes_the_program_that_is_probably_meant();
  void text_that_is_not_utf8();
  void hostile_names();
  void a_file_instead_of_a_folder();
  void a_folder_that_is_not_there();
  void a_folder_that_may_not_be_opened();
  void stops_when_asked();
  void secrets_in_a_folder_are_told_and_never_shown();
  void what_works_on_its_makers_computer_alone();
  void a_line_without_end_is_seen_whole_and_does_not_fill_memory();

 private:
  Finding only(const Result<DataReport>& result, const char* rule) const;
  RuleBook rules_{DataFormat::folder};
};

namespace {

void fill(const DataFolder& folder) {
  folder.write("main.py", "print('hallo')\n");
  folder.write("run.py", "import main\n");
  folder.write("Read me.TXT", "Caf\xC3\xA9\r\n");
  folder.write("data/table.csv", "a;b\n1;2\n");
}

std::string all_words(const DataReport& report) {
  std::string words;
  for (const auto& one : report.findings) words += one.rule + ": " + one.message.english() + "\n";
  return words;
}

}  // namespace

// The one finding of `rule`, whose words must be whole; an empty one, after a warning, when it is not so.
Finding FolderRulesTest::only(const Result<DataReport>& result, const char* rule) const {
  const auto found = result.ok() ? of_rule(*result, rule) : std::vector<Finding>();
  const auto gaps = result.ok() ? unfilled(*result) : std::string("no report");
  if (found.size() == 1 && gaps.empty()) return found[0];
  qWarning("%zu findings of %s; %s\n%s", found.size(), rule, gaps.c_str(),
           result.ok() ? all_words(*result).c_str() : "");
  return {};
}

void FolderRulesTest::a_good_folder_has_no_findings() {
  const DataFolder folder;
  fill(folder);
  const auto result = rules_.check(folder.path());
  QVERIFY(result.ok());
  QCOMPARE(all_words(*result), std::string());
  QVERIFY(result->usable());
  QCOMPARE(result->files, 4U);
  QCOMPARE(result->size.bytes, 15U + 12U + 7U + 8U);
}

void FolderRulesTest::tells_what_is_in_it() {
  const DataFolder folder;
  fill(folder);
  folder.write(".hidden", "x");
  folder.write("no ending", "xy");
  folder.write("odd.a b", "z");
  const auto result = rules_.check(folder.path());
  QVERIFY(result.ok());
  QCOMPARE(result->kinds.size(), 4U);
  QCOMPARE(result->kinds[0].ending, std::string());
  QCOMPARE(result->kinds[0].count, 3U);
  QCOMPARE(result->kinds[0].bytes, 4U);
  QCOMPARE(result->kinds[1].ending, std::string("py"));
  QCOMPARE(result->kinds[1].count, 2U);
  QCOMPARE(result->kinds[3].ending, std::string("txt"));
}

void FolderRulesTest::an_empty_folder() {
  const DataFolder folder;
  std::filesystem::create_directory(folder.path() / "deeper");
  const auto result = rules_.check(folder.path());
  QCOMPARE(only(result, "not_empty").file, folder.path().filename().string());
  QVERIFY(!result->usable());
  folder.write("a.txt", "");
  only(rules_.check(folder.path()), "not_empty");
}

void FolderRulesTest::files_of_another_kind() {
  const DataFolder folder;
  fill(folder);
  folder.write("z/virus.exe", "MZ");
  folder.write("another.EXE", "MZ");
  folder.write("Makefile", "all:");
  const auto found = only(rules_.check(folder.path()), "allowed_endings");
  QCOMPARE(found.file, std::string("Makefile"));
  QVERIFY(found.message.english().find("value=<(empty)> count=<3> limit=<py txt csv md>") != std::string::npos);
}

void FolderRulesTest::too_many_files() {
  const DataFolder folder;
  fill(folder);
  for (int i = 0; i < 3; ++i) folder.write(std::to_string(i) + ".md", "x");
  const auto found = only(rules_.check(folder.path()), "most_files");
  QVERIFY(found.message.english().find("count=<7> limit=<6>") != std::string::npos);
}

void FolderRulesTest::a_file_and_a_whole_that_are_too_large() {
  const DataFolder folder;
  fill(folder);
  folder.write("data/large.csv", std::string(1'200'000, 'x'));
  const auto result = rules_.check(folder.path());
  QCOMPARE(only(result, "largest_file").file, std::string("data/large.csv"));
  QVERIFY(only(result, "largest_file").message.english().find("limit=<1.0 MB>") != std::string::npos);
  only(result, "total_size");
}

void FolderRulesTest::a_file_that_should_be_there() {
  const DataFolder folder;
  fill(folder);
  std::filesystem::rename(folder.path() / "run.py", folder.path() / "data" / "run.py");
  QVERIFY(of_rule(*rules_.check(folder.path()), "contains_file").empty());
  std::filesystem::rename(folder.path() / "data" / "run.py", folder.path() / "rerun.py");
  QVERIFY(only(rules_.check(folder.path()), "contains_file").message.english().find("value=<run.py>") !=
          std::string::npos);
  auto rules = rules_;
  rules.values["unless"] = std::string("/elsewhere");
  QVERIFY(of_rule(*rules.check(folder.path()), "contains_file").empty());
}

void FolderRulesTest::the_file_that_was_answered() {
  const DataFolder folder;
  fill(folder);
  auto rules = rules_;
  for (const char* typed : {"main.py", "./main.py", "data/table.csv", ".\\data\\table.csv"}) {
    rules.values["main_file"] = std::string(typed);
    QVERIFY2(of_rule(*rules.check(folder.path()), "contains_answer").empty(), typed);
  }
  for (const char* typed : {"Main.py", "table.csv", "../main.py", "data", "", "main.py "}) {
    rules.values["main_file"] = std::string(typed);
    QCOMPARE(of_rule(*rules.check(folder.path()), "contains_answer").size(), 1U);
  }
}

void FolderRulesTest::proposes_the_program_that_is_probably_meant() {
  const DataFolder folder;
  auto rules = rules_;
  const auto proposed = [&] {
    const auto report = rules.check(folder.path());
    const auto found = report->proposed.find("main_file");
    return found == report->proposed.end() ? std::string("(none)") : found->second;
  };
  folder.write("table.csv", "a\n");
  folder.write("setup.py", "x = 1\n");
  folder.write("code/__init__.py", "x = 1\n");
  QCOMPARE(proposed(), std::string("(none)"));
  folder.write("go.sh", "true\n");
  QCOMPARE(proposed(), std::string("go.sh"));
  folder.write("code/main.py", "x = 1\n");
  QCOMPARE(proposed(), std::string("code/main.py"));
  folder.write("rekenen.py", "x = 1\n");
  QCOMPARE(proposed(), std::string("rekenen.py"));
  folder.write("train.py", "x = 1\n");
  QCOMPARE(proposed(), std::string("train.py"));
  rules.values["main_file"] = std::string("rekenen.py");
  QCOMPARE(proposed(), std::string("(none)"));
}

void FolderRulesTest::text_that_is_not_utf8() {
  const DataFolder folder;
  fill(folder);
  folder.write("b.txt", "goed\ncaf\xE9\nslecht\n");
  folder.write("c.csv", std::string("\0\1\2\3", 4) + std::string(100, 'x'));
  folder.write("d.py", "\xFF\xFE" + std::string("p\0r\0i\0n\0t\0", 10));
  folder.write("picture.png", "\x89PNG\xFF\xFF");
  const auto found = only(rules_.check(folder.path()), "text_files");
  QCOMPARE(found.file, std::string("b.txt"));
  QCOMPARE(found.line.value_or(0), 2U);
  QVERIFY(found.message.english().find("count=<3>") != std::string::npos);
}

void FolderRulesTest::hostile_names() {
  const DataFolder folder;
  fill(folder);
  for (const char* name : {"two\nlines.zzz", "$(touch INJECTED).zzz", "'quoted\".zzz", "\xFF\xFE.zzz", "%1 {file}.zzz"})
    folder.write(name, "password = 'hunter22'\n");
  const auto result = rules_.check(folder.path());
  QVERIFY(only(result, "allowed_endings").message.english().find("count=<5>") != std::string::npos);
  QVERIFY(only(result, "secret").message.english().find(": 5.") != std::string::npos);
}

void FolderRulesTest::a_file_instead_of_a_folder() {
  const DataFolder folder;
  const auto result = rules_.check(folder.write("main.py", "print(1)\n"));
  QVERIFY(result.ok() && !result->usable());
  QCOMPARE(result->findings.at(0).file, std::string("main.py"));
}

void FolderRulesTest::a_folder_that_is_not_there() { QVERIFY(rules_.check("/no such folder").failed()); }

void FolderRulesTest::a_folder_that_may_not_be_opened() {
  const DataFolder folder;
  fill(folder);
  const auto locked = folder.path() / "data";
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  std::error_code error;
  const bool is_root = !std::filesystem::directory_iterator(locked, error)->path().empty() && !error;
  const auto result = rules_.check(folder.path());
  std::filesystem::permissions(locked, std::filesystem::perms::owner_all);
  if (is_root) QSKIP("root may open every folder");
  QVERIFY(result.ok() && !result->usable());
}

void FolderRulesTest::stops_when_asked() {
  const DataFolder folder;
  fill(folder);
  std::stop_source source;
  const ProgressSink stop_at_once = [&](const Progress&) { source.request_stop(); };
  const auto result =
      check_data(rules_.job_template, rules_.item, folder.path(), rules_.values, stop_at_once, source.get_token());
  QVERIFY(result.cancelled());
}

void FolderRulesTest::secrets_in_a_folder_are_told_and_never_shown() {
  const DataFolder folder;
  fill(folder);
  const std::string token = "hf_" + std::string("QmZrTwXyPlKjHgFdSaQwErTyUiOpLkJhGf");
  folder.write("a.py", "import os\n\nlogin('" + token + "')\npassword = 'Zomer2026!'\n");
  folder.write("b.md", "token: " + token + "\n");
  folder.write("deploy/.env", "DB_PASSWORD=Zomer2026!\n");
  folder.write("deploy/.env.example", "DB_PASSWORD=\n");
  folder.write("deploy/key.pem", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n");
  const auto result = rules_.check(folder.path());
  QVERIFY(result.ok());
  const auto found = of_rule(*result, "secret");
  QCOMPARE(found.size(), 4U);
  const auto words = all_words(*result);
  QVERIFY2(words.find("Private keys in your files: 1. The first one: deploy/key.pem, line 1") != std::string::npos,
           words.c_str());
  QVERIFY2(words.find("Keys of Hugging Face in your files: 2. The first one: a.py, line 3 (hf_") != std::string::npos,
           words.c_str());
  QVERIFY2(words.find("Passwords or keys in your files: 2. The first one: a.py, line 4") != std::string::npos,
           words.c_str());
  QVERIFY2(words.find("made to keep passwords in: 1, such as deploy/.env.") != std::string::npos, words.c_str());
  QVERIFY(words.find(token.substr(8)) == std::string::npos && words.find("Zomer") == std::string::npos);
  QVERIFY(unfilled(*result).empty());
}

void FolderRulesTest::what_works_on_its_makers_computer_alone() {
  const DataFolder folder;
  fill(folder);
  folder.write("a.py",
               "import tqdm\n# model.cuda()\npath = r'C:\\Users\\jan\\data.csv'\nmodel.cuda()\n"
               "for x in tqdm(range(9)):\n  pass\nopen('/home/jan/x'); open(\"/Users/jan/y\")\n");
  folder.write("careful.py",
               "device = 'cuda' if torch.cuda.is_available() else 'cpu'\nmodel.cuda()\n"
               "for x in tqdm(rows, mininterval=30): pass\nurl = 'https://example.org/home/page'\n"
               "text = 'http://x'; a = {'b:/': 1}; re = r'\\d:\\d'\n");
  folder.write("words.txt", "/home/jan is where I live, model.cuda() too\n");
  const auto result = rules_.check(folder.path());
  const auto path = only(result, "own_path");
  QCOMPARE(path.file, std::string("a.py"));
  QCOMPARE(path.line.value_or(0), 3U);
  QVERIFY2(path.message.english().find(": 2. The first") != std::string::npos, path.message.english().c_str());
  QCOMPARE(only(result, "needs_gpu").line.value_or(0), 4U);
  QCOMPARE(only(result, "progress_lines").line.value_or(0), 5U);
}

void FolderRulesTest::a_line_without_end_is_seen_whole_and_does_not_fill_memory() {
  const std::string token = "ghp_" + std::string("aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6");
  std::string text(200'000, 'x');
  // Across every place where a piece may be cut, and once at the end.
  for (std::size_t at = 60'000; at < 70'000; at += 997) text.replace(at, token.size() + 2, "'" + token + "'");
  text += "'" + token;
  const DataFolder folder;
  folder.write("one.txt", text);
  const auto found = only(rules_.check(folder.path()), "secret");
  QVERIFY2(found.message.english().find("GitHub in your files: 12.") != std::string::npos,
           found.message.english().c_str());
  std::size_t longest = 0;
  TextLines lines([&](const TextPiece& piece) {
    longest = std::max(longest, piece.text.size());
    return piece.settled;
  });
  for (int i = 0; i < 100; ++i) lines.add(text);
  lines.finish();
  QVERIFY(longest <= TextLines::longest_piece);
}

}  // namespace folder_rules_test

WERKBANK_TEST(folder_rules_test::FolderRulesTest);
#include "folder_rules_test.moc"
