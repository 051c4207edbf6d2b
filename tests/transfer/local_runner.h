// A factory that is this computer: commands run in a shell here, with the misbehaviour that a test asks for.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/ssh/exec.h"

namespace werkbank {

class LocalRunner : public CommandRunner {
 public:
  static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

  std::string shell = "/bin/sh";           ///< of the account
  std::string noise;                       ///< printed on stdout and stderr before and after each command
  std::string tools;                       ///< a folder that goes before PATH: fake tools
  std::uint64_t cut_input_after = never;   ///< bytes over all commands; then connection_lost
  std::uint64_t cut_output_after = never;  ///< likewise, of stdout
  int cut_at_command = -1;                 ///< the command (0, 1, ...) that is lost after it was carried out
  std::atomic<int> commands = 0;
  std::atomic<std::uint64_t> input_bytes = 0;  ///< of all commands, as far as they took them
  std::atomic<std::uint64_t> output_bytes = 0;

  Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) override;

 private:
  struct Process;
  Result<Done> talk(Process& process, const ExecOptions& options, ExecResult& result, const std::stop_token& stop);
  Result<Done> feed(Process& process, const ExecOptions& options);
  Result<Done> take(Process& process, const ExecOptions& options, ExecResult& result, bool is_err);
  std::vector<std::string> environment() const;
};

Error lost();

}  // namespace werkbank
