#include "core/practice/simulated_gpu.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <locale>
#include <sstream>

namespace werkbank {
namespace {

// A number from 0 to 1 that follows from its arguments: the same job shows the same picture every time.
double noise(std::uint64_t seed, std::int64_t step) {
  std::uint64_t x = seed + static_cast<std::uint64_t>(step) * 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return static_cast<double>((x ^ (x >> 31U)) >> 11U) / 9007199254740992.0;
}

struct Reading {
  double utilisation;
  double memory_mib;
  double watt;
  double celsius;
};

// Warms up in half a minute; pauses shortly every 20 s, as at the end of an epoch.
Reading reading(std::uint64_t seed, double elapsed, std::int64_t step) {
  const double ramp = 1 - std::exp(-elapsed / 3);
  const bool pause = std::fmod(elapsed, 20) > 18.5;
  const double utilisation = std::clamp(ramp * (pause ? 25 : 88) + 10 * (noise(seed, step) - 0.5), 0.0, 100.0);
  return {utilisation, ramp * 21'000 + 400 + 300 * noise(seed + 1, step),
          75 + 4.6 * utilisation + 12 * noise(seed + 2, step),
          31 + 33 * (1 - std::exp(-elapsed / 30)) + 2 * noise(seed + 3, step)};
}

}  // namespace

std::string simulated_gpu_csv(const std::string& uuid, int gpus, double started, double until, double interval) {
  std::ostringstream csv;
  csv.imbue(std::locale::classic());
  csv.setf(std::ios::fixed);
  csv.precision(1);
  csv << "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n";
  const auto seed = std::hash<std::string>{}(uuid);
  const auto steps = static_cast<std::int64_t>(std::floor((until - started) / interval));
  for (std::int64_t step = 0; step <= steps; ++step) {
    const double elapsed = static_cast<double>(step) * interval;
    for (int gpu = 0; gpu < gpus; ++gpu) {
      const auto now = reading(seed + static_cast<std::uint64_t>(gpu) * 1000, elapsed, step);
      csv << started + elapsed << ',' << simulated_host << ',' << gpu << ",SIMULATED-" << gpu << ','
          << simulated_gpu_name << ',' << now.utilisation << ',' << now.memory_mib << ",95830.0," << now.watt << ','
          << now.celsius << ",1980.0,\n";
    }
  }
  return csv.str();
}

}  // namespace werkbank
