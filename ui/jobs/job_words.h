// A job in plain words: its state as a pill, when it began and ended, how its score reads.
#pragma once

#include <optional>

#include <QString>

#include "core/base/language.h"
#include "core/jobs/job_view.h"
#include "ui/style/notices.h"

namespace werkbank {

struct PhasePill {
  Grading grading = Grading::neutral;
  QString icon;
  QString word;
};
PhasePill pill_of(const JobRecord& record);

/// "started 24 nov 2026 14:05 · took 12 min", whatever is known.
QString times_of(const JobRecord& record, Language language);
/// The title, or a stand-in when it is empty; one line.
QString title_of(const JobRecord& record);
/// "better than guessing without learning: that gives 31 %", or the opposite; empty when it cannot be said.
QString against_baseline(const std::string& metric, double value, double baseline, bool higher_is_better,
                         Language language);
/// Seconds it ran, or has been running when it was last heard of.
std::optional<double> running_time(const JobRecord& record, std::optional<double> last_news);

}  // namespace werkbank
