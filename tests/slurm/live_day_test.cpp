// One sign-in is one code, for a whole day of work against a real Slurm behind a key and an authenticator app.
#include <QTemporaryDir>

#include "code_door.h"
#include "live_site.h"
#include "sshd_site.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using namespace werkbank::test;

namespace live_day_test {

class LiveDayTest : public QObject, private LiveSite {
  Q_OBJECT
 public:
  using LiveSite::LiveSite;

 private slots:
  void a_whole_day_of_work_asks_for_one_code() {
    if (!is_root()) QSKIP("a PAM service can be made only as root");
    if (!has_one_time_codes()) QSKIP("pam_google_authenticator is not installed (libpam-google-authenticator)");
    CodeDoor door(lab_->fact("LAB_DIR"));
    QVERIFY2(door.ready(), door.log().c_str());
    auto profile = lab_->profile();
    profile.port = door.port();
    profile.sign_in_methods = {"key", "password"};
    factory_ = LiveSite::factory_of(profile);
    KeepingPerson person;
    person.codes = {door.app().code()};
    const auto signed_in = factory_->sign_in(person, {});
    QVERIFY2(signed_in.ok(), (told(signed_in).toStdString() + door.log()).c_str());
    int questions = 0;
    MUST(factory_->offer({}));
    for (int uploads = 0; uploads < 3; ++uploads, ++questions) MUST(upload());
    const auto first = live_order("test-ok", dataset_, 3);
    const auto second = live_order("test-fail", dataset_, 1);
    for (const auto* order : {&first, &second}) {
      MUST(factory_->rehearse(*order, {}));
      MUST(factory_->submit(*order, {}));
      MUST(factory_->find(order->uuid, {}));
      questions += 3;
    }
    auto done = watched(first.uuid);
    auto failed = watched(second.uuid);
    QVERIFY(poll_until(done, JobState::completed));
    QVERIFY(poll_until(failed, JobState::failed));
    for (int polls = 0; polls < 50; ++polls, ++questions) {
      poll(done);
      // The log from its begin, as a person does who opens the page.
      done.question.offsets.clear();
      done.files.clear();
    }
    for (int fetches = 0; fetches < 3; ++fetches, ++questions) {
      QTemporaryDir home;
      MUST(factory_->fetch(first.uuid, {"out", "logs"}, home.path().toStdString(), {}, {}));
    }
    MUST(factory_->cancel(first.uuid, {}));
    QVERIFY(factory_->is_signed_in());
    QCOMPARE(person.asked_for(Question::Kind::one_time_code), std::size_t{1});
    QCOMPARE(person.questions.size(), std::size_t{1});
    QCOMPARE(count_of(door.log(), "Accepted keyboard-interactive/pam"), std::size_t{1});
    std::printf("one sign-in, %zu question(s) to the person, %d pieces of work, %zu remote commands\n",
                person.questions.size(), questions, count_of(door.log(), "Starting session"));
    std::fflush(stdout);
  }
};

}  // namespace live_day_test

WERKBANK_TEST_MAIN(&live_test_main<live_day_test::LiveDayTest>);

#include "live_day_test.moc"
