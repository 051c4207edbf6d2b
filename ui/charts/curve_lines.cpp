#include "ui/charts/curve_lines.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace werkbank {
namespace {

double place_of(const MetricPoint& point, CurveAxis axis) {
  return axis == CurveAxis::epoch ? point.epoch : static_cast<double>(point.step);
}

int rank_of(const std::string& value, const std::string& primary) {
  if (value == primary) return 0;
  return value == "loss" ? 1 : 2;
}

/// "test accuracy" or "val/accuracy" is the accuracy too: the name of a primary metric may carry its split.
bool names(const std::string& primary, const std::string& value) {
  if (primary == value) return true;
  if (primary.size() <= value.size() || !primary.ends_with(value)) return false;
  const char before = primary[primary.size() - value.size() - 1];
  return before == ' ' || before == '/' || before == '_' || before == '.';
}

}  // namespace

std::vector<std::string> curve_values(const TrainingRecord& training, const std::string& primary) {
  std::set<std::string> found;
  for (const auto& [key, points] : training.curves) {
    if (!points.empty()) found.insert(key.value);
  }
  std::vector<std::string> values(found.begin(), found.end());
  std::stable_sort(values.begin(), values.end(), [&](const std::string& a, const std::string& b) {
    return rank_of(a, primary) < rank_of(b, primary);
  });
  return values;
}

std::string curve_named(const TrainingRecord& training, const std::string& name) {
  for (const auto& [key, points] : training.curves) {
    if (names(name, key.value)) return key.value;
  }
  return name;
}

CurveAxis axis_of(const TrainingRecord& training, const std::string& value) {
  std::set<double> epochs;
  for (const auto& [key, points] : training.curves) {
    if (key.value != value) continue;
    for (const auto& point : points) epochs.insert(point.epoch);
    if (epochs.size() > 1) return CurveAxis::epoch;
  }
  return CurveAxis::step;
}

std::vector<CurveLine> curve_lines(const TrainingRecord& training, const std::string& value, CurveAxis axis) {
  std::vector<CurveLine> lines;
  for (const auto& [key, points] : training.curves) {
    // The baseline is drawn as a line of its own across the chart.
    if (key.value != value || key.split == "baseline") continue;
    std::map<int, CurveLine> by_attempt;
    for (const auto& point : points) {
      CurveLine& line = by_attempt[point.attempt];
      line.split = key.split;
      line.attempt = point.attempt;
      line.points.emplace_back(place_of(point, axis), point.value.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    if (by_attempt.empty()) continue;
    const int latest = by_attempt.rbegin()->first;
    for (auto& [attempt, line] : by_attempt) {
      line.is_latest = attempt == latest;
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::optional<double> result_of(const TrainingRecord& training, const std::string& value) {
  if (training.end && training.end->primary.value && names(training.end->primary.name, value)) {
    return training.end->primary.value;
  }
  for (const char* split : {"val", "valid", "validation", "test", "train"}) {
    const auto curve = training.curves.find({split, value});
    if (curve == training.curves.end()) continue;
    for (auto point = curve->second.rbegin(); point != curve->second.rend(); ++point) {
      if (point->value) return point->value;
    }
  }
  return {};
}

std::string primary_of(const JobView& view) {
  return curve_named(view.training, view.training.end ? view.training.end->primary.name : view.record.primary_name);
}

std::optional<double> baseline_of(const JobView& view, const std::string& value) {
  const std::string name = view.training.end ? view.training.end->primary.name : view.record.primary_name;
  if (!name.empty() && !names(name, value)) return {};
  if (name.empty()) return {};
  if (view.training.end && view.training.end->baseline.value) return view.training.end->baseline.value;
  return view.record.baseline_value;
}

}  // namespace werkbank
