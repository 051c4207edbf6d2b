// Scripts and their answers, whatever the account's shell prints around them.
#include "core/ssh/script.h"
#include "core/ssh/answer_filter.h"
#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace script_test {

const std::string hostile = "it's \"a\" $(touch evil) `id` \\ \n new\tline ! * ? ~ ; & | < > # \xff\xfe -rf";

class ScriptTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    sshd_ = std::make_unique<TestSshd>();
    QVERIFY(sshd_->ready());
    connection_ = sshd_->connect();
    QVERIFY(connection_);
  }
  void cleanupTestCase() {
    connection_.reset();
    sshd_.reset();
  }

  void gives_back_exactly_what_the_script_printed() {
    const auto answer = run_script(*connection_, {"printf 'a\\nb'; printf err >&2; exit 5", {}}, {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("a\nb"));
    QCOMPARE(answer->err, std::string("err"));
    QCOMPARE(answer->exit_code, 5);
  }

  void an_empty_answer_is_an_answer() {
    const auto answer = run_script(*connection_, {"", {}}, {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string());
    QCOMPARE(answer->exit_code, 0);
  }

  void a_script_that_ends_in_a_comment_or_has_none_of_its_lines_ended() {
    const auto answer = run_script(*connection_, {"echo a # comment", {}}, {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("a\n"));
  }

  void arguments_arrive_byte_for_byte() {
    const auto answer = run_script(*connection_, {"printf '%s|' \"$#\" \"$@\"", {hostile, "", "-n"}}, {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, "3|" + hostile + "||-n|");
  }

  void the_script_has_its_own_input() {
    ExecOptions options;
    options.stdin_source = source_of("one\n" + hostile);
    const auto answer = run_script(*connection_, {"read first; printf '%s|' \"$first\"; cat", {}}, options, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, "one|" + hostile);
  }

  void without_input_it_reads_the_end() {
    const auto answer = run_script(*connection_, {"cat; echo end", {}}, {}, {});
    QVERIFY(answer.ok());
    QCOMPARE(answer->out, std::string("end\n"));
  }

  void a_long_script_and_a_long_answer() {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "echo line number " + std::to_string(i) + "\n";
    const auto answer = run_script(*connection_, {text, {}}, {}, {});
    QVERIFY(answer.ok());
    QVERIFY(answer->out.starts_with("line number 0\n") && answer->out.ends_with("line number 19999\n"));
  }

  void more_than_the_limit_is_refused() {
    ExecOptions options;
    options.output_limit = 1000;
    const auto answer = run_script(*connection_, {"yes", {}}, options, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::answer_garbled);
  }

  void a_noisy_account_does_not_matter() {
    TestSshd noisy(
        {"ForceCommand printf 'Welcome!\\\\nquota 98%% no newline'; echo noise >&2; exec sh -c "
         "\"$SSH_ORIGINAL_COMMAND\"",
         true});
    const auto connection = noisy.connect();
    QVERIFY(connection);
    const auto answer = run_script(*connection, {"printf answer; printf words >&2; exit 3", {}}, {}, {});
    QVERIFY2(answer.ok(), answer.failed() ? answer.error().detail.c_str() : "");
    QCOMPARE(answer->out, std::string("answer"));
    QCOMPARE(answer->err, std::string("words"));
    QCOMPARE(answer->exit_code, 3);
  }

  void a_noisy_bashrc_does_not_matter() {
    if (!std::filesystem::exists("/bin/bash")) QSKIP("no bash here");
    write_text(sshd_->home() / ".bashrc", "echo hello from .bashrc\nprintf 'caf\\303\\251 '\n");
    const auto plain = connection_->exec("echo answer", {}, {});
    const auto answer = run_script(*connection_, {"echo answer", {}}, {}, {});
    std::filesystem::remove(sshd_->home() / ".bashrc");
    QVERIFY(plain.ok() && answer.ok());
    if (plain->out == "answer\n") QSKIP("the login shell of this account does not read .bashrc");
    QCOMPARE(answer->out, std::string("answer\n"));
  }

  void other_login_shells_run_it_too() {
    for (const char* shell : {"/bin/dash", "/bin/bash", "/bin/zsh", "/bin/tcsh", "/usr/bin/fish"}) {
      if (!std::filesystem::exists(shell)) continue;
      TestSshd other({std::string("ForceCommand exec ") + shell + " -c \"$SSH_ORIGINAL_COMMAND\"", true});
      const auto connection = other.connect();
      QVERIFY(connection);
      const auto answer =
          run_script(*connection, {"for a do printf '%s|' \"$a\"; done\nexit 4", {hostile, "b"}}, {}, {});
      QVERIFY2(answer.ok(), shell);
      QCOMPARE(answer->out, hostile + "|b|");
      QCOMPARE(answer->exit_code, 4);
    }
  }

  void an_account_that_only_talks_is_garbled() {
    TestSshd talker({"ForceCommand echo nothing to run here", true});
    const auto connection = talker.connect();
    QVERIFY(connection);
    const auto answer = run_script(*connection, {"echo a", {}}, {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::answer_garbled);
    QVERIFY(answer.error().detail.find("nothing to run here") != std::string::npos);
  }

  void a_script_that_is_killed_has_no_answer() {
    const auto answer = run_script(*connection_, {"echo half; kill -KILL $$", {}}, {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::answer_garbled);
  }

  void a_wrong_script_has_no_answer() {
    const auto answer = run_script(*connection_, {"if then (", {}}, {}, {});
    QVERIFY(answer.failed());
    QCOMPARE(answer.error().code, ErrorCode::answer_garbled);
  }

  void the_marks_are_found_however_the_bytes_come() {
    const std::string stream = "noise BEGI BEGIN\nanswer\nEN\nEND 12\ntrailing";
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
      std::string got;
      AnswerFilter filter("BEGIN", "END", [&got](std::string_view bytes) -> Result<Done> {
        got += bytes;
        return Done{};
      });
      for (std::size_t at = 0; at < stream.size(); at += piece)
        QVERIFY(filter.add(std::string_view(stream).substr(at, piece)).ok());
      QCOMPARE(got, std::string("answer\nEN"));
      QCOMPARE(filter.exit_code(), std::optional(12));
      QCOMPARE(filter.noise(), std::string("noise BEGI "));
    }
  }

  void half_a_mark_is_no_answer() {
    for (const char* stream : {"", "noise", "BEGIN", "BEGIN\nanswer", "BEGIN\nanswer\nEND", "BEGIN\nanswer\nEND ",
                               "BEGIN\na\nEND 1", "BEGIN\na\nEND x\n"}) {
      AnswerFilter filter("BEGIN", "END", [](std::string_view) -> Result<Done> { return Done{}; });
      QVERIFY(filter.add(stream).ok());
      QVERIFY2(!filter.exit_code().has_value(), stream);
    }
  }

 private:
  std::unique_ptr<TestSshd> sshd_;
  std::shared_ptr<Connection> connection_;
};

}  // namespace script_test

WERKBANK_TEST(script_test::ScriptTest);
#include "script_test.moc"
