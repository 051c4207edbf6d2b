#include "ui/charts/spark.h"

#include <algorithm>

#include <QPainter>
#include <QPolygonF>

#include "ui/style/theme.h"

namespace werkbank {

void paint_spark(QPainter& painter, const QRectF& area, const std::vector<double>& percent, const Theme& theme) {
  if (percent.size() < 2) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPolygonF line;
  for (std::size_t i = 0; i < percent.size(); ++i) {
    const double along = static_cast<double>(i) / static_cast<double>(percent.size() - 1);
    line << QPointF(area.left() + area.width() * along,
                    area.bottom() - area.height() * std::clamp(percent[i], 0.0, 100.0) / 100);
  }
  QPolygonF ground = line;
  ground << area.bottomRight() << area.bottomLeft();
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Role::accent_soft));
  painter.drawPolygon(ground);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.color(Role::accent), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(line);
  painter.restore();
}

}  // namespace werkbank
