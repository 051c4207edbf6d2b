// The learning curve with its choice of metric, and as its last choice the pace of the training over time; says what it
// shows in words too. The curve of another job can be laid over it.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/charts/comparison_choice.h"
#include "ui/charts/marks.h"
#include "ui/charts/pace.h"
#include "ui/style/widgets.h"

class QComboBox;
class QStackedWidget;

namespace werkbank {

class CurvePlot;
class TimePlot;

class LearningCurve : public Page {
  Q_OBJECT

 public:
  explicit LearningCurve(QWidget* parent = nullptr);
  void show_job(const JobView& view);
  /// Says above the curve what it is of, where that is not the job as a whole.
  void set_whose(const QString& sentence);
  /// The jobs to choose from, until another job is shown; without any there is no choice.
  void set_comparable(std::vector<Comparable> jobs);
  /// Lays the curve of this job over the one on show, until another one is shown.
  void compare_with(const JobView& other);
  void end_comparison();
  ComparisonChoice& comparison() { return *comparison_; }
  CurvePlot& plot() { return *plot_; }
  TimePlot& pace_plot() { return *pace_plot_; }
  QComboBox& choice() { return *choice_; }
  bool shows_pace() const { return shows_pace_; }
  /// The metric on show.
  QString value() const { return QString::fromStdString(value_); }

 signals:
  /// Chosen by the person: compare_with() is to follow. Empty: with none any more.
  void compare_requested(const QString& uuid);

 protected:
  void retranslate() override;
  void restyle() override;

 private:
  void choose(int index);
  void show_comparison();
  QString compared_words() const;
  void show_note(const QString& words);
  void fill_choice();
  void draw();
  void draw_curve();
  void draw_pace();

  struct Other {
    QString uuid;
    QString title;
    TrainingRecord training;
  };
  QString whose_;
  TrainingRecord training_;
  JobRecord record_;
  std::optional<Other> other_;
  std::vector<TimeMark> marks_;
  double origin_ = 0;                ///< start of the job, unix seconds
  std::optional<PaceSummary> pace_;  ///< when the records tell it
  bool shows_pace_ = false;
  std::string value_;  ///< the metric on show
  bool chosen_ = false;
  std::vector<std::string> values_;
  Strong* title_;
  ComparisonChoice* comparison_;
  QComboBox* choice_;
  Muted* note_;
  QStackedWidget* bodies_;
  Muted* nothing_;
  CurvePlot* plot_;
  TimePlot* pace_plot_;
};

}  // namespace werkbank
