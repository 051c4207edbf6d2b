// Every rule for recordings with a table of what is said in them, on good folders, wrong ones and hostile ones.
#include <cmath>

#include "core/dataset/recording_list.h"
#include "core/dataset/sound_probe.h"
#include "rule_book.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace recording_rules_test {

class RecordingRulesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_good_folder_has_no_findings();
  void other_names_of_columns_and_signs_between_them_are_known();
  void a_wrong_row_data();
  void a_wrong_row();
  void a_wrong_recording_data();
  void a_wrong_recording();
  void a_missing_column_data();
  void a_missing_column();
  void which_table_is_meant();
  void a_table_that_is_not_utf8();
  void a_row_with_too_many_cells();
  void odd_characters_and_digits_are_counted();
  void a_text_too_long_for_its_recording();
  void a_speaker_in_two_parts();
  void people_in_the_table_are_told();
  void too_few_recordings();
  void recordings_that_no_row_names();
  void hostile_tables_data();
  void hostile_tables();
  void names_that_are_not_utf8();
  void a_file_instead_of_a_folder();
  void stops_when_asked();
  void headers_of_every_kind_data();
  void headers_of_every_kind();
  void where_a_path_points_data();
  void where_a_path_points();
};

namespace {

std::string little(std::uint64_t number, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
  return bytes;
}

// One second of 16 bits mono at 16,000 Hz, or otherwise.
std::string wav(double seconds = 1, unsigned hertz = 16'000, unsigned channels = 1, unsigned bits = 16) {
  const unsigned frame = channels * bits / 8;
  const std::string data(static_cast<std::size_t>(seconds * hertz) * frame, '\1');
  return "RIFF" + little(36 + data.size(), 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(channels, 2) +
         little(hertz, 4) + little(hertz * frame, 4) + little(frame, 2) + little(bits, 2) + "data" +
         little(data.size(), 4) + data;
}

RuleBook book() {
  RuleBook rules(DataFormat::recordings);
  for (auto& check : rules.item.checks) {
    if (check.rule == "sound_format") check.arguments["endings"] = std::string("wav flac");
  }
  return rules;
}

// Three good recordings and the rows for them.
const std::string good_rows =
    "clips/a.wav,Zet de pers aan.,jan\nclips/b.wav,\"Nee, wacht\",eva\nclips/c.wav,één keer,jan\n";

void write_good(const DataFolder& folder, const std::string& more = {}) {
  for (const char* name : {"a", "b", "c"}) folder.write(std::string("clips/") + name + ".wav", wav());
  folder.write("metadata.csv", "path,text,speaker\n" + good_rows + more);
}

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
  if (result->findings[0].rule != rule) return none;
  return result->findings[0];
}

}  // namespace

void RecordingRulesTest::a_good_folder_has_no_findings() {
  const DataFolder folder;
  write_good(folder);
  folder.write(".hidden/other.csv", "x");
  folder.write("clips/notes.txt", "nothing");
  const auto result = book().check(folder.path() / "");
  QCOMPARE(all_words(result), std::string());
  QVERIFY(result->usable());
  QCOMPARE(result->size.rows, 3U);
  QCOMPARE(result->files, 3U);
  QCOMPARE(result->size.sound_seconds, 3.0);
  QVERIFY(result->size.bytes > 96'000);
  QCOMPARE(result->table.header, (std::vector<std::string>{"path", "text", "speaker"}));
  QCOMPARE(result->table.rows.size(), 3U);
  QCOMPARE(result->table.rows[1][1], std::string("Nee, wacht"));
  QVERIFY(result->columns.empty());
}

void RecordingRulesTest::other_names_of_columns_and_signs_between_them_are_known() {
  const DataFolder folder;
  write_good(folder);
  folder.write("metadata.csv",
               "\xEF\xBB\xBF"
               "Nr;Bestand;Tekst;Deel\r\n1;clips\\a.wav;zet aan;train\r\n2;./clips/b.wav;zet uit;test\r\n3;clips/c.wav;"
               "zet door;\r\n");
  QCOMPARE(all_words(book().check(folder.path())), std::string());
}

void RecordingRulesTest::a_wrong_row_data() {
  QTest::addColumn<QString>("row");
  QTest::addColumn<QString>("rule");
  const auto add = [](const char* name, const char* row, const char* rule) { QTest::newRow(name) << row << rule; };
  add("above the folder", "../secret.wav,ja,jan", "inside_folder");
  add("above by a detour", "clips/../../secret.wav,ja,jan", "inside_folder");
  add("from the root", "/etc/passwd,ja,jan", "inside_folder");
  add("from a disk", "C:\\clips\\a.wav,ja,jan", "inside_folder");
  add("not there", "clips/gone.wav,ja,jan", "recording_there");
  add("another case", "clips/A.WAV,ja,jan", "recording_there");
  add("no path", ",ja,jan", "recording_there");
  add("a folder", "clips,ja,jan", "recording_there");
  add("the table itself", "metadata.csv,ja,jan", "recording_there");
  add("twice", "clips/a.wav,ja,jan", "listed_once");
  add("twice, written otherwise", "./clips//a.wav,ja,jan", "listed_once");
  add("no text", "clips/d.wav,,jan", "has_words");
  add("only signs", "clips/d.wav,\" ... !\",jan", "has_words");
  add("a control code", "clips/d.wav,ja\x07 nee,jan", "odd_characters");
  add("a picture", "clips/d.wav,ja \xF0\x9F\x98\x80,jan", "odd_characters");
  add("a digit", "clips/d.wav,maat 12,jan", "digits_in_words");
}

void RecordingRulesTest::a_wrong_row() {
  QFETCH(const QString, row);
  QFETCH(const QString, rule);
  const DataFolder folder;
  write_good(folder, row.toStdString() + "\n");
  if (row.startsWith("clips/d.wav")) folder.write("clips/d.wav", wav());
  const auto found = only(book().check(folder.path()), rule.toStdString());
  QCOMPARE(found.rule, rule.toStdString());
  QCOMPARE(found.file, std::string("metadata.csv"));
  QCOMPARE(found.line, std::optional<std::uint64_t>(5));
}

void RecordingRulesTest::a_wrong_recording_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("rule");
  const auto add = [](const char* name, const std::string& bytes, const char* rule) {
    QTest::newRow(name) << QByteArray::fromStdString(bytes) << rule;
  };
  const auto changed = [](std::size_t at, std::uint64_t number, int size) {
    auto bytes = wav();
    return bytes.replace(at, static_cast<std::size_t>(size), little(number, size));
  };
  add("empty", "", "whole_recordings");
  add("a text", "This is no sound.", "whole_recordings");
  add("only the first letters", "RIFF....WAVE", "whole_recordings");
  add("cut short", wav().substr(0, 20'000), "whole_recordings");
  add("no channels", changed(22, 0, 2), "whole_recordings");
  add("no rate", changed(24, 0, 4), "whole_recordings");
  add("an absurd rate", changed(24, 0xFFFFFFFF, 4), "whole_recordings");
  add("frames of nothing", changed(32, 0, 2), "whole_recordings");
  add("12 bits", changed(34, 12, 2), "whole_recordings");
  add("A-law", changed(20, 6, 2), "whole_recordings");
  add("a chunk larger than all", changed(16, 0xFFFFFFFF, 4), "whole_recordings");
  add("no data", wav().substr(0, 36), "whole_recordings");
  add("zero length", wav(0), "has_sound");
  add("over the limit", wav(2.2), "longest_recording");
  add("4,000 Hz", wav(1, 4000), "sample_rate");
  add("three channels", wav(1, 16'000, 3), "channels");
  add("a broken FLAC", "fLaC" + std::string(40, '\0'), "whole_recordings");
  add("a broken Ogg", "OggS" + std::string(100, '\0'), "whole_recordings");
  add("an MP3 where none is read", "\xFF\xFB\x90\x64" + std::string(400, '\0'), "sound_format");
  add("an MP3 behind a label",
      "ID3\x04" + std::string("\0\0\0\0\0\x0A", 6) + std::string(10, 'x') + "\xFF\xFB\x90\x64" + std::string(400, '\0'),
      "sound_format");
  add("a label longer than the file", "ID3\x04" + std::string("\0\0\x7F\x7F\x7F\x7F", 6), "whole_recordings");
}

void RecordingRulesTest::a_wrong_recording() {
  QFETCH(const QByteArray, bytes);
  QFETCH(const QString, rule);
  const DataFolder folder;
  write_good(folder, "clips/d.wav,ja,jan\n");
  folder.write("clips/d.wav", bytes.toStdString());
  const auto found = only(book().check(folder.path()), rule.toStdString());
  QCOMPARE(found.rule, rule.toStdString());
  QCOMPARE(found.line, std::optional<std::uint64_t>(5));
  QVERIFY2(found.message.english().find("clips/d.wav") != std::string::npos, found.message.english().c_str());
}

void RecordingRulesTest::a_missing_column_data() {
  QTest::addColumn<QString>("table");
  QTest::addColumn<QString>("missing");
  QTest::newRow("no text") << "path,speaker\nclips/a.wav,jan\n"
                           << "text";
  QTest::newRow("no path") << "name,text\nclips/a.wav,ja\n"
                           << "path";
  QTest::newRow("no header") << "clips/a.wav,ja\nclips/b.wav,nee\n"
                             << "path text";
  QTest::newRow("nothing at all") << ""
                                  << "path text";
}

void RecordingRulesTest::a_missing_column() {
  QFETCH(const QString, table);
  QFETCH(const QString, missing);
  const DataFolder folder;
  write_good(folder);
  folder.write("metadata.csv", table.toStdString());
  const auto result = book().check(folder.path());
  QVERIFY(result.ok());
  QVERIFY(!result->usable());
  QStringList columns;
  for (const auto& one : of_rule(*result, "list_columns")) columns << QString::fromStdString(one.column);
  QCOMPARE(columns.join(' '), missing);
  QCOMPARE(unfilled(*result), std::string());
}

void RecordingRulesTest::which_table_is_meant() {
  const DataFolder folder;
  write_good(folder);
  folder.write("other/figures.csv", "a,b\n1,2\n");
  QCOMPARE(all_words(book().check(folder.path())), std::string());  // metadata.csv, by its name
  std::filesystem::rename(folder.path() / "metadata.csv", folder.path() / "my table.csv");
  QCOMPARE(only(book().check(folder.path()), "has_list").rule, std::string("has_list"));
  std::filesystem::remove_all(folder.path() / "other");
  QCOMPARE(all_words(book().check(folder.path())), std::string());  // the only one, whatever its name
  std::filesystem::remove(folder.path() / "my table.csv");
  QCOMPARE(only(book().check(folder.path()), "has_list").rule, std::string("has_list"));
}

void RecordingRulesTest::a_table_that_is_not_utf8() {
  const DataFolder folder;
  write_good(folder);
  folder.write("metadata.csv", "path,text\nclips/a.wav,ja\nclips/b.wav,\xE9\xE9n\nclips/c.wav,nee\n");
  const auto found = only(book().check(folder.path()), "list_utf8");
  QCOMPARE(found.rule, std::string("list_utf8"));
  QCOMPARE(found.line, std::optional<std::uint64_t>(3));
}

void RecordingRulesTest::a_row_with_too_many_cells() {
  const DataFolder folder;
  write_good(folder, "clips/d.wav,Nee, wacht,jan\n");
  const auto found = only(book().check(folder.path()), "list_rows");
  QCOMPARE(found.rule, std::string("list_rows"));
  QCOMPARE(found.line, std::optional<std::uint64_t>(5));
}

void RecordingRulesTest::odd_characters_and_digits_are_counted() {
  const DataFolder folder;
  std::string rows;
  for (int i = 0; i < 50; ++i) {
    const auto name = "clips/" + std::to_string(i) + ".wav";
    folder.write(name, wav());
    rows += name + ",\xC2\xA9 " + std::to_string(i) + " keer,jan\n";
  }
  write_good(folder, rows);
  const auto result = book().check(folder.path());
  QVERIFY(result.ok());
  QCOMPARE(of_rule(*result, "odd_characters").size(), 1U);
  QCOMPARE(of_rule(*result, "digits_in_words").size(), 1U);
  QVERIFY(of_rule(*result, "digits_in_words")[0].message.english().find("50") != std::string::npos);
}

void RecordingRulesTest::a_text_too_long_for_its_recording() {
  const DataFolder folder;
  folder.write("clips/d.wav", wav(0.5));
  write_good(folder, "clips/d.wav,dit past nooit in zo een halve seconde,jan\n");
  QCOMPARE(only(book().check(folder.path()), "words_fit").rule, std::string("words_fit"));
}

void RecordingRulesTest::a_speaker_in_two_parts() {
  const DataFolder folder;
  write_good(folder);
  folder.write(
      "metadata.csv",
      "path,text,speaker,split\nclips/a.wav,ja,jan,train\nclips/b.wav,nee,eva,test\nclips/c.wav,ja,jan,test\n");
  const auto found = only(book().check(folder.path()), "speaker_in_parts");
  QCOMPARE(found.rule, std::string("speaker_in_parts"));
  QCOMPARE(found.line, std::optional<std::uint64_t>(4));
  folder.write("metadata.csv", "path,text,split\nclips/a.wav,ja,train\nclips/b.wav,nee,both\nclips/c.wav,ja,test\n");
  QCOMPARE(only(book().check(folder.path()), "known_part").rule, std::string("known_part"));
}

void RecordingRulesTest::people_in_the_table_are_told() {
  const DataFolder folder;
  for (const char* name : {"a", "b", "c"}) folder.write(std::string("clips/") + name + ".wav", wav());
  folder.write(
      "metadata.csv",
      "path,text,speaker,geboortedatum,note\nclips/a.wav,zet aan,jan@voorbeeld.nl,1-2-1960,\n"
      "clips/b.wav,zet uit,eva@voorbeeld.nl,x,\nclips/c.wav,bel 06 12345678,jan@voorbeeld.nl,x,tel. 050-1234567\n");
  const auto result = book().check(folder.path());
  QVERIFY(result.ok());
  QCOMPARE(unfilled(*result), std::string());
  QStringList places;
  for (const auto& one : of_rule(*result, "personal_data")) {
    places << QString("%1:%2").arg(QString::fromStdString(one.column)).arg(one.line.value_or(0));
    QCOMPARE(one.file, std::string("metadata.csv"));
    QCOMPARE(one.severity, Severity::warning);
    for (const char* secret : {"voorbeeld", "12345678", "1234567", "1960"})
      QVERIFY(one.message.english().find(secret) == std::string::npos);
  }
  QCOMPARE(places, (QStringList{"text:4", "speaker:2", "geboortedatum:2", "note:4"}));
  QVERIFY(of_rule(*result, "personal_data")[1].message.english().find("addresses: 3") != std::string::npos);
}

void RecordingRulesTest::too_few_recordings() {
  const DataFolder folder;
  write_good(folder);
  folder.write("metadata.csv", "path,text\nclips/a.wav,ja\nclips/b.wav,nee\n");
  std::filesystem::remove(folder.path() / "clips/c.wav");
  QCOMPARE(only(book().check(folder.path()), "min_recordings").rule, std::string("min_recordings"));
}

void RecordingRulesTest::recordings_that_no_row_names() {
  const DataFolder folder;
  write_good(folder);
  folder.write("clips/x.wav", wav());
  folder.write("clips/y.m4a", "of a kind that is not read");
  const auto found = only(book().check(folder.path()), "unlisted_recordings");
  QCOMPARE(found.rule, std::string("unlisted_recordings"));
  QCOMPARE(found.file, std::string("clips/x.wav"));
  QVERIFY(found.message.english().find('2') != std::string::npos);
}

void RecordingRulesTest::hostile_tables_data() {
  QTest::addColumn<QByteArray>("table");
  QTest::newRow("zero bytes") << QByteArray("path,text\n\0\0\0,\0\n", 17);
  QTest::newRow("an open quote") << QByteArray("path,text\nclips/a.wav,\"ja\nclips/b.wav,nee\n");
  QTest::newRow("one endless line") << QByteArray("path,text\n") + QByteArray(3'000'000, 'x');
  QTest::newRow("many commas") << QByteArray("path,text\n") + QByteArray(100'000, ',');
  QTest::newRow("line feeds in a path") << QByteArray("path,text\n\"clips\n/a.wav\",ja\n");
  QTest::newRow("a path of dots") << QByteArray("path,text\n") + QByteArray(30'000, '.') + ",ja\n";
  QTest::newRow("many steps up") << QByteArray("path,text\n") + QByteArray("../").repeated(10'000) + "a.wav,ja\n";
  QTest::newRow("a workbook") << QByteArray("PK\x03\x04\x14\0\0\0\x08\0", 10) + QByteArray(1000, '\xFE');
}

void RecordingRulesTest::hostile_tables() {
  QFETCH(const QByteArray, table);
  const DataFolder folder;
  write_good(folder);
  folder.write("metadata.csv", table.toStdString());
  const auto result = book().check(folder.path());
  QVERIFY(result.ok());
  QVERIFY(!result->usable());
  QCOMPARE(unfilled(*result), std::string());
}

void RecordingRulesTest::names_that_are_not_utf8() {
  const DataFolder folder;
  folder.write("clips/caf\xE9 $(touch x).wav", wav());
  write_good(folder, "clips/caf\xE9 $(touch x).wav,koffie,jan\n");
  // The name on disk and in the table are the same bytes; only the table's encoding is told.
  QCOMPARE(only(book().check(folder.path()), "list_utf8").rule, std::string("list_utf8"));
}

void RecordingRulesTest::a_file_instead_of_a_folder() {
  const DataFolder folder;
  const auto result = book().check(folder.write("clips.zip", "PK\x03\x04"));
  QVERIFY(result.ok());
  QVERIFY(!result->usable());
}

void RecordingRulesTest::stops_when_asked() {
  const DataFolder folder;
  write_good(folder);
  std::stop_source stop;
  stop.request_stop();
  const auto rules = book();
  QVERIFY(
      check_data(rules.job_template, rules.item, folder.path(), rules.values, nullptr, stop.get_token()).cancelled());
}

void RecordingRulesTest::headers_of_every_kind_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("hertz");
  QTest::addColumn<double>("seconds");
  QTest::newRow("tone.flac") << "flac" << 16'000 << 0.1;
  QTest::newRow("tone.ogg") << "ogg" << 16'000 << 0.1;
  QTest::newRow("tone.opus") << "ogg" << 48'000 << 0.1;
  QTest::newRow("tone.mp3") << "mp3" << 16'000 << 0.1;
  QTest::newRow("float.wav") << "wav" << 48'000 << 80 / (8.0 * 48'000);
  QTest::newRow("extensible.wav") << "wav" << 44'100 << 60 / (6.0 * 44'100);
  QTest::newRow("open.wav") << "wav" << 16'000 << 80 / (2.0 * 16'000);
}

void RecordingRulesTest::headers_of_every_kind() {
  QFETCH(const QString, kind);
  QFETCH(const int, hertz);
  QFETCH(const double, seconds);
  const auto seeds = std::filesystem::path(WERKBANK_SOURCE_DIR) / "tests/fuzz/seeds/sound_probe";
  const auto facts = probe_sound_file(seeds / QTest::currentDataTag());
  QCOMPARE(facts.state, SoundFacts::State::whole);
  QCOMPARE(QString::fromStdString(facts.kind), kind);
  QCOMPARE(facts.hertz, hertz);
  // An MP3 is filled up to whole frames of 72 ms at this rate.
  QVERIFY2(std::abs(facts.seconds - seconds) < (kind == "mp3" ? 0.25 : 0.001),
           qPrintable(QString::number(facts.seconds)));
}

void RecordingRulesTest::where_a_path_points_data() {
  QTest::addColumn<QString>("list");
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("place");
  QTest::newRow("plain") << "m.csv"
                         << "a.wav"
                         << "a.wav";
  QTest::newRow("from the table's folder") << "en/m.csv"
                                           << "clips/a.wav"
                                           << "en/clips/a.wav";
  QTest::newRow("beside it") << "en/m.csv"
                             << "../nl/a.wav"
                             << "nl/a.wav";
  QTest::newRow("from Windows") << "m.csv"
                                << "clips\\a.wav"
                                << "clips/a.wav";
  QTest::newRow("out of the folder") << "en/m.csv"
                                     << "../../a.wav"
                                     << "OUT";
  QTest::newRow("out and in again") << "m.csv"
                                    << "../here/a.wav"
                                    << "OUT";
  QTest::newRow("dots in a name") << "m.csv"
                                  << "..a/...wav"
                                  << "..a/...wav";
}

void RecordingRulesTest::where_a_path_points() {
  QFETCH(const QString, list);
  QFETCH(const QString, path);
  QFETCH(const QString, place);
  QCOMPARE(QString::fromStdString(place_of_recording(list.toStdString(), path.toStdString()).value_or("OUT")), place);
}

}  // namespace recording_rules_test

WERKBANK_TEST(recording_rules_test::RecordingRulesTest);
#include "recording_rules_test.moc"
