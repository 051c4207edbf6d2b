// What squeue and sacct say about jobs, one row a job. Rows that cannot be understood are left out and counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/factory/factory.h"

namespace werkbank {

struct SchedulerRow {
  std::string id;  ///< of a task of an array that of the array, so that all its rows have the same
  std::string name;
  JobState state = JobState::unknown;
  bool never_started = false;  ///< refused at submission; Slurm keeps such records although there never was a job
  std::string reason;
  std::optional<int> exit_code;  ///< 128 + signal when a signal ended it
  std::optional<double> submitted_at;
  std::optional<double> starts_at;  ///< its start, or the expected one while it waits
  std::optional<double> ends_at;    ///< its end, or its time limit while it runs
  std::optional<double> limit_seconds;
  std::string nodes;
  std::optional<int> restarts;
};

struct SchedulerRows {
  std::vector<SchedulerRow> rows;
  int garbled = 0;  ///< rows that were not whole
};

/// The rows of the tasks of one array as the row of one job: it runs while one of them does, it waits while one of the
/// others does, and it has completed when one of them has. A single row stays as it is. `rows` is not empty.
SchedulerRow as_one_job(const std::vector<const SchedulerRow*>& rows);

/// Slurm's word for a state ("RUNNING", "CANCELLED by 1002", "CG", "OUT_OF_MEMORY+") as ours; nothing when it is no
/// state.
std::optional<JobState> parse_job_state(std::string_view word);

/// Rows of: id, state, reason, start, end, submit, nodes, raw exit code, restarts, name, with field_separator between
/// them and perhaps behind the last.
SchedulerRows parse_squeue(std::string_view text);

/// Rows of: id (of a task "12_3", of those that wait "12_[3-5%2]"), state, reason, start, end, submit, nodes, exit code
/// ("7:0"), time limit in minutes, name.
SchedulerRows parse_sacct(std::string_view text);

}  // namespace werkbank
