// What a chart draws of GPU samples: points with breaks where nothing was measured, few enough to draw at once.
// Pure functions; nothing here knows a widget.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/telemetry/gpu_samples.h"

namespace werkbank {

/// From more GPUs than this a chart shows the mean, the lowest and the highest instead of a line for each.
constexpr std::size_t most_lines = 8;
/// Points a line gets when the whole run is in view.
constexpr std::size_t points_in_view = 4000;

/// In the unit of the screen: percent, GiB, W, degrees Celsius.
double in_screen_unit(GpuMetric metric, double value);
std::optional<double> screen_value(const GpuSample& sample, GpuMetric metric);

/// Seconds between two readings beyond which nothing is known in between: some three readings missed, at least 5 s.
double longest_bridge(const GpuSeries& series);

/// At most about `points` points in screen units; a point that is not a number breaks the line.
std::vector<TimePoint> plotted(const GpuSeries& series, GpuMetric metric, std::size_t points);

/// All GPUs together, by stretch of time.
struct Combined {
  std::vector<TimePoint> mean;
  std::vector<TimePoint> lowest;
  std::vector<TimePoint> highest;
};
Combined combined(const std::vector<GpuSeries>& series, GpuMetric metric, std::size_t points);

/// The reading nearest to `time`, null when none is within longest_bridge.
const GpuSample* nearest(const GpuSeries& series, double time, double bridge);

/// First and last reading of all; empty when there is none.
std::optional<std::pair<double, double>> time_span(const std::vector<GpuSeries>& series);

/// How far the axis of values must go: 0 to 100 for utilisation, 0 to all memory, and so on.
struct ValueRange {
  double lower = 0;
  double upper = 100;
};
ValueRange value_range(const std::vector<GpuSeries>& series, GpuMetric metric);

/// Mean, lowest and highest of one metric over all GPUs, in screen units.
struct MetricSummary {
  double mean = 0;
  double lowest = 0;
  double highest = 0;
};
std::optional<MetricSummary> metric_summary(const std::vector<GpuSeries>& series, GpuMetric metric);

/// Mean utilisation over all GPUs in `count` equal stretches of the run, percent; for a spark line. Stretches without a
/// reading are left out.
std::vector<double> utilisation_spark(const std::vector<GpuSeries>& series, std::size_t count);

/// What makes each GPU tell apart: "GPU 0", with its host before it when there are several. Host names are data.
std::vector<std::string> gpu_names(const std::vector<GpuSeries>& series);

}  // namespace werkbank
