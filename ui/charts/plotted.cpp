#include "ui/charts/plotted.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace werkbank {
namespace {

constexpr double mib_in_gib = 1024;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double median_step(const GpuSeries& series) {
  constexpr std::size_t enough = 1000;
  std::vector<double> steps;
  for (std::size_t i = 1; i < series.samples.size() && steps.size() < enough; ++i) {
    steps.push_back(series.samples[i].time - series.samples[i - 1].time);
  }
  if (steps.empty()) return 1;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return std::max(*middle, 0.1);
}

struct Gap {
  double from;
  double to;
};

std::vector<Gap> gaps_of(const GpuSeries& series, GpuMetric metric) {
  const double bridge = longest_bridge(series);
  std::vector<Gap> gaps;
  std::optional<double> last;
  for (const auto& sample : series.samples) {
    if (!value_of(sample, metric)) continue;
    if (last && sample.time - *last > bridge) gaps.push_back({*last, sample.time});
    last = sample.time;
  }
  return gaps;
}

struct Sum {
  double total = 0;
  double lowest = std::numeric_limits<double>::max();
  double highest = std::numeric_limits<double>::lowest();
  std::size_t count = 0;

  void add(double value) {
    total += value;
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
    ++count;
  }
};

/// Sums by equal stretches of the span.
std::vector<Sum> sums_of(const std::vector<GpuSeries>& series, GpuMetric metric, std::pair<double, double> span,
                         std::size_t count) {
  std::vector<Sum> sums(count);
  const double width = std::max(span.second - span.first, 1e-9);
  for (const auto& one : series) {
    for (const auto& sample : one.samples) {
      const auto value = screen_value(sample, metric);
      if (!value) continue;
      const double at = (sample.time - span.first) / width * static_cast<double>(count);
      sums[std::min(static_cast<std::size_t>(std::max(at, 0.0)), count - 1)].add(*value);
    }
  }
  return sums;
}

double rounded_up(double value) {
  const double step = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
  return std::ceil(value / step * 2) / 2 * step;
}

ValueRange memory_range(const std::vector<GpuSeries>& series) {
  double total = 0;
  for (const auto& one : series) {
    for (const auto& sample : one.samples) total = std::max(total, sample.memory_total_mib.value_or(0));
  }
  const auto summary = metric_summary(series, GpuMetric::memory);
  const double used = summary ? summary->highest : 1;
  return {0, std::max(total / mib_in_gib, total > 0 ? used : rounded_up(used))};
}

}  // namespace

double in_screen_unit(GpuMetric metric, double value) {
  return metric == GpuMetric::memory ? value / mib_in_gib : value;
}

std::optional<double> screen_value(const GpuSample& sample, GpuMetric metric) {
  const auto value = value_of(sample, metric);
  if (!value || !std::isfinite(*value)) return {};
  return in_screen_unit(metric, *value);
}

double longest_bridge(const GpuSeries& series) { return std::max(3.5 * median_step(series), 5.0); }

std::vector<TimePoint> plotted(const GpuSeries& series, GpuMetric metric, std::size_t points) {
  const auto gaps = gaps_of(series, metric);
  std::vector<TimePoint> result;
  auto gap = gaps.begin();
  for (const auto& point : reduced(series, metric, points)) {
    bool broken = false;
    while (gap != gaps.end() && gap->to <= point.time) {
      broken = true;
      ++gap;
    }
    if (broken && !result.empty()) result.push_back({(result.back().time + point.time) / 2, not_a_number});
    result.push_back({point.time, in_screen_unit(metric, point.value)});
  }
  return result;
}

Combined combined(const std::vector<GpuSeries>& series, GpuMetric metric, std::size_t points) {
  const auto span = time_span(series);
  if (!span) return {};
  const double step = median_step(series.front());
  const auto wanted = static_cast<std::size_t>((span->second - span->first) / step) + 1;
  const auto sums =
      sums_of(series, metric, *span, std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(points, 1)));
  const double width = (span->second - span->first) / static_cast<double>(sums.size());
  const double bridge = longest_bridge(series.front());
  Combined result;
  double last = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].count == 0) continue;
    const double time = span->first + (static_cast<double>(i) + 0.5) * width;
    const bool broken = !result.mean.empty() && time - last > std::max(bridge, 1.5 * width);
    const double middle = (last + time) / 2;
    const auto add = [&](std::vector<TimePoint>& line, double value) {
      if (broken) line.push_back({middle, not_a_number});
      line.push_back({time, value});
    };
    add(result.mean, sums[i].total / static_cast<double>(sums[i].count));
    add(result.lowest, sums[i].lowest);
    add(result.highest, sums[i].highest);
    last = time;
  }
  return result;
}

const GpuSample* nearest(const GpuSeries& series, double time, double bridge) {
  const auto& samples = series.samples;
  const auto after = std::lower_bound(samples.begin(), samples.end(), time,
                                      [](const GpuSample& sample, double at) { return sample.time < at; });
  const GpuSample* best = nullptr;
  if (after != samples.end()) best = &*after;
  if (after != samples.begin()) {
    const auto before = std::prev(after);
    if (best == nullptr || time - before->time < best->time - time) best = &*before;
  }
  return best != nullptr && std::abs(best->time - time) <= bridge / 2 ? best : nullptr;
}

std::optional<std::pair<double, double>> time_span(const std::vector<GpuSeries>& series) {
  std::optional<std::pair<double, double>> span;
  for (const auto& one : series) {
    if (one.samples.empty()) continue;
    const double first = one.samples.front().time;
    const double last = one.samples.back().time;
    if (!span) span = {first, last};
    span = {std::min(span->first, first), std::max(span->second, last)};
  }
  return span;
}

ValueRange value_range(const std::vector<GpuSeries>& series, GpuMetric metric) {
  const auto summary = metric == GpuMetric::memory ? std::nullopt : metric_summary(series, metric);
  switch (metric) {
    case GpuMetric::utilisation:
      return {0, 100};
    case GpuMetric::memory:
      return memory_range(series);
    case GpuMetric::power:
      return {0, summary ? rounded_up(summary->highest) : 100};
    case GpuMetric::temperature:
      if (!summary) return {20, 100};
      return {std::min(20.0, std::floor(summary->lowest / 10) * 10),
              std::max(60.0, std::ceil(summary->highest / 10) * 10)};
  }
  return {};
}

std::optional<MetricSummary> metric_summary(const std::vector<GpuSeries>& series, GpuMetric metric) {
  Sum sum;
  for (const auto& one : series) {
    for (const auto& sample : one.samples) {
      if (const auto value = screen_value(sample, metric)) sum.add(*value);
    }
  }
  if (sum.count == 0) return {};
  return MetricSummary{sum.total / static_cast<double>(sum.count), sum.lowest, sum.highest};
}

std::vector<double> utilisation_spark(const std::vector<GpuSeries>& series, std::size_t count) {
  const auto span = time_span(series);
  if (!span || count == 0) return {};
  std::vector<double> values;
  for (const auto& sum : sums_of(series, GpuMetric::utilisation, *span, count)) {
    if (sum.count > 0) values.push_back(sum.total / static_cast<double>(sum.count));
  }
  return values;
}

std::vector<std::string> gpu_names(const std::vector<GpuSeries>& series) {
  std::set<std::string> hosts;
  for (const auto& one : series) hosts.insert(one.host);
  std::vector<std::string> names;
  for (const auto& one : series) {
    const std::string name = "GPU " + std::to_string(one.index);
    names.push_back(hosts.size() > 1 ? one.host + " · " + name : name);
  }
  return names;
}

}  // namespace werkbank
