// The trial run: a short job that measures what the whole one will take. What it measured, in words and as an estimate
// that stands in the place of the guess.
#pragma once

#include <optional>
#include <string>

#include "core/base/message.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/job_template.h"
#include "core/jobs/job_record.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

/// The time limit of a trial run. It measures for about a minute; the rest is for reading the data, and for the report.
constexpr int trial_walltime_minutes = 10;

/// What the whole run will take.
struct Forecast {
  Range seconds;               ///< of work, waiting for a place not counted
  Range gpu_hours;             ///< zero when no GPU was asked
  bool may_end_early = false;  ///< the training stops by itself when it gets no better
};

/// What this trial run measured; empty when it is no trial run, or is not done.
std::optional<Forecast> forecast_of(const JobRecord& record, const TrainingRecord& training);

/// "The whole run will take about 2 h 10 min (1 h 50 min to 2 h 40 min), 2.2 GPU-hours."
Message words_of(const Forecast& forecast);

/// What was guessed before the trial run, and that it may end sooner; for beside words_of(). May be empty.
Message guess_beside(const JobRecord& record, const Forecast& forecast);

/// The same estimate with what was measured in place of the guess: time, GPU-hours, electricity and the time limit.
Estimate measured(Estimate guess, const Range& seconds);

/// Whether what `trial` measured holds for these answers of its template, this data (the path as a record keeps it),
/// this factory (its profile's id) and as many GPUs on as many machines.
bool holds_for(const JobRecord& trial, const JobTemplate& job_template, const ParameterValues& values,
               const std::string& data_path, const std::string& factory, const ResourceTier& tier);

}  // namespace werkbank
