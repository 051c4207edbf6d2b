// A line without axes for a row of a list: how hard the GPUs worked.
#pragma once

#include <vector>

#include <QRectF>

class QPainter;

namespace werkbank {

class Theme;

/// `percent` 0 to 100, oldest first, drawn over the whole of `area` on its own base line. Nothing below two values.
void paint_spark(QPainter& painter, const QRectF& area, const std::vector<double>& percent, const Theme& theme);

}  // namespace werkbank
