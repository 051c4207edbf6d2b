// Moments of a job that charts mark with a line: the time in the queue, its start, each new attempt, each time its
// state was saved, its end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/jobs/job_view.h"

namespace werkbank {

struct TimeMark {
  enum class Kind { queued, started, attempt, checkpoint, ended };
  Kind kind = Kind::started;
  double time = 0;        ///< unix seconds
  int attempt = 0;        ///< for Kind::attempt, counted from 1
  std::int64_t step = 0;  ///< for Kind::checkpoint: what was saved; for Kind::attempt: where it went on
  bool operator==(const TimeMark&) const = default;
};

/// By time. The start of the first attempt is Kind::started; Kind::queued is there only when it waited before it.
std::vector<TimeMark> marks_of(const JobView& view);

/// When the job began to run, unix seconds: by the scheduler, else by its script, else by the first GPU sample; empty
/// when it did not begin yet.
std::optional<double> start_of(const JobView& view);

/// How long it waited in the queue before its start, seconds; empty when that is not known or it did not wait.
std::optional<double> time_in_queue(const std::vector<TimeMark>& marks);

/// The mark nearest to `time`, none farther away than `reach` seconds. Of two at one place the rarer kind counts.
std::optional<TimeMark> mark_near(const std::vector<TimeMark>& marks, double time, double reach);

/// What a time axis shows, in unix seconds: `first` to `last`, and some of the time in the queue before it: all of it
/// when it was short, else no more than a small part of the chart.
struct TimeSpan {
  double first = 0;
  double last = 0;
};
TimeSpan with_marks(const std::vector<TimeMark>& marks, TimeSpan span);

}  // namespace werkbank
