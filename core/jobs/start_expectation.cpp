#include "core/jobs/start_expectation.h"

#include <algorithm>
#include <cmath>

#include "core/base/units.h"

namespace werkbank {
namespace {

constexpr int enough_to_compare = 3;
constexpr double shortest_wait = 60;  // a wait shorter than this says nothing of how good a forecast is
constexpr double longest_factor = 20;

struct Past {
  std::vector<double> factors;  ///< the real wait, of the one that was forecast
  double off_by_seconds = 0;    ///< all together
};

Past past_of(const JobRecord& record, const std::vector<JobRecord>& jobs) {
  Past past;
  for (const auto& job : jobs) {
    if (job.factory != record.factory || !job.started_at || !job.first_forecast || !job.first_forecast_at) continue;
    const double forecast = *job.first_forecast - *job.first_forecast_at;
    if (forecast < shortest_wait || *job.started_at < *job.first_forecast_at) continue;
    past.factors.push_back(std::min((*job.started_at - *job.first_forecast_at) / forecast, longest_factor));
    past.off_by_seconds += std::abs(*job.started_at - *job.first_forecast);
  }
  std::sort(past.factors.begin(), past.factors.end());
  return past;
}

}  // namespace

std::optional<StartExpectation> expect_start(const JobRecord& record, const std::vector<JobRecord>& jobs, double now) {
  if (record.phase != JobPhase::waiting || !record.starts_at) return {};
  StartExpectation expectation;
  const double wait = std::max(*record.starts_at - now, 0.0);
  expectation.earliest = now;
  expectation.latest = now + wait;
  const Past past = past_of(record, jobs);
  const auto count = past.factors.size();
  if (count < enough_to_compare) return expectation;
  const auto at = [&](double part) {
    return past.factors[static_cast<std::size_t>(std::lround(part * static_cast<double>(count - 1)))];
  };
  expectation.compared = static_cast<int>(count);
  expectation.off_by_seconds = past.off_by_seconds / static_cast<double>(count);
  expectation.earliest = now + wait * at(0.1);
  expectation.latest = now + wait * at(0.9);
  return expectation;
}

Message words_of(const StartExpectation& expectation) {
  if (expectation.compared == 0) {
    return Message(WERKBANK_TEXT("jobs", "The factory expects it to start at %1 or earlier."),
                   {format_moment(expectation.latest)});
  }
  return Message(WERKBANK_TEXT("jobs",
                               "It will probably start between %1 and %2. For your last %3 jobs here the "
                               "factory's forecast was off by %4 on average."),
                 {format_moment(expectation.earliest), format_moment(expectation.latest),
                  static_cast<std::int64_t>(expectation.compared), Seconds{expectation.off_by_seconds}});
}

}  // namespace werkbank
