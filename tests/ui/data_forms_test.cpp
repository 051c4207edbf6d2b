// Documents and marked sentences in the data step: what is shown of them before anything is sent, in both languages.
// Pictures of it, for people to look at, when $WERKBANK_SCREENSHOTS names a folder.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/catalogue/catalogue.h"
#include "pictures.h"
#include "tests/runner/test_program.h"
#include "ui/data/data_panel.h"

namespace werkbank::data_forms_test {

class DataFormsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init();
  void a_folder_of_documents_shows_how_each_begins();
  void sentences_show_what_is_marked_in_them();
  void a_mark_without_its_begin_is_named_with_its_line();

 private:
  void open(const char* id);
  void choose(const QString& name) const;
  void write(const QString& name, const QByteArray& content) const;
  QTableWidget& table() const { return *panel_->findChild<QTableWidget*>(QStringLiteral("data.preview_table")); }
  QString texts() const;
  static QByteArray sentences();

  std::unique_ptr<QTemporaryDir> folder_;
  JobTemplate template_;
  std::unique_ptr<Background> background_;
  std::unique_ptr<CheckedData> data_;
  std::unique_ptr<DataPanel> panel_;
};

void DataFormsTest::init() {
  panel_.reset();
  data_.reset();
  background_.reset();
  folder_ = std::make_unique<QTemporaryDir>();
  background_ = std::make_unique<Background>();
  data_ = std::make_unique<CheckedData>(*background_);
}

void DataFormsTest::open(const char* id) {
  const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue" / id);
  QVERIFY(read.ok());
  template_ = *read;
  panel_ = std::make_unique<DataPanel>(*data_, *background_, QStringLiteral("path"));
  panel_->setLocale(QLocale(example::language() == Language::dutch ? QLocale::Dutch : QLocale::English));
  panel_->resize(900, 900);
  panel_->show();
  data_->set_template(&template_);
}

void DataFormsTest::write(const QString& name, const QByteArray& content) const {
  QDir(folder_->path()).mkpath(QFileInfo(name).path());
  QFile file(folder_->filePath(name));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
}

void DataFormsTest::choose(const QString& name) const {
  data_->set_path(folder_->filePath(name).toStdString());
  QTRY_VERIFY(!data_->is_checking());
  QTRY_VERIFY(data_->report().has_value());
}

QString DataFormsTest::texts() const {
  QString all;
  for (const auto* label : panel_->findChildren<QLabel*>()) {
    if (label->isVisible()) all += label->text() + u'\n';
  }
  return all;
}

QByteArray DataFormsTest::sentences() {
  QByteArray text;
  for (int i = 0; i < 30; ++i) text += "Meneer\tO\nDe\tB-NAAM\nVries\tI-NAAM\nbelt\tO\nuit\tO\nAssen\tB-PLAATS\n\n";
  return text;
}

void DataFormsTest::a_folder_of_documents_shows_how_each_begins() {
  for (int i = 0; i < 12; ++i)
    write(QStringLiteral("map/deel/%1.txt").arg(i),
          "Handleiding " + QByteArray::number(i) + "\nZet de pomp eerst uit.\n");
  write(QStringLiteral("map/pagina.html"), "<h1>Storingen</h1><p>Bel de <b>dienst</b>.</p>");
  write(QStringLiteral("map/scan.pdf"), "%PDF-1.4");
  write(QStringLiteral("map/brief.docx"), "PK");
  open("embed-index");
  QVERIFY(!panel_->findChild<QPushButton*>(QStringLiteral("path.choose_folder"))->isHidden());
  choose(QStringLiteral("map"));
  QVERIFY(data_->is_usable());
  QTRY_COMPARE(table().columnCount(), 2);
  QCOMPARE(table().item(0, 1)->text(), QStringLiteral("Handleiding 0 Zet de pomp eerst uit."));
  QTRY_VERIFY(texts().contains(QStringLiteral("14")));
  example::save(*panel_, QStringLiteral("data-documents"));
}

void DataFormsTest::sentences_show_what_is_marked_in_them() {
  write(QStringLiteral("zinnen.conll"), sentences());
  open("text-mark");
  choose(QStringLiteral("zinnen.conll"));
  QVERIFY(data_->is_usable());
  QTRY_COMPARE(table().rowCount(), 6);
  QCOMPARE(table().item(0, 1)->text(), QStringLiteral("NAAM: De Vries, PLAATS: Assen"));
  QVERIFY(!table().accessibleName().isEmpty());
  example::save(*panel_, QStringLiteral("data-sentences"));
}

void DataFormsTest::a_mark_without_its_begin_is_named_with_its_line() {
  write(QStringLiteral("zinnen.conll"), sentences() + "Jan\tI-NAAM\nwoord\tNAAM\nlos\n");
  open("text-mark");
  choose(QStringLiteral("zinnen.conll"));
  QVERIFY(!data_->is_usable());
  QTRY_VERIFY(texts().contains(QStringLiteral("211")));
  example::save(*panel_, QStringLiteral("data-sentences-wrong"));
}

}  // namespace werkbank::data_forms_test

WERKBANK_TEST(werkbank::data_forms_test::DataFormsTest);
#include "data_forms_test.moc"
