#include "core/base/shell.h"
#include "tests/runner/test_program.h"

#include <QFile>
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
  void every_login_shell_runs_it();

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

void ShellTest::every_login_shell_runs_it() {
  std::string bytes;
  for (int byte = 1; byte < 256; ++byte) bytes += static_cast<char>(byte);
  const std::string script = "read -r word\nprintf '%s\\0' \"$word\" \"$@\" # !\nexit 7";
  int there = 0;
  for (const char* const path : {"/bin/sh", "/bin/bash", "/bin/zsh", "/bin/tcsh", "/usr/bin/fish"}) {
    if (!QFile::exists(QLatin1String(path))) continue;
    ++there;
    QProcess shell;
    shell.start(QLatin1String(path),
                {QStringLiteral("-c"), QString::fromStdString(any_shell_command(script, {bytes, "", "it's"}))});
    shell.write("of its own\n");
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 7);
    QCOMPARE(shell.readAllStandardOutput().toStdString(),
             std::string("of its own") + '\0' + bytes + '\0' + '\0' + "it's" + '\0');
  }
  QVERIFY(there >= 2);
}

}  // namespace shell_test

WERKBANK_TEST(shell_test::ShellTest);
#include "shell_test.moc"
