// The check of the way to a factory, against a real sshd: before a sign-in, after it, and where it stops.
#include "app/assembly/way_check.h"
#include "core/slurm/slurm_factory.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace fs = std::filesystem;

namespace way_check_test {

using Outcomes = std::vector<std::pair<std::string, StepOutcome>>;

constexpr auto ok = StepOutcome::ok;
constexpr auto failed = StepOutcome::failed;
constexpr auto skipped = StepOutcome::skipped;

struct Walk {
  std::vector<WayStep> over;
  std::vector<std::string> begun;

  WaySink sink() {
    return [this](const WayStep& step) {
      if (step.outcome) over.push_back(step);
      if (!step.outcome) begun.push_back(step.id);
    };
  }
  Outcomes outcomes() const {
    Outcomes all;
    for (const auto& step : over) all.emplace_back(step.id, *step.outcome);
    return all;
  }
  const WayStep& of(const std::string& id) const {
    return *std::find_if(over.begin(), over.end(), [&](const auto& step) { return step.id == id; });
  }
};

const Outcomes door = {{"name", ok}, {"reach", ok}, {"greeting", ok}, {"host_key", ok}, {"ways", ok}};

Outcomes door_and(const Outcomes& more) {
  auto all = door;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

qsizetype sign_ins(const TestSshd& sshd) {
  return QString::fromStdString(sshd.log()).count(QStringLiteral("Accepted publickey for"));
}

class WayCheckTest : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    folder_ = std::make_unique<TestFolder>();
    fs::create_directories(folder_->path() / ".ssh");
    qputenv("HOME", QByteArray::fromStdString(folder_->path().string()));
    qunsetenv("SSH_AUTH_SOCK");
  }
  void cleanup() { folder_.reset(); }

  void before_a_sign_in_it_goes_to_the_door_and_sends_no_key() {
    const TestSshd sshd;
    QVERIFY(sshd.ready());
    const auto factory = factory_of(sshd);
    Walk walk;
    QVERIFY(walk_to_factory(*factory, walk.sink(), {}).ok());
    QCOMPARE(walk.outcomes(), door_and({{"sign_in", skipped},
                                        {"shell", skipped},
                                        {"files", skipped},
                                        {"work_folder", skipped},
                                        {"room", skipped},
                                        {"scheduler", skipped}}));
    QCOMPARE(walk.begun, (std::vector<std::string>{"name", "reach", "greeting", "host_key", "ways"}));
    for (const auto& step : walk.over) QVERIFY(!step.what.english().empty() && !step.name.english().empty());
    QVERIFY(sshd.log().find("publickey") == std::string::npos);
  }

  void signed_in_it_looks_behind_the_door_over_that_connection() {
    const TestSshd sshd({"ForceCommand echo Welcome to the factory; eval \"$SSH_ORIGINAL_COMMAND\""});
    QVERIFY(sshd.ready());
    const auto factory = factory_of(sshd);
    TestConversation conversation;
    QVERIFY(factory->sign_in(conversation, {}).ok());
    Walk walk;
    QVERIFY(walk_to_factory(*factory, walk.sink(), {}).ok());
    QCOMPARE(*walk.of("sign_in").outcome, ok);
    QCOMPARE(*walk.of("shell").outcome, ok);
    QVERIFY(walk.of("shell").detail.find("Welcome to the factory") != std::string::npos);
    // No Slurm here: the connection is in order, and what is missing is named.
    QCOMPARE(*walk.of("work_folder").outcome, failed);
    QVERIFY(walk.of("work_folder").at_the_factory && !walk.of("work_folder").what.english().empty());
    QCOMPARE(sign_ins(sshd), 1);
  }

  void a_code_is_asked_once_for_the_whole_walk() {
    const TestSshd sshd({"ForceCommand internal-sftp"});
    QVERIFY(sshd.ready());
    const auto factory = factory_of(sshd, true);
    int asked = 0;
    TestConversation conversation;
    const auto sign_in = [&] {
      ++asked;
      return factory->sign_in(conversation, {});
    };
    Walk walk;
    QVERIFY(walk_into_factory(*factory, sign_in, walk.sink(), {}).ok());
    QCOMPARE(asked, 1);
    QCOMPARE(sign_ins(sshd), 1);
    QCOMPARE(walk.outcomes(), door_and({{"sign_in", ok},
                                        {"shell", failed},
                                        {"files", ok},
                                        {"work_folder", failed},
                                        {"room", skipped},
                                        {"scheduler", skipped}}));
  }

  void a_refused_sign_in_is_where_it_stops() {
    const TestSshd sshd({"PasswordAuthentication no", false});
    QVERIFY(sshd.ready());
    const auto factory = factory_of(sshd);
    TestConversation conversation;
    Walk walk;
    QVERIFY(walk_into_factory(*factory, [&] { return factory->sign_in(conversation, {}); }, walk.sink(), {}).ok());
    QCOMPARE(*walk.of("sign_in").outcome, failed);
    QVERIFY(!walk.of("sign_in").at_the_factory);
    QCOMPARE(*walk.of("files").outcome, skipped);
  }

  void a_host_of_another_key_gets_no_sign_in() {
    const TestSshd sshd;
    QVERIFY(sshd.ready());
    auto profile = profile_of(sshd);
    profile.host_keys = {sshd.foreign_host_key()};
    const auto factory = make_slurm_factory(profile, {}, std::make_shared<SystemClock>());
    Walk walk;
    bool asked = false;
    const auto sign_in = [&]() -> Result<Done> {
      asked = true;
      return Done{};
    };
    QVERIFY(walk_into_factory(*factory, sign_in, walk.sink(), {}).ok());
    QCOMPARE(*walk.of("host_key").outcome, failed);
    QCOMPARE(*walk.of("sign_in").outcome, skipped);
    QVERIFY(!asked);
  }

 private:
  static Profile profile_of(const TestSshd& sshd) {
    Profile profile;
    profile.kind = FactoryKind::slurm;
    profile.host = "127.0.0.1";
    profile.port = sshd.endpoint().port;
    profile.host_keys = {sshd.host_key()};
    profile.user = current_user();
    profile.sign_in_methods = {"key"};
    return profile;
  }

  static std::unique_ptr<Factory> factory_of(const TestSshd& sshd, bool one_time_code = false) {
    auto profile = profile_of(sshd);
    profile.one_time_code = one_time_code;
    SlurmSettings settings;
    settings.key_files = {sshd.key()};
    return make_slurm_factory(profile, settings, std::make_shared<SystemClock>());
  }

  std::unique_ptr<TestFolder> folder_;
};

}  // namespace way_check_test

WERKBANK_TEST(way_check_test::WayCheckTest);
#include "way_check_test.moc"
