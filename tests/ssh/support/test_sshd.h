// A real sshd on loopback, started by the test on a free port with keys made for it, and ended by its process id.
#pragma once

#include <sys/types.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/ssh/connection.h"
#include "core/ssh/endpoint.h"

namespace werkbank::test {

/// A new folder under the system's place for such, removed with everything in it.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A child process; ended and waited for by the destructor.
class Child {
 public:
  Child(const std::vector<std::string>& words, const std::filesystem::path& output,
        const std::vector<std::string>& environment = {});
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  pid_t id() const { return id_; }
  int wait();

 private:
  bool has_ended() const;
  pid_t id_ = -1;
};

/// Runs to the end; the exit code.
int run_program(const std::vector<std::string>& words);

std::uint16_t free_port();
bool is_root();
std::string current_user();
void write_text(const std::filesystem::path& path, const std::string& text);
std::string read_text(const std::filesystem::path& path);

/// A unix account with a password, for as long as the object lives; only root can make one.
class UnixUser {
 public:
  UnixUser();
  ~UnixUser();
  UnixUser(const UnixUser&) = delete;
  UnixUser& operator=(const UnixUser&) = delete;
  bool made() const { return made_; }
  const std::string& name() const { return name_; }
  const std::string& password() const { return password_; }
  const std::filesystem::path& home() const { return home_.path(); }

 private:
  TestFolder home_;
  std::string name_;
  std::string password_;
  bool made_ = false;
};

/// A PAM service of a name of its own, for as long as the object lives; only root can make one.
class PamService {
 public:
  explicit PamService(const std::string& lines);
  ~PamService();
  PamService(const PamService&) = delete;
  PamService& operator=(const PamService&) = delete;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

/// Answers from a list, and remembers what it was asked.
class TestConversation : public Conversation {
 public:
  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override { banners.push_back(text); }

  std::vector<std::string> answers;  ///< taken from the front; Cancelled when there is none left
  bool accepts_host = true;
  std::vector<Question> questions;
  std::vector<HostFingerprint> hosts;
  std::vector<std::string> banners;
};

class TestSshd {
 public:
  struct Options {
    std::string lines = {};      ///< more lines for sshd_config
    bool accept_key = true;      ///< whether the user's key is in authorized_keys
    std::string pam_lines = {};  ///< the PAM stack of this server alone; only root can start one
  };
  TestSshd() : TestSshd(Options{}) {}
  explicit TestSshd(const Options& options);
  ~TestSshd();

  bool ready() const { return ready_; }
  /// Ends the server and all its connections.
  void stop();
  /// Again at the same port; false when it does not come up.
  bool start();
  /// Shows another host key from the next start on.
  void change_host_key();
  /// With the right host key pinned, for the current user.
  Endpoint endpoint() const;
  std::filesystem::path key() const { return folder_.path() / "user_key"; }
  std::filesystem::path key_with_passphrase() const { return folder_.path() / "locked_key"; }
  /// Of this server alone, so that no test finds what another one typed.
  std::string passphrase() const { return "open sesame " + folder_.path().filename().string(); }
  std::string host_key() const;
  /// As OpenSSH prints it: "SHA256:...".
  std::string host_fingerprint() const;
  /// A valid key of another host.
  std::string foreign_host_key() const;
  std::filesystem::path folder() const { return folder_.path(); }
  /// The home folder that commands see.
  std::filesystem::path home() const { return folder_.path() / "home"; }
  /// What sshd logged so far.
  std::string log() const;
  SignInMethods key_only() const { return {key_file_sign_in(key())}; }
  /// Signed in with the key, or null with the reason on the test's output.
  std::shared_ptr<Connection> connect() const { return connect_to(endpoint()); }
  std::shared_ptr<Connection> connect_to(const Endpoint& endpoint) const;

 private:
  std::string config(const Options& options) const;

  TestFolder folder_;
  std::string program_ = "/usr/sbin/sshd";
  std::uint16_t port_ = 0;
  std::unique_ptr<PamService> pam_;
  std::unique_ptr<Child> server_;
  bool ready_ = false;
};

/// Waits until `condition` holds, looking every few milliseconds; false after `seconds`.
bool eventually(const std::function<bool()>& condition, double seconds);

}  // namespace werkbank::test
