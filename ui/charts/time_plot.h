// Small charts of anything over the time of a job, one below the other: the computers' memory, the pace of a training.
// Zooms by wheel, drag and keys, shows all values under the cross hair, and can keep in step with another chart.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ui/charts/mark_item.h"
#include "ui/charts/plot.h"
#include "ui/charts/plotted.h"
#include "ui/charts/time_ticker.h"
#include "ui/style/theme.h"

namespace werkbank {

class HoverCard;

struct TimeLine {
  QString name;
  /// What to draw between two moments (unix seconds) and a little beyond; a value that is no number breaks the line.
  std::function<std::vector<TimePoint>(double from, double to)> points;
  double bridge = 60;  ///< seconds: farther than half of it from a point nothing is known
};

struct TimePane {
  QString title;
  std::vector<TimeLine> lines;
  ValueRange range;
  std::optional<double> limit;           ///< of the values, drawn as a line,
  QString limit_word;                    ///< and what it is called
  std::function<QString(double)> words;  ///< a value with its unit
};

class TimePlot : public Plot {
  Q_OBJECT

 public:
  explicit TimePlot(QWidget* parent = nullptr);
  ~TimePlot() override;

  /// `span` is what there is to see, `origin` the start of the job: unix seconds.
  void set_data(std::vector<TimePane> panes, TimeSpan span, double origin, const std::vector<TimeMark>& marks);
  /// Seconds since the start that are in view.
  QCPRange visible() const { return seen_; }
  /// Shows this stretch; tells nobody.
  void look_at(const QCPRange& range);
  /// Pixels, so that it begins below the other chart's.
  void set_left_margin(int margin);
  /// Without words at the time axis and of the marks: they stand at the chart that this one keeps in step with.
  void set_axis_words(bool shown);

  void hover_at(double time);  ///< unix seconds
  void end_hover();
  QString hover_text() const;
  /// The words of the marks as they were drawn last.
  const std::vector<PlacedWord>& mark_words() const;
  QString title(std::size_t pane) const { return panes_[pane].title; }

  void restyle();
  QSize minimumSizeHint() const override;

 signals:
  /// By hand: zoomed or moved, or all of it (`whole`).
  void looked_at(const QCPRange& range, bool whole);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  struct Drawn {
    QCPAxisRect* rect = nullptr;
    QCPTextElement* title = nullptr;
    QCPLegend* names = nullptr;
    QCPItemStraightLine* cross = nullptr;
    QCPItemStraightLine* limit = nullptr;
    QCPItemText* limit_word = nullptr;
    MarkItem* marks = nullptr;
    std::vector<QCPGraph*> graphs;
  };
  void make_panes();
  Drawn make_pane(std::size_t index, QCPMarginGroup& margins);
  void make_graphs(const TimePane& pane, Drawn& drawn);
  bool fits(const std::vector<TimePane>& panes) const;
  void fill();
  void place_limit(const TimePane& pane, Drawn& drawn);
  void range_changed(const QCPRange& range);
  QCPRange kept_inside(const QCPRange& range) const;
  void zoom(double factor);
  void place_hover();

  std::vector<TimePane> panes_;
  std::vector<Drawn> drawn_;
  QSharedPointer<TimeTicker> ticker_;
  QCPRange whole_{0, 60};
  QCPRange seen_{0, 60};
  double origin_ = 0;
  bool follows_ = true;  ///< shows all there is until someone looks closer
  bool axis_words_ = true;
  int left_margin_ = px(Space::section);
  bool setting_range_ = false;
  std::optional<double> hovered_;
  HoverCard* card_;
};

}  // namespace werkbank
