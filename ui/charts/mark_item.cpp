#include "ui/charts/mark_item.h"

#include <algorithm>

#include "ui/charts/chart_words.h"
#include "ui/style/page.h"
#include "ui/style/theme.h"

namespace werkbank {
namespace {

constexpr double least_distance = 7;  // pixels between two lines of savings
constexpr double half_diamond = 3.5;

/// What gets its word first where there is not room for all.
int rank_of(const TimeMark& mark) {
  switch (mark.kind) {
    case TimeMark::Kind::ended:
      return 0;
    case TimeMark::Kind::checkpoint:
      return 1;  // only the last one has a word
    case TimeMark::Kind::attempt:
      return 2;
    case TimeMark::Kind::started:
      return 3;
    case TimeMark::Kind::queued:
      return 4;
  }
  return 4;
}

}  // namespace

MarkItem::MarkItem(QCustomPlot& plot, QCPAxisRect& rect, bool with_words)
    : QCPAbstractItem(&plot), rect_(&rect), with_words_(with_words) {
  setClipAxisRect(&rect);
  setClipToAxisRect(false);
  setSelectable(false);
}

void MarkItem::set(const std::vector<TimeMark>& marks, double origin) {
  marks_ = marks;
  origin_ = origin;
}

int MarkItem::word_height() const {
  return marks_.empty() ? 0 : QFontMetrics(current_theme().font(Type::caption)).height();
}

double MarkItem::place_of(const TimeMark& mark) const {
  return rect_->axis(QCPAxis::atBottom)->coordToPixel(mark.time - origin_);
}

/// Those in view; of savings that would touch only some, and always the last one.
std::vector<const TimeMark*> MarkItem::lines_with_room() const {
  std::vector<const TimeMark*> lines;
  std::optional<double> saved_at;
  const QCPRange seen = rect_->axis(QCPAxis::atBottom)->range();
  for (auto mark = marks_.rbegin(); mark != marks_.rend(); ++mark) {
    if (mark->kind == TimeMark::Kind::queued || !seen.contains(mark->time - origin_)) continue;
    if (mark->kind == TimeMark::Kind::checkpoint) {
      const double place = place_of(*mark);
      if (saved_at && *saved_at - place < least_distance) continue;
      saved_at = place;
    }
    lines.push_back(&*mark);
  }
  return lines;
}

void MarkItem::draw(QCPPainter* painter) {
  words_.clear();
  if (marks_.empty()) return;
  const Theme theme = current_theme();
  const QRect area = rect_->rect();
  painter->save();
  painter->setClipRect(area);
  draw_queue(*painter);
  for (const TimeMark* mark : lines_with_room()) {
    const bool saved = mark->kind == TimeMark::Kind::checkpoint;
    const double x = place_of(*mark);
    painter->setPen(QPen(theme.color(saved ? Role::border : Role::muted), 1, saved ? Qt::DotLine : Qt::DashLine));
    painter->drawLine(QLineF(x, area.top(), x, area.bottom()));
    if (!saved) continue;
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(Role::muted));
    const double y = area.top() + half_diamond;
    painter->drawPolygon(
        QPolygonF({{x, y - half_diamond}, {x + half_diamond, y}, {x, y + half_diamond}, {x - half_diamond, y}}));
  }
  painter->restore();
  if (with_words_) draw_words(*painter);
}

void MarkItem::draw_queue(QCPPainter& painter) const {
  const auto waited = time_in_queue(marks_);
  if (!waited) return;
  const auto start = std::find_if(marks_.begin(), marks_.end(),
                                  [](const TimeMark& mark) { return mark.kind == TimeMark::Kind::started; });
  const QRectF area = rect_->rect();
  const double right = std::min(place_of(*start), area.right());
  const QCPAxis& axis = *rect_->axis(QCPAxis::atBottom);
  const double left = std::max(axis.coordToPixel(start->time - *waited - origin_), area.left());
  if (right <= left) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(QBrush(current_theme().color(Role::border), Qt::BDiagPattern));
  painter.drawRect(QRectF(left, area.top(), right - left, area.height()));
}

void MarkItem::draw_words(QCPPainter& painter) {
  const Theme theme = current_theme();
  const QFontMetricsF metrics(theme.font(Type::caption));
  painter.setFont(theme.font(Type::caption));
  painter.setPen(theme.color(Role::muted));
  auto lines = lines_with_room();
  const auto latest = std::find_if(lines.begin(), lines.end(),
                                   [](const TimeMark* mark) { return mark->kind == TimeMark::Kind::checkpoint; });
  if (latest != lines.end()) {
    const TimeMark* last = *latest;
    std::erase_if(lines,
                  [&](const TimeMark* mark) { return mark->kind == TimeMark::Kind::checkpoint && mark != last; });
    // It is called the last one, so it must be.
    const auto saved = [](const TimeMark& mark) { return mark.kind == TimeMark::Kind::checkpoint; };
    if (last != &*std::find_if(marks_.rbegin(), marks_.rend(), saved)) std::erase(lines, last);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const TimeMark* a, const TimeMark* b) { return rank_of(*a) < rank_of(*b); });
  const Language language = shown_language(*parentPlot());
  const QRectF area = rect_->rect();
  const double gap = px(Space::hair);
  for (const TimeMark* mark : lines) {
    const QString text = mark_word(*mark, time_in_queue(marks_), language);
    const double width = metrics.horizontalAdvance(text);
    const double x = place_of(*mark);
    for (const double left : {x + gap, x - gap - width}) {
      const bool inside = left >= area.left() && left + width <= area.right();
      const bool is_free = std::none_of(words_.begin(), words_.end(), [&](const PlacedWord& word) {
        return left < word.right + 2 * gap && word.left < left + width + 2 * gap;
      });
      if (!inside || !is_free) continue;
      painter.drawText(QPointF(left, area.top() - gap / 2 - metrics.descent()), text);
      words_.push_back({text, left, left + width});
      break;
    }
  }
}

}  // namespace werkbank
