// The learning curves of the settings that a sweep tries, in one chart, with a choice of metric and all of it in words.
#pragma once

#include <map>

#include "core/jobs/job_view.h"
#include "ui/charts/curve_lines.h"
#include "ui/style/widgets.h"

class QComboBox;

namespace werkbank {

class CurvePlot;

class SweepCurves : public Page {
  Q_OBJECT

 public:
  /// Object names: sweep_curves.note, sweep_curves.choice.
  explicit SweepCurves(QWidget* parent = nullptr);
  /// Hides itself where there are no two curves to lay over each other. `score` is the script's name of what is
  /// compared; `settings` says what each of them tries, by number from 1.
  void show_job(const JobView& view, const std::string& score, std::map<int, QString> settings);
  /// In another language.
  void set_settings(std::map<int, QString> settings);
  CurvePlot& plot() { return *plot_; }
  /// Whether there are two curves or more to lay over each other.
  bool has_curves() const { return variants_.size() > 1; }
  QString title() const;
  QString note() const;

 protected:
  void retranslate() override;
  void restyle() override;

 private:
  void fill_choice();
  void draw();
  std::string split_of_all() const;
  CurveAxis axis_of_all() const;
  QString name_of(const VariantReading& variant) const;
  QString note_words() const;
  QString described(const std::string& split) const;

  std::vector<VariantReading> variants_;  ///< of which there is a curve, the best first
  std::map<int, QString> settings_;
  std::optional<int> best_;  ///< from 0
  std::size_t left_out_ = 0;
  bool over_ = false;
  std::string uuid_;
  std::vector<std::string> values_;
  std::string value_;  ///< the metric on show
  bool chosen_ = false;
  Strong* title_;
  QComboBox* choice_;
  Muted* note_;
  CurvePlot* plot_;
};

}  // namespace werkbank
