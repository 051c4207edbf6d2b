#include "ui/charts/pace.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>

#include "core/base/units.h"

namespace werkbank {
namespace {

struct PaceWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::PaceWords)
};

constexpr double last_minutes = 180;  // seconds: long enough for a check on data kept apart between two steps
constexpr double least_stretch = 5;   // seconds: records come once a second at most
constexpr double most_points = 400;   // more are a block of ink

/// The curve that counts the steps best: of learning, else any but the baseline, and of those the longest.
const std::vector<MetricPoint>* steps_of(const TrainingRecord& training) {
  const std::vector<MetricPoint>* best = nullptr;
  bool of_learning = false;
  for (const auto& [key, points] : training.curves) {
    if (key.split == "baseline") continue;
    const bool learns = key.split == "train";
    if (best != nullptr && (of_learning && !learns)) continue;
    if (best == nullptr || (learns && !of_learning) || points.size() > best->size()) best = &points;
    of_learning = of_learning || learns;
  }
  return best;
}

bool goes_on(const MetricPoint& before, const MetricPoint& point) {
  return point.attempt == before.attempt && point.step >= before.step && point.time >= before.time;
}

/// Calls `each` with the first and one past the last of every run of points in which time and steps only grow.
template <typename Each>
void for_each_run(const std::vector<MetricPoint>& points, Each each) {
  std::size_t first = 0;
  for (std::size_t i = 1; i <= points.size(); ++i) {
    if (i < points.size() && goes_on(points[i - 1], points[i])) continue;
    const bool is_credible = points[first].time > 0 && points[i - 1].time < latest_moment;
    if (is_credible && points[i - 1].step > points[first].step && points[i - 1].time > points[first].time) {
      each(first, i);
    }
    first = i;
  }
}

double pace_between(const MetricPoint& from, const MetricPoint& to) {
  return static_cast<double>(to.step - from.step) / (to.time - from.time);
}

QString number_of(double value, Language language) {
  return locale_of(language).toString(value, 'f', value >= 100 ? 0 : (value >= 10 ? 1 : 2));
}

QString own_count_words(const Throughput& count, Language language) {
  const QString number = number_of(count.per_second, language);
  return count.unit == Throughput::Unit::tokens
             ? PaceWords::tr("While it learns, it counts %1 tokens (pieces of words) a second.").arg(number)
             : PaceWords::tr("While it learns, it counts %1 examples a second.").arg(number);
}

}  // namespace

std::vector<TimePoint> pace_of(const TrainingRecord& training) {
  std::vector<TimePoint> pace;
  const auto* points = steps_of(training);
  if (points == nullptr) return pace;
  double together = 0;
  for_each_run(*points, [&](std::size_t first, std::size_t end) {
    together += (*points)[end - 1].time - (*points)[first].time;
  });
  const double stretch = std::max(least_stretch, together / most_points);
  for_each_run(*points, [&](std::size_t first, std::size_t end) {
    if (!pace.empty()) pace.push_back({(*points)[first].time, not_a_number});
    const MetricPoint* from = &(*points)[first];
    for (std::size_t i = first + 1; i < end; ++i) {
      const MetricPoint& to = (*points)[i];
      const bool is_last = i + 1 == end;
      if (to.step <= from->step || to.time <= from->time || (to.time - from->time < stretch && !is_last)) continue;
      pace.push_back({(from->time + to.time) / 2, pace_between(*from, to)});
      from = &to;
    }
  });
  return pace;
}

double usual_distance(const std::vector<TimePoint>& points) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < points.size(); ++i) distances.push_back(points[i].time - points[i - 1].time);
  if (distances.empty()) return 60;
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return std::max(*middle, 1.0);
}

std::optional<PaceSummary> pace_summary(const TrainingRecord& training) {
  const auto* points = steps_of(training);
  if (points == nullptr) return {};
  PaceSummary summary;
  double steps = 0;
  double seconds = 0;
  for_each_run(*points, [&](std::size_t first, std::size_t end) {
    const MetricPoint& last = (*points)[end - 1];
    steps += static_cast<double>(last.step - (*points)[first].step);
    seconds += last.time - (*points)[first].time;
    ++summary.attempts;
    std::size_t from = end - 1;
    while (from > first && (last.time - (*points)[from].time < last_minutes || (*points)[from].step == last.step)) {
      --from;
    }
    summary.latest = pace_between((*points)[from], last);
    summary.seconds = last.time - (*points)[from].time;
  });
  if (summary.attempts == 0) return {};
  summary.mean = steps / seconds;
  summary.own_count = training.throughput;
  return summary;
}

PaceUnit unit_of(double steps_a_second) {
  if (steps_a_second >= 1) return PaceUnit::second;
  return steps_a_second * 60 >= 1 ? PaceUnit::minute : PaceUnit::hour;
}

double in_unit(double steps_a_second, PaceUnit unit) {
  switch (unit) {
    case PaceUnit::second:
      return steps_a_second;
    case PaceUnit::minute:
      return steps_a_second * 60;
    case PaceUnit::hour:
      return steps_a_second * 3600;
  }
  return steps_a_second;
}

QString pace_title(PaceUnit unit) {
  switch (unit) {
    case PaceUnit::second:
      return PaceWords::tr("Pace (steps a second)");
    case PaceUnit::minute:
      return PaceWords::tr("Pace (steps a minute)");
    case PaceUnit::hour:
      return PaceWords::tr("Pace (steps an hour)");
  }
  return {};
}

QString pace_value(double steps_a_second, PaceUnit unit, Language language) {
  const QString number = number_of(in_unit(steps_a_second, unit), language);
  switch (unit) {
    case PaceUnit::second:
      return PaceWords::tr("%1 steps a second").arg(number);
    case PaceUnit::minute:
      return PaceWords::tr("%1 steps a minute").arg(number);
    case PaceUnit::hour:
      return PaceWords::tr("%1 steps an hour").arg(number);
  }
  return number;
}

QString describe(const PaceSummary& pace, bool is_over, Language language) {
  const PaceUnit unit = unit_of(pace.mean);
  const QString mean = pace_value(pace.mean, unit, language);
  const QString steps =
      is_over ? PaceWords::tr("On average %1.").arg(mean)
              : PaceWords::tr("%1 over the last %2 that were recorded; on average %3.")
                    .arg(pace_value(pace.latest, unit, language), format_duration(pace.seconds, language), mean);
  return pace.own_count ? steps + u' ' + own_count_words(*pace.own_count, language) : steps;
}

}  // namespace werkbank
