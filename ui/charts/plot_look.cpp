#include "ui/charts/plot_look.h"

#include <QPainter>

namespace werkbank {
namespace {

constexpr std::size_t many_points = 20000;

void dress_axis(QCPAxis& axis, const Theme& theme) {
  axis.setBasePen(QPen(theme.color(Role::border), 1));
  axis.setTickPen(QPen(theme.color(Role::border), 1));
  axis.setSubTicks(false);
  axis.setTickLabelColor(theme.color(Role::chart_axis));
  axis.setTickLabelFont(theme.font(Type::caption));
  axis.setLabelColor(theme.color(Role::chart_axis));
  axis.setLabelFont(theme.font(Type::caption));
  axis.setTickLabelPadding(px(Space::hair));
  axis.setTickLength(0, 4);
  axis.grid()->setPen(QPen(theme.color(Role::chart_grid), 1));
  axis.grid()->setZeroLinePen(QPen(theme.color(Role::chart_grid), 1));
}

}  // namespace

void dress(QCPAxisRect& rect, const Theme& theme) {
  for (QCPAxis* axis : rect.axes()) dress_axis(*axis, theme);
  rect.axis(QCPAxis::atLeft)->setBasePen(Qt::NoPen);
  rect.setBackground(QBrush(theme.color(Role::surface)));
}

void dress(QCPLegend& legend, const Theme& theme) {
  legend.setFont(theme.font(Type::caption));
  legend.setTextColor(theme.color(Role::text));
  legend.setBrush(Qt::NoBrush);
  legend.setBorderPen(Qt::NoPen);
  legend.setIconSize(px(Space::normal), px(Space::snug));
  legend.setColumnSpacing(px(Space::normal));
  legend.setRowSpacing(0);
  legend.setMargins(QMargins(0, 0, 0, 0));
}

void dress(QCPTextElement& title, const Theme& theme, Role role) {
  title.setFont(theme.font(role == Role::text ? Type::strong : Type::caption));
  title.setTextColor(theme.color(role));
  title.setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
}

QPen line_pen(const QColor& color, std::size_t points_in_plot) {
  QPen pen(color, points_in_plot > many_points ? 1.0 : 1.75);
  pen.setJoinStyle(Qt::RoundJoin);
  return pen;
}

void dress(QCPGraph& graph, const QColor& color, std::size_t points_in_plot) {
  graph.setPen(line_pen(color, points_in_plot));
  graph.setAntialiased(points_in_plot <= many_points);
  graph.setAdaptiveSampling(true);
}

void dress_band(QCPGraph& lowest, QCPGraph& highest, QColor color) {
  constexpr int pale = 60;  // of 255
  color.setAlpha(pale);
  for (QCPGraph* graph : {&lowest, &highest}) {
    graph->setPen(Qt::NoPen);
    graph->setAntialiased(false);
  }
  highest.setBrush(color);
  highest.setChannelFillGraph(&lowest);
}

void paint_focus(QCustomPlot& plot) {
  QPainter painter(&plot);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(current_theme().color(Role::focus), 2));
  painter.drawRoundedRect(QRectF(plot.rect()).adjusted(1, 1, -1, -1), px(Radius::field), px(Radius::field));
}

}  // namespace werkbank
