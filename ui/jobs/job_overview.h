// The overview of a job: is it really working? Large figures and the learning curve. What in it is not real, the window
// says above every page.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/style/widgets.h"

namespace werkbank {

class AttemptsCard;
class LearningCurve;
class SweepCard;
class SweepCurves;
class WorkLine;

class JobOverview : public Page {
  Q_OBJECT

 public:
  explicit JobOverview(QWidget* parent = nullptr);
  /// `learns`: whether the job has a score and a learning curve to come; a notebook of one's own has not.
  /// `job_template` may be null.
  void show_job(const JobView& view, bool learns = true, const JobTemplate* job_template = nullptr);
  LearningCurve& curve() { return *curve_; }

 signals:
  void stop_requested();

 protected:
  void retranslate() override;

 private:
  /// `variant`: of a sweep that goes on, the one whose curve is shown; null: the job's own.
  void show_curve(const JobView& view, const VariantReading* variant);
  void show_all();
  void show_score();
  void show_gpu();
  void show_time();
  void show_failure();

  JobView view_;           ///< without samples and log
  TrainingRecord learnt_;  ///< whose scores count: the job's own, or those of the variant on show
  GpuSummary gpus_;
  std::size_t gpu_count_ = 0;  ///< that it has, or had last
  std::optional<double> use_now_;
  std::optional<double> last_news_;
  Banner* failure_;
  Figure* score_;
  Figure* gpu_;
  Figure* time_;
  Figure* energy_;
  WorkLine* work_;
  AttemptsCard* attempts_;
  SweepCard* sweep_;
  SweepCurves* curves_;  ///< of all that it tries
  LearningCurve* curve_;
  Card* chart_;
};

}  // namespace werkbank
