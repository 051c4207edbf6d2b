// The learning curve with its choice of metric; says what it shows in words too.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/style/widgets.h"

class QComboBox;
class QStackedWidget;

namespace werkbank {

class CurvePlot;

class LearningCurve : public Page {
  Q_OBJECT

 public:
  explicit LearningCurve(QWidget* parent = nullptr);
  void show_job(const JobView& view);
  CurvePlot& plot() { return *plot_; }
  QComboBox& choice() { return *choice_; }
  /// As a picture of this size, twice as fine; for export.
  QString value() const { return QString::fromStdString(value_); }

 protected:
  void retranslate() override;
  void restyle() override;

 private:
  void fill_choice();
  void draw();

  TrainingRecord training_;
  JobRecord record_;
  std::string value_;  ///< the metric on show
  bool chosen_ = false;
  std::vector<std::string> values_;
  Strong* title_;
  QComboBox* choice_;
  QStackedWidget* bodies_;
  Muted* nothing_;
  CurvePlot* plot_;
};

}  // namespace werkbank
