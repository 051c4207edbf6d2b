// Nothing that a person types is seen anywhere afterwards: not in an error, not among the processes, not in a file.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "core/base/file_manifest.h"
#include "live_site.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace secrets_test {

/// Looks at the words and the environment of all processes, over and over, for some words.
class ProcessWatch {
 public:
  explicit ProcessWatch(std::vector<std::string> words) : words_(std::move(words)) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) look();
    });
  }
  int looks() const { return looks_; }
  std::string seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  void look() {
    std::error_code ignored;
    // Processes end meanwhile: a step to the next one may fail, and then this look is over.
    for (fs::directory_iterator at("/proc", ignored), end; !ignored && at != end; at.increment(ignored)) {
      const auto& entry = *at;
      if (std::atoi(entry.path().filename().c_str()) <= 0) continue;
      for (const char* name : {"cmdline", "environ"}) {
        const auto text = read_text(entry.path() / name);
        for (const auto& word : words_) {
          if (text.find(word) == std::string::npos) continue;
          const std::lock_guard lock(mutex_);
          seen_ += entry.path().string() + "/" + name + ": " + word + "\n";
        }
      }
    }
    ++looks_;
  }

  const std::vector<std::string> words_;
  std::atomic<int> looks_ = 0;
  mutable std::mutex mutex_;
  std::string seen_;
  std::jthread thread_;
};

/// All that the process prints meanwhile.
class PrintedText {
 public:
  PrintedText() {
    const auto file = (folder_.path() / "printed").string();
    const int target = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    for (int i = 1; i <= 2; ++i) {
      kept_[i - 1] = ::dup(i);
      ::dup2(target, i);
    }
    ::close(target);
  }
  ~PrintedText() {
    for (int i = 1; i <= 2; ++i) {
      ::dup2(kept_[i - 1], i);
      ::close(kept_[i - 1]);
    }
  }
  std::string text() const { return read_text(folder_.path() / "printed"); }

 private:
  TestFolder folder_;
  int kept_[2] = {-1, -1};
};

std::string text_of_files(const fs::path& folder) {
  std::string text;
  std::error_code ignored;
  for (fs::recursive_directory_iterator at(folder, ignored), end; !ignored && at != end; at.increment(ignored)) {
    const auto& entry = *at;
    text += entry.path().filename().string() + "\n";
    if (entry.is_regular_file(ignored)) text += read_text(entry.path());
  }
  return text;
}

class SecretsTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    if (!is_root()) QSKIP("a PAM service and an account can be made only as root");
    if (!has_one_time_codes()) QSKIP("pam_google_authenticator is not installed (libpam-google-authenticator)");
  }

  void the_watch_sees_what_is_there_to_see() {
    ProcessWatch watch({"canary-in-the-mine"});
    Child child({"sleep", "60"}, "/dev/null", {"WERKBANK_TEST=canary-in-the-mine"});
    QVERIFY(eventually([&watch] { return watch.seen().find("environ") != std::string::npos; }, 20));
    Child other({"sh", "-c", "sleep 60; : canary-in-the-mine"}, "/dev/null");
    QVERIFY(eventually([&watch] { return watch.seen().find("cmdline") != std::string::npos; }, 20));
  }

  void nothing_of_what_was_typed_is_left_anywhere() {
    UnixUser user;
    QVERIFY(user.made());
    AuthenticatorApp app;
    TestSshd site({"PasswordAuthentication no\nAuthenticationMethods publickey,keyboard-interactive:pam", true,
                   "auth required pam_unix.so nodelay\n" + app.pam_line() +
                       "account required pam_unix.so\nsession required pam_permit.so\n"});
    QVERIFY(site.ready());
    run_program({"chown", user.name(), site.home().string()});
    TestFolder work;
    run_program({"chown", user.name(), work.path().string()});
    const auto right_code = app.code();
    const auto late_code = app.code(1);
    const std::vector<std::string> secrets = {site.passphrase(), "not the phrase", user.password(), "wrong-word-1",
                                              "wrong-word-2",    right_code,       late_code,       "000111"};
    auto profile = profile_of(site, user.name());
    profile.work_folder = work.path().string();
    profile.max_password_attempts = 2;
    profile.lock_hours = 24;
    std::string said;
    const auto note = [&said](const auto& result) {
      said += told(result).toStdString() + "\n";
      if (result.failed()) said += result.error().message.in(Language::dutch).toStdString() + "\n";
    };
    std::string printed;
    std::string seen;
    int looks = 0;
    std::size_t asked = 0;
    bool got_in = false;
    {
      PrintedText output;
      ProcessWatch watch(secrets);
      const auto keychain = std::make_shared<MemoryStore>();
      const auto factory = factory_of(profile, site.key_with_passphrase(), keychain);
      // Refused until no try is left; then one who gives up in the middle; then the right one.
      KeepingPerson wrong;
      wrong.others = {"not the phrase", site.passphrase()};
      wrong.passwords = {"wrong-word-1", "wrong-word-2"};
      wrong.codes = {"000111", late_code};
      note(factory->sign_in(wrong, {}));
      KeepingPerson tired;
      tired.others = {site.passphrase()};
      tired.passwords = {user.password()};
      note(factory->sign_in(tired, {}));
      note(factory->sign_in_again({}));
      KeepingPerson right;
      right.others = {site.passphrase()};
      right.passwords = {user.password()};
      right.codes = {right_code};
      const auto done = factory->sign_in(right, {});
      got_in = done.ok();
      note(done);
      for (const auto* person : {&wrong, &tired, &right}) {
        asked += person->questions.size();
        for (const auto& question : person->questions) said += question.what.english() + question.server_words + "\n";
        for (const auto& banner : person->banners) said += banner + "\n";
      }
      note(factory->offer({}));
      note(factory->hand_in_key("-----BEGIN OPENSSH PRIVATE KEY-----", {}));
      note(factory->hand_in_key(read_text(site.key().string() + ".pub"), {}));
      const auto manifest = scan_files(site.home(), {}, {});
      if (manifest.ok()) note(factory->upload({*manifest, site.home()}, "home", {}, {}));
      TestFolder into;
      note(factory->fetch("11111111-2222-4333-8444-555555555555", {"out"}, into.path(), {}, {}));
      site.stop();
      note(factory->sign_in_again({}));
      QVERIFY(eventually([&watch] { return watch.looks() >= 3; }, 60));
      seen = watch.seen();
      looks = watch.looks();
      printed = output.text();
    }
    QVERIFY2(got_in, (said + site.log()).c_str());
    QVERIFY(asked >= 8);
    QVERIFY2(seen.empty(), seen.c_str());
    const auto files = text_of_files(work.path()) + text_of_files(site.home());
    QVERIFY(files.find("ssh-ed25519") != std::string::npos);  // there was something to find
    for (const auto& secret : secrets) {
      QVERIFY2(said.find(secret) == std::string::npos, (secret + " in:\n" + said).c_str());
      QVERIFY2(printed.find(secret) == std::string::npos, (secret + " in:\n" + printed).c_str());
      QVERIFY2(files.find(secret) == std::string::npos, secret.c_str());
      QVERIFY2(site.log().find(secret) == std::string::npos, secret.c_str());
    }
    qInfo(
        "%zu secrets looked for in %zu bytes of errors and questions, %zu bytes of files, and %d times in all "
        "processes: none found",
        secrets.size(), said.size(), files.size(), looks);
  }
};

}  // namespace secrets_test

WERKBANK_TEST(secrets_test::SecretsTest);
#include "secrets_test.moc"
