#include "core/telemetry/gpu_samples.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr double joules_in_kilowatt_hour = 3.6e6;

/// The mean over all samples of all GPUs.
std::optional<double> mean_of(const std::vector<GpuSeries>& series, GpuMetric metric) {
  double sum = 0;
  std::uint64_t count = 0;
  for (const auto& gpu : series) {
    sum += gpu.samples.total(metric).sum;
    count += gpu.samples.total(metric).count;
  }
  return count == 0 ? std::nullopt : std::optional<double>(sum / static_cast<double>(count));
}

}  // namespace

GpuSummary summarise(const std::vector<GpuSeries>& series) {
  GpuSummary summary;
  summary.mean_utilisation_percent = mean_of(series, GpuMetric::utilisation);
  summary.mean_power_watt = mean_of(series, GpuMetric::power);
  for (const auto& gpu : series) {
    const auto& memory = gpu.samples.total(GpuMetric::memory);
    if (memory.count > 0) summary.peak_memory_mib = std::max(summary.peak_memory_mib.value_or(0), memory.highest);
    if (const auto joules = gpu.samples.joules()) {
      summary.energy_kilowatt_hours = summary.energy_kilowatt_hours.value_or(0) + *joules / joules_in_kilowatt_hour;
    }
  }
  summary.gpus = series.size();
  return summary;
}

}  // namespace werkbank
