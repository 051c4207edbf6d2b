#include "ui/charts/hover_card.h"

#include <algorithm>
#include <numeric>

#include <QPainter>

#include "ui/style/theme.h"

namespace werkbank {
namespace {

constexpr int pad = px(Space::snug);
constexpr int card_gap = px(Space::normal);
constexpr int swatch = px(Space::snug);

int row_height(const QFont& font) { return QFontMetrics(font).height() + px(Space::hair); }

}  // namespace

HoverCard::HoverCard(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

void HoverCard::set(const QString& head, const std::vector<HoverRow>& rows) {
  head_ = head;
  rows_ = rows;
  measure();
  resize(sizeHint());
  update();
}

QString HoverCard::text() const {
  QString all = head_;
  for (const auto& row : rows_) all += u'\n' + row.name + QStringLiteral(": ") + row.values.join(QStringLiteral(" · "));
  return all;
}

void HoverCard::measure() {
  const QFontMetrics metrics(current_theme().font(Type::caption));
  name_width_ = 0;
  widths_.clear();
  for (const auto& row : rows_) {
    name_width_ = std::max(name_width_, metrics.horizontalAdvance(row.name));
    widths_.resize(std::max(widths_.size(), static_cast<std::size_t>(row.values.size())));
    for (qsizetype i = 0; i < row.values.size(); ++i) {
      auto& width = widths_[static_cast<std::size_t>(i)];
      width = std::max(width, metrics.horizontalAdvance(row.values[i]));
    }
  }
}

QSize HoverCard::sizeHint() const {
  const Theme theme = current_theme();
  const int values = std::accumulate(widths_.begin(), widths_.end(), 0) + card_gap * static_cast<int>(widths_.size());
  const int body = swatch + px(Space::small) + name_width_ + values;
  const int head = QFontMetrics(theme.font(Type::strong)).horizontalAdvance(head_);
  const int height =
      row_height(theme.font(Type::strong)) + row_height(theme.font(Type::caption)) * static_cast<int>(rows_.size());
  return {std::max(body, head) + 2 * pad + 2, height + 2 * pad};
}

void HoverCard::paintEvent(QPaintEvent*) {
  const Theme theme = current_theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.color(Role::field_border), 1));
  painter.setBrush(theme.color(Role::surface));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(Radius::field), px(Radius::field));
  painter.setPen(theme.color(Role::text));
  painter.setFont(theme.font(Type::strong));
  int top = pad;
  int line = row_height(painter.font());
  painter.drawText(QRect(pad, top, width() - 2 * pad, line), Qt::AlignLeft | Qt::AlignTop, head_);
  top += line;
  painter.setFont(theme.font(Type::caption));
  line = row_height(painter.font());
  for (const auto& row : rows_) {
    painter.fillRect(QRect(pad, top + line / 2 - 2, swatch, 3), row.color);
    int left = pad + swatch + px(Space::small);
    painter.drawText(QRect(left, top, name_width_, line), Qt::AlignLeft | Qt::AlignVCenter, row.name);
    left += name_width_;
    for (qsizetype i = 0; i < row.values.size(); ++i) {
      const int wide = widths_[static_cast<std::size_t>(i)] + card_gap;
      painter.drawText(QRect(left, top, wide, line), Qt::AlignRight | Qt::AlignVCenter, row.values[i]);
      left += wide;
    }
    top += line;
  }
}

}  // namespace werkbank
