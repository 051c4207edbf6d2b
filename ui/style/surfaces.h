// What things lie on: cards, hairlines, and the scrolling page with its margins and its widest column.
#pragma once

#include <QFrame>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace werkbank {

/// A rounded surface with its own margins; fill `content()`.
class Card : public QFrame {
  Q_OBJECT

 public:
  explicit Card(QWidget* parent = nullptr);
  QVBoxLayout& content() { return *content_; }

 private:
  QVBoxLayout* content_;
};

/// A horizontal hairline.
class Line : public QFrame {
  Q_OBJECT
 public:
  explicit Line(QWidget* parent = nullptr);
};

/// A page's body: scrolls when it must, keeps its content in one column of at most `widest` pixels, from the left, so
/// that all pages begin at the same place. A scroll bar takes its room from the margin: nothing moves when it comes.
class ScrollBody : public QScrollArea {
  Q_OBJECT

 public:
  explicit ScrollBody(int widest = Size::page, QWidget* parent = nullptr);
  QVBoxLayout& content() { return *content_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QVBoxLayout* content_;
};

/// A row or column without margins, its gaps from the spacing scale.
QHBoxLayout* row(Space gap = Space::snug);
QVBoxLayout* column(Space gap = Space::snug);
/// Takes out all that is in it; the widgets go as soon as nothing is under way in them.
void empty(QVBoxLayout& layout);

}  // namespace werkbank
