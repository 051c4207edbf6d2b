// How fast a training goes, by its own records: steps a second over time. Pure functions.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "core/base/language.h"
#include "core/telemetry/training_record.h"
#include "ui/charts/plotted.h"

namespace werkbank {

/// Steps a second, by stretch of time: at most some hundreds of points. A point that is not a number stands where an
/// attempt ended, or where the script counts anew. Empty where the records do not count steps.
std::vector<TimePoint> pace_of(const TrainingRecord& training);

/// Seconds between two points, as most of them are.
double usual_distance(const std::vector<TimePoint>& points);

struct PaceSummary {
  double latest = 0;                         ///< steps a second over the last minutes of what was recorded,
  double seconds = 0;                        ///< and over how many seconds that is
  double mean = 0;                           ///< of all attempts together, without the time between them
  std::size_t attempts = 0;                  ///< that made steps
  std::optional<Throughput> own_count = {};  ///< what the script itself counts, while it learns
};
/// Empty when there are no two records with a step between them.
std::optional<PaceSummary> pace_summary(const TrainingRecord& training);

/// The unit in which a pace is a number of ordinary size.
enum class PaceUnit { second, minute, hour };
PaceUnit unit_of(double steps_a_second);
double in_unit(double steps_a_second, PaceUnit unit);
/// "Pace (steps a minute)"
QString pace_title(PaceUnit unit);
/// "12.4 steps a minute"
QString pace_value(double steps_a_second, PaceUnit unit, Language language);
/// "12.4 steps a minute over the last 3 min; 12.1 steps a minute on average. While it learns: 384 examples a second."
QString describe(const PaceSummary& pace, bool is_over, Language language);

}  // namespace werkbank
