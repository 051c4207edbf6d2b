// What can be repaired in conversations without a guess, what cannot, and the copy.
#include "core/dataset/conversation_repair.h"

#include <QFile>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "core/dataset/conversation_fix.h"
#include "core/dataset/json_pieces.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace conversation_repair_test {

QByteArray said(const QByteArray& user, const QByteArray& assistant, const QByteArray& question,
                const QByteArray& answer) {
  return "{\"messages\": [{\"role\": \"" + user + "\", \"content\": \"" + question + "\"}, {\"role\": \"" + assistant +
         "\", \"content\": \"" + answer + "\"}]}";
}

QByteArray good(const QByteArray& question) { return said("user", "assistant", question, "ja"); }

class ConversationRepairTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;

  std::filesystem::path place(const std::string& name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  std::filesystem::path write(const QByteArray& text, const std::string& name = "chat.jsonl") const {
    std::filesystem::create_directories(place(name).parent_path());
    QFile file(QString::fromStdString(place(name).string()));
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()) qFatal("no file");
    return place(name);
  }
  static std::string words(const ConversationRepairs& repairs) {
    std::string all;
    for (const auto& one : repairs.lines()) all += one.sentence.english() + '\n';
    return all;
  }
  /// The repaired copy; checks that it needs no repair any more and that the person's own file is as it was.
  QByteArray repaired(const QByteArray& text, std::size_t kinds) const {
    const auto path = write(text);
    const auto repairs = ConversationRepairs::find(path, {}, {});
    if (!repairs.ok()) return ("refused: " + repairs.error().message.english()).c_str();
    if (repairs->lines().size() != kinds) return ("other kinds: " + words(*repairs)).c_str();
    const auto copy = name_of_copy(*repairs, "repaired");
    const auto outcome = repairs->write(copy, {}, {});
    if (!outcome.ok()) return ("failed: " + outcome.error().message.english()).c_str();
    if (!ConversationRepairs::find(copy, {}, {})->lines().empty()) return "the copy needs a repair";
    const auto all = *read_file(copy);
    std::filesystem::remove(copy);
    return *read_file(path) == text.toStdString() ? QByteArray(all.c_str()) : "the file itself was changed";
  }
  std::string refusal(const QByteArray& text) const {
    const auto repairs = ConversationRepairs::find(write(text), {}, {});
    return repairs.failed() ? repairs.error().message.english() : "";
  }
  static DataReport checked(const std::filesystem::path& data) {
    const auto catalogue = Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue"});
    const auto* job_template = catalogue->find("llm-sft");
    const auto report = check_data(*job_template, job_template->data[0], data, default_values(*job_template), {}, {});
    if (!report.ok()) qFatal("not checked");
    return *report;
  }

 private slots:
  void init() {
    for (const auto& entry : std::filesystem::directory_iterator(place("."))) std::filesystem::remove_all(entry.path());
  }

  void good_lines_stay_byte_for_byte() {
    const QByteArray text =
        good("a") + "\r\n  " + good("b") + " \n" + "{\"prompt\":\"c\",\"completion\":\"d\",\"id\":1.10}" + '\n';
    QVERIFY(ConversationRepairs::find(write(text), {}, {})->lines().empty());
  }

  void letters_marks_and_empty_lines_are_repaired() {
    QCOMPARE(repaired("\xEF\xBB\xBF" + good("caf\xe9") + "\n\n \n" + good("b") + '\n', 3),
             good("café") + '\n' + good("b") + '\n');
    const QString wide = QString::fromUtf8(good("João")) + u'\n';
    QByteArray text("\xFF\xFE");
    text.append(reinterpret_cast<const char*>(wide.utf16()), wide.size() * 2);
    QCOMPARE(repaired(text, 1), good("João") + '\n');
  }

  void letters_that_can_be_read_in_two_ways_are_left_alone() {
    QVERIFY(ConversationRepairs::find(write(good("caf\xe9 and café") + '\n'), {}, {})->lines().empty());
  }

  void a_list_gets_a_line_for_each_conversation() {
    const QByteArray text =
        "\n[\n  {\"messages\": [\n {\"role\": \"user\", \"content\": \"a ] } \\\" \\\\\"},\n {\"role\": "
        "\"assistant\",\n \"content\": \"b\"}]},\n" +
        good("c") + ",\n]\n";
    QCOMPARE(repaired(text, 1),
             "{\"messages\":[{\"role\":\"user\",\"content\":\"a ] } \\\" "
             "\\\\\"},{\"role\":\"assistant\",\"content\":\"b\"}]}"
             "\n" +
                 good("c") + '\n');
  }

  void commas_behind_the_lines_go() {
    QCOMPARE(repaired(good("a") + ",\n" + good("b") + ", \r\n" + good("c") + '\n', 1),
             good("a") + '\n' + good("b") + '\n' + good("c") + '\n');
  }

  void roles_get_the_names_that_the_program_knows_data() {
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("assistant");
    QTest::addColumn<bool>("is_repaired");
    QTest::newRow("capitals") << QByteArray("User") << QByteArray("ASSISTANT") << true;
    QTest::newRow("Dutch") << QByteArray("gebruiker") << QByteArray(" Assistent ") << true;
    QTest::newRow("a bot that answers a person") << QByteArray("user") << QByteArray("bot") << true;
    QTest::newRow("a model that answers a human") << QByteArray("Human") << QByteArray("model") << true;
    QTest::newRow("two machines") << QByteArray("ai") << QByteArray("bot") << false;
    QTest::newRow("one machine with itself") << QByteArray("bot") << QByteArray("bot") << false;
    QTest::newRow("who asks whom?") << QByteArray("customer") << QByteArray("employee") << false;
    QTest::newRow("known already") << QByteArray("human") << QByteArray("gpt") << false;
  }
  void roles_get_the_names_that_the_program_knows() {
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, assistant);
    QFETCH(bool, is_repaired);
    const auto line = said(user, assistant, "a", "b");
    const auto fixed = fix_conversation(line.toStdString(), true);
    QCOMPARE(!fixed.role_before.empty(), is_repaired);
    QCOMPARE(fixed.text == line.toStdString(), !is_repaired);
    if (is_repaired) QVERIFY(parse_conversation(fixed.text).rule.empty());
  }

  void a_bot_beside_an_assistant_keeps_its_name() {
    const std::string line =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
        "{\"role\":\"bot\",\"content\":\"c\"}]}";
    QCOMPARE(fix_conversation(line, true).text, line);
  }

  void spaces_around_what_is_said_go_and_those_within_stay() {
    QCOMPARE(repaired(said("user", "assistant", "  a  b \\n", "\\n\\n    if x:\\n        y\\n\\n") + '\n', 1),
             "{\"messages\":[{\"role\":\"user\",\"content\":\"a  b\"},{\"role\":\"assistant\",\"content\":\"    if "
             "x:\\n        y\"}]}"
             "\n");
    const auto blank = good(" ").toStdString();
    QCOMPARE(fix_conversation(blank, true).text, blank);
  }

  void conversations_that_come_twice_go_but_for_the_first() {
    QCOMPARE(repaired(good("a") + '\n' + good("b") + '\n' + good("a") + '\n' +
                          "{\"prompt\":\"a\",\"completion\":\"ja\"}" + '\n',
                      1),
             good("a") + '\n' + good("b") + '\n');
  }

  void what_cannot_be_read_stays_as_it_is() {
    const QByteArray broken = "{\"messages\": [";
    QCOMPARE(repaired(broken + "\n\n" + good("a") + '\n', 1), broken + '\n' + good("a") + '\n');
    const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
    QCOMPARE(repaired("{\"messages\":" + deep + "}\n\n", 1), "{\"messages\":" + deep + "}\n");
    QCOMPARE(parse_conversation(("{\"messages\":[{\"role\":" + deep + "}]}").toStdString()).rule,
             std::string("lines_json"));
    const QByteArray number = "{\"prompt\":\" a\",\"completion\":\"b\",\"id\":123456789012345678901234567890}";
    QCOMPARE(repaired(number + "\n\n", 1), number + '\n');
  }

  void what_cannot_be_told_apart_is_refused_with_its_line() {
    QVERIFY(refusal("[\n" + good("a")).find("no end") != std::string::npos);
    QVERIFY(refusal("[\n" + good("a") + "\n" + good("b") + "]").find("line 3") != std::string::npos);
    QVERIFY(refusal("[" + good("a") + "]\n[" + good("b") + "]").find("line 2") != std::string::npos);
    QVERIFY(refusal("[\n" + good("a") + ",\n{\"x\": nix}]").find("line 3") != std::string::npos);
    QVERIFY(refusal(QByteArray("{}\n{\"a\":\"\0\"}\n", 14)).find("line 2") != std::string::npos);
    QVERIFY(refusal("{}\n" + QByteArray(9 << 20, 'x')).find("line 2") != std::string::npos);
    QVERIFY(ConversationRepairs::find(place("absent.jsonl"), {}, {}).failed());
  }

  void pieces_do_not_depend_on_where_the_blocks_end() {
    const std::string text = "[ {\"a\": \"}\\\"\"} ,\n{\"b\": [1, {}]}, ]\n";
    for (std::size_t step : {1U, 3U, 7U, 1000U}) {
      std::string all;
      JsonPieces pieces([&](const JsonPieces::Piece& piece) -> Result<Done> {
        all += std::to_string(piece.line) + std::string(piece.text) + '|';
        return Done{};
      });
      for (std::size_t at = 0; at < text.size(); at += step)
        QVERIFY(pieces.add(std::string_view(text).substr(at, step)).ok());
      QVERIFY(pieces.finish().ok());
      QCOMPARE(all, std::string("1{\"a\": \"}\\\"\"}|2{\"b\": [1, {}]}|"));
    }
  }

  void a_folder_becomes_a_folder_in_which_the_test_comes_first() {
    write(good("a") + "\n\n" + good("b") + '\n', "set/train.jsonl");
    write(good("b") + '\n', "set/deep/test.jsonl");
    write("vraag;antwoord\n kosten ;1,5\n", "set/extra.csv");
    write("notes", "set/readme.txt");
    const auto repairs = ConversationRepairs::find(place("set/"), {}, {});
    QVERIFY(repairs.ok());
    QCOMPARE(repairs->lines().size(),
             4U);  // an empty line, a repeated one, spaces in the table, the file that is left out
    const auto copy = name_of_copy(*repairs, "repaired");
    QCOMPARE(copy, place("set-repaired"));
    QVERIFY(repairs->write(copy, {}, {}).ok());
    QCOMPARE(*read_file(copy / "train.jsonl"), (good("a") + '\n').toStdString());
    QCOMPARE(*read_file(copy / "deep/test.jsonl"), (good("b") + '\n').toStdString());
    QCOMPARE(*read_file(copy / "extra.csv"), std::string("\xEF\xBB\xBFvraag;antwoord\r\nkosten;1,5\r\n"));
    QVERIFY(!std::filesystem::exists(copy / "readme.txt"));
  }

  void nothing_is_written_over_and_nothing_half_is_left() {
    const auto path = write(good("a") + "\n\n");
    const auto repairs = ConversationRepairs::find(path, {}, {});
    const auto mine = write("mine", "copy.jsonl");
    QVERIFY(repairs->write(mine, {}, {}).failed());
    QCOMPARE(*read_file(mine), std::string("mine"));
    write("part", "other.jsonl.part");
    QVERIFY(repairs->write(place("other.jsonl"), {}, {}).failed());
    QCOMPARE(*read_file(place("other.jsonl.part")), std::string("part"));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(repairs->write(place("new.jsonl"), {}, stop.get_token()).cancelled());
    write(good("a") + "\n\n" + good("c"));
    const auto changed = repairs->write(place("new.jsonl"), {}, {});
    QVERIFY(changed.failed() && changed.error().code == ErrorCode::data_rejected);
    QVERIFY(!std::filesystem::exists(place("new.jsonl")) && !std::filesystem::exists(place("new.jsonl.part")));
  }

  void what_was_refused_can_be_used_once_it_is_repaired() {
    QByteArray text = "[\n";
    for (int i = 0; i < 60; ++i)
      text += said("Gebruiker", "bot", " caf\xe9 " + QByteArray::number(i), "ja") + (i == 59 ? "\n]\n" : ",\n");
    const auto path = write(text, "chat.json");
    const auto before = checked(path);
    QVERIFY(!before.usable());
    const auto item =
        Catalogue::read({std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue"})->find("llm-sft")->data[0];
    QVERIFY(may_be_repaired(item, before));
    const auto repairs = find_repairs(item, path, {}, {}, {});
    QVERIFY(repairs.ok() && *repairs);
    const auto copy = name_of_copy(**repairs, "repaired");
    QCOMPARE(copy, place("chat-repaired.jsonl"));
    QVERIFY((*repairs)->write(copy, {}, {}).ok());
    const auto after = checked(copy);
    QVERIFY2(after.usable(), after.findings.empty() ? "" : after.findings[0].message.english().c_str());
    for (const auto& one : (*repairs)->lines()) QVERIFY(one.sentence.english().find('%') == std::string::npos);
    QCOMPARE((*repairs)->lines().size(), 4U);
  }

  void a_table_of_questions_keeps_its_numbers() {
    const auto path = write("vraag;antwoord\n a ;1,5\nb;2,5\n", "chat.csv");
    DataItem item;
    item.format = DataFormat::conversations;
    const auto repairs = find_repairs(item, path, {}, {}, {});
    QVERIFY(repairs.ok() && (*repairs)->lines().size() == 1);
    QVERIFY((*repairs)->write(place("copy.csv"), {}, {}).ok());
    QVERIFY(read_file(place("copy.csv"))->ends_with("a;1,5\r\nb;2,5\r\n"));
  }
};

}  // namespace conversation_repair_test

WERKBANK_TEST(conversation_repair_test::ConversationRepairTest);
#include "conversation_repair_test.moc"
