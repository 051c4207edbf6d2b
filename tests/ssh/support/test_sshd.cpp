#include "tests/ssh/support/test_sshd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>
#include <utility>

#include "core/base/uuid.h"

namespace werkbank::test {
namespace {

namespace fs = std::filesystem;

pid_t spawn(const std::vector<std::string>& words, const fs::path& output,
            const std::vector<std::string>& environment) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int nothing = ::open("/dev/null", O_RDONLY);
  const pid_t id = ::fork();
  if (id == 0) {
    ::dup2(nothing, 0);
    ::dup2(file, 1);
    ::dup2(file, 2);
    for (int i = 3; i < 256; ++i) ::close(i);
    for (const auto& variable : environment) ::putenv(const_cast<char*>(variable.c_str()));
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(file);
  ::close(nothing);
  return id;
}

bool accepts(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool connected = ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(descriptor);
  return connected;
}

std::string first_words(const fs::path& public_key) {
  std::istringstream line(read_text(public_key));
  std::string type;
  std::string base64;
  line >> type >> base64;
  return type + " " + base64;
}

/// "pid (name) state parent ...", where the name may hold anything.
pid_t parent_of(const fs::path& process) {
  const auto words = read_text(process / "stat");
  const auto end = words.rfind(')');
  pid_t parent = 0;
  char state = 0;
  if (end == std::string::npos) return 0;
  std::istringstream(words.substr(end + 1)) >> state >> parent;
  return parent;
}

std::vector<pid_t> descendants_of(pid_t ancestor) {
  std::vector<std::pair<pid_t, pid_t>> all;
  std::error_code ignored;
  for (fs::directory_iterator at("/proc", ignored), end; !ignored && at != end; at.increment(ignored)) {
    const int id = std::atoi(at->path().filename().c_str());
    if (id > 0) all.emplace_back(id, parent_of(at->path()));
  }
  std::vector<pid_t> found = {ancestor};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto& [id, parent] : all)
      if (parent == found[i]) found.push_back(id);
  }
  found.erase(found.begin());
  return found;
}

void make_key(const fs::path& path, const std::string& passphrase) {
  run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", path.string()});
}

}  // namespace

TestFolder::TestFolder() {
  std::string pattern = (fs::temp_directory_path() / "werkbank-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
}

TestFolder::~TestFolder() {
  if (path_.empty()) return;
  // What was made read-only must be writable again before it can go.
  std::error_code ignored;
  for (auto walk = fs::recursive_directory_iterator(path_, ignored); walk != fs::recursive_directory_iterator();
       walk.increment(ignored)) {
    if (walk->is_directory(ignored) && !walk->is_symlink(ignored))
      fs::permissions(walk->path(), fs::perms::owner_all, ignored);
  }
  fs::remove_all(path_, ignored);
}

Child::Child(const std::vector<std::string>& words, const fs::path& output, const std::vector<std::string>& environment)
    : id_(spawn(words, output, environment)) {}

Child::~Child() {
  if (id_ <= 0) return;
  ::kill(id_, SIGTERM);
  // Dropbear does not hear a signal that comes between its look at a flag and its wait.
  if (!eventually([this] { return has_ended(); }, 5)) ::kill(id_, SIGKILL);
  wait();
}

bool Child::has_ended() const {
  siginfo_t ended = {};
  return ::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == id_;
}

int Child::wait() {
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int run_program(const std::vector<std::string>& words) {
  Child child(words, "/dev/null");
  return child.wait();
}

std::uint16_t free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(descriptor);
  return ntohs(address.sin_port);
}

bool is_root() { return ::geteuid() == 0; }

std::string current_user() {
  const passwd* entry = ::getpwuid(::geteuid());
  return entry != nullptr ? entry->pw_name : "";
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();  // an iterator over the file throws when reading fails, as it does in /proc of who has just
                         // ended
  return text.str();
}

UnixUser::UnixUser() : name_("wbtest" + new_uuid().substr(0, 8)), password_("pw-" + new_uuid()) {
  if (!is_root()) return;
  fs::permissions(home_.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  if (run_program({"useradd", "--no-create-home", "--home-dir", home_.path().string(), "--shell", "/bin/sh", name_}) !=
      0)
    return;
  const auto line = home_.path() / "line";
  write_text(line, name_ + ":" + password_ + "\n");
  made_ = run_program({"sh", "-c", "chpasswd -c SHA512 < '" + line.string() + "'"}) == 0;
}

UnixUser::~UnixUser() {
  if (is_root()) run_program({"userdel", "--force", name_});
}

PamService::PamService(const std::string& lines) : name_("werkbank-test-" + new_uuid().substr(0, 8)) {
  write_text(fs::path("/etc/pam.d") / name_, lines);
}

PamService::~PamService() {
  std::error_code ignored;
  fs::remove(fs::path("/etc/pam.d") / name_, ignored);
}

Result<Secret> TestConversation::ask(const Question& question) {
  questions.push_back(question);
  if (answers.empty()) return Cancelled{};
  Secret answer(answers.front());
  answers.erase(answers.begin());
  return answer;
}

Result<bool> TestConversation::is_right_host(const HostFingerprint& fingerprint) {
  hosts.push_back(fingerprint);
  return accepts_host;
}

TestSshd::TestSshd(const Options& options) {
  const auto folder = folder_.path();
  for (const char* name : {"host_key", "foreign_key", "user_key"}) make_key(folder / name, "");
  make_key(key_with_passphrase(), passphrase());
  if (is_root()) fs::create_directories("/run/sshd");
  fs::create_directories(home());
  write_text(folder / "authorized_keys",
             options.accept_key ? read_text(folder / "user_key.pub") + read_text(folder / "locked_key.pub") : "\n");
  // OpenSSH before 9.8 takes the name of its own program for the PAM service; it wants its whole path.
  if (!options.pam_lines.empty()) {
    pam_ = std::make_unique<PamService>(options.pam_lines);
    program_ = folder / pam_->name();
    fs::create_symlink("/usr/sbin/sshd", program_);
    // The account's own process reads authorized_keys and what else lies here.
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  }
  // The port may be taken between finding and using it: then another one.
  for (int tries = 0; tries < 5 && !ready_; ++tries) {
    port_ = free_port();
    write_text(folder / "sshd_config", config(options));
    start();
  }
  if (!ready_) std::cerr << "sshd did not start: " << log() << '\n';
}

bool TestSshd::start() {
  const auto folder = folder_.path();
  server_ = std::make_unique<Child>(
      std::vector<std::string>{program_, "-f", (folder / "sshd_config").string(), "-D", "-e"}, folder / "sshd.log");
  ready_ = eventually([this] { return accepts(port_) || ::waitpid(server_->id(), nullptr, WNOHANG) != 0; }, 10) &&
           accepts(port_);
  return ready_;
}

void TestSshd::stop() {
  if (!server_) return;
  // Each connection is served by processes of its own, which outlive the one that listens. Held first, so that none of
  // them can make another one meanwhile.
  std::vector<pid_t> before;
  auto serving = descendants_of(server_->id());
  while (serving != before) {
    for (const pid_t id : serving) ::kill(id, SIGSTOP);
    before = std::exchange(serving, descendants_of(server_->id()));
  }
  for (const pid_t id : serving) ::kill(id, SIGKILL);
  server_.reset();
  ready_ = false;
}

void TestSshd::change_host_key() {
  for (const char* end : {"", ".pub"})
    fs::copy_file(folder_.path() / (std::string("foreign_key") + end), folder_.path() / (std::string("host_key") + end),
                  fs::copy_options::overwrite_existing);
}

std::string TestSshd::config(const Options& options) const {
  const auto folder = folder_.path();
  std::string lines = "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " +
                      (folder / "host_key").string() + "\nAuthorizedKeysFile " + (folder / "authorized_keys").string() +
                      " " + (home() / ".ssh/authorized_keys").string() +
                      "\nPidFile none\nStrictModes no\nPermitRootLogin yes\nLogLevel VERBOSE\n"
                      "Subsystem sftp internal-sftp\nMaxStartups 100\n"
                      // The account's own start-up files are not part of the test.
                      "SetEnv HOME=" +
                      home().string() + "\n" + options.lines + "\n";
  if (!pam_) return lines + "UsePAM no\n";
  lines += "UsePAM yes\n";
  write_text(folder / "pam_config", lines);
  if (run_program({"/usr/sbin/sshd", "-t", "-f", (folder / "pam_config").string(), "-o",
                   "PAMServiceName=" + pam_->name()}) == 0)
    lines += "PAMServiceName " + pam_->name() + "\n";
  return lines;
}

TestSshd::~TestSshd() = default;

Endpoint TestSshd::endpoint() const {
  Endpoint endpoint;
  endpoint.host = "127.0.0.1";
  endpoint.port = port_;
  endpoint.user = current_user();
  endpoint.host_keys = {host_key()};
  return endpoint;
}

std::string TestSshd::host_key() const { return first_words(folder_.path() / "host_key.pub"); }
std::string TestSshd::host_fingerprint() const {
  const auto printed = folder_.path() / "fingerprint";
  Child({"ssh-keygen", "-l", "-E", "sha256", "-f", (folder_.path() / "host_key.pub").string()}, printed).wait();
  std::istringstream words(read_text(printed));
  std::string bits;
  std::string fingerprint;
  words >> bits >> fingerprint;
  fs::remove(printed);
  return fingerprint;
}
std::string TestSshd::foreign_host_key() const { return first_words(folder_.path() / "foreign_key.pub"); }
std::string TestSshd::log() const { return read_text(folder_.path() / "sshd.log"); }

std::shared_ptr<Connection> TestSshd::connect_to(const Endpoint& endpoint) const {
  TestConversation conversation;
  auto connection = Connection::open(endpoint, key_only(), conversation, {});
  if (connection.ok()) return *connection;
  if (connection.failed())
    std::cerr << connection.error().message.english() << " | " << connection.error().detail << '\n' << log();
  return nullptr;
}

bool eventually(const std::function<bool()>& condition, double seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace werkbank::test
