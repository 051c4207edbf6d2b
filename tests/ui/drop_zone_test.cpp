// Giving data by dropping it, by a file dialog, and by typing: what is taken, and what is said of what is not.
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>

#include "tests/ui/themed_test.h"
#include "ui/data/drop_zone.h"
#include "ui/new_job/new_job_page.h"
#include "window_fixture.h"

namespace werkbank::drop_zone_test {
namespace {

struct Dropped {
  bool entered = false;
  bool taken = false;
};

/// As the system does it: the pointer comes over the zone, then the button is let go.
Dropped drop(DropZone& zone, const QList<QUrl>& urls) {
  QMimeData data;
  data.setText(QStringLiteral("only words"));
  if (!urls.empty()) data.setUrls(urls);
  QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  enter.ignore();
  QCoreApplication::sendEvent(&zone, &enter);
  if (!enter.isAccepted()) return {};
  QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  event.ignore();
  QCoreApplication::sendEvent(&zone, &event);
  return {true, event.isAccepted()};
}

}  // namespace

class DropZoneTest : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void takes_one_file();
  void takes_a_folder();
  void takes_names_that_are_hard_to_write();
  void says_what_to_do_with_several_files();
  void says_that_an_address_on_the_internet_is_not_a_file();
  void leaves_what_is_no_file_to_others();
  void shows_where_one_lets_go_only_while_something_is_over_it();
  void forgets_the_refusal_when_the_next_one_is_right();
  void the_refusal_follows_the_language();
  void a_file_dropped_on_the_window_is_checked();
  void opens_a_file_dialog_that_gives_what_was_chosen();
  void asks_for_a_folder_where_a_folder_is_wanted();
  void a_folder_can_be_chosen_beside_a_file_where_both_will_do();
  void settings_ask_for_a_folder_and_keep_it();

 private:
  Banner& refused() const { return *zone_->findChild<Banner*>(QStringLiteral("data.refused")); }
  std::unique_ptr<DropZone> zone_;
  QString chosen_;
  int times_ = 0;
};

void DropZoneTest::init() {
  zone_ = std::make_unique<DropZone>(QStringLiteral("data"));
  zone_->setLocale(QLocale(QLocale::English, QLocale::UnitedKingdom));
  chosen_.clear();
  times_ = 0;
  connect(zone_.get(), &DropZone::chosen, this, [this](const std::filesystem::path& path) {
    chosen_ = QString::fromStdString(path.u8string().empty() ? std::string() : path.string());
    ++times_;
  });
  zone_->show();
}

void DropZoneTest::takes_one_file() {
  const auto dropped = drop(*zone_, {QUrl::fromLocalFile(QStringLiteral("/home/anna/wijn.csv"))});
  QVERIFY(dropped.entered && dropped.taken);
  QCOMPARE(chosen_, QStringLiteral("/home/anna/wijn.csv"));
  QVERIFY(!refused().isVisible());
}

void DropZoneTest::takes_a_folder() {
  const QTemporaryDir folder;
  zone_->set_kind(DataKind::folder);
  QVERIFY(drop(*zone_, {QUrl::fromLocalFile(folder.path())}).taken);
  QCOMPARE(chosen_, folder.path());
}

void DropZoneTest::takes_names_that_are_hard_to_write() {
  for (const char* name : {"/tmp/een map/met \"quotes\" & $(id) #1 %20.csv", "/tmp/één/ünï.csv", "/tmp/a\nb.csv"}) {
    QVERIFY(drop(*zone_, {QUrl::fromLocalFile(QString::fromUtf8(name))}).taken);
    QCOMPARE(chosen_, QString::fromUtf8(name));
  }
}

void DropZoneTest::says_what_to_do_with_several_files() {
  const QList<QUrl> three{QUrl::fromLocalFile("/a.jpg"), QUrl::fromLocalFile("/b.jpg"), QUrl::fromLocalFile("/c.jpg")};
  QVERIFY(drop(*zone_, three).taken);
  QCOMPARE(times_, 0);
  QVERIFY(refused().isVisible());
  QVERIFY2(refused().sentence().contains(u'3'), qPrintable(refused().sentence()));
  const auto advice = [&] {
    QStringList texts;
    for (const auto* label : refused().findChildren<QLabel*>()) texts << label->text();
    return texts.join(u'\n');
  };
  QVERIFY(advice().contains(QLatin1String("the one file")));
  zone_->set_kind(DataKind::folder);
  drop(*zone_, three);
  QVERIFY(advice().contains(QLatin1String("together in one folder")));
}

void DropZoneTest::says_that_an_address_on_the_internet_is_not_a_file() {
  QVERIFY(drop(*zone_, {QUrl(QStringLiteral("https://voorbeeld.example/wijn.csv"))}).taken);
  QCOMPARE(times_, 0);
  QVERIFY(refused().isVisible());
  QVERIFY(refused().sentence().contains(QLatin1String("internet")));
}

void DropZoneTest::leaves_what_is_no_file_to_others() {
  QVERIFY(!drop(*zone_, QList<QUrl>()).entered);
  QCOMPARE(times_, 0);
  QVERIFY(!refused().isVisible());
}

void DropZoneTest::shows_where_one_lets_go_only_while_something_is_over_it() {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(QStringLiteral("/a.csv"))});
  const QImage before = zone_->grab().toImage();
  QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(zone_.get(), &enter);
  QVERIFY(zone_->grab().toImage() != before);
  QDragLeaveEvent leave;
  QCoreApplication::sendEvent(zone_.get(), &leave);
  QCOMPARE(zone_->grab().toImage(), before);
}

void DropZoneTest::forgets_the_refusal_when_the_next_one_is_right() {
  drop(*zone_, {QUrl(QStringLiteral("https://voorbeeld.example/"))});
  QVERIFY(refused().isVisible());
  drop(*zone_, {QUrl::fromLocalFile(QStringLiteral("/a.csv"))});
  QVERIFY(!refused().isVisible());
  QCOMPARE(times_, 1);
}

void DropZoneTest::the_refusal_follows_the_language() {
  drop(*zone_, {QUrl(QStringLiteral("https://voorbeeld.example/"))});
  TsTranslator dutch(Language::dutch);
  QCoreApplication::installTranslator(&dutch);
  zone_->setLocale(QLocale(QLocale::Dutch, QLocale::Netherlands));
  QVERIFY(refused().isVisible());
  QVERIFY2(refused().sentence().contains(QLatin1String("niet op uw computer")), qPrintable(refused().sentence()));
  QCoreApplication::removeTranslator(&dutch);
}

void DropZoneTest::a_file_dropped_on_the_window_is_checked() {
  WindowFixture bench;
  bench.open();
  QVERIFY(bench.click("window.new_job"));
  QVERIFY(bench.click("new_job.choose.tabular-boost"));
  DropZone* zone = nullptr;
  for (auto* one : bench.window->findChildren<DropZone*>()) {
    if (one->isVisible()) zone = one;
  }
  QVERIFY(zone != nullptr);
  QVERIFY(drop(*zone, {QUrl::fromLocalFile(bench.good_table())}).taken);
  auto& page = *bench.window->findChild<NewJobPage*>();
  QVERIFY(wait_for([&] { return page.draft().data().is_usable(); }));
  QCOMPARE(bench.find<QLineEdit>("new_job.data_path")->text(), bench.good_table());
  // A folder where a file is wanted is taken too, and the check says what is wrong with it.
  QVERIFY(drop(*zone, {QUrl::fromLocalFile(bench.folder.path())}).taken);
  QVERIFY(wait_for([&] { return !page.draft().data().is_checking() && !page.draft().data().is_usable(); }));
  QVERIFY(bench.is_there("data.verdict"));
  QVERIFY(!bench.find<Banner>("data.verdict")->sentence().isEmpty());
}

void DropZoneTest::opens_a_file_dialog_that_gives_what_was_chosen() {
  const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("wijn.csv"));
  QVERIFY(QFile(file).open(QIODevice::WriteOnly));
  zone_->findChild<QPushButton*>(QStringLiteral("data.choose"))->click();
  auto* dialog = zone_->findChild<QFileDialog*>();
  QVERIFY(dialog != nullptr && dialog->isVisible());
  QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFile);
  dialog->setDirectory(folder.path());
  dialog->selectFile(file);
  QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
  QVERIFY(wait_for([&] { return times_ == 1; }));
  QCOMPARE(chosen_, file);
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  QVERIFY(zone_->findChild<QFileDialog*>() == nullptr);
}

void DropZoneTest::asks_for_a_folder_where_a_folder_is_wanted() {
  zone_->set_kind(DataKind::folder);
  zone_->findChild<QPushButton*>(QStringLiteral("data.choose"))->click();
  auto* dialog = zone_->findChild<QFileDialog*>();
  QVERIFY(dialog != nullptr && dialog->isVisible());
  QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
  dialog->reject();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  QVERIFY(zone_->findChild<QFileDialog*>() == nullptr);
  QCOMPARE(times_, 0);
}

void DropZoneTest::a_folder_can_be_chosen_beside_a_file_where_both_will_do() {
  auto* button = zone_->findChild<QPushButton*>(QStringLiteral("data.choose_folder"));
  QVERIFY(button != nullptr && button->isHidden());
  zone_->set_kind(DataKind::file, true);
  QVERIFY(!button->isHidden() && !button->text().isEmpty());
  button->click();
  auto* dialog = zone_->findChild<QFileDialog*>();
  QVERIFY(dialog != nullptr);
  QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
  dialog->reject();
  zone_->set_kind(DataKind::folder, true);
  QVERIFY(button->isHidden());
}

void DropZoneTest::settings_ask_for_a_folder_and_keep_it() {
  WindowFixture bench;
  bench.open();
  const QTemporaryDir folder;
  QVERIFY(bench.click("window.rail_settings"));
  QVERIFY(bench.click("settings.choose_folder"));
  auto* dialog = bench.window->findChild<QFileDialog*>();
  QVERIFY(dialog != nullptr && dialog->isVisible());
  QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
  dialog->setDirectory(folder.path());
  dialog->selectFile(folder.path());
  QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
  QVERIFY(wait_for([&] { return bench.settings->value("results_folder").toString() == folder.path(); }));
}

}  // namespace werkbank::drop_zone_test

WERKBANK_TEST_MAIN(&werkbank::themed_test_main<werkbank::drop_zone_test::DropZoneTest>);
#include "drop_zone_test.moc"
