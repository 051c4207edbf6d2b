// The four stacked charts of a job's GPUs: use, memory, power, temperature over one shared time axis; with many GPUs
// the first is a map with a row for each. Zooms by wheel, drag and keys, shows every GPU's values under the cross hair,
// follows a run that is going on.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "core/telemetry/gpu_samples.h"
#include "ui/charts/mark_item.h"
#include "ui/charts/plot.h"
#include "ui/charts/time_ticker.h"
#include "ui/style/theme.h"

namespace werkbank {

class HoverCard;

class GpuPlot : public Plot {
  Q_OBJECT

 public:
  explicit GpuPlot(QWidget* parent = nullptr);
  ~GpuPlot() override;

  /// `origin` is the start of the job, unix seconds. Series that only grew since the last call are appended to.
  void set_data(const std::vector<GpuSeries>& series, double origin, const std::vector<TimeMark>& marks);
  const std::vector<GpuSeries>& series() const { return series_; }
  /// Lays the average of another job's GPUs over the charts, both from their own start; without series nothing.
  void set_other(const QString& title, const std::vector<GpuSeries>& series, double origin);
  double origin() const { return origin_; }

  /// While following, the view always holds the whole run. Zooming by hand ends it.
  void set_following(bool following);
  bool is_following() const { return following_; }
  /// Seconds since the start that are in view.
  QCPRange visible() const;
  void look_at(const QCPRange& range);  ///< as by hand: ends following
  void zoom(double factor);             ///< below 1 is closer
  void pan(double fraction);            ///< of what is in view; positive is later
  void show_all();                      ///< the whole run, following again

  /// Puts the cross hair at this time (unix seconds); with many GPUs also on one of them.
  void hover_at(double time, std::optional<std::size_t> gpu = {});
  void end_hover();
  /// What the cross hair shows, a line a GPU; empty when there is none.
  QString hover_text() const;
  const std::vector<TimeMark>& marks() const { return marks_; }
  /// The words of the marks as they were drawn last.
  const std::vector<PlacedWord>& mark_words() const { return panes_[0].marks->words(); }

  /// Puts in words and colours again: after a switch of language or theme.
  void retranslate();
  void restyle();

  QSize minimumSizeHint() const override;

 signals:
  void following_changed(bool following);
  void visible_changed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  struct Pane {
    GpuMetric metric = GpuMetric::utilisation;
    QCPAxisRect* rect = nullptr;
    QCPTextElement* title = nullptr;
    QCPItemText* absent = nullptr;
    QCPItemStraightLine* cross = nullptr;
    MarkItem* marks = nullptr;
    std::vector<QCPGraph*> graphs;  ///< a line each
    QCPGraph* other = nullptr;      ///< of the job that it is compared with; none where the map is
    std::vector<QCPGraph*> bands;   ///< from the lowest to the highest: two for each line, when there are few
  };

  /// A job that this one is compared with.
  struct Other {
    QString title;
    std::vector<GpuSeries> series;
    double origin = 0;
  };

  void build_legend();
  void build_pane(std::size_t index, GpuMetric metric, QCPMarginGroup& margins);
  void share_time_axis();
  void make_graphs();
  const std::vector<QCPGraph*>& named_graphs() const;
  void name_graphs();
  void fill_graphs();
  void fill_pane(Pane& pane);
  void fill_other(Pane& pane, double from, double to);
  QColor other_color() const;
  void set_marks(const std::vector<TimeMark>& marks);
  void set_margins();
  void range_changed(const QCPRange& range);
  QCPRange whole() const;
  QCPRange kept_inside(const QCPRange& range) const;
  void set_visible(const QCPRange& range);
  bool is_combined() const;
  std::size_t line_count() const;
  QColor line_color(std::size_t line) const;
  bool has_bands() const;
  void make_map();
  void name_rows();
  void fill_map();
  void restyle_map();
  void name_panes();
  std::optional<std::size_t> row_at(const QPoint& place) const;
  void show_hover(double time);
  QString hover_head(double time) const;
  void place_hover(double key);

  std::array<Pane, 4> panes_;
  QSharedPointer<TimeTicker> ticker_;
  QCPLegend* names_ = nullptr;
  std::vector<GpuSeries> series_;
  Other other_;
  std::vector<TimeMark> marks_;
  double origin_ = 0;
  bool following_ = true;
  bool setting_range_ = false;
  QCPColorMap* map_ = nullptr;  ///< while there are many GPUs
  std::optional<double> hovered_;
  std::optional<std::size_t> hovered_gpu_;
  HoverCard* card_;
};

}  // namespace werkbank
