#include "core/jobs/trial.h"

#include <algorithm>
#include <cmath>

#include "core/catalogue/gpu_choice.h"
#include "core/jobs/answers.h"

namespace werkbank {
namespace {

constexpr double seconds_in_hour = 3600;
// What was measured is known better than a guess, so less is asked to spare.
constexpr double walltime_share = 1.25;
constexpr int least_walltime_minutes = 5;
constexpr int most_walltime_minutes = 30 * 24 * 60;

/// To minutes from a minute on, and under that to five seconds: nobody measures better than that.
double grain_of(double seconds) { return seconds >= 60 ? 60 : seconds >= 5 ? 5 : 1; }

Seconds rounded(double seconds) { return {std::round(seconds / grain_of(seconds)) * grain_of(seconds)}; }

Seconds rounded_down(double seconds) { return {std::floor(seconds / grain_of(seconds)) * grain_of(seconds)}; }

Seconds rounded_up(double seconds) { return {std::ceil(seconds / grain_of(seconds)) * grain_of(seconds)}; }

/// As the window said it before the trial run.
Seconds guessed(double seconds) { return seconds < 60 ? Seconds{std::ceil(seconds / 5) * 5} : rounded(seconds); }

/// Two figures, and whole numbers from ten on.
double two_figures(double value) {
  if (value <= 0) return 0;
  const double unit = value >= 10 ? 1 : std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

/// Up to the next five minutes, or quarter of an hour, or hour.
int tidy_minutes(double minutes) {
  const int step = minutes <= 60 ? 5 : minutes <= 240 ? 15 : 60;
  const double tidy = std::ceil(minutes / step) * step;
  return static_cast<int>(std::clamp<double>(tidy, static_cast<double>(least_walltime_minutes),
                                             static_cast<double>(most_walltime_minutes)));
}

}  // namespace

std::optional<Forecast> forecast_of(const JobRecord& record, const TrainingRecord& training) {
  if (!record.is_trial || record.phase != JobPhase::done || !training.forecast) return std::nullopt;
  const auto& told = *training.forecast;
  Forecast forecast;
  forecast.seconds = {told.low, told.seconds, told.high};
  forecast.gpu_hours = times(forecast.seconds, gpus_in_all(record.resources) / seconds_in_hour);
  forecast.may_end_early = told.may_end_early;
  return forecast;
}

Message words_of(const Forecast& forecast) {
  const auto& [low, likely, high] = forecast.seconds;
  if (forecast.gpu_hours.likely <= 0) {
    return Message(WERKBANK_TEXT("jobs", "The whole run will take about %1 (%2 to %3)."),
                   {rounded(likely), rounded_down(low), rounded_up(high)});
  }
  return Message(WERKBANK_TEXT("jobs", "The whole run will take about %1 (%2 to %3), %4 GPU-hours."),
                 {rounded(likely), rounded_down(low), rounded_up(high), two_figures(forecast.gpu_hours.likely)});
}

Message guess_beside(const JobRecord& record, const Forecast& forecast) {
  const bool has_guess = record.expected_low && record.expected_high;
  if (!has_guess) {
    if (!forecast.may_end_early) return {};
    return Message(WERKBANK_TEXT("jobs", "It may be ready sooner: it stops by itself when it gets no better."));
  }
  const Seconds low = guessed(*record.expected_low);
  const Seconds high = guessed(*record.expected_high);
  if (forecast.may_end_early) {
    return Message(WERKBANK_TEXT("jobs",
                                 "It may be ready sooner: it stops by itself when it gets no better. The guess before "
                                 "the trial run was %1 to %2."),
                   {low, high});
  }
  return Message(WERKBANK_TEXT("jobs", "The guess before the trial run was %1 to %2."), {low, high});
}

Estimate measured(Estimate guess, const Range& seconds) {
  const double kilowatts = guess.seconds.likely > 0 ? guess.kilowatt_hours.likely / guess.seconds.likely : 0;
  guess.seconds = seconds;
  guess.gpu_hours = times(seconds, gpus_in_all(guess.tier) / seconds_in_hour);
  guess.kilowatt_hours = times(seconds, kilowatts);
  guess.walltime_minutes = tidy_minutes(seconds.high * walltime_share / 60);
  return guess;
}

bool holds_for(const JobRecord& trial, const JobTemplate& job_template, const ParameterValues& values,
               const std::string& data_path, const std::string& factory, const ResourceTier& tier) {
  const bool same_machines = trial.resources.gpus == tier.gpus && trial.resources.nodes == tier.nodes;
  return same_machines && trial.is_trial && trial.template_id == job_template.id &&
         trial.template_version == job_template.version && trial.factory == factory && trial.data_path == data_path &&
         answers_for(job_template, trial) == values;
}

}  // namespace werkbank
