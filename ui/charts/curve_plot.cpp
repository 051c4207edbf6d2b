#include "ui/charts/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <QToolTip>

#include "core/base/units.h"
#include "core/jobs/headline.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/comparison_choice.h"
#include "ui/charts/plot_look.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr std::size_t points_that_show_dots = 40;

/// Whole numbers only: there is no half round through the data.
class WholeTicker : public QCPAxisTicker {
 protected:
  double getTickStep(const QCPRange& range) override {
    return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
  }
};

class PercentTicker : public QCPAxisTicker {
 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
    return QCPAxisTicker::getTickLabel(tick, locale, format, precision) + QStringLiteral(" %");
  }
};

}  // namespace

CurvePlot::CurvePlot(QWidget* parent)
    : Plot(parent),
      base_line_(new QCPItemStraightLine(this)),
      base_word_(new QCPItemText(this)),
      cross_(new QCPItemStraightLine(this)) {
  setObjectName(QStringLiteral("curve_plot"));
  build_legend();
  xAxis->setTicker(QSharedPointer<WholeTicker>::create());
  axisRect()->setMinimumMargins(QMargins(px(Space::section), px(Space::small), px(Space::normal), 0));
  base_word_->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
  base_word_->position->setTypeY(QCPItemPosition::ptPlotCoords);
  base_word_->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
  cross_->setVisible(false);
  retranslate();
  restyle();
}

void CurvePlot::build_legend() {
  legend->setVisible(true);
  axisRect()->insetLayout()->take(legend);
  auto* head = new QCPLayoutGrid;
  plotLayout()->insertRow(0);
  plotLayout()->addElement(0, 0, head);
  plotLayout()->setRowStretchFactor(0, 0.001);
  head->addElement(0, 0, legend);
  head->addElement(0, 1, new QCPLayoutElement(this));  // What is left over: keeps the legend together.
  head->setColumnStretchFactor(0, 0.001);
  legend->setFillOrder(QCPLegend::foColumnsFirst);
}

void CurvePlot::set_data(std::vector<CurveLine> lines, CurveAxis axis, const std::string& value,
                         std::optional<double> baseline) {
  lines_ = std::move(lines);
  together_.clear();
  set_axis(axis, value);
  baseline_ = baseline;
  build();
}

void CurvePlot::set_axis(CurveAxis axis, const std::string& value) {
  axis_ = axis;
  value_ = value;
  shown_as_percent_ = is_share(value);
  yAxis->setTicker(shown_as_percent_ ? QSharedPointer<QCPAxisTicker>(new PercentTicker)
                                     : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
  yAxis->ticker()->setTickCount(5);
}

/// Several have long names, and lines whose dashes are to be seen.
void CurvePlot::dress_legend() {
  dress(*legend, current_theme());
  legend->setWrap(together_.empty() ? 3 : 1);
  if (!together_.empty()) legend->setIconSize(px(Space::section), px(Space::snug));
}

QColor CurvePlot::color_of(const std::string& split) const {
  const Theme theme = current_theme();
  if (split == "train") return theme.chart(1);
  return split == "test" ? theme.chart(2) : theme.chart(0);
}

void CurvePlot::build() {
  clearGraphs();
  legend->clearItems();
  dress_legend();
  xAxis->setLabel(axis_ == CurveAxis::epoch ? tr("rounds through the data (epochs)") : tr("steps"));
  std::size_t total = 0;
  for (const CurveLine& line : lines_) total += line.points.size();
  for (const CurveLine& line : lines_) add_line(line, total);
  for (const CurveLine& line : other_lines_) add_other(line);
  for (std::size_t i = 0; i < together_.size(); ++i) add_together(together_[i], i);
  // In the names the best comes first, and yet its line lies on top.
  for (int i = graphCount(); i-- > 0 && !together_.empty();) graph(i)->setLayer(graph(i)->layer());
  fit();
  make_baseline();
  make_attempt_marks();
  draw_soon();
}

void CurvePlot::add_line(const CurveLine& line, std::size_t total) {
  QCPGraph* graph = addGraph();
  for (const auto& [place, value] : line.points) graph->addData(place, on_axis(value));
  QColor color = color_of(line.split);
  if (!line.is_latest) color.setAlphaF(0.45F);
  dress(*graph, color, total);
  if (!line.is_latest) graph->setPen(QPen(color, 1));
  if (line.points.size() <= points_that_show_dots) {
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 5));
  }
  graph->setName(split_name(line.split));
  if (!line.is_latest) graph->removeFromLegend();
}

void CurvePlot::add_other(const CurveLine& line) {
  QCPGraph* graph = addGraph();
  for (const auto& [place, value] : line.points) graph->addData(place, on_axis(value));
  QColor color = color_of(line.split);
  color.setAlphaF(0.75F);
  graph->setPen(QPen(color, 1.5, Qt::DashLine));
  graph->setName(QStringLiteral("%1: %2").arg(other_title_, split_name(line.split)));
  if (!line.is_latest) graph->removeFromLegend();
}

void CurvePlot::set_other(const QString& title, std::vector<CurveLine> lines) {
  other_title_ = short_title(title);
  other_lines_ = std::move(lines);
}

void CurvePlot::fit() {
  double low = baseline_.value_or(std::numeric_limits<double>::max());
  double high = baseline_.value_or(std::numeric_limits<double>::lowest());
  double first = std::numeric_limits<double>::max();
  double last = std::numeric_limits<double>::lowest();
  for (const CurveLine* line : all_lines()) {
    for (const auto& [place, value] : line->points) {
      first = std::min(first, place);
      last = std::max(last, place);
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (first > last) return;
  const double air = std::max((high - low) * 0.1, std::abs(high) * 1e-3 + 1e-9);
  xAxis->setRange(first, last > first ? last + (last - first) * 0.02 : first + 1);
  yAxis->setRange(on_axis(low - air), on_axis(high + air));
}

void CurvePlot::make_baseline() {
  base_line_->setVisible(baseline_.has_value());
  base_word_->setVisible(baseline_.has_value());
  if (!baseline_) return;
  base_line_->point1->setCoords(0, on_axis(*baseline_));
  base_line_->point2->setCoords(1, on_axis(*baseline_));
  base_word_->position->setCoords(0.995, on_axis(*baseline_));
  base_word_->setText(tr("without learning: %1").arg(curve_value(value_, *baseline_, shown_language(*this))));
}

void CurvePlot::make_attempt_marks() {
  for (QCPAbstractItem* item : attempt_marks_) removeItem(item);
  attempt_marks_.clear();
  std::map<int, double> begins;
  for (const CurveLine& line : lines_) {
    if (line.points.empty()) continue;
    const auto [place, is_new] = begins.emplace(line.attempt, line.points.front().first);
    if (!is_new) place->second = std::min(place->second, line.points.front().first);
  }
  const Theme theme = current_theme();
  int count = 0;
  for (const auto& [attempt, place] : begins) {
    if (++count == 1) continue;
    auto* line = new QCPItemStraightLine(this);
    line->point1->setCoords(place, 0);
    line->point2->setCoords(place, 1);
    line->setPen(QPen(theme.color(Role::muted), 1, Qt::DotLine));
    auto* text = new QCPItemText(this);
    text->position->setTypeX(QCPItemPosition::ptPlotCoords);
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->position->setCoords(place, 0.98);
    text->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    text->setPadding(QMargins(px(Space::hair), 0, 0, 0));
    text->setFont(theme.font(Type::caption));
    text->setColor(theme.color(Role::muted));
    text->setText(mark_word({TimeMark::Kind::attempt, 0, count}, {}, shown_language(*this)));
    attempt_marks_.push_back(line);
    attempt_marks_.push_back(text);
  }
}

QString CurvePlot::hover_text(double place) const {
  QStringList texts;
  const auto tell = [&](const CurveLine& line, const QString& name) {
    if (!line.is_latest || line.points.empty()) return;
    const auto near = std::min_element(line.points.begin(), line.points.end(), [&](const auto& a, const auto& b) {
      return std::abs(a.first - place) < std::abs(b.first - place);
    });
    const QString where = locale().toString(near->first, 'g', 6);
    const QString value = curve_value(value_, near->second, shown_language(*this));
    const QString at = axis_ == CurveAxis::epoch ? tr("round %1").arg(where) : tr("step %1").arg(where);
    texts << QStringLiteral("%1, %2: %3").arg(name, at, value);
  };
  for (const CurveLine& line : lines_) tell(line, split_name(line.split));
  for (const CurveLine& line : other_lines_) {
    tell(line, QStringLiteral("%1: %2").arg(other_title_, split_name(line.split)));
  }
  for (const NamedCurve& curve : together_) {
    for (const CurveLine& line : curve.lines) tell(line, curve.name);
  }
  return texts.join(u'\n');
}

void CurvePlot::mouseMoveEvent(QMouseEvent* event) {
  QCustomPlot::mouseMoveEvent(event);
  if (all_lines().empty() || !axisRect()->rect().contains(event->pos())) return;
  const double place = xAxis->pixelToCoord(event->position().x());
  cross_->point1->setCoords(place, 0);
  cross_->point2->setCoords(place, 1);
  cross_->setVisible(true);
  QToolTip::showText(event->globalPosition().toPoint(),
                     plain_tool_tip(hover_text(place)).replace(u'\n', QStringLiteral("<br>")), this);
  draw_soon();
}

void CurvePlot::leaveEvent(QEvent* event) {
  QCustomPlot::leaveEvent(event);
  cross_->setVisible(false);
  draw_soon();
}

void CurvePlot::retranslate() { build(); }

void CurvePlot::restyle() {
  const Theme theme = current_theme();
  setBackground(QBrush(theme.color(Role::surface)));
  dress(*axisRect(), theme);
  base_line_->setPen(QPen(theme.color(Role::muted), 1, Qt::DashLine));
  base_word_->setFont(theme.font(Type::caption));
  base_word_->setColor(theme.color(Role::muted));
  cross_->setPen(QPen(theme.color(Role::border), 1));
  build();
}

}  // namespace werkbank
