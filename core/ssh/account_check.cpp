#include "core/ssh/account_check.h"

#include <chrono>
#include <utility>

#include "core/base/uuid.h"
#include "core/ssh/connection.h"
#include "core/ssh/server_words.h"
#include "core/ssh/sftp.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double step_patience = 30;  // seconds for each step

class StepWatch {
 public:
  StepWatch(ConnectionStep step, const StepSink& sink) : step_(step), sink_(sink) {}

  void ok(Message what, std::string detail = {}) const { tell(StepOutcome::ok, std::move(what), std::move(detail)); }
  void failed(const Error& error) const { tell(StepOutcome::failed, error.message, error.detail); }

 private:
  void tell(StepOutcome outcome, Message what, std::string detail) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
    sink_({step_, outcome, seconds, std::move(what), std::move(detail)});
  }

  ConnectionStep step_;
  const StepSink& sink_;
  Clock::time_point begun_ = Clock::now();
};

Message noise_words(bool silent) {
  if (silent) return Message(WERKBANK_TEXT("ssh", "Your account runs commands, and nothing else talks in between."));
  return Message(
      WERKBANK_TEXT("ssh",
                    "Your account runs commands. A start-up file of it prints more text with each of them, which "
                    "Werkbank passes over; other programs may stumble on it."));
}

Result<Done> check_shell(Connection& connection, const StepSink& sink, const std::stop_token& stop) {
  const StepWatch watch(ConnectionStep::shell, sink);
  const auto mark = new_uuid();
  ExecOptions options;
  options.timeout_seconds = step_patience;
  const auto answer = connection.exec("echo " + mark, options, stop);
  if (answer.cancelled()) return Cancelled{};
  if (answer.failed()) {
    watch.failed(answer.error());
    return Done{};
  }
  const auto at = answer->out.find(mark + "\n");
  auto said = answer->out + answer->err;
  const auto detail = "exit code " + std::to_string(answer->exit_code) + "; printed: " + words_for_showing(said);
  if (at != std::string::npos) {
    const bool silent = said == mark + "\n";
    watch.ok(noise_words(silent), silent ? std::string() : detail);
  } else if (says_new_password_needed(said)) {
    watch.failed(new_password_needed_first(detail));
  } else {
    watch.failed(no_commands_allowed(detail));
  }
  return Done{};
}

Result<Done> check_files(Connection& connection, const StepSink& sink, const std::stop_token& stop) {
  const StepWatch watch(ConnectionStep::files, sink);
  auto sftp = Sftp::open(connection, stop);
  if (sftp.cancelled()) return Cancelled{};
  if (sftp.failed()) {
    watch.failed(sftp.error());
    return Done{};
  }
  const auto root = sftp->stat(RemotePath::parse("/").value(), stop);
  if (root.cancelled()) return Cancelled{};
  if (root.failed()) {
    watch.failed(root.error());
  } else {
    watch.ok(Message(WERKBANK_TEXT("ssh", "Single files can be fetched and put there (SFTP).")));
  }
  return Done{};
}

}  // namespace

Result<Done> check_signed_in(Connection& connection, const StepSink& sink, const std::stop_token& stop) {
  WERKBANK_CHECK(check_shell(connection, sink, stop));
  return check_files(connection, sink, stop);
}

Result<Done> check_account(const Endpoint& endpoint, const SignInMethods& methods, Conversation& conversation,
                           const StepSink& sink, const std::stop_token& stop) {
  const StepWatch watch(ConnectionStep::sign_in, sink);
  const auto opened = Connection::open(endpoint, methods, conversation, stop);
  if (opened.cancelled()) return Cancelled{};
  if (opened.failed()) {
    watch.failed(opened.error());
    for (const auto step : {ConnectionStep::shell, ConnectionStep::files})
      sink({step, StepOutcome::skipped, 0, Message(WERKBANK_TEXT("ssh", "Not tried.")), {}});
    return Done{};
  }
  const auto& connection = *opened;
  watch.ok(Message(WERKBANK_TEXT("ssh", "You are signed in as %1."), {connection->user()}));
  return check_signed_in(*connection, sink, stop);
}

}  // namespace werkbank
