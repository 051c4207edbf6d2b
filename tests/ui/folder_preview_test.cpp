// A folder of any files in the data step: what is in it, what is said of it, and the program that is probably meant.
// A picture of it, for people to look at, when $WERKBANK_SCREENSHOTS names a folder.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/parameters.h"
#include "tests/ui/themed_test.h"
#include "ui/data/data_panel.h"

namespace werkbank::folder_preview_test {

class FolderPreviewTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void shows_which_files_are_in_it_in_both_languages();
  void takes_the_program_that_is_there();

 private:
  void write(const QString& name, const QByteArray& content) const;
  QTableWidget& table() const { return *panel_->findChild<QTableWidget*>(QStringLiteral("data.preview_table")); }
  QString texts() const;
  void take(const QString& name) const;

  std::unique_ptr<QTemporaryDir> folder_;
  JobTemplate template_;
  std::unique_ptr<Background> background_;
  std::unique_ptr<CheckedData> data_;
  std::unique_ptr<DataPanel> panel_;
};

void FolderPreviewTest::init() {
  const auto read = read_template(std::filesystem::path(WERKBANK_SOURCE_DIR) / "resources/catalogue/own-script");
  QVERIFY(read.ok());
  template_ = *read;
  panel_.reset();
  data_.reset();
  folder_ = std::make_unique<QTemporaryDir>();
  background_ = std::make_unique<Background>();
  data_ = std::make_unique<CheckedData>(*background_);
  panel_ = std::make_unique<DataPanel>(*data_, *background_, QStringLiteral("path"));
  panel_->setLocale(QLocale(QLocale::English));
  panel_->resize(900, 900);
  panel_->show();
  data_->set_template(&template_);
  for (int i = 0; i < 3; ++i) write(QStringLiteral("data/%1.csv").arg(i), QByteArray(1000, 'x'));
  write(QStringLiteral("Makefile"), "all:\n");
}

void FolderPreviewTest::write(const QString& name, const QByteArray& content) const {
  QDir(folder_->path()).mkpath(QFileInfo(name).path());
  QFile file(folder_->filePath(name));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
}

QString FolderPreviewTest::texts() const {
  QString all;
  for (const QLabel* label : panel_->findChildren<QLabel*>()) all += label->text() + u'\n';
  return all;
}

void FolderPreviewTest::take(const QString& name) const {
  const QString folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  QVERIFY(panel_->grab().save(QStringLiteral("%1/%2.png").arg(folder, name)));
}

void FolderPreviewTest::shows_which_files_are_in_it_in_both_languages() {
  write(QStringLiteral("main.py"), "import torch\nmodel.cuda()\npassword = 'Zomer2026!'\n");
  data_->set_path(folder_->path().toStdString());
  QTRY_VERIFY(data_->report() && data_->is_usable());
  QTRY_COMPARE(table().rowCount(), 3);
  QVERIFY(!table().isHidden());
  QCOMPARE(table().item(0, 0)->text(), QStringLiteral(".csv"));
  QCOMPARE(table().item(0, 1)->text(), QStringLiteral("3"));
  QCOMPARE(table().item(0, 2)->text(), QStringLiteral("3.0 kB"));
  QVERIFY2(texts().contains("5 files of 3 kinds, 3.1 kB"), qPrintable(texts()));
  QVERIFY2(!texts().contains("Zomer"), qPrintable(texts()));
  take(QStringLiteral("folder-en"));
  panel_->setLocale(QLocale(QLocale::Dutch));
  QTRY_COMPARE(table().item(0, 2)->text(), QStringLiteral("3,0 kB"));
  take(QStringLiteral("folder-nl"));
}

void FolderPreviewTest::takes_the_program_that_is_there() {
  write(QStringLiteral("rekenen.py"), "print(1)\n");
  QString proposed;
  connect(data_.get(), &CheckedData::column_proposed, this,
          [&](const QString& key, const QString& value) { proposed = key + "=" + value; });
  data_->set_path(folder_->path().toStdString());
  QTRY_COMPARE(proposed, QStringLiteral("main_file=rekenen.py"));
  QTRY_VERIFY(data_->is_usable());
  // A name that is not there is said, and can be repaired.
  auto values = default_values(template_);
  values["main_file"] = std::string("weg.py");
  data_->set_values(values);
  QTRY_VERIFY(!data_->is_checking() && data_->report() && !data_->report()->usable());
  QVERIFY2(texts().contains("weg.py"), qPrintable(texts()));
}

}  // namespace werkbank::folder_preview_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::folder_preview_test::FolderPreviewTest>);
#include "folder_preview_test.moc"
