#include "ui/charts/marks.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/plotted.h"

namespace werkbank {
namespace {

constexpr double queue_share = 0.15;  // of the run: more would squeeze what there is to see
constexpr double least_waiting = 1;   // seconds: a job that began at once did not wait

std::optional<double> time_of(const std::vector<TimeMark>& marks, TimeMark::Kind kind) {
  for (const TimeMark& mark : marks) {
    if (mark.kind == kind) return mark.time;
  }
  return {};
}

}  // namespace

std::vector<TimeMark> marks_of(const JobView& view) {
  std::vector<TimeMark> marks;
  const auto add = [&marks](const TimeMark& mark) {
    if (mark.time > 0 && mark.time < latest_moment) marks.push_back(mark);
  };
  const auto start = start_of(view);
  const auto queued = view.record.submitted_at;
  if (start && queued && *start - *queued >= least_waiting) add({TimeMark::Kind::queued, *queued});
  if (start) add({TimeMark::Kind::started, *start});
  const auto& attempts = view.training.attempts;
  for (std::size_t i = 1; i < attempts.size(); ++i) {
    add({TimeMark::Kind::attempt, attempts[i].began_at, static_cast<int>(i) + 1, attempts[i].from_step});
  }
  for (const auto& saved : view.training.checkpoints) add({TimeMark::Kind::checkpoint, saved.time, 0, saved.step});
  if (view.record.ended_at) add({TimeMark::Kind::ended, *view.record.ended_at});
  std::stable_sort(marks.begin(), marks.end(), [](const TimeMark& a, const TimeMark& b) { return a.time < b.time; });
  return marks;
}

std::optional<double> start_of(const JobView& view) {
  if (view.record.started_at) return view.record.started_at;
  if (view.training.started_at) return view.training.started_at;
  if (const auto span = time_span(view.gpus)) return span->first;
  return {};
}

std::optional<double> time_in_queue(const std::vector<TimeMark>& marks) {
  const auto queued = time_of(marks, TimeMark::Kind::queued);
  const auto started = time_of(marks, TimeMark::Kind::started);
  if (!queued || !started) return {};
  return *started - *queued;
}

std::optional<TimeMark> mark_near(const std::vector<TimeMark>& marks, double time, double reach) {
  std::optional<TimeMark> nearest;
  const auto far = [&](const TimeMark& mark) {
    const double saving = mark.kind == TimeMark::Kind::checkpoint ? reach / 2 : 0;  // there are many of them
    return std::abs(mark.time - time) + saving;
  };
  for (const TimeMark& mark : marks) {
    if (std::abs(mark.time - time) <= reach && (!nearest || far(mark) < far(*nearest))) nearest = mark;
  }
  return nearest;
}

TimeSpan with_marks(const std::vector<TimeMark>& marks, TimeSpan span) {
  // Marks of the records stretch nothing: their clock is not to be trusted.
  if (const auto started = time_of(marks, TimeMark::Kind::started)) span.first = std::min(span.first, *started);
  if (const auto ended = time_of(marks, TimeMark::Kind::ended)) span.last = std::max(span.last, *ended);
  if (const auto waited = time_in_queue(marks)) {
    span.first -= std::min(*waited, queue_share * std::max(span.last - span.first, 60.0));
  }
  return span;
}

}  // namespace werkbank
