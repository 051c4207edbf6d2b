#include <algorithm>
#include <utility>

#include "core/telemetry/csv_fields.h"
#include "core/telemetry/gpu_samples.h"
#include "core/telemetry/lines.h"

namespace werkbank {
namespace {

constexpr std::size_t most_gpus = 4096;

}  // namespace

void GpuCsvReader::add(std::string_view bytes) {
  cut_lines(
      tail_, overlong_, bytes, [this](std::string_view line) { add_line(line); }, [this] { ++skipped_; });
  put_in_order();
}

void GpuCsvReader::add_line(std::string_view line) {
  if (trimmed(line).empty()) return;
  Fields fields;
  std::size_t count = 0;
  while (count < most_columns) {
    const auto comma = line.find(',');
    fields[count++] = trimmed(line.substr(0, comma));
    if (comma == std::string_view::npos) {
      if (!read_header(fields, count) && !read_row(fields, count)) ++skipped_;
      return;
    }
    line.remove_prefix(comma + 1);
  }
  ++skipped_;
}

// A continued job writes the header once more, and another version of the sampler may write another one.
bool GpuCsvReader::read_header(const Fields& fields, std::size_t count) {
  static const std::map<std::string_view, Column> known = {
      {"t", Column::time},        {"host", Column::host},          {"gpu", Column::gpu},
      {"uuid", Column::uuid},     {"name", Column::name},          {"util_pct", Column::utilisation},
      {"power_w", Column::power}, {"mem_used_mib", Column::used},  {"mem_total_mib", Column::total},
      {"sm_mhz", Column::clock},  {"temp_c", Column::temperature},
  };
  const auto end = fields.begin() + static_cast<std::ptrdiff_t>(count);
  if (std::find(fields.begin(), end, "t") == end || std::find(fields.begin(), end, "gpu") == end) return false;
  columns_.clear();
  for (auto field = fields.begin(); field != end; ++field) {
    const auto found = known.find(*field);
    columns_.push_back(found == known.end() ? Column::other : found->second);
  }
  return true;
}

bool GpuCsvReader::read_row(const Fields& fields, std::size_t count) {
  if (columns_.empty() || count != columns_.size()) return false;
  GpuSample sample;
  std::string_view host;
  std::string_view uuid;
  std::string_view gpu;
  std::string_view name;
  std::optional<double> time;
  for (std::size_t i = 0; i < count; ++i) {
    const auto field = fields[i];
    switch (columns_[i]) {
      case Column::time:
        time = within(field, 1, 4e9);
        break;
      case Column::host:
        host = field;
        break;
      case Column::gpu:
        gpu = field;
        break;
      case Column::uuid:
        uuid = field;
        break;
      case Column::name:
        name = field;
        break;
      case Column::utilisation:
        sample.utilisation_percent = within(field, 0, 100);
        break;
      case Column::used:
        sample.memory_used_mib = within(field, 0, 1e9);
        break;
      case Column::total:
        sample.memory_total_mib = within(field, 0, 1e9);
        break;
      case Column::power:
        sample.power_watt = within(field, 0, 1e5);
        break;
      case Column::temperature:
        sample.temperature_celsius = within(field, -100, 1000);
        break;
      case Column::clock:
        sample.clock_mhz = within(field, 0, 1e6);
        break;
      case Column::other:
        break;
    }
  }
  if (!time || (uuid.empty() && gpu.empty())) return false;
  auto* series = series_for(host, uuid, gpu);
  if (series == nullptr) return false;
  if (series->name != name) series->name = std::string(name.substr(0, longest_name));
  sample.time = *time;
  put(*series, sample);
  return true;
}

// Two processes of one host may number its GPUs differently; the uuid is what stays.
GpuSeries* GpuCsvReader::series_for(std::string_view host, std::string_view uuid, std::string_view gpu) {
  host = host.substr(0, longest_name);
  uuid = uuid.substr(0, longest_name);
  const auto index = number(gpu.substr(0, longest_name));
  const int shown = index && *index >= 0 && *index < 1e6 ? static_cast<int>(*index) : 0;
  key_.assign(host).append("\n").append(uuid.empty() ? gpu.substr(0, longest_name) : uuid);
  auto found = by_gpu_.find(key_);
  if (found == by_gpu_.end()) {
    if (series_.size() >= most_gpus) return nullptr;
    found = by_gpu_.emplace(key_, series_.size()).first;
    series_.push_back({std::string(host), std::string(uuid), shown, {}, {}});
  }
  auto& series = series_[found->second];
  series.index = shown;
  return &series;
}

void GpuCsvReader::put(GpuSeries& series, const GpuSample& sample) {
  const auto index = static_cast<std::size_t>(&series - series_.data());
  // What follows a late one must wait with it: of two of one moment the later line counts.
  const auto late = late_.empty() ? late_.end() : late_.find(index);
  if (late == late_.end() && series.samples.add(sample)) return;
  late_[index].push_back(sample);
}

// A clock that was set back, or two attempts that overlap. Sorted once for each piece of bytes, not for each line.
void GpuCsvReader::put_in_order() {
  for (auto& [index, samples] : late_) series_[index].samples.merge(std::move(samples));
  late_.clear();
}

GpuCsvReader::GpuCsvReader(State state)
    : tail_(std::move(state.tail)),
      overlong_(state.overlong),
      columns_(std::move(state.columns)),
      series_(std::move(state.series)),
      by_gpu_(std::move(state.by_gpu)),
      skipped_(state.skipped) {}

void GpuCsvReader::mark_kept() {
  for (auto& one : series_) one.samples.mark_kept();
}

}  // namespace werkbank
