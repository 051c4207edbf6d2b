// Course data, fetched from a real web server over TLS: whole and as the coach signed it, or not at all.
#include <thread>

#include <QElapsedTimer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>

#include "app/assembly/course_data.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace course_data_test {

class CourseDataTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    folder_ = std::make_unique<TestFolder>();
    fs::create_directories(web() / "photos/daisy");
    write_text(web() / "wine.csv", wine_);
    write_text(web() / "photos/daisy/1.txt", "a daisy");
    QCOMPARE(run_program({"tar", "-C", web().string(), "-czf", (web() / "photos.tar.gz").string(), "photos"}), 0);
    QCOMPARE(
        run_program({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                     "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", (folder_->path() / "key.pem").string(),
                     "-out", (folder_->path() / "certificate.pem").string()}),
        0);
    server_.start(QStringLiteral("/usr/bin/python3"),
                  {QStringLiteral(WERKBANK_SOURCE_DIR "/tests/app/https_server.py"), text(web()),
                   text(folder_->path() / "certificate.pem"), text(folder_->path() / "key.pem")});
    QVERIFY(server_.waitForReadyRead(20'000));
    port_ = server_.readLine().trimmed().toStdString();
    trusted_.setCaCertificates(QSslCertificate::fromPath(text(folder_->path() / "certificate.pem")));
    QVERIFY(trusted_.caCertificates().size() == 1);
  }
  void init() {
    QSslConfiguration::setDefaultConfiguration(trusted_);
    into_ = folder_->path() / ("into-" + std::to_string(++round_));
  }
  void cleanupTestCase() {
    server_.kill();
    server_.waitForFinished();
    folder_.reset();
  }

  void a_file_is_fetched_once_and_is_what_was_signed() {
    std::uint64_t seen = 0;
    const auto place = fetch_course_data(wine(), into_, [&](const Progress& at) { seen = at.done; }, {});
    QVERIFY2(place.ok(), place.failed() ? place.error().detail.c_str() : "");
    QCOMPARE(*place, into_ / "wine.csv");
    QCOMPARE(read_text(*place), wine_);
    QCOMPARE(seen, static_cast<std::uint64_t>(wine_.size()));
    QCOMPARE(names_in(into_), std::vector<std::string>{"wine.csv"});
    QCOMPARE(*fetch_course_data(wine("gone.csv"), into_, {}, {}), into_ / "wine.csv");  // not asked for again
  }

  void a_packed_folder_is_unpacked_to_the_folder_that_is_meant() {
    const auto bytes = read_text(web() / "photos.tar.gz");
    CourseData data{"photos", address("photos.tar.gz"), {}, sha256_hex(bytes), bytes.size()};
    for (int i = 0; i < 2; ++i) {
      const auto place = fetch_course_data(data, into_, {}, {});
      QVERIFY(place.ok());
      QCOMPARE(*place, into_ / "photos" / "photos");
      QCOMPARE(read_text(*place / "daisy/1.txt"), std::string("a daisy"));
    }
    data.sha256 = sha256_hex("another edition");
    QCOMPARE(fetch_course_data(data, into_, {}, {}).error().code, ErrorCode::local_file);  // the old one is not touched
    QVERIFY(fs::exists(into_ / "photos/photos/daisy/1.txt"));
  }

  void a_redirection_is_followed_but_not_to_an_open_line() {
    QVERIFY(fetch_course_data(wine("elsewhere.csv"), into_, {}, {}).ok());
    fs::remove_all(into_);
    QCOMPARE(fetch_course_data(wine("unsafe.csv"), into_, {}, {}).error().code, ErrorCode::host_unreachable);
    QVERIFY(names_in(into_).empty());
  }

  void other_bytes_fewer_or_more_are_not_kept() {
    for (const auto& [sum, size] :
         {std::pair{std::string(64, 'a'), wine_.size()}, std::pair{sha256_hex(wine_), wine_.size() + 1},
          std::pair{sha256_hex(wine_), wine_.size() - 1}}) {
      CourseData data = wine();
      data.sha256 = sum;
      data.bytes = size;
      QCOMPARE(fetch_course_data(data, into_, {}, {}).error().code, ErrorCode::verification_failed);
      QVERIFY(names_in(into_).empty());
    }
  }

  void a_file_that_is_not_there_and_a_server_that_is_not_trusted_are_said() {
    const auto gone = fetch_course_data(wine("gone.csv"), into_, {}, {});
    QCOMPARE(gone.error().code, ErrorCode::host_unreachable);
    QVERIFY(gone.error().message.english().find("127.0.0.1") != std::string::npos);
    QVERIFY(gone.error().detail.find("404") != std::string::npos);
    QSslConfiguration::setDefaultConfiguration(QSslConfiguration());
    QCOMPARE(fetch_course_data(wine(), into_, {}, {}).error().code, ErrorCode::host_unreachable);
    QVERIFY(names_in(into_).empty());
  }

  void something_else_of_that_name_is_not_overwritten() {
    fs::create_directories(into_);
    write_text(into_ / "wine.csv", "my own");
    QCOMPARE(fetch_course_data(wine(), into_, {}, {}).error().code, ErrorCode::local_file);
    QCOMPARE(read_text(into_ / "wine.csv"), std::string("my own"));
  }

  void it_can_be_stopped_while_the_server_says_nothing() {
    std::stop_source stop;
    std::jthread later([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      stop.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    QVERIFY(fetch_course_data(wine("hangs.csv"), into_, {}, stop.get_token()).cancelled());
    QVERIFY(clock.elapsed() < 10'000);
    QVERIFY(names_in(into_).empty());
  }

  void what_an_invitation_named_is_remembered() {
    Places places;
    places.home = folder_->path() / "home";
    QVERIFY(course_data(places, "hall").empty());
    QVERIFY(keep_course_data(places, "hall", {wine()}).ok());
    QCOMPARE(course_data(places, "hall").size(), std::size_t{1});
    QCOMPARE(course_data(places, "hall")[0].url, address("wine.csv"));
    QVERIFY(course_data(places, "other").empty());
    write_text(places.home / "courses/hall.json", "{\"data\": [{\"name\": \"../x\"}]}");
    QVERIFY(course_data(places, "hall").empty());
  }

 private:
  fs::path web() const { return folder_->path() / "web"; }
  static QString text(const fs::path& path) { return QString::fromStdString(path.string()); }
  std::string address(const std::string& file) const { return "https://127.0.0.1:" + port_ + "/" + file; }
  CourseData wine(const std::string& file = "wine.csv") const {
    return {"wine.csv", address(file), {}, sha256_hex(wine_), wine_.size()};
  }
  static std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) names.push_back(entry.path().filename().string());
    return names;
  }

  const std::string wine_ = "acid,quality\n" + std::string(2'000'000, '7') + "\n";
  std::unique_ptr<TestFolder> folder_;
  QProcess server_;
  std::string port_;
  QSslConfiguration trusted_ = QSslConfiguration::defaultConfiguration();
  fs::path into_;
  int round_ = 0;
};

}  // namespace course_data_test

WERKBANK_TEST(course_data_test::CourseDataTest);
#include "course_data_test.moc"
