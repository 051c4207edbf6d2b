// The page of the file for an adviser: what it shows, what is left out, what is written.
#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStringList>
#include <QTemporaryDir>

#include "core/base/units.h"
#include "job_examples.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/jobs/evidence_page.h"
#include "ui/style/theme.h"

using namespace werkbank;

namespace evidence_page_test {

Evidence made() {
  Evidence evidence;
  evidence.parts = {{"explanation.txt", Message("evidence", "What Werkbank makes of it"),
                     "The job needed a Python package that is not there.\ncause: missing-module\n"
                     "log line 3: ModuleNotFoundError: No module named 'sklearn'\n"},
                    {"log.txt", Message("evidence", "What the job printed (begin and end)"),
                     "reading <data>\nHF_TOKEN=<secret>\nTraceback (most recent call last):\n  File "
                     "\"/home/<user>/train.py\", line 3\n"
                     "ModuleNotFoundError: No module named 'sklearn'\n"},
                    {"gpu.csv", Message("evidence", "What the GPUs did"), std::string(300'000, '1')}};
  evidence.redacted = {1, 0, 3};
  return evidence;
}

class EvidencePageTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;
  QTemporaryDir folder_;

  static std::unique_ptr<EvidencePage> page() {
    auto shown = std::make_unique<EvidencePage>();
    const bool dutch = qEnvironmentVariable("WERKBANK_LANGUAGE") == QStringLiteral("nl");
    static_cast<QWidget&>(*shown).setLocale(locale_of(dutch ? Language::dutch : Language::english));
    shown->resize(1180, 760);
    shown->show(made());
    example::settle(*shown);
    return shown;
  }
  static QListWidget& parts(EvidencePage& shown) {
    return *shown.findChild<QListWidget*>(QStringLiteral("evidence_parts"));
  }
  static QString text(EvidencePage& shown) {
    return shown.findChild<QPlainTextEdit*>(QStringLiteral("evidence_text"))->toPlainText();
  }
  QPushButton& save_button(EvidencePage& shown) const { return *shown.findChild<PrimaryButton*>(); }

 private slots:
  void initTestCase() {
    QLocale::setDefault(locale_of(Language::english));
    const bool dark = qEnvironmentVariable("WERKBANK_SHADE") == QStringLiteral("dark");
    werkbank::apply(*qApp, theme_for(dark ? ShadeChoice::dark : ShadeChoice::light));
  }
  void init() { example::WarningsSeen::texts().clear(); }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void shows_each_part_before_anything_is_written() {
    const auto shown = page();
    QCOMPARE(parts(*shown).count(), 3);
    QVERIFY(text(*shown).contains(QStringLiteral("missing-module")));
    QTest::keyClick(&parts(*shown), Qt::Key_Down);
    QVERIFY(text(*shown).contains(QStringLiteral("HF_TOKEN=<secret>")));
    const QString folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
    if (!folder.isEmpty() && QDir().mkpath(folder)) shown->grab().save(folder + QStringLiteral("/evidence.png"));
    QTest::keyClick(&parts(*shown), Qt::Key_Down);
    QVERIFY(text(*shown).size() < 210'000);
  }

  void what_is_unticked_stays_here() {
    const auto shown = page();
    const QString file = folder_.filePath(QStringLiteral("help.zip"));
    shown->set_ask_file([&](QWidget&, const QString&, const QString& suggestion, const QString&, const auto& chosen) {
      QVERIFY(suggestion.endsWith(QStringLiteral(".zip")));
      chosen(file);
    });
    parts(*shown).item(1)->setCheckState(Qt::Unchecked);
    save_button(*shown).click();
    QFile zip(file);
    QVERIFY(zip.open(QIODevice::ReadOnly));
    const QByteArray bytes = zip.readAll();
    QVERIFY(bytes.startsWith("PK") && bytes.contains("explanation.txt") && !bytes.contains("log.txt"));
    QSignalSpy folder(shown.get(), &EvidencePage::open_folder_requested);
    for (auto* banner : shown->findChildren<Banner*>()) emit banner->action_pressed();
    QCOMPARE(folder[0][0].toString(), folder_.path());
    for (int i = 0; i < 3; ++i) parts(*shown).item(i)->setCheckState(Qt::Unchecked);
    QVERIFY(!save_button(*shown).isEnabled());
  }

  void a_place_that_cannot_be_written_is_said() {
    const auto shown = page();
    shown->set_ask_file([](QWidget&, const QString&, const QString&, const QString&, const auto& chosen) {
      chosen(QStringLiteral("/no/such/folder/help.zip"));
    });
    save_button(*shown).click();
    QStringList said;
    for (auto* banner : shown->findChildren<Banner*>()) said << banner->sentence();
    QVERIFY2(said.join(u'\n').contains(QStringLiteral("/no/such/folder")), qPrintable(said.join(u'\n')));
  }

  void every_control_has_a_name_and_every_word_follows_the_language() {
    const auto shown = page();
    QCOMPARE(example::nameless_controls(*shown), QStringList());
    example::MarkingTranslator marks;
    QCoreApplication::installTranslator(&marks);
    static_cast<QWidget&>(*shown).setLocale(locale_of(Language::dutch));
    example::settle(*shown);
    const QStringList texts = example::visible_texts(*shown);
    QCoreApplication::removeTranslator(&marks);
    for (const QString& one : texts) {
      const bool is_data = one.contains(QStringLiteral(".txt")) || one.contains(QStringLiteral(".csv")) ||
                           one.contains(QStringLiteral("missing-module"));
      QVERIFY2(is_data || one.contains(QChar(0x2039)), qPrintable(one));
    }
  }
};

}  // namespace evidence_page_test

WERKBANK_TEST(evidence_page_test::EvidencePageTest);
#include "evidence_page_test.moc"
