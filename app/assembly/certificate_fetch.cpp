#include "app/assembly/certificate_fetch.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>

#include "app/assembly/ways_in.h"

#ifndef Q_OS_WIN
#include <signal.h>
#include <unistd.h>
#endif

namespace werkbank {
namespace {

constexpr int slice_milliseconds = 100;
constexpr int end_milliseconds = 2000;
constexpr qsizetype kept_bytes = 4000;

// The end of what a program says, whatever it says and however much.
class LastWords {
 public:
  void add(const QByteArray& bytes) { bytes_ = (bytes_ + bytes).right(kept_bytes); }
  std::string text() const {
    auto words = QString::fromUtf8(bytes_);
    for (auto& character : words) {
      if (character != u'\n' && !character.isPrint()) character = u' ';
    }
    return words.trimmed().toStdString();
  }

 private:
  QByteArray bytes_;
};

Error not_there(const std::string& program) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("app",
                                "The program \"%1\" is not on this computer, so it cannot fetch the certificate. "
                                "Install it as the factory's website says, and try again."),
                  {program})};
}

Error ended_badly(const std::string& program, const LastWords& words) {
  return {ErrorCode::sign_in_refused,
          Message(WERKBANK_TEXT("app",
                                "The program \"%1\" did not get a certificate. What it said is in the details; try "
                                "again, or ask the factory."),
                  {program}),
          words.text()};
}

Error took_too_long(const std::string& program, std::chrono::milliseconds patience, const LastWords& words) {
  return {ErrorCode::timed_out,
          Message(WERKBANK_TEXT("app",
                                "The program \"%1\" was not ready within %2 and was stopped. Try again, and finish "
                                "the sign-in in your browser."),
                  {program, Seconds{std::chrono::duration<double>(patience).count()}}),
          words.text()};
}

// A group of its own: to end it ends what it started, and it cannot ask for anything on our terminal.
void stand_alone(QProcess& process) {
#ifndef Q_OS_WIN
  process.setChildProcessModifier([] { ::setsid(); });
#else
  Q_UNUSED(process)
#endif
}

void end(QProcess& process) {
#ifndef Q_OS_WIN
  const auto group = static_cast<pid_t>(process.processId());
  if (group > 0) ::kill(-group, SIGTERM);
  if (!process.waitForFinished(end_milliseconds) && group > 0) ::kill(-group, SIGKILL);
#else
  process.kill();
#endif
  process.waitForFinished(end_milliseconds);
}

}  // namespace

Result<Done> run_certificate_program(const std::vector<std::string>& words, std::chrono::milliseconds patience,
                                     const std::stop_token& stop) {
  const auto name = words.empty() ? std::string() : words.front();
  const auto looked_up = QString::fromStdString(name);
  // Only of the PATH: a profile may not point at a file.
  const bool plain = !looked_up.isEmpty() && !looked_up.contains(u'/') && !looked_up.contains(u'\\');
  const auto program = plain ? QStandardPaths::findExecutable(looked_up) : QString();
  if (program.isEmpty()) return not_there(name);
  QProcess process;
  QStringList arguments;
  for (std::size_t i = 1; i < words.size(); ++i) arguments << QString::fromStdString(words[i]);
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.setStandardInputFile(QProcess::nullDevice());
  process.setWorkingDirectory(QDir::homePath());
  stand_alone(process);
  process.start(program, arguments);
  if (!process.waitForStarted()) return not_there(name);
  LastWords last;
  QElapsedTimer timer;
  timer.start();
  while (!process.waitForFinished(slice_milliseconds) && process.state() != QProcess::NotRunning) {
    last.add(process.readAll());
    const bool late = timer.hasExpired(patience.count());
    if (!late && !stop.stop_requested()) continue;
    end(process);
    if (stop.stop_requested()) return Cancelled{};
    return took_too_long(name, patience, last);
  }
  last.add(process.readAll());
  if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) return ended_badly(name, last);
  return Done{};
}

Result<std::optional<CertificateFacts>> fetch_certificate(const Profile& profile, const std::string& user,
                                                          const std::string& email, const std::stop_token& stop) {
  const auto words = certificate_command(profile.certificate, user, email);
  if (words.empty()) {
    return Error{ErrorCode::usage,
                 Message(WERKBANK_TEXT("app",
                                       "No certificate can be fetched with this: the factory names no program for "
                                       "it, or your user name or e-mail address is missing or cannot be so."))};
  }
  WERKBANK_CHECK(run_certificate_program(words, certificate_patience, stop));
  return longest_certificate();
}

}  // namespace werkbank
