// The charts of a job in one picture, for werkbank-cli's plotting program and for reports.
#pragma once

#include <map>

#include <QSize>
#include <QString>

#include "core/base/result.h"
#include "core/jobs/job_view.h"
#include "ui/style/theme.h"

namespace werkbank {

/// Draws title, state, learning curve, of a sweep the curves of its settings together, the GPU charts and those of the
/// computers (what there is) into a PNG of `size` points (twice as many pixels). `settings` says what each setting of a
/// sweep tries, by number from 1. Says on the picture when GPU readings are simulated or the run is played back. Needs
/// a QApplication (the offscreen platform will do); `theme` must be the applied one. Errors: local_file, internal.
Result<Done> render_job_charts(const JobView& view, Language language, const Theme& theme, QSize size,
                               const QString& png_path, const std::map<int, QString>& settings = {});

}  // namespace werkbank
