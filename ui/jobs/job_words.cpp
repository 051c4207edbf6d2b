#include "ui/jobs/job_words.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"

namespace werkbank {
namespace {

struct JobWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::JobWords)
};

}  // namespace

PhasePill pill_of(const JobRecord& record) {
  const auto named = [](Grading grading, const char* icon, const QString& word) {
    return PhasePill{grading, QLatin1String(icon), word};
  };
  if (record.cancel_requested && !is_over(record.phase))
    return named(Grading::warning, "stop", JobWords::tr("Stopping"));
  switch (record.phase) {
    case JobPhase::prepared:
      return named(Grading::neutral, "clock", JobWords::tr("Not sent yet"));
    case JobPhase::uploading:
      return named(Grading::accent, "upload", JobWords::tr("Sending data"));
    case JobPhase::submitting:
      return named(Grading::accent, "upload", JobWords::tr("Handing in"));
    case JobPhase::waiting:
      return named(Grading::neutral, "clock", JobWords::tr("Waiting its turn"));
    case JobPhase::running:
      return named(Grading::accent, "play", JobWords::tr("Running"));
    case JobPhase::finishing:
      return named(Grading::accent, "clock", JobWords::tr("Finishing"));
    case JobPhase::done:
      return named(Grading::success, "check", JobWords::tr("Done"));
    case JobPhase::failed:
      return named(Grading::danger, "error", JobWords::tr("Failed"));
    case JobPhase::cancelled:
      return named(Grading::neutral, "stop", JobWords::tr("Stopped"));
  }
  return named(Grading::neutral, "clock", {});
}

QString times_of(const JobRecord& record, Language language) {
  QStringList parts;
  if (record.started_at) {
    parts << JobWords::tr("started %1").arg(format_moment(*record.started_at, language));
  } else if (record.phase == JobPhase::waiting && record.starts_at) {
    parts << JobWords::tr("expected to start %1").arg(format_moment(*record.starts_at, language));
  } else if (record.submitted_at) {
    parts << JobWords::tr("handed in %1").arg(format_moment(*record.submitted_at, language));
  } else {
    parts << JobWords::tr("made %1").arg(format_moment(record.created_at, language));
  }
  if (record.started_at && record.ended_at) {
    parts << JobWords::tr("took %1").arg(format_duration(*record.ended_at - *record.started_at, language));
  }
  return parts.join(QStringLiteral(" · "));
}

QString title_of(const JobRecord& record) {
  const QString title = QString::fromStdString(record.title).simplified();
  const QString name = title.isEmpty() ? JobWords::tr("Job without a name") : title;
  return record.is_trial ? JobWords::tr("Trial run: %1").arg(name) : name;
}

QString against_baseline(const std::string& metric, double value, double baseline, bool higher_is_better,
                         Language language) {
  if (!std::isfinite(value) || !std::isfinite(baseline)) return {};
  const double difference = higher_is_better ? value - baseline : baseline - value;
  const QString base = curve_value(metric, baseline, language).replace(u' ', QChar::Nbsp);  // "31.2 %" on one line
  if (std::abs(difference) < 1e-9) return JobWords::tr("the same as guessing without learning (%1)").arg(base);
  return difference > 0 ? JobWords::tr("better than guessing without learning: that gives %1").arg(base)
                        : JobWords::tr("worse than guessing without learning: that gives %1").arg(base);
}

std::optional<double> running_time(const JobRecord& record, std::optional<double> last_news) {
  if (!record.started_at) return {};
  const double end = record.ended_at.value_or(last_news.value_or(*record.started_at));
  return std::max(0.0, end - *record.started_at);
}

}  // namespace werkbank
