// Handing in a public key over a password sign-in, against a real sshd that then takes the key.
#include "core/ssh/authorized_keys.h"
#include "core/ssh/connection.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace authorized_keys_test {

class AuthorizedKeysTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    sshd_ = std::make_unique<TestSshd>(TestSshd::Options{"", true});
    QVERIFY(sshd_->ready());
    connection_ = sshd_->connect();
    QVERIFY(connection_ != nullptr);
    own_.emplace();
    run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "anna's key $(id)", "-f", own_key().string()});
    line_ = own_line();
  }
  void cleanup() {
    connection_.reset();
    sshd_.reset();
    own_.reset();
  }

  void a_key_that_was_handed_in_opens_the_account() {
    if (!is_root()) QSKIP("an account can be made only as root");
    UnixUser user;
    QVERIFY(user.made());
    TestSshd site({"PasswordAuthentication yes", false,
                   "auth required pam_unix.so nodelay\n"
                   "account required pam_unix.so\nsession required pam_permit.so\n"});
    QVERIFY(site.ready());
    run_program({"chown", user.name(), site.home().string()});
    auto endpoint = site.endpoint();
    endpoint.user = user.name();
    WillingPerson person;
    person.passwords = {user.password()};
    const auto before = Connection::open(endpoint, {key_file_sign_in(own_key())}, person, {});
    QVERIFY(before.failed());
    const auto by_password = Connection::open(endpoint, {password_sign_in(3)}, person, {});
    QVERIFY(by_password.ok());
    const auto handed_in = add_authorized_key(**by_password, line_, {});
    QVERIFY2(handed_in.ok(), handed_in.failed() ? handed_in.error().detail.c_str() : "cancelled");
    QVERIFY(Connection::open(endpoint, {key_file_sign_in(own_key())}, person, {}).ok());
    QCOMPARE(person.questions.size(), std::size_t{1});
  }

  void makes_the_folder_and_the_file_for_the_owner_alone() {
    QVERIFY(add().ok());
    QCOMPARE(text(), line_ + "\n");
    QCOMPARE(mode(file().parent_path()), 0700U);
    QCOMPARE(mode(file()), 0600U);
    QVERIFY(only_file());
  }

  void twice_changes_nothing() {
    QVERIFY(add().ok());
    QVERIFY(add().ok());
    line_ = line_.substr(0, line_.find(" anna")) + " another name";
    QVERIFY(add().ok());
    QCOMPARE(text(), own_line() + "\n");
  }

  void a_key_that_is_only_remarked_on_is_added() {
    make_file("# " + line_ + "\n");
    QVERIFY(add().ok());
    QCOMPARE(text(), "# " + line_ + "\n" + line_ + "\n");
  }

  void what_was_there_stays_as_it_was() {
    const std::string others = "# mine\nfrom=\"10.0.0.*\" " + other_line() + "\n\n\tssh-rsa AAAA x\n";
    make_file(others);
    fs::permissions(file(), fs::perms(0644));
    QVERIFY(add().ok());
    QCOMPARE(text(), others + line_ + "\n");
    QCOMPARE(mode(file()), 0600U);
  }

  void a_last_line_without_an_end_is_ended_first() {
    make_file(other_line());
    QVERIFY(add().ok());
    QCOMPARE(text(), other_line() + "\n" + line_ + "\n");
  }

  void a_link_stays_a_link() {
    const auto real = sshd_->home() / "elsewhere" / "my keys";
    fs::create_directories(real.parent_path());
    write_text(real, other_line() + "\n");
    fs::create_directories(file().parent_path());
    fs::create_symlink("../elsewhere/my keys", file());
    QVERIFY(add().ok());
    QVERIFY(fs::is_symlink(file()));
    QCOMPARE(read_text(real), other_line() + "\n" + line_ + "\n");
    QCOMPARE(mode(real), 0600U);
  }

  void a_file_that_cannot_be_written_is_left_as_it_was() {
    fs::create_directories(file());  // a folder where the file should be
    const auto done = add();
    QVERIFY(done.failed());
    QCOMPARE(done.error().code, ErrorCode::remote_file);
    QVERIFY(fs::is_directory(file()));
    QVERIFY(only_file());
  }

  void a_full_disk_leaves_the_old_file_whole() {
    const std::string others = other_line() + "\n" + std::string(300'000, '#') + "\n";
    make_file(others);
    // The shell that the script runs in may write no file beyond 100 KiB.
    write_text(sshd_->home() / "limit", "ulimit -f 200; trap '' XFSZ\n");
    class Limited : public CommandRunner {
     public:
      Limited(Connection& connection, std::string prefix) : connection_(connection), prefix_(std::move(prefix)) {}
      Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) override {
        return connection_.exec(prefix_ + command, std::move(options), stop);
      }

     private:
      Connection& connection_;
      std::string prefix_;
    } limited(*connection_, ". '" + (sshd_->home() / "limit").string() + "'; ");
    const auto done = add_authorized_key(limited, line_, {});
    QVERIFY(done.failed());
    QCOMPARE(done.error().code, ErrorCode::remote_file);
    QCOMPARE(text(), others);
    QVERIFY(only_file());
  }

  void where_it_may_be_used_from_can_be_said() {
    line_ = "from=\"192.0.2.0/24,!192.0.2.7,*.example.org\" " + line_;
    QVERIFY(add().ok());
    QCOMPARE(text(), line_ + "\n");
  }

  void anything_but_a_plain_public_key_is_refused_data() {
    QTest::addColumn<QString>("wrong");
    const auto key = QString::fromStdString(plain_key());
    const auto row = [](const char* name, const QString& line) { QTest::newRow(name) << line; };
    row("nothing", "");
    row("words", "hello there");
    row("a command before it", "command=\"rm -rf ~\" " + key);
    row("another option", "no-pty " + key);
    row("two options", "from=\"10.0.0.1\",command=\"id\" " + key);
    row("a from with an end of its own", "from=\"10.0.0.1\\\" " + key);
    row("an empty from", "from=\"\" " + key);
    row("a certificate authority", "cert-authority " + key);
    row("two lines", key + " a\n" + key + " b");
    row("a carriage return", key + " a\r" + key);
    row("a NUL", key + QChar(0) + "x");
    row("a type that it is not", QString(key).replace("ssh-ed25519", "ssh-rsa"));
    row("a damaged key", QString(key).replace("AAAAC3", "AAAAC!"));
    row("half a key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5");
    row("an old type", "ssh-dss AAAAB3NzaC1kc3MAAAA=");
    row("a private key", "-----BEGIN OPENSSH PRIVATE KEY-----");
    row("far too long", key + " " + QString(20000, 'x'));
  }
  void anything_but_a_plain_public_key_is_refused() {
    QFETCH(QString, wrong);
    line_ = wrong.toStdString();
    const auto done = add();
    QVERIFY(done.failed());
    QCOMPARE(done.error().code, ErrorCode::usage);
    QVERIFY(!fs::exists(file().parent_path()));
  }

 private:
  Result<Done> add() const { return add_authorized_key(*connection_, line_, {}); }
  fs::path own_key() const { return own_->path() / "own"; }
  std::string own_line() const {
    auto line = read_text(own_key().string() + ".pub");
    line.pop_back();
    return line;
  }
  std::string plain_key() const {
    static const std::string once = [] {
      TestFolder folder;
      const auto path = folder.path() / "k";
      run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path.string()});
      auto line = read_text(path.string() + ".pub");
      while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
      return line;
    }();
    return once;
  }
  std::string other_line() const { return sshd_->foreign_host_key() + " other"; }
  fs::path file() const { return sshd_->home() / ".ssh" / "authorized_keys"; }
  std::string text() const { return read_text(file()); }
  static unsigned mode(const fs::path& path) { return static_cast<unsigned>(fs::status(path).permissions()); }
  void make_file(const std::string& text) const {
    fs::create_directories(file().parent_path());
    write_text(file(), text);
  }
  /// Nothing half made is left beside it.
  bool only_file() const {
    return std::distance(fs::directory_iterator(file().parent_path()), fs::directory_iterator()) == 1;
  }

  std::unique_ptr<TestSshd> sshd_;
  std::shared_ptr<Connection> connection_;
  std::optional<TestFolder> own_;
  std::string line_;
};

}  // namespace authorized_keys_test

WERKBANK_TEST(authorized_keys_test::AuthorizedKeysTest);
#include "authorized_keys_test.moc"
