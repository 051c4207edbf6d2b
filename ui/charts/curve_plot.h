// The learning curve as a drawing: a line for each split, earlier attempts thinner, the value to beat as a dashed line.
#pragma once

#include <optional>

#include <qcustomplot.h>

#include "ui/charts/curve_lines.h"
#include "ui/style/theme.h"

namespace werkbank {

class CurvePlot : public QCustomPlot {
  Q_OBJECT

 public:
  explicit CurvePlot(QWidget* parent = nullptr);
  /// Draws the curves of one metric.
  void set_data(std::vector<CurveLine> lines, CurveAxis axis, const std::string& value, std::optional<double> baseline);
  /// The values at this place of the axis, a line a split; empty when there are none.
  QString hover_text(double place) const;

  void retranslate();
  void restyle();
  QSize minimumSizeHint() const override { return {240, 200}; }

 protected:
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void build();
  void build_legend();
  void make_baseline();
  void make_attempt_marks();
  double on_axis(double value) const { return shown_as_percent_ ? value * 100 : value; }
  void fit();
  QColor color_of(const std::string& split) const;

  std::vector<CurveLine> lines_;
  CurveAxis axis_ = CurveAxis::step;
  std::string value_;
  bool shown_as_percent_ = false;
  std::optional<double> baseline_;
  QCPItemStraightLine* base_line_;
  QCPItemText* base_word_;
  QCPItemStraightLine* cross_;
  std::vector<QCPAbstractItem*> attempt_marks_;
};

}  // namespace werkbank
