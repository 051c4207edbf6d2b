#include "ui/charts/chart_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QCoreApplication>
#include <QDateTime>

#include "core/base/units.h"
#include "core/jobs/headline.h"
#include "ui/charts/plotted.h"

namespace werkbank {
namespace {

struct ChartWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::ChartWords)
};

int decimals_of(double value) {
  const double size = std::abs(value);
  if (size == 0 || size >= 100) return 0;
  if (size >= 10) return 1;
  if (size >= 1) return 2;
  return size >= 0.1 ? 3 : 4;
}

QString clock_words(double time, Language language) {
  return locale_of(language).toString(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time * 1000)),
                                      QStringLiteral("HH:mm:ss"));
}

}  // namespace

QString metric_name(GpuMetric metric) {
  switch (metric) {
    case GpuMetric::utilisation:
      return ChartWords::tr("GPU use");
    case GpuMetric::memory:
      return ChartWords::tr("GPU memory");
    case GpuMetric::power:
      return ChartWords::tr("Power");
    case GpuMetric::temperature:
      return ChartWords::tr("Temperature");
  }
  return {};
}

QString metric_title(GpuMetric metric) {
  switch (metric) {
    case GpuMetric::utilisation:
      return ChartWords::tr("GPU use (%)");
    case GpuMetric::memory:
      return ChartWords::tr("GPU memory (GiB)");
    case GpuMetric::power:
      return ChartWords::tr("Power (W)");
    case GpuMetric::temperature:
      return ChartWords::tr("Temperature (°C)");
  }
  return {};
}

QString metric_absent(GpuMetric metric, const std::vector<GpuSeries>& series) {
  const bool parts = !series.empty() && std::all_of(series.begin(), series.end(), is_part_of_gpu);
  if (parts && metric == GpuMetric::utilisation) {
    return ChartWords::tr("Your job has a part of a GPU, and a part does not tell how busy it is");
  }
  if (parts && (metric == GpuMetric::power || metric == GpuMetric::temperature)) {
    return ChartWords::tr("Only measured of the whole GPU, which others use too");
  }
  switch (metric) {
    case GpuMetric::utilisation:
      return ChartWords::tr("The use of the GPU was not measured here");
    case GpuMetric::memory:
      return ChartWords::tr("The memory of the GPU was not measured here");
    case GpuMetric::power:
      return ChartWords::tr("The power of the GPU was not measured here");
    case GpuMetric::temperature:
      return ChartWords::tr("The temperature of the GPU was not measured here");
  }
  return {};
}

QString metric_value(GpuMetric metric, std::optional<double> value, Language language) {
  if (!value || !std::isfinite(*value)) return QStringLiteral("–");
  const QLocale locale = locale_of(language);
  switch (metric) {
    case GpuMetric::utilisation:
      return locale.toString(*value, 'f', 0) + QStringLiteral(" %");
    case GpuMetric::memory:
      return locale.toString(*value, 'f', 1) + QStringLiteral(" GiB");
    case GpuMetric::power:
      return locale.toString(*value, 'f', 0) + QStringLiteral(" W");
    case GpuMetric::temperature:
      return locale.toString(*value, 'f', 0) + QStringLiteral(" °C");
  }
  return {};
}

QString mark_word(const TimeMark& mark, std::optional<double> waited, Language language) {
  switch (mark.kind) {
    case TimeMark::Kind::queued:
      return {};
    case TimeMark::Kind::started:
      if (waited) return ChartWords::tr("start, after %1 in the queue").arg(format_duration(*waited, language));
      return ChartWords::tr("start");
    case TimeMark::Kind::attempt:
      return ChartWords::tr("attempt %1").arg(mark.attempt);
    case TimeMark::Kind::checkpoint:
      return ChartWords::tr("last saved");
    case TimeMark::Kind::ended:
      return ChartWords::tr("end");
  }
  return {};
}

QString mark_sentence(const TimeMark& mark, Language language) {
  const QString step = locale_of(language).toString(static_cast<qlonglong>(mark.step));
  switch (mark.kind) {
    case TimeMark::Kind::queued:
      return ChartWords::tr("put in the queue");
    case TimeMark::Kind::started:
      return ChartWords::tr("start");
    case TimeMark::Kind::attempt:
      return ChartWords::tr("attempt %1 goes on from step %2").arg(QString::number(mark.attempt), step);
    case TimeMark::Kind::checkpoint:
      return ChartWords::tr("saved at step %1").arg(step);
    case TimeMark::Kind::ended:
      return ChartWords::tr("end");
  }
  return {};
}

QString moment_words(double time, double origin, Language language) {
  const QString clock = clock_words(time, language);
  const double since = time - origin;
  if (since < 0) return ChartWords::tr("%1 · %2 before the start").arg(clock, format_duration(-since, language));
  return ChartWords::tr("%1 · %2 after the start").arg(clock, format_duration(since, language));
}

QString curve_name(const std::string& value) {
  return score_name(value).in(Language::english);  // Words of the program come in the language of the translators.
}

QString split_name(const std::string& split) {
  if (split == "train") return ChartWords::tr("on the training data");
  if (split == "val" || split == "valid" || split == "validation") return ChartWords::tr("on data kept apart (check)");
  if (split == "test") return ChartWords::tr("on test data");
  return QString::fromStdString(split);
}

QString curve_value(const std::string& value, double amount, Language language) {
  if (!std::isfinite(amount)) return QStringLiteral("–");
  if (is_share(value)) return locale_of(language).toString(amount * 100, 'f', 1) + QStringLiteral(" %");
  return locale_of(language).toString(amount, 'f', decimals_of(amount));
}

QString spark_words(const std::vector<double>& percent, bool is_over, Language language) {
  if (percent.empty()) return {};
  const double mean = std::accumulate(percent.begin(), percent.end(), 0.0) / static_cast<double>(percent.size());
  const QString amount = locale_of(language).toString(is_over ? mean : percent.back(), 'f', 0);
  return is_over ? ChartWords::tr("GPU use: %1 % on average").arg(amount)
                 : ChartWords::tr("GPU use: %1 % now").arg(amount);
}

QString describe(const std::vector<GpuSeries>& series, Language language) {
  const auto span = time_span(series);
  if (!span) return ChartWords::tr("No GPU readings yet.");
  QString text =
      ChartWords::tr("Readings of %n GPUs", nullptr, static_cast<int>(series.size())) + u' ' +
      ChartWords::tr("from %1 to %2.").arg(clock_words(span->first, language), clock_words(span->second, language));
  if (const auto hosts = static_cast<int>(host_count(series)); hosts > 1)
    text += u' ' + ChartWords::tr("They are in %n computers.", nullptr, hosts);
  for (const GpuMetric metric : gpu_metrics) {
    const auto summary = metric_summary(series, metric);
    if (!summary) {
      text += u' ' + metric_absent(metric, series) + u'.';
      continue;
    }
    text += u' ' + ChartWords::tr("%1: %2 on average, between %3 and %4.")
                       .arg(metric_name(metric), metric_value(metric, summary->mean, language),
                            metric_value(metric, summary->lowest, language),
                            metric_value(metric, summary->highest, language));
  }
  return text;
}

QString describe(const std::vector<TimeMark>& marks, Language language) {
  QStringList sentences;
  int attempts = 0;
  int saved = 0;
  const TimeMark* last_attempt = nullptr;
  const TimeMark* last_saved = nullptr;
  const auto waited = time_in_queue(marks);
  for (const TimeMark& mark : marks) {
    const QString clock = clock_words(mark.time, language);
    if (mark.kind == TimeMark::Kind::started && waited) {
      sentences
          << ChartWords::tr("Started at %1, after %2 in the queue.").arg(clock, format_duration(*waited, language));
    } else if (mark.kind == TimeMark::Kind::started) {
      sentences << ChartWords::tr("Started at %1.").arg(clock);
    } else if (mark.kind == TimeMark::Kind::attempt) {
      ++attempts;
      last_attempt = &mark;
    } else if (mark.kind == TimeMark::Kind::checkpoint) {
      ++saved;
      last_saved = &mark;
    }
  }
  if (last_attempt != nullptr) {
    sentences << ChartWords::tr("Went on in a new attempt %n times, the last time at %1.", nullptr, attempts)
                     .arg(clock_words(last_attempt->time, language));
  }
  if (last_saved != nullptr) {
    sentences << ChartWords::tr("Saved %n times, the last time at %1.", nullptr, saved)
                     .arg(clock_words(last_saved->time, language));
  }
  if (!marks.empty() && marks.back().kind == TimeMark::Kind::ended) {
    sentences << ChartWords::tr("Ended at %1.").arg(clock_words(marks.back().time, language));
  }
  return sentences.join(u' ');
}

QString describe(const TrainingRecord& training, const std::string& value, std::optional<double> baseline,
                 Language language) {
  QString text = curve_name(value) + u'.';
  for (const auto& [key, points] : training.curves) {
    if (key.value != value) continue;
    const auto known = [](const MetricPoint& point) { return point.value.has_value(); };
    const auto first = std::find_if(points.begin(), points.end(), known);
    const auto last = std::find_if(points.rbegin(), points.rend(), known);
    if (first == points.end()) continue;
    text += u' ' + ChartWords::tr("%1: from %2 to %3.")
                       .arg(split_name(key.split), curve_value(value, *first->value, language),
                            curve_value(value, *last->value, language));
  }
  for (std::size_t i = 1; i < training.attempts.size(); ++i) {
    if (i >= 3 && i + 1 < training.attempts.size()) continue;  // of many the first ones and the last
    text += u' ' + ChartWords::tr("Attempt %1 goes on from step %2.")
                       .arg(QString::number(i + 1),
                            locale_of(language).toString(static_cast<qlonglong>(training.attempts[i].from_step)));
  }
  if (baseline) text += u' ' + ChartWords::tr("Without learning: %1.").arg(curve_value(value, *baseline, language));
  return text;
}

QString reality_words(const Reality& reality) {
  if (reality.is_played_back)
    return ChartWords::tr("Recorded earlier: this run is played back, it is not running now.");
  if (reality.gpu_is_simulated)
    return ChartWords::tr("The GPU readings are simulated: there is no real GPU behind them.");
  return {};
}

}  // namespace werkbank
