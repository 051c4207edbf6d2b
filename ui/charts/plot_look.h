// QCustomPlot in the clothes of the theme: it knows no palette, so every pen and font is put on by hand.
#pragma once

#include <qcustomplot.h>

#include "ui/style/theme.h"

namespace werkbank {

void dress(QCPAxisRect& rect, const Theme& theme);
void dress(QCPLegend& legend, const Theme& theme);
void dress(QCPTextElement& title, const Theme& theme, Role role = Role::text);

/// The pen of a data line. Wide pens are slow on many points, so a line is a hairline from some 20,000 points on.
QPen line_pen(const QColor& color, std::size_t points_in_plot);
/// Sets pen, hint and smoothing of a graph; `points_in_plot` counts all graphs together.
void dress(QCPGraph& graph, const QColor& color, std::size_t points_in_plot);
/// Fills what lies between two graphs with a pale form of a colour.
void dress_band(QCPGraph& lowest, QCPGraph& highest, QColor color);

/// A line around the plot that has the keyboard; from its paintEvent() only.
void paint_focus(QCustomPlot& plot);

}  // namespace werkbank
