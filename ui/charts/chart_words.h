// The words of the charts: names and units of what is measured, and a description of a chart for those who cannot see
// it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/base/language.h"
#include "core/jobs/job_view.h"
#include "core/telemetry/gpu_samples.h"
#include "ui/charts/marks.h"

namespace werkbank {

constexpr GpuMetric gpu_metrics[] = {GpuMetric::utilisation, GpuMetric::memory, GpuMetric::power,
                                     GpuMetric::temperature};

/// "GPU use", with its unit: "GPU use (%)".
QString metric_name(GpuMetric metric);
QString metric_title(GpuMetric metric);
/// "The power of the GPU was not measured here"; of parts of GPUs, that a part does not tell it.
QString metric_absent(GpuMetric metric, const std::vector<GpuSeries>& series);
/// "31,2 GiB"; a dash when there is no value. `value` is in screen units.
QString metric_value(GpuMetric metric, std::optional<double> value, Language language);

/// A word beside its line; `waited`: time_in_queue() of the job.
QString mark_word(const TimeMark& mark, std::optional<double> waited, Language language);
/// The same where there is room: "saved at step 354".
QString mark_sentence(const TimeMark& mark, Language language);

/// "14:05:12 · 12 min 5 s after the start"
QString moment_words(double time, double origin, Language language);

/// The script's metric in plain words (score_name of core/jobs/headline.h).
QString curve_name(const std::string& value);
QString split_name(const std::string& split);
/// "95.7 %" for a share, else digits by size: 0.0123, 1.25, 348.
QString curve_value(const std::string& value, double amount, Language language);

/// What a spark line of GPU use says: "GPU use: 72 % now", or on average when the run is over. Empty without readings.
QString spark_words(const std::vector<double>& percent, bool is_over, Language language);

/// What the GPU charts show, in sentences.
QString describe(const std::vector<GpuSeries>& series, Language language);
/// When it waited, started, went on, was saved and ended, in sentences; empty without marks.
QString describe(const std::vector<TimeMark>& marks, Language language);
/// What the learning curve of this metric shows, in sentences.
QString describe(const TrainingRecord& training, const std::string& value, std::optional<double> baseline,
                 Language language);

/// What on the charts is not real; empty when all is.
QString reality_words(const Reality& reality);

}  // namespace werkbank
