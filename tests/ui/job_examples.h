// Made-up jobs for the tests of ui: every state, with GPU readings and learning curves as real ones have them.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/jobs/job_list_model.h"

namespace werkbank::example {

/// A fixed moment, so that pictures and texts do not change from day to day.
constexpr double start = 1795525200;  // 24 November 2026, 13:00 UTC

/// `gpus` GPUs on hosts of four, a reading each `step` seconds for `seconds`.
std::vector<GpuSeries> gpus(std::size_t count, double seconds, double step = 5);
TrainingRecord training(double fraction);

JobView waiting();
JobView running();
JobView done();
JobView failed();
JobView cancelled();
JobView uploading();
JobView prepared();

std::vector<JobEntry> list();

}  // namespace werkbank::example
