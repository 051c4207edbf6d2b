// Small POSIX shell scripts on the factory, whose answers are found again between whatever else the account's shell
// prints: start-up files, warnings, greetings.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct Script {
  std::string text;                    ///< POSIX sh; always our own words, never a user's or a server's
  std::vector<std::string> arguments;  ///< "$1", "$2", ...: any bytes but NUL
};

/// Runs it in /bin/sh, whatever the login shell is. ExecResult::out (or what stdout_sink gets) is only what the script
/// printed, and so is ExecResult::err unless there is a stderr_sink; exit_code is the script's own. Standard input is
/// the script's: options.stdin_source, or nothing. The script may call `exit`.
/// Errors: those of exec(); answer_garbled when the marks around the answer are missing, no_such_account when the
/// account says that it may not run anything.
Result<ExecResult> run_script(CommandRunner& runner, const Script& script, ExecOptions options,
                              const std::stop_token& stop);

}  // namespace werkbank
