// Samples as a table, for export.
#include <array>
#include <charconv>
#include <string_view>

#include "core/telemetry/gpu_samples.h"
#include "core/telemetry/host_samples.h"

namespace werkbank {
namespace {

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

std::string to_csv(const std::vector<HostSeries>& hosts) {
  std::string text = "t,host,cpu_pct,mem_used_mib,mem_total_mib,scope\n";
  for (const auto& host : hosts) {
    const std::string who = ',' + csv_name(host.readings.host);
    for (const auto& sample : host.readings.samples) {
      text += time_text(sample.time) + who;
      append_number(text, sample.utilisation_percent);
      append_number(text, sample.memory_used_mib);
      append_number(text, sample.memory_total_mib);
      text += host.is_of_job ? ",job\n" : ",machine\n";
    }
  }
  return text;
}

}  // namespace werkbank
