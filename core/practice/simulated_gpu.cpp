#include "core/practice/simulated_gpu.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <locale>
#include <sstream>
#include <vector>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

// A number from 0 to 1 that follows from its arguments: the same job shows the same picture every time.
double noise(std::uint64_t seed, std::int64_t step) {
  std::uint64_t x = seed + static_cast<std::uint64_t>(step) * 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return static_cast<double>((x ^ (x >> 31U)) >> 11U) / 9007199254740992.0;
}

constexpr auto header = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n";
constexpr double memory_mib = 95'830;
constexpr double clock_mhz = 1980;
constexpr double shortest_interval = 0.1;
constexpr double latest_moment = 1e11;
constexpr std::int64_t most_steps = 200'000;  // two days of seconds: a clock that was set wrong must not fill a disk

// A number as it stands in the file: the means of a minute are those of its rows.
double as_written(double value) { return std::round(value * 10) / 10; }

struct SimulatedReading {
  double utilisation;
  double memory_mib;
  double watt;
  double celsius;
};

// Warms up in half a minute; pauses shortly every 20 s, as at the end of an epoch.
SimulatedReading reading(std::uint64_t seed, double elapsed, std::int64_t step) {
  const double ramp = 1 - std::exp(-elapsed / 3);
  const bool pause = std::fmod(elapsed, 20) > 18.5;
  const double utilisation = std::clamp(ramp * (pause ? 25 : 88) + 10 * (noise(seed, step) - 0.5), 0.0, 100.0);
  return {as_written(utilisation), as_written(ramp * 21'000 + 400 + 300 * noise(seed + 1, step)),
          as_written(75 + 4.6 * utilisation + 12 * noise(seed + 2, step)),
          as_written(31 + 33 * (1 - std::exp(-elapsed / 30)) + 2 * noise(seed + 3, step))};
}

std::ostringstream empty_csv() {
  std::ostringstream csv;
  csv.imbue(std::locale::classic());
  csv.setf(std::ios::fixed);
  csv.precision(1);
  return csv;
}

/// The rows of one minute, summed up as the sampler does: means, and the highest temperature.
class Minute {
 public:
  explicit Minute(int gpus) : sums_(static_cast<std::size_t>(gpus)) {}

  void begin(std::int64_t number) {
    number_ = number;
    std::fill(sums_.begin(), sums_.end(), Sum{});
  }
  std::int64_t number() const { return number_; }
  void add(std::size_t gpu, const SimulatedReading& now) {
    auto& sum = sums_[gpu];
    sum.readings.utilisation += now.utilisation;
    sum.readings.memory_mib += now.memory_mib;
    sum.readings.watt += now.watt;
    sum.readings.celsius = sum.count == 0 ? now.celsius : std::max(sum.readings.celsius, now.celsius);
    ++sum.count;
  }
  void write(std::ostringstream& csv) const {
    for (std::size_t gpu = 0; gpu < sums_.size(); ++gpu) {
      const auto& [sum, count] = sums_[gpu];
      if (count == 0) continue;
      if (csv.view().empty()) csv << header;
      const auto samples = static_cast<double>(count);
      csv << number_ * 60 << ',' << simulated_host << ',' << gpu << ",SIMULATED-" << gpu << ',' << simulated_gpu_name
          << ',' << sum.utilisation / samples << ',' << sum.memory_mib / samples << ',' << memory_mib << ','
          << sum.watt / samples << ',';
      csv.unsetf(std::ios::floatfield);
      csv.precision(6);
      csv << sum.celsius;
      csv.setf(std::ios::fixed);
      csv.precision(1);
      csv << ',' << clock_mhz << ",\n";
    }
  }

 private:
  struct Sum {
    SimulatedReading readings{};
    std::int64_t count = 0;
  };
  std::vector<Sum> sums_;
  std::int64_t number_ = 0;
};

}  // namespace

SimulatedGpuFiles simulated_gpu_files(const std::string& uuid, int gpus, double started, double until, double interval,
                                      bool ended) {
  interval = std::max(interval, shortest_interval);
  auto fine = empty_csv();
  auto coarse = empty_csv();
  fine << header;
  const auto seed = std::hash<std::string>{}(uuid);
  if (!(std::abs(started) < latest_moment)) started = until + interval;  // no moment at all
  const double asked = std::clamp(std::floor((until - started) / interval), -1.0, static_cast<double>(most_steps));
  const auto steps = static_cast<std::int64_t>(asked);
  Minute minute(std::max(gpus, 0));
  for (std::int64_t step = 0; step <= steps; ++step) {
    const double elapsed = static_cast<double>(step) * interval;
    const double time = as_written(started + elapsed);
    const auto number = static_cast<std::int64_t>(std::floor(time / 60));
    if (step == 0 || number != minute.number()) {
      minute.write(coarse);
      minute.begin(number);
    }
    for (int gpu = 0; gpu < gpus; ++gpu) {
      const auto now = reading(seed + static_cast<std::uint64_t>(gpu) * 1000, elapsed, step);
      minute.add(static_cast<std::size_t>(gpu), now);
      fine << time << ',' << simulated_host << ',' << gpu << ",SIMULATED-" << gpu << ',' << simulated_gpu_name << ','
           << now.utilisation << ',' << now.memory_mib << ',' << memory_mib << ',' << now.watt << ',' << now.celsius
           << ',' << clock_mhz << ",\n";
    }
  }
  if (ended) minute.write(coarse);
  return {fine.str(), coarse.str()};
}

Result<Done> write_simulated_gpu(const PracticeJob& job, double now, double interval) {
  const auto started = job.started_at();
  const auto ended = job.ended_at();
  // Of a job that died with this computer nobody knows until when it ran: its samples stay as they are.
  if (!started || (!ended && job.state() != JobState::running)) return Done{};
  const auto csv = simulated_gpu_files(path_text(job.folder().filename()), job.gpus(), *started, ended.value_or(now),
                                       interval, ended.has_value());
  const auto place = job.folder() / "out" / "gpu";
  if (!csv.coarse.empty()) WERKBANK_CHECK(write_file(place / (std::string(simulated_host) + ".1min.csv"), csv.coarse));
  return write_file(place / (std::string(simulated_host) + ".csv"), csv.fine);
}

}  // namespace werkbank
