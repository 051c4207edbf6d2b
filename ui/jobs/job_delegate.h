// Draws a job as a row of the list: title and where it runs, its state, progress or times, a spark line.
#pragma once

#include <QStyledItemDelegate>

namespace werkbank {

class JobDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace werkbank
