#include "core/practice/practice_job.h"

#include <cerrno>
#include <cstdlib>
#include <sstream>

#ifndef _WIN32
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <csignal>
#endif

#include <QProcess>
#include <QStringList>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

constexpr int cancelled_exit_code = 143;
constexpr double runner_patience_seconds = 20;

std::optional<double> number_in(const std::string& text) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  double value = 0;
  if (stream >> value) return value;
  return std::nullopt;
}

}  // namespace

PracticeJob::PracticeJob(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::string PracticeJob::read(const std::string& name) const {
  const auto content = read_file(folder_ / "practice" / name, 4096);
  return content.ok() ? *content : std::string();
}

bool PracticeJob::has(const std::string& name) const {
  std::error_code ignored;
  return std::filesystem::exists(folder_ / "practice" / name, ignored);
}

Result<Done> PracticeJob::write(const std::string& name, const std::string& content) const {
  return write_file(folder_ / "practice" / name, content);
}

std::optional<double> PracticeJob::moment(const std::string& name) const { return number_in(read(name)); }

bool PracticeJob::is_playback() const { return has("playback"); }

std::optional<int> PracticeJob::exit_code() const {
  const auto code = number_in(read("ended"));
  if (!code) return std::nullopt;
  return static_cast<int>(*code);
}

std::optional<double> PracticeJob::ended_at() const {
  const auto text = read("ended");
  const auto space = text.find(' ');
  return space == std::string::npos ? std::nullopt : number_in(text.substr(space));
}

int PracticeJob::restarts() const { return static_cast<int>(moment("restarts").value_or(0)); }

int PracticeJob::gpus() const { return static_cast<int>(moment("gpus").value_or(1)); }

JobState PracticeJob::state() const {
  if (!exists()) return JobState::unknown;
  if (const auto code = exit_code()) {
    if (has("cancelled")) return JobState::cancelled;
    if (has("timed_out")) return JobState::timed_out;
    return *code == 0 ? JobState::completed : JobState::failed;
  }
  if (!started_at()) return JobState::pending;
  // Nobody runs it and nobody wrote how it ended: this computer was switched off meanwhile.
  return is_playback() || has_runner() ? JobState::running : JobState::node_failed;
}

#ifdef _WIN32
// On Windows every job is played back: the job's wrapper needs a POSIX shell.
bool PracticeJob::has_runner() const { return false; }
Result<Done> PracticeJob::run(const std::filesystem::path&, double, int) const { return Done{}; }
Result<Done> PracticeJob::cancel(double now) const {
  WERKBANK_CHECK(write("cancelled", {}));
  return write("ended", std::to_string(cancelled_exit_code) + " " + std::to_string(now));
}
#else
bool PracticeJob::has_runner() const {
  const int file = ::open((folder_ / "practice" / "lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool locked = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return locked;
}

Result<Done> PracticeJob::run(const std::filesystem::path& runner_script, double queue_seconds,
                              int walltime_minutes) const {
  QProcess runner;
  runner.setProgram(QStringLiteral("/bin/bash"));
  runner.setArguments({QString::fromStdString(runner_script.string()), QString::number(queue_seconds),
                       QString::number(walltime_minutes * 60)});
  runner.setWorkingDirectory(QString::fromStdString(folder_.string()));
  runner.setStandardInputFile(QProcess::nullDevice());
  runner.setStandardOutputFile(QProcess::nullDevice());
  runner.setStandardErrorFile(QProcess::nullDevice());
  if (runner.startDetached()) return Done{};
  return Error{ErrorCode::scheduler_refused,
               Message(WERKBANK_TEXT("practice",
                                     "The practice job could not be started on this computer. Restart Werkbank and try "
                                     "again."),
                       {}),
               runner.errorString().toStdString()};
}

Result<Done> PracticeJob::cancel(double now) const {
  WERKBANK_CHECK(write("cancelled", {}));
  const auto pid = moment("pid");
  // The lock says whether that pid is still our runner: numbers are used again by other programs.
  if (pid && has_runner()) {
    ::kill(static_cast<pid_t>(*pid), SIGTERM);
    return Done{};
  }
  if (!is_playback() && !started_at() && now - submitted_at().value_or(now) < runner_patience_seconds) return Done{};
  return write("ended", std::to_string(cancelled_exit_code) + " " + std::to_string(now));
}
#endif

}  // namespace werkbank
