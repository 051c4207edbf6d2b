// What every command of werkbank-cli works with: the assembled parts, how to speak, and when to stop.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include <nlohmann/json.hpp>

#include "app/assembly/assembly.h"
#include "core/base/language.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

/// The exit codes that scripts may count on.
enum class ExitCode {
  done = 0,
  job_failed = 1,
  usage = 2,
  sign_in = 3,
  data_rejected = 4,
  transfer = 5,
  factory = 6,
  cancelled = 130
};

/// The exit code that goes with an error of this code.
ExitCode exit_code_of(ErrorCode code);
/// The code's name for machines: "host_key_changed".
std::string error_code_name(ErrorCode code);

class CliSession {
 public:
  CliSession(Assembly assembly, Language language, bool json, std::stop_token stop);

  const Assembly& assembly() const { return assembly_; }
  Language language() const { return language_; }
  bool json() const { return json_; }
  const std::stop_token& stop() const { return stop_; }

  /// One line for a person; nothing when the output is for machines.
  void say(const Message& message) const;
  void say(const std::string& line) const;
  /// Words of `message` in the chosen language, UTF-8.
  std::string words(const Message& message) const;
  /// The answer for machines; nothing when the output is for a person.
  void answer(const nlohmann::ordered_json& value) const;
  /// Tells what went wrong (in words, or as {"error": ...} with the members of `more`) and gives the exit code.
  ExitCode fail(const Error& error, const nlohmann::ordered_json& more = {}) const;
  template <typename T>
  ExitCode fail(const Result<T>& result) const {
    return result.cancelled() ? cancelled() : fail(result.error());
  }
  ExitCode cancelled() const;

  /// A line that is drawn again while something moves; on a file or a pipe only each tenth part is written.
  ProgressSink progress() const;
  void end_progress() const;

  /// Signed in, asking on the terminal what must be asked. What the person chose is kept; a passphrase, in the
  /// keychain, only with `remember`.
  Result<Done> sign_in(Factory& factory, bool remember = false) const;
  /// The factory of this id, or the sentence that it is not known.
  Result<std::shared_ptr<Factory>> factory(const std::string& id) const;
  /// The job whose uuid begins with `start`, or the newest one for "last".
  Result<JobRecord> job(const std::string& start) const;

 private:
  Assembly assembly_;
  Language language_;
  bool json_;
  std::stop_token stop_;
};

}  // namespace werkbank
