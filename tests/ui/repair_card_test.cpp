// What Werkbank can repair in data, in the data step: offered in sentences, made on a press, and used from then on.
// A picture of it, for people to look at, when $WERKBANK_SCREENSHOTS names a folder.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/catalogue/catalogue.h"
#include "pictures.h"
#include "tests/runner/test_program.h"
#include "ui/data/data_panel.h"

namespace werkbank::repair_card_test {

class RepairCardTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init();
  void says_what_it_can_repair_and_goes_on_with_the_copy();
  void offers_nothing_where_nothing_can_be_repaired_data();
  void offers_nothing_where_nothing_can_be_repaired();
  void says_why_a_copy_cannot_be_written();
  void forgets_what_it_found_when_other_data_is_chosen();
  void conversations_are_repaired_as_tables_are();
  void a_folder_of_recordings_is_repaired_as_a_folder();

 private:
  void use_template(const char* id);
  QString write(const QString& name, const QByteArray& content) const;
  void choose(const QString& path);
  QString repair_lines() const;
  template <typename T>
  T* shown(const char* name) const {
    auto* widget = panel_->findChild<T*>(QString::fromLatin1(name));
    return widget != nullptr && widget->isVisible() ? widget : nullptr;
  }
  static QByteArray broken_table();

  std::unique_ptr<QTemporaryDir> folder_;
  JobTemplate template_;
  std::unique_ptr<Background> background_;
  std::unique_ptr<CheckedData> data_;
  std::unique_ptr<DataPanel> panel_;
};

void RepairCardTest::init() {
  const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/tabular-boost");
  QVERIFY(read.ok());
  template_ = *read;
  panel_.reset();
  data_.reset();
  background_.reset();
  folder_ = std::make_unique<QTemporaryDir>();
  background_ = std::make_unique<Background>();
  data_ = std::make_unique<CheckedData>(*background_);
  panel_ = std::make_unique<DataPanel>(*data_, *background_, QStringLiteral("path"));
  panel_->setLocale(QLocale(example::language() == Language::dutch ? QLocale::Dutch : QLocale::English));
  panel_->resize(900, 900);
  panel_->show();
  data_->set_template(&template_);
}

void RepairCardTest::use_template(const char* id) {
  const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue" / id);
  QVERIFY(read.ok());
  data_->set_template(nullptr);
  template_ = *read;
  data_->set_template(&template_);
}

QString RepairCardTest::write(const QString& name, const QByteArray& content) const {
  QFile file(folder_->filePath(name));
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("no table");
  return file.fileName();
}

QByteArray RepairCardTest::broken_table() {
  QByteArray text = "lengte;gewicht;lengte;soort\r\n";
  for (int i = 0; i < 200; ++i) {
    const auto number = QByteArray::number(i);
    text += number + ",5; " + number + ",25;" + number + ';' + (i % 2 == 0 ? "caf\xe9" : "bar") + "\r\n";
  }
  return text + ";;;\r\n";
}

void RepairCardTest::choose(const QString& path) {
  data_->set_path(path.toStdString());
  QTRY_VERIFY(!data_->is_checking());
}

QString RepairCardTest::repair_lines() const {
  QString all;
  for (const auto* line : panel_->findChildren<QLabel*>(QStringLiteral("data.repair_line"))) {
    if (line->isVisible()) all += line->text() + u'\n';
  }
  return all;
}

void RepairCardTest::says_what_it_can_repair_and_goes_on_with_the_copy() {
  const auto text = broken_table();
  const auto own = write(QStringLiteral("planten.csv"), text);
  choose(own);
  QVERIFY(!data_->is_usable());
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  QTRY_COMPARE(repair_lines().count(u'\n'), 6);
  example::save(*panel_, QStringLiteral("repair-offered"));
  QTest::mouseClick(shown<QPushButton>("data.repair"), Qt::LeftButton);
  QTRY_VERIFY(data_->is_usable());
  QVERIFY(shown<Banner>("data.repaired") != nullptr);
  QVERIFY(shown<QPushButton>("data.repair") == nullptr);
  QVERIFY(data_->path() != own.toStdString());
  QCOMPARE(QString::fromStdString(path_text(data_->path().parent_path())), folder_->path());
  QCOMPARE(*read_file(own.toStdString()), text.toStdString());
  example::save(*panel_, QStringLiteral("repair-made"));
}

void RepairCardTest::offers_nothing_where_nothing_can_be_repaired_data() {
  QTest::addColumn<QByteArray>("text");
  QByteArray good = "a,b\n";
  for (int i = 0; i < 200; ++i) good += QByteArray::number(i) + (i % 2 == 0 ? ",x\n" : ",y\n");
  QTest::newRow("good") << good;
  QTest::newRow("too few rows") << QByteArray("a,b\n1,2\n");
  QTest::newRow("a row with a cell too many") << good + "1,2,3\n";
  QTest::newRow("a quotation mark that is never closed") << good + "caf\xe9,\"x\n";
}

void RepairCardTest::offers_nothing_where_nothing_can_be_repaired() {
  QFETCH(QByteArray, text);
  choose(write(QStringLiteral("table.csv"), text));
  QTRY_VERIFY(!background_->is_busy());
  QVERIFY(shown<QPushButton>("data.repair") == nullptr);
  QVERIFY(shown<Banner>("data.repaired") == nullptr);
}

void RepairCardTest::says_why_a_copy_cannot_be_written() {
  choose(write(QStringLiteral("planten.csv"), broken_table()));
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  write(QStringLiteral("planten.csv"), broken_table() + "1;2;3;x\r\n");
  QTest::mouseClick(shown<QPushButton>("data.repair"), Qt::LeftButton);
  QTRY_VERIFY(shown<Banner>("data.repair_problem") != nullptr);
  QVERIFY(shown<QPushButton>("data.repair") == nullptr);
  QCOMPARE(QDir(folder_->path()).entryList(QDir::Files).size(), 1);
  example::save(*panel_, QStringLiteral("repair-problem"));
  data_->check_again();
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  QVERIFY(shown<Banner>("data.repair_problem") == nullptr);
}

void RepairCardTest::forgets_what_it_found_when_other_data_is_chosen() {
  choose(write(QStringLiteral("planten.csv"), broken_table()));
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  choose(write(QStringLiteral("few.csv"), "a,b\n1,2\n"));
  QTRY_VERIFY(!background_->is_busy());
  QVERIFY(shown<QPushButton>("data.repair") == nullptr);
}

void RepairCardTest::conversations_are_repaired_as_tables_are() {
  use_template("llm-sft");
  QByteArray text = "[\n";
  for (int i = 0; i < 60; ++i) {
    text += "{\"messages\": [{\"role\": \"Gebruiker\", \"content\": \" caf\xe9 " + QByteArray::number(i) +
            "\"}, {\"role\": \"bot\", \"content\": \"ja\"}]},\n";
  }
  const auto own = write(QStringLiteral("gesprekken.jsonl"), text + "]\n");
  choose(own);
  QVERIFY(!data_->is_usable());
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  QTRY_COMPARE(repair_lines().count(u'\n'), 4);
  example::save(*panel_, QStringLiteral("repair-conversations"));
  QTest::mouseClick(shown<QPushButton>("data.repair"), Qt::LeftButton);
  QTRY_VERIFY(data_->is_usable());
  QVERIFY(path_text(data_->path()).ends_with(".jsonl"));
  QCOMPARE(*read_file(own.toStdString()), (text + "]\n").toStdString());
  example::save(*panel_, QStringLiteral("repair-conversations-made"));
}

void RepairCardTest::a_folder_of_recordings_is_repaired_as_a_folder() {
  use_template("speech-asr");
  QDir(folder_->path()).mkpath(QStringLiteral("opnames"));
  write(QStringLiteral("opnames/Een.wav"), "RIFF");
  write(QStringLiteral("opnames/opnames.csv"), "path;text\neen.wav;caf\xe9\n");
  choose(folder_->filePath(QStringLiteral("opnames")));
  QTRY_VERIFY(shown<QPushButton>("data.repair") != nullptr);
  QTRY_COMPARE(repair_lines().count(u'\n'), 3);
  example::save(*panel_, QStringLiteral("repair-recordings"));
  QTest::mouseClick(shown<QPushButton>("data.repair"), Qt::LeftButton);
  QTRY_VERIFY(shown<Banner>("data.repaired") != nullptr);
  QVERIFY(QFile::exists(QString::fromStdString(path_text(data_->path() / "Een.wav"))));
  QTRY_VERIFY(!data_->is_checking());
}

}  // namespace werkbank::repair_card_test

WERKBANK_TEST(werkbank::repair_card_test::RepairCardTest);
#include "repair_card_test.moc"
