#include "core/telemetry/gpu_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace werkbank {
namespace {

constexpr double longest_gap_seconds = 150;
constexpr std::size_t clock_value = gpu_metric_count;
constexpr double latest_time = 4e9;
constexpr std::size_t most_steps = 1024;
constexpr auto use_value = static_cast<std::size_t>(GpuMetric::utilisation);
constexpr auto power_value = static_cast<std::size_t>(GpuMetric::power);

float kept_value(const std::optional<double>& value) {
  return value ? static_cast<float>(*value) : std::numeric_limits<float>::quiet_NaN();
}

std::optional<double> known(float value) {
  return std::isnan(value) ? std::nullopt : std::optional<double>(static_cast<double>(value));
}

/// Of `size` things in order the first of which `is_before` is not true.
template <typename IsBefore>
std::size_t first_not_before(std::size_t size, IsBefore is_before) {
  std::size_t low = 0;
  std::size_t high = size;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (is_before(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void widen(GpuBand& band, const GpuBand& next, double& weight) {
  const double half = next.time + next.seconds / 2;
  const double start = band.time - band.seconds / 2;
  band.lowest = std::min(band.lowest, next.lowest);
  band.highest = std::max(band.highest, next.highest);
  band.mean = (band.mean * weight + next.mean) / (weight + 1);
  weight += 1;
  band.seconds = half - start;
  band.time = start + band.seconds / 2;
}

/// Neighbours together, `count` by `count`.
std::vector<GpuBand> joined(const std::vector<GpuBand>& bands, std::size_t count) {
  std::vector<GpuBand> result;
  double weight = 1;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (i % count == 0) {
      result.push_back(bands[i]);
      weight = 1;
    } else {
      widen(result.back(), bands[i], weight);
    }
  }
  return result;
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

bool GpuHistory::add(const GpuSample& sample) {
  if (!(sample.time >= 0 && sample.time <= latest_time)) return false;
  const auto milliseconds = static_cast<std::uint64_t>(std::llround(sample.time * 1000));
  Kept kept{static_cast<std::uint32_t>(milliseconds / 1000), static_cast<std::uint32_t>(milliseconds % 1000), {}};
  if (!empty() && time_of(kept) <= time_of(samples_.back())) return false;
  for (std::size_t i = 0; i < gpu_metric_count; ++i) {
    kept.values[i] = kept_value(value_of(sample, static_cast<GpuMetric>(i)));
  }
  kept.values[clock_value] = kept_value(sample.clock_mhz);
  memory_total_ = std::max(memory_total_, static_cast<float>(sample.memory_total_mib.value_or(0)));
  samples_.push_back(kept);
  for (std::size_t level = 0; level < level_seconds.size(); ++level) {
    auto& stretches = levels_[level];
    const auto number = kept.second / level_seconds[level];
    if (stretches.empty() || stretches.back().number != number) stretches.push_back({number, {}, {}, {}, {}});
    add_to(stretches.change_back(), kept);
  }
  count_in(kept);
  // Looked for anew when there are twice as many.
  if (const auto steps = size() - 1; steps <= most_steps && (steps & (steps - 1)) == 0) find_usual_step();
  return true;
}

void GpuHistory::add_to(Stretch& stretch, const Kept& kept) {
  for (std::size_t i = 0; i < gpu_metric_count; ++i) {
    const float value = kept.values[i];
    if (std::isnan(value)) continue;
    auto& count = stretch.counts[i];
    stretch.lowest[i] = count == 0 ? value : std::min(stretch.lowest[i], value);
    stretch.highest[i] = count == 0 ? value : std::max(stretch.highest[i], value);
    if (count < std::numeric_limits<std::uint16_t>::max()) ++count;
    stretch.means[i] += (value - stretch.means[i]) / static_cast<float>(count);
  }
}

void GpuHistory::count_in(const Kept& kept) {
  for (std::size_t i = 0; i < gpu_metric_count; ++i) {
    const auto value = known(kept.values[i]);
    if (!value) continue;
    auto& total = sums_.totals[i];
    total.lowest = total.count == 0 ? *value : std::min(total.lowest, *value);
    total.highest = total.count == 0 ? *value : std::max(total.highest, *value);
    total.sum += *value;
    ++total.count;
  }
  if (const auto use = known(kept.values[use_value])) {
    if (*use < pause_percent) ++sums_.pauses;
    if (*use >= idle_percent) {
      sums_.is_used = 1;
      sums_.busy_time = time_of(kept);
    }
  }
  const auto power = known(kept.values[power_value]);
  if (!power) return;
  if (sums_.powers > 0) {
    const double seconds = time_of(kept) - sums_.power_time;
    const double counted = seconds <= longest_gap_seconds ? seconds : 0;
    sums_.joules += counted * (*power + sums_.power) / 2;
  }
  ++sums_.powers;
  sums_.power = *power;
  sums_.power_time = time_of(kept);
}

void GpuHistory::merge(std::vector<GpuSample> samples) {
  std::erase_if(samples, [](const GpuSample& one) { return !(one.time >= 0 && one.time <= latest_time); });
  if (samples.empty()) return;
  const auto moment = [](const GpuSample& one) { return std::llround(one.time * 1000); };
  for (auto& one : samples) {
    one.time = static_cast<double>(moment(one)) / 1000;
    // Also of one whose place another takes: else it would count only in one of two pieces.
    memory_total_ = std::max(memory_total_, static_cast<float>(one.memory_total_mib.value_or(0)));
  }
  std::stable_sort(samples.begin(), samples.end(),
                   [](const GpuSample& a, const GpuSample& b) { return a.time < b.time; });
  std::vector<GpuSample> after;
  for (std::size_t i = index_at(samples.front().time); i < size(); ++i) after.push_back((*this)[i]);
  forget_from(samples.front().time);
  std::vector<GpuSample> all;
  std::merge(after.begin(), after.end(), samples.begin(), samples.end(), std::back_inserter(all),
             [](const GpuSample& a, const GpuSample& b) { return a.time < b.time; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i + 1 == all.size() || moment(all[i + 1]) != moment(all[i])) add(all[i]);
  }
}

/// Totals cannot be taken back, so they are counted anew from what is left.
void GpuHistory::forget_from(double time) {
  const std::size_t left = index_at(time);
  for (std::size_t level = 0; level < level_seconds.size(); ++level) {
    levels_[level].shorten(stretch_at(level, left < size() ? this->time(left) : time));
  }
  samples_.shorten(left);
  sums_ = {};
  for (std::size_t i = 0; i < left; ++i) count_in(samples_[i]);
  // The stretch that was cut through lost all of its samples: those that stay are put in again.
  for (std::size_t level = 0; level < level_seconds.size(); ++level) {
    auto& stretches = levels_[level];
    const std::uint32_t from = stretches.empty() ? 0 : stretches.back().number + 1;
    for (std::size_t i = index_at(static_cast<double>(from) * level_seconds[level]); i < left; ++i) {
      const auto number = samples_[i].second / level_seconds[level];
      if (stretches.empty() || stretches.back().number != number) stretches.push_back({number, {}, {}, {}, {}});
      add_to(stretches.change_back(), samples_[i]);
    }
  }
}

double GpuHistory::time(std::size_t i) const { return time_of(samples_[i]); }

std::optional<double> GpuHistory::value(std::size_t i, GpuMetric metric) const {
  return known(samples_[i].values[static_cast<std::size_t>(metric)]);
}

GpuSample GpuHistory::operator[](std::size_t i) const {
  const Kept& kept = samples_[i];
  GpuSample sample;
  sample.time = time_of(kept);
  sample.utilisation_percent = value(i, GpuMetric::utilisation);
  sample.memory_used_mib = value(i, GpuMetric::memory);
  sample.memory_total_mib = memory_total_mib();
  sample.power_watt = value(i, GpuMetric::power);
  sample.temperature_celsius = value(i, GpuMetric::temperature);
  sample.clock_mhz = known(kept.values[clock_value]);
  return sample;
}

std::optional<double> GpuHistory::memory_total_mib() const {
  return memory_total_ > 0 ? std::optional<double>(static_cast<double>(memory_total_)) : std::nullopt;
}

std::size_t GpuHistory::index_at(double time) const {
  return first_not_before(size(), [&](std::size_t i) { return this->time(i) < time; });
}

/// The number of the first stretch that ends after `time`.
std::size_t GpuHistory::stretch_at(std::size_t level, double time) const {
  const auto& stretches = levels_[level];
  const double wanted = std::floor(std::max(time, 0.0) / level_seconds[level]);
  return first_not_before(stretches.size(), [&](std::size_t i) { return stretches[i].number < wanted; });
}

std::vector<GpuBand> GpuHistory::bands(GpuMetric metric, double from, double to, std::size_t most) const {
  std::vector<GpuBand> result;
  if (empty() || !(from <= to)) return result;
  most = std::max<std::size_t>(most, 1);
  const auto with_edges = [](std::size_t first, std::size_t last, std::size_t size) {
    return std::pair(first == 0 ? 0 : first - 1, std::min(last + 1, size));
  };
  const std::size_t first = index_at(from);
  const std::size_t last = index_at(std::nextafter(to, std::numeric_limits<double>::max()));
  if (last - first <= most) {
    const auto [begin, end] = with_edges(first, last, size());
    for (std::size_t i = begin; i < end; ++i) {
      if (const auto value = this->value(i, metric)) result.push_back({time(i), 0, *value, *value, *value});
    }
    return result;
  }
  std::size_t level = 0;
  const auto count_at = [&](std::size_t at) { return stretch_at(at, to) - stretch_at(at, from) + 1; };
  while (level + 1 < level_seconds.size() && count_at(level) > most) ++level;
  const auto& stretches = levels_[level];
  const auto [begin, end] =
      with_edges(stretch_at(level, from), std::min(stretch_at(level, to) + 1, stretches.size()), stretches.size());
  const double seconds = level_seconds[level];
  const auto i = static_cast<std::size_t>(metric);
  for (std::size_t at = begin; at < end; ++at) {
    const Stretch& one = stretches[at];
    if (one.counts[i] == 0) continue;
    result.push_back({(one.number + 0.5) * seconds, seconds, static_cast<double>(one.means[i]),
                      static_cast<double>(one.lowest[i]), static_cast<double>(one.highest[i])});
  }
  const std::size_t too_many = (count_at(level) + most - 1) / most;
  return too_many > 1 ? joined(result, too_many) : result;
}

void GpuHistory::find_usual_step() {
  std::vector<double> steps;
  for (std::size_t i = 1; i < size() && steps.size() < most_steps; ++i) steps.push_back(time(i) - time(i - 1));
  if (steps.empty()) return;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  usual_step_ = *middle;
}

}  // namespace werkbank
