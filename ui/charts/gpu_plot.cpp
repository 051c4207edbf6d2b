#include "ui/charts/gpu_plot.h"

#include <algorithm>
#include <cmath>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/comparison_choice.h"
#include "ui/charts/hover_card.h"
#include "ui/charts/plot_look.h"
#include "ui/charts/plotted.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr double shortest_view = 10;  ///< seconds

constexpr std::size_t most_with_bands = 2;

void fill(QCPGraph& graph, const std::vector<TimePoint>& points, double origin) {
  QVector<QCPGraphData> drawn;
  drawn.reserve(static_cast<qsizetype>(points.size()));
  for (const TimePoint& point : points) drawn.append(QCPGraphData(point.time - origin, point.value));
  graph.data()->set(drawn, true);
}

bool has_metric(const std::vector<GpuSeries>& series, GpuMetric metric) {
  return std::any_of(series.begin(), series.end(),
                     [&](const GpuSeries& one) { return one.samples.total(metric).count > 0; });
}

}  // namespace

GpuPlot::GpuPlot(QWidget* parent) : Plot(parent), ticker_(new TimeTicker), card_(new HoverCard(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setNoAntialiasingOnDrag(true);
  setAutoAddPlottableToLegend(false);
  plotLayout()->clear();
  plotLayout()->setRowSpacing(px(Space::hair));
  plotLayout()->setMargins(QMargins(px(Space::small), px(Space::small), px(Space::small), px(Space::small)));
  build_legend();
  auto* margins = new QCPMarginGroup(this);
  for (std::size_t i = 0; i < panes_.size(); ++i) build_pane(i, gpu_metrics[i], *margins);
  share_time_axis();
  set_margins();
  retranslate();
  restyle();
}

GpuPlot::~GpuPlot() = default;

void GpuPlot::build_legend() {
  auto* head = new QCPLayoutGrid;
  plotLayout()->addElement(0, 0, head);
  plotLayout()->setRowStretchFactor(0, 0.001);
  panes_[0].title = new QCPTextElement(this);
  names_ = new QCPLegend;
  head->addElement(0, 0, panes_[0].title);
  head->addElement(0, 1, names_);
  head->setColumnStretchFactor(1, 0.001);
  names_->setLayer(QStringLiteral("legend"));
  names_->setFillOrder(QCPLegend::foColumnsFirst);
}

void GpuPlot::build_pane(std::size_t index, GpuMetric metric, QCPMarginGroup& margins) {
  Pane& pane = panes_[index];
  pane.metric = metric;
  const int line = static_cast<int>(index) * 2;
  pane.rect = new QCPAxisRect(this);
  if (index > 0) {  // The first one's title shares its line with the legend.
    pane.title = new QCPTextElement(this);
    plotLayout()->addElement(line, 0, pane.title);
    plotLayout()->setRowStretchFactor(line, 0.001);
  }
  plotLayout()->addElement(line + 1, 0, pane.rect);
  const bool is_last = index + 1 == panes_.size();
  pane.rect->setMarginGroup(QCP::msLeft | QCP::msRight, &margins);
  for (QCPAxis* axis : pane.rect->axes()) {
    axis->setLayer(QStringLiteral("axes"));
    axis->grid()->setLayer(QStringLiteral("grid"));
  }
  pane.rect->axis(QCPAxis::atBottom)->setTicker(ticker_);
  pane.rect->axis(QCPAxis::atBottom)->setTickLabels(is_last);
  pane.rect->axis(QCPAxis::atLeft)->ticker()->setTickCount(4);
  pane.rect->setRangeDrag(Qt::Horizontal);
  pane.rect->setRangeZoom(Qt::Horizontal);
  pane.absent = new QCPItemText(this);
  pane.absent->setClipAxisRect(pane.rect);
  pane.absent->position->setType(QCPItemPosition::ptAxisRectRatio);
  pane.absent->position->setAxisRect(pane.rect);
  pane.absent->position->setCoords(0.5, 0.5);
  pane.cross = new QCPItemStraightLine(this);
  pane.cross->setClipAxisRect(pane.rect);
  for (QCPItemPosition* point : {pane.cross->point1, pane.cross->point2}) {
    point->setAxes(pane.rect->axis(QCPAxis::atBottom), pane.rect->axis(QCPAxis::atLeft));
    point->setAxisRect(pane.rect);
  }
  pane.cross->setLayer(QLatin1String(moving_layer));
  pane.cross->setVisible(false);
  pane.marks = new MarkItem(*this, *pane.rect, index == 0);
}

/// The words of the marks stand above the first chart.
void GpuPlot::set_margins() {
  for (const Pane& pane : panes_) {
    const int above = &pane == &panes_.front() ? pane.marks->word_height() : 0;
    const int below = &pane == &panes_.back() ? 0 : px(Space::small);
    pane.rect->setMinimumMargins(QMargins(px(Space::section), px(Space::hair) + above, px(Space::normal), below));
  }
}

void GpuPlot::set_marks(const std::vector<TimeMark>& marks) {
  marks_ = marks;
  for (const Pane& pane : panes_) pane.marks->set(marks_, origin_);
  set_margins();
}

void GpuPlot::share_time_axis() {
  setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  for (const Pane& pane : panes_) {
    connect(pane.rect->axis(QCPAxis::atBottom), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            &GpuPlot::range_changed);
  }
}

void GpuPlot::set_data(const std::vector<GpuSeries>& series, double origin, const std::vector<TimeMark>& marks) {
  const bool other_origin = std::abs(origin - origin_) > 1e-6;
  origin_ = origin;
  ticker_->set_origin(origin);
  series_ = series;  // what they have in common is shared, so this is cheap
  const bool fits = named_graphs().size() == line_count() && is_combined() == (map_ != nullptr) &&
                    has_bands() == !panes_[0].bands.empty();
  if (!fits) make_graphs();
  name_graphs();
  make_map();
  if (other_origin || marks != marks_) set_marks(marks);
  set_visible(following_ ? whole() : visible());
  draw_soon();
}

void GpuPlot::set_other(const QString& title, const std::vector<GpuSeries>& series, double origin) {
  const bool was_there = !other_.series.empty();
  other_ = {short_title(title), series, origin};
  const bool is_there = !series.empty();
  if (series_.empty() || (!is_there && !was_there)) return;
  if (is_there != was_there) make_graphs();
  name_graphs();
  set_visible(following_ ? whole() : kept_inside(visible()));
  draw_soon();
}

bool GpuPlot::is_combined() const { return series_.size() > most_lines; }

bool GpuPlot::has_bands() const { return series_.size() <= most_with_bands; }

std::size_t GpuPlot::line_count() const { return is_combined() ? 3 : series_.size(); }

QColor GpuPlot::line_color(std::size_t line) const {
  const Theme theme = current_theme();
  if (!is_combined()) return theme.chart(static_cast<int>(line));
  return line == 2 ? theme.color(Role::accent) : theme.chart(line == 0 ? 5 : 1);
}

void GpuPlot::make_graphs() {
  names_->clearItems();
  names_->setWrap(gpu_names(series_).empty() || series_.front().host == series_.back().host ? 8 : 4);
  for (Pane& pane : panes_) {
    for (auto* graphs : {&pane.graphs, &pane.bands}) {
      for (QCPGraph* graph : *graphs) removeGraph(graph);
      graphs->clear();
    }
    if (pane.other != nullptr) removeGraph(pane.other);
    pane.other = nullptr;
    const auto new_graph = [&] {
      return addGraph(pane.rect->axis(QCPAxis::atBottom), pane.rect->axis(QCPAxis::atLeft));
    };
    for (std::size_t i = 0; has_bands() && i < 2 * line_count(); ++i) pane.bands.push_back(new_graph());
    if (is_combined() && &pane == &panes_[0]) continue;  // the map takes its place
    for (std::size_t i = 0; i < line_count(); ++i) pane.graphs.push_back(new_graph());
    if (!other_.series.empty()) pane.other = new_graph();
  }
  for (QCPGraph* graph : named_graphs()) names_->addItem(new QCPPlottableLegendItem(names_, graph));
  if (QCPGraph* other = panes_.back().other) names_->addItem(new QCPPlottableLegendItem(names_, other));
}

const std::vector<QCPGraph*>& GpuPlot::named_graphs() const { return panes_.back().graphs; }

void GpuPlot::name_graphs() {
  const auto names = gpu_names(series_);
  const auto& graphs = named_graphs();
  for (std::size_t i = 0; i < graphs.size(); ++i) {
    const QString combined_names[] = {tr("lowest GPU"), tr("highest GPU"),
                                      tr("average of %1 GPUs").arg(series_.size())};
    graphs[i]->setName(is_combined() ? combined_names[i] : QString::fromStdString(names[i]));
  }
  if (QCPGraph* other = panes_.back().other) other->setName(tr("average of \"%1\"").arg(other_.title));
}

void GpuPlot::fill_graphs() {
  for (Pane& pane : panes_) fill_pane(pane);
  std::size_t total = 0;
  for (const Pane& pane : panes_) {
    for (const QCPGraph* graph : pane.graphs) total += static_cast<std::size_t>(graph->dataCount());
  }
  for (Pane& pane : panes_) {
    for (std::size_t i = 0; i < pane.graphs.size(); ++i) dress(*pane.graphs[i], line_color(i), total);
    for (std::size_t i = 0; i + 1 < pane.bands.size(); i += 2) {
      dress_band(*pane.bands[i], *pane.bands[i + 1], line_color(i / 2));
    }
  }
}

void GpuPlot::fill_pane(Pane& pane) {
  const QCPRange seen = visible();
  const double from = origin_ + seen.lower;
  const double to = origin_ + seen.upper;
  pane.absent->setVisible(!has_metric(series_, pane.metric));
  pane.absent->setText(metric_absent(pane.metric, series_));
  if (is_combined() && &pane == &panes_[0]) return fill_map();
  if (is_combined()) {
    const auto all = combined(series_, pane.metric, from, to, points_in_view);
    fill(*pane.graphs[0], all.lowest, origin_);
    fill(*pane.graphs[1], all.highest, origin_);
    fill(*pane.graphs[2], all.mean, origin_);
  } else {
    for (std::size_t i = 0; i < series_.size(); ++i) {
      const auto lines = plotted(series_[i], pane.metric, from, to, points_in_view);
      fill(*pane.graphs[i], lines.mean, origin_);
      if (pane.bands.empty()) continue;
      fill(*pane.bands[2 * i], lines.lowest, origin_);
      fill(*pane.bands[2 * i + 1], lines.highest, origin_);
    }
  }
  fill_other(pane, from, to);
  ValueRange range = value_range(series_, pane.metric);
  if (pane.other != nullptr) {
    const ValueRange others = value_range(other_.series, pane.metric);
    range = {std::min(range.lower, others.lower), std::max(range.upper, others.upper)};
  }
  const double air = (range.upper - range.lower) * 0.04;
  pane.rect->axis(QCPAxis::atLeft)->setRange(range.lower, range.upper + air);
}

void GpuPlot::fill_other(Pane& pane, double from, double to) {
  if (pane.other == nullptr) return;
  const double later = other_.origin - origin_;
  const auto all = combined(other_.series, pane.metric, from + later, to + later, points_in_view);
  fill(*pane.other, all.mean, other_.origin);
  pane.other->setPen(QPen(other_color(), 1.5, Qt::DashLine));
}

QColor GpuPlot::other_color() const { return current_theme().color(Role::text); }

QCPRange GpuPlot::visible() const { return panes_[0].rect->axis(QCPAxis::atBottom)->range(); }

QCPRange GpuPlot::whole() const {
  const auto span = time_span(series_);
  TimeSpan all{span ? span->first : origin_, span ? span->second : origin_ + 60};
  all.first = std::min(all.first, origin_);
  if (const auto other = time_span(other_.series)) {
    all.last = std::max(all.last, other->second - other_.origin + origin_);
  }
  all = with_marks(marks_, all);
  const double first = all.first - origin_;
  return {first, std::max(all.last - origin_, first + shortest_view)};
}

QCPRange GpuPlot::kept_inside(const QCPRange& range) const {
  const QCPRange all = whole();
  const double size = std::clamp(range.size(), std::min(shortest_view, all.size()), all.size());
  const double lower = std::clamp(range.center() - size / 2, all.lower, all.upper - size);
  return {lower, lower + size};
}

void GpuPlot::set_visible(const QCPRange& range) {
  setting_range_ = true;
  for (const Pane& pane : panes_) pane.rect->axis(QCPAxis::atBottom)->setRange(range);
  setting_range_ = false;
  if (!series_.empty()) fill_graphs();
}

void GpuPlot::range_changed(const QCPRange& range) {
  if (setting_range_) return;
  set_visible(kept_inside(range));
  set_following(false);
  if (hovered_) place_hover(*hovered_ - origin_);
  emit visible_changed();
}

void GpuPlot::set_following(bool following) {
  if (following) set_visible(whole());
  draw_soon();
  if (following == following_) return;
  following_ = following;
  emit following_changed(following);
}

void GpuPlot::look_at(const QCPRange& range) { range_changed(range); }

void GpuPlot::zoom(double factor) {
  const QCPRange now = visible();
  const double center = hovered_ ? std::clamp(*hovered_ - origin_, now.lower, now.upper) : now.center();
  const QCPRange wanted(center - (center - now.lower) * factor, center + (now.upper - center) * factor);
  range_changed(wanted);
}

void GpuPlot::pan(double fraction) {
  const QCPRange now = visible();
  range_changed({now.lower + fraction * now.size(), now.upper + fraction * now.size()});
}

void GpuPlot::show_all() {
  set_following(true);
  emit visible_changed();
}

QSize GpuPlot::minimumSizeHint() const { return {360, 420}; }

}  // namespace werkbank
