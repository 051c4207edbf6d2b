#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "core/slurm/poll.h"
#include "core/slurm/remote_scripts.h"
#include "pretended_slurm.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace poll_script_test {

const std::string one = "11111111-2222-4333-8444-555555555555";
const std::string two = "22222222-2222-4333-8444-555555555555";

class Site : public PretendedSlurm {
 public:
  Site() {
    for (const auto& uuid : {one, two}) QDir().mkpath(path("jobs/" + QString::fromStdString(uuid) + "/out/gpu"));
    for (const auto& uuid : {one, two}) QDir().mkpath(path("jobs/" + QString::fromStdString(uuid) + "/logs"));
  }
  QString file(const std::string& uuid, const QString& name) const {
    return "jobs/" + QString::fromStdString(uuid) + "/" + name;
  }
  void queue(const QByteArray& rows) {
    auto text = rows;
    write("poll_rows", text.replace('^', '\037'));
  }
  std::vector<JobAnswer> poll(const std::vector<JobQuestion>& questions) const {
    SeenQueue none;
    return poll_on(questions, none);
  }
  std::vector<JobAnswer> poll_on(const std::vector<JobQuestion>& questions, SeenQueue& seen) const {
    const auto answer = run(poll_script(path("jobs").toStdString(), questions, seen.sum));
    auto reading = read_poll(answer, questions, 1795484000, seen);
    if (!reading.ok()) throw std::runtime_error(reading.error().detail);
    return reading->answers;
  }
};

JobQuestion question(const std::string& uuid, const std::string& id = {},
                     std::map<std::string, std::uint64_t> offsets = {}) {
  JobQuestion result;
  result.uuid = uuid;
  result.scheduler_id = id;
  result.offsets = std::move(offsets);
  return result;
}

QByteArray row(const std::string& id, const char* state, const std::string& uuid) {
  return QByteArray::fromStdString(id + "^" + state + "^None^1795483589^1795487189^1795483500^gh01^0:0^0^wb-" + uuid +
                                   "^\n");
}

const FilePiece* piece(const JobAnswer& answer, const std::string& path) {
  for (const auto& one_piece : answer.files) {
    if (one_piece.path == path) return &one_piece;
  }
  return nullptr;
}

class PollScriptTest : public QObject {
  Q_OBJECT
 private slots:
  void brings_states_and_new_bytes_of_many_jobs_at_once() {
    Site site;
    site.queue("99^RUNNING^None^1^2^3^x^0^0^somebody else^\n" + row("7", "RUNNING", one));
    site.write(
        "past",
        QByteArray::fromStdString(
            "8\037FAILED\037None\0371795483589\0371795483600\0371795483500\037cpu01\0373:0\03760\037wb-" + two + "\n"));
    const QByteArray bytes("{\"a\":1}\n\0\xff\x1f\x1e=end 0 0 0\n", 22);
    site.write(site.file(one, "out/metrics.jsonl"), bytes);
    site.write(site.file(one, "logs/job.log"), "hello\n");
    site.write(site.file(two, "out/gpu/gh01.1min.csv"), "t,host\n");
    const auto answers =
        site.poll({question(one, "7", {{"out/metrics.jsonl", 8}}), question(two, "8", {{"out/gpu/gh01.1min.csv", 7}})});
    QCOMPARE(answers.size(), std::size_t(2));
    QCOMPARE(answers[0].state, JobState::running);
    QCOMPARE(answers[1].state, JobState::failed);
    QCOMPARE(answers[1].exit_code, std::optional<int>(3));
    QVERIFY(site.read("sacct.asked").contains("--jobs=8 "));
    const auto* metrics = piece(answers[0], "out/metrics.jsonl");
    QVERIFY(metrics != nullptr);
    QCOMPARE(metrics->offset, std::uint64_t(8));
    QCOMPARE(metrics->size, std::uint64_t(22));
    QCOMPARE(QByteArray::fromStdString(metrics->bytes), bytes.mid(8));
    QCOMPARE(piece(answers[0], "logs/job.log")->bytes, std::string("hello\n"));
    QVERIFY2(piece(answers[1], "out/gpu/gh01.1min.csv") == nullptr, "nothing new");
  }

  void small_files_of_samples_come_first_and_each_once() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    for (const char* name : {"a.csv", "a.1min.csv", "b.csv", "b.1h.csv", "b.1min.csv", "a.1h.csv"}) {
      site.write(site.file(one, QStringLiteral("out/gpu/") + QLatin1String(name)), "t,host\n");
    }
    const auto answers = site.poll({question(one, "7", {})});
    std::vector<std::string> order;
    for (const auto& file : answers[0].files) order.push_back(file.path);
    QCOMPARE(order, (std::vector<std::string>{"out/gpu/a.1h.csv", "out/gpu/b.1h.csv", "out/gpu/a.1min.csv",
                                              "out/gpu/b.1min.csv", "out/gpu/a.csv", "out/gpu/b.csv"}));
  }

  void fifty_jobs_that_stand_still_are_a_short_answer() {
    Site site;
    QByteArray rows;
    std::vector<JobQuestion> questions;
    for (int i = 0; i < 50; ++i) {
      const auto uuid = QStringLiteral("%1-2222-4333-8444-555555555555").arg(i, 8, 16, QLatin1Char('0')).toStdString();
      rows += row(std::to_string(100 + i), "RUNNING", uuid);
      std::map<std::string, std::uint64_t> offsets;
      for (const char* name : {"out/metrics.jsonl", "logs/job.log", "out/gpu/a.csv", "out/gpu/a.1min.csv"}) {
        QDir().mkpath(QFileInfo(site.path(site.file(uuid, QLatin1String(name)))).path());
        site.write(site.file(uuid, QLatin1String(name)), "something\n");
        offsets[name] = 10;
      }
      questions.push_back(question(uuid, std::to_string(100 + i), offsets));
    }
    site.queue(rows);
    SeenQueue seen;
    QCOMPARE(site.poll_on(questions, seen).size(), std::size_t(50));
    QVERIFY(seen.sum.size() == 64 && seen.rows.size() > 4000);
    const auto rows_before = seen.rows;
    std::size_t size = 0;
    const auto answer = site.run(poll_script(site.path("jobs").toStdString(), questions, seen.sum));
    for (const auto& part : answer.parts()) size += part.name.size() + part.bytes.size() + 20;
    QVERIFY2(size < 4000, qPrintable(QString::number(size)));
    const auto again = site.poll_on(questions, seen);
    QCOMPARE(again.size(), std::size_t(50));
    QCOMPARE(again[49].state, JobState::running);
    QCOMPARE(again[49].scheduler_id, std::string("149"));
    QVERIFY(again[49].files.empty());
    QCOMPARE(seen.rows, rows_before);
    rows.replace("149^RUNNING", "149^FAILED");
    site.queue(rows);
    QCOMPARE(site.poll_on(questions, seen)[49].state, JobState::failed);
    QVERIFY(seen.rows != rows_before);
  }

  void nothing_new_where_nothing_was_told_is_no_answer() {
    const auto answer = Answer::parse("=queue.same 0 0 0\n\n=end 0 0 0\n\n").value();
    SeenQueue none;
    QCOMPARE(read_poll(answer, {question(one, "7")}, 0, none).error().code, ErrorCode::answer_garbled);
  }

  void files_alone_are_brought_without_asking_the_scheduler() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    site.write(site.file(one, "logs/job.log"), "hello\n");
    site.write(site.file(two, "logs/job.log"), "world\n");
    auto only = question(one, "7", {{"logs/job.log", 2}});
    only.wants_state = false;
    site.set_mood("squeue", "down");
    auto answers = site.poll({only});
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(answers[0].state, JobState::unknown);
    QCOMPARE(piece(answers[0], "logs/job.log")->bytes, std::string("llo\n"));
    QVERIFY(!QFile::exists(site.path("sacct.asked")));
    site.set_mood("squeue", "ok");
    // Beside another job of which the state is wanted.
    answers = site.poll({question(two, "8", {{"logs/job.log", 1}}), only});
    QCOMPARE(piece(answers[0], "logs/job.log")->bytes, std::string("orld\n"));
    QCOMPARE(piece(answers[1], "logs/job.log")->bytes, std::string("llo\n"));
    QCOMPARE(answers[1].state, JobState::unknown);
    QVERIFY(site.read("sacct.asked").contains("--jobs=8 "));
  }

  void old_version_is_asked_in_its_own_words() {
    Site site;
    site.write("old", "");
    site.write("plain_rows",
               QByteArray::fromStdString("7\037RUNNING\037None\0371\0372\0373\037gh01\037\037\037wb-" + one + "\n"));
    QCOMPARE(site.poll({question(one)})[0].state, JobState::running);
  }

  void file_that_was_begun_anew_comes_from_its_begin() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    site.write(site.file(one, "out/metrics.jsonl"), "new\n");
    const auto answers = site.poll({question(one, "7", {{"out/metrics.jsonl", 1000}})});
    const auto* metrics = piece(answers[0], "out/metrics.jsonl");
    QCOMPARE(metrics->offset, std::uint64_t(0));
    QCOMPARE(metrics->size, std::uint64_t(4));
    QCOMPARE(metrics->bytes, std::string("new\n"));
  }

  void large_file_comes_in_pieces() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    QByteArray large;
    for (int i = 0; i < 100000; ++i) large += "line " + QByteArray::number(i) + "\n";
    site.write(site.file(one, "logs/job.log"), large);
    QByteArray got;
    for (int polls = 0; polls < 20 && got.size() < large.size(); ++polls) {
      const auto answers = site.poll({question(one, "7", {{"logs/job.log", static_cast<std::uint64_t>(got.size())}})});
      const auto* log = piece(answers[0], "logs/job.log");
      QVERIFY(log->bytes.size() <= 256U * 1024U);
      QCOMPARE(log->offset, static_cast<std::uint64_t>(got.size()));
      got += QByteArray::fromStdString(log->bytes);
    }
    QCOMPARE(got, large);
  }

  void files_with_strange_names_and_kinds_are_left_alone() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    const auto folder = site.file(one, "out/gpu/");
    site.write(folder + "good-1.csv", "x\n");
    for (const auto* name : {"a b.csv", "$(id).csv", "new\nline.csv", "quote'\".csv", "\xE2\x98\x83.csv"})
      site.write(folder + name, "x\n");
    QCOMPARE(::mkfifo(site.path(folder + "pipe.csv").toUtf8().constData(), 0600), 0);
    const auto answers =
        site.poll({question(one, "7", {{"out/gpu/a b.csv", 1}, {"../../etc/passwd", 0}, {"out/gpu/good-1.csv", 1}})});
    QCOMPARE(answers[0].files.size(), std::size_t(1));
    QCOMPARE(answers[0].files[0].path, std::string("out/gpu/good-1.csv"));
    QCOMPARE(answers[0].files[0].bytes, std::string("\n"));
  }

  void of_a_sweep_only_the_variants_that_are_followed_are_read() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    site.write(site.file(one, "out/metrics.jsonl"), "m\n");
    for (const auto* number : {"0", "1", "2", "3"}) {
      const auto folder = site.file(one, QStringLiteral("variants/%1/out/").arg(QLatin1String(number)));
      QVERIFY(QDir().mkpath(site.path(folder + "gpu")));
      site.write(folder + "metrics.jsonl", QByteArray("of ") + number + "\n");
      for (const auto* name : {"gh01.csv", "gh01.1min.csv", "a b.csv"}) site.write(folder + "gpu/" + name, "x\n");
    }
    QCOMPARE(site.poll({question(one, "7")})[0].files.size(), std::size_t(1));
    auto asked = question(one, "7", {{"out/metrics.jsonl", 2}, {"variants/1/out/metrics.jsonl", 3}});
    asked.follows = {1, 3};
    auto answer = site.poll({asked})[0];
    QStringList paths;
    for (const auto& file : answer.files) paths << QString::fromStdString(file.path);
    paths.sort();
    QCOMPARE(paths, (QStringList{"variants/1/out/metrics.jsonl", "variants/3/out/gpu/gh01.1min.csv",
                                 "variants/3/out/gpu/gh01.csv", "variants/3/out/metrics.jsonl"}));
    QCOMPARE(piece(answer, "variants/1/out/metrics.jsonl")->bytes, std::string("1\n"));
    QCOMPARE(piece(answer, "variants/3/out/metrics.jsonl")->bytes, std::string("of 3\n"));
    // Of the others the records, and no samples.
    auto more = asked;
    more.follows.others = {0, 2};
    answer = site.poll({more})[0];
    QCOMPARE(answer.files.size(), std::size_t(6));
    QCOMPARE(piece(answer, "variants/0/out/metrics.jsonl")->bytes, std::string("of 0\n"));
    QCOMPARE(piece(answer, "variants/2/out/metrics.jsonl")->bytes, std::string("of 2\n"));
    // What is known already costs nothing, and one that both leads and runs is read once.
    for (const auto& file : answer.files) asked.offsets[file.path] = file.size;
    QVERIFY(site.poll({asked})[0].files.empty());
    asked.follows = {3, 3};
    asked.offsets.clear();
    answer = site.poll({asked, question(two, "8")})[0];
    QCOMPARE(answer.files.size(), std::size_t(4));
  }

  void files_stay_away_when_nobody_wants_them_or_the_folder_is_gone() {
    Site site;
    site.queue(row("7", "RUNNING", one));
    site.write(site.file(one, "logs/job.log"), "hello\n");
    auto asked = question(one, "7");
    asked.wants_files = false;
    QVERIFY(site.poll({asked})[0].files.empty());
    QVERIFY(QDir(site.path(site.file(one, ""))).removeRecursively());
    QVERIFY(site.poll({question(one, "7")})[0].files.empty());
  }

  void scheduler_that_is_down_gives_no_state() {
    Site site;
    site.set_mood("squeue", "down");
    const std::vector<JobQuestion> questions = {question(one, "7")};
    const auto answer = site.run(poll_script(site.path("jobs").toStdString(), questions));
    SeenQueue none;
    QCOMPARE(read_poll(answer, questions, 0, none).error().code, ErrorCode::scheduler_unavailable);
    site.set_mood("squeue", "ok");
    site.set_mood("sacct", "down");
    const auto half = site.run(poll_script(site.path("jobs").toStdString(), questions));
    QCOMPARE(read_poll(half, questions, 0, none).error().code, ErrorCode::scheduler_unavailable);
  }

  void questions_about_no_uuid_are_not_asked() {
    const auto script = poll_script("/jobs", {question("$(id)"), question(one, "7; rm -rf /")});
    QCOMPARE(script.arguments, (std::vector<std::string>{"/jobs", "", "job", one, "", "yes"}));
  }
};

}  // namespace poll_script_test

WERKBANK_TEST(poll_script_test::PollScriptTest);
#include "poll_script_test.moc"
