// The keychain against a real Secret Service (gnome-keyring-daemon) on a bus of the test's own, and where there is
// none.
#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank::test;

namespace keychain_test {

struct Ended {
  int code = -1;
  QByteArray out;
  QByteArray err;
};

/// A session's bus that starts no services by itself.
class TestBus {
 public:
  explicit TestBus(const std::filesystem::path& folder) {
    const auto config = folder / "bus.conf";
    address_ = "unix:path=" + (folder / "bus").string();
    write_text(config, "<busconfig><type>session</type><listen>" + address_ +
                           "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                           "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                           "<allow own=\"*\"/></policy></busconfig>");
    daemon_.start("dbus-daemon", {"--nofork", "--config-file=" + QString::fromStdString(config.string())});
    ready_ = daemon_.waitForStarted() && eventually([&] { return std::filesystem::exists(folder / "bus"); }, 10);
  }
  ~TestBus() {
    daemon_.terminate();
    daemon_.waitForFinished();
  }
  bool ready() const { return ready_; }
  QString address() const { return QString::fromStdString(address_); }

 private:
  std::string address_;
  QProcess daemon_;
  bool ready_ = false;
};

bool any_file_holds(const std::filesystem::path& folder, const QByteArray& words) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto text = QByteArray::fromStdString(read_text(entry.path()));
    if (text.contains(words) || text.contains(words.toBase64())) return true;
  }
  return false;
}

int files_in(const std::filesystem::path& folder) {
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

const QByteArray secret = "open \xc3\xa9 sesame\n\xff";
const QString name = "passphrase /home/an employee/.ssh/werkbank_ed25519";

class KeychainTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    folder_ = std::make_unique<TestFolder>();
    std::filesystem::create_directories(home());
    environment_ = QProcessEnvironment();
    environment_.insert("PATH", qEnvironmentVariable("PATH"));
    for (const auto* variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
      environment_.insert(variable, QString::fromStdString(home().string()));
  }
  void cleanup() {
    keyring_.terminate();
    keyring_.waitForFinished();
    bus_.reset();
    folder_.reset();
  }

  void what_one_program_kept_another_finds_until_it_is_forgotten() {
    start_bus();
    start_keyring({"--unlock"}, "the person's own password");
    QCOMPARE(person({"has"}).code, 0);
    QCOMPARE(person({"find", name}).code, 1);
    const auto kept = person({"keep", name}, secret);
    QVERIFY2(kept.code == 0, kept.err);
    const auto found = person({"find", name});
    QVERIFY2(found.code == 0, found.err);
    QCOMPARE(found.out, secret);
    QCOMPARE(person({"find", "passphrase /elsewhere"}).code, 1);
    QCOMPARE(person({"keep", name}, "another").code, 0);
    QCOMPARE(person({"find", name}).out, QByteArray("another"));
    QCOMPARE(person({"forget", name}).code, 0);
    QCOMPARE(person({"find", name}).code, 1);
    QCOMPARE(person({"forget", name}).code, 0);
  }

  void what_is_kept_lies_in_no_file_as_it_is() {
    start_bus();
    start_keyring({"--unlock"}, "the person's own password");
    QCOMPARE(person({"keep", name}, "correct horse battery").code, 0);
    QVERIFY(files_in(home()) > 0);
    QVERIFY(!any_file_holds(folder_->path(), "correct horse battery"));
  }

  void without_a_bus_nothing_is_found_and_nothing_is_kept() { nothing_is_found_and_nothing_is_kept(); }

  void on_a_bus_without_a_keychain_nothing_is_found_and_nothing_is_kept() {
    start_bus();
    nothing_is_found_and_nothing_is_kept();
  }

  void a_keychain_that_nobody_can_open_is_an_error_and_no_endless_wait() {
    start_bus();
    start_keyring({}, "");
    QElapsedTimer timer;
    timer.start();
    const auto kept = person({"keep", name}, secret);
    QCOMPARE(kept.code, 2);
    QVERIFY2(kept.err.contains("keychain"), kept.err);
    QVERIFY2(timer.elapsed() < 70000, QByteArray::number(timer.elapsed()));
    QVERIFY(!any_file_holds(folder_->path(), secret));
  }

 private:
  std::filesystem::path home() const { return folder_->path() / "home"; }

  void start_bus() {
    bus_ = std::make_unique<TestBus>(folder_->path());
    QVERIFY(bus_->ready());
    environment_.insert("DBUS_SESSION_BUS_ADDRESS", bus_->address());
  }

  void start_keyring(const QStringList& words, const QByteArray& password) {
    keyring_.setProcessEnvironment(environment_);
    keyring_.start("gnome-keyring-daemon", QStringList{"--foreground", "--components=secrets"} + words);
    QVERIFY(keyring_.waitForStarted());
    // Nothing leaves by itself: no event loop runs here.
    QVERIFY(keyring_.write(password) == password.size() && (password.isEmpty() || keyring_.waitForBytesWritten()));
    keyring_.closeWriteChannel();
    QVERIFY(eventually([this] { return person({"has"}).code == 0; }, 20));
  }

  Ended person(const QStringList& words, const QByteArray& input = {}) {
    QProcess process;
    process.setProcessEnvironment(environment_);
    process.start(KEYCHAIN_PERSON, words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(90000)) {
      process.kill();
      process.waitForFinished();
      return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
  }

  void nothing_is_found_and_nothing_is_kept() {
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(person({"has"}).code, 1);
    QCOMPARE(person({"find", name}).code, 1);
    const auto kept = person({"keep", name}, secret);
    QCOMPARE(kept.code, 2);
    QVERIFY2(kept.err.contains("no keychain"), kept.err);
    QVERIFY(!kept.err.contains("sesame"));
    QCOMPARE(person({"find", name}).code, 1);
    QCOMPARE(person({"forget", name}).code, 0);
    QCOMPARE(files_in(home()), 0);
    QVERIFY2(timer.elapsed() < 20000, QByteArray::number(timer.elapsed()));
  }

  std::unique_ptr<TestFolder> folder_;
  std::unique_ptr<TestBus> bus_;
  QProcess keyring_;
  QProcessEnvironment environment_;
};

}  // namespace keychain_test

WERKBANK_TEST(keychain_test::KeychainTest);
#include "keychain_test.moc"
