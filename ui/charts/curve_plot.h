// The learning curve as a drawing: a line for each split, earlier attempts thinner, the value to beat as a dashed line;
// over it the curve of another job, paler and dashed.
#pragma once

#include <optional>

#include "ui/charts/curve_lines.h"
#include "ui/charts/plot.h"
#include "ui/style/theme.h"

namespace werkbank {

class CurvePlot : public Plot {
  Q_OBJECT

 public:
  explicit CurvePlot(QWidget* parent = nullptr);
  /// The curves of another job, drawn with the next set_data(); none takes them away.
  void set_other(const QString& title, std::vector<CurveLine> lines);
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
  void add_line(const CurveLine& line, std::size_t total);
  void add_other(const CurveLine& line);
  void make_baseline();
  void make_attempt_marks();
  double on_axis(double value) const { return shown_as_percent_ ? value * 100 : value; }
  void fit();
  QColor color_of(const std::string& split) const;

  std::vector<CurveLine> lines_;
  QString other_title_;
  std::vector<CurveLine> other_lines_;
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
