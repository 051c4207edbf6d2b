// Every rule for conversations to teach a language model with, on good files, wrong ones and hostile ones.
#include <chrono>
#include <random>

#include "core/dataset/conversation.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace conversation_rules_test {

class ConversationRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_file_has_no_findings();
  void every_form_is_read_data();
  void every_form_is_read();
  void a_wrong_line_data();
  void a_wrong_line();
  void a_table_of_questions_and_answers();
  void a_wrong_table_data();
  void a_wrong_table();
  void lines_that_are_too_long_data();
  void lines_that_are_too_long();
  void long_conversations_are_counted();
  void the_same_conversation_twice();
  void a_question_that_is_also_in_the_test();
  void too_few_conversations();
  void a_folder_without_conversations();
  void what_is_no_utf8();
  void personal_data_is_found_in_what_is_said();
  void words_that_come_back_on_every_line_do_not_fill_the_page();
  void control_codes_are_made_visible();
  void a_whole_table_in_brackets_is_no_conversation();
  void deep_nesting_is_refused_in_time();
  void stops_when_asked();
  void reads_many_megabytes_a_second();
};

namespace {

std::string pair_line(const std::string& question, const std::string& answer) {
  return R"({"messages":[{"role":"user","content":")" + question + R"("},{"role":"assistant","content":")" + answer +
         "\"}]}\n";
}

const std::string good_lines = pair_line("Hoe laat gaat u open?", "Om negen uur.") +
                               pair_line("Waar bent u?", "In Groningen.") + pair_line("Wat kost het?", "Tien euro.");

RuleBook book() { return RuleBook(DataFormat::conversations); }

std::string all_words(const Result<DataReport>& result) {
  if (!result.ok()) return "not ok";
  std::string words;
  for (const auto& one : result->findings) words += one.message.english() + "\n";
  const auto gaps = unfilled(*result);
  return words + (gaps.empty() ? "" : "GAP " + gaps);
}

// The one finding there is; its words are whole.
Finding only(const Result<DataReport>& result, const std::string& rule) {
  Finding none;
  none.rule = all_words(result);
  if (!result.ok() || !unfilled(*result).empty() || result->findings.size() != 1) return none;
  return result->findings[0].rule == rule ? result->findings[0] : none;
}

}  // namespace

void ConversationRulesTest::a_good_file_has_no_findings() {
  const DataFolder folder;
  const auto file = folder.write("chat.jsonl", "\xEF\xBB\xBF" + good_lines + "\r\n\n");
  for (const auto& chosen : {file, folder.path() / ""}) {
    const auto result = book().check(chosen);
    QCOMPARE(all_words(result), std::string());
    QVERIFY(result->usable());
    QCOMPARE(result->size.rows, 3U);
    QCOMPARE(result->files, 1U);
    QCOMPARE(result->size.text_bytes, 34U + 25U + 23U);
    QCOMPARE(result->table.header, (std::vector<std::string>{"user", "assistant"}));
    QCOMPARE(result->table.rows.size(), 3U);
    QCOMPARE(result->table.rows[1], (std::vector<std::string>{"Waar bent u?", "In Groningen."}));
  }
}

void ConversationRulesTest::every_form_is_read_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<QByteArray>("turns");
  const auto row = [](const char* name, const char* line, const char* turns) {
    QTest::newRow(name) << QByteArray(line) << QByteArray(turns);
  };
  row("messages",
      R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]})",
      "system:s|user:a|assistant:b|");
  row("more turns",
      R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]})",
      "user:a|assistant:b|user:c|assistant:d|");
  row("ends with a question",
      R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]})",
      "user:a|assistant:b|user:c|");
  row("an empty system",
      R"({"messages":[{"role":"system","content":" "},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]})",
      "user:a|assistant:b|");
  row("from and value", R"({"conversations":[{"from":"human","value":"a"},{"from":"gpt","value":"b"}],"id":7})",
      "user:a|assistant:b|");
  row("prompt", R"({"prompt":"a","completion":"b"})", "user:a|assistant:b|");
  row("instruction", R"({"instruction":"a","input":"x","output":"b"})", "user:a\n\nx|assistant:b|");
  row("instruction alone", R"({"instruction":"a","input":"","output":"b"})", "user:a|assistant:b|");
  row("question", R"({"question":"a","answer":"b","system":"s"})", "system:s|user:a|assistant:b|");
  row("vraag", R"({"vraag":"één?","antwoord":"ja"})", "user:één?|assistant:ja|");
}

void ConversationRulesTest::every_form_is_read() {
  QFETCH(QByteArray, line);
  QFETCH(QByteArray, turns);
  const auto found = parse_conversation(line.toStdString());
  QCOMPARE(found.rule, std::string());
  std::string all;
  for (const auto& turn : found.turns) all += std::string(role_name(turn.role)) + ":" + turn.text + "|";
  QCOMPARE(all, turns.toStdString());
}

void ConversationRulesTest::a_wrong_line_data() {
  QTest::addColumn<QByteArray>("line");
  QTest::addColumn<QString>("rule");
  QTest::addColumn<QString>("value");
  const auto row = [](const char* name, const char* line, const char* rule, const char* value) {
    QTest::newRow(name) << QByteArray(line) << rule << value;
  };
  row("no JSON", "Hoe laat?;Negen uur", "lines_json", "Hoe laat?;Negen uur");
  row("half", R"(["messages",)", "lines_json", "[\"messages\",");
  row("NaN", "[NaN]", "lines_json", "[NaN]");
  row("a list", R"(["a","b"])", "conversation_form", "array");
  row("a number", "-12e300", "conversation_form", "number");
  row("other names", R"({"tekst":"a"})", "conversation_form", "tekst");
  row("nothing in it", "{}", "conversation_form", "(empty)");
  row("messages that are no list", R"({"messages":"a"})", "conversation_form", "string");
  row("a message that is no object", R"({"messages":["a"]})", "conversation_form", "string");
  row("no messages", R"({"messages":[]})", "has_answer", "");
  row("a role nobody has", R"({"messages":[{"role":"klant","content":"a"}]})", "known_role", "\"klant\"");
  row("no role", R"({"messages":[{"content":"a"}]})", "known_role", "(empty)");
  row("a role that is a number", R"({"messages":[{"role":1,"content":"a"}]})", "known_role", "1");
  row("two questions", R"({"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]})", "roles_in_turn",
      "user");
  row("an answer first", R"({"messages":[{"role":"assistant","content":"a"}]})", "roles_in_turn", "assistant");
  row("a system later", R"({"messages":[{"role":"user","content":"a"},{"role":"system","content":"s"}]})",
      "roles_in_turn", "system");
  row("no answer", R"({"messages":[{"role":"user","content":"a"}]})", "has_answer", "");
  row("only a prompt", R"({"prompt":"a"})", "has_answer", "");
  row("an empty answer", R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":" \n"}]})",
      "has_content", "assistant");
  row("an empty question", R"({"prompt":"","completion":"b"})", "has_content", "user");
  row("content that is null", R"({"messages":[{"role":"user","content":null}]})", "content_is_text", "user: null");
  row("content in parts", R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]})", "content_is_text",
      "user: array");
  row("no content", R"({"messages":[{"role":"user"}]})", "content_is_text", "user: -");
  row("a number as the answer", R"({"vraag":"a","antwoord":12})", "content_is_text", "assistant: number");
}

void ConversationRulesTest::a_wrong_line() {
  QFETCH(QByteArray, line);
  QFETCH(QString, rule);
  QFETCH(QString, value);
  const DataFolder folder;
  const auto result = book().check(folder.write("chat.jsonl", good_lines + line.toStdString() + "\n"));
  const auto found = only(result, rule.toStdString());
  QCOMPARE(found.rule, rule.toStdString());
  QCOMPARE(found.file, std::string("chat.jsonl"));
  QCOMPARE(found.line.value_or(0), 4U);
  if (!value.isEmpty())
    QVERIFY2(found.message.in(Language::english).contains("value=<" + value + ">"),
             qPrintable(found.message.in(Language::english)));
  QVERIFY(!result->usable());
  QCOMPARE(result->size.rows, 3U);
}

void ConversationRulesTest::a_table_of_questions_and_answers() {
  const DataFolder folder;
  folder.write("vragen.csv",
               "\xEF\xBB\xBFnr;Vraag ;ANTWOORD\r\n1;Hoe laat?;\"Om negen uur;\nniet eerder\"\r\n2;Waar?;Hier\r\n");
  folder.write("test.csv", "question,answer\nWaar?,Daar\nWie?,Wij\n");
  const auto result = book().check(folder.path());
  QCOMPARE(only(result, "question_in_test").file, std::string("vragen.csv"));
  QCOMPARE(result->size.rows, 4U);
  QCOMPARE(result->table.rows.back(), (std::vector<std::string>{"Waar?", "Hier"}));
  QCOMPARE(result->table.rows[2][1], std::string("Om negen uur;\nniet eerder"));
  QVERIFY(result->size.bytes > 100);
}

void ConversationRulesTest::a_wrong_table_data() {
  QTest::addColumn<QByteArray>("more");
  QTest::addColumn<QString>("rule");
  QTest::newRow("no answer") << QByteArray("d,\n") << "has_answer";
  QTest::newRow("no question") << QByteArray(" ,ja\n") << "has_content";
  QTest::newRow("a comma too many") << QByteArray("d,ja,nee\n") << "conversation_form";
  QTest::newRow("no UTF-8") << QByteArray("caf\xE9,ja\n") << "lines_utf8";
  QTest::newRow("long") << QByteArray("d," + QByteArray(2001, 'x') + "\n") << "largest_line";
  QTest::newRow("a quote too many") << QByteArray("d,\"ja\n") << "conversation_form";
}

void ConversationRulesTest::a_wrong_table() {
  QFETCH(QByteArray, more);
  QFETCH(QString, rule);
  const DataFolder folder;
  const auto result =
      book().check(folder.write("vragen.csv", "prompt,completion\na,1\nb,2\nc,3\n" + more.toStdString()));
  const auto found = only(result, rule.toStdString());
  QCOMPARE(found.rule, rule.toStdString());
  QCOMPARE(found.line.value_or(0), 5U);
  const auto other = book().check(folder.write("andere.csv", "tekst,soort\na,1\n"));
  QCOMPARE(of_rule(*other, "conversation_form").size(), 1U);
  QVERIFY(!other->usable());
}

void ConversationRulesTest::lines_that_are_too_long_data() {
  QTest::addColumn<int>("bytes");
  QTest::addColumn<QByteArray>("end");
  QTest::addColumn<bool>("fits");
  QTest::newRow("just") << 2000 << QByteArray("\n") << true;
  QTest::newRow("just, of Windows") << 2000 << QByteArray("\r\n") << true;
  QTest::newRow("just, at the end") << 2000 << QByteArray() << true;
  QTest::newRow("one more") << 2001 << QByteArray("\n") << false;
  QTest::newRow("one more at the end") << 2001 << QByteArray() << false;
  QTest::newRow("megabytes") << 3'000'000 << QByteArray("\n") << false;
}

void ConversationRulesTest::lines_that_are_too_long() {
  QFETCH(int, bytes);
  QFETCH(QByteArray, end);
  QFETCH(bool, fits);
  auto rules = book();
  std::erase_if(rules.item.checks, [](const auto& one) { return one.rule == "longest_conversation"; });
  auto line = pair_line("a", "b");
  line.pop_back();
  line.insert(line.size() - 4, static_cast<std::size_t>(bytes) - line.size(), 'x');
  const DataFolder folder;
  const auto result = rules.check(folder.write("chat.jsonl", good_lines + line + end.toStdString()));
  if (fits) {
    QCOMPARE(all_words(result), std::string());
    QCOMPARE(result->size.rows, 4U);
  } else {
    const auto found = only(result, "largest_line");
    QCOMPARE(found.rule, std::string("largest_line"));
    QCOMPARE(found.line.value_or(0), 4U);
  }
}

void ConversationRulesTest::long_conversations_are_counted() {
  const DataFolder folder;
  const auto result = book().check(folder.write("chat.jsonl", good_lines + pair_line("lang", std::string(196, 'a')) +
                                                                  pair_line("lang", std::string(197, 'a')) +
                                                                  pair_line("langer", std::string(400, 'b'))));
  const auto found = only(result, "longest_conversation");
  QCOMPARE(found.line.value_or(0), 5U);
  QVERIFY(found.message.english().find("count=<2> limit=<100>") != std::string::npos);
}

void ConversationRulesTest::the_same_conversation_twice() {
  const DataFolder folder;
  folder.write("a.jsonl", good_lines);
  folder.write("b.jsonl", R"({"prompt":" Waar bent u?","completion":"In Groningen. "})"
                          "\n" +
                              pair_line("Waar bent u?", "Ergens anders."));
  const auto found = only(book().check(folder.path()), "same_conversation");
  QCOMPARE(found.file, std::string("b.jsonl"));
  QCOMPARE(found.line.value_or(0), 1U);
}

void ConversationRulesTest::a_question_that_is_also_in_the_test() {
  const DataFolder folder;
  folder.write("a.jsonl", good_lines);
  folder.write("test.jsonl", pair_line("WAAR bent u?", "Hier.") + pair_line("Iets anders?", "Nee."));
  const auto found = only(book().check(folder.path()), "question_in_test");
  QCOMPARE(found.file, std::string("a.jsonl"));
  QCOMPARE(found.line.value_or(0), 2U);
}

void ConversationRulesTest::too_few_conversations() {
  const DataFolder folder;
  const auto found = only(book().check(folder.write("chat.jsonl", pair_line("a", "b"))), "min_conversations");
  QVERIFY(found.message.english().find("count=<1> limit=<3>") != std::string::npos);
}

void ConversationRulesTest::a_folder_without_conversations() {
  const DataFolder folder;
  folder.write("notes.txt", "nothing");
  QCOMPARE(only(book().check(folder.path()), "has_conversations").rule, std::string("has_conversations"));
  QCOMPARE(only(book().check(folder.write("leeg.jsonl", "")), "has_conversations").rule,
           std::string("has_conversations"));
}

void ConversationRulesTest::what_is_no_utf8() {
  const DataFolder folder;
  const auto old = book().check(folder.write("oud.jsonl", good_lines + "caf\xE9\n"));
  const auto found = only(old, "lines_utf8");
  QCOMPARE(found.line.value_or(0), 4U);
  QVERIFY(found.message.in(Language::english).contains(QString::fromUtf8("café")));
  std::string wide = "\xFF\xFE";
  for (const char c : good_lines) wide += std::string{c, '\0'};
  const auto words = all_words(book().check(folder.write("breed.jsonl", wide)));
  QVERIFY2(words.find("Rule lines_utf8") == 0, words.c_str());
}

void ConversationRulesTest::personal_data_is_found_in_what_is_said() {
  const DataFolder folder;
  const auto result = book().check(
      folder.write("chat.jsonl", good_lines + pair_line("Wat is uw adres?", "Mail naar jan.jansen@voorbeeld.nl")));
  const auto found = only(result, "personal_data");
  QCOMPARE(found.line.value_or(0), 4U);
  QCOMPARE(found.column, std::string("assistant"));
  QVERIFY(found.message.english().find("jansen") == std::string::npos);
  QVERIFY(result->usable());
}

void ConversationRulesTest::words_that_come_back_on_every_line_do_not_fill_the_page() {
  const DataFolder folder;
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += "[]\n";
  const auto result = book().check(folder.write("chat.jsonl", lines));
  QCOMPARE(of_rule(*result, "conversation_form").size(), 21U);
}

void ConversationRulesTest::control_codes_are_made_visible() {
  const DataFolder folder;
  const auto result = book().check(
      folder.write("a\x1B[31m\nb.jsonl", good_lines + R"({"messages":[{"role":"\u001b[2J\n","content":"a"}]})" + "\n"));
  const auto words = only(result, "known_role").message.in(Language::english);
  for (const QChar one : words) QVERIFY(one.unicode() >= 0x20);
}

void ConversationRulesTest::a_whole_table_in_brackets_is_no_conversation() {
  const DataFolder folder;
  const auto result = book().check(folder.write("all.json", "[\n {\"prompt\": \"a\",\n  \"completion\": \"b\"}\n]\n"));
  QVERIFY(!result->usable());
  QCOMPARE(of_rule(*result, "lines_json").size(), 4U);
}

void ConversationRulesTest::deep_nesting_is_refused_in_time() {
  for (const auto* open : {"[", "{\"a\":"}) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += open;
    QCOMPARE(parse_conversation(deep).rule, std::string("lines_json"));
  }
  const std::string whole = std::string(300'000, '[') + std::string(300'000, ']');
  QCOMPARE(parse_conversation(whole).rule, std::string("lines_json"));
}

void ConversationRulesTest::stops_when_asked() {
  const DataFolder folder;
  const auto file = folder.write("chat.jsonl", good_lines);
  std::stop_source source;
  source.request_stop();
  const auto rules = book();
  QVERIFY(check_data(rules.job_template, rules.item, file, rules.values, nullptr, source.get_token()).cancelled());
}

void ConversationRulesTest::reads_many_megabytes_a_second() {
  constexpr int conversations = 8'000;
  std::mt19937 chance(7);
  std::string lines;
  for (int i = 0; i < conversations; ++i) {
    std::string answer;
    while (answer.size() < 700) answer += "woord" + std::to_string(chance() % 1000) + ", en dan ";
    lines += pair_line("Vraag nummer " + std::to_string(i) + "?", answer);
  }
  auto rules = book();
  std::erase_if(rules.item.checks, [](const auto& one) { return one.rule == "longest_conversation"; });
  const DataFolder folder;
  const auto file = folder.write("chat.jsonl", lines);
  const auto began = std::chrono::steady_clock::now();
  const auto result = rules.check(file);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  QCOMPARE(all_words(result), std::string());
  QCOMPARE(result->size.rows, std::uint64_t{conversations});
  const double speed = static_cast<double>(lines.size()) / 1e6 / seconds;
  qInfo("conversations: %.0f MB/s", speed);
  QVERIFY(speed > 0.1);  // without optimisation, on a machine that does much else
}

}  // namespace conversation_rules_test

WERKBANK_TEST(conversation_rules_test::ConversationRulesTest);
#include "conversation_rules_test.moc"
