#include <csignal>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStringList>

#include "core/slurm/remote_scripts.h"
#include "pretended_slurm.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace submit_test {

const std::string uuid = "11111111-2222-4333-8444-555555555555";

/// A job folder, ready to be submitted, and the scripts for it.
class Site : public PretendedSlurm {
 public:
  Site() {
    QDir().mkpath(path("jobs/j/logs"));
    QDir().mkpath(path("data"));
    QFile::link(path("data"), path("jobs/j/data"));
    write("jobs/j/job.sh", "#!/bin/sh\n");
  }
  std::string folder() const { return path("jobs/j").toStdString(); }
  Script submit(const std::string& token = "t1", std::vector<std::string> more = {}) const {
    std::vector<std::string> options = {"--parsable", "--job-name=wb-" + uuid, "--comment=werkbank:" + uuid};
    options.insert(options.end(), more.begin(), more.end());
    return submit_script(folder(), uuid, token, options);
  }
  Script find(bool strict = true) const { return find_script(folder(), uuid, strict); }
  Script cancel() const { return cancel_script(folder(), uuid, "c"); }
  void forget() { QFile::remove(path("jobs/j/.submit/id")); }
};

std::string outcome(const Answer& answer) {
  return std::string(answer.text("outcome")) + " " + std::string(answer.text("id"));
}

bool wait_for(const QString& path) {
  return QTest::qWaitFor([&path] { return QFile::exists(path); }, 20000);
}

class SubmitTest : public QObject {
  Q_OBJECT
 private slots:
  void submits_once_however_often_it_is_asked() {
    Site site;
    QCOMPARE(outcome(site.run(site.find())), std::string("none "));
    QCOMPARE(outcome(site.run(site.submit("t1"))), std::string("new 41"));
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 41"));
    QCOMPARE(outcome(site.run(site.find())), std::string("known 41"));
    QCOMPARE(site.submissions(), 1);
    QVERIFY(!QFile::exists(site.path("jobs/j/.submit/attempt")));
    QVERIFY(!QFile::exists(site.path("jobs/j/.submit/lock")));
    QCOMPARE(QDir(site.path("jobs/j/.submit")).entryList({"answer.*", "new.*", "id.*"}, QDir::Files).size(), 0);
  }

  void finds_the_job_in_the_queue_when_its_number_was_lost() {
    Site site;
    site.run(site.submit("t1"));
    site.forget();
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 41"));
    QCOMPARE(site.submissions(), 1);
  }

  void finds_the_job_in_the_accounting_when_the_queue_has_forgotten_it() {
    Site site;
    site.write("past", QByteArray("40\037COMPLETED\037None\037cpu01\037wb-") + uuid.c_str() + "\n");
    QCOMPARE(outcome(site.run(site.submit())), std::string("known 40"));
    QCOMPARE(site.submissions(), 0);
    QVERIFY(site.read("sacct.asked").contains(("--name=wb-" + uuid).c_str()));
  }

  void finds_the_array_of_a_sweep_by_the_number_of_all_its_tasks() {
    Site site;
    QByteArray rows;
    for (const char* task : {"40_1", "40_0", "40_[2-7%2]"})
      rows += QByteArray(task) + "\037COMPLETED\037None\037cpu01\037wb-" + uuid.c_str() + "\n";
    site.write("past", rows);
    QCOMPARE(outcome(site.run(site.submit())), std::string("known 40"));
    QCOMPARE(site.submissions(), 0);
  }

  void array_that_was_refused_is_no_job() {
    Site site;
    site.write("past", QByteArray("40_0\037FAILED\037BadConstraints\037None assigned\037wb-") + uuid.c_str() + "\n");
    QCOMPARE(outcome(site.run(site.find())), std::string("none "));
  }

  void submits_nothing_while_the_queue_does_not_answer() {
    Site site;
    site.set_mood("squeue", "down");
    const auto answer = site.run(site.submit());
    QCOMPARE(outcome(answer), std::string("unavailable "));
    QVERIFY(answer.text("words").find("Unable to contact") != std::string_view::npos);
    QCOMPARE(site.submissions(), 0);
    QCOMPARE(outcome(site.run(site.find())), std::string("unavailable "));
  }

  void first_submission_needs_no_accounting_but_a_doubtful_one_does() {
    Site site;
    site.set_mood("sacct", "down");
    site.set_mood("sbatch", "lost");
    QCOMPARE(outcome(site.run(site.submit("t1"))), std::string("doubt "));
    QCOMPARE(site.submissions(), 1);
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("unavailable "));
    QCOMPARE(site.submissions(), 1);
    site.set_mood("sacct", "off");
    site.set_mood("sbatch", "ok");
    QCOMPARE(outcome(site.run(site.submit("t3"))), std::string("new 41"));
  }

  void finds_out_that_a_timed_out_sbatch_did_submit() {
    Site site;
    site.set_mood("sbatch", "late");
    QCOMPARE(outcome(site.run(site.submit("t1"))), std::string("new 45"));
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 45"));
    QCOMPARE(site.submissions(), 1);
  }

  void leaves_a_doubt_open_until_the_scheduler_settles_it_data() {
    QTest::addColumn<QString>("mood");
    QTest::newRow("timed out") << "lost";
    QTest::newRow("killed") << "killed";
  }
  void leaves_a_doubt_open_until_the_scheduler_settles_it() {
    QFETCH(QString, mood);
    Site site;
    site.set_mood("sbatch", mood);
    QCOMPARE(outcome(site.run(site.submit("t1"))), std::string("doubt "));
    QVERIFY(QFile::exists(site.path("jobs/j/.submit/attempt")));
    // The controller got to it after all.
    site.write("queue", QByteArray("46\037RUNNING\037None\037cpu01\037werkbank:") + uuid.c_str() + "\037wb-" +
                            uuid.c_str() + "\n");
    site.set_mood("sbatch", "ok");
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 46"));
    QCOMPARE(site.submissions(), 1);
  }

  void asks_twice_before_it_submits_after_a_doubt() {
    Site site;
    site.set_mood("sbatch", "lost");
    site.run(site.submit("t1"));
    site.set_mood("sbatch", "ok");
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("new 41"));
    QVERIFY2(clock.elapsed() >= 4000, "the controller needs time to show a job that it has just taken");
    QCOMPARE(site.submissions(), 2);
  }

  void refusal_is_no_job_although_slurm_keeps_a_record_of_it() {
    Site site;
    site.set_mood("sbatch", "refused");
    const auto answer = site.run(site.submit("t1"));
    QCOMPARE(outcome(answer), std::string("refused "));
    QVERIFY(answer.text("words").find("node configuration") != std::string_view::npos);
    site.write("past", QByteArray("44\037FAILED\037None\037None assigned\037wb-") + uuid.c_str() + "\n");
    QCOMPARE(outcome(site.run(site.find())), std::string("none "));
    site.set_mood("sbatch", "ok");
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("new 41"));
  }

  void words_of_a_site_s_wrapper_are_not_taken_for_the_number() {
    Site site;
    site.set_mood("sbatch", "words");
    QCOMPARE(outcome(site.run(site.submit())), std::string("new 42"));
  }

  void writes_the_number_down_when_the_client_is_killed_in_the_middle_of_sbatch() {
    Site site;
    site.set_mood("sbatch", "slow");
    auto client = site.start(site.submit("t1"));
    QVERIFY(wait_for(site.path("sbatch.begun")));
    client->kill();
    QVERIFY(client->waitForFinished());
    site.write("go", "");
    QVERIFY(wait_for(site.path("jobs/j/.submit/id")));
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 43"));
    QCOMPARE(site.submissions(), 1);
  }

  void ends_of_sessions_do_not_end_a_submission() {
    Site site;
    site.set_mood("sbatch", "slow");
    auto client = site.start(site.submit("t1"));
    QVERIFY(wait_for(site.path("jobs/j/.submit/lock/owner")));
    QVERIFY(wait_for(site.path("sbatch.begun")));
    const auto worker = site.read("jobs/j/.submit/lock/owner").split(' ').value(1).toInt();
    QVERIFY(worker > 1);
    for (const int signal : {SIGHUP, SIGTERM, SIGINT, SIGPIPE}) QCOMPARE(::kill(worker, signal), 0);
    site.write("go", "");
    QCOMPARE(outcome(PretendedSlurm::answer_of(*client)), std::string("new 43"));
  }

  void two_clients_at_once_submit_one_job() {
    Site site;
    site.set_mood("sbatch", "slow");
    auto one = site.start(site.submit("t1"));
    auto two = site.start(site.submit("t2"));
    QVERIFY(wait_for(site.path("sbatch.begun")));
    site.write("go", "");
    std::vector<std::string> outcomes = {outcome(PretendedSlurm::answer_of(*one)),
                                         outcome(PretendedSlurm::answer_of(*two))};
    std::sort(outcomes.begin(), outcomes.end());
    QCOMPARE(outcomes, (std::vector<std::string>{"known 43", "new 43"}));
    QCOMPARE(site.submissions(), 1);
  }

  void lock_of_the_dead_is_broken() {
    Site site;
    QDir().mkpath(site.path("jobs/j/.submit/lock"));
    QProcess dead;
    dead.start("/bin/true", QStringList());
    const auto pid = dead.processId();
    QVERIFY(dead.waitForFinished());
    site.write("jobs/j/.submit/lock/owner",
               QSysInfo::machineHostName().toUtf8() + " " + QByteArray::number(pid) + " 1795483589 old\n");
    QCOMPARE(outcome(site.run(site.submit())), std::string("new 41"));
    QDir().mkpath(site.path("jobs/j/.submit/lock"));
    site.write("jobs/j/.submit/lock/owner", "another-login-node 1 1000000000 old\n");
    site.forget();
    QCOMPARE(outcome(site.run(site.submit("t2"))), std::string("known 41"));
  }

  void environment_of_the_account_does_not_reach_the_job() {
    Site site;
    site.run(site.submit());
    const auto environment = site.read("sbatch.environment");
    QVERIFY(environment.contains("SLURM_CONF=/the/site's slurm.conf\n"));
    QVERIFY(environment.contains("HOME=" + site.path("home").toUtf8() + "\n"));
    for (const auto* name : {"PYTHONPATH", "LC_ALL", "TZ=", "SLURM_TIME_FORMAT", "SQUEUE_FORMAT"})
      QVERIFY2(!environment.contains(name), name);
  }

  void hostile_words_arrive_as_they_are() {
    Site site;
    const std::vector<std::string> hostile = {"--x=$(touch pwned)", "--y=a'b\"c`d`", "--z=two\nlines",
                                              "--u=\xE2\x98\x83 *"};
    site.run(site.submit("t1", hostile));
    const auto words = site.read("sbatch.words").split('\0');
    for (const auto& word : hostile) QVERIFY2(words.contains(QByteArray::fromStdString(word)), word.c_str());
    QCOMPARE(words.value(7), QByteArray::fromStdString(site.folder() + "/job.sh"));
    QVERIFY(!QFile::exists(site.path("pwned")) && !QFile::exists(site.path("jobs/j/pwned")));
  }

  void data_that_is_gone_is_told() {
    Site site;
    QFile::remove(site.path("jobs/j/data"));
    QFile::link(site.path("nowhere"), site.path("jobs/j/data"));
    QCOMPARE(outcome(site.run(site.submit())), std::string("no_data "));
    QCOMPARE(site.submissions(), 0);
  }

  void cancels_what_is_there_and_forbids_what_might_come() {
    Site site;
    QCOMPARE(outcome(site.run(site.cancel())), std::string("none "));
    QCOMPARE(outcome(site.run(site.submit("t1"))), std::string("cancelled "));
    QCOMPARE(site.submissions(), 0);

    Site other;
    other.run(other.submit("t1"));
    const auto answer = other.run(other.cancel());
    QCOMPARE(outcome(answer), std::string("done 41"));
    QCOMPARE(answer.text("state"), std::string_view("CANCELLED"));
    QCOMPARE(other.read("scancelled"), QByteArray("41\n"));
    QVERIFY(!QFile::exists(other.path("jobs/j/.submit/lock")));
  }

  void cancelling_without_an_answer_of_the_queue_is_not_done() {
    Site site;
    site.set_mood("squeue", "down");
    QCOMPARE(outcome(site.run(site.cancel())), std::string("unavailable "));
    QCOMPARE(site.read("scancelled"), QByteArray());
  }
};

}  // namespace submit_test

WERKBANK_TEST(submit_test::SubmitTest);
#include "submit_test.moc"
