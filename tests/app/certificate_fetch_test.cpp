// The program that fetches a certificate: ones that do it, fail, hang and talk without end; by the PATH only, without
// a shell, a terminal or anything to read.
#include <QElapsedTimer>

#include <signal.h>
#include <future>

#include "app/assembly/certificate_fetch.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace certificate_fetch_test {

class CertificateFetchTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    folder_ = std::make_unique<TestFolder>();
    fs::create_directories(programs());
    fs::create_directories(home() / ".ssh");
    qputenv("PATH", QByteArray::fromStdString(programs().string()) + ":/usr/bin:/bin");
    qputenv("HOME", QByteArray::fromStdString(home().string()));
  }
  void cleanup() { folder_.reset(); }

  void a_program_that_does_it_leaves_a_certificate_that_is_found() {
    make_authority();
    program("fetch-it",
            "ssh-keygen -q -s \"$HOME/ca\" -I \"course of $1\" -n \"$2\" -V +8h \"$HOME/.ssh/id_ed25519.pub\"");
    Profile profile;
    profile.certificate.command = {"fetch-it", "{email}", "{user}"};
    const auto facts = fetch_certificate(profile, "ann", "ann@shop.example", {});
    QVERIFY2(facts.ok(), facts.failed() ? facts.error().detail.c_str() : "");
    QVERIFY(facts->has_value());
    QCOMPARE((*facts)->key_id, std::string("course of ann@shop.example"));
    QVERIFY((*facts)->names("ann"));
  }

  void a_program_that_leaves_no_file_is_no_error() {
    program("fetch-it", "exit 0");
    Profile profile;
    profile.certificate.command = {"fetch-it"};
    const auto facts = fetch_certificate(profile, "", "", {});
    QVERIFY(facts.ok());
    QVERIFY(!facts->has_value());
  }

  void without_a_command_or_with_words_that_cannot_be_nothing_is_started() {
    program("fetch-it", "touch \"$HOME/started\"");
    Profile profile;
    QCOMPARE(fetch_certificate(profile, "ann", "", {}).error().code, ErrorCode::usage);
    profile.certificate.command = {"fetch-it", "{user}"};
    for (const auto* user : {"", "-oProxyCommand=x", "ann\n"})
      QCOMPARE(fetch_certificate(profile, user, "", {}).error().code, ErrorCode::usage);
    QVERIFY(!fs::exists(home() / "started"));
  }

  void a_program_that_is_not_there_is_named() {
    const auto result = run_certificate_program({"no-such-program", "x"}, 10s, {});
    QCOMPARE(result.error().code, ErrorCode::local_file);
    QVERIFY(result.error().message.english().find("no-such-program") != std::string::npos);
  }

  void only_programs_of_the_path_are_started() {
    program("fetch-it", "touch \"$HOME/started\"");
    const auto file = (programs() / "fetch-it").string();
    for (const auto& name : {file, "../" + programs().filename().string() + "/fetch-it", std::string("./fetch-it")})
      QCOMPARE(run_certificate_program({name}, 10s, {}).error().code, ErrorCode::local_file);
    QCOMPARE(run_certificate_program({}, 10s, {}).error().code, ErrorCode::local_file);
    QVERIFY(!fs::exists(home() / "started"));
  }

  void a_program_that_fails_has_its_last_words_in_the_details() {
    program("fails", "echo 'Fetching ...'; printf 'your \\033[31mpassword is over\\033[0m\\n' >&2; exit 3");
    const auto result = run_certificate_program({"fails"}, 10s, {});
    QCOMPARE(result.error().code, ErrorCode::sign_in_refused);
    QVERIFY(result.error().detail.find("password is over") != std::string::npos);
    QVERIFY(result.error().detail.find('\033') == std::string::npos);
  }

  void words_reach_the_program_as_they_are() {
    program("says", "printf '%s|' \"$@\"; exit 1");
    const auto result = run_certificate_program({"says", "a b", "$(touch x)", "'\"", ";"}, 10s, {});
    QCOMPARE(result.error().detail, std::string("a b|$(touch x)|'\"|;|"));
  }

  void there_is_nothing_to_read_and_no_terminal() {
    program("reads",
            "if read line; then echo 'read something'; exit 1; fi; if (exec </dev/tty) 2>/dev/null; then exit 1; fi");
    const auto result = run_certificate_program({"reads"}, 10s, {});
    QVERIFY2(result.ok(), result.failed() ? result.error().detail.c_str() : "");
  }

  void a_program_that_talks_without_end_is_kept_short() {
    program("talks", "head -c 1000000 /dev/zero | tr '\\0' 'x'; echo; echo 'the end'; exit 1");
    const auto result = run_certificate_program({"talks"}, 60s, {});
    QCOMPARE(result.error().code, ErrorCode::sign_in_refused);
    QVERIFY(result.error().detail.size() <= 4000);
    QVERIFY(result.error().detail.ends_with("the end"));
  }

  void a_program_that_hangs_is_ended_with_what_it_started_when_the_person_stops() {
    program("hangs", "sleep 1000 & echo $! > \"$HOME/child\"; trap '' TERM; wait; wait");
    std::stop_source stop;
    auto result =
        std::async(std::launch::async, [&] { return run_certificate_program({"hangs"}, 600s, stop.get_token()); });
    QVERIFY(eventually([this] { return read_text(home() / "child").ends_with("\n"); }, 20));
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    QVERIFY(result.get().cancelled());
    QVERIFY2(timer.elapsed() < 10000, QByteArray::number(timer.elapsed()));
    const auto child = static_cast<pid_t>(std::stol(read_text(home() / "child")));
    // Its parent is gone: whoever takes over orphans here may not have looked at it yet, then it is a zombie.
    QVERIFY(eventually([child] { return ::kill(child, 0) != 0 || is_zombie(child); }, 10));
  }

  void a_program_that_is_never_ready_is_ended_when_its_time_is_over() {
    program("hangs", "echo 'Open your browser'; exec sleep 1000");
    const auto result = run_certificate_program({"hangs"}, 1s, {});
    QCOMPARE(result.error().code, ErrorCode::timed_out);
    QVERIFY(result.error().detail.find("Open your browser") != std::string::npos);
  }

 private:
  fs::path programs() const { return folder_->path() / "programs"; }
  fs::path home() const { return folder_->path() / "home"; }

  static bool is_zombie(pid_t id) {
    return read_text("/proc/" + std::to_string(id) + "/stat").find(") Z ") != std::string::npos;
  }

  void program(const std::string& name, const std::string& script) const {
    write_text(programs() / name, "#!/bin/sh\n" + script + "\n");
    fs::permissions(programs() / name, fs::perms::owner_all);
  }

  void make_authority() const {
    QCOMPARE(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", (home() / "ca").string()}), 0);
    QCOMPARE(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", (home() / ".ssh/id_ed25519").string()}),
             0);
  }

  std::unique_ptr<TestFolder> folder_;
};

}  // namespace certificate_fetch_test

WERKBANK_TEST(certificate_fetch_test::CertificateFetchTest);
#include "certificate_fetch_test.moc"
