// The caller's half of one command: feeds its input, takes its output, watches the clock. Inside core/ssh only.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/ssh/channel_task.h"
#include "core/ssh/exec.h"

namespace werkbank {

class ExecRun {
 public:
  using Clock = ChannelTask::Clock;
  ExecRun(std::shared_ptr<ChannelTask> task, ExecOptions options, std::stop_token stop);

  /// To the end. Whatever goes wrong here closes this one channel.
  Result<ExecResult> finish();

 private:
  Result<ExecResult> follow();
  Result<Done> feed();
  Result<Done> take(const std::string& bytes, const ByteSink& sink, std::string& collected, bool of_stderr);
  Clock::time_point deadline() const;
  bool is_over_time() const;
  Error too_late() const;

  std::shared_ptr<ChannelTask> task_;
  ExecOptions options_;
  std::stop_token stop_;
  bool feeding_;
  ExecResult result_;
  const Clock::time_point begun_ = Clock::now();
  Clock::time_point last_move_ = begun_;
};

}  // namespace werkbank
