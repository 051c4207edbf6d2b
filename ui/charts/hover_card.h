// The small table beside the cross hair: for each GPU what it did at that moment.
#pragma once

#include <vector>

#include <QColor>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace werkbank {

struct HoverRow {
  QColor color;
  QString name;
  QStringList values;
};

class HoverCard : public QWidget {
  Q_OBJECT

 public:
  explicit HoverCard(QWidget* parent);
  void set(const QString& head, const std::vector<HoverRow>& rows);
  /// Everything as text, a row a line.
  QString text() const;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void measure();
  QString head_;
  std::vector<HoverRow> rows_;
  std::vector<int> widths_;
  int name_width_ = 0;
};

}  // namespace werkbank
