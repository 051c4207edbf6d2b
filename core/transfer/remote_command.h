// One of our shell scripts on the factory: its answer without what the account's start-up files print around it, and
// its failure in a sentence.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct RemoteCommand {
  std::string script;                  ///< POSIX sh, our own words only
  std::vector<std::string> arguments;  ///< "$1", "$2", ...
  ByteSource input = nullptr;
  std::function<bool()> may_send = nullptr;  ///< as in ExecOptions
  ByteSink output = nullptr;                 ///< absent: RemoteAnswer::out, at most 256 MiB
  double quiet_seconds = 600;                ///< the longest silence
  bool own_line = false;                     ///< as in ExecOptions
};

struct RemoteAnswer {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// How our scripts end; other codes are those of a tool that failed.
constexpr int exit_not_writable = 103;
constexpr int exit_not_whole = 105;

/// Runs it in /bin/sh with umask 077 and the C locale. Errors: those of exec(); remote_file when the script was cut
/// off.
Result<RemoteAnswer> run_remote(CommandRunner& runner, RemoteCommand command, const std::stop_token& stop);

/// The sentence for a script that ended with another code than 0, while `bytes` were on their way to `place`.
Error remote_failure(const RemoteAnswer& answer, const std::string& place, std::uint64_t bytes);

/// "The factory has no room": how much was needed, and what to do.
Error remote_full(std::uint64_t bytes, std::string detail);

/// How long the factory may be silent while it reads back `bytes`.
double patience_for(std::uint64_t bytes);

/// Gives `bytes` from begin to end.
ByteSource bytes_as_source(std::string bytes);

}  // namespace werkbank
