#include "pretended_slurm.h"

#include <stdexcept>

#include <QDir>
#include <QFile>

namespace werkbank {
namespace {

// The queue is a file of rows: id, state, reason, nodes, comment, name.
constexpr const char* squeue_text = R"sh(#!/bin/sh
here=$(dirname "$0")/..
case $(cat "$here/squeue.mood") in down) echo 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1 ;; esac
case "$*" in
  *JobID*) if [ -e "$here/old" ]; then echo 'squeue: error: Invalid job format specification: exit_code' >&2; exit 1; fi; cat "$here/poll_rows" ;;
  *%e*) cat "$here/plain_rows" ;;
  *-j*) echo 'CANCELLED' ;;
  *) echo 'squeue: warning: something harmless' >&2; cat "$here/queue" ;;
esac
)sh";

constexpr const char* sacct_text = R"sh(#!/bin/sh
here=$(dirname "$0")/..
printf '%s\n' "$*" >>"$here/sacct.asked"
case $(cat "$here/sacct.mood") in
  down) echo 'sacct: error: slurm_persist_conn_open_without_init: Connection refused' >&2; exit 1 ;;
  off) echo 'Slurm accounting storage is disabled' >&2; exit 1 ;;
esac
cat "$here/past"
)sh";

constexpr const char* sbatch_text = R"sh(#!/bin/sh
here=$(dirname "$0")/..
echo x >>"$here/submissions"
for word in "$@"; do printf '%s\0' "$word"; done >"$here/sbatch.words"
env >"$here/sbatch.environment"
name='' comment=''
for word in "$@"; do
  case $word in --job-name=*) name=${word#*=} ;; --comment=*) comment=${word#*=} ;; esac
done
accept() { printf '%s\037PENDING\037None\037\037%s\037%s\n' "$1" "$comment" "$name" >>"$here/queue"; }
case $(cat "$here/sbatch.mood") in
  ok) accept 41; echo '41;cluster' ;;
  words) accept 42; echo 'Welcome to the machine'; echo 'Your budget is now'; echo 5000 ;;
  slow) touch "$here/sbatch.begun"; while [ ! -e "$here/go" ]; do sleep 0.05; done; accept 43; echo 43 ;;
  refused) printf '44\037FAILED\037BadConstraints\037\037%s\037%s\n' "$comment" "$name" >>"$here/queue"
    echo 'sbatch: error: Batch job submission failed: Requested node configuration is not available' >&2; exit 1 ;;
  lost) echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1 ;;
  late) accept 45; echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2; exit 1 ;;
  killed) kill -KILL $$ ;;
esac
)sh";

constexpr const char* scancel_text = R"sh(#!/bin/sh
here=$(dirname "$0")/..
printf '%s\n' "$*" >>"$here/scancelled"
)sh";

}  // namespace

PretendedSlurm::PretendedSlurm() {
  QDir(folder_.path()).mkpath("bin");
  QDir(folder_.path()).mkpath("home");
  program("squeue", squeue_text);
  program("sacct", sacct_text);
  program("sbatch", sbatch_text);
  program("scancel", scancel_text);
  for (const auto* name : {"queue", "past", "poll_rows", "plain_rows", "submissions"}) write(name, "");
  for (const auto* name : {"squeue", "sacct", "sbatch"}) set_mood(name, "ok");
}

void PretendedSlurm::program(const QString& name, const char* text) {
  write("bin/" + name, text);
  QFile(path("bin/" + name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void PretendedSlurm::set_mood(const QString& program, const QString& mood) { write(program + ".mood", mood.toUtf8()); }

void PretendedSlurm::write(const QString& name, const QByteArray& content) {
  QFile file(path(name));
  if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
    throw std::runtime_error("cannot write " + name.toStdString());
}

QByteArray PretendedSlurm::read(const QString& name) const {
  QFile file(path(name));
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

int PretendedSlurm::submissions() const { return static_cast<int>(read("submissions").count('x')); }

std::unique_ptr<QProcess> PretendedSlurm::start(const Script& script) const {
  auto process = std::make_unique<QProcess>();
  QProcessEnvironment environment;
  environment.insert("PATH", path("bin") + ":/usr/bin:/bin");
  environment.insert("HOME", path("home"));
  environment.insert("SLURM_CONF", "/the/site's slurm.conf");
  environment.insert("PYTHONPATH", "/forgotten");
  environment.insert("SQUEUE_FORMAT", "nonsense");
  process->setProcessEnvironment(environment);
  process->setStandardInputFile(QProcess::nullDevice());
  QStringList words = {"-c", QString::fromStdString(script.text), "werkbank"};
  for (const auto& word : script.arguments) words << QString::fromStdString(word);
  process->start("/bin/sh", words);
  return process;
}

Answer PretendedSlurm::answer_of(QProcess& process) {
  if (!process.waitForFinished(60000)) throw std::runtime_error("the script does not end");
  const auto out = process.readAllStandardOutput().toStdString();
  auto answer = Answer::parse(out);
  if (!answer.ok()) throw std::runtime_error("no answer: " + out + process.readAllStandardError().toStdString());
  return std::move(*answer);
}

Answer PretendedSlurm::run(const Script& script) const { return answer_of(*start(script)); }

}  // namespace werkbank
