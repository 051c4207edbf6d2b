#include "ui/start/spark_line.h"

#include <algorithm>

#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include "ui/style/theme.h"

namespace werkbank {

SparkLine::SparkLine(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

QSize SparkLine::sizeHint() const { return {Size::icon_large * 3, Size::control}; }

void SparkLine::set_values(const std::vector<double>& percent) {
  percent_ = percent;
  if (!percent_.empty()) {
    setAccessibleName(tr("GPU use now: %1 %").arg(locale().toString(percent_.back(), 'f', 0)));
  }
  update();
}

void SparkLine::paintEvent(QPaintEvent*) {
  if (percent_.size() < 2) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme theme = current_theme();
  const QRectF area = QRectF(rect()).adjusted(1, 2, -1, -2);
  painter.setPen(theme.color(Role::chart_grid));
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  QPolygonF line;
  for (std::size_t i = 0; i < percent_.size(); ++i) {
    const double x = area.left() + area.width() * static_cast<double>(i) / static_cast<double>(percent_.size() - 1);
    line << QPointF(x, area.bottom() - area.height() * std::clamp(percent_[i], 0.0, 100.0) / 100);
  }
  painter.setPen(QPen(theme.color(Role::accent), 1.5));
  painter.drawPolyline(line);
}

}  // namespace werkbank
