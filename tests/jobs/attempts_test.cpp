// The story of a job that was begun more than once, and what is said beforehand of one that will be.
#include "core/jobs/attempts.h"

#include <algorithm>

#include "core/jobs/time_left.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace attempts_test {

constexpr double start = 1795525200;

TrainingRecord read(const std::string& lines) {
  TrainingRecordReader reader;
  reader.add(lines);
  return reader.record();
}

/// `more`: further members, with ' for ".
std::string line(const std::string& type, int attempt, double t, const std::string& more) {
  std::string text = "{'v':1,'t':" + std::to_string(start + t) + ",'type':'" + type +
                     "','attempt':" + std::to_string(attempt) + more + "}\n";
  std::ranges::replace(text, '\'', '"');
  return text;
}
std::string begins(int attempt, double t) { return line("start", attempt, t, ",'steps_total':1000"); }
std::string at_step(int attempt, double t, int step) {
  return line("metric", attempt, t,
              ",'split':'train','values':{'loss':1},'step':" + std::to_string(step) +
                  ",'progress':" + std::to_string(step / 1000.0));
}
std::string saved(int attempt, double t, int step) {
  return line("checkpoint", attempt, t, ",'step':" + std::to_string(step));
}
std::string note(int attempt, double t, const std::string& code, const std::string& type = "warning") {
  return line(type, attempt, t, ",'message':'in the words of the script','code':'" + code + "'");
}
/// 400 steps, until the time was up.
std::string first_attempt() {
  return begins(0, 0) + at_step(0, 300, 400) + saved(0, 302, 400) + note(0, 303, "time_up");
}

JobView view_of(JobPhase phase, int restarts, const std::string& lines) {
  JobView view;
  view.record.phase = phase;
  view.record.restarts = restarts;
  view.record.walltime_minutes = 10;
  view.training = read(lines);
  return view;
}

std::vector<std::string> ends(const AttemptStory& story) {
  std::vector<std::string> all;
  for (const auto& attempt : story.attempts) all.push_back(attempt_code(attempt.end));
  return all;
}

using Texts = std::vector<std::string>;

class AttemptsTest : public QObject {
  Q_OBJECT

 private slots:
  void a_job_that_was_begun_once_has_no_story() {
    const auto story = attempts_of(view_of(JobPhase::done, 0, begins(0, 0) + at_step(0, 10, 5)));
    QVERIFY(story.attempts.empty() && story.summary.empty());
    QVERIFY(attempts_of(view_of(JobPhase::running, -3, first_attempt())).attempts.empty());
  }

  void one_that_passed_its_limit_tells_where_it_went_on() {
    const auto story =
        attempts_of(view_of(JobPhase::done, 1, first_attempt() + begins(1, 400) + at_step(1, 700, 1000)));
    QCOMPARE(ends(story), (Texts{"time_up", "finished"}));
    const auto& first = story.attempts[0];
    QCOMPARE(first.number, 1);
    QCOMPARE(first.began_at, std::optional<double>(start));
    QCOMPARE(first.seconds, 303.0);
    QCOMPARE(std::pair(first.from_step, first.to_step), std::pair(std::int64_t{0}, std::int64_t{400}));
    QCOMPARE(first.why.english(), std::string("The time was up. It saved its work, to go on by itself."));
    QCOMPARE(std::pair(story.attempts[1].from_step, story.attempts[1].to_step),
             std::pair(std::int64_t{400}, std::int64_t{1000}));
    QCOMPARE(story.summary.english(),
             std::string("This job was continued once by itself. Nothing is lost: it went on from step 400."));
  }

  void work_that_was_not_saved_is_said_to_be_done_again() {
    const auto story = attempts_of(view_of(JobPhase::running, 2,
                                           first_attempt() + begins(1, 400) + at_step(1, 500, 457) +
                                               note(2, 600, "node_failed") + begins(2, 601) + at_step(2, 650, 420)));
    QCOMPARE(ends(story), (Texts{"time_up", "node_failed", "runs"}));
    QCOMPARE(story.attempts[2].from_step, std::int64_t{400});
    QCOMPARE(story.summary.english(), std::string("This job was continued 2 times by itself, the last time from step "
                                                  "400. It had to do 57 steps again that were not saved."));
  }

  void who_took_the_machine_is_told_by_the_attempt_after_it_data() {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("end");
    QTest::newRow("a more urgent job") << "preempted"
                                       << "preempted";
    QTest::newRow("a machine that broke down") << "node_failed"
                                               << "node_failed";
    QTest::newRow("nobody knows") << "interrupted"
                                  << "interrupted";
    QTest::newRow("an older wrapper") << ""
                                      << "interrupted";
  }
  void who_took_the_machine_is_told_by_the_attempt_after_it() {
    QFETCH(QString, code);
    QFETCH(QString, end);
    const auto lines = begins(0, 0) + (code.isEmpty() ? std::string() : note(1, 50, code.toStdString()));
    const auto story = attempts_of(view_of(JobPhase::running, 1, lines + begins(1, 60)));
    QCOMPARE(QString::fromStdString(attempt_code(story.attempts[0].end)), end);
    QVERIFY(story.attempts[0].why.english().ends_with('.'));
    QCOMPARE(story.attempts.size(), 2U);  // its wrapper and its script each begin a record of one and the same attempt
  }

  void how_the_last_one_ended_is_how_the_job_did() {
    const auto lines = first_attempt() + begins(1, 400) + note(1, 410, "no_progress");
    auto view = view_of(JobPhase::failed, 1, lines);
    view.why = explain(view.record, view.training, {});
    const auto story = attempts_of(view);
    QCOMPARE(ends(story), (Texts{"time_up", "failed"}));
    QCOMPARE(story.attempts[1].why.english(), view.why->sentence.english());
    view.record.phase = JobPhase::cancelled;
    view.record.cancel_requested = true;
    view.why = explain(view.record, view.training, {});
    QCOMPARE(attempts_of(view).attempts[1].why.english(), std::string("You stopped this job."));
    QCOMPARE(ends(attempts_of(view)), (Texts{"time_up", "stopped"}));
  }

  void an_attempt_that_failed_and_was_begun_again_says_what_it_said() {
    const auto lines = begins(0, 0) + note(0, 5, "of_a_template", "error") + begins(1, 60);
    const auto story = attempts_of(view_of(JobPhase::running, 1, lines));
    QCOMPARE(ends(story), (Texts{"failed", "runs"}));
    QCOMPARE(story.attempts[0].why.english(), std::string("in the words of the script"));
  }

  void while_it_waits_it_says_what_is_safe() {
    auto story = attempts_of(view_of(JobPhase::waiting, 1, first_attempt()));
    QCOMPARE(ends(story), (Texts{"time_up"}));
    QCOMPARE(story.summary.english(),
             std::string("This job waits for its turn to go on. Its work is saved up to step 400."));
    story = attempts_of(view_of(JobPhase::waiting, 1, begins(0, 0) + at_step(0, 10, 5)));
    QVERIFY(story.summary.english().ends_with("it had not saved anything."));
  }

  void an_attempt_of_which_nothing_was_heard_yet_is_there_all_the_same() {
    const auto story = attempts_of(view_of(JobPhase::running, 1, first_attempt()));
    QCOMPARE(ends(story), (Texts{"time_up", "runs"}));
    QVERIFY(!story.attempts[1].began_at);
    QCOMPARE(story.attempts[1].number, 2);
    QCOMPARE(story.attempts[1].from_step, std::int64_t{400});
    QCOMPARE(story.attempts[1].why.english(), std::string("It has its machine and is getting ready."));
  }

  void work_that_came_along_from_another_job_is_where_it_begins() {
    const auto story =
        attempts_of(view_of(JobPhase::running, 1,
                            saved(0, 0, 250) + begins(0, 1) + at_step(0, 9, 300) + saved(0, 10, 300) + begins(1, 60)));
    QCOMPARE(std::pair(story.attempts[0].from_step, story.attempts[0].to_step),
             std::pair(std::int64_t{250}, std::int64_t{300}));
  }

  void numbers_that_make_no_sense_do_no_harm() {
    const auto hostile = line("start", 99999, -1e9, "") + saved(3, 1e12, -5) + at_step(100000, 5, -7) +
                         line("metric", 1, 2, ",'split':'train','step':9e15,'values':{'loss':1}") +
                         note(1, 3, "time_up\\n\\u0007");
    for (const int restarts : {1, 2, 100000, 2000000000}) {
      for (const auto phase : {JobPhase::waiting, JobPhase::running, JobPhase::failed, JobPhase::done}) {
        const auto story = attempts_of(view_of(phase, restarts, hostile));
        for (const auto& attempt : story.attempts)
          QVERIFY(attempt.seconds >= 0 && attempt.to_step >= attempt.from_step);
      }
    }
  }

  void what_happens_at_the_limit_is_said_beforehand_data() {
    QTest::addColumn<double>("heard");   // seconds after the start, of a limit of 600
    QTest::addColumn<int>("step");       // of 1000, by then
    QTest::addColumn<int>("can_go_on");  // -1: an older record does not say
    QTest::addColumn<bool>("has_saved");
    QTest::addColumn<int>("outlook");
    const auto row = [](const char* name, double heard, int step, int can, bool has_saved, TimeLeft::Outlook outlook) {
      QTest::newRow(name) << heard << step << can << has_saved << static_cast<int>(outlook);
    };
    using enum TimeLeft::Outlook;
    row("in time", 300, 600, 1, true, enough);
    row("far too slow", 300, 200, 1, true, goes_on);
    row("far too slow, and nothing saved yet", 300, 200, 1, false, goes_on);
    row("a script that cannot", 300, 200, 0, false, lost);
    row("an older record of one that saves", 300, 200, -1, true, goes_on);
    row("an older record of one that does not", 300, 200, -1, false, lost);
    row("short by less than an estimate sways", 300, 480, 1, true, enough);
    row("too early to say", 29, 10, 1, true, unknown);
    row("just late enough to say", 31, 10, 1, true, goes_on);
  }
  void what_happens_at_the_limit_is_said_beforehand() {
    QFETCH(double, heard);
    QFETCH(int, step);
    QFETCH(int, can_go_on);
    QFETCH(bool, has_saved);
    QFETCH(int, outlook);
    auto lines = begins(0, 0) + at_step(0, 0, 0) + at_step(0, heard, step);
    if (has_saved) lines += saved(0, heard, step);
    auto view = view_of(JobPhase::running, 0, lines);
    if (can_go_on >= 0) view.record.can_go_on = can_go_on == 1;
    view.record.ends_by = start + 600;
    const auto left = time_left(view.record, view.training);
    QCOMPARE(static_cast<int>(left.outlook), outlook);
    const bool warned = !words_of(left).empty();
    QCOMPARE(warned, left.outlook == TimeLeft::Outlook::goes_on || left.outlook == TimeLeft::Outlook::lost);
    QCOMPARE(next_step_of(view.record, view.training) == words_of(left), warned);
  }

  void the_warning_has_its_numbers() {
    auto view = view_of(JobPhase::running, 0, begins(0, 0) + at_step(0, 0, 0) + at_step(0, 300, 200));
    view.record.ends_by = start + 600;
    view.record.can_go_on = true;
    // 1200 s to go, 300 s left.
    QVERIFY(next_step_of(view.record, view.training).english().starts_with("It needs about 15 min 0 s more than") ||
            next_step_of(view.record, view.training).english().starts_with("It needs about 15 min more than"));
    view.record.can_go_on = false;
    const auto lost = next_step_of(view.record, view.training).english();
    QVERIFY2(lost.find("its work is lost") != std::string::npos && lost.find("2026") != std::string::npos,
             lost.c_str());
  }

  void no_warning_is_of_an_attempt_before_or_of_a_job_that_is_being_stopped() {
    auto view = view_of(JobPhase::running, 1, begins(0, 0) + at_step(0, 0, 0) + at_step(0, 300, 200));
    view.record.ends_by = start + 600;
    QCOMPARE(static_cast<int>(time_left(view.record, view.training).outlook),
             static_cast<int>(TimeLeft::Outlook::unknown));
    view.record.restarts = 0;
    QVERIFY(!words_of(time_left(view.record, view.training)).empty());
    view.record.cancel_requested = true;
    QVERIFY(next_step_of(view.record, view.training).english().find("more than it may run") == std::string::npos);
  }

  void without_the_schedulers_word_the_limit_counts_from_the_attempts_first_record() {
    auto view = view_of(JobPhase::running, 1,
                        first_attempt() + begins(1, 1000) + at_step(1, 1000, 400) + at_step(1, 1300, 500));
    const auto left = time_left(view.record, view.training);
    QCOMPARE(left.ends_by, start + 1600);
    QCOMPARE(static_cast<int>(left.outlook), static_cast<int>(TimeLeft::Outlook::goes_on));
    view.record.walltime_minutes = 0;
    QCOMPARE(static_cast<int>(time_left(view.record, view.training).outlook),
             static_cast<int>(TimeLeft::Outlook::unknown));
  }
};

}  // namespace attempts_test

WERKBANK_TEST(attempts_test::AttemptsTest);
#include "attempts_test.moc"
