// What is stored at a factory, over a real sshd: listed, checked and removed, with the scheduler's word on who needs
// it.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/file_manifest.h"
#include "live_site.h"
#include "pretended_slurm.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_servers.h"

using namespace werkbank;
using namespace werkbank::test;

namespace stored_there_test {

const std::string job = "11111111-2222-4333-8444-555555555555";

class StoredThereTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { ::unsetenv("SSH_AUTH_SOCK"); }
  void init() {
    slurm_ = std::make_unique<PretendedSlurm>();
    TestSshd::Options options;
    options.lines = "PermitUserEnvironment yes\n";
    server_ = std::make_unique<TestSshd>(options);
    write_text(server_->folder() / "authorized_keys", "environment=\"PATH=" + slurm_->path("bin").toStdString() +
                                                          ":/usr/bin:/bin\" " +
                                                          read_text(server_->key().string() + ".pub"));
    proxy_ = std::make_unique<CuttingProxy>(server_->endpoint().port);
    work_.emplace();
    data_.emplace();
    write_text(data_->path() / "it's $(touch evil)\n.csv", "a,b\n1,2\n");
    write_text(data_->path() / "rows.csv", std::string(200'000, 'x'));
    auto profile = profile_of(*server_, current_user());
    profile.port = proxy_->port();
    profile.work_folder = work_->path().string();
    factory_ = factory_of(profile, server_->key());
    MUST(factory_->sign_in(person_, {}));
    manifest_ = scan_files(data_->path(), {}, {}).value();
    const auto receipt = factory_->upload({manifest_, data_->path()}, "rows", {}, {});
    MUST(receipt);
    name_ = receipt->name;
  }
  void cleanup() {
    factory_.reset();
    proxy_.reset();
    server_.reset();
    slurm_.reset();
    work_.reset();
    data_.reset();
  }

  void the_list_has_the_data_set_and_the_room() {
    const auto stored = factory_->stored({});
    MUST(stored);
    QCOMPARE(stored->things.size(), std::size_t{1});
    QCOMPARE(stored->things[0].name, name_);
    QCOMPARE(stored->things[0].bytes, manifest_.bytes());
    QVERIFY(stored->things[0].has_receipt);
    QVERIFY(stored->room.bytes && stored->room.files);
  }

  void a_damaged_byte_is_found_and_named() {
    const auto whole = factory_->verify_dataset(name_, nullptr, {}, {});
    MUST(whole);
    QVERIFY(whole->whole);
    const auto file = place() / "rows.csv";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    std::fstream stream(file, std::ios::in | std::ios::out);
    stream.seekp(123'456);
    stream.put('y');
    stream.close();
    const auto damaged = factory_->verify_dataset(name_, nullptr, {}, {});
    MUST(damaged);
    QVERIFY(!damaged->whole);
    QCOMPARE(damaged->changed, std::vector<std::string>{"rows.csv"});
    // Sent again, it is right again.
    MUST(factory_->upload({manifest_, data_->path()}, "rows", {}, {}));
    QVERIFY(factory_->verify_dataset(name_, &manifest_, {}, {}).value().whole);
  }

  void what_a_running_job_of_another_computer_uses_stays() {
    put_job();
    queue("RUNNING");
    MUST_FAIL(usage, factory_->remove_stored({StoredKind::dataset, name_, {}, true}, {}));
    MUST_FAIL(usage, factory_->remove_stored({StoredKind::job, job, {}, true}, {}));
    QVERIFY(std::filesystem::exists(place() / "rows.csv"));
    queue("COMPLETED");
    MUST(factory_->remove_stored({StoredKind::dataset, name_, {}, true}, {}));
    MUST(factory_->remove_stored({StoredKind::job, job}, {}));
    QVERIFY(factory_->stored({}).value().things.empty());
  }

  void nothing_goes_while_nobody_knows_whether_a_job_is_over() {
    put_job();
    slurm_->set_mood("squeue", "down");
    MUST_FAIL(scheduler_unavailable, factory_->remove_stored({StoredKind::dataset, name_, {}, true}, {}));
    slurm_->set_mood("squeue", "ok");
    slurm_->set_mood("sacct", "down");
    MUST_FAIL(scheduler_unavailable, factory_->remove_stored({StoredKind::job, job}, {}));
    QVERIFY(std::filesystem::exists(place() / "rows.csv"));
    QCOMPARE(factory_->stored({}).value().things.size(), std::size_t{2});
  }

  void data_that_no_job_uses_goes_without_asking_the_scheduler() {
    slurm_->set_mood("squeue", "down");
    MUST(factory_->remove_stored({StoredKind::dataset, name_}, {}));
    QVERIFY(!std::filesystem::exists(place()));
    for (const auto& entry : std::filesystem::directory_iterator(work_->path() / "werkbank" / "datasets"))
      QVERIFY2(!entry.path().filename().string().starts_with(name_), entry.path().c_str());
  }

  void a_cut_line_is_said_and_proves_nothing() {
    server_->stop();
    MUST_FAIL(connection_lost, factory_->verify_dataset(name_, nullptr, {}, {}));
    MUST_FAIL(connection_lost, factory_->stored({}));
    MUST_FAIL(connection_lost, factory_->remove_stored({StoredKind::dataset, name_}, {}));
    QVERIFY(std::filesystem::exists(place() / "rows.csv"));
  }

  void a_name_that_is_none_of_ours_is_refused_before_anything_is_asked() {
    server_->stop();
    MUST_FAIL(usage, factory_->remove_stored({StoredKind::dataset, "../" + name_}, {}));
  }

 private:
  std::filesystem::path place() const { return work_->path() / "werkbank" / "datasets" / name_; }
  void put_job() const {
    const auto folder = work_->path() / "werkbank" / "jobs" / job;
    std::filesystem::create_directories(folder / "logs");
    std::filesystem::create_symlink("../../datasets/" + name_, folder / "data");
  }
  void queue(const char* state) const {
    auto row = QByteArray::fromStdString("7^" + std::string(state) +
                                         "^None^1795483589^1795487189^1795483500^gh01^0:0^0^wb-" + job + "^\n");
    slurm_->write("poll_rows", row.replace('^', '\037'));
  }

  std::unique_ptr<PretendedSlurm> slurm_;
  std::unique_ptr<TestSshd> server_;
  std::unique_ptr<CuttingProxy> proxy_;
  std::optional<TestFolder> work_;
  std::optional<TestFolder> data_;
  KeepingPerson person_;
  std::unique_ptr<Factory> factory_;
  FileManifest manifest_;
  std::string name_;
};

}  // namespace stored_there_test

WERKBANK_TEST(stored_there_test::StoredThereTest);
#include "stored_there_test.moc"
