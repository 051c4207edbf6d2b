#include "core/telemetry/gpu_verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

namespace werkbank {
namespace {

// Each threshold with its reason. Those without a source are choices of ours.

constexpr double window_seconds = 600;  // what "now" is: several rounds of loading, training and checking
constexpr double least_seconds = 180;   // loading of libraries and data takes a minute or two
constexpr double least_readings = 6;
constexpr double idle_seconds =
    600;  // Princeton warns after an hour at 0 % and ends the job after two; we say it sooner
constexpr double hardly_percent = 5;  // beside a GPU that works, one below this has no part in the training
constexpr double working_percent = 30;
constexpr double waiting_share = 0.3;  // from here on pauses are worth a repair
constexpr double low_percent = 50;     // CSC: below half, look at the loading of data or at the size of the model
constexpr double busy_percent = 80;
constexpr double little_power_share = 0.35;  // a waiting GPU that reads 100 % draws about a third of what it may
constexpr double full_power_share = 0.6;     // training at full speed is above this (LUMI: 500 of 560 W)
constexpr double oversized_memory = 0.2;     // with low use as well: a quarter of a GPU (MIG) has room and speed enough
constexpr double full_memory = 0.96;
constexpr double slow_pace = 0.6;

/// Watts by the makers' data sheets. The first that the name contains counts, so the longer names come first.
struct Rated {
  std::string_view name;
  double watt;
};
constexpr std::array<Rated, 24> rated = {{
    {"GB200", 1200},    {"B200", 1000},    {"GH200", 900},     {"H200 NVL", 600},  {"H200", 700},
    {"H100 PCIe", 350}, {"H100 NVL", 400}, {"H100", 700},      {"A100-PCIE", 250}, {"A100 80GB PCIe", 300},
    {"A100", 400},      {"A40", 300},      {"A30", 165},       {"A10", 150},       {"L40S", 350},
    {"L40", 300},       {"L4", 72},        {"V100-PCIE", 250}, {"V100", 300},      {"T4", 70},
    {"MI300A", 550},    {"MI300X", 750},   {"MI250X", 560},    {"MI210", 300},
}};

struct Sum {
  double total = 0;
  double count = 0;
  void add(double value) {
    total += value;
    ++count;
  }
  std::optional<double> mean() const { return count == 0 ? std::nullopt : std::optional(total / count); }
};

/// What one GPU did in the time that is looked at.
struct Look {
  Sum use;
  Sum power;
  double pauses = 0;
  double seconds = 0;  ///< from the first reading to the last
};

/// All that it did, from what its history keeps count of: as soon done for a week as for an hour.
Look whole(const GpuHistory& samples) {
  Look look;
  const auto& use = samples.total(GpuMetric::utilisation);
  if (use.count == 0) return look;
  look.use = {use.sum, static_cast<double>(use.count)};
  look.pauses = static_cast<double>(samples.pauses());
  look.seconds = samples.time(samples.size() - 1) - samples.time(0);
  const auto& power = samples.total(GpuMetric::power);
  look.power = {power.sum, static_cast<double>(power.count)};
  return look;
}

Look since(const GpuHistory& samples, double from) {
  Look look;
  std::optional<double> first;
  for (std::size_t i = samples.index_at(from); i < samples.size(); ++i) {
    if (const auto watt = samples.value(i, GpuMetric::power)) look.power.add(*watt);
    const auto use = samples.value(i, GpuMetric::utilisation);
    if (!use) continue;
    look.use.add(*use);
    if (*use < pause_percent) ++look.pauses;
    if (!first) first = samples.time(i);
    look.seconds = samples.time(i) - *first;
  }
  return look;
}

double time_of_last(const std::vector<GpuSeries>& series) {
  double last = 0;
  for (const auto& one : series) {
    if (!one.samples.empty()) last = std::max(last, one.samples.time(one.samples.size() - 1));
  }
  return last;
}

/// A job that went on in other computers has nothing from its first ones any more.
std::size_t heard_since(const std::vector<GpuSeries>& series, double from) {
  return static_cast<std::size_t>(std::count_if(series.begin(), series.end(), [from](const GpuSeries& one) {
    return !one.samples.empty() && one.samples.time(one.samples.size() - 1) >= from;
  }));
}

/// Between its first record and its last one, or until now; what a start of the wrapper and of the script tell of one
/// attempt are one.
struct AttemptTime {
  int number = 0;
  double from = 0;
  double to = 0;
};

std::vector<AttemptTime> times_of_attempts(const TrainingRecord& training) {
  std::vector<AttemptTime> times;
  for (const auto& one : training.attempts) {
    if (times.empty() || times.back().number != one.number) times.push_back({one.number, one.began_at, 0});
    times.back().to = one.last_at;
  }
  // Its last readings come after its last record.
  if (!times.empty()) times.back().to = std::numeric_limits<double>::infinity();
  return times;
}

bool is_enough(const Look& look) { return look.seconds >= least_seconds && look.use.count >= least_readings; }

/// Of a job that went on in other computers those that it had last: with those of before, GPUs that it never had at
/// once would be counted together. Where the last attempt was too short to say anything, those of one before it.
std::vector<GpuSeries> of_last_attempt(const std::vector<GpuSeries>& series, const TrainingRecord& training) {
  const auto times = times_of_attempts(training);
  if (times.size() <= 1) return series;
  std::vector<GpuSeries> latest;
  for (auto time = times.rbegin(); time != times.rend(); ++time) {
    std::vector<GpuSeries> these;
    std::ranges::copy_if(series, std::back_inserter(these), [&](const GpuSeries& one) {
      const auto first = one.samples.index_at(time->from);
      return first < one.samples.size() && one.samples.time(first) <= time->to;
    });
    if (std::ranges::any_of(these, [](const GpuSeries& one) { return is_enough(whole(one.samples)); })) return these;
    if (latest.empty()) latest = std::move(these);
  }
  return latest.empty() ? series : latest;
}

/// How long no GPU did anything, up to the last reading.
double idle_for(const std::vector<GpuSeries>& series, double now) {
  double since = 0;
  for (const auto& one : series) {
    if (one.samples.total(GpuMetric::utilisation).count == 0) return 0;
    since = std::max(since, one.samples.last_busy().value_or(one.samples.time(0)));
  }
  return now - since;
}

std::optional<double> memory_share(const std::vector<GpuSeries>& series) {
  std::optional<double> share;
  for (const auto& one : series) {
    const auto& used = one.samples.total(GpuMetric::memory);
    const auto all = one.samples.memory_total_mib();
    if (used.count > 0 && all) share = std::max(share.value_or(0), used.highest / *all);
  }
  return share;
}

double speed(const MetricPoint& from, const MetricPoint& to) {
  return static_cast<double>(to.step - from.step) / std::max(to.time - from.time, 1e-3);
}

/// Steps a second in the last quarter of the time, of what it was before; 1 when that cannot be told.
double pace_of(const TrainingRecord& training) {
  constexpr std::size_t least_points = 20;
  constexpr double least_time = 600;
  const auto is_now = [&](const MetricPoint& point) { return point.attempt == training.attempt; };
  for (const auto& [key, all] : training.curves) {
    if (key.split != "train") continue;
    if (static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_now)) < least_points) continue;
    const auto& first = *std::find_if(all.begin(), all.end(), is_now);
    const auto& last = *std::find_if(all.rbegin(), all.rend(), is_now);
    if (!(last.time - first.time >= least_time)) continue;
    const double late = first.time + (last.time - first.time) * 0.75;
    const auto& cut = *std::find_if(all.begin(), all.end(),
                                    [&](const MetricPoint& point) { return is_now(point) && point.time >= late; });
    const double before = speed(first, cut);
    const double now = speed(cut, last);
    if (before > 0 && now >= 0 && cut.time < last.time) return now / before;
  }
  return 1;
}

}  // namespace

std::optional<double> rated_power(const std::string& gpu_name) {
  const auto found = std::find_if(rated.begin(), rated.end(), [&](const Rated& one) {
    const auto at = gpu_name.find(one.name);
    if (at == std::string::npos) return false;
    // "L4" is no part of "L40".
    const auto after = at + one.name.size();
    return after == gpu_name.size() || !(gpu_name[after] >= '0' && gpu_name[after] <= '9');
  });
  return found == rated.end() ? std::nullopt : std::optional(found->watt);
}

GpuVerdict judge(const std::vector<GpuSeries>& all_series, const TrainingRecord& training, bool is_over) {
  GpuVerdict verdict;
  const auto series = is_over ? of_last_attempt(all_series, training) : all_series;  // a copy shares its samples
  const double now = time_of_last(series);
  verdict.gpus = is_over ? series.size() : heard_since(series, now - window_seconds);
  Sum use;
  Sum power_share;
  double pauses = 0;
  double readings = 0;
  double most_readings = 0;
  double seconds = 0;
  bool one_works = false;
  for (const auto& one : series) {
    const Look look = is_over ? whole(one.samples) : since(one.samples, now - window_seconds);
    const auto mean = look.use.mean();
    if (!mean) continue;
    use.add(*mean);
    readings += look.use.count;
    pauses += look.pauses;
    most_readings = std::max(most_readings, look.use.count);
    seconds = std::max(seconds, look.seconds);
    if (*mean < hardly_percent) ++verdict.idle_gpus;
    one_works = one_works || *mean >= working_percent;
    const auto watt = look.power.mean();
    if (const auto most = rated_power(one.name); watt && most) power_share.add(*watt / *most);
  }
  verdict.seconds = seconds;
  const auto mean = use.mean();
  if (!mean) return verdict;
  verdict.memory_share = memory_share(series);
  verdict.waiting = pauses / std::max(readings, 1.0);
  if (!is_over) verdict.pace = pace_of(training);  // of a run that is over nothing is "now"
  const double borne_out = power_share.mean() ? std::min(*power_share.mean() / full_power_share, 1.0) : 1.0;
  verdict.work = std::clamp(*mean / 100 * borne_out, 0.0, 1.0);
  if (seconds < least_seconds || most_readings < least_readings) {
    verdict.finding = GpuFinding::too_early;
    return verdict;
  }
  const double idle = is_over ? (*mean < idle_percent ? seconds : 0) : idle_for(series, now);
  if (idle >= idle_seconds || (is_over && idle > 0)) {
    verdict.finding = GpuFinding::idle;
    verdict.seconds = idle;
    verdict.idle_gpus = verdict.gpus;
  } else if (verdict.idle_gpus > 0 && one_works) {
    verdict.finding = GpuFinding::some_idle;
  } else if (verdict.waiting >= waiting_share && *mean >= hardly_percent) {
    verdict.finding = GpuFinding::waits_for_data;
  } else if (*mean >= busy_percent && power_share.mean() && *power_share.mean() < little_power_share) {
    verdict.finding = GpuFinding::little_power;
  } else if (verdict.pace < slow_pace) {
    verdict.finding = GpuFinding::slowed_down;
  } else if (*mean < low_percent && verdict.memory_share && *verdict.memory_share < oversized_memory) {
    verdict.finding = GpuFinding::oversized;
  } else if (*mean < low_percent) {
    verdict.finding = GpuFinding::waits_for_data;
    verdict.waiting = std::max(verdict.waiting, 1 - *mean / 100);
  } else if (verdict.memory_share && *verdict.memory_share > full_memory) {
    verdict.finding = GpuFinding::nearly_full;
  } else {
    verdict.finding = GpuFinding::works_well;
  }
  return verdict;
}

std::string finding_code(GpuFinding finding) {
  switch (finding) {
    case GpuFinding::unknown:
      return "unknown";
    case GpuFinding::too_early:
      return "too_early";
    case GpuFinding::works_well:
      return "works_well";
    case GpuFinding::idle:
      return "idle";
    case GpuFinding::some_idle:
      return "some_idle";
    case GpuFinding::waits_for_data:
      return "waits_for_data";
    case GpuFinding::little_power:
      return "little_power";
    case GpuFinding::slowed_down:
      return "slowed_down";
    case GpuFinding::oversized:
      return "oversized";
    case GpuFinding::nearly_full:
      return "nearly_full";
  }
  return "unknown";
}

}  // namespace werkbank
