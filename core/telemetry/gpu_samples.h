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

namespace werkbank {

/// One reading of one GPU. A value that the tool did not give, or that cannot be, is empty, never zero.
struct GpuSample {
  double time = 0;  ///< unix seconds
  std::optional<double> utilisation_percent;
  std::optional<double> memory_used_mib;
  std::optional<double> memory_total_mib;
  std::optional<double> power_watt;
  std::optional<double> temperature_celsius;
  std::optional<double> clock_mhz;
};

struct GpuSeries {
  std::string host;
  std::string uuid;  ///< the GPU's identity: its index changes from job to job
  int index = 0;     ///< as the job saw it last, for naming
  std::string name;
  std::vector<GpuSample> samples;  ///< by time, no two of one moment
};

enum class GpuMetric { utilisation, memory, power, temperature };

/// One metric of a sample: percent, MiB, W, degrees Celsius.
std::optional<double> value_of(const GpuSample& sample, GpuMetric metric);

/// Reads the sampler's CSV piece by piece. Bytes after the last newline wait for the next piece; lines that do not
/// parse, or are over 64 kB, are counted and skipped; the header tells the order of columns (before the first header
/// nothing is understood). Of two samples of one GPU and moment the later line counts. At most 4096 GPUs.
class GpuCsvReader {
 public:
  void add(std::string_view bytes);
  const std::vector<GpuSeries>& series() const { return series_; }
  std::uint64_t skipped_lines() const { return skipped_; }

 private:
  enum class Column { other, time, host, gpu, uuid, name, utilisation, used, total, power, temperature, clock };
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
  std::string key_;                                  ///< of the row before, so that a run of rows costs no search
  std::map<std::size_t, std::size_t> out_of_order_;  ///< series, and where its unsorted end begins
  std::uint64_t skipped_ = 0;
};

struct GpuSummary {
  std::optional<double> mean_utilisation_percent;
  std::optional<double> peak_memory_mib;
  std::optional<double> mean_power_watt;  ///< of one GPU
  /// Power over time, by the trapezium rule, all GPUs together. A gap of more than 150 s counts for nothing: then the
  /// job was waiting to go on, and nobody measured.
  std::optional<double> energy_kilowatt_hours;
  std::size_t gpus = 0;
};
GpuSummary summarise(const std::vector<GpuSeries>& series);

/// The text of a CSV file with every sample, for export: a header line, then one row a sample, values with a decimal
/// point. Commas, quotes and line breaks in names become spaces, and a name that a spreadsheet would calculate gets an
/// apostrophe before it.
std::string to_csv(const std::vector<GpuSeries>& series);

/// At most `points` points of one metric that keep the lowest and highest value of every stretch of time.
struct TimePoint {
  double time = 0;
  double value = 0;
};
std::vector<TimePoint> reduced(const GpuSeries& series, GpuMetric metric, std::size_t points);

}  // namespace werkbank
