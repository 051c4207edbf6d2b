// One job of the practice factory, as its folder tells it: every fact is a small file, so that any program can pick it
// up.
//   practice/submitted   unix seconds; written last by submit: from here on the job exists
//   practice/started     unix seconds        practice/ended   "<exit code> <unix seconds>"
//   practice/restarts    how often it went on from a checkpoint
//   practice/cancelled, practice/timed_out   why it was ended
//   practice/playback    a recorded run is shown instead
//   practice/lock        locked by the runner as long as it lives
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/factory/factory.h"

namespace werkbank {

class PracticeJob {
 public:
  explicit PracticeJob(std::filesystem::path folder);

  const std::filesystem::path& folder() const { return folder_; }
  bool exists() const { return submitted_at().has_value(); }
  bool is_playback() const;
  std::optional<double> submitted_at() const { return moment("submitted"); }
  std::optional<double> started_at() const { return moment("started"); }
  std::optional<double> ended_at() const;
  std::optional<int> exit_code() const;
  int restarts() const;
  int gpus() const;
  JobState state() const;
  /// Whether a runner (or the job that it left behind) is alive.
  bool has_runner() const;

  Result<Done> write(const std::string& name, const std::string& content) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const;

  /// Starts a detached runner, which does nothing when there is one already.
  Result<Done> run(const std::filesystem::path& runner_script, double queue_seconds, int walltime_minutes) const;
  /// Ends a job that waits or runs. `now` in unix seconds.
  Result<Done> cancel(double now) const;

 private:
  std::optional<double> moment(const std::string& name) const;
  std::filesystem::path folder_;
};

}  // namespace werkbank
