#include "ui/factories/numbered_edit.h"

#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

namespace werkbank {

NumberedEdit::NumberedEdit(QWidget* parent) : QPlainTextEdit(parent), numbers_(new Numbers(*this)) {
  setLineWrapMode(QPlainTextEdit::NoWrap);
  setTabChangesFocus(true);
  setProperty("textRole", QStringLiteral("mono"));
  connect(this, &QPlainTextEdit::blockCountChanged, this, &NumberedEdit::make_room);
  connect(this, &QPlainTextEdit::updateRequest, numbers_, [this] { numbers_->update(); });
  make_room();
}

int NumberedEdit::numbers_width() const {
  const auto digits = QString::number(std::max(100, blockCount())).size();
  return fontMetrics().horizontalAdvance(QLatin1Char('9')) * static_cast<int>(digits) + 2 * px(Space::small);
}

void NumberedEdit::make_room() {
  setViewportMargins(numbers_width(), 0, 0, 0);
  const QRect inside = contentsRect();
  numbers_->setGeometry(inside.left(), inside.top(), numbers_width(), inside.height());
}

void NumberedEdit::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  make_room();
}

void NumberedEdit::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  const bool is_look = event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange;
  if (is_look && numbers_ != nullptr) make_room();
}

void NumberedEdit::paint_numbers(const QRect& part) {
  QPainter painter(numbers_);
  painter.setFont(font());
  painter.setPen(current_theme().color(Role::muted));
  const int width = numbers_->width() - px(Space::small);
  const int shift = viewport()->y() - numbers_->y();
  for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
    const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    const int top = static_cast<int>(line.top()) + shift;
    if (top > part.bottom()) break;
    painter.drawText(0, top, width, static_cast<int>(line.height()), Qt::AlignRight,
                     QString::number(block.blockNumber() + 1));
  }
}

void NumberedEdit::Numbers::paintEvent(QPaintEvent* event) { edit_.paint_numbers(event->rect()); }

}  // namespace werkbank
