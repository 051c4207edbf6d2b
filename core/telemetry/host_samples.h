// The processor and the main memory of a job's computers, as the sampler wrote them (out/gpu/<host>.host.csv): read by
// bytes as they come.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/telemetry/gpu_samples.h"

namespace werkbank {

/// What one computer did, kept as a GPU's readings are, so that it is drawn by the same means.
struct HostSeries {
  /// utilisation: percent of all cores that may be used; memory: MiB in use, of memory_total_mib(). The rest is empty.
  GpuSeries readings;
  /// Only what the job itself uses, of what it may use at most; else of the whole computer, with whoever else is on it.
  bool is_of_job = false;
};

/// Reads the sampler's CSV piece by piece, by the rules of GpuCsvReader. At most 4096 computers.
class HostCsvReader {
 public:
  void add(std::string_view bytes);
  const std::vector<HostSeries>& series() const { return series_; }
  std::uint64_t skipped_lines() const { return skipped_; }

 private:
  enum class Column { other, time, host, processor, used, total, scope };

  void add_line(std::string_view line);
  bool read_header(const std::vector<std::string_view>& fields);
  bool read_row(const std::vector<std::string_view>& fields);
  HostSeries* series_for(std::string_view host);
  void put(HostSeries& series, const GpuSample& sample);

  std::string tail_;
  bool overlong_ = false;
  std::vector<Column> columns_;
  std::vector<HostSeries> series_;
  std::map<std::string, std::size_t, std::less<>> by_host_;
  std::map<std::size_t, std::vector<GpuSample>> late_;  ///< by series: what is not later than what came before it
  std::uint64_t skipped_ = 0;
};

/// How full the memory of these computers was.
struct HostMemory {
  double highest_share = 0;  ///< of what may be used, 0 to 1, on the computer where it was highest
  double used_mib = 0;       ///< then,
  double total_mib = 0;      ///< and of how much
  std::string host;
  bool is_of_job = false;
  /// From 0.9 on: a job that goes on to grow is ended by the factory's system.
  bool is_nearly_full() const { return highest_share >= 0.9; }
};
/// Empty when no computer tells both how much it uses and how much there is.
std::optional<HostMemory> fullest_memory(const std::vector<HostSeries>& hosts);

/// The text of a CSV file with every sample, for export, as to_csv() of GPUs.
std::string to_csv(const std::vector<HostSeries>& hosts);

}  // namespace werkbank
