#include "core/telemetry/gpu_samples.h"

#include <algorithm>
#include <array>
#include <charconv>

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

void append_number(std::string& text, const std::optional<double>& value) {
  text += ',';
  if (!value) return;
  std::array<char, 400> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<float>(*value), std::chars_format::fixed)
          .ptr;
  text.append(digits.data(), end);
}

std::string time_text(double time) {
  std::array<char, 64> digits{};
  return {digits.data(),
          std::to_chars(digits.data(), digits.data() + digits.size(), time, std::chars_format::fixed).ptr};
}

std::string csv_name(std::string name) {
  for (char& c : name) {
    if (c == ',' || c == '"' || c == '\n' || c == '\r') c = ' ';
  }
  const bool would_be_calculated = !name.empty() && std::string_view("=+-@\t").find(name.front()) != std::string::npos;
  return would_be_calculated ? '\'' + name : name;
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

std::string to_csv(const std::vector<GpuSeries>& series) {
  std::string text = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz\n";
  for (const auto& gpu : series) {
    const std::string who = ',' + csv_name(gpu.host) + ',' + std::to_string(gpu.index) + ',' + csv_name(gpu.uuid) +
                            ',' + csv_name(gpu.name);
    for (const auto& sample : gpu.samples) {
      std::string row = time_text(sample.time) + who;
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

}  // namespace werkbank
