#include "core/base/shell.h"
#include "tests/runner/test_program.h"

#include <QProcess>

using namespace werkbank;

namespace shell_test {

class ShellTest : public QObject {
  Q_OBJECT

 private slots:
  void a_real_shell_gets_every_word_as_it_was_data();
  void a_real_shell_gets_every_word_as_it_was();
  void every_byte_but_nul_survives();
  void a_nul_ends_the_word();

 private:
  // What a real shell hands to a program as its arguments, each ended by a NUL.
  static QByteArray through_the_shell(const std::string& command) {
    QProcess shell;
    shell.start("/bin/sh", {"-c", QString::fromLatin1("printf '%s\\0' ") + QString::fromLocal8Bit(command.c_str())});
    shell.waitForFinished();
    return shell.readAllStandardOutput();
  }
};

void ShellTest::a_real_shell_gets_every_word_as_it_was_data() {
  QTest::addColumn<QByteArray>("word");
  const QByteArrayList hostile = {"plain",
                                  "",
                                  " ",
                                  "two words",
                                  "it's",
                                  "''''",
                                  "\"",
                                  "$(reboot)",
                                  "`reboot`",
                                  "$HOME",
                                  "a;b",
                                  "a&b|c>d<e",
                                  "new\nline",
                                  "\r",
                                  "\t",
                                  "\\",
                                  "\\'",
                                  "-rf",
                                  "--",
                                  "*",
                                  "?[a]",
                                  "~",
                                  "#x",
                                  "!!",
                                  "{a,b}",
                                  "é☃",
                                  QByteArray(255, 'x'),
                                  QByteArray(4096, '\'')};
  for (qsizetype i = 0; i < hostile.size(); ++i) QTest::addRow("%d", static_cast<int>(i)) << hostile[i];
}

void ShellTest::a_real_shell_gets_every_word_as_it_was() {
  QFETCH(QByteArray, word);
  QCOMPARE(through_the_shell(shell_command({word.toStdString(), "end"})), word + '\0' + "end" + '\0');
}

void ShellTest::every_byte_but_nul_survives() {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  // Not through QString, which would decode: the quoted text goes into a script on standard input.
  QProcess shell;
  shell.start("/bin/sh", {});
  shell.write(("printf %s " + shell_quote(all)).c_str());
  shell.closeWriteChannel();
  shell.waitForFinished();
  QCOMPARE(shell.readAllStandardOutput().toStdString(), all);
}

void ShellTest::a_nul_ends_the_word() { QCOMPARE(shell_quote(std::string_view("a\0b", 3)), std::string("'a'")); }

}  // namespace shell_test

WERKBANK_TEST(shell_test::ShellTest);
#include "shell_test.moc"
