// GpuPlot under the hand: keys, mouse, the cross hair, words and colours.
#include <algorithm>
#include <cmath>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/hover_card.h"
#include "ui/charts/plot_look.h"
#include "ui/charts/plotted.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr double closer = 0.6;
constexpr double step_aside = 0.2;

QStringList values_of(const std::optional<GpuSample>& sample, Language language) {
  QStringList values;
  for (const GpuMetric metric : gpu_metrics) {
    values << metric_value(metric, sample ? screen_value(*sample, metric) : std::nullopt, language);
  }
  return values;
}

/// Mean, lowest or highest of each metric at one moment, as `pick` says.
template <typename Pick>
QStringList values_over(const std::vector<std::optional<GpuSample>>& samples, Language language, Pick pick) {
  QStringList values;
  for (const GpuMetric metric : gpu_metrics) {
    std::vector<double> known;
    for (const auto& sample : samples) {
      if (const auto value = sample ? screen_value(*sample, metric) : std::nullopt) known.push_back(*value);
    }
    values << metric_value(metric, known.empty() ? std::nullopt : std::optional<double>(pick(known)), language);
  }
  return values;
}

/// The row above or below; none above the first.
std::optional<std::size_t> next_gpu(std::optional<std::size_t> gpu, bool down) {
  if (!gpu) return down ? std::optional<std::size_t>(0) : std::nullopt;
  if (down) return *gpu + 1;
  return *gpu == 0 ? std::nullopt : std::optional(*gpu - 1);
}

/// What each GPU read at one moment; empty of one that read nothing.
std::vector<std::optional<GpuSample>> samples_at(const std::vector<GpuSeries>& series, double time) {
  std::vector<std::optional<GpuSample>> samples;
  samples.reserve(series.size());
  for (const GpuSeries& one : series) samples.push_back(nearest(one, time, longest_bridge(one)));
  return samples;
}

double mean_of(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total / static_cast<double>(values.size());
}

}  // namespace

void GpuPlot::hover_at(double time, std::optional<std::size_t> gpu) {
  if (series_.empty()) return;
  hovered_ = time;
  hovered_gpu_ = gpu && is_combined() ? std::optional(std::min(*gpu, series_.size() - 1)) : std::nullopt;
  show_hover(time);
}

void GpuPlot::show_hover(double time) {
  const Language language = shown_language(*this);
  const auto samples = samples_at(series_, time);
  std::vector<HoverRow> rows;
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const auto& sample = samples[i];
    if (!is_combined()) {
      rows.push_back({line_color(i), named_graphs()[i]->name(), values_of(sample, language)});
    } else if (hovered_gpu_ == i) {
      const auto name = QString::fromStdString(gpu_names(series_)[i]).simplified();
      rows.push_back({current_theme().color(Role::text), name, values_of(sample, language)});
    }
  }
  if (is_combined()) {
    const auto lowest = [](const std::vector<double>& all) { return *std::min_element(all.begin(), all.end()); };
    const auto highest = [](const std::vector<double>& all) { return *std::max_element(all.begin(), all.end()); };
    rows.push_back({line_color(2), named_graphs()[2]->name(), values_over(samples, language, mean_of)});
    rows.push_back({line_color(1), named_graphs()[1]->name(), values_over(samples, language, highest)});
    rows.push_back({line_color(0), named_graphs()[0]->name(), values_over(samples, language, lowest)});
  }
  if (const QCPGraph* other = panes_.back().other) {
    const auto others = samples_at(other_.series, time - origin_ + other_.origin);
    rows.push_back({other_color(), other->name(), values_over(others, language, mean_of)});
  }
  card_->set(hover_head(time), rows);
  place_hover(time - origin_);
}

/// The moment, and what happened at it.
QString GpuPlot::hover_head(double time) const {
  const Language language = shown_language(*this);
  QString head = moment_words(time, origin_, language);
  const double reach = visible().size() / 150;  // more than half a step of the keyboard
  if (const auto mark = mark_near(marks_, time, reach)) head += QStringLiteral(" · ") + mark_sentence(*mark, language);
  return head;
}

void GpuPlot::place_hover(double key) {
  const bool seen = visible().contains(key);
  for (const Pane& pane : panes_) {
    pane.cross->point1->setCoords(key, 0);
    pane.cross->point2->setCoords(key, 1);
    pane.cross->setVisible(seen);
  }
  draw_moving();
  card_->setVisible(seen);
  const int at = static_cast<int>(panes_[0].rect->axis(QCPAxis::atBottom)->coordToPixel(key));
  const int gap = px(Space::snug);
  const bool fits = at + gap + card_->width() < width();
  card_->move(std::max(0, fits ? at + gap : at - gap - card_->width()), panes_[0].rect->top() + gap);
}

void GpuPlot::end_hover() {
  if (!hovered_) return;
  hovered_.reset();
  hovered_gpu_.reset();
  for (const Pane& pane : panes_) pane.cross->setVisible(false);
  draw_moving();
  card_->hide();
}

QString GpuPlot::hover_text() const { return hovered_ ? card_->text() : QString(); }

void GpuPlot::mouseMoveEvent(QMouseEvent* event) {
  QCustomPlot::mouseMoveEvent(event);
  const QRect area = panes_.front().rect->rect().united(panes_.back().rect->rect());
  if (series_.empty() || !area.contains(event->pos()) || event->buttons() != Qt::NoButton) {
    end_hover();
    return;
  }
  hover_at(origin_ + panes_[0].rect->axis(QCPAxis::atBottom)->pixelToCoord(event->position().x()),
           row_at(event->pos()));
}

void GpuPlot::leaveEvent(QEvent* event) {
  QCustomPlot::leaveEvent(event);
  end_hover();
}

void GpuPlot::keyPressEvent(QKeyEvent* event) {
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  const double step = std::max(visible().size() / 100, 1.0);
  const double at = hovered_.value_or(origin_ + visible().center());
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(closer);
      return;
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
      zoom(1 / closer);
      return;
    case Qt::Key_0:
    case Qt::Key_Home:
      show_all();
      return;
    case Qt::Key_Left:
      shift ? hover_at(at - step, hovered_gpu_) : pan(-step_aside);
      return;
    case Qt::Key_Right:
      shift ? hover_at(at + step, hovered_gpu_) : pan(step_aside);
      return;
    case Qt::Key_Up:
    case Qt::Key_Down:
      if (!shift || !is_combined()) break;
      hover_at(at, next_gpu(hovered_gpu_, event->key() == Qt::Key_Down));
      return;
    case Qt::Key_Escape:
      if (!hovered_) break;
      end_hover();
      return;
    default:
      break;
  }
  QCustomPlot::keyPressEvent(event);
}

void GpuPlot::focusInEvent(QFocusEvent* event) {
  QCustomPlot::focusInEvent(event);
  update();
}

void GpuPlot::focusOutEvent(QFocusEvent* event) {
  QCustomPlot::focusOutEvent(event);
  end_hover();
  update();
}

void GpuPlot::name_panes() {
  for (Pane& pane : panes_) {
    pane.title->setText(metric_title(pane.metric));
    pane.absent->setText(metric_absent(pane.metric, series_));
  }
  if (!is_combined()) return;
  panes_[0].title->setText(
      tr("%1: a row for each GPU, the stronger the colour the busier").arg(metric_title(panes_[0].metric)));
}

void GpuPlot::retranslate() {
  const Language language = shown_language(*this);
  ticker_->set_language(language);
  name_panes();
  panes_.back().rect->axis(QCPAxis::atBottom)->setLabel(tr("time since the start, and the time on the clock"));
  name_graphs();
  setAccessibleName(tr("Charts of the GPUs"));
  if (hovered_) show_hover(*hovered_);
  draw_soon();
}

void GpuPlot::restyle() {
  const Theme theme = current_theme();
  setBackground(QBrush(theme.color(Role::surface)));
  dress(*names_, theme);
  for (Pane& pane : panes_) {
    dress(*pane.rect, theme);
    dress(*pane.title, theme);
    pane.absent->setFont(theme.font(Type::body));
    pane.absent->setColor(theme.color(Role::muted));
    pane.cross->setPen(QPen(theme.color(Role::muted), 1));
  }
  set_margins();
  restyle_map();
  if (!series_.empty()) fill_graphs();
  draw_soon();
}

}  // namespace werkbank
