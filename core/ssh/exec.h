// What it takes to run a command on the factory: bytes in, bytes out, an end. Connection does it over SSH; a test or a
// practice factory may do it otherwise.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace werkbank {

/// Fills `room` from its begin and gives back how many bytes it wrote; 0 is the end. An error or a cancellation ends
/// the command and becomes its result. Called on the thread that called exec().
using ByteSource = std::function<Result<std::size_t>(std::span<char> room)>;

/// Takes the next bytes. An error or a cancellation ends the command and becomes its result. Called on the thread that
/// called exec(); while it works, the server is held back.
using ByteSink = std::function<Result<Done>(std::string_view bytes)>;

/// A source of these bytes.
ByteSource source_of(std::string bytes);

/// Who goes first when the line is full.
enum class Priority { interactive, bulk };

struct ExecOptions {
  ByteSource stdin_source = nullptr;         ///< absent: standard input is at its end at once
  std::function<bool()> may_send = nullptr;  ///< absent: always; while it says no, the source is not asked; it
                                             ///< is asked again every few milliseconds
  ByteSink stdout_sink = nullptr;            ///< absent: collected in ExecResult::out
  ByteSink stderr_sink = nullptr;            ///< absent: collected in ExecResult::err
  std::size_t output_limit = 16U << 20U;     ///< bytes collected of stdout and of stderr; stdout beyond it is
                                             ///< answer_garbled, stderr beyond it is cut
  double timeout_seconds = 60;  ///< for the whole command, waiting for a free channel included; 0 = no limit
  double quiet_seconds = 0;     ///< the longest time in which no byte moves either way, not counting
                                ///< the wait for a free channel; 0 = no limit
  Priority priority = Priority::interactive;
  bool own_line = false;  ///< it moves much: where there may be several connections, it has one of its own
};

struct ExecResult {
  int exit_code = 0;   ///< -1 when it was ended by a signal, or when the server did not say
  std::string signal;  ///< "KILL"; empty when it was not ended by one
  std::string out;
  std::string err;
};

class CommandRunner {
 public:
  virtual ~CommandRunner() = default;
  /// Gives `command` to the account's login shell and waits for its end. An exit code other than 0 is a result, not an
  /// error. Everything that comes back is untrusted. Safe to call from many threads at the same time.
  /// Errors: connection_lost, timed_out, answer_garbled (too much output), no_such_account (no command may be run), and
  /// whatever a source or a sink says.
  virtual Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) = 0;
};

}  // namespace werkbank
