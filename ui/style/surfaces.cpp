#include "ui/style/surfaces.h"

#include <algorithm>

#include <QHBoxLayout>

namespace werkbank {

QHBoxLayout* row(Space gap) {
  auto* layout = new QHBoxLayout;
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(gap));
  return layout;
}

void empty(QVBoxLayout& layout) {
  while (QLayoutItem* item = layout.takeAt(0)) {
    if (item->widget() != nullptr) {
      item->widget()->hide();
      item->widget()->deleteLater();
    }
    delete item;
  }
}

QVBoxLayout* column(Space gap) {
  auto* layout = new QVBoxLayout;
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(gap));
  return layout;
}

Card::Card(QWidget* parent) : QFrame(parent), content_(column(Space::snug)) {
  setProperty("surface", QStringLiteral("card"));
  content_->setContentsMargins(px(Space::wide), px(Space::wide), px(Space::wide), px(Space::wide));
  setLayout(content_);
}

Line::Line(QWidget* parent) : QFrame(parent) {
  setProperty("surface", QStringLiteral("line"));
  setFixedHeight(1);
}

ScrollBody::ScrollBody(int widest, QWidget* parent) : QScrollArea(parent), content_(column(Space::wide)) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  auto* inside = new QWidget;
  inside->setProperty("page", true);
  auto* across = new QHBoxLayout(inside);
  across->setContentsMargins(px(Space::section), px(Space::wide), px(Space::section), px(Space::section));
  auto* middle = new QWidget(inside);
  middle->setProperty("page", true);
  middle->setMaximumWidth(widest);
  middle->setLayout(content_);
  across->addWidget(middle, 1000);
  across->addStretch(0);
  setWidget(inside);
  viewport()->setAutoFillBackground(false);
  inside->setAutoFillBackground(false);
}

void ScrollBody::resizeEvent(QResizeEvent* event) {
  const int bar = width() - viewport()->width();
  QMargins margins = widget()->layout()->contentsMargins();
  margins.setRight(std::max(0, px(Space::section) - bar));
  widget()->layout()->setContentsMargins(margins);
  QScrollArea::resizeEvent(event);
}

}  // namespace werkbank
