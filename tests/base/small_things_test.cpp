#include <thread>

#include "core/base/clock.h"
#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/uuid.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace small_things_test {

class SmallThingsTest : public QObject {
  Q_OBJECT

 private slots:
  void a_remote_path_never_climbs_out();
  void a_uuid_is_new_every_time();
  void cancelled_travels_as_cancelled();
  void an_error_travels_with_its_words();
  void a_moved_secret_is_gone();
  void a_sleep_ends_when_stopped();
};

void SmallThingsTest::a_remote_path_never_climbs_out() {
  const auto root = RemotePath::parse("//work//me/");
  QVERIFY(root.ok());
  QCOMPARE(root->text(), std::string("/work/me"));
  QCOMPARE((*root / "a/b").text(), std::string("/work/me/a/b"));
  QVERIFY((*root / "../other").empty());
  QVERIFY((*root / "/etc").empty());
  QVERIFY((*root / "a/../../b").empty());
  QVERIFY((*root / "").empty());
  for (const std::string bad : {"", "relative", "/a/../b", "/a\nb"}) QVERIFY(RemotePath::parse(bad).failed());
  QVERIFY(is_safe_relative_path("-rf"));
  QVERIFY(!is_safe_relative_path("a//b"));
}

void SmallThingsTest::a_uuid_is_new_every_time() {
  const auto one = new_uuid();
  QVERIFY(is_uuid(one));
  QVERIFY(one != new_uuid());
  QVERIFY(!is_uuid("x" + one.substr(1)));
  QVERIFY(!is_uuid(one + " "));
}

void SmallThingsTest::cancelled_travels_as_cancelled() {
  const auto inner = []() -> Result<int> { return Cancelled{}; };
  const auto outer = [&]() -> Result<std::string> {
    WERKBANK_TRY(const int value, inner());
    return std::to_string(value);
  };
  QVERIFY(outer().cancelled());
  QVERIFY(!outer().failed());
}

void SmallThingsTest::an_error_travels_with_its_words() {
  const auto outer = []() -> Result<Done> {
    WERKBANK_CHECK(RemotePath::parse("x"));
    return Done{};
  };
  QVERIFY(outer().failed());
  QVERIFY(outer().error().message.english().find("\"x\"") != std::string::npos);
}

void SmallThingsTest::a_moved_secret_is_gone() {
  Secret one(std::string("hunter2"));
  const Secret two(std::move(one));
  QCOMPARE(two.reveal(), std::string("hunter2"));
  QVERIFY(one.reveal().find("hunter2") == std::string::npos);  // NOLINT(bugprone-use-after-move): that is the test
}

void SmallThingsTest::a_sleep_ends_when_stopped() {
  SystemClock clock;
  std::stop_source stop;
  std::jthread stopper([&stop] { stop.request_stop(); });
  QVERIFY(!clock.sleep(3600, stop.get_token()));
  QVERIFY(clock.sleep(0.001, {}));
}

}  // namespace small_things_test

WERKBANK_TEST(small_things_test::SmallThingsTest);
#include "small_things_test.moc"
