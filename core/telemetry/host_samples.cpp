#include "core/telemetry/host_samples.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/telemetry/csv_fields.h"
#include "core/telemetry/lines.h"

namespace werkbank {
namespace {

constexpr std::size_t most_hosts = 4096;
constexpr std::size_t most_columns = 64;

}  // namespace

void HostCsvReader::add(std::string_view bytes) {
  cut_lines(
      tail_, overlong_, bytes, [this](std::string_view line) { add_line(line); }, [this] { ++skipped_; });
  for (auto& [index, samples] : late_) series_[index].readings.samples.merge(std::move(samples));
  late_.clear();
}

void HostCsvReader::add_line(std::string_view line) {
  if (trimmed(line).empty()) return;
  std::vector<std::string_view> fields;
  while (fields.size() < most_columns) {
    const auto comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) {
      if (!read_header(fields) && !read_row(fields)) ++skipped_;
      return;
    }
    line.remove_prefix(comma + 1);
  }
  ++skipped_;
}

bool HostCsvReader::read_header(const std::vector<std::string_view>& fields) {
  static constexpr std::array<std::pair<std::string_view, Column>, 6> known = {{{"t", Column::time},
                                                                                {"host", Column::host},
                                                                                {"cpu_pct", Column::processor},
                                                                                {"mem_used_mib", Column::used},
                                                                                {"mem_total_mib", Column::total},
                                                                                {"scope", Column::scope}}};
  const auto has = [&](std::string_view name) { return std::find(fields.begin(), fields.end(), name) != fields.end(); };
  if (!has("t") || !has("host")) return false;
  columns_.clear();
  for (const auto field : fields) {
    const auto found =
        std::find_if(known.begin(), known.end(), [field](const auto& column) { return column.first == field; });
    columns_.push_back(found == known.end() ? Column::other : found->second);
  }
  return true;
}

bool HostCsvReader::read_row(const std::vector<std::string_view>& fields) {
  if (columns_.empty() || fields.size() != columns_.size()) return false;
  GpuSample sample;
  std::optional<double> time;
  std::string_view host;
  std::string_view scope;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    switch (columns_[i]) {
      case Column::time:
        time = within(fields[i], 1, 4e9);
        break;
      case Column::host:
        host = fields[i];
        break;
      case Column::processor:
        sample.utilisation_percent = within(fields[i], 0, 100);
        break;
      case Column::used:
        sample.memory_used_mib = within(fields[i], 0, 1e9);
        break;
      case Column::total:
        sample.memory_total_mib = within(fields[i], 0, 1e9);
        break;
      case Column::scope:
        scope = fields[i];
        break;
      case Column::other:
        break;
    }
  }
  if (!time || host.empty()) return false;
  auto* series = series_for(host);
  if (series == nullptr) return false;
  series->is_of_job = scope == "job";
  sample.time = *time;
  put(*series, sample);
  return true;
}

HostSeries* HostCsvReader::series_for(std::string_view host) {
  host = host.substr(0, longest_name);
  auto found = by_host_.find(host);
  if (found == by_host_.end()) {
    if (series_.size() >= most_hosts) return nullptr;
    found = by_host_.emplace(std::string(host), series_.size()).first;
    series_.push_back({{std::string(host), {}, 0, {}, {}}, false});
  }
  return &series_[found->second];
}

void HostCsvReader::put(HostSeries& series, const GpuSample& sample) {
  const auto index = static_cast<std::size_t>(&series - series_.data());
  // What follows a late one must wait with it: of two of one moment the later line counts.
  if (!late_.contains(index) && series.readings.samples.add(sample)) return;
  late_[index].push_back(sample);
}

std::optional<HostMemory> fullest_memory(const std::vector<HostSeries>& hosts) {
  std::optional<HostMemory> fullest;
  for (const auto& host : hosts) {
    const auto& used = host.readings.samples.total(GpuMetric::memory);
    const auto all = host.readings.samples.memory_total_mib();
    if (used.count == 0 || !all || *all <= 0) continue;
    const double share = std::min(1.0, used.highest / *all);
    if (fullest && share <= fullest->highest_share) continue;
    fullest = HostMemory{share, used.highest, *all, host.readings.host, host.is_of_job};
  }
  return fullest;
}

}  // namespace werkbank
