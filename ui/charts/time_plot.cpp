#include "ui/charts/time_plot.h"

#include <algorithm>
#include <cmath>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/hover_card.h"
#include "ui/charts/plot_look.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr double shortest_time_view = 10;  ///< seconds
constexpr int pane_height = 112;           ///< pixels at least, with its title

}  // namespace

TimePlot::TimePlot(QWidget* parent) : Plot(parent), ticker_(new TimeTicker), card_(new HoverCard(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setNoAntialiasingOnDrag(true);
  setAutoAddPlottableToLegend(false);
  setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  plotLayout()->clear();
  plotLayout()->setRowSpacing(px(Space::hair));
  plotLayout()->setMargins(QMargins(px(Space::small), 0, px(Space::small), 0));
  restyle();
}

TimePlot::~TimePlot() = default;

bool TimePlot::fits(const std::vector<TimePane>& panes) const {
  return panes.size() == drawn_.size() &&
         std::equal(panes.begin(), panes.end(), drawn_.begin(),
                    [](const TimePane& pane, const Drawn& drawn) { return pane.lines.size() == drawn.graphs.size(); });
}

void TimePlot::set_data(std::vector<TimePane> panes, TimeSpan span, double origin, const std::vector<TimeMark>& marks) {
  const bool same_form = fits(panes);
  panes_ = std::move(panes);
  origin_ = origin;
  ticker_->set_origin(origin);
  ticker_->set_language(shown_language(*this));
  whole_ = {span.first - origin, std::max(span.last - origin, span.first - origin + shortest_time_view)};
  if (!same_form) make_panes();
  for (std::size_t i = 0; i < panes_.size(); ++i) {
    drawn_[i].title->setText(panes_[i].title);
    drawn_[i].marks->set(marks, origin);
    for (std::size_t line = 0; line < panes_[i].lines.size(); ++line) {
      drawn_[i].graphs[line]->setName(panes_[i].lines[line].name);
    }
  }
  restyle();
  look_at(follows_ ? whole_ : kept_inside(seen_));
}

void TimePlot::make_panes() {
  end_hover();
  drawn_.clear();
  clearGraphs();
  clearItems();
  plotLayout()->clear();
  auto* margins = new QCPMarginGroup(this);
  for (std::size_t i = 0; i < panes_.size(); ++i) drawn_.push_back(make_pane(i, *margins));
  updateGeometry();
}

TimePlot::Drawn TimePlot::make_pane(std::size_t index, QCPMarginGroup& margins) {
  Drawn drawn;
  const int line = static_cast<int>(index) * 2;
  auto* head = new QCPLayoutGrid;
  plotLayout()->addElement(line, 0, head);
  plotLayout()->setRowStretchFactor(line, 0.001);
  drawn.title = new QCPTextElement(this);
  drawn.names = new QCPLegend;
  head->addElement(0, 0, drawn.title);
  head->addElement(0, 1, drawn.names);
  head->setColumnStretchFactor(1, 0.001);
  drawn.names->setLayer(QStringLiteral("legend"));
  drawn.names->setFillOrder(QCPLegend::foColumnsFirst);
  drawn.names->setWrap(4);
  drawn.rect = new QCPAxisRect(this);
  plotLayout()->addElement(line + 1, 0, drawn.rect);
  drawn.rect->setMarginGroup(QCP::msLeft | QCP::msRight, &margins);
  for (QCPAxis* axis : drawn.rect->axes()) {
    axis->setLayer(QStringLiteral("axes"));
    axis->grid()->setLayer(QStringLiteral("grid"));
  }
  drawn.rect->axis(QCPAxis::atBottom)->setTicker(ticker_);
  drawn.rect->axis(QCPAxis::atLeft)->ticker()->setTickCount(3);
  drawn.rect->setRangeDrag(Qt::Horizontal);
  drawn.rect->setRangeZoom(Qt::Horizontal);
  connect(drawn.rect->axis(QCPAxis::atBottom), qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
          &TimePlot::range_changed);
  const auto straight = [&] {
    auto* item = new QCPItemStraightLine(this);
    item->setClipAxisRect(drawn.rect);
    for (QCPItemPosition* point : {item->point1, item->point2}) {
      point->setAxes(drawn.rect->axis(QCPAxis::atBottom), drawn.rect->axis(QCPAxis::atLeft));
      point->setAxisRect(drawn.rect);
    }
    return item;
  };
  drawn.cross = straight();
  drawn.cross->setLayer(QLatin1String(moving_layer));
  drawn.cross->setVisible(false);
  drawn.limit = straight();
  drawn.marks = new MarkItem(*this, *drawn.rect, index == 0);
  drawn.limit_word = new QCPItemText(this);  // after the marks, so that it lies above them
  drawn.limit_word->setClipAxisRect(drawn.rect);
  drawn.limit_word->position->setAxes(drawn.rect->axis(QCPAxis::atBottom), drawn.rect->axis(QCPAxis::atLeft));
  drawn.limit_word->position->setAxisRect(drawn.rect);
  drawn.limit_word->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
  drawn.limit_word->position->setTypeY(QCPItemPosition::ptPlotCoords);
  make_graphs(panes_[index], drawn);
  return drawn;
}

void TimePlot::make_graphs(const TimePane& pane, Drawn& drawn) {
  for (std::size_t i = 0; i < pane.lines.size(); ++i) {
    drawn.graphs.push_back(addGraph(drawn.rect->axis(QCPAxis::atBottom), drawn.rect->axis(QCPAxis::atLeft)));
    if (pane.lines.size() > 1) drawn.names->addItem(new QCPPlottableLegendItem(drawn.names, drawn.graphs.back()));
  }
}

void TimePlot::fill() {
  std::size_t total = 0;
  for (std::size_t i = 0; i < panes_.size(); ++i) {
    const TimePane& pane = panes_[i];
    for (std::size_t line = 0; line < pane.lines.size(); ++line) {
      const auto points = pane.lines[line].points(origin_ + seen_.lower, origin_ + seen_.upper);
      QVector<QCPGraphData> data;
      data.reserve(static_cast<qsizetype>(points.size()));
      for (const auto& point : points) data.append(QCPGraphData(point.time - origin_, point.value));
      drawn_[i].graphs[line]->data()->set(data, true);
      total += points.size();
    }
    const double air = (pane.range.upper - pane.range.lower) * 0.06;
    drawn_[i].rect->axis(QCPAxis::atLeft)->setRange(pane.range.lower, pane.range.upper + air);
    place_limit(pane, drawn_[i]);
  }
  const Theme theme = current_theme();
  for (Drawn& drawn : drawn_) {
    for (std::size_t i = 0; i < drawn.graphs.size(); ++i) {
      dress(*drawn.graphs[i], theme.chart(static_cast<int>(i)), total);
    }
  }
}

void TimePlot::place_limit(const TimePane& pane, Drawn& drawn) {
  drawn.limit->setVisible(pane.limit.has_value());
  drawn.limit_word->setVisible(pane.limit.has_value());
  if (!pane.limit) return;
  drawn.limit->point1->setCoords(0, *pane.limit);
  drawn.limit->point2->setCoords(1, *pane.limit);
  drawn.limit_word->setText(pane.limit_word);
  // Below its line when that is at the top; at the left, where a run begins with little.
  const bool at_top = *pane.limit > (pane.range.lower + pane.range.upper) / 2;
  drawn.limit_word->setPositionAlignment(Qt::AlignLeft | (at_top ? Qt::AlignTop : Qt::AlignBottom));
  drawn.limit_word->position->setCoords(0.005, *pane.limit);
}

QCPRange TimePlot::kept_inside(const QCPRange& range) const {
  const double size = std::clamp(range.size(), std::min(shortest_time_view, whole_.size()), whole_.size());
  const double lower = std::clamp(range.center() - size / 2, whole_.lower, whole_.upper - size);
  return {lower, lower + size};
}

void TimePlot::look_at(const QCPRange& range) {
  setting_range_ = true;
  seen_ = range;
  for (const Drawn& drawn : drawn_) drawn.rect->axis(QCPAxis::atBottom)->setRange(range);
  setting_range_ = false;
  fill();
  if (hovered_) place_hover();
  draw_soon();
}

void TimePlot::range_changed(const QCPRange& range) {
  if (setting_range_) return;
  const QCPRange kept = kept_inside(range);
  follows_ = kept.size() >= whole_.size() * 0.999;
  look_at(kept);
  emit looked_at(kept, false);
}

void TimePlot::zoom(double factor) {
  const double center = hovered_ ? std::clamp(*hovered_ - origin_, seen_.lower, seen_.upper) : seen_.center();
  range_changed({center - (center - seen_.lower) * factor, center + (seen_.upper - center) * factor});
}

void TimePlot::set_left_margin(int margin) {
  if (margin == left_margin_) return;
  left_margin_ = margin;
  restyle();
}

void TimePlot::set_axis_words(bool shown) {
  if (shown == axis_words_) return;
  axis_words_ = shown;
  updateGeometry();
  restyle();
}

void TimePlot::hover_at(double time) {
  if (panes_.empty()) return;
  hovered_ = time;
  const Language language = shown_language(*this);
  std::vector<HoverRow> rows;
  for (std::size_t i = 0; i < panes_.size(); ++i) {
    const TimePane& pane = panes_[i];
    for (std::size_t line = 0; line < pane.lines.size(); ++line) {
      const auto value =
          nearest(pane.lines[line].points(origin_ + seen_.lower, origin_ + seen_.upper), time, pane.lines[line].bridge);
      const QString name =
          pane.lines.size() > 1 ? pane.title + QStringLiteral(", ") + pane.lines[line].name : pane.title;
      rows.push_back(
          {current_theme().chart(static_cast<int>(line)), name, {value ? pane.words(*value) : QStringLiteral("–")}});
    }
  }
  QString head = moment_words(time, origin_, language);
  const auto mark = mark_near(drawn_.front().marks->marks(), time, seen_.size() / 150);
  if (mark) head += QStringLiteral(" · ") + mark_sentence(*mark, language);
  card_->set(head, rows);
  place_hover();
}

void TimePlot::place_hover() {
  const double key = *hovered_ - origin_;
  const bool seen = seen_.contains(key);
  for (const Drawn& drawn : drawn_) {
    drawn.cross->point1->setCoords(key, 0);
    drawn.cross->point2->setCoords(key, 1);
    drawn.cross->setVisible(seen);
  }
  draw_moving();
  card_->setVisible(seen);
  const int at = static_cast<int>(drawn_.front().rect->axis(QCPAxis::atBottom)->coordToPixel(key));
  const int gap = px(Space::snug);
  const bool has_room = at + gap + card_->width() < width();
  const int top = std::min(drawn_.front().rect->top(), height() - card_->height());
  card_->move(std::max(0, has_room ? at + gap : at - gap - card_->width()), std::max(0, top));
}

void TimePlot::end_hover() {
  if (!hovered_) return;
  hovered_.reset();
  for (const Drawn& drawn : drawn_) drawn.cross->setVisible(false);
  draw_moving();
  card_->hide();
}

QString TimePlot::hover_text() const { return hovered_ ? card_->text() : QString(); }

const std::vector<PlacedWord>& TimePlot::mark_words() const { return drawn_.front().marks->words(); }

void TimePlot::mouseMoveEvent(QMouseEvent* event) {
  QCustomPlot::mouseMoveEvent(event);
  if (drawn_.empty()) return;
  const QRect area = drawn_.front().rect->rect().united(drawn_.back().rect->rect());
  if (!area.contains(event->pos()) || event->buttons() != Qt::NoButton) return end_hover();
  hover_at(origin_ + drawn_.front().rect->axis(QCPAxis::atBottom)->pixelToCoord(event->position().x()));
}

void TimePlot::leaveEvent(QEvent* event) {
  QCustomPlot::leaveEvent(event);
  end_hover();
}

void TimePlot::keyPressEvent(QKeyEvent* event) {
  constexpr double closer = 0.6;
  constexpr double aside = 0.2;
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  const double way = event->key() == Qt::Key_Left ? -1 : 1;
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom(closer);
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
      return zoom(1 / closer);
    case Qt::Key_0:
    case Qt::Key_Home:
      follows_ = true;
      look_at(whole_);
      emit looked_at(whole_, true);
      return;
    case Qt::Key_Left:
    case Qt::Key_Right:
      if (shift) return hover_at(hovered_.value_or(origin_ + seen_.center()) + way * std::max(seen_.size() / 100, 1.0));
      return range_changed(seen_ + way * aside * seen_.size());
    case Qt::Key_Escape:
      if (!hovered_) break;
      return end_hover();
    default:
      break;
  }
  QCustomPlot::keyPressEvent(event);
}

void TimePlot::focusInEvent(QFocusEvent* event) {
  QCustomPlot::focusInEvent(event);
  update();
}

void TimePlot::focusOutEvent(QFocusEvent* event) {
  QCustomPlot::focusOutEvent(event);
  end_hover();
  update();
}

void TimePlot::restyle() {
  const Theme theme = current_theme();
  setBackground(QBrush(theme.color(Role::surface)));
  for (Drawn& drawn : drawn_) {
    const bool is_last = &drawn == &drawn_.back();
    dress(*drawn.rect, theme);
    dress(*drawn.title, theme);
    dress(*drawn.names, theme);
    drawn.rect->axis(QCPAxis::atBottom)->setTickLabels(is_last && axis_words_);
    drawn.marks->set_words(axis_words_ && &drawn == &drawn_.front());
    const int above = &drawn == &drawn_.front() && axis_words_ ? drawn.marks->word_height() : 0;
    drawn.rect->setMinimumMargins(QMargins(left_margin_, px(Space::hair) + above, px(Space::normal),
                                           is_last && axis_words_ ? 0 : px(Space::small)));
    drawn.cross->setPen(QPen(theme.color(Role::muted), 1));
    drawn.limit->setPen(QPen(theme.color(Role::muted), 1, Qt::DashLine));
    drawn.limit_word->setFont(theme.font(Type::caption));
    drawn.limit_word->setColor(theme.color(Role::muted));
    drawn.limit_word->setBrush(theme.color(Role::surface));
  }
  if (!panes_.empty()) fill();
  draw_soon();
}

QSize TimePlot::minimumSizeHint() const {
  return {240, pane_height * std::max(1, static_cast<int>(drawn_.size())) + (axis_words_ ? px(Space::section) : 0)};
}

}  // namespace werkbank
