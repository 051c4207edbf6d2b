#include "core/telemetry/gpu_samples.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace werkbank {
namespace {

constexpr double longest_gap_seconds = 150;
constexpr double joules_in_kilowatt_hour = 3.6e6;

class Mean {
 public:
  void add(const std::optional<double>& value) {
    if (!value) return;
    sum_ += *value;
    ++count_;
  }
  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / static_cast<double>(count_);
  }

 private:
  double sum_ = 0;
  std::uint64_t count_ = 0;
};

/// W s between the samples that tell their power; empty when no two do.
std::optional<double> energy_of(const GpuSeries& series) {
  std::optional<double> joules;
  const GpuSample* before = nullptr;
  for (const auto& sample : series.samples) {
    if (!sample.power_watt) continue;
    if (before != nullptr) {
      const double seconds = sample.time - before->time;
      const double counted = seconds <= longest_gap_seconds ? seconds : 0;
      joules = joules.value_or(0) + counted * (*sample.power_watt + *before->power_watt) / 2;
    }
    before = &sample;
  }
  return joules;
}

void append_number(std::string& text, const std::optional<double>& value) {
  text += ',';
  if (!value) return;
  std::array<char, 400> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value, std::chars_format::fixed).ptr;
  text.append(digits.data(), end);
}

std::string csv_name(std::string name) {
  for (char& c : name) {
    if (c == ',' || c == '"' || c == '\n' || c == '\r') c = ' ';
  }
  const bool would_be_calculated = !name.empty() && std::string_view("=+-@\t").find(name.front()) != std::string::npos;
  return would_be_calculated ? '\'' + name : name;
}

/// The lowest and the highest of one stretch of time, in the order in which they came.
class Extremes {
 public:
  void add(const TimePoint& point) {
    if (empty_ || point.value < low_.value) low_ = point;
    if (empty_ || point.value > high_.value) high_ = point;
    empty_ = false;
  }
  void flush(std::vector<TimePoint>& points) {
    if (empty_) return;
    points.push_back(low_.time <= high_.time ? low_ : high_);
    if (low_.time != high_.time) points.push_back(low_.time <= high_.time ? high_ : low_);
    empty_ = true;
  }

 private:
  TimePoint low_;
  TimePoint high_;
  bool empty_ = true;
};

std::vector<TimePoint> points_of(const GpuSeries& series, GpuMetric metric) {
  std::vector<TimePoint> points;
  points.reserve(series.samples.size());
  for (const auto& sample : series.samples) {
    if (const auto value = value_of(sample, metric)) points.push_back({sample.time, *value});
  }
  return points;
}

}  // namespace

std::optional<double> value_of(const GpuSample& sample, GpuMetric metric) {
  switch (metric) {
    case GpuMetric::utilisation:
      return sample.utilisation_percent;
    case GpuMetric::memory:
      return sample.memory_used_mib;
    case GpuMetric::power:
      return sample.power_watt;
    case GpuMetric::temperature:
      return sample.temperature_celsius;
  }
  return std::nullopt;
}

GpuSummary summarise(const std::vector<GpuSeries>& series) {
  GpuSummary summary;
  Mean utilisation;
  Mean power;
  for (const auto& gpu : series) {
    for (const auto& sample : gpu.samples) {
      utilisation.add(sample.utilisation_percent);
      power.add(sample.power_watt);
      if (sample.memory_used_mib) {
        summary.peak_memory_mib = std::max(summary.peak_memory_mib.value_or(0), *sample.memory_used_mib);
      }
    }
    if (const auto joules = energy_of(gpu)) {
      summary.energy_kilowatt_hours = summary.energy_kilowatt_hours.value_or(0) + *joules / joules_in_kilowatt_hour;
    }
  }
  summary.mean_utilisation_percent = utilisation.value();
  summary.mean_power_watt = power.value();
  summary.gpus = series.size();
  return summary;
}

std::string to_csv(const std::vector<GpuSeries>& series) {
  std::string text = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz\n";
  for (const auto& gpu : series) {
    const std::string who = ',' + csv_name(gpu.host) + ',' + std::to_string(gpu.index) + ',' + csv_name(gpu.uuid) +
                            ',' + csv_name(gpu.name);
    for (const auto& sample : gpu.samples) {
      std::string row;
      append_number(row, sample.time);
      row.erase(0, 1);
      row += who;
      append_number(row, sample.utilisation_percent);
      append_number(row, sample.memory_used_mib);
      append_number(row, sample.memory_total_mib);
      append_number(row, sample.power_watt);
      append_number(row, sample.temperature_celsius);
      append_number(row, sample.clock_mhz);
      text += row;
      text += '\n';
    }
  }
  return text;
}

std::vector<TimePoint> reduced(const GpuSeries& series, GpuMetric metric, std::size_t points) {
  auto all = points_of(series, metric);
  if (all.size() <= points) return all;
  if (points < 2) {
    const auto highest =
        std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    return points == 0 ? std::vector<TimePoint>{} : std::vector<TimePoint>{*highest};
  }
  const std::size_t pairs = points / 2;
  const auto stretches = static_cast<double>(pairs);
  const double begin = all.front().time;
  const double length = (all.back().time - begin) / stretches;
  std::vector<TimePoint> kept;
  kept.reserve(points);
  Extremes extremes;
  double current = 0;
  for (const auto& point : all) {
    const double stretch = std::min(std::floor((point.time - begin) / length), stretches - 1);
    if (stretch != current) extremes.flush(kept);
    current = stretch;
    extremes.add(point);
  }
  extremes.flush(kept);
  return kept;
}

}  // namespace werkbank
