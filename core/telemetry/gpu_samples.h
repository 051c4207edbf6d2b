// GPU samples of a job, as the sampler wrote them (out/gpu/<host>.csv): read by bytes as they come, and summed up.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/telemetry/gpu_history.h"

namespace werkbank {

struct GpuSeries {
  std::string host;
  std::string uuid;  ///< the GPU's identity: its index changes from job to job
  int index = 0;     ///< as the job saw it last, for naming
  std::string name;
  GpuHistory samples;  ///< by time, no two of one moment
};

/// Whether it is a part of a GPU (MIG), that the driver tells only the memory of.
inline bool is_part_of_gpu(const GpuSeries& series) { return series.uuid.starts_with("MIG-"); }

/// Reads the sampler's CSV piece by piece. Bytes after the last newline wait for the next piece; lines that do not
/// parse, or are over 64 kB, are counted and skipped; the header tells the order of columns (before the first header
/// nothing is understood). Of two samples of one GPU and moment the later line counts. At most 4096 GPUs.
class GpuCsvReader {
 public:
  void add(std::string_view bytes);
  const std::vector<GpuSeries>& series() const { return series_; }
  std::uint64_t skipped_lines() const { return skipped_; }

  enum class Column { other, time, host, gpu, uuid, name, utilisation, used, total, power, temperature, clock };
  /// All that it needs to go on with the next byte, so that it can be kept between two runs of the program.
  struct State {
    std::string tail;
    bool overlong = false;
    std::vector<Column> columns;
    std::vector<GpuSeries> series;
    std::map<std::string, std::size_t, std::less<>> by_gpu;  ///< the place in `series` of each host and GPU
    std::uint64_t skipped = 0;
  };
  State state() const { return {tail_, overlong_, columns_, series_, by_gpu_, skipped_}; }
  GpuCsvReader() = default;
  explicit GpuCsvReader(State state);
  /// What is kept of it was kept just now: see Chunks::first_changed().
  void mark_kept();

 private:
  static constexpr std::size_t most_columns = 64;
  using Fields = std::array<std::string_view, most_columns>;

  void add_line(std::string_view line);
  bool read_header(const Fields& fields, std::size_t count);
  bool read_row(const Fields& fields, std::size_t count);
  GpuSeries* series_for(std::string_view host, std::string_view uuid, std::string_view gpu);
  void put(GpuSeries& series, const GpuSample& sample);
  void put_in_order();

  std::string tail_;
  bool overlong_ = false;
  std::vector<Column> columns_;
  std::vector<GpuSeries> series_;
  std::map<std::string, std::size_t, std::less<>> by_gpu_;
  std::string key_;                                     ///< of the row before, so that a run of rows costs no search
  std::map<std::size_t, std::vector<GpuSample>> late_;  ///< by series: what is not later than what came before it
  std::uint64_t skipped_ = 0;
};

struct GpuSummary {
  std::optional<double> mean_utilisation_percent;
  std::optional<double> peak_memory_mib;
  std::optional<double> mean_power_watt;        ///< of one GPU
  std::optional<double> energy_kilowatt_hours;  ///< of all GPUs together: GpuHistory::joules()
  std::size_t gpus = 0;
};
GpuSummary summarise(const std::vector<GpuSeries>& series);

/// The text of a CSV file with every sample, for export: a header line, then one row a sample, values with a decimal
/// point. Commas, quotes and line breaks in names become spaces, and a name that a spreadsheet would calculate gets an
/// apostrophe before it.
std::string to_csv(const std::vector<GpuSeries>& series);

}  // namespace werkbank
