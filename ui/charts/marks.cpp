#include "ui/charts/marks.h"

#include <algorithm>
#include <map>

#include "ui/charts/plotted.h"

namespace werkbank {
namespace {

/// When each attempt wrote its first point.
std::map<int, double> attempt_starts(const TrainingRecord& training) {
  std::map<int, double> starts;
  for (const auto& [key, points] : training.curves) {
    for (const auto& point : points) {
      const auto [place, is_new] = starts.emplace(point.attempt, point.time);
      if (!is_new) place->second = std::min(place->second, point.time);
    }
  }
  return starts;
}

std::optional<double> checkpoint_time(const TrainingRecord& training) {
  if (training.last_checkpoint_step < 0) return {};
  std::optional<double> time;
  for (const auto& [key, points] : training.curves) {
    for (const auto& point : points) {
      if (point.step > training.last_checkpoint_step) continue;
      if (!time || point.time > *time) time = point.time;
    }
  }
  return time;
}

}  // namespace

std::vector<TimeMark> marks_of(const JobView& view) {
  std::vector<TimeMark> marks;
  if (const auto start = start_of(view)) marks.push_back({TimeMark::Kind::started, *start, 0});
  const auto attempts = attempt_starts(view.training);
  int count = 1;
  for (auto attempt = attempts.begin(); attempt != attempts.end(); ++attempt, ++count) {
    if (attempt != attempts.begin()) marks.push_back({TimeMark::Kind::attempt, attempt->second, count});
  }
  if (const auto time = checkpoint_time(view.training); time && !is_over(view.record.phase)) {
    marks.push_back({TimeMark::Kind::checkpoint, *time, 0});
  }
  if (view.record.ended_at) marks.push_back({TimeMark::Kind::ended, *view.record.ended_at, 0});
  std::stable_sort(marks.begin(), marks.end(), [](const TimeMark& a, const TimeMark& b) { return a.time < b.time; });
  return marks;
}

std::optional<double> start_of(const JobView& view) {
  if (view.record.started_at) return view.record.started_at;
  if (view.training.started_at) return view.training.started_at;
  if (const auto span = time_span(view.gpus)) return span->first;
  return {};
}

}  // namespace werkbank
