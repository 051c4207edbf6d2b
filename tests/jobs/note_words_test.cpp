#include "core/jobs/note_words.h"

#include <set>

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include "core/base/uuid.h"
#include "core/jobs/job_view.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace note_words_test {

const std::string own_words = "What the script said itself";

QString text_of(const QString& path) {
  QFile file(QStringLiteral(WERKBANK_SOURCE_DIR "/") + path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

std::set<std::string> matches(const QString& text, const QString& pattern) {
  std::set<std::string> found;
  auto match = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
  while (match.hasNext()) found.insert(match.next().captured(1).toStdString());
  return found;
}

QString wrapper() { return text_of(QStringLiteral("resources/remote/job.sh")); }
QString helper() { return text_of(QStringLiteral("resources/catalogue/shared/werkbank_job.py")); }

std::set<std::string> codes_of_the_wrapper() {
  return matches(wrapper(), QStringLiteral(R"(\brecord (?:error|warning|data_error) (\w+) ")"));
}

/// What several processes of a job share: all of werkbank_group.py, and how they find the saved work of all.
QString of_several() {
  const auto loop = text_of(QStringLiteral("resources/catalogue/shared/werkbank_training.py"));
  const auto begin = loop.indexOf(QStringLiteral("    def find_checkpoint("));
  return text_of(QStringLiteral("resources/catalogue/shared/werkbank_group.py")) +
         (begin < 0 ? QString() : loop.mid(begin, loop.indexOf(QStringLiteral("\ndef "), begin) - begin));
}

std::set<std::string> codes_of_the_helper() {
  auto codes = matches(helper(), QStringLiteral(R"(return \(\"(\w+)\",)"));
  codes.merge(matches(helper() + of_several(), QStringLiteral(R"(\.(?:warn|fail|data_error)\(\"(\w+)\")")));
  codes.merge(matches(helper(), QStringLiteral(R"(code=\"(\w+)\")")));
  return codes;
}

/// The Dutch of a sentence of core/jobs, as translations/ has it.
QString dutch_of(const std::string& english) {
  QXmlStreamReader xml(text_of(QStringLiteral("translations/werkbank_nl.ts")));
  QString room;
  QString source;
  while (!xml.atEnd()) {
    if (!xml.readNextStartElement()) continue;
    if (xml.name() == u"name") room = xml.readElementText();
    if (xml.name() == u"source") source = xml.readElementText();
    if (xml.name() != u"translation") continue;
    const QString words = xml.readElementText(QXmlStreamReader::IncludeChildElements);
    if (room == u"jobs" && source.toStdString() == english) return words;
  }
  return {};
}

TrainingNote note_of(const std::string& code, TrainingNote::Kind kind = TrainingNote::Kind::error) {
  TrainingNote note;
  note.kind = kind;
  note.code = code;
  note.message = own_words;
  return note;
}

Explanation failed_with(const TrainingNote& note, const std::string& log = {}, bool checkpoint = false) {
  JobRecord record;
  record.uuid = new_uuid();
  record.phase = JobPhase::failed;
  record.state = JobState::failed;
  TrainingRecord training;
  training.notes.push_back(note);
  training.last_checkpoint_step = checkpoint ? 10 : -1;
  return explain(record, training, failure_in(log, {std::nullopt, true}));
}

class NoteWordsTest : public QObject {
  Q_OBJECT

 private slots:
  void every_code_of_the_scripts_is_found();
  void every_code_has_words_in_both_languages_data();
  void every_code_has_words_in_both_languages();
  void a_failed_job_is_told_in_our_words_with_the_records_text_as_proof_data();
  void a_failed_job_is_told_in_our_words_with_the_records_text_as_proof();
  void no_code_is_kept_that_nobody_writes();
  void a_code_that_only_says_that_it_ended_leaves_the_log_to_say_why();
  void a_log_line_of_the_same_cause_is_the_better_proof();
  void a_saved_state_changes_the_advice();
  void the_words_of_a_template_are_passed_on();
  void hostile_words_of_a_template_stay_on_one_short_line();
  void bad_data_is_told_with_its_place();
};

void NoteWordsTest::every_code_of_the_scripts_is_found() {
  const auto of_wrapper = codes_of_the_wrapper();
  const auto of_helper = codes_of_the_helper();
  for (const auto* code : {"module", "folder", "crash", "requeue"}) QVERIFY(of_wrapper.contains(code));
  for (const auto* code : {"gpu_memory", "disk_full", "exception", "too_few_cards", "checkpoint_differs"})
    QVERIFY(of_helper.contains(code));
  // Every other call of these functions would be missed above.
  const auto calls = matches(wrapper(), QStringLiteral(R"re((?:^|[ ;|&])(record (?!TYPE)\w+ [^"\n]*)")re"));
  QCOMPARE(calls.size(), of_wrapper.size() + 1);
  QVERIFY(calls.contains("record stopped signal "));  // how a job was stopped is no note
}

void NoteWordsTest::every_code_has_words_in_both_languages_data() {
  QTest::addColumn<QString>("code");
  auto codes = codes_of_the_wrapper();
  codes.merge(codes_of_the_helper());
  for (const auto& code : codes) QTest::newRow(code.c_str()) << QString::fromStdString(code);
}

void NoteWordsTest::every_code_has_words_in_both_languages() {
  QFETCH(QString, code);
  for (const bool checkpoint : {false, true}) {
    const auto words = words_of_code(code.toStdString(), checkpoint);
    QVERIFY(words.has_value());
    for (const auto& message : {words->sentence, words->advice}) {
      QVERIFY(message.english().ends_with('.'));
      QVERIFY2(!dutch_of(message.english()).isEmpty(), message.english().c_str());
    }
  }
  const auto sentence = note_sentence(note_of(code.toStdString(), TrainingNote::Kind::warning)).english();
  QVERIFY(!sentence.empty() && sentence.find(own_words) == std::string::npos);
}

void NoteWordsTest::a_failed_job_is_told_in_our_words_with_the_records_text_as_proof_data() {
  every_code_has_words_in_both_languages_data();
}

void NoteWordsTest::a_failed_job_is_told_in_our_words_with_the_records_text_as_proof() {
  QFETCH(QString, code);
  const auto words = words_of_code(code.toStdString(), false);
  QVERIFY(words.has_value());
  const auto why = failed_with(note_of(code.toStdString()));
  QCOMPARE(why.sentence.english(), words->sentence.english());
  QCOMPARE(why.advice.english(), words->advice.english());
  QCOMPARE(why.evidence, own_words);
}

void NoteWordsTest::no_code_is_kept_that_nobody_writes() {
  auto written = codes_of_the_wrapper();
  written.merge(codes_of_the_helper());
  const auto kept =
      matches(text_of(QStringLiteral("core/jobs/note_words.cpp")), QStringLiteral(R"(KnownCode\{\"(\w+)\")"));
  QCOMPARE(kept, written);
}

void NoteWordsTest::a_code_that_only_says_that_it_ended_leaves_the_log_to_say_why() {
  for (const auto* code : {"crash", "killed", "no_end", "exception"}) {
    QCOMPARE(failed_with(note_of(code), "FileNotFoundError: a\n").cause, std::string("missing-file"));
  }
  for (const auto* code : {"requeue", "no_progress", "gpu_memory", "folder"}) {
    QVERIFY(failed_with(note_of(code), "ModuleNotFoundError: a\n").cause != "missing-module");
  }
}

void NoteWordsTest::a_log_line_of_the_same_cause_is_the_better_proof() {
  const auto why = failed_with(note_of("missing_module"), "ModuleNotFoundError: No module named 'sklearn'\n");
  QCOMPARE(why.evidence, std::string("ModuleNotFoundError: No module named 'sklearn'"));
}

void NoteWordsTest::a_saved_state_changes_the_advice() {
  const auto requeue = note_of("requeue", TrainingNote::Kind::warning);
  QVERIFY(failed_with(requeue, {}, true).advice.english().find("was saved") != std::string::npos);
  QVERIFY(failed_with(requeue, {}, false).advice.english().find("was saved") == std::string::npos);
}

void NoteWordsTest::the_words_of_a_template_are_passed_on() {
  const auto why = failed_with(note_of("diverged"), "MemoryError\n");
  QCOMPARE(why.sentence.english(), "The training program gave up. It says: " + own_words);
  QCOMPARE(why.cause, std::string("unknown"));
  QVERIFY(!dutch_of("The training program gave up. It says: %1").isEmpty());
  QCOMPARE(note_sentence(note_of("stray_files", TrainingNote::Kind::warning)).in(Language::dutch).toStdString(),
           own_words);
  // A warning is no end: it explains nothing.
  const auto warned = failed_with(note_of("stray_files", TrainingNote::Kind::warning));
  QVERIFY(warned.sentence.english().find(own_words) == std::string::npos);
}

void NoteWordsTest::hostile_words_of_a_template_stay_on_one_short_line() {
  auto note = note_of("anything");
  note.message = "a\nb\x1b[31m %1 %2 " + std::string(4000, 'x');
  for (const auto& shown :
       {note_sentence(note).in(Language::english), failed_with(note).sentence.in(Language::english)}) {
    QVERIFY(!shown.contains(u'\n') && !shown.contains(QChar(0x1b)));
    QVERIFY(shown.size() < 400);
    QVERIFY(shown.contains(QStringLiteral("%1 %2")));
  }
}

void NoteWordsTest::bad_data_is_told_with_its_place() {
  auto note = note_of("bad_number", TrainingNote::Kind::data_error);
  note.file = "wine.csv";
  note.line = 17;
  QCOMPARE(note_sentence(note).english(), "Line 17 of wine.csv cannot be used: " + own_words);
}

}  // namespace note_words_test

WERKBANK_TEST(note_words_test::NoteWordsTest);
#include "note_words_test.moc"
