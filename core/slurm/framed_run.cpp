#include "core/slurm/framed_run.h"

namespace werkbank {

Result<Answer> run_framed(CommandRunner& runner, const Script& script, double timeout_seconds,
                          const std::stop_token& stop) {
  ExecOptions options;
  options.timeout_seconds = timeout_seconds;
  WERKBANK_TRY(const auto result, run_script(runner, script, std::move(options), stop));
  auto answer = Answer::parse(result.out);
  if (answer.ok()) return answer;
  auto error = answer.error();
  error.detail += "; exit " + std::to_string(result.exit_code) + "; " + result.err.substr(0, 2000);
  return error;
}

}  // namespace werkbank
