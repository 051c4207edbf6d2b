// What one GPU did: every sample, and the same by the minute, by ten minutes and by the hour, so that a week is drawn
// as fast as an hour. Copies share what they have in common.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/telemetry/chunks.h"

namespace werkbank {

/// One reading of one GPU. A value that the tool did not give, or that cannot be, is empty, never zero.
struct GpuSample {
  double time = 0;  ///< unix seconds, kept to the millisecond
  std::optional<double> utilisation_percent;
  std::optional<double> memory_used_mib;
  std::optional<double> memory_total_mib;
  std::optional<double> power_watt;
  std::optional<double> temperature_celsius;
  std::optional<double> clock_mhz;
};

enum class GpuMetric { utilisation, memory, power, temperature };
constexpr std::size_t gpu_metric_count = 4;

/// One metric of a sample: percent, MiB, W, degrees Celsius.
std::optional<double> value_of(const GpuSample& sample, GpuMetric metric);

/// One metric over a stretch of time; a single sample when `seconds` is 0.
struct GpuBand {
  double time = 0;  ///< unix seconds, its middle
  double seconds = 0;
  double mean = 0;
  double lowest = 0;
  double highest = 0;
};

// What a GPU is used for less than these is a pause of its work, or no work at all: what drivers report when nothing
// runs on it. Choices of ours.
constexpr double pause_percent = 20;
constexpr double idle_percent = 1;

/// One metric over all samples.
struct GpuTotal {
  std::uint64_t count = 0;
  double sum = 0;
  double lowest = 0;
  double highest = 0;
  double mean() const { return sum / static_cast<double>(count); }
};

/// Values are kept as 32-bit floats (seven digits); the memory of the GPU as the largest that was told.
class GpuHistory {
 public:
  /// Puts a sample after the last one; false, and nothing done, when it is not later. Times are from 0 to 4e9.
  bool add(const GpuSample& sample);
  /// Puts samples of any time, in any order, in their places. Of two of one moment the later in `samples` counts, and
  /// any of them more than what is there.
  void merge(std::vector<GpuSample> samples);

  std::size_t size() const { return samples_.size(); }
  bool empty() const { return samples_.empty(); }
  GpuSample operator[](std::size_t i) const;
  GpuSample front() const { return (*this)[0]; }
  GpuSample back() const { return (*this)[size() - 1]; }
  double time(std::size_t i) const;
  std::optional<double> value(std::size_t i, GpuMetric metric) const;
  /// The number of the first sample at `time` or later; size() when there is none.
  std::size_t index_at(double time) const;

  /// Of what lies between two moments at most `most` stretches (at least 1), as fine as that allows, and one more on
  /// each side, so that a line goes on past the edge. Stretches without a reading of this metric are left out.
  std::vector<GpuBand> bands(GpuMetric metric, double from, double to, std::size_t most) const;

  const GpuTotal& total(GpuMetric metric) const { return sums_.totals[static_cast<std::size_t>(metric)]; }
  std::optional<double> memory_total_mib() const;
  /// Samples whose use is below pause_percent.
  std::uint64_t pauses() const { return sums_.pauses; }
  /// Unix seconds of the last sample whose use is idle_percent or more; empty when there is none.
  std::optional<double> last_busy() const { return sums_.is_used ? std::optional(sums_.busy_time) : std::nullopt; }
  /// Power over time, by the trapezium rule, W s; empty when no two samples tell their power. A gap of more than 150 s
  /// counts for nothing: then the job was waiting to go on, and nobody measured.
  std::optional<double> joules() const { return sums_.powers > 1 ? std::optional(sums_.joules) : std::nullopt; }
  /// Seconds between two samples, as most of them are: the middle one of the first (at most 1024). 1 when unknown.
  double usual_step() const { return usual_step_; }

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = GpuSample;
    using difference_type = std::ptrdiff_t;
    using pointer = const GpuSample*;
    using reference = GpuSample;
    Iterator(const GpuHistory& history, std::size_t at) : history_(&history), at_(at) {}
    GpuSample operator*() const { return (*history_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const = default;

   private:
    const GpuHistory* history_;
    std::size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  // To keep it on this computer's disk and have it back: pieces as they lie in memory, of each level (0 are the
  // samples), and a head with what they do not hold. Of another version of Werkbank they mean nothing.

  static constexpr int piece_levels = 4;
  std::size_t piece_count(int level) const;
  /// The first that was changed or added since mark_kept().
  std::size_t first_changed_piece(int level) const;
  std::string_view piece(int level, std::size_t i) const;
  std::string head() const;
  void mark_kept();
  /// Adds the next piece of its level; false when it cannot be one.
  bool add_piece(int level, std::string_view bytes);
  /// Last of all. False when head and pieces do not belong together.
  bool set_head(std::string_view bytes);

 private:
  static constexpr std::size_t kept_values = gpu_metric_count + 1;  // and the clock
  /// Not a number: not known.
  struct Kept {
    std::uint32_t second = 0;
    std::uint32_t millisecond = 0;
    std::array<float, kept_values> values{};
  };
  struct Stretch {
    std::uint32_t number = 0;  ///< its start is number * seconds
    std::array<std::uint16_t, gpu_metric_count> counts{};
    std::array<float, gpu_metric_count> means{};
    std::array<float, gpu_metric_count> lowest{};
    std::array<float, gpu_metric_count> highest{};
  };
  static constexpr std::array<std::uint32_t, 3> level_seconds = {60, 600, 3600};

  static double time_of(const Kept& kept) { return kept.second + kept.millisecond / 1000.0; }
  static void add_to(Stretch& stretch, const Kept& kept);
  std::size_t stretch_at(std::size_t level, double time) const;
  void count_in(const Kept& kept);
  void forget_from(double time);
  void find_usual_step();

  template <typename Work>
  auto with_level(int level, Work work) const;

  Chunks<Kept> samples_;
  std::array<Chunks<Stretch>, level_seconds.size()> levels_;
  /// What goes over all samples.
  struct Sums {
    std::array<GpuTotal, gpu_metric_count> totals{};
    double joules = 0;
    std::uint64_t powers = 0;  ///< samples that tell their power
    double power_time = 0;     ///< of the last one of them
    double power = 0;
    std::uint64_t pauses = 0;
    std::uint64_t is_used = 0;  ///< 1 when `busy_time` counts
    double busy_time = 0;
  };
  Sums sums_;
  float memory_total_ = 0;
  double usual_step_ = 1;  ///< charts ask for it for each GPU in each frame
};

}  // namespace werkbank
