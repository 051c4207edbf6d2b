// What this computer has to get in with, in a home of the test's own.
#include "app/assembly/ways_in.h"
#include "app/assembly/assembly.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace ways_in_test {

class WaysInTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    folder_ = std::make_unique<TestFolder>();
    fs::create_directories(ssh());
    qputenv("HOME", QByteArray::fromStdString(folder_->path().string()));
    qunsetenv("SSH_AUTH_SOCK");
  }
  void cleanup() { folder_.reset(); }

  void the_key_that_werkbank_makes_is_tried_first() {
    QVERIFY(existing_keys().empty());
    make_key("id_rsa", "rsa");
    make_key("id_ed25519", "ed25519");
    const auto own = make_own_key(Secret("open sesame"));
    QVERIFY(own.ok());
    const auto keys = existing_keys();
    QCOMPARE(keys.size(), std::size_t{3});
    QCOMPARE(keys[0].private_key, ssh() / "werkbank_ed25519");
    QCOMPARE(keys[0].sha256, own->sha256);
    QCOMPARE(keys[1].private_key, ssh() / "id_ed25519");
    QCOMPARE(make_own_key(Secret()).error().code, ErrorCode::local_file);
  }

  void a_file_that_is_no_key_is_passed_over() {
    write_text(ssh() / "id_ed25519", "not a key\n");
    fs::create_directories(ssh() / "id_rsa");
    QVERIFY(existing_keys().empty());
  }

  void of_several_certificates_the_one_that_is_valid_longest_counts() {
    QVERIFY(!longest_certificate());
    make_key("ca", "ed25519");
    for (const auto& [key, hours] : {std::pair{"id_ed25519", "+1h"}, std::pair{"id_ecdsa", "+8h"}}) {
      make_key(key, std::string(key) == "id_ecdsa" ? "ecdsa" : "ed25519");
      certify(key, hours);
    }
    QCOMPARE(longest_certificate()->key_id, std::string("id_ecdsa"));
    write_text(ssh() / "id_ecdsa-cert.pub", "damaged");
    QCOMPARE(longest_certificate()->key_id, std::string("id_ed25519"));
  }

  void a_profile_of_another_folder_is_not_the_shipped_one() {
    Places places;
    places.resources = folder_->path() / "resources";
    fs::create_directories(places.resources / "factories");
    fs::copy_file(fs::path(WERKBANK_SOURCE_DIR) / "resources/factories/lumi.json",
                  places.resources / "factories/lumi.json");
    fs::copy_file(fs::path(WERKBANK_SOURCE_DIR) / "resources/factories/snellius.json",
                  places.resources / "snellius.json");
    QCOMPARE(shipped_profile(places, "lumi")->id, std::string("lumi"));
    for (const auto* id : {"snellius", "../snellius", ""})
      QCOMPARE(shipped_profile(places, id).error().code, ErrorCode::profile_invalid);
  }

 private:
  fs::path ssh() const { return folder_->path() / ".ssh"; }

  void make_key(const std::string& name, const std::string& type) const {
    QCOMPARE(run_program({"ssh-keygen", "-q", "-t", type, "-N", "", "-f", (ssh() / name).string()}), 0);
  }

  void certify(const std::string& key, const std::string& validity) const {
    QCOMPARE(run_program({"ssh-keygen", "-q", "-s", (ssh() / "ca").string(), "-I", key, "-V", validity,
                          (ssh() / (key + ".pub")).string()}),
             0);
  }

  std::unique_ptr<TestFolder> folder_;
};

}  // namespace ways_in_test

WERKBANK_TEST(ways_in_test::WaysInTest);
#include "ways_in_test.moc"
