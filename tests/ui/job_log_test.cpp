// The log of a job: its end at once, what is new, words found, errors alone, folds, and the way by keyboard.
#include <filesystem>
#include <fstream>

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStringList>
#include <QTemporaryDir>

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "pictures.h"
#include "style_marks.h"
#include "tests/runner/test_program.h"
#include "ui/jobs/job_log.h"
#include "ui/jobs/log_view.h"

using namespace werkbank;

namespace fs = std::filesystem;

namespace job_log_test {

/// A training that fails: notes of ours, bars, a warning, epochs, a traceback.
std::string failed_training() {
  std::string text = "[werkbank] attempt 1 starts\nreading config.json\n";
  for (int i = 0; i <= 40; ++i) {
    text += "Epoch 0:  " + std::to_string(i) + "/40 |####      | 3.1it/s loss " + std::to_string(2.0 - i * 0.03) + "\n";
  }
  text += "/opt/lib/x.py:12: UserWarning: the learning rate is very high\n";
  text += "[rank1]: 14212 images in 6 classes\n";
  text += "\x1b[32mcheckpoint\x1b[0m: saved, café\n";
  for (int i = 1; i <= 12; ++i) text += "epoch " + std::to_string(i) + "  loss 0." + std::to_string(900 - i) + "\n";
  text += "Traceback (most recent call last):\n  File \"train.py\", line 212, in <module>\n";
  text += "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB.\n";
  return text;
}

QString words(const LogRowInView& row) { return QString::fromStdString(std::string(row.text())); }

class JobLogTest : public QObject {
  Q_OBJECT

  example::WarningsSeen warnings_;
  QTemporaryDir folder_;
  fs::path path_;
  int number_ = 0;

  void write(const std::string& bytes, bool append = false) const {
    std::ofstream(path_, std::ios::binary | (append ? std::ios::app : std::ios::trunc)) << bytes;
  }
  /// The page with this log, read.
  std::unique_ptr<JobLog> shown(const std::string& bytes, std::uint64_t explained_by = 0) const {
    write(bytes);
    auto log = std::make_unique<JobLog>();
    log->setLocale(locale_of(example::language()));
    log->resize(1100, 600);
    log->show_log(path_, explained_by);
    example::settle(*log);
    if (!QTest::qWaitFor([&] { return log->blocks().is_known() && (bytes.empty() || !log->view().in_view().empty()); }))
      qFatal("the log was not read");
    if (!QTest::qWaitFor([&] { return log->blocks().all_counted(); }, 20'000)) qFatal("the log was not counted");
    log->activateWindow();
    log->view().setFocus();  // where nothing has it, no shortcut works
    if (!bytes.empty() && !QTest::qWaitFor([&] { return log->view().hasFocus(); })) qFatal("the log has no focus");
    return log;
  }
  /// Empty while the log is being read.
  static QString top(JobLog& log) {
    const auto& rows = log.view().in_view();
    return rows.empty() ? QString() : words(rows.front());
  }
  static QString bottom(JobLog& log) {
    const auto& rows = log.view().in_view();
    return rows.empty() ? QString() : words(rows.back());
  }
  template <typename T>
  static T* find(JobLog& log, const char* name) {
    return log.findChild<T*>(QLatin1String(name));
  }
  static void press(JobLog& log, int key, Qt::KeyboardModifiers with = Qt::NoModifier) {
    QTest::keyClick(&log.view(), static_cast<Qt::Key>(key), with);
  }
  static std::string numbered(int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) text += "this is row " + std::to_string(i) + "\n";
    return text;
  }

 private slots:
  void initTestCase() { example::put_on_look(); }
  void init() {
    example::WarningsSeen::texts().clear();
    path_ = fs::path(folder_.filePath(QStringLiteral("job%1.log").arg(++number_)).toStdString());
  }
  void cleanup() { QCOMPARE(example::WarningsSeen::texts(), QStringList()); }

  void it_opens_at_its_end_and_follows() {
    const auto log = shown(numbered(60'000));
    QCOMPARE(bottom(*log), QStringLiteral("this is row 60000"));
    write("one more\n", true);
    log->show_log(path_);
    QTRY_COMPARE(bottom(*log), QStringLiteral("one more"));
    QCOMPARE(*log->view().rows().number_of(log->view().in_view().back()), 60'001U);
    QVERIFY(!find<QPushButton>(*log, "log_to_end")->isVisible());
  }

  void scrolling_up_ends_following_and_offers_the_way_back() {
    const auto log = shown(numbered(500));
    log->view().verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    QVERIFY(!log->view().is_following());
    QVERIFY(!find<QCheckBox>(*log, "log_follow")->isChecked());
    const QString before = top(*log);
    write("one more\n", true);
    log->show_log(path_);
    QTRY_COMPARE(log->blocks().block(0)->lines.size(), 501U);
    QCOMPARE(top(*log), before);
    auto* back = find<QPushButton>(*log, "log_to_end");
    QVERIFY(back->isVisible());
    back->click();
    QCOMPARE(bottom(*log), QStringLiteral("one more"));
    QVERIFY(log->view().is_following());
  }

  void a_log_begun_anew_is_shown_anew() {
    const auto log = shown(numbered(500));
    write("a new beginning\n");
    log->show_log(path_);
    QTRY_COMPARE(bottom(*log), QStringLiteral("a new beginning"));
    QCOMPARE(log->view().in_view().size(), 1U);
    fs::remove(path_);
    log->show_log(path_);
    QTRY_COMPARE(log->blocks().size(), 0U);
    QVERIFY(!log->view().isVisible());
  }

  void a_line_that_is_written_bit_by_bit_is_one_line() {
    const auto log = shown("first\nsec");
    QCOMPARE(bottom(*log), QStringLiteral("sec"));
    write("ond\nthird", true);
    log->show_log(path_);
    QTRY_COMPARE(bottom(*log), QStringLiteral("third"));
    QCOMPARE(words(log->view().in_view()[1]), QStringLiteral("second"));
  }

  void without_a_log_it_says_what_to_expect() {
    JobLog log;
    log.resize(900, 500);
    log.show_log({});
    example::settle(log);
    QVERIFY(example::visible_texts(log).contains(QStringLiteral("No log yet")));
    example::save(log, QStringLiteral("log_none"));
    log.show_log(path_);
    QTRY_VERIFY(log.blocks().is_known());
    QVERIFY(example::visible_texts(log).contains(QStringLiteral("No log yet")));
    write("it begins\n");
    log.show_log(path_);
    QTRY_VERIFY(!log.view().in_view().empty());
    QVERIFY(!example::visible_texts(log).contains(QStringLiteral("No log yet")));
  }

  void what_cannot_be_read_is_said() {
    fs::create_directory(path_);
    JobLog log;
    log.resize(900, 500);
    log.show_log(path_);
    example::settle(log);
    QTRY_VERIFY(log.blocks().problem().has_value());
    example::settle(log);
    QVERIFY(!example::visible_texts(log).filter(QStringLiteral("is a folder")).isEmpty());
    example::save(log, QStringLiteral("log_unreadable"));
    fs::remove(path_);
    write("well again\n");
    log.show_log(path_);
    QTRY_VERIFY(!log.view().in_view().empty());
    QVERIFY(example::visible_texts(log).filter(QStringLiteral("is a folder")).isEmpty());
  }

  void progress_is_folded_until_one_asks() {
    const auto log = shown(failed_training());
    example::save(*log, QStringLiteral("log_failed"));
    const auto& rows = log->view().in_view();
    QCOMPARE(rows.size(), 10U);
    QCOMPARE(rows[2].row.hidden(), 40U);
    QVERIFY(words(rows[2]).startsWith(QStringLiteral("Epoch 0:  40/40")));
    press(*log, Qt::Key_Home);
    press(*log, Qt::Key_Down);
    press(*log, Qt::Key_Down);
    QVERIFY(log->view().current_words().contains(QStringLiteral("41 lines of progress")));
    press(*log, Qt::Key_Right);
    QVERIFY(words(log->view().in_view()[2]).startsWith(QStringLiteral("Epoch 0:  0/40")));
    QCOMPARE(log->view().in_view()[2].row.hidden(), 0U);
    example::save(*log, QStringLiteral("log_unfolded"));
    press(*log, Qt::Key_Down);
    press(*log, Qt::Key_Left);
    QCOMPARE(log->view().in_view().size(), 10U);
    QCOMPARE(*log->view().current_offset(), log->view().in_view()[2].place.offset);
    const int row_height = log->view().viewport()->fontMetrics().height() + 2;
    QTest::mouseDClick(log->view().viewport(), Qt::LeftButton, {}, QPoint(400, 2 * row_height + 5));
    QCOMPARE(log->view().in_view()[2].row.hidden(), 0U);
  }

  void words_are_found_in_the_whole_log() {
    const auto log = shown(numbered(40'000) + "a [b] c\n<b>x</b>\nA [B]\n");
    auto* field = find<QLineEdit>(*log, "log_search");
    auto* count = find<QLabel>(*log, "log_found");
    log->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(log.get()));
    press(*log, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(field->hasFocus());
    field->setText(QStringLiteral("[b]"));
    QTRY_COMPARE(count->text(), QStringLiteral("2 lines"));
    field->setText(QStringLiteral("row 77"));
    QTRY_COMPARE(count->text(), QStringLiteral("111 lines"));
    QTest::keyClick(field, Qt::Key_Return);  // from the end on to the first
    QTRY_COMPARE(count->text(), QStringLiteral("1 of 111"));
    QTRY_VERIFY(log->view().current_words().contains(QStringLiteral("row 77")));
    QVERIFY(!log->view().is_following());
    example::save(*log, QStringLiteral("log_found"));
    press(*log, Qt::Key_F3);
    QTRY_COMPARE(count->text(), QStringLiteral("2 of 111"));
    QTRY_VERIFY(log->view().current_words().contains(QStringLiteral("row 770")));
    press(*log, Qt::Key_F3, Qt::ShiftModifier);
    press(*log, Qt::Key_F3, Qt::ShiftModifier);
    QTRY_COMPARE(count->text(), QStringLiteral("111 of 111"));
    write("row 77 again\n", true);
    log->show_log(path_);
    QTRY_COMPARE(count->text(), QStringLiteral("111 of 112"));
    field->setText(QStringLiteral("this"));
    QTRY_COMPARE(count->text(), QStringLiteral("More than 5,000 lines"));
    press(*log, Qt::Key_Home);
    press(*log, Qt::Key_F3);
    QTRY_VERIFY(log->view().current_words().endsWith(QStringLiteral("this is row 2")));
  }

  void what_is_found_in_a_fold_is_unfolded() {
    const auto log = shown(failed_training());
    find<QLineEdit>(*log, "log_search")->setText(QStringLiteral("7/40"));
    QTRY_COMPARE(find<QLabel>(*log, "log_found")->text(), QStringLiteral("4 lines"));
    press(*log, Qt::Key_F3);
    QTRY_VERIFY(log->view().current_words().contains(QStringLiteral("7/40")));
  }

  void errors_and_warnings_can_be_shown_alone() {
    const auto log = shown(numbered(20'000) + failed_training());
    auto* only = find<QCheckBox>(*log, "log_only_problems");
    only->click();
    QTRY_COMPARE(log->view().in_view().size(), 3U);
    QVERIFY(log->view().in_view()[0].line().level == LogLevel::warning);
    QVERIFY(bottom(*log).startsWith(QStringLiteral("torch.OutOfMemoryError")));
    QCOMPARE(*log->view().rows().number_of(log->view().in_view()[0]), 20'044U);
    QCOMPARE(find<QLabel>(*log, "log_filter_words")->text(), QStringLiteral("3 lines"));
    example::save(*log, QStringLiteral("log_problems"));
    write("WARNING: one more\n", true);
    log->show_log(path_);
    QTRY_COMPARE(log->view().in_view().size(), 4U);
    press(*log, Qt::Key_Home);
    press(*log, Qt::Key_Return);
    QVERIFY(!only->isChecked());
    QTRY_VERIFY(log->view().in_view().size() > 4);
    QVERIFY(log->view().current_words().startsWith(QStringLiteral("Warning: line 20,044: ")));
  }

  void the_line_that_explains_it_is_one_press_away() {
    const auto log = shown(numbered(90'000), 1431);
    auto* explanation = find<QPushButton>(*log, "log_explanation");
    QVERIFY(explanation->isVisible());
    explanation->click();
    QTRY_VERIFY(log->view().current_words().endsWith(QStringLiteral("this is row 1431")));
    QVERIFY(log->view().current_words().startsWith(QStringLiteral("line 1,431")));
    QVERIFY(log->view().in_view().size() > 10);
    example::save(*log, QStringLiteral("log_explained"));
    QVERIFY(!shown("x\n")->findChild<QPushButton*>(QStringLiteral("log_explanation"))->isVisible());
  }

  void all_is_reached_by_keyboard() {
    const auto log = shown(numbered(70'000));
    press(*log, Qt::Key_Home);
    QTRY_COMPARE(top(*log), QStringLiteral("this is row 1"));
    QTRY_VERIFY(log->view().current_words().endsWith(QStringLiteral("row 1")));
    press(*log, Qt::Key_PageDown);
    press(*log, Qt::Key_PageUp);
    press(*log, Qt::Key_Down);
    QVERIFY(log->view().accessibleDescription().endsWith(QStringLiteral("row 2")));
    press(*log, Qt::Key_End);
    QTRY_COMPARE(bottom(*log), QStringLiteral("this is row 70000"));
    press(*log, Qt::Key_Up);
    QVERIFY(log->view().current_words().endsWith(QStringLiteral("row 69999")));
    QCOMPARE(example::nameless_controls(*log), QStringList());
  }

  void the_bar_goes_anywhere() {
    const auto log = shown(numbered(200'000));
    auto* bar = log->view().verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(bar->maximum() / 2);
    QTRY_VERIFY(log->view().in_view().front().place.offset < log->blocks().size() * 51 / 100);
    QVERIFY(log->view().in_view().front().place.offset > log->blocks().size() * 49 / 100);
    QVERIFY(std::abs(bar->value() - bar->maximum() / 2) < bar->maximum() / 100);
    bar->setValue(0);
    QTRY_COMPARE(top(*log), QStringLiteral("this is row 1"));
    bar->setValue(bar->maximum());
    QTRY_COMPARE(bottom(*log), QStringLiteral("this is row 200000"));
  }

  void chosen_lines_are_copied() {
    const auto log = shown("one\n\x1b[31mtwo\x1b[0m\nthree\n");
    press(*log, Qt::Key_Home);
    press(*log, Qt::Key_Down);
    press(*log, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("two\n"));
    press(*log, Qt::Key_Down, Qt::ShiftModifier);
    press(*log, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("two\nthree\n"));
    press(*log, Qt::Key_A, Qt::ControlModifier);
    press(*log, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("one\ntwo\nthree\n"));
  }

  void too_much_is_not_copied_but_saved() {
    const auto log = shown(numbered(500'000));
    find<QPushButton>(*log, "log_copy")->click();
    QVERIFY(!example::visible_texts(*log).filter(QStringLiteral("too much to copy")).isEmpty());
    const QString target = folder_.filePath(QStringLiteral("kopie.log"));
    log->set_ask_where([&](QWidget&, const QString& suggestion, const std::function<void(const QString&)>& chosen) {
      QCOMPARE(suggestion, QStringLiteral("job.log"));
      chosen(target);
    });
    auto* button = find<QPushButton>(*log, "log_save");
    button->click();
    QTRY_VERIFY(button->isEnabled());
    QCOMPARE(read_file(target.toStdString()).value(), read_file(path_).value());
    QVERIFY(!example::visible_texts(*log).filter(QStringLiteral("The log is saved")).isEmpty());
  }

  void two_gigabytes_open_at_once() {
    write("begin\n");
    fs::resize_file(path_, 2'000'000'000);
    write("\nthe last line\n", true);
    JobLog log;
    log.resize(1100, 600);
    QElapsedTimer clock;
    clock.start();
    log.show_log(path_);
    example::settle(log);
    QTRY_COMPARE(bottom(log), QStringLiteral("the last line"));
    qInfo("2 GB opened at their end: %lld ms", static_cast<long long>(clock.elapsed()));
    QVERIFY(clock.elapsed() < 5'000);  // generous: other programs may have the processor meanwhile
  }

  void hostile_bytes_are_only_words() {
    std::string text = "<b>bold</b> &amp; \x1b]0;title\x07\xff\xfe" + std::string(1, 0) + "\xe2\x80\xae" +
                       std::string(300'000, 'x') + "\n";
    text += std::string(5'000, '\n') + "\x1b[";
    const auto log = shown(text);
    press(*log, Qt::Key_Home);
    QTRY_VERIFY(top(*log).startsWith(QStringLiteral("<b>bold</b> &amp; \uFFFD\uFFFD")));
    QVERIFY(log->view().in_view().front().line().left_out > 0);
    example::save(*log, QStringLiteral("log_hostile"));
  }

  void every_word_follows_the_language() {
    example::MarkingTranslator marks;
    QCoreApplication::installTranslator(&marks);
    const auto log = shown("one\n", 1);
    find<QCheckBox>(*log, "log_only_problems")->click();
    QTRY_VERIFY(find<QLabel>(*log, "log_filter_words")->text().contains(QStringLiteral("none")));
    const QStringList texts = example::visible_texts(*log);
    QCoreApplication::removeTranslator(&marks);
    for (const QString& text : texts) QVERIFY2(text.contains(QChar(0x2039)), qPrintable(text));
  }
};

}  // namespace job_log_test

WERKBANK_TEST(job_log_test::JobLogTest);
#include "job_log_test.moc"
