// Invitations on this computer: what accepting one keeps, whose keys are known from then on, and which ones are
// refused.
#include "app/assembly/invitations.h"
#include "app/assembly/signing_key.h"
#include "core/base/local_files.h"
#include "core/base/signature.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace invitations_test {

constexpr std::int64_t today = 1800000000;

Profile course_factory() {
  return parse_profile(R"json({
    "schema": 1, "id": "hall", "kind": "slurm", "listed": false, "name": {"nl": "Hal", "en": "Hall"},
    "operator": {"nl": "Test", "en": "Test"}, "help": {"phone": "", "email": "", "url": ""},
    "host": "login.example.org", "port": 22, "user": "",
    "host_keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMex5yh6XsEtf4gTQGkvQPPjN3+QwiNqOns4xwe6cLsB"],
    "sign_in": {"methods": ["key"]}, "work_folder": "~", "partitions": [], "gpu_request": "gres",
    "account": {"rule": "ask-scheduler"}, "environment": [{"kind": "system", "python": "python3"}], "verified": []
  })json",
                       "hall.json")
      .value();
}

class InvitationsTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    folder_ = std::make_unique<TestFolder>();
    places_.resources = folder_->path() / "resources";
    places_.home = folder_->path() / "home";
    QVERIFY(make_folders(places_.home).ok());
    const auto key_file = folder_->path() / "coach.key";
    QVERIFY(make_signing_key(key_file).ok());
    key_ = read_signing_key(key_file).value();
  }
  void cleanup() { folder_.reset(); }

  void accepting_one_keeps_factory_project_and_reservation() {
    auto content = course(today);
    content.account = "course-2027";
    content.reservation = CourseReservation{"hall-course", today, today + 3600};
    const auto invitation = opened(content);
    QVERIFY(invitation.ok());
    QVERIFY(own_profiles().empty());
    QVERIFY(accept_invitation(places_, *invitation).ok());
    const auto own = own_profiles();
    QCOMPARE(own.size(), std::size_t{1});
    QCOMPARE(own[0].id, std::string("hall"));
    QVERIFY(own[0].listed);
    QVERIFY(own[0].account_rule == AccountRule::fixed);
    QCOMPARE(own[0].account, std::string("course-2027"));
    QVERIFY(own[0].reservation.has_value());
    QCOMPARE(own[0].reservation->name, std::string("hall-course"));
    QCOMPARE(own[0].reservation->end, today + 3600);
  }

  void the_maker_of_an_accepted_one_is_known_from_then_on() {
    const auto first = opened(course(today));
    QVERIFY(first->trust == InvitationTrust::unknown_key);
    QVERIFY(opened(course(today))->trust == InvitationTrust::unknown_key);
    QVERIFY(accept_invitation(places_, *first).ok());
    QVERIFY(opened(course(today + 1))->trust == InvitationTrust::trusted_key);
    key_ = make_signing_keys()->private_key;
    QVERIFY(opened(course(today + 2))->trust == InvitationTrust::unknown_key);
  }

  void an_older_one_of_the_same_maker_is_refused_and_changes_nothing() {
    auto newer = course(today + 100);
    newer.account = "new";
    QVERIFY(accept_invitation(places_, *opened(newer)).ok());
    auto older = course(today);
    older.account = "old";
    QCOMPARE(accept_invitation(places_, *opened(older)).error().code, ErrorCode::data_rejected);
    QCOMPARE(own_profiles()[0].account, std::string("new"));
    // The same one again is no older one.
    QVERIFY(accept_invitation(places_, *opened(newer)).ok());
  }

  void one_that_is_over_or_not_yet_valid_or_changed_is_not_read() {
    const auto file = written(course(today));
    QCOMPARE(open_invitation(places_, file, static_cast<double>(today + 40 * 86400)).error().code,
             ErrorCode::data_rejected);
    QCOMPARE(open_invitation(places_, file, static_cast<double>(today - 40 * 86400)).error().code,
             ErrorCode::data_rejected);
    auto bytes = read_text(file);
    bytes.resize(bytes.size() / 2);
    write_text(file, bytes);
    QVERIFY(open_invitation(places_, file, static_cast<double>(today)).failed());
    QCOMPARE(open_invitation(places_, folder_->path() / "gone", static_cast<double>(today)).error().code,
             ErrorCode::local_file);
    QVERIFY(own_profiles().empty());
  }

  void a_signing_key_is_for_its_owner_alone_and_is_never_overwritten() {
    const auto file = folder_->path() / "new folder" / "own.key";
    const auto made = make_signing_key(file);
    QVERIFY(made.ok());
    QCOMPARE(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    QCOMPARE(*public_key_of(read_signing_key(file).value()), *made);
    const auto before = read_text(file);
    QCOMPARE(make_signing_key(file).error().code, ErrorCode::local_file);
    QCOMPARE(read_text(file), before);
    write_text(file, "hello");
    QCOMPARE(read_signing_key(file).error().code, ErrorCode::usage);
  }

 private:
  InvitationContent course(std::int64_t issued_at) const {
    InvitationContent content;
    content.issued_at = issued_at;
    content.expires_at = issued_at + 30 * 86400;
    content.issuer = "Coach Jansen";
    content.factory = course_factory();
    return content;
  }

  fs::path written(const InvitationContent& content) const {
    const auto file = folder_->path() / "course.werkbank";
    const auto bytes = make_invitation(content, key_);
    if (bytes.failed()) qWarning("%s", bytes.error().detail.c_str());
    write_text(file, bytes.value());
    return file;
  }

  Result<Invitation> opened(const InvitationContent& content) const {
    return open_invitation(places_, written(content), static_cast<double>(content.issued_at + 60));
  }

  std::vector<Profile> own_profiles() const {
    std::vector<Error> problems;
    return read_profiles({places_.own_profiles()}, problems);
  }

  std::unique_ptr<TestFolder> folder_;
  Places places_;
  Secret key_;
};

}  // namespace invitations_test

WERKBANK_TEST(invitations_test::InvitationsTest);
#include "invitations_test.moc"
