// What a chart draws of GPU samples: points with breaks where nothing was measured, few enough to draw at once.
// Pure functions; nothing here knows a widget.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/telemetry/gpu_samples.h"

namespace werkbank {

/// What a plot leaves a gap for.
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
/// Unix seconds; the records are written on the factory, so anything may stand there.
inline constexpr double latest_moment = 4e9;

/// From more GPUs than this a chart shows the mean, the lowest and the highest instead of a line for each.
constexpr std::size_t most_lines = 8;
/// Points that a line gets for what is in view: more are a block of ink.
constexpr std::size_t points_in_view = 800;

/// In the unit of the screen: percent, GiB, W, degrees Celsius.
double in_screen_unit(GpuMetric metric, double value);
std::optional<double> screen_value(const GpuSample& sample, GpuMetric metric);

/// Seconds between two readings beyond which nothing is known in between: some three readings missed, at least 5 s.
double longest_bridge(const GpuSeries& series);

struct TimePoint {
  double time = 0;
  double value = 0;
};

/// Three lines over the same moments, in screen units; a point that is not a number breaks them. Where a point is a
/// single reading, all three have its value.
struct PlottedLines {
  std::vector<TimePoint> mean;
  std::vector<TimePoint> lowest;
  std::vector<TimePoint> highest;
};

/// What lies between two moments and a little beyond, in at most about `points` points.
PlottedLines plotted(const GpuSeries& series, GpuMetric metric, double from, double to, std::size_t points);

/// All GPUs together, by stretch of time.
PlottedLines combined(const std::vector<GpuSeries>& series, GpuMetric metric, double from, double to,
                      std::size_t points);

/// The mean of one metric for each GPU (a row) in `columns` equal stretches of time, in screen units; not a number
/// where there is no reading.
struct HeatRows {
  std::size_t columns = 0;
  std::vector<std::vector<double>> rows;
};
HeatRows heat_rows(const std::vector<GpuSeries>& series, GpuMetric metric, double from, double to, std::size_t columns);

/// The reading nearest to `time`; none when there is none within half of `bridge`.
std::optional<GpuSample> nearest(const GpuSeries& series, double time, double bridge);

/// The value of the point nearest to `time`, by the same rule.
std::optional<double> nearest(const std::vector<TimePoint>& points, double time, double bridge);

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

/// The name of a host where there is little room: of a long one its beginning and its end, where the numbers are.
std::string short_host(const std::string& host, std::size_t longest = 24);

/// In how many computers they are.
std::size_t host_count(const std::vector<GpuSeries>& series);

/// What makes each GPU tell apart: "GPU 0", with its host before it when there are several; of a part of a GPU with its
/// size, "GPU 0 · 1g.10gb", and a number when there are more of that size. Names of hosts and sizes are data.
std::vector<std::string> gpu_names(const std::vector<GpuSeries>& series);

}  // namespace werkbank
