// What can be repaired in the table of a folder of recordings, and the copy of that folder.
#include "core/dataset/recording_repair.h"

#include <fstream>

#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace recording_repair_test {

class RecordingRepairTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  JobTemplate template_;

  std::filesystem::path place(const std::string& name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  void write(const std::string& name, const QByteArray& text) const {
    std::filesystem::create_directories(place(name).parent_path());
    std::ofstream(place(name), std::ios::binary) << text.toStdString();
  }
  Result<RecordingRepairs> found() const { return RecordingRepairs::find(template_.data[0], place("set"), {}, {}); }
  /// The table of the repaired copy, without the mark at its begin.
  std::string repaired(const std::string& table) const {
    const auto repairs = found();
    if (!repairs.ok()) return "refused: " + repairs.error().message.english();
    const auto copy = name_of_copy(*repairs, "repaired");
    const auto outcome = repairs->write(copy, {}, {});
    if (!outcome.ok()) return "failed: " + outcome.error().message.english();
    return read_file(copy / table)->substr(3);
  }

 private slots:
  void initTestCase() {
    const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/speech-asr");
    QVERIFY(read.ok());
    template_ = *read;
  }
  void init() {
    for (const auto& entry : std::filesystem::directory_iterator(place("."))) std::filesystem::remove_all(entry.path());
  }

  void names_are_written_as_the_files_are_called() {
    write("set/Opnames/Een.WAV", "1");
    write("set/Opnames/twee.wav", "2");
    write("set/drie.wav", "3");
    const QByteArray table = "path;text\nopnames\\een.wav;Caf\xe9\n Opnames/ TWEE.wav ; 1,5\ndrie.wav;x\n;\n";
    write("set/metadata.csv", table);
    QCOMPARE(QByteArray(repaired("metadata.csv").c_str()),
             QByteArray("path;text\r\nOpnames/Een.WAV;Café\r\nOpnames/twee.wav;1,5\r\ndrie.wav;x\r\n"));
    QCOMPARE(*read_file(place("set/metadata.csv")), table.toStdString());
    QCOMPARE(*read_file(place("set-repaired/Opnames/Een.WAV")), std::string("1"));
    QCOMPARE(*read_file(place("set-repaired/drie.wav")), std::string("3"));
    QVERIFY(!std::filesystem::exists(place("set-repaired.part")));
  }

  void a_table_deeper_in_the_folder_names_them_from_there() {
    write("set/geluid/A.wav", "1");
    write("set/tabel/B.wav", "2");
    write("set/tabel/lijst.csv", "path,text\n../geluid/a.wav,x\nb.WAV,y\n");
    QCOMPARE(repaired("tabel/lijst.csv"), std::string("path,text\r\n../geluid/A.wav,x\r\nB.wav,y\r\n"));
  }

  void letters_with_accents_may_be_stored_in_two_ways() {
    write("set/cafe\u0301.wav", "1");
    write("set/metadata.csv", "path,text\ncaf\u00e9.wav,x\n");
    QCOMPARE(repaired("metadata.csv"), std::string("path,text\r\ncafe\u0301.wav,x\r\n"));
  }

  void what_may_be_another_file_is_left_alone() {
    write("set/a.wav", "1");
    write("set/B.wav", "2");
    write("set/b.WAV", "3");
    write("set/metadata.csv", "path,text\na.wav,x\nA.wav,y\nB.WAV,z\nweg.wav,q\n../a.wav,r\n");
    const auto repairs = found();
    QVERIFY(repairs.ok());
    QVERIFY(repairs->lines().empty());
  }

  void a_name_that_is_no_utf8_on_the_disk_is_said() {
    write("set/caf\xe9.wav", "1");
    write("set/metadata.csv", "path,text\ncaf\xe9.wav,x\n");
    QVERIFY(found().failed());
  }

  void a_folder_without_a_table_has_nothing_to_repair() {
    write("set/a.wav", "1");
    QVERIFY(found()->lines().empty());
    QVERIFY(RecordingRepairs::find(template_.data[0], place("set/a.wav"), {}, {})->lines().empty());
  }

  void nothing_half_is_left() {
    write("set/A.wav", "1");
    write("set/metadata.csv", "path,text\na.wav,x\n");
    const auto repairs = found();
    QCOMPARE(repairs->lines().size(), 2U);  // the name, and what is copied with it
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(repairs->write(place("copy"), {}, stop.get_token()).cancelled());
    write("set/A.wav", "other");
    QVERIFY(repairs->write(place("copy"), {}, {}).failed());
    QVERIFY(!std::filesystem::exists(place("copy")) && !std::filesystem::exists(place("copy.part")));
    std::filesystem::create_directory(place("copy"));
    QVERIFY(repairs->write(place("copy"), {}, {}).failed());
  }

  void the_repair_is_offered_where_a_recording_is_not_there() {
    write("set/A.wav", "1");
    write("set/metadata.csv", "path,text\na.wav,x\n");
    const auto report = check_data(template_, template_.data[0], place("set"), default_values(template_), {}, {});
    QVERIFY(report.ok() && may_be_repaired(template_.data[0], *report));
    const auto repairs = find_repairs(template_.data[0], place("set"), {}, {}, {});
    QVERIFY(repairs.ok() && *repairs);
    QCOMPARE((*repairs)->lines().size(), 2U);
    QVERIFY((*repairs)->lines()[0].sentence.english().find("a.wav") != std::string::npos);
  }
};

}  // namespace recording_repair_test

WERKBANK_TEST(recording_repair_test::RecordingRepairTest);
#include "recording_repair_test.moc"
