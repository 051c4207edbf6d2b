// What a job printed, as a person can read it.
#include "core/job_log/log_text.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace log_text_test {

class LogTextTest : public QObject {
  Q_OBJECT

 private slots:
  void the_log_is_made_readable_data();
  void the_log_is_made_readable();
};

void LogTextTest::the_log_is_made_readable_data() {
  QTest::addColumn<QByteArray>("raw");
  QTest::addColumn<QByteArray>("shown");
  const auto row = [](const char* name, const QByteArray& raw, const QByteArray& shown) {
    QTest::newRow(name) << raw << shown;
  };
  row("plain", "a\n\tb\n", "a\n\tb\n");
  row("colours", "\x1b[1;31mred\x1b[0m\n", "red\n");
  row("progress bar", "10%\r20%\r30%\nnext", "30%\nnext");
  row("progress bar not ended", "10%\r20%\r", "20%");
  row("Windows line ends", "a\r\nb\r\n", "a\nb\n");
  row("window title", "\x1b]0;evil\x07ok", "ok");
  row("title with string end", "\x1b]0;evil\x1b\\ok", "ok");
  row("title without end", "\x1b]0;evil\nok", "\nok");
  row("half a sequence", "ok\x1b[3", "ok");
  row("lone escape", "ok\x1b", "ok");
  row("backspaces", "ab\b\bcd", "cd");
  row("backspace over an accent", "x\xc3\xa9\by", "xy");
  row("backspace at the start", "a\n\b\bb", "a\nb");
  row("bell and nul", QByteArray("a\a\0b", 4), "ab");
  row("not UTF-8", "a\xff z", "a\xef\xbf\xbd z");
  row("backwards",
      "a\xe2\x80\xae"
      "b",
      "ab");
  row("a mark of byte order",
      "\xef\xbb\xbf"
      "a\xef\xbb\xbf"
      "b",
      "ab");
  row("C1",
      "a\xc2\x9b"
      "31mb",
      "a31mb");
  row("character set", "\x1b(Bx", "x");
}

void LogTextTest::the_log_is_made_readable() {
  QFETCH(QByteArray, raw);
  QFETCH(QByteArray, shown);
  QCOMPARE(QByteArray::fromStdString(readable_log(raw.toStdString())), shown);
}

}  // namespace log_text_test

WERKBANK_TEST(log_text_test::LogTextTest);
#include "log_text_test.moc"
