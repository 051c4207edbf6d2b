#include "ui/charts/plotted.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string_view>

#include <QString>

namespace werkbank {
namespace {

constexpr double mib_in_gib = 1024;

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

/// What lies between two moments by equal stretches.
class Stretches {
 public:
  Stretches(double from, double to, std::size_t count)
      : from_(from),
        width_(std::max(to - from, 1e-9) / static_cast<double>(std::max<std::size_t>(count, 1))),
        sums_(std::max<std::size_t>(count, 1)) {}

  double width() const { return width_; }
  double middle(std::size_t i) const { return from_ + (static_cast<double>(i) + 0.5) * width_; }
  const std::vector<Sum>& sums() const { return sums_; }

  /// A reading of some length counts in each stretch that it goes through: a chart by hundreds of columns would have
  /// holes else.
  void add(const GpuBand& band, GpuMetric metric) {
    const double half = band.seconds / 2;
    const double first = std::floor((band.time - half - from_) / width_);
    const double last = std::max(first, std::ceil((band.time + half - from_) / width_) - 1);
    const auto count = static_cast<double>(sums_.size());
    if (last < 0 || first >= count) return;
    for (auto i = static_cast<std::size_t>(std::max(first, 0.0)); static_cast<double>(i) <= std::min(last, count - 1);
         ++i) {
      sums_[i].add(in_screen_unit(metric, band.mean));
      sums_[i].lowest = std::min(sums_[i].lowest, in_screen_unit(metric, band.lowest));
      sums_[i].highest = std::max(sums_[i].highest, in_screen_unit(metric, band.highest));
    }
  }

 private:
  double from_;
  double width_;
  std::vector<Sum> sums_;
};

void add_point(PlottedLines& lines, bool broken, double time, double mean, double lowest, double highest) {
  const auto add = [&](std::vector<TimePoint>& line, double value) {
    if (broken && !line.empty()) line.push_back({(line.back().time + time) / 2, not_a_number});
    line.push_back({time, value});
  };
  add(lines.mean, mean);
  add(lines.lowest, lowest);
  add(lines.highest, highest);
}

double rounded_up(double value) {
  const double step = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
  return std::ceil(value / step * 2) / 2 * step;
}

ValueRange memory_range(const std::vector<GpuSeries>& series) {
  double total = 0;
  for (const auto& one : series) total = std::max(total, one.samples.memory_total_mib().value_or(0));
  const auto summary = metric_summary(series, GpuMetric::memory);
  const double used = summary ? summary->highest : 1;
  return {0, std::max(total / mib_in_gib, total > 0 ? used : rounded_up(used))};
}

/// "1g.10gb" of "NVIDIA H100 80GB HBM3 MIG 1g.10gb".
std::string part_size(const std::string& name) {
  constexpr std::string_view before = "MIG ";
  const auto at = name.rfind(before);
  return at == std::string::npos ? std::string() : name.substr(at + before.size());
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

double longest_bridge(const GpuSeries& series) { return std::max(3.5 * series.samples.usual_step(), 5.0); }

PlottedLines plotted(const GpuSeries& series, GpuMetric metric, double from, double to, std::size_t points) {
  const double bridge = longest_bridge(series);
  PlottedLines lines;
  double until = 0;
  for (const auto& band : series.samples.bands(metric, from, to, points)) {
    const bool broken = band.time - band.seconds / 2 - until > bridge;
    add_point(lines, broken, band.time, in_screen_unit(metric, band.mean), in_screen_unit(metric, band.lowest),
              in_screen_unit(metric, band.highest));
    until = band.time + band.seconds / 2;
  }
  return lines;
}

PlottedLines combined(const std::vector<GpuSeries>& series, GpuMetric metric, double from, double to,
                      std::size_t points) {
  PlottedLines lines;
  std::vector<std::vector<GpuBand>> all;
  double longest = 0;
  double bridge = 5;
  double step = 1;
  for (const auto& one : series) {
    all.push_back(one.samples.bands(metric, from, to, points));
    if (!all.back().empty()) longest = std::max(longest, all.back().front().seconds);
    bridge = std::max(bridge, longest_bridge(one));
    step = std::max(step, one.samples.usual_step());
  }
  // As wide as the widest reading, and beginning where it does: then each counts in one of them.
  const double width = std::max({longest, step, (to - from) / static_cast<double>(std::max<std::size_t>(points, 1))});
  const double begin = (std::floor(from / width) - 1) * width;
  const auto count = static_cast<std::size_t>(std::ceil((to - begin) / width)) + 1;
  Stretches stretches(begin, begin + static_cast<double>(count) * width, count);
  for (const auto& bands : all) {
    for (const auto& band : bands) stretches.add(band, metric);
  }
  double last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& sum = stretches.sums()[i];
    if (sum.count == 0) continue;
    const double time = stretches.middle(i);
    add_point(lines, time - last > std::max(bridge, 1.5 * width), time, sum.total / static_cast<double>(sum.count),
              sum.lowest, sum.highest);
    last = time;
  }
  return lines;
}

HeatRows heat_rows(const std::vector<GpuSeries>& series, GpuMetric metric, double from, double to,
                   std::size_t columns) {
  HeatRows heat{columns, {}};
  for (const auto& one : series) {
    Stretches stretches(from, to, columns);
    for (const auto& band : one.samples.bands(metric, from, to, 2 * columns)) stretches.add(band, metric);
    auto& row = heat.rows.emplace_back(columns, not_a_number);
    for (std::size_t i = 0; i < columns; ++i) {
      const auto& sum = stretches.sums()[i];
      if (sum.count > 0) row[i] = sum.total / static_cast<double>(sum.count);
    }
    // A reading holds until the next one, where a column is narrower than the time between the two.
    const auto reach = static_cast<std::size_t>(longest_bridge(one) / stretches.width());
    std::size_t since = columns;
    for (std::size_t i = 0; i < columns; ++i) {
      if (!std::isnan(row[i]) && stretches.sums()[i].count > 0) {
        since = i;
      } else if (since < columns && i - since <= reach) {
        row[i] = row[since];
      }
    }
  }
  return heat;
}

std::optional<GpuSample> nearest(const GpuSeries& series, double time, double bridge) {
  const auto& samples = series.samples;
  if (samples.empty()) return {};
  std::size_t best = samples.index_at(time);
  if (best == samples.size() || (best > 0 && time - samples.time(best - 1) < samples.time(best) - time)) --best;
  return std::abs(samples.time(best) - time) <= bridge / 2 ? std::optional(samples[best]) : std::nullopt;
}

std::optional<double> nearest(const std::vector<TimePoint>& points, double time, double bridge) {
  std::optional<TimePoint> best;
  for (const auto& point : points) {
    if (!std::isfinite(point.value) || std::abs(point.time - time) > bridge / 2) continue;
    if (!best || std::abs(point.time - time) < std::abs(best->time - time)) best = point;
  }
  return best ? std::optional(best->value) : std::nullopt;
}

std::optional<std::pair<double, double>> time_span(const std::vector<GpuSeries>& series) {
  std::optional<std::pair<double, double>> span;
  for (const auto& one : series) {
    if (one.samples.empty()) continue;
    const double first = one.samples.time(0);
    const double last = one.samples.time(one.samples.size() - 1);
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
  GpuTotal all;
  for (const auto& one : series) {
    const auto& total = one.samples.total(metric);
    if (total.count == 0) continue;
    all.lowest = all.count == 0 ? total.lowest : std::min(all.lowest, total.lowest);
    all.highest = all.count == 0 ? total.highest : std::max(all.highest, total.highest);
    all.sum += total.sum;
    all.count += total.count;
  }
  if (all.count == 0) return {};
  return MetricSummary{in_screen_unit(metric, all.mean()), in_screen_unit(metric, all.lowest),
                       in_screen_unit(metric, all.highest)};
}

std::vector<double> utilisation_spark(const std::vector<GpuSeries>& series, std::size_t count) {
  const auto span = time_span(series);
  if (!span || count == 0) return {};
  Stretches stretches(span->first, span->second, count);
  for (const auto& one : series) {
    for (const auto& band : one.samples.bands(GpuMetric::utilisation, span->first, span->second, 10 * count)) {
      stretches.add(band, GpuMetric::utilisation);
    }
  }
  std::vector<double> values;
  for (const auto& sum : stretches.sums()) {
    if (sum.count > 0) values.push_back(sum.total / static_cast<double>(sum.count));
  }
  return values;
}

std::string short_host(const std::string& host, std::size_t longest) {
  const auto name = QString::fromStdString(host).simplified();
  const auto most = static_cast<qsizetype>(longest);
  if (name.size() <= most) return name.toStdString();
  const auto end = most / 2;
  return (name.left(most - 1 - end) + u'…' + name.right(end)).toStdString();
}

std::size_t host_count(const std::vector<GpuSeries>& series) {
  std::set<std::string_view> hosts;
  for (const auto& one : series) hosts.insert(one.host);
  return hosts.size();
}

std::vector<std::string> gpu_names(const std::vector<GpuSeries>& series) {
  const bool several_hosts = host_count(series) > 1;
  std::map<std::string, int> parts;  // how many of each name there were
  std::vector<std::string> names;
  for (const auto& one : series) {
    std::string name = "GPU " + std::to_string(one.index);
    if (several_hosts) name = short_host(one.host) + " · " + name;
    if (is_part_of_gpu(one)) {
      if (const std::string size = part_size(one.name); !size.empty()) name += " · " + size;
      const int number = ++parts[name];
      if (number > 1) name += " (" + std::to_string(number) + ')';
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace werkbank
