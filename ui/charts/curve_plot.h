// The learning curve as a drawing: a line for each split, earlier attempts thinner, the value to beat as a dashed line;
// over it the curve of another job, paler and dashed. Or the curves of several variants, the best of them strong.
#pragma once

#include <optional>

#include "ui/charts/curve_lines.h"
#include "ui/charts/plot.h"
#include "ui/style/theme.h"

namespace werkbank {

/// The learning curve of one of several that are shown together.
struct NamedCurve {
  QString name;
  std::vector<CurveLine> lines;  ///< of one split
  bool is_best = false;
};

class CurvePlot : public Plot {
  Q_OBJECT

 public:
  explicit CurvePlot(QWidget* parent = nullptr);
  /// The curves of another job, drawn with the next set_data(); none takes them away.
  void set_other(const QString& title, std::vector<CurveLine> lines);
  /// Draws the curves of one metric.
  void set_data(std::vector<CurveLine> lines, CurveAxis axis, const std::string& value, std::optional<double> baseline);
  /// Draws these together, told apart by colour, dashes and marks, and named one below the other; at most eight.
  void set_together(std::vector<NamedCurve> curves, CurveAxis axis, const std::string& value);
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
  void set_axis(CurveAxis axis, const std::string& value);
  void dress_legend();
  std::vector<const CurveLine*> all_lines() const;
  void add_together(const NamedCurve& curve, std::size_t index);
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
  std::vector<NamedCurve> together_;
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
