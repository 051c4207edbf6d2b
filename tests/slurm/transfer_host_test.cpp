// Data goes over a computer of its own where the factory has one: two real sshd's of one account and one file system.
#include <cstdlib>
#include <fstream>

#include "core/base/file_manifest.h"
#include "core/transfer/streams.h"
#include "live_site.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"

using namespace werkbank;
using namespace werkbank::test;

namespace transfer_host_test {

constexpr std::size_t data_size = 4U << 20U;

// Nothing that can be made smaller on the way.
void write_noise(const std::filesystem::path& path, std::size_t size) {
  std::ofstream file(path, std::ios::binary);
  std::uint64_t state = 88172645463325252ULL;
  for (std::size_t i = 0; i < size / 8; ++i) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    file.write(reinterpret_cast<const char*>(&state), sizeof state);
  }
}

// Enough to be worth a further connection.
void write_much(const std::filesystem::path& path) { write_noise(path, worth_a_line + (1U << 20U)); }

class TransferHostTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    ::unsetenv("SSH_AUTH_SOCK");
    write_noise(data_.path() / "rows.csv", data_size);
  }
  void init() {
    login_ = std::make_unique<TestSshd>();
    mover_ = std::make_unique<TestSshd>();
    write_text(mover_->folder() / "authorized_keys", read_text(login_->key().string() + ".pub"));
    to_login_ = std::make_unique<CuttingProxy>(login_->endpoint().port);
    to_mover_ = std::make_unique<CuttingProxy>(mover_->endpoint().port);
    work_.emplace();
    profile_ = profile_of(*login_, current_user());
    profile_.port = to_login_->port();
    profile_.work_folder = work_->path().string();
    profile_.transfer = HostAddress{"localhost", to_mover_->port(), {}, {mover_->host_key()}, {}};
    person_ = {};
  }
  void cleanup() {
    to_login_.reset();
    to_mover_.reset();
    login_.reset();
    mover_.reset();
    work_.reset();
  }

  void the_bytes_go_to_the_one_and_the_questions_to_the_other() {
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    QCOMPARE(count_of(login_->log(), "Accepted publickey"), std::size_t{1});
    QCOMPARE(count_of(mover_->log(), "Accepted publickey"), std::size_t{1});
    const auto receipt = upload(*factory);
    MUST(receipt);
    QVERIFY2(to_mover_->passed() > static_cast<std::int64_t>(data_size), std::to_string(to_mover_->passed()).c_str());
    QVERIFY2(to_login_->passed() < static_cast<std::int64_t>(data_size / 10),
             std::to_string(to_login_->passed()).c_str());
    QVERIFY(std::filesystem::exists(std::filesystem::path(receipt->place) / "rows.csv"));
    const auto moved = count_of(mover_->log(), "Starting session");
    // There is no scheduler here, but it is the login computer that is asked for it.
    MUST_FAIL(scheduler_unavailable, factory->poll({watched("11111111-2222-4333-8444-555555555555").question}, {}));
    QCOMPARE(count_of(mover_->log(), "Starting session"), moved);
    qInfo("%lld bytes over the transfer computer, %lld over the login computer",
          static_cast<long long>(to_mover_->passed()), static_cast<long long>(to_login_->passed()));
  }

  void results_come_the_same_way() {
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    const std::string uuid = "11111111-2222-4333-8444-555555555555";
    const auto out = work_->path() / "werkbank" / "jobs" / uuid / "out";
    std::filesystem::create_directories(out);
    std::filesystem::copy_file(data_.path() / "rows.csv", out / "model.bin");
    TestFolder home;
    MUST(factory->fetch(uuid, {"out/model.bin"}, home.path(), {}, {}));
    QCOMPARE(read_text(home.path() / "out" / "model.bin"), read_text(data_.path() / "rows.csv"));
    QVERIFY(to_mover_->passed() > static_cast<std::int64_t>(data_size));
    QVERIFY(to_login_->passed() < static_cast<std::int64_t>(data_size / 10));
  }

  void without_it_one_is_signed_in_all_the_same() {
    mover_->stop();
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    QVERIFY(factory->is_signed_in());
    const auto refused = upload(*factory);
    MUST_FAIL(host_unreachable, refused);
    QVERIFY2(refused.error().message.english().find("localhost") != std::string::npos, told(refused).constData());
    // When it is there again nobody has to do anything.
    QVERIFY(mover_->start());
    MUST(upload(*factory));
    QVERIFY(person_.questions.empty());
  }

  void a_line_to_it_that_was_lost_is_made_anew() {
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    mover_->stop();
    QVERIFY(mover_->start());
    QVERIFY(eventually([&] { return upload(*factory).ok(); }, 20));
    QCOMPARE(count_of(mover_->log(), "Accepted publickey"), std::size_t{2});
    QCOMPARE(count_of(login_->log(), "Accepted publickey"), std::size_t{1});
  }

  void where_it_does_not_take_the_key_the_sentence_names_it() {
    write_text(mover_->folder() / "authorized_keys", "\n");
    profile_.sign_in_methods = {"key"};
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    const auto refused = upload(*factory);
    MUST_FAIL(sign_in_refused, refused);
    QVERIFY2(refused.error().message.english().find("localhost") != std::string::npos, told(refused).constData());
  }

  void an_unknown_one_is_asked_about_in_the_same_conversation() {
    profile_.transfer->host_keys.clear();
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    QCOMPARE(person_.hosts.size(), std::size_t{1});
    QCOMPARE(person_.hosts[0].host, std::string("localhost"));
    MUST(upload(*factory));
    QCOMPARE(person_.hosts.size(), std::size_t{1});
  }

  void one_passphrase_opens_both() {
    write_text(mover_->folder() / "authorized_keys", read_text(login_->key_with_passphrase().string() + ".pub"));
    person_.others = {login_->passphrase()};
    const auto factory = factory_of(profile_, login_->key_with_passphrase());
    MUST(factory->sign_in(person_, {}));
    MUST(upload(*factory));
    QCOMPARE(person_.questions.size(), std::size_t{1});
  }

  void a_changed_one_gets_nothing() {
    profile_.transfer->host_keys = {mover_->foreign_host_key()};
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    MUST_FAIL(host_key_changed, upload(*factory));
    QCOMPARE(count_of(mover_->log(), "Accepted"), std::size_t{0});
    QCOMPARE(count_of(mover_->log(), "Starting session"), std::size_t{0});
    QVERIFY(person_.hosts.empty());
  }

  void much_data_goes_over_several_connections() {
    for (const int most : {1, 3}) {
      init();
      profile_.data_connections = most;
      const auto factory = factory_of(profile_, login_->key());
      MUST(factory->sign_in(person_, {}));
      const TestFolder much;
      write_much(much.path() / "rows.bin");
      const auto manifest = scan_files(much.path(), {}, {});
      MUST(manifest);
      const auto receipt = factory->upload({*manifest, much.path()}, "much", {}, {});
      MUST(receipt);
      QCOMPARE(count_of(mover_->log(), "Accepted publickey"), static_cast<std::size_t>(most));
      QCOMPARE(count_of(login_->log(), "Accepted publickey"), std::size_t{1});
      const std::string uuid = "11111111-2222-4333-8444-555555555555";
      const auto out = work_->path() / "werkbank" / "jobs" / uuid / "out";
      std::filesystem::create_directories(out);
      std::filesystem::create_hard_link(std::filesystem::path(receipt->place) / "rows.bin", out / "model.bin");
      const TestFolder home;
      MUST(factory->fetch(uuid, {"out/model.bin"}, home.path(), {}, {}));
      QVERIFY(read_text(home.path() / "out/model.bin") == read_text(much.path() / "rows.bin"));
      QCOMPARE(count_of(mover_->log(), "Accepted publickey"), static_cast<std::size_t>(2 * most - 1));
      QVERIFY(person_.questions.empty());
    }
  }

  void where_no_further_connection_opens_the_first_carries_all() {
    profile_.data_connections = 4;
    const auto factory = factory_of(profile_, login_->key());
    MUST(factory->sign_in(person_, {}));
    write_text(mover_->folder() / "authorized_keys", "\n");
    const TestFolder much;
    write_much(much.path() / "rows.bin");
    const auto manifest = scan_files(much.path(), {}, {});
    MUST(manifest);
    MUST(factory->upload({*manifest, much.path()}, "much", {}, {}));
    QCOMPARE(count_of(mover_->log(), "Accepted publickey"), std::size_t{1});
  }

 private:
  Result<Receipt> upload(Factory& factory) const {
    WERKBANK_TRY(const auto manifest, scan_files(data_.path(), {}, {}));
    return factory.upload({manifest, data_.path()}, "rows", {}, {});
  }

  TestFolder data_;
  std::optional<TestFolder> work_;
  std::unique_ptr<TestSshd> login_;
  std::unique_ptr<TestSshd> mover_;
  std::unique_ptr<CuttingProxy> to_login_;
  std::unique_ptr<CuttingProxy> to_mover_;
  Profile profile_;
  KeepingPerson person_;
};

}  // namespace transfer_host_test

WERKBANK_TEST(transfer_host_test::TransferHostTest);
#include "transfer_host_test.moc"
