// What a learning curve draws: for one metric, a line for each split and attempt. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/jobs/job_view.h"

namespace werkbank {

struct CurveLine {
  std::string split;
  int attempt = 0;
  bool is_latest = true;  ///< of its split; earlier attempts are drawn thinner
  std::vector<std::pair<double, double>>
      points;  ///< along the axis, value; a value that is not a number breaks the line
};

enum class CurveAxis { epoch, step };

/// The metrics that there are curves of; the primary one first, then "loss", then by name.
std::vector<std::string> curve_values(const TrainingRecord& training, const std::string& primary);
/// Which of the curves a script means by the name of its score ("val/accuracy" is the accuracy too); the name itself
/// when it is none of them.
std::string curve_named(const TrainingRecord& training, const std::string& name);
/// Epochs when the script counts more than one, else steps.
CurveAxis axis_of(const TrainingRecord& training, const std::string& value);
std::vector<CurveLine> curve_lines(const TrainingRecord& training, const std::string& value, CurveAxis axis);

/// What came out of it: the final result when `value` is what the script names as its result, else the latest on data
/// kept apart, else on the training data.
std::optional<double> result_of(const TrainingRecord& training, const std::string& value);

/// The value to beat, when `value` is the metric that it is of.
std::optional<double> baseline_of(const JobView& view, const std::string& value);
/// The name of the metric that counts; empty while it is not known.
std::string primary_of(const JobView& view);

}  // namespace werkbank
